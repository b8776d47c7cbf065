//! Why a connection failed: read from the HTTP library's chain of causes.

use std::error::Error as StdError;
use std::io;

use rustls::CertificateError;

use crate::config::retry_policy::RetryClass;
use crate::error::{TransportFault, TransportReason};

impl TransportReason {
    pub(crate) fn of(error: &reqwest::Error) -> Self {
        if sources(error).any(is_out_of_files) {
            Self::TooManyOpenFiles
        } else if error.is_dns() || sources(error).any(is_no_name) {
            Self::NameResolution
        } else if sources(error).any(is_about_client_certificate) {
            Self::ClientCertificate
        } else if sources(error).any(is_tls) {
            Self::Tls
        } else if let Some(proxy) = sources(error).find_map(tunnel_error) {
            proxy
        } else if error.is_connect() {
            Self::Connect
        } else if sources(error).any(is_not_processed) {
            Self::NotProcessed
        } else if sources(error).any(is_malformed) {
            Self::NotHttp
        } else {
            Self::ConnectionLost
        }
    }

    /// Whether the same request may be sent again. A request that broke off may have reached the service.
    pub(crate) fn retry_class(self) -> RetryClass {
        match self {
            Self::TooManyOpenFiles | Self::NameResolution | Self::Connect | Self::Proxy | Self::NotProcessed => {
                RetryClass::NotActedOn
            }
            Self::ConnectionLost => RetryClass::MaybeActedOn,
            Self::ProxyCredentials | Self::Tls | Self::ClientCertificate | Self::NotHttp => RetryClass::Never,
        }
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::TooManyOpenFiles => "this process may open no more connections",
            Self::NameResolution => "the host's name cannot be resolved",
            Self::Connect => "no connection could be made",
            Self::Proxy => "the proxy made no connection",
            Self::ProxyCredentials => "the proxy wants credentials",
            Self::Tls | Self::ClientCertificate => "TLS failed",
            Self::NotHttp => "the answer is not HTTP",
            Self::NotProcessed => "the service did not take the request",
            Self::ConnectionLost => "the connection broke before the answer",
        }
    }
}

fn is_tls(error: &(dyn StdError + 'static)) -> bool {
    tls(error).is_some()
}

/// An `io::Error` hides what it wraps from `source()`, and may wrap another one.
fn tls<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a rustls::Error> {
    let wrapped = || error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    error.downcast_ref().or_else(|| tls(wrapped()?))
}

/// The alerts of a server that wanted a certificate and had none (TLS 1.2 has no alert of its own for that), or refuses ours. By
/// their words, because HTTP/2 passes on nothing else; a case would notice if they changed.
fn is_about_client_certificate(error: &(dyn StdError + 'static)) -> bool {
    const ALERTS: [&str; 9] = [
        "CertificateRequired",
        "HandshakeFailure",
        "UnknownCA",
        "BadCertificate",
        "CertificateExpired",
        "CertificateUnknown",
        "CertificateRevoked",
        "UnsupportedCertificate",
        "AccessDenied",
    ];
    let text = error.to_string();
    text.split_once("received fatal alert: ").is_some_and(|(_, alert)| ALERTS.iter().any(|one| alert.starts_with(one)))
}

/// EMFILE and ENFILE on Unix, WSAEMFILE on Windows: the standard library has no name for them.
fn is_out_of_files(error: &(dyn StdError + 'static)) -> bool {
    let code = error.downcast_ref::<io::Error>().and_then(io::Error::raw_os_error);
    matches!(code, Some(23 | 24 | 10024))
}

/// A name that cannot be one is refused by TLS before anybody is asked for its address.
fn is_no_name(error: &(dyn StdError + 'static)) -> bool {
    error.is::<rustls::pki_types::InvalidDnsNameError>()
}

/// The type of a tunnel's error is not public, so its words must do; a case would notice if they changed.
fn tunnel_error(error: &(dyn StdError + 'static)) -> Option<TransportReason> {
    let text = error.to_string();
    let reason = text.strip_prefix("tunnel error: ")?;
    Some(if reason.starts_with("proxy authorization required") {
        TransportReason::ProxyCredentials
    } else {
        TransportReason::Proxy
    })
}

/// RFC 9113, 8.7: a refused stream, or one that came after the last that a GOAWAY names.
fn is_not_processed(error: &(dyn StdError + 'static)) -> bool {
    let refused = |error: &h2::Error| error.reason() == Some(h2::Reason::REFUSED_STREAM);
    error.downcast_ref::<h2::Error>().is_some_and(|error| error.is_remote() && (error.is_go_away() || refused(error)))
}

fn is_malformed(error: &(dyn StdError + 'static)) -> bool {
    error.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_parse)
}

/// The fault below the failure, if the system or TLS names one.
pub(crate) fn fault(error: &reqwest::Error) -> Option<TransportFault> {
    if error.is_dns() || sources(error).any(is_no_name) {
        let is_passing = sources(error).any(|error| is_passing_lookup(&error.to_string()));
        return Some(if is_passing { TransportFault::NamesUnavailable } else { TransportFault::NoSuchName });
    }
    if let Some(tls) = sources(error).find_map(tls) {
        return certificate_fault(tls);
    }
    let system = sources(error).filter_map(|error| error.downcast_ref::<io::Error>()).last()?;
    Some(TransportFault::System(system.kind()))
}

/// The standard library gives the words of `getaddrinfo` and not its code: glibc and macOS, musl, Windows.
fn is_passing_lookup(words: &str) -> bool {
    ["Temporary failure in name resolution", "Try again", "os error 11002"].iter().any(|said| words.contains(said))
}

fn certificate_fault(error: &rustls::Error) -> Option<TransportFault> {
    let rustls::Error::InvalidCertificate(error) = error else { return None };
    Some(match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => TransportFault::CertificateExpired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            TransportFault::CertificateNotYetValid
        }
        CertificateError::Revoked => TransportFault::CertificateRevoked,
        CertificateError::UnknownIssuer => TransportFault::CertificateOfUnknownIssuer,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            TransportFault::CertificateOfAnotherHost
        }
        _ => return None,
    })
}

fn sources<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn StdError + 'static)| (*error).source())
}

/// The chain of causes in words; reqwest's own `Display` hides all but the first. Leaves out repetitions, and a layer's words for
/// "it failed" if a deeper layer says why.
pub(crate) fn causes(error: &reqwest::Error) -> String {
    let mut words: Vec<String> = Vec::new();
    for text in sources(error).map(ToString::to_string) {
        if !words.iter().any(|said| said.contains(&text)) {
            words.push(text);
        }
    }
    let says_why = |text: &&String| !text.starts_with("error sending request") && !text.starts_with("client error (");
    let why: Vec<_> = words.iter().filter(says_why).map(String::as_str).collect();
    if why.is_empty() { words.join(": ") } else { why.join(": ") }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn alerts_about_the_client_are_known_by_their_words() {
        use rustls::AlertDescription::{CertificateRequired, HandshakeFailure, ProtocolVersion, UnknownCA};
        for (alert, expected) in
            [(HandshakeFailure, true), (CertificateRequired, true), (UnknownCA, true), (ProtocolVersion, false)]
        {
            let error = io::Error::other(rustls::Error::AlertReceived(alert));
            assert_eq!(is_about_client_certificate(&error), expected, "{error}");
        }
    }
}
