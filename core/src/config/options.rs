//! Everything a client and a call can be given: plain options with their defaults.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use crate::secret::Secret;

use crate::config::authorities::EnvironmentAuthorities;
use crate::config::retry_policy::RetryPolicy;
use crate::config::servers::BaseUrls;
use crate::config::token_source::TokenSource;
use crate::model::event::EventHandler;

/// Where the service is.
pub const DEFAULT_BASE_URL: &str = "https://api.confluent.cloud";
/// How long one attempt may take.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
/// How long making a connection may take.
pub const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a whole call may take, unless it waits for a state.
pub const DEFAULT_DEADLINE: Duration = Duration::from_secs(120);
/// How long a call may take that waits for a state.
pub const DEFAULT_WAIT_DEADLINE: Duration = Duration::from_secs(600);

/// The options of a [`Client`](crate::Client). `None` means the default; the same names in every language.
///
/// [`ClientBuilder`](crate::ClientBuilder) is the comfortable way to fill it. Write `..Default::default()` in a literal: fields
/// may be added.
#[derive(Clone, Default)]
pub struct ClientOptions {
    /// A Cloud API key; goes with `api_secret`.
    pub api_key: Option<String>,
    /// The key's secret.
    pub api_secret: Option<Secret>,
    /// A bearer token (an STS access token), in place of key and secret.
    pub token: Option<Secret>,
    /// A source of tokens, in place of a token, for a client that outlives one.
    pub token_provider: Option<TokenSource>,
    /// Where the service is; may have a path. Default [`DEFAULT_BASE_URL`].
    pub base_url: Option<String>,
    /// The options of every client.
    pub connection: ConnectionOptions,
}

/// The options of a [`KafkaConnect`](crate::KafkaConnect) client. `None` means the default; the same names in every language.
///
/// [`KafkaConnectBuilder`](crate::KafkaConnectBuilder) is the comfortable way to fill it. In a literal, write
/// `..KafkaConnectOptions::new(base_url)`: fields may be added.
#[derive(Clone)]
pub struct KafkaConnectOptions {
    /// The address of a worker's REST interface, such as `http://127.0.0.1:8083`; may have a path. Or a list of several workers of
    /// one cluster: all calls go to the first that connects, for as long as it works. If no connection can be made, or the answer
    /// is a 503, the next one is asked within the same attempt.
    pub base_url: BaseUrls,
    /// A user's name, for workers that ask for one; goes with `password`.
    pub username: Option<String>,
    /// The user's password.
    pub password: Option<Secret>,
    /// A bearer token, in place of name and password.
    pub token: Option<Secret>,
    /// A source of tokens, in place of a token, for a client that outlives one.
    pub token_provider: Option<TokenSource>,
    /// The options of every client. A worker that does not lead its cluster passes a request on, which takes longer: mind
    /// `timeout`.
    pub connection: ConnectionOptions,
}

/// The options that clients of both services have. `None` means the default.
#[derive(Clone, Default)]
pub struct ConnectionOptions {
    /// Time for one attempt, from connecting to the end of the answer. Default [`DEFAULT_TIMEOUT`].
    pub timeout: Option<Duration>,
    /// Time for making a connection, TLS included. Default [`DEFAULT_CONNECT_TIMEOUT`].
    pub connect_timeout: Option<Duration>,
    /// Time for whatever is called, from the call to its result, with all its attempts, polls and waits; of a job on many
    /// connectors, time for each of them. A call's own `deadline` comes before this one. If neither is given, it is
    /// [`DEFAULT_DEADLINE`], and [`DEFAULT_WAIT_DEADLINE`] for what waits for a state.
    pub deadline: Option<Duration>,
    /// How often and how patiently to try again. Default [`RetryPolicy::DEFAULT`].
    pub retry: Option<RetryPolicy>,
    /// A PEM file of certificate authorities to trust in place of the system's, or on Linux of those that `SSL_CERT_FILE` and
    /// `SSL_CERT_DIR` name.
    pub ca_bundle: Option<PathBuf>,
    /// For bindings: see [`EnvironmentAuthorities`].
    #[doc(hidden)]
    pub environment_authorities: Option<EnvironmentAuthorities>,
    /// A PEM file with the client's own certificate, for servers that ask for one, and after it those of the authorities in
    /// between. Its private key goes with it: in this file, or in that of `client_key`.
    pub client_certificate: Option<PathBuf>,
    /// A PEM file with the private key of `client_certificate`, without a passphrase.
    pub client_key: Option<PathBuf>,
    /// An HTTP proxy, `http://user:password@host:port`, in place of the environment's (`HTTPS_PROXY`, `HTTP_PROXY`,
    /// `NO_PROXY`). The environment's is never used for a base URL on loopback.
    pub proxy: Option<Secret>,
    /// A suffix of the `User-Agent` header, such as `my-tool/1.2`.
    pub user_agent: Option<String>,
    /// More headers for each request.
    pub headers: Vec<(String, Secret)>,
    /// Allow credentials over plain `http://` to another machine, a header such as `x-api-key` among them. Default: refused.
    pub allow_insecure: bool,
    /// Receives the events of each call: attempts and waits.
    pub on_event: Option<EventHandler>,
}

