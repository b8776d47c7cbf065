//! The HTTP library's clients: how connections are made and kept.

use std::time::Duration;

use reqwest::redirect::Policy;
use rustls::ClientConfig;
use url::Url;

use crate::config::base_url::{BaseUrl, is_loopback};
use crate::config::settings::{Reach, Settings};
use crate::config::tls;
use crate::error::{Error, Result};
use crate::http::connection_error::causes;

/// How long a connection is kept without a request.
const POOL_IDLE: Duration = Duration::from_secs(20);

/// The shortest time between two pings of an HTTP/2 connection, and the shortest time for the answer to one.
const PING_INTERVAL: Duration = Duration::from_secs(1);
const PING_TIMEOUT: Duration = Duration::from_secs(3);

/// A client for all servers; and if some are on loopback and others are not, one for those on loopback, because a library's client
/// takes the environment's proxies for all or for none.
pub(crate) struct Clients {
    general: reqwest::Client,
    on_loopback: Option<reqwest::Client>,
}

impl Clients {
    pub(crate) fn to_service(settings: &Settings) -> Result<Self> {
        let reach = Reach::of_all(&settings.servers);
        let tls = tls::client_config(&settings.trust(reach), settings.client_certificate()?)?;
        let is_direct = settings.bypasses_environment_proxies(reach);
        let is_mixed = !is_direct && settings.servers.iter().any(BaseUrl::is_loopback);
        let on_loopback = is_mixed.then(|| http_client(settings, tls.clone(), true)).transpose()?;
        Ok(Self { general: http_client(settings, tls, is_direct)?, on_loopback })
    }

    /// For another origin, which does not get to see the client's own certificate.
    pub(crate) fn elsewhere(settings: &Settings, reach: Reach) -> Result<Self> {
        let tls = tls::client_config(&settings.trust(reach), None)?;
        let is_direct = settings.bypasses_environment_proxies(reach);
        Ok(Self { general: http_client(settings, tls, is_direct)?, on_loopback: None })
    }

    pub(crate) fn of(&self, url: &Url) -> &reqwest::Client {
        self.on_loopback.as_ref().filter(|_| is_loopback(url)).unwrap_or(&self.general)
    }
}

fn http_client(settings: &Settings, tls: ClientConfig, is_direct: bool) -> Result<reqwest::Client> {
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .connect_timeout(settings.connect_timeout)
        // Kafka Connect's workers close a connection that has been idle for 30 s, perhaps just as a request goes out.
        .pool_idle_timeout(POOL_IDLE)
        // Dropping a request leaves an HTTP/2 connection as it is, so a dead one would fail every attempt. Pings find it before
        // an attempt that hangs on it has run out of time; but a busy service needs some seconds for one.
        .http2_keep_alive_interval((settings.timeout / 3).max(PING_INTERVAL))
        .http2_keep_alive_timeout((settings.timeout / 3).max(PING_TIMEOUT))
        .redirect(Policy::none())
        .referer(false)
        .retry(reqwest::retry::never());
    if is_direct {
        builder = builder.no_proxy();
    }
    if let Some(proxy) = &settings.proxy {
        builder = builder.proxy(proxy.for_all()?);
    }
    builder.build().map_err(|error| {
        Error::configuration(
            format!("the HTTP client cannot be built: {}", settings.redactor.line(&causes(&error))),
            "Check the options and the environment's proxy variables.",
        )
    })
}
