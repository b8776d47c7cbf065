//! The core's errors as plain JavaScript objects.

use std::io::ErrorKind as Io;

use napi_derive::napi;
use unpause::bridge::{TransportFault, transport_cause};
use unpause::{Error, TransportReason};

use crate::failure::{NativeFailure, failure};
use crate::records::{NativeConnector, NativeRateLimit, NativeStatus, as_milliseconds};

/// Why a call failed. TypeScript makes an instance of the class for its `kind`.
#[napi(object, object_from_js = false)]
pub struct NativeError {
    pub kind: String,
    pub message: String,
    /// Absent without advice: then it is the message.
    pub summary: Option<String>,
    pub advice: Option<String>,
    pub retryable: bool,
    pub connector: Option<NativeConnector>,
    pub field: Option<String>,
    pub limit: Option<String>,
    pub stage: Option<String>,
    pub status: Option<u32>,
    pub service_code: Option<String>,
    pub request_id: Option<String>,
    pub attempts: Option<u32>,
    pub elapsed_ms: Option<f64>,
    pub body: Option<String>,
    pub retry_after_ms: Option<f64>,
    pub rate_limit: Option<NativeRateLimit>,
    pub situation: Option<String>,
    pub looks: Option<u32>,
    pub connector_status: Option<NativeStatus>,
    pub failure: Option<NativeFailure>,
    pub reason: Option<String>,
    pub cause: Option<NativeCause>,
}

/// Why there was no answer: the code that Node.js has for it, if it has one, and the words.
#[napi(object, object_from_js = false)]
pub struct NativeCause {
    pub code: Option<String>,
    pub message: String,
}

impl From<Error> for NativeError {
    fn from(error: Error) -> Self {
        Self {
            kind: error.kind().name().to_owned(),
            message: error.to_string(),
            summary: error.advice().map(|_| error.summary()),
            advice: error.advice().map(str::to_owned),
            retryable: error.is_retryable(),
            connector: error.connector().map(NativeConnector::from),
            field: error.field().map(str::to_owned),
            limit: error.limit().map(|limit| limit.name().to_owned()),
            stage: error.stage().map(|stage| stage.name().to_owned()),
            status: error.status().map(u32::from),
            service_code: error.code().map(str::to_owned),
            request_id: error.request_id().map(str::to_owned),
            attempts: error.attempts(),
            elapsed_ms: error.elapsed().map(as_milliseconds),
            body: error.body().map(str::to_owned),
            retry_after_ms: error.retry_after().map(as_milliseconds),
            rate_limit: error.rate_limit().map(NativeRateLimit::from),
            situation: error.situation().map(|situation| situation.name().to_owned()),
            looks: error.looks(),
            connector_status: error.connector_status().cloned().map(NativeStatus::from),
            failure: failure(&error),
            reason: error.transport_reason().map(|reason| reason.name().to_owned()),
            cause: NativeCause::of(&error),
        }
    }
}

impl NativeCause {
    fn of(error: &Error) -> Option<Self> {
        let (words, fault) = transport_cause(error)?;
        let code = fault.and_then(code_of_fault).or_else(|| code_of_reason(error.transport_reason()?));
        Some(Self { code: code.map(str::to_owned), message: words.to_owned() })
    }
}

/// As Node.js itself and OpenSSL in it name the fault.
fn code_of_fault(fault: TransportFault) -> Option<&'static str> {
    Some(match fault {
        TransportFault::System(Io::ConnectionRefused) => "ECONNREFUSED",
        TransportFault::System(Io::ConnectionReset) => "ECONNRESET",
        TransportFault::System(Io::ConnectionAborted) => "ECONNABORTED",
        TransportFault::System(Io::BrokenPipe) => "EPIPE",
        TransportFault::System(Io::TimedOut) => "ETIMEDOUT",
        TransportFault::System(Io::HostUnreachable) => "EHOSTUNREACH",
        TransportFault::System(Io::NetworkUnreachable) => "ENETUNREACH",
        TransportFault::System(Io::NetworkDown) => "ENETDOWN",
        TransportFault::System(Io::AddrNotAvailable) => "EADDRNOTAVAIL",
        TransportFault::System(Io::PermissionDenied) => "EACCES",
        TransportFault::System(_) => return None,
        TransportFault::NoSuchName => "ENOTFOUND",
        TransportFault::NamesUnavailable => "EAI_AGAIN",
        TransportFault::CertificateExpired => "CERT_HAS_EXPIRED",
        TransportFault::CertificateNotYetValid => "CERT_NOT_YET_VALID",
        TransportFault::CertificateRevoked => "CERT_REVOKED",
        TransportFault::CertificateOfUnknownIssuer => "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
        TransportFault::CertificateOfAnotherHost => "ERR_TLS_CERT_ALTNAME_INVALID",
    })
}

/// The code of a failure below which the system names no fault, such as a connection that was closed in an orderly way.
fn code_of_reason(reason: TransportReason) -> Option<&'static str> {
    match reason {
        TransportReason::TooManyOpenFiles => Some("EMFILE"),
        TransportReason::ConnectionLost => Some("ECONNRESET"),
        _ => None,
    }
}
