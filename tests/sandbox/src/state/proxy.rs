//! An HTTP proxy: its credentials, and tunnels to this machine.

use std::net::IpAddr;

use http::header::{HeaderName, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION};
use http::uri::Authority;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Deserialize;
use tokio::net::TcpStream;

use crate::respond::answer::Answer;
use crate::state::credentials::{encode, parse};

#[derive(Default, Deserialize)]
#[serde(from = "ProxySpec")]
pub(crate) enum Proxy {
    #[default]
    Off,
    Open,
    /// Needs this proof in HTTP Basic.
    Guarded(String),
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "must be false, true or {\"user\": …, \"password\": …}")]
enum ProxySpec {
    Wanted(bool),
    For(User),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct User {
    user: String,
    password: String,
}

impl From<ProxySpec> for Proxy {
    fn from(spec: ProxySpec) -> Self {
        match spec {
            ProxySpec::Wanted(false) => Self::Off,
            ProxySpec::Wanted(true) => Self::Open,
            ProxySpec::For(User { user, password }) => Self::Guarded(encode(&user, &password)),
        }
    }
}

impl Proxy {
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self, Self::Off)
    }

    /// The 407 for wrong credentials.
    pub(crate) fn refusal(&self, headers: &HeaderMap) -> Option<Answer> {
        const CHALLENGE: (HeaderName, HeaderValue) =
            (PROXY_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"sandbox\""));
        let Self::Guarded(expected) = self else {
            return None;
        };
        let may = parse(headers.get(PROXY_AUTHORIZATION))
            .is_some_and(|(scheme, proof)| scheme.eq_ignore_ascii_case("basic") && proof == expected);
        let (name, value) = CHALLENGE;
        (!may).then(|| {
            Answer::error(StatusCode::PROXY_AUTHENTICATION_REQUIRED, "Proxy authentication required").with(name, value)
        })
    }
}

/// Opens the far end of a tunnel, on this machine only: a test must not call out by mistake.
pub(crate) async fn connect(target: &Authority) -> Result<TcpStream, Answer> {
    let host = target.host().trim_matches(['[', ']']);
    let Some(port) = target.port_u16().filter(|_| is_loopback(host)) else {
        return Err(Answer::error(StatusCode::FORBIDDEN, "Tunnels lead to a port on loopback only"));
    };
    let connected = TcpStream::connect((host, port)).await;
    let stream = connected.map_err(|error| Answer::error(StatusCode::BAD_GATEWAY, &error.to_string()))?;
    // If it fails, the tunnel is only slower.
    let _ = stream.set_nodelay(true);
    Ok(stream)
}

pub(crate) fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}
