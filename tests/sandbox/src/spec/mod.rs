//! The JSON of a server.

pub(crate) mod answer;
pub(crate) mod connector;
pub(crate) mod release;
pub(crate) mod seconds;
pub(crate) mod service;

use serde::Deserialize;
use serde_json::Value;

use crate::error::Error;
use crate::net::certificates::Certificate;
use crate::respond::script::Lines;
use crate::spec::connector::ConnectorSpec;
use crate::spec::release::Release;
use crate::spec::service::Played;
use crate::state::credentials::Credentials;
use crate::state::proxy::Proxy;
use crate::state::rate_limit::Limit;
use crate::state::tokens::identity_provider::IdentityProvider;
use crate::state::tokens::sts::StsSpec;

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ServerSpec {
    pub(crate) service: Played,
    pub(crate) kafka: Release,
    pub(crate) expansion_fails: bool,
    pub(crate) listen: Listen,
    pub(crate) tls: Tls,
    pub(crate) protocols: Protocols,
    pub(crate) credentials: Admission,
    pub(crate) proxy: Proxy,
    pub(crate) rate_limit: Option<Limit>,
    pub(crate) answers: Lines,
    pub(crate) connectors: Option<Vec<ConnectorSpec>>,
    pub(crate) forward: Option<String>,
    pub(crate) sts: Option<StsSpec>,
    pub(crate) identity_provider: Option<IdentityProvider>,
}

impl Default for ServerSpec {
    fn default() -> Self {
        Self {
            service: Played::default(),
            kafka: Release::CURRENT,
            expansion_fails: false,
            listen: Listen::Serve,
            tls: Tls(None),
            protocols: Protocols { http1: true, http2: true },
            credentials: Admission::Default,
            proxy: Proxy::default(),
            rate_limit: None,
            answers: Lines::default(),
            connectors: None,
            forward: None,
            sts: None,
            identity_provider: None,
        }
    }
}

/// The credentials of a server.
#[derive(Deserialize)]
#[serde(from = "Option<Credentials>")]
pub(crate) enum Admission {
    /// The default of the service.
    Default,
    Only(Credentials),
    Everybody,
}

impl From<Option<Credentials>> for Admission {
    fn from(written: Option<Credentials>) -> Self {
        written.map_or(Self::Everybody, Self::Only)
    }
}

impl Admission {
    /// The credentials to check. By default, only Confluent Cloud checks some.
    pub(crate) fn by(self, service: Played) -> Option<Credentials> {
        match self {
            Self::Only(credentials) => Some(credentials),
            Self::Default if service == Played::ConfluentCloud => Some(Credentials::default()),
            Self::Default | Self::Everybody => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Listen {
    Serve,
    Refuse,
    Silent,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(from = "TlsWritten")]
pub(crate) struct Tls(pub(crate) Option<TlsSpec>);

/// How a server speaks TLS.
#[derive(Clone, Copy, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct TlsSpec {
    pub(crate) certificate: Certificate,
    /// Whether it demands certificates of its clients.
    pub(crate) client_certificates: bool,
    /// Whether it speaks TLS 1.2 only.
    #[serde(rename = "tls_1_2")]
    pub(crate) is_1_2: bool,
}

impl Default for TlsSpec {
    fn default() -> Self {
        Self { certificate: Certificate::Valid, client_certificates: false, is_1_2: false }
    }
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "must be false, true or {\"certificate\": \"valid\", \"wrong_host\", \"expired\" or \"unknown_ca\", \
                 \"client_certificates\": true, \"tls_1_2\": true}"
)]
enum TlsWritten {
    Wanted(bool),
    With(TlsSpec),
}

impl From<TlsWritten> for Tls {
    fn from(written: TlsWritten) -> Self {
        match written {
            TlsWritten::Wanted(wanted) => Self(wanted.then(TlsSpec::default)),
            TlsWritten::With(spec) => Self(Some(spec)),
        }
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "Vec<Protocol>")]
pub(crate) struct Protocols {
    pub(crate) http1: bool,
    pub(crate) http2: bool,
}

#[derive(PartialEq, Eq, Deserialize)]
enum Protocol {
    #[serde(rename = "http/1.1")]
    Http1,
    #[serde(rename = "h2")]
    Http2,
}

impl TryFrom<Vec<Protocol>> for Protocols {
    type Error = &'static str;

    fn try_from(protocols: Vec<Protocol>) -> Result<Self, Self::Error> {
        if protocols.is_empty() {
            return Err("protocols: a server speaks at least one");
        }
        Ok(Self { http1: protocols.contains(&Protocol::Http1), http2: protocols.contains(&Protocol::Http2) })
    }
}

impl ServerSpec {
    /// Reads the JSON of the server with this name. A mistake names the path of its key.
    pub(crate) fn parse(name: &str, document: &Value) -> Result<Self, Error> {
        let spec: Self = serde_path_to_error::deserialize(document).map_err(|error| {
            let path = error.path().to_string();
            let dot = if path.starts_with('.') { "" } else { "." };
            Error::Mistake(format!("servers.{name}{dot}{path}: {}", error.inner()))
        })?;
        spec.check().map_err(|mistake| Error::Mistake(format!("servers.{name}: {mistake}")))?;
        Ok(spec)
    }

    fn check(&self) -> Result<(), &'static str> {
        if self.has_raw() && !self.protocols.http1 {
            return Err("answers: raw is for HTTP/1.1, which protocols leaves out");
        }
        let mut connectors = self.connectors.iter().flatten();
        if self.service == Played::KafkaConnect && connectors.any(ConnectorSpec::has_cloud_ids) {
            return Err("connectors: environment_id, kafka_cluster_id and id are for confluent_cloud");
        }
        if self.service != Played::ConfluentCloud && self.forward.is_some() {
            return Err("forward: a worker needs nothing in front of it to be one; it is for confluent_cloud");
        }
        if self.service != Played::ConfluentCloud && self.sts.is_some() {
            return Err("sts: the exchange of tokens is for confluent_cloud");
        }
        let is_provider = self.service == Played::IdentityProvider;
        if !is_provider && self.identity_provider.is_some() {
            return Err("identity_provider: it is for the service of that name");
        }
        if is_provider && (self.connectors.is_some() || !matches!(self.credentials, Admission::Default)) {
            return Err("an identity provider has no connectors, and its credentials are in identity_provider");
        }
        Ok(())
    }

    fn has_raw(&self) -> bool {
        let of_connectors = self.connectors.iter().flatten().flat_map(|connector| connector.answers.iter());
        let of_sts = self.sts.iter().flat_map(|sts| sts.answers.iter());
        self.answers.iter().chain(of_connectors).chain(of_sts).any(|scripted| scripted.answer.raw.is_some())
    }
}
