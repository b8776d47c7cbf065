//! The client for self-managed Kafka Connect: the same calls, for connectors that are named by their name alone.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

use crate::accepted::Accepted;
use crate::bulk::{ResumeAllOptions, ResumeManyOptions};
use crate::call::Change;
use crate::client::Client;
use crate::connector::{Cluster, Connector};
use crate::error::Result;
use crate::event::EventHandler;
use crate::job::{ResumeJob, WaitJob};
use crate::listing::ListedConnector;
use crate::options::{CallOptions, ClientOptions};
use crate::retry::RetryPolicy;
use crate::status::ConnectorStatus;
use crate::wait::WaitOptions;

/// The options of a [`KafkaConnect`] client. Only `base_url` is needed; `None` means the default, which is that of
/// [`ClientOptions`].
#[derive(Clone, Default)]
pub struct KafkaConnectOptions {
    /// Where a worker's REST interface is, such as `http://127.0.0.1:8083`; may have a path.
    pub base_url: String,
    /// A user's name, for workers that ask for one; goes with `password`.
    pub username: Option<String>,
    /// The user's password.
    pub password: Option<SecretString>,
    /// A bearer token, in place of name and password.
    pub token: Option<SecretString>,
    /// Time for one attempt. A worker that is asked while another one leads passes the request on, which takes longer.
    pub timeout: Option<Duration>,
    /// Time for making a connection, TLS included.
    pub connect_timeout: Option<Duration>,
    /// Time for a whole call with all its attempts and waits.
    pub deadline: Option<Duration>,
    /// How often and how patiently to try again.
    pub retry: Option<RetryPolicy>,
    /// A PEM file of certificate authorities to trust in place of the system's.
    pub ca_bundle: Option<PathBuf>,
    /// An HTTP proxy, `http://user:password@host:port`, in place of what the environment says.
    pub proxy: Option<SecretString>,
    /// What to add to the `User-Agent` header.
    pub user_agent: Option<String>,
    /// Headers to add to each request.
    pub headers: Vec<(String, SecretString)>,
    /// Allow credentials over plain `http://` to another machine, a header such as `x-api-key` among them. Default: refused.
    /// Without credentials it does not matter.
    pub allow_insecure: bool,
    /// Is told of attempts and waits.
    pub on_event: Option<EventHandler>,
}

/// What both kinds of client can be told, for bindings that fill it in field by field.
impl From<ClientOptions> for KafkaConnectOptions {
    fn from(options: ClientOptions) -> Self {
        Self {
            base_url: options.base_url.unwrap_or_default(),
            username: None,
            password: None,
            token: options.token,
            timeout: options.timeout,
            connect_timeout: options.connect_timeout,
            deadline: options.deadline,
            retry: options.retry,
            ca_bundle: options.ca_bundle,
            proxy: options.proxy,
            user_agent: options.user_agent,
            headers: options.headers,
            allow_insecure: options.allow_insecure,
            on_event: options.on_event,
        }
    }
}

impl KafkaConnectOptions {
    pub(crate) fn common(self) -> ClientOptions {
        ClientOptions {
            base_url: Some(self.base_url),
            timeout: self.timeout,
            connect_timeout: self.connect_timeout,
            deadline: self.deadline,
            retry: self.retry,
            ca_bundle: self.ca_bundle,
            proxy: self.proxy,
            user_agent: self.user_agent,
            headers: self.headers,
            allow_insecure: self.allow_insecure,
            on_event: self.on_event,
            ..ClientOptions::default()
        }
    }
}

/// Shows which options are set, and no value that could be a secret.
impl fmt::Debug for KafkaConnectOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KafkaConnectOptions")
            .field("base_url", &(!self.base_url.is_empty()).then_some("[set]"))
            .field("username", &self.username.as_ref().map(|_| "[set]"))
            .field("password", &self.password)
            .field("token", &self.token)
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("deadline", &self.deadline)
            .field("retry", &self.retry)
            .field("ca_bundle", &self.ca_bundle)
            .field("proxy", &self.proxy)
            .field("user_agent", &self.user_agent)
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("allow_insecure", &self.allow_insecure)
            .finish_non_exhaustive()
    }
}

/// What a restart restarts besides the connector itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestartOptions {
    /// The tasks, too. Default true, because what fails is mostly a task; the REST interface's own default is false.
    pub include_tasks: bool,
    /// Only what has failed. Default false.
    pub only_failed: bool,
}

impl Default for RestartOptions {
    fn default() -> Self {
        Self { include_tasks: true, only_failed: false }
    }
}

/// Calls the REST interface of self-managed Kafka Connect workers (Apache Kafka's, or who speaks it). Cheap to clone.
///
/// The same as [`Client`], which is for Confluent Cloud: retries (409 during a rebalance among them), pacing, waiting,
/// errors. In what it returns, [`Connector::environment_id`] and [`Connector::kafka_cluster_id`] are empty.
///
/// ```no_run
/// # async fn example() -> Result<(), unpause::Error> {
/// use unpause::{KafkaConnect, KafkaConnectOptions, WaitOptions};
///
/// let base_url = "http://127.0.0.1:8083".to_owned();
/// let connect = KafkaConnect::new(KafkaConnectOptions { base_url, ..Default::default() })?;
/// let running = connect.resume_and_wait("orders-sink", WaitOptions::default())?.await?;
/// println!("{} tasks run", running.status.tasks_running());
/// # Ok(())
/// # }
/// ```
///
/// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
#[derive(Debug, Clone)]
pub struct KafkaConnect {
    client: Client,
    cluster: Cluster,
}

