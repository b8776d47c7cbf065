//! Everything a client can be told: plain options, all of them optional, and the one place where defaults and checks are.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue};
use percent_encoding::percent_decode_str;
use secrecy::{ExposeSecret, SecretString};
use url::Url;
use zeroize::Zeroizing;

use crate::credentials::Credentials;
use crate::endpoint::{Endpoint, is_loopback};
use crate::error::{Error, Result};
use crate::event::EventHandler;
use crate::redact::Redactor;
use crate::retry::{Jitter, Limits, RetryPolicy};
use crate::tls::Trust;

/// Where the service is.
pub const DEFAULT_BASE_URL: &str = "https://api.confluent.cloud";
/// How long one attempt may take.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
/// How long making a connection may take.
pub const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a whole call may take.
pub const DEFAULT_DEADLINE: Duration = Duration::from_secs(120);

/// Longer than anybody waits, and short enough that adding it to the clock cannot overflow.
const FOREVER: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

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

/// The options of a client. `None` means the default; the same names in every language.
///
/// [`ClientBuilder`](crate::ClientBuilder) is the comfortable way to fill it; bindings fill it field by field.
#[derive(Clone, Default)]
pub struct ClientOptions {
    /// A Cloud API key; goes with `api_secret`.
    pub api_key: Option<String>,
    /// The key's secret.
    pub api_secret: Option<SecretString>,
    /// A bearer token (an STS access token), in place of key and secret.
    pub token: Option<SecretString>,
    /// Where the service is; may have a path. Default [`DEFAULT_BASE_URL`].
    pub base_url: Option<String>,
    /// Time for one attempt, from connecting to the end of the answer. Default [`DEFAULT_TIMEOUT`].
    pub timeout: Option<Duration>,
    /// Time for making a connection, TLS included. Default [`DEFAULT_CONNECT_TIMEOUT`].
    pub connect_timeout: Option<Duration>,
    /// Time for a whole call with all its attempts and waits. Default [`DEFAULT_DEADLINE`].
    pub deadline: Option<Duration>,
    /// How often and how patiently to try again. Default [`RetryPolicy::DEFAULT`].
    pub retry: Option<RetryPolicy>,
    /// A PEM file of certificate authorities to trust in place of the system's.
    pub ca_bundle: Option<PathBuf>,
    /// An HTTP proxy, `http://user:password@host:port`, in place of what the environment says (`HTTPS_PROXY`,
    /// `HTTP_PROXY`, `NO_PROXY`). The environment's is never used for a base URL on loopback.
    pub proxy: Option<SecretString>,
    /// What to add to the `User-Agent` header, such as `my-tool/1.2`.
    pub user_agent: Option<String>,
    /// Headers to add to each request.
    pub headers: Vec<(String, SecretString)>,
    /// Allow credentials over plain `http://` to another machine. Default: refused.
    pub allow_insecure: bool,
    /// Take what is not given here from `CONFLUENT_CLOUD_API_KEY`, `CONFLUENT_CLOUD_API_SECRET` and
    /// `CONFLUENT_CLOUD_REST_ENDPOINT`.
    pub from_env: bool,
    /// Is told of attempts and waits.
    pub on_event: Option<EventHandler>,
}

/// The time limits of one call. `None` means the client's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CallOptions {
    /// Time for one attempt.
    pub timeout: Option<Duration>,
    /// Time for the whole call with all its attempts and waits.
    pub deadline: Option<Duration>,
}

/// Shows which options are set, and no value that could be a secret.
impl fmt::Debug for ClientOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientOptions")
            .field("api_key", &self.api_key.as_ref().map(|_| "[set]"))
            .field("api_secret", &self.api_secret)
            .field("token", &self.token)
            .field("base_url", &self.base_url.as_ref().map(|_| "[set]"))
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("deadline", &self.deadline)
            .field("retry", &self.retry)
            .field("ca_bundle", &self.ca_bundle)
            .field("proxy", &self.proxy)
            .field("user_agent", &self.user_agent)
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("allow_insecure", &self.allow_insecure)
            .field("from_env", &self.from_env)
            .finish_non_exhaustive()
    }
}

impl ClientOptions {
    /// With what the environment holds filled in, if `from_env` says so, and `from_env` off. [`Client::new`](crate::Client::new)
    /// does it too; whoever builds clients again later (in a forked child, say) does it once, because a program may
    /// have wiped its environment by then.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) naming the variable that is missing.
    pub fn complete_from_env(self) -> Result<Self> {
        if self.from_env { complete_from(&environment_variable, self) } else { Ok(self) }
    }
}

