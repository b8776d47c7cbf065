//! The options, checked and completed: the settings that a client works with.

use std::path::PathBuf;
use std::time::Duration;

use crate::secret::Secret;
use http::{HeaderMap, HeaderValue};

use crate::config::base_url::BaseUrl;
use crate::config::credentials::Credentials;
use crate::config::environment;
use crate::config::headers::{extra_headers, secret_headers, secrets_in, user_agent};
use crate::config::numbers::positive;
use crate::config::options::{
    ClientOptions, ConnectionOptions, DEFAULT_BASE_URL, DEFAULT_CONNECT_TIMEOUT, DEFAULT_DEADLINE, DEFAULT_TIMEOUT,
    DEFAULT_WAIT_DEADLINE, KafkaConnectOptions,
};
use crate::config::proxy::ProxyAddress;
use crate::config::redact::Redactor;
use crate::config::retry_policy::RetryPolicy;
use crate::config::tls::Trust;
use crate::error::{Error, Result};
use crate::model::event::EventHandler;

/// The options, checked and completed.
pub(crate) struct Settings {
    pub(crate) base_url: BaseUrl,
    pub(crate) credentials: Credentials,
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) deadline: Duration,
    /// Of what waits for a state.
    pub(crate) wait_deadline: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) user_agent: HeaderValue,
    pub(crate) headers: HeaderMap,
    pub(crate) redactor: Redactor,
    pub(crate) on_event: Option<EventHandler>,
    ca_bundle: Option<PathBuf>,
    pub(crate) proxy: Option<ProxyAddress>,
    environment_proxies: Vec<ProxyAddress>,
}

impl Settings {
    /// For Confluent Cloud.
    pub(crate) fn of_cloud(options: ClientOptions) -> Result<Self> {
        let base_url = BaseUrl::parse(options.base_url.as_deref().unwrap_or(DEFAULT_BASE_URL))?;
        let credentials =
            Credentials::new(options.api_key.as_deref(), options.api_secret.as_ref(), options.token.as_ref())?;
        Self::new(base_url, credentials, options.connection)
    }

    /// For the workers of self-managed Kafka Connect.
    pub(crate) fn of_workers(options: KafkaConnectOptions) -> Result<Self> {
        let base_url = BaseUrl::parse(&options.base_url).map_err(|error| {
            error.advised("Give `base_url` as a worker's scheme, host and port, such as http://127.0.0.1:8083.")
        })?;
        let KafkaConnectOptions { username, password, token, connection, .. } = options;
        let credentials = Credentials::of_worker(username.as_deref(), password.as_ref(), token.as_ref())?;
        Self::new(base_url, credentials, connection)
    }

    fn new(base_url: BaseUrl, credentials: Credentials, options: ConnectionOptions) -> Result<Self> {
        let proxy = options.proxy.map(ProxyAddress::parse).transpose()?;
        let environment_proxies = environment::proxies();
        if let Some(secret) = secret_in_words(&credentials, &options.headers).filter(|_| !options.allow_insecure) {
            refuse_plain_http(&base_url, proxy.as_ref(), &secret)?;
        }
        let header_secrets = secret_headers(&options.headers).flat_map(|(_, value)| secrets_in(value));
        let proxy_secrets = proxy.iter().chain(&environment_proxies).flat_map(ProxyAddress::secrets);
        let redactor = Redactor::new(credentials.secrets().chain(header_secrets).chain(proxy_secrets));
        Ok(Self {
            timeout: positive("timeout", options.timeout, DEFAULT_TIMEOUT)?,
            connect_timeout: positive("connect_timeout", options.connect_timeout, DEFAULT_CONNECT_TIMEOUT)?,
            deadline: positive("deadline", options.deadline, DEFAULT_DEADLINE)?,
            wait_deadline: positive("deadline", options.deadline, DEFAULT_WAIT_DEADLINE)?,
            retry: options.retry.unwrap_or_default().checked()?,
            user_agent: user_agent(options.user_agent.as_deref())?,
            headers: extra_headers(&options.headers)?,
            ca_bundle: options.ca_bundle,
            on_event: options.on_event,
            base_url,
            credentials,
            redactor,
            proxy,
            environment_proxies,
        })
    }

    pub(crate) fn trust(&self) -> Trust<'_> {
        let environment_proxies = if self.bypasses_environment_proxies() { &[] } else { &*self.environment_proxies };
        let all_plain = self.proxy.iter().chain(environment_proxies).all(ProxyAddress::is_plain);
        match &self.ca_bundle {
            Some(path) => Trust::Bundle(path),
            None if self.base_url.is_plain() && all_plain => Trust::Nobody,
            None => Trust::Platform,
        }
    }

    /// As in Go's net/http: another machine's loopback is not this one's.
    pub(crate) fn bypasses_environment_proxies(&self) -> bool {
        self.proxy.is_some() || self.base_url.is_loopback()
    }
}

/// The secret that each request carries, in words. To a gateway in front of workers, a header may be the credentials.
fn secret_in_words(credentials: &Credentials, headers: &[(String, Secret)]) -> Option<String> {
    if credentials.header.is_some() {
        return Some("the credentials".to_owned());
    }
    let (name, _) = secret_headers(headers).next()?;
    Some(format!("the header {name:?}"))
}

fn refuse_plain_http(base_url: &BaseUrl, proxy: Option<&ProxyAddress>, secret: &str) -> Result<()> {
    let stays_here = base_url.is_loopback() && proxy.is_none_or(ProxyAddress::is_loopback);
    if !base_url.is_plain() || stays_here {
        return Ok(());
    }
    Err(Error::configuration(
        format!(
            "`base_url` is plain http, so that {} and everything in between would see {secret}",
            base_url.authority()
        ),
        "Use https, or set `allow_insecure` if the network in between is yours.",
    ))
}
