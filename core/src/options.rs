//! Everything a client can be told: plain options, all of them optional, with their defaults.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

use crate::environment::complete_from_env;
use crate::error::{Error, Result};
use crate::event::EventHandler;
use crate::retry::RetryPolicy;

/// Where the service is.
pub const DEFAULT_BASE_URL: &str = "https://api.confluent.cloud";
/// How long one attempt may take.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
/// How long making a connection may take.
pub const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a whole call may take.
pub const DEFAULT_DEADLINE: Duration = Duration::from_secs(120);

/// Longer than anybody waits, and short enough that adding it to the clock cannot overflow.
pub(crate) const FOREVER: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

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
    /// Take `base_url`, if it is not given here, from `CONFLUENT_CLOUD_REST_ENDPOINT`, and the credentials, if none of them
    /// is, from `CONFLUENT_CLOUD_API_KEY` and `CONFLUENT_CLOUD_API_SECRET`.
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
        if self.from_env { complete_from_env(self) } else { Ok(self) }
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

/// A count from a language that writes whole numbers of one kind.
///
/// # Errors
/// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) with `field` for what is negative or too large.
pub fn count(field: &'static str, value: i64) -> Result<u32> {
    u32::try_from(value).map_err(|_| {
        Error::invalid_request(field, format!("{field} is {value}"))
            .advised(format!("Give {field} as a whole number from 0 to {}.", u32::MAX))
    })
}

fn duration(field: &'static str, value: f64, unit: &str, units_a_second: f64) -> Result<Duration> {
    if value.is_nan() || value < 0.0 {
        return Err(Error::invalid_request(field, format!("{field} is {value}"))
            .advised(format!("Give {field} as a number of {unit}, 0 or more.")));
    }
    Ok(Duration::try_from_secs_f64(value / units_a_second).unwrap_or(FOREVER).min(FOREVER))
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
    fn counts_are_not_negative() {
        assert_eq!(count("min_tasks", 0).unwrap(), 0);
        for bad in [-1, i64::from(u32::MAX) + 1] {
            assert_eq!(count("min_tasks", bad).unwrap_err().field(), Some("min_tasks"));
        }
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
