//! The builders of both clients.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::secret::Secret;

use crate::client::Client;
use crate::config::options::{ClientOptions, ConnectionOptions, KafkaConnectOptions};
use crate::config::retry_policy::RetryPolicy;
use crate::config::servers::BaseUrls;
use crate::config::token_source::TokenSource;
use crate::error::Result;
use crate::kafka_connect::KafkaConnect;
use crate::model::event::Event;

/// Builds a [`Client`]; [`ClientOptions`] describes each option and its default.
///
/// ```
/// use std::time::Duration;
/// use unpause::{Client, RetryPolicy};
///
/// let client = Client::builder()
///     .api_key("KEY", "SECRET")
///     .deadline(Duration::from_secs(60))
///     .retry(RetryPolicy { max_attempts: 6, ..RetryPolicy::DEFAULT })
///     .build()?;
/// # Ok::<(), unpause::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
#[must_use = "a builder does nothing until build()"]
pub struct ClientBuilder {
    options: ClientOptions,
    from_env: bool,
}

/// Builds a [`KafkaConnect`] client; [`KafkaConnectOptions`] describes each option and its default.
///
/// ```
/// use unpause::KafkaConnect;
///
/// let connect = KafkaConnect::builder("http://127.0.0.1:8083").password("ann", "SECRET").build()?;
/// # Ok::<(), unpause::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "a builder does nothing until build()"]
pub struct KafkaConnectBuilder {
    options: KafkaConnectOptions,
}

impl Client {
    /// Starts building a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }
}

impl KafkaConnect {
    /// Starts building a client for workers, of which one has its REST interface at `base_url`. Or give several as a list, for
    /// failover: see [`KafkaConnectOptions::base_url`].
    ///
    /// ```
    /// use unpause::KafkaConnect;
    ///
    /// let connect = KafkaConnect::builder(["http://connect-1:8083", "http://connect-2:8083"]).build()?;
    /// # Ok::<(), unpause::Error>(())
    /// ```
    pub fn builder(base_url: impl Into<BaseUrls>) -> KafkaConnectBuilder {
        KafkaConnectBuilder { options: KafkaConnectOptions::new(base_url) }
    }
}

impl ClientBuilder {
    /// A Cloud API key and its secret.
    pub fn api_key(mut self, key: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.options.api_key = Some(key.into());
        self.options.api_secret = Some(secret.into());
        self
    }

    /// A bearer token (an STS access token), in place of key and secret.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.options.token = Some(token.into());
        self
    }

    /// A source of tokens, in place of a token: a closure, another [`TokenProvider`](crate::TokenProvider), or an
    /// [`StsToken`](crate::StsToken).
    pub fn token_provider(mut self, source: impl Into<TokenSource>) -> Self {
        self.options.token_provider = Some(source.into());
        self
    }

    /// Completes the options from the environment when the client is built: see [`ClientOptions::with_env`].
    pub fn from_env(mut self) -> Self {
        self.from_env = true;
        self
    }

    /// Where the service is.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.options.base_url = Some(url.into());
        self
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) or
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest); the message says what to do.
    pub fn build(self) -> Result<Client> {
        Client::new(if self.from_env { self.options.with_env()? } else { self.options })
    }
}

impl KafkaConnectBuilder {
    /// A user's name and password.
    pub fn password(mut self, username: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.options.username = Some(username.into());
        self.options.password = Some(password.into());
        self
    }

    /// A bearer token, in place of name and password.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.options.token = Some(token.into());
        self
    }

    /// A source of tokens, in place of a token: a closure, another [`TokenProvider`](crate::TokenProvider), or
    /// [`ClientCredentials`](crate::ClientCredentials).
    pub fn token_provider(mut self, source: impl Into<TokenSource>) -> Self {
        self.options.token_provider = Some(source.into());
        self
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) or
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest); the message says what to do.
    pub fn build(self) -> Result<KafkaConnect> {
        KafkaConnect::new(self.options)
    }
}

/// The setters of [`ConnectionOptions`], for each builder.
macro_rules! connection_setters {
    ($builder:ident) => {
        impl $builder {
            /// All of these options at once.
            pub fn connection(mut self, options: ConnectionOptions) -> Self {
                self.options.connection = options;
                self
            }

            /// Time for one attempt.
            pub fn timeout(mut self, timeout: Duration) -> Self {
                self.options.connection.timeout = Some(timeout);
                self
            }

            /// Time for making a connection.
            pub fn connect_timeout(mut self, timeout: Duration) -> Self {
                self.options.connection.connect_timeout = Some(timeout);
                self
            }

            /// Time for whatever is called, with all its attempts, polls and waits: see [`ConnectionOptions::deadline`].
            pub fn deadline(mut self, deadline: Duration) -> Self {
                self.options.connection.deadline = Some(deadline);
                self
            }

            /// How often and how patiently to try again.
            pub fn retry(mut self, policy: RetryPolicy) -> Self {
                self.options.connection.retry = Some(policy);
                self
            }

            /// A PEM file of certificate authorities to trust in place of the system's.
            pub fn ca_bundle(mut self, path: impl Into<PathBuf>) -> Self {
                self.options.connection.ca_bundle = Some(path.into());
                self
            }

            /// A PEM file with the client's own certificate, for servers that ask for one, and after it those of the
            /// authorities in between; and with its private key, unless [`client_key`](Self::client_key) names another file.
            pub fn client_certificate(mut self, path: impl Into<PathBuf>) -> Self {
                self.options.connection.client_certificate = Some(path.into());
                self
            }

            /// A PEM file with the private key of the client's certificate, without a passphrase.
            pub fn client_key(mut self, path: impl Into<PathBuf>) -> Self {
                self.options.connection.client_key = Some(path.into());
                self
            }

            /// An HTTP proxy, `http://user:password@host:port`.
            pub fn proxy(mut self, url: impl Into<Secret>) -> Self {
                self.options.connection.proxy = Some(url.into());
                self
            }

            /// A suffix of the `User-Agent` header.
            pub fn user_agent(mut self, suffix: impl Into<String>) -> Self {
                self.options.connection.user_agent = Some(suffix.into());
                self
            }

            /// One more header for each request; may be called again.
            pub fn header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
                self.options.connection.headers.push((name.into(), value.into()));
                self
            }

            /// Allows credentials over plain `http://` to another machine.
            pub fn allow_insecure(mut self, allow: bool) -> Self {
                self.options.connection.allow_insecure = allow;
                self
            }

            /// Receives the events of each call, on the thread that drives the call.
            pub fn on_event(mut self, handler: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
                self.options.connection.on_event = Some(Arc::new(handler));
                self
            }
        }
    };
}

connection_setters!(ClientBuilder);
connection_setters!(KafkaConnectBuilder);