/// The time limits of one call. `None` means the client's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CallOptions {
    /// Time for one attempt.
    pub timeout: Option<Duration>,
    /// Time for the whole call with all its attempts and waits: see [`ConnectionOptions::deadline`].
    pub deadline: Option<Duration>,
}

impl KafkaConnectOptions {
    /// The defaults, for workers at `base_url`.
    pub fn new(base_url: impl Into<BaseUrls>) -> Self {
        let base_url = base_url.into();
        Self {
            base_url,
            username: None,
            password: None,
            token: None,
            token_provider: None,
            connection: ConnectionOptions::default(),
        }
    }
}

/// In place of a value that could hold a secret.
const SET: &str = "[set]";

/// Shows which options are set, and no value that could be a secret.
impl fmt::Debug for ClientOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientOptions")
            .field("api_key", &self.api_key.as_ref().map(|_| SET))
            .field("api_secret", &self.api_secret)
            .field("token", &self.token)
            .field("token_provider", &self.token_provider)
            .field("base_url", &self.base_url.as_ref().map(|_| SET))
            .field("connection", &self.connection)
            .finish()
    }
}

/// Shows which options are set, and no value that could be a secret.
impl fmt::Debug for KafkaConnectOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KafkaConnectOptions")
            .field("base_url", &SET)
            .field("username", &self.username.as_ref().map(|_| SET))
            .field("password", &self.password)
            .field("token", &self.token)
            .field("token_provider", &self.token_provider)
            .field("connection", &self.connection)
            .finish()
    }
}

/// Shows which options are set, and no value that could be a secret.
impl fmt::Debug for ConnectionOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectionOptions")
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("deadline", &self.deadline)
            .field("retry", &self.retry)
            .field("ca_bundle", &self.ca_bundle)
            .field("environment_authorities", &self.environment_authorities)
            .field("client_certificate", &self.client_certificate)
            .field("client_key", &self.client_key)
            .field("proxy", &self.proxy)
            .field("user_agent", &self.user_agent)
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("allow_insecure", &self.allow_insecure)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connection() -> ConnectionOptions {
        ConnectionOptions {
            proxy: Some("http://u:hush-1@h:1".into()),
            headers: vec![("x-team".into(), "hush-2".into())],
            ..Default::default()
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        let cloud = ClientOptions {
            api_key: Some("KEY".into()),
            api_secret: Some("hush-3".into()),
            token: Some("hush-4".into()),
            base_url: Some("https://u:hush-5@h".into()),
            connection: connection(),
            ..Default::default()
        };
        let workers = KafkaConnectOptions {
            username: Some("ann".into()),
            password: Some("hush-6".into()),
            token: Some("hush-7".into()),
            connection: connection(),
            ..KafkaConnectOptions::new("http://u:hush-8@h")
        };
        for shown in [format!("{cloud:?}"), format!("{workers:?}")] {
            assert!(!shown.contains("hush") && shown.contains("x-team") && shown.contains(SET), "{shown}");
        }
    }
}