/// A duration option from a language that writes seconds as a floating-point number.
///
/// # Errors
/// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) with `field` for what is negative or not a number.
pub fn seconds(field: &'static str, value: f64) -> Result<Duration> {
    duration(field, value, "seconds", 1.0)
}

/// As [`seconds`], from a language that writes milliseconds.
///
/// # Errors
/// As [`seconds`].
pub fn milliseconds(field: &'static str, value: f64) -> Result<Duration> {
    duration(field, value, "milliseconds", 1_000.0)
}

fn duration(field: &'static str, value: f64, unit: &str, units_a_second: f64) -> Result<Duration> {
    if value.is_nan() || value < 0.0 {
        return Err(Error::invalid_request(field, format!("{field} is {value}"))
            .advised(format!("Give {field} as a positive number of {unit}.")));
    }
    Ok(Duration::try_from_secs_f64(value / units_a_second).unwrap_or(FOREVER).min(FOREVER))
}

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
    proxy: Option<ProxyAddress>,
}

struct ProxyAddress {
    url: Url,
    text: SecretString,
}

impl Settings {
    pub(crate) fn new(options: ClientOptions) -> Result<Self> {
        let options = options.complete_from_env()?;
        let endpoint = Endpoint::parse(options.base_url.as_deref().unwrap_or(DEFAULT_BASE_URL))?;
        let credentials =
            Credentials::new(options.api_key.as_deref(), options.api_secret.as_ref(), options.token.as_ref())?;
        let proxy = options.proxy.map(ProxyAddress::parse).transpose()?;
        refuse_plain_http(&endpoint, proxy.as_ref(), options.allow_insecure)?;
        let header_secrets = options.headers.iter().map(|(_, value)| value.clone());
        let proxy_secrets = proxy.iter().flat_map(ProxyAddress::secrets);
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
        })
    }

    /// The limits of one call: its own, else the client's.
    pub(crate) fn limits<'a>(&self, call: &CallOptions, jitter: &'a Jitter) -> Result<Limits<'a>> {
        Ok(Limits {
            policy: self.retry,
            connect_timeout: self.connect_timeout,
            timeout: positive("timeout", call.timeout, self.timeout)?,
            deadline: positive("deadline", call.deadline, self.deadline)?,
            jitter,
        })
    }

    pub(crate) fn trust(&self) -> Trust<'_> {
        let proxy_is_plain = self.proxy.as_ref().is_none_or(|proxy| proxy.url.scheme() == "http");
        match &self.ca_bundle {
            Some(path) => Trust::Bundle(path),
            None if self.endpoint.is_plain() && proxy_is_plain => Trust::Nobody,
            None => Trust::Platform,
        }
    }

    pub(crate) fn proxy(&self) -> Result<Option<reqwest::Proxy>> {
        let Some(proxy) = &self.proxy else { return Ok(None) };
        reqwest::Proxy::all(proxy.url.clone()).map(Some).map_err(|_| bad_proxy("it cannot be used"))
    }

    /// As in Go's net/http and curl's usual set-up: another machine's loopback is not this one's.
    pub(crate) fn bypasses_environment_proxies(&self) -> bool {
        self.proxy.is_some() || self.endpoint.is_loopback()
    }
}

impl ProxyAddress {
    fn parse(text: SecretString) -> Result<Self> {
        let given = text.expose_secret();
        let url = if given.contains("://") { Url::parse(given) } else { Url::parse(&format!("http://{given}")) };
        let url = url.map_err(|error| bad_proxy(&format!("it is not a URL: {error}")))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(bad_proxy(&format!("its scheme is {:?}", url.scheme())));
        }
        Ok(Self { url, text })
    }

    /// The password in each form in which it is given or sent.
    fn secrets(&self) -> Vec<SecretString> {
        let Some(encoded) = self.url.password() else { return Vec::new() };
        let decoded = |text| percent_decode_str(text).decode_utf8_lossy();
        let password = decoded(encoded);
        let pair = Zeroizing::new(format!("{}:{password}", decoded(self.url.username())));
        let sent = STANDARD.encode(pair.as_bytes());
        vec![self.text.clone(), encoded.into(), password.as_ref().into(), sent.into()]
    }
}

