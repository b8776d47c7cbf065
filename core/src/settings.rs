//! The options, checked and completed: what a client works with.

use std::path::PathBuf;
use std::time::Duration;

use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;

use crate::credentials::Credentials;
use crate::endpoint::Endpoint;
use crate::environment;
use crate::error::{Error, Result};
use crate::event::EventHandler;
use crate::kafka_connect::KafkaConnectOptions;
use crate::options::{
    CallOptions, ClientOptions, DEFAULT_BASE_URL, DEFAULT_CONNECT_TIMEOUT, DEFAULT_DEADLINE, DEFAULT_TIMEOUT, FOREVER,
};
use crate::pacing::Pacer;
use crate::proxy::ProxyAddress;
use crate::redact::Redactor;
use crate::retry::{Jitter, Limits, RetryPolicy};
use crate::tls::Trust;

/// Headers that the client makes itself.
const RESERVED: [HeaderName; 7] = [
    header::AUTHORIZATION,
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::HOST,
    header::PROXY_AUTHORIZATION,
    header::TRANSFER_ENCODING,
    header::USER_AGENT,
];

/// The options, checked and completed.
pub(crate) struct Settings {
    pub(crate) endpoint: Endpoint,
    pub(crate) credentials: Credentials,
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) deadline: Duration,
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
    pub(crate) fn new(options: ClientOptions) -> Result<Self> {
        let options = options.complete_from_env()?;
        let endpoint = Endpoint::parse(options.base_url.as_deref().unwrap_or(DEFAULT_BASE_URL))?;
        let credentials =
            Credentials::new(options.api_key.as_deref(), options.api_secret.as_ref(), options.token.as_ref())?;
        Self::with(options, endpoint, credentials)
    }

    pub(crate) fn of_worker(options: KafkaConnectOptions) -> Result<Self> {
        let endpoint = Endpoint::parse(&options.base_url).map_err(|error| {
            error.advised("Give base_url as a worker's scheme, host and port, such as http://127.0.0.1:8083.")
        })?;
        let KafkaConnectOptions { username, password, token, .. } = &options;
        let credentials = Credentials::of_worker(username.as_deref(), password.as_ref(), token.as_ref())?;
        Self::with(options.common(), endpoint, credentials)
    }

    fn with(options: ClientOptions, endpoint: Endpoint, credentials: Credentials) -> Result<Self> {
        let proxy = options.proxy.map(ProxyAddress::parse).transpose()?;
        let environment_proxies = environment::proxies();
        if let Some(secret) = what_is_secret(&credentials, &options.headers).filter(|_| !options.allow_insecure) {
            refuse_plain_http(&endpoint, proxy.as_ref(), &secret)?;
        }
        let header_secrets = options.headers.iter().filter(|(name, _)| is_secret(name)).map(|(_, value)| value.clone());
        let proxy_secrets = proxy.iter().chain(&environment_proxies).flat_map(ProxyAddress::secrets);
        let redactor = Redactor::new(credentials.secrets().chain(header_secrets).chain(proxy_secrets));
        Ok(Self {
            timeout: positive("timeout", options.timeout, DEFAULT_TIMEOUT)?,
            connect_timeout: positive("connect_timeout", options.connect_timeout, DEFAULT_CONNECT_TIMEOUT)?,
            deadline: positive("deadline", options.deadline, DEFAULT_DEADLINE)?,
            retry: checked(options.retry.unwrap_or_default())?,
            user_agent: user_agent(options.user_agent.as_deref())?,
            headers: extra_headers(&options.headers)?,
            ca_bundle: options.ca_bundle,
            on_event: options.on_event,
            endpoint,
            credentials,
            redactor,
            proxy,
            environment_proxies,
        })
    }

    /// The limits of one call: its own, else the client's.
    pub(crate) fn limits<'a>(&self, call: &CallOptions, jitter: &'a Jitter, pacer: &'a Pacer) -> Result<Limits<'a>> {
        Ok(Limits {
            started: Instant::now(),
            policy: self.retry,
            connect_timeout: self.connect_timeout,
            timeout: positive("timeout", call.timeout, self.timeout)?,
            deadline: positive("deadline", call.deadline, self.deadline)?,
            idempotent: true,
            missing_grace: Duration::ZERO,
            jitter,
            pacer,
        })
    }

    pub(crate) fn trust(&self) -> Trust<'_> {
        let environment_proxies = if self.bypasses_environment_proxies() { &[] } else { &*self.environment_proxies };
        let all_plain = self.proxy.iter().chain(environment_proxies).all(ProxyAddress::is_plain);
        match &self.ca_bundle {
            Some(path) => Trust::Bundle(path),
            None if self.endpoint.is_plain() && all_plain => Trust::Nobody,
            None => Trust::Platform,
        }
    }

    /// As in Go's net/http: another machine's loopback is not this one's.
    pub(crate) fn bypasses_environment_proxies(&self) -> bool {
        self.proxy.is_some() || self.endpoint.is_loopback()
    }
}

