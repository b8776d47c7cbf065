//! The core's errors as plain data; the public error is written in Swift.

use std::error::Error as StdError;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use unpause::Error;

use crate::accepted::NativeRateLimit;
use crate::cause::{NativeCause, Thrown};
use crate::connector::NativeConnector;
use crate::status::NativeStatus;

/// Why a call across the bridge has no result.
#[derive(Debug, Clone, uniffi::Error)]
pub(crate) enum NativeError {
    /// The core's error.
    Failed { failure: Box<NativeFailure> },
    /// The call's token was cancelled.
    Cancelled,
}

/// An error's fields. Times are seconds; kind, limit and situation are their names. The text is not called `message`, which breaks UniFFI's Kotlin (issue 2065).
#[derive(Clone, uniffi::Record)]
#[uniffi::export(Eq, Hash)]
pub(crate) struct NativeFailure {
    pub(crate) kind: String,
    pub(crate) text: String,
    pub(crate) advice: Option<String>,
    pub(crate) retryable: bool,
    pub(crate) connector: Option<NativeConnector>,
    pub(crate) field: Option<String>,
    pub(crate) limit: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) attempts: Option<u32>,
    pub(crate) elapsed: Option<f64>,
    pub(crate) body: Option<String>,
    pub(crate) retry_after: Option<f64>,
    pub(crate) rate_limit: Option<NativeRateLimit>,
    pub(crate) connector_status: Option<NativeStatus>,
    pub(crate) situation: Option<String>,
    pub(crate) looks: Option<u32>,
    pub(crate) reason: Option<String>,
    pub(crate) stage: Option<String>,
    pub(crate) cause: Option<Arc<dyn NativeCause>>,
}

/// The error that the client's function threw.
fn cause(error: &Error) -> Option<Arc<dyn NativeCause>> {
    let thrown = StdError::source(error)?.downcast_ref::<Thrown>()?;
    Some(Arc::clone(&thrown.cause))
}

/// UniFFI compares and hashes errors; nobody else does.
impl PartialEq for NativeFailure {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for NativeFailure {}

impl Hash for NativeFailure {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.text.hash(hasher);
    }
}

impl fmt::Debug for NativeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// UniFFI asks for it, and shows it to nobody.
impl fmt::Display for NativeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed { failure } => f.write_str(&failure.text),
            Self::Cancelled => f.write_str("cancelled"),
        }
    }
}

impl From<Error> for NativeError {
    fn from(error: Error) -> Self {
        Self::Failed { failure: Box::new((&error).into()) }
    }
}

impl From<&Error> for NativeFailure {
    fn from(error: &Error) -> Self {
        Self {
            kind: error.kind().name().to_owned(),
            text: error.to_string(),
            advice: error.advice().map(str::to_owned),
            retryable: error.is_retryable(),
            connector: error.connector().map(NativeConnector::from),
            field: error.field().map(str::to_owned),
            limit: error.limit().map(|limit| limit.name().to_owned()),
            status: error.status(),
            code: error.code().map(str::to_owned),
            request_id: error.request_id().map(str::to_owned),
            attempts: error.attempts(),
            elapsed: error.elapsed().map(|elapsed| elapsed.as_secs_f64()),
            body: error.body().map(str::to_owned),
            retry_after: error.retry_after().map(|wait| wait.as_secs_f64()),
            rate_limit: error.rate_limit().map(NativeRateLimit::from),
            connector_status: error.connector_status().map(NativeStatus::from),
            situation: error.situation().map(|situation| situation.name().to_owned()),
            looks: error.looks(),
            stage: error.stage().map(|stage| stage.name().to_owned()),
            cause: cause(error),
            reason: error.transport_reason().map(|reason| reason.name().to_owned()),
        }
    }
}