fn bad_proxy(why: &str) -> Error {
    Error::configuration(
        format!("proxy cannot be used: {why}"),
        "Give proxy as http://host:port or http://user:password@host:port.",
    )
}

fn refuse_plain_http(endpoint: &Endpoint, proxy: Option<&ProxyAddress>, allowed: bool) -> Result<()> {
    let stays_here = endpoint.is_loopback() && proxy.is_none_or(|proxy| is_loopback(&proxy.url));
    if allowed || !endpoint.is_plain() || stays_here {
        return Ok(());
    }
    Err(Error::configuration(
        format!("base_url is plain http, so that {} and all between would see the credentials", endpoint.authority()),
        "Use https, or set allow_insecure if the network in between is yours.",
    ))
}

fn positive(field: &'static str, value: Option<Duration>, default: Duration) -> Result<Duration> {
    match value {
        Some(Duration::ZERO) => Err(Error::invalid_request(field, format!("{field} is 0"))
            .advised(format!("Give {field} more than 0 seconds, or leave it out for {} s.", default.as_secs()))),
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
                .advised("Credentials go into api_key and api_secret or token, a proxy's into proxy, and user_agent is an option."));
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

/// What is given wins; a credential that is given wins over all that the environment holds.
fn complete_from(
    variable: &dyn Fn(&'static str) -> Result<Option<String>>,
    mut options: ClientOptions,
) -> Result<ClientOptions> {
    options.from_env = false;
    if options.token.is_none() && options.api_key.is_none() && options.api_secret.is_none() {
        options.api_key = variable("CONFLUENT_CLOUD_API_KEY")?;
        options.api_secret = variable("CONFLUENT_CLOUD_API_SECRET")?.map(SecretString::from);
        name_what_is_missing(&options)?;
    }
    if options.base_url.is_none() {
        options.base_url = variable("CONFLUENT_CLOUD_REST_ENDPOINT")?;
    }
    Ok(options)
}

fn name_what_is_missing(options: &ClientOptions) -> Result<()> {
    let missing = match (&options.api_key, &options.api_secret) {
        (Some(_), Some(_)) => return Ok(()),
        (None, Some(_)) => "CONFLUENT_CLOUD_API_KEY is not set",
        (Some(_), None) => "CONFLUENT_CLOUD_API_SECRET is not set",
        (None, None) => "CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET are not set",
    };
    Err(Error::configuration(
        format!("no credentials in the environment: {missing}"),
        "Set both to a Cloud API key and its secret, or give api_key and api_secret, or token.",
    ))
}

/// An empty variable counts as not set, as it does for most programs.
fn environment_variable(name: &'static str) -> Result<Option<String>> {
    match std::env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => {
            Err(Error::configuration(format!("the environment variable {name} is not Unicode"), "Set it anew."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;

    #[test]
    fn debug_shows_no_secret() {
        let options = ClientOptions {
            api_key: Some("KEY".into()),
            api_secret: Some("hush-1".into()),
            token: Some("hush-2".into()),
            proxy: Some("http://u:hush-3@h:1".into()),
            headers: vec![("x-team".into(), "hush-4".into())],
            base_url: Some("https://u:hush-5@h".into()),
            ..Default::default()
        };
        let shown = format!("{options:?}");
        assert!(!shown.contains("hush") && shown.contains("x-team"), "{shown}");
    }

    #[test]
    fn what_is_given_wins_over_the_environment() {
        let variable = |name: &'static str| Ok(Some(format!("from {name}")));
        let given = ClientOptions { token: Some("t".into()), ..Default::default() };
        let options = complete_from(&variable, given).unwrap();
        assert_eq!((options.api_key, options.base_url.unwrap().as_str()), (None, "from CONFLUENT_CLOUD_REST_ENDPOINT"));
    }

    #[test]
    fn seconds_are_checked_and_bounded() {
        assert_eq!(seconds("timeout", 0.25).unwrap(), Duration::from_millis(250));
        assert_eq!(milliseconds("timeout", 250.0).unwrap(), Duration::from_millis(250));
        assert_eq!(seconds("timeout", f64::INFINITY).unwrap(), FOREVER);
        for bad in [-1.0, f64::NAN, f64::NEG_INFINITY] {
            let error = seconds("timeout", bad).unwrap_err();
            assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidRequest, Some("timeout")));
        }
    }
}