/// A gateway's token may stand in a header, but so may a team's name, which must not be masked in every message.
fn is_secret(header: &str) -> bool {
    let name = header.to_ascii_lowercase();
    ["auth", "cookie", "credential", "key", "password", "secret", "token"].iter().any(|word| name.contains(word))
}

/// What each request carries that nobody else should see, in words. A gateway before workers may take a header for
/// credentials.
fn what_is_secret(credentials: &Credentials, headers: &[(String, SecretString)]) -> Option<String> {
    if credentials.header.is_some() {
        return Some("the credentials".to_owned());
    }
    let (name, _) = headers.iter().find(|(name, _)| is_secret(name))?;
    Some(format!("the header {name:?}"))
}

fn refuse_plain_http(endpoint: &Endpoint, proxy: Option<&ProxyAddress>, secret: &str) -> Result<()> {
    let stays_here = endpoint.is_loopback() && proxy.is_none_or(ProxyAddress::is_loopback);
    if !endpoint.is_plain() || stays_here {
        return Ok(());
    }
    Err(Error::configuration(
        format!("base_url is plain http, so that {} and all between would see {secret}", endpoint.authority()),
        "Use https, or set allow_insecure if the network in between is yours.",
    ))
}

pub(crate) fn positive(field: &'static str, value: Option<Duration>, default: Duration) -> Result<Duration> {
    match value {
        Some(Duration::ZERO) => Err(Error::invalid_request(field, format!("{field} is 0"))
            .advised(format!("Give {field} more than 0, or leave it out for the default of {} s.", default.as_secs()))),
        value => Ok(value.unwrap_or(default).min(FOREVER)),
    }
}

fn checked(retry: RetryPolicy) -> Result<RetryPolicy> {
    if retry.max_attempts == 0 {
        return Err(RetryPolicy::impossible_attempts(0));
    }
    Ok(RetryPolicy { base: retry.base.min(FOREVER), cap: retry.cap.min(FOREVER), ..retry })
}

fn user_agent(suffix: Option<&str>) -> Result<HeaderValue> {
    let name = concat!("unpause/", env!("CARGO_PKG_VERSION"));
    let Some(suffix) = suffix.map(str::trim).filter(|suffix| !suffix.is_empty()) else {
        return Ok(HeaderValue::from_static(name));
    };
    HeaderValue::from_str(&format!("{name} {suffix}")).map_err(|_| {
        Error::invalid_request("user_agent", "user_agent holds characters that a header cannot carry")
            .advised("Give visible ASCII, such as my-tool/1.2.")
    })
}

fn extra_headers(given: &[(String, SecretString)]) -> Result<HeaderMap> {
    let mut headers = HeaderMap::with_capacity(given.len());
    for (name, value) in given {
        let refused = |why: &str| Error::invalid_request("headers", format!("the header {name:?} {why}"));
        let known = HeaderName::try_from(name).map_err(|_| {
            refused("has no valid name").advised("A header's name is of letters, digits and hyphens, such as x-team.")
        })?;
        if RESERVED.contains(&known) {
            return Err(refused("is made by the client itself")
                .advised("Credentials are options of their own, and so are proxy and user_agent."));
        }
        let mut value = HeaderValue::from_str(value.expose_secret()).map_err(|_| {
            refused("has a value with characters that a header cannot carry")
                .advised("Give visible ASCII and spaces, on one line.")
        })?;
        value.set_sensitive(true);
        headers.append(known, value);
    }
    Ok(headers)
}
