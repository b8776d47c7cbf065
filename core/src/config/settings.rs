//! The options, checked and completed: the settings that a client works with.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::secret::Secret;
use http::{HeaderMap, HeaderValue};
use url::Url;

use crate::config::authorities::{AuthoritiesFile, EnvironmentAuthorities};
use crate::config::base_url::{BaseUrl, is_loopback};
use crate::config::client_certificate::ClientCertificate;
use crate::config::credentials::{Credentials, Proof};
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
use crate::config::servers::Servers;
use crate::config::tls::Trust;
use crate::config::token_settings::is_safe;
use crate::error::{Error, Result};
use crate::model::event::EventHandler;

/// The options, checked and completed.
pub(crate) struct Settings {
    pub(crate) servers: Servers,
    pub(crate) credentials: Credentials,
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) deadline: Duration,
    /// Of what waits for a state.
    pub(crate) wait_deadline: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) user_agent: HeaderValue,
    pub(crate) headers: HeaderMap,
    pub(crate) redactor: Arc<Redactor>,
    pub(crate) allow_insecure: bool,
    pub(crate) on_event: Option<EventHandler>,
    ca_bundle: Option<PathBuf>,
    environment_authorities: Option<EnvironmentAuthorities>,
    client_certificate: Option<PathBuf>,
    client_key: Option<PathBuf>,
    pub(crate) proxy: Option<ProxyAddress>,
    environment_proxies: Vec<ProxyAddress>,
}

impl Settings {
    /// For Confluent Cloud.
    pub(crate) fn of_cloud(options: ClientOptions) -> Result<Self> {
        let base_url = BaseUrl::parse(options.base_url.as_deref().unwrap_or(DEFAULT_BASE_URL))?;
        let credentials = Credentials::of_cloud(
            options.api_key.as_deref(),
            options.api_secret.as_ref(),
            options.token.as_ref(),
            options.token_provider,
        )?;
        Self::new(Servers::one(base_url), credentials, options.connection)
    }

    /// For the workers of self-managed Kafka Connect.
    pub(crate) fn of_workers(options: KafkaConnectOptions) -> Result<Self> {
        let servers = Servers::of_workers(&options.base_url)?;
        let KafkaConnectOptions { username, password, token, token_provider, connection, .. } = options;
        let credentials =
            Credentials::of_worker(username.as_deref(), password.as_ref(), token.as_ref(), token_provider)?;
        Self::new(servers, credentials, connection)
    }

    fn new(servers: Servers, credentials: Credentials, options: ConnectionOptions) -> Result<Self> {
        let proxy = options.proxy.map(ProxyAddress::parse).transpose()?;
        let environment_proxies = environment::proxies();
        if let Some(secret) = secret_in_words(&credentials, &options.headers).filter(|_| !options.allow_insecure) {
            servers.check(|base_url| refuse_plain_http(base_url, proxy.as_ref(), &secret))?;
        }
        if let Some(endpoint) = credentials.token_endpoint().filter(|_| !options.allow_insecure) {
            refuse_plain_token_url(&endpoint.url)?;
        }
        let header_secrets = secret_headers(&options.headers).flat_map(|(_, value)| secrets_in(value));
        let proxy_secrets = proxy.iter().chain(&environment_proxies).flat_map(ProxyAddress::secrets);
        let redactor = Arc::new(Redactor::new(credentials.secrets().chain(header_secrets).chain(proxy_secrets)));
        Ok(Self {
            timeout: positive("timeout", options.timeout, DEFAULT_TIMEOUT)?,
            connect_timeout: positive("connect_timeout", options.connect_timeout, DEFAULT_CONNECT_TIMEOUT)?,
            deadline: positive("deadline", options.deadline, DEFAULT_DEADLINE)?,
            wait_deadline: positive("deadline", options.deadline, DEFAULT_WAIT_DEADLINE)?,
            retry: options.retry.unwrap_or_default().checked()?,
            user_agent: user_agent(options.user_agent.as_deref())?,
            headers: extra_headers(&options.headers)?,
            ca_bundle: options.ca_bundle,
            environment_authorities: options.environment_authorities,
            client_certificate: options.client_certificate,
            client_key: options.client_key,
            on_event: options.on_event,
            allow_insecure: options.allow_insecure,
            servers,
            credentials,
            redactor,
            proxy,
            environment_proxies,
        })
    }

    /// For requests to an address.
    pub(crate) fn trust(&self, reach: Reach) -> Trust<'_> {
        let environment_proxies =
            if self.bypasses_environment_proxies(reach) { &[] } else { &*self.environment_proxies };
        let all_plain = self.proxy.iter().chain(environment_proxies).all(ProxyAddress::is_plain);
        let environment = self.environment_authorities.as_ref();
        match &self.ca_bundle {
            Some(path) => Trust::Only(AuthoritiesFile::of_option(path)),
            None if reach.is_plain && all_plain => Trust::Nobody,
            None => match environment {
                Some(given) if given.beside_system => Trust::PlatformAnd(AuthoritiesFile::of_environment(given)),
                Some(given) => Trust::Only(AuthoritiesFile::of_environment(given)),
                None => Trust::Platform,
            },
        }
    }

    /// Reads the files of the client's own certificate.
    pub(crate) fn client_certificate(&self) -> Result<Option<ClientCertificate>> {
        ClientCertificate::read(self.client_certificate.as_deref(), self.client_key.as_deref())
    }

    pub(crate) fn has_client_certificate(&self) -> bool {
        self.client_certificate.is_some()
    }

    /// As in Go's net/http: another machine's loopback is not this one's.
    pub(crate) fn bypasses_environment_proxies(&self, reach: Reach) -> bool {
        self.proxy.is_some() || reach.is_loopback
    }
}

/// The part of one or more addresses that decides how they are reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reach {
    pub(crate) is_plain: bool,
    pub(crate) is_loopback: bool,
}

impl Reach {
    pub(crate) fn of(url: &Url) -> Self {
        Self { is_plain: url.scheme() == "http", is_loopback: is_loopback(url) }
    }

    /// All of them, if all are.
    pub(crate) fn of_all(servers: &Servers) -> Self {
        Self { is_plain: servers.iter().all(BaseUrl::is_plain), is_loopback: servers.iter().all(BaseUrl::is_loopback) }
    }
}

/// The secret that each request carries, in words. To a gateway in front of workers, a header may be the credentials.
fn secret_in_words(credentials: &Credentials, headers: &[(String, Secret)]) -> Option<String> {
    if !matches!(credentials.proof, Proof::Nothing) {
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

fn refuse_plain_token_url(url: &Url) -> Result<()> {
    if is_safe(url) {
        return Ok(());
    }
    Err(Error::configuration(
        "`token_url` is plain http, so that everything in between would see the client secret",
        "Use https, or set `allow_insecure` if the network in between is yours.",
    ))
}
