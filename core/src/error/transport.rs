//! Why there was no answer: the stage that failed, and the fault below it.

use std::io;

/// The reason of an [`ErrorKind::Transport`](crate::ErrorKind::Transport).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportReason {
    /// `too_many_open_files`: this process may open no more connections.
    TooManyOpenFiles,
    /// `name_resolution`: the host's name cannot be resolved.
    NameResolution,
    /// `connect`: no connection could be made.
    Connect,
    /// `proxy`: the proxy made no connection.
    Proxy,
    /// `proxy_credentials`: the proxy wants credentials.
    ProxyCredentials,
    /// `tls`: TLS failed, mostly because of the certificate.
    Tls,
    /// `client_certificate`: the server ended TLS because of the client's own certificate, or because it wants one.
    ClientCertificate,
    /// `not_http`: the answer is not HTTP.
    NotHttp,
    /// `not_processed`: the service says that it did not look at the request.
    NotProcessed,
    /// `connection_lost`: the connection broke before the end of the answer.
    ConnectionLost,
}

impl TransportReason {
    pub(crate) const ALL: [Self; 10] = [
        Self::TooManyOpenFiles,
        Self::NameResolution,
        Self::Connect,
        Self::Proxy,
        Self::ProxyCredentials,
        Self::Tls,
        Self::ClientCertificate,
        Self::NotHttp,
        Self::NotProcessed,
        Self::ConnectionLost,
    ];

    /// The reason's name, the same in every language: `name_resolution`, `connect`, …
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TooManyOpenFiles => "too_many_open_files",
            Self::NameResolution => "name_resolution",
            Self::Connect => "connect",
            Self::Proxy => "proxy",
            Self::ProxyCredentials => "proxy_credentials",
            Self::Tls => "tls",
            Self::ClientCertificate => "client_certificate",
            Self::NotHttp => "not_http",
            Self::NotProcessed => "not_processed",
            Self::ConnectionLost => "connection_lost",
        }
    }
}

/// The fault below a [`TransportReason`], for languages that have a code for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "hidden, and each variant says what it is")]
pub enum TransportFault {
    System(io::ErrorKind),
    NoSuchName,
    NamesUnavailable,
    CertificateExpired,
    CertificateNotYetValid,
    CertificateRevoked,
    CertificateOfUnknownIssuer,
    CertificateOfAnotherHost,
}