impl KafkaConnect {
    /// A client of plain options.
    ///
    /// # Errors
    /// As [`Client::new`]; credentials are not needed.
    pub fn new(options: KafkaConnectOptions) -> Result<Self> {
        let client = Client::of_worker(options)?;
        let cluster = client.workers();
        Ok(Self { client, cluster })
    }

    /// The calls that take a [`Connector`], for bindings: [`KafkaConnect::connector`] makes one.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The workers, as the calls of [`KafkaConnect::client`] take them.
    #[must_use]
    pub fn cluster(&self) -> &Cluster {
        &self.cluster
    }

    /// The connector of that name, as the calls of [`KafkaConnect::client`] take it.
    ///
    /// # Errors
    /// As [`Connector::new`].
    pub fn connector(&self, name: &str) -> Result<Connector> {
        self.cluster.connector(name)
    }

    /// Where the workers are, as this client was told.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.client.base_url()
    }

    /// Resumes a paused or stopped connector; see [`Client::resume`].
    ///
    /// # Errors
    /// As [`Client::resume`].
    pub async fn resume(&self, name: &str, options: &CallOptions) -> Result<Accepted> {
        self.client.resume_with(&self.connector(name)?, options).await
    }

    /// Pauses a connector: its tasks stay and do nothing. See [`Client::pause`].
    ///
    /// # Errors
    /// As [`Client::resume`].
    pub async fn pause(&self, name: &str, options: &CallOptions) -> Result<Accepted> {
        self.client.pause_with(&self.connector(name)?, options).await
    }

    /// Stops a connector: its tasks are shut down, and their resources freed, until it is resumed.
    ///
    /// # Errors
    /// As [`Client::resume`].
    pub async fn stop(&self, name: &str, options: &CallOptions) -> Result<Accepted> {
        self.client.inner().change(Change::Stop, &self.connector(name)?, options).await
    }

    /// Restarts a connector and, unless told otherwise, its tasks. Not idempotent; see [`Client::restart`].
    ///
    /// # Errors
    /// As [`Client::resume`].
    pub async fn restart(&self, name: &str, what: RestartOptions, options: &CallOptions) -> Result<Accepted> {
        self.client.inner().change(Change::Restart(Some(what)), &self.connector(name)?, options).await
    }

    /// How a connector and its tasks are now.
    ///
    /// # Errors
    /// As [`Client::status`].
    pub async fn status(&self, name: &str, options: &CallOptions) -> Result<ConnectorStatus> {
        self.client.status_with(&self.connector(name)?, options).await
    }

    /// The names of all connectors.
    ///
    /// # Errors
    /// As [`Client::status`].
    pub async fn list(&self, options: &CallOptions) -> Result<Vec<String>> {
        self.client.list_with(&self.cluster, options).await
    }

    /// All connectors with type, state and tasks; there are no ids.
    ///
    /// # Errors
    /// As [`Client::status`].
    pub async fn list_expanded(&self, options: &CallOptions) -> Result<Vec<ListedConnector>> {
        self.client.list_expanded_with(&self.cluster, options).await
    }

    /// Looks at a connector until it runs; see [`Client::wait_until_running`].
    ///
    /// # Errors
    /// As [`Connector::new`]; of the job, as [`Client::wait_until_running`].
    pub fn wait_until_running(&self, name: &str, options: WaitOptions) -> Result<WaitJob> {
        Ok(self.client.wait_until_running(&self.connector(name)?, options))
    }

    /// Resumes a connector and waits until it runs; see [`Client::resume_and_wait`].
    ///
    /// # Errors
    /// As [`Connector::new`]; of the job, as [`Client::resume_and_wait`].
    pub fn resume_and_wait(&self, name: &str, options: WaitOptions) -> Result<WaitJob> {
        Ok(self.client.resume_and_wait(&self.connector(name)?, options))
    }

    /// Resumes many connectors; see [`Client::resume_many`].
    ///
    /// # Errors
    /// As [`Connector::new`]; of the job, as [`Client::resume_many`].
    pub fn resume_many<N: AsRef<str>>(
        &self,
        names: impl IntoIterator<Item = N>,
        options: ResumeManyOptions,
    ) -> Result<ResumeJob> {
        let connectors: Result<Vec<_>> = names.into_iter().map(|name| self.connector(name.as_ref())).collect();
        Ok(self.client.resume_many(connectors?, options))
    }

    /// Resumes all connectors that are in one of some states, by default all that are paused (not the stopped ones); see
    /// [`Client::resume_all`].
    pub fn resume_all(&self, options: ResumeAllOptions) -> ResumeJob {
        self.client.resume_all(&self.cluster, options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_what_is_set_and_no_secret() {
        let options = KafkaConnectOptions {
            base_url: "http://u:hush-1@h".into(),
            username: Some("ann".into()),
            password: Some("hush-2".into()),
            token: Some("hush-3".into()),
            proxy: Some("http://u:hush-4@h:1".into()),
            headers: vec![("x-team".into(), "hush-5".into())],
            ..Default::default()
        };
        let shown = format!("{options:?}");
        assert!(!shown.contains("hush") && shown.contains("x-team"), "{shown}");
        assert!(shown.contains(r#"base_url: Some("[set]"), username: Some("[set]"), password: Some("#), "{shown}");
        assert!(format!("{:?}", KafkaConnectOptions::default()).contains("base_url: None, username: None"));
    }
}
