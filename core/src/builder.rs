//! The comfortable way to fill [`ClientOptions`].

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use crate::client::Client;
use crate::error::Result;
use crate::event::Event;
use crate::options::ClientOptions;
use crate::retry::RetryPolicy;

/// Builds a [`Client`]; see [`ClientOptions`] for what each option means and its default.
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
}

impl ClientBuilder {
    /// A Cloud API key and its secret.
    pub fn api_key(mut self, key: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        self.options.api_key = Some(key.into());
        self.options.api_secret = Some(secret.into());
        self
    }

    /// A bearer token (an STS access token), in place of key and secret.
    pub fn token(mut self, token: impl Into<SecretString>) -> Self {
        self.options.token = Some(token.into());
        self
    }

    /// Takes the base URL, if it is not given, from `CONFLUENT_CLOUD_REST_ENDPOINT`, and the credentials, if none of them
    /// is, from `CONFLUENT_CLOUD_API_KEY` and `CONFLUENT_CLOUD_API_SECRET`.
    pub fn from_env(mut self) -> Self {
        self.options.from_env = true;
        self
    }

    /// Where the service is.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.options.base_url = Some(url.into());
        self
    }

    /// Time for one attempt.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// Time for making a connection.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options.connect_timeout = Some(timeout);
        self
    }

    /// Time for a whole call, with all its attempts and waits.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.options.deadline = Some(deadline);
        self
    }

    /// How often and how patiently to try again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = Some(policy);
        self
    }

    /// A PEM file of certificate authorities to trust in place of the system's.
    pub fn ca_bundle(mut self, path: impl Into<PathBuf>) -> Self {
        self.options.ca_bundle = Some(path.into());
        self
    }

    /// An HTTP proxy, `http://user:password@host:port`.
    pub fn proxy(mut self, url: impl Into<SecretString>) -> Self {
        self.options.proxy = Some(url.into());
        self
    }

    /// What to add to the `User-Agent` header.
    pub fn user_agent(mut self, suffix: impl Into<String>) -> Self {
        self.options.user_agent = Some(suffix.into());
        self
    }

    /// A header to add to each request; may be called again.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<SecretString>) -> Self {
        self.options.headers.push((name.into(), value.into()));
        self
    }

    /// Allows credentials over plain `http://` to another machine.
    pub fn allow_insecure(mut self, allow: bool) -> Self {
        self.options.allow_insecure = allow;
        self
    }

    /// Is told of attempts and waits, on the thread that drives the call.
    pub fn on_event(mut self, handler: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.options.on_event = Some(Arc::new(handler));
        self
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) or
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest), with what to do.
    pub fn build(self) -> Result<Client> {
        Client::new(self.options)
    }
}
