//! The client: one public method per call of the API.

use std::fmt;
use std::sync::Arc;

use crate::accepted::Accepted;
use crate::builder::ClientBuilder;
use crate::bulk::{self, ResumeAllOptions, ResumeManyOptions};
use crate::call::{Change, Expand};
use crate::connector::{Cluster, Connector};
use crate::error::Result;
use crate::job::{ResumeJob, WaitJob};
use crate::kafka_connect::KafkaConnectOptions;
use crate::listing::ListedConnector;
use crate::options::{CallOptions, ClientOptions};
use crate::pacing::Pacer;
use crate::retry::Jitter;
use crate::settings::Settings;
use crate::status::ConnectorStatus;
use crate::transport::Transport;
use crate::wait::WaitOptions;
use crate::waiting;

/// Calls the Connect API of Confluent Cloud. Cheap to clone; clones share connections.
///
/// Build it once and keep it: building reads the system's certificates, and a kept connection saves a TLS handshake.
/// Use it from one tokio runtime only.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) settings: Settings,
    pub(crate) transport: Transport,
    pub(crate) jitter: Jitter,
    pub(crate) pacer: Pacer,
}

impl Client {
    /// Starts building a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// A client of plain options.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) when no client can be made of them (no credentials,
    /// a bad URL, an unreadable CA file), [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) when one of
    /// them is out of range.
    pub fn new(options: ClientOptions) -> Result<Self> {
        Self::with(Settings::new(options)?)
    }

    pub(crate) fn of_worker(options: KafkaConnectOptions) -> Result<Self> {
        Self::with(Settings::of_worker(options)?)
    }

    fn with(settings: Settings) -> Result<Self> {
        let transport = Transport::new(&settings)?;
        Ok(Self::from_inner(Inner { settings, transport, jitter: Jitter::new(), pacer: Pacer::default() }))
    }

    /// The workers of self-managed Kafka Connect where this client calls.
    pub(crate) fn workers(&self) -> Cluster {
        Cluster::kafka_connect(self.0.settings.endpoint.authority())
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    pub(crate) fn from_inner(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// A client from `CONFLUENT_CLOUD_API_KEY`, `CONFLUENT_CLOUD_API_SECRET` and, if set,
    /// `CONFLUENT_CLOUD_REST_ENDPOINT`.
    ///
    /// # Errors
    /// As [`Client::new`]; the message names the variable that is missing.
    pub fn from_env() -> Result<Self> {
        Self::new(ClientOptions { from_env: true, ..ClientOptions::default() })
    }

    /// Where the service is, as this client was told.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.0.settings.endpoint.as_str()
    }

    /// Resumes a paused connector; does nothing if it is not paused.
    ///
    /// The call is **asynchronous**: [`Accepted`] means that the service took the request, not that the connector's
    /// tasks run. It is idempotent, so what may pass is retried (408, 409, 425, 429, 500, 502, 503, 504, no answer)
    /// until the attempts or the deadline run out.
    ///
    /// Dropping the future drops the request and closes its connection; the service may have taken it all the same.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind); the message says what failed, for which connector, why, and what to do.
    ///
    /// Source: [`PUT …/connectors/{connector_name}/resume`](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/resumeConnectv1Connector).
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), unpause::Error> {
    /// use unpause::{Client, Connector, ErrorKind};
    ///
    /// let client = Client::from_env()?;
    /// match client.resume(&Connector::new("env-a1b2c3", "lkc-x7y8z9", "orders-sink")?).await {
    ///     Ok(accepted) => println!("accepted: {:?}", accepted.request_id),
    ///     Err(error) if error.kind() == ErrorKind::NotFound => println!("no such connector"),
    ///     Err(error) => return Err(error),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn resume(&self, connector: &Connector) -> Result<Accepted> {
        self.resume_with(connector, &CallOptions::default()).await
    }

    /// As [`Client::resume`], with time limits of this call's own.
    ///
    /// # Errors
    /// As [`Client::resume`], and [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) for a limit of 0.
    pub async fn resume_with(&self, connector: &Connector, options: &CallOptions) -> Result<Accepted> {
        self.0.change(Change::Resume, connector, options).await
    }

    /// Pauses a connector and its tasks. Asynchronous and idempotent, as [`Client::resume`].
    ///
    /// # Errors
    /// As [`Client::resume`].
    ///
    /// Source: [`PUT …/connectors/{connector_name}/pause`](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/pauseConnectv1Connector).
    pub async fn pause(&self, connector: &Connector) -> Result<Accepted> {
        self.pause_with(connector, &CallOptions::default()).await
    }

    /// As [`Client::pause`], with time limits of this call's own.
    ///
    /// # Errors
    /// As [`Client::pause`], and [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) for a limit of 0.
    pub async fn pause_with(&self, connector: &Connector, options: &CallOptions) -> Result<Accepted> {
        self.0.change(Change::Pause, connector, options).await
    }

    /// Restarts a connector, a failed one too, which a resume does not revive.
    ///
    /// A restart is **not idempotent**: it is tried again only if the service cannot have acted on it (408, 409, 425, 429,
    /// no connection). After a 5xx or a lost answer look at the [status](Client::status) first.
    ///
    /// # Errors
    /// As [`Client::resume`]; the service answers 400
    /// ([`ErrorKind::UnexpectedStatus`](crate::ErrorKind::UnexpectedStatus)) for what it does not restart, such as a
    /// paused connector.
    ///
    /// Source: [`POST …/connectors/{connector_name}/restart`](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/restartConnectv1Connector), a preview.
    pub async fn restart(&self, connector: &Connector) -> Result<Accepted> {
        self.restart_with(connector, &CallOptions::default()).await
    }

    /// As [`Client::restart`], with time limits of this call's own.
    ///
    /// # Errors
    /// As [`Client::restart`], and [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) for a limit of 0.
    pub async fn restart_with(&self, connector: &Connector, options: &CallOptions) -> Result<Accepted> {
        self.0.change(Change::Restart(None), connector, options).await
    }

    /// How a connector and its tasks are now.
    ///
    /// # Errors
    /// As [`Client::resume`], and [`ErrorKind::InvalidResponse`](crate::ErrorKind::InvalidResponse) for a 200 that
    /// holds no status.
    pub async fn status(&self, connector: &Connector) -> Result<ConnectorStatus> {
        self.status_with(connector, &CallOptions::default()).await
    }

    /// As [`Client::status`], with time limits of this call's own.
    ///
    /// # Errors
    /// As [`Client::status`], and [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) for a limit of 0.
    pub async fn status_with(&self, connector: &Connector, options: &CallOptions) -> Result<ConnectorStatus> {
        self.0.status(connector, options).await
    }

    /// The names of all connectors of a cluster, in the service's order.
    ///
    /// # Errors
    /// As [`Client::status`].
    ///
    /// Source: [`GET …/connectors`](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1Connectors).
    pub async fn list(&self, cluster: &Cluster) -> Result<Vec<String>> {
        self.list_with(cluster, &CallOptions::default()).await
    }

    /// As [`Client::list`], with time limits of this call's own.
    ///
    /// # Errors
    /// As [`Client::list`], and [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) for a limit of 0.
    pub async fn list_with(&self, cluster: &Cluster, options: &CallOptions) -> Result<Vec<String>> {
        self.0.list(cluster, options).await
    }

    /// All connectors of a cluster with id, type, state and tasks, in the order of their names.
    ///
    /// # Errors
    /// As [`Client::status`].
    pub async fn list_expanded(&self, cluster: &Cluster) -> Result<Vec<ListedConnector>> {
        self.list_expanded_with(cluster, &CallOptions::default()).await
    }

    /// As [`Client::list_expanded`], with time limits of this call's own.
    ///
    /// # Errors
    /// As [`Client::list_expanded`], and [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) for a limit of 0.
    pub async fn list_expanded_with(&self, cluster: &Cluster, options: &CallOptions) -> Result<Vec<ListedConnector>> {
        self.0.list_expanded(cluster, options, self.0.settings.retry, Expand::All).await
    }

    /// Looks at a connector until it runs: it says `RUNNING`, it has at least `min_tasks` tasks, and each of them says
    /// `RUNNING`.
    ///
    /// The first look is at once, later ones after 15 % of the time that has passed, at least 0.5 s and at most 10 s. Every
    /// state but a lasting failure is passed through, and so are rate limits, 5xx and lost connections, until the deadline.
    ///
    /// # Errors
    /// [`ErrorKind::ConnectorFailed`](crate::ErrorKind::ConnectorFailed),
    /// [`ErrorKind::WaitTimeout`](crate::ErrorKind::WaitTimeout), and as [`Client::status`] for what does not pass
    /// (401, 403, 404).
    pub fn wait_until_running(&self, connector: &Connector, options: WaitOptions) -> WaitJob {
        waiting::wait_until_running(Arc::clone(&self.0), connector.clone(), options)
    }

    /// Resumes a connector and waits until it runs; see [`Client::resume`] and [`Client::wait_until_running`]. The
    /// deadline is for both.
    ///
    /// # Errors
    /// As those two.
    pub fn resume_and_wait(&self, connector: &Connector, options: WaitOptions) -> WaitJob {
        waiting::resume_and_wait(Arc::clone(&self.0), connector.clone(), options)
    }

    /// Resumes many connectors, each once, as fast as the service allows, and, if asked to, waits until they run. Nothing
    /// stops at an error: the report has a result for each connector.
    ///
    /// Dropping the job stops what has not started; [`ResumeJob::tally`] knows what was accepted by then.
    ///
    /// # Errors
    /// Of the job: only [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest), for a bad option.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), unpause::Error> {
    /// use unpause::{Client, Connector, ResumeManyOptions};
    ///
    /// let client = Client::from_env()?;
    /// let connectors = ["env-a1b2c3/lkc-x7y8z9/orders", "env-a1b2c3/lkc-x7y8z9/audit"].map(Connector::parse);
    /// let connectors = connectors.into_iter().collect::<Result<Vec<_>, _>>()?;
    /// let report = client.resume_many(connectors, ResumeManyOptions { wait: true, ..Default::default() }).await?;
    /// println!("{report}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn resume_many(
        &self,
        connectors: impl IntoIterator<Item = Connector>,
        options: ResumeManyOptions,
    ) -> ResumeJob {
        bulk::resume_many(Arc::clone(&self.0), connectors, options)
    }

    /// Resumes all connectors of a cluster that are in one of some states, by default all that are paused; see
    /// [`Client::resume_many`].
    ///
    /// # Errors
    /// Of the job: as [`Client::list_expanded`] and [`Client::resume_many`].
    pub fn resume_all(&self, cluster: &Cluster, options: ResumeAllOptions) -> ResumeJob {
        bulk::resume_all(Arc::clone(&self.0), cluster.clone(), options)
    }
}

/// Shows where the client calls, and no secret.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}
