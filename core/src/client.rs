//! The client for Confluent Cloud: one public method for each call of the API.

use std::fmt;
use std::sync::Arc;

use crate::call::engine::Engine;
use crate::config::options::ClientOptions;
use crate::config::settings::Settings;
use crate::error::Result;
use crate::jobs::job::{ManyJob, WaitJob};
use crate::jobs::many::input::{ManyInput, changed};
use crate::jobs::many::options::{AllOptions, ManyOptions};
use crate::jobs::many::run::{change_all, change_many};
use crate::jobs::report::Report;
use crate::jobs::wait::options::WaitOptions;
use crate::jobs::wait::run::{change_and_wait, wait_until};
use crate::model::accepted::Accepted;
use crate::model::address::{Cluster, Connector};
use crate::model::desired::DesiredState;
use crate::model::listing::ListedConnector;
use crate::model::operation::Change;
use crate::model::status::ConnectorStatus;
use crate::request::{Call, change, list, list_expanded, status};

/// Calls the Connect API of Confluent Cloud. Cheap to clone; clones share connections.
///
/// Build it once and keep it: building reads the system's certificates, and a kept connection saves a TLS handshake.
/// Use it from one tokio runtime only.
#[derive(Clone)]
pub struct Client(Arc<Engine>);

impl Client {
    /// A client of plain options.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) when no client can be made of them (no credentials,
    /// a bad URL, an unreadable CA file), [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) when one of
    /// them is out of range.
    pub fn new(options: ClientOptions) -> Result<Self> {
        Ok(Self(Arc::new(Engine::new(Settings::of_cloud(options)?)?)))
    }

    /// A client from `CONFLUENT_CLOUD_API_KEY`, `CONFLUENT_CLOUD_API_SECRET` and, if set,
    /// `CONFLUENT_CLOUD_REST_ENDPOINT`.
    ///
    /// # Errors
    /// As [`Client::new`]; the message names the variable that is missing.
    pub fn from_env() -> Result<Self> {
        Self::new(ClientOptions::default().with_env()?)
    }

    #[cfg(test)]
    pub(crate) fn from_engine(engine: Engine) -> Self {
        Self(Arc::new(engine))
    }

    pub(crate) fn engine(&self) -> &Arc<Engine> {
        &self.0
    }

    /// Where the service is, as the options say.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.0.settings.base_url.as_str()
    }

    /// Resumes a paused connector; does nothing if it is not paused.
    ///
    /// The call is **asynchronous**: [`Accepted`] means that the service took the request, not that the connector's
    /// tasks run. It is idempotent, so a passing failure is retried (408, 409, 425, 429, 500, 502, 503, 504, no answer)
    /// until the attempts or the deadline run out.
    ///
    /// Dropping the future drops the request and closes its connection; the service may still have taken the request.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind); the message says what failed, for which connector, why, and what to do.
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) for a limit of 0.
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
    pub fn resume(&self, connector: &Connector) -> Call<Accepted> {
        change(&self.0, Change::Resume, Ok(connector.clone()))
    }

    /// Pauses a connector and its tasks. Asynchronous and idempotent, as [`Client::resume`].
    ///
    /// # Errors
    /// As [`Client::resume`].
    ///
    /// Source: [`PUT …/connectors/{connector_name}/pause`](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/pauseConnectv1Connector).
    pub fn pause(&self, connector: &Connector) -> Call<Accepted> {
        change(&self.0, Change::Pause, Ok(connector.clone()))
    }

    /// Restarts a connector, a failed one too, which a resume does not revive.
    ///
    /// A restart is **not idempotent**: it is tried again only if the service cannot have acted on it (408, 409, 425, 429,
    /// no connection). After a 5xx or a lost answer look at the [status](Client::status) first.
    ///
    /// # Errors
    /// As [`Client::resume`]; the service answers 400
    /// ([`ErrorKind::UnexpectedStatus`](crate::ErrorKind::UnexpectedStatus)) for a connector that it does not restart, such as
    /// a paused one.
    ///
    /// Source: [`POST …/connectors/{connector_name}/restart`](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/restartConnectv1Connector), a preview.
    pub fn restart(&self, connector: &Connector) -> Call<Accepted> {
        change(&self.0, Change::Restart(None), Ok(connector.clone()))
    }

    /// The present status of a connector and its tasks.
    ///
    /// # Errors
    /// As [`Client::resume`], and [`ErrorKind::InvalidResponse`](crate::ErrorKind::InvalidResponse) for a 200 without a
    /// status.
    pub fn status(&self, connector: &Connector) -> Call<ConnectorStatus> {
        status(&self.0, Ok(connector.clone()))
    }

    /// The names of all connectors of a cluster, in the service's order.
    ///
    /// # Errors
    /// As [`Client::status`].
    ///
    /// Source: [`GET …/connectors`](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1Connectors).
    pub fn list(&self, cluster: &Cluster) -> Call<Vec<String>> {
        list(&self.0, cluster.clone())
    }

    /// All connectors of a cluster with id, type, state and tasks, in the order of their names.
    ///
    /// # Errors
    /// As [`Client::status`].
    pub fn list_expanded(&self, cluster: &Cluster) -> Call<Vec<ListedConnector>> {
        list_expanded(&self.0, cluster.clone())
    }

    /// Polls a connector until it is in a state: [`DesiredState::Running`] or [`DesiredState::Paused`], its tasks included.
    ///
    /// The first poll is at once, later ones after 15 % of the time that has passed, at least 0.5 s and at most 10 s. Every
    /// state but a lasting failure is waited out, and so are rate limits, 5xx and lost connections, until the deadline. A 404
    /// must last for `failure_grace`: a connector that was just created has no status yet.
    ///
    /// # Errors
    /// [`ErrorKind::ConnectorFailed`](crate::ErrorKind::ConnectorFailed),
    /// [`ErrorKind::WaitTimeout`](crate::ErrorKind::WaitTimeout), as [`Client::status`] for lasting errors (401, 403, 404), and
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) for [`DesiredState::Stopped`], which Confluent Cloud does not
    /// have.
    ///
    /// ```no_run
    /// # async fn example(client: unpause::Client, connector: unpause::Connector) -> Result<(), unpause::Error> {
    /// use unpause::{DesiredState, WaitOptions};
    ///
    /// let result = client.wait_until(&connector, DesiredState::Paused, WaitOptions::default()).await?;
    /// println!("{} after {:?}", result.state.name(), result.elapsed);
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait_until(&self, connector: &Connector, state: DesiredState, options: WaitOptions) -> WaitJob {
        wait_until(Arc::clone(&self.0), Ok(connector.clone()), state, options)
    }

    /// Polls a connector until it runs: it says `RUNNING`, it has at least `min_tasks` tasks, and each of them says
    /// `RUNNING`. See [`Client::wait_until`].
    ///
    /// # Errors
    /// As [`Client::wait_until`].
    pub fn wait_until_running(&self, connector: &Connector, options: WaitOptions) -> WaitJob {
        self.wait_until(connector, DesiredState::Running, options)
    }

    /// Resumes a connector and waits until it runs; see [`Client::resume`] and [`Client::wait_until`]. The
    /// deadline is for both.
    ///
    /// # Errors
    /// As those two.
    pub fn resume_and_wait(&self, connector: &Connector, options: WaitOptions) -> WaitJob {
        change_and_wait(Arc::clone(&self.0), Change::Resume, Ok(connector.clone()), options)
    }

    /// Pauses a connector and waits until it and its tasks are paused; see [`Client::pause`] and [`Client::wait_until`]. The
    /// deadline is for both. Tasks that have failed stay failed, and are waited for no longer.
    ///
    /// # Errors
    /// As those two; [`ErrorKind::ConnectorFailed`](crate::ErrorKind::ConnectorFailed) if the connector itself stays `FAILED`.
    pub fn pause_and_wait(&self, connector: &Connector, options: WaitOptions) -> WaitJob {
        change_and_wait(Arc::clone(&self.0), Change::Pause, Ok(connector.clone()), options)
    }

    /// Restarts a connector and waits until it runs; see [`Client::restart`] and [`Client::wait_until`]. The deadline is for both.
    ///
    /// The service accepts a restart before it happens, and the connector may say `RUNNING` from before it. So a poll counts once
    /// the restart shows (`RESTARTING`, another state, worker or trace than at first), or 3 s after the service has accepted it.
    ///
    /// # Errors
    /// As those two.
    pub fn restart_and_wait(&self, connector: &Connector, options: WaitOptions) -> WaitJob {
        change_and_wait(Arc::clone(&self.0), Change::Restart(None), Ok(connector.clone()), options)
    }

    /// Resumes many connectors, each once, as fast as the service allows, and waits until they run if `wait` is set. An error of
    /// one does not stop the others: the report has a result for each connector.
    ///
    /// In place of connectors it takes the [`Report`](crate::Report) of an earlier job, for those that the job
    /// [changed](crate::Report::changed).
    ///
    /// Dropping the job stops the connectors that have not started; [`ManyJob::tally`] says how far it came.
    ///
    /// # Errors
    /// Of the job: only [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest), for a bad option, or a report of a dry run
    /// or of the other service.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), unpause::Error> {
    /// use unpause::{Client, Connector, ManyOptions};
    ///
    /// let client = Client::from_env()?;
    /// let connectors = ["env-a1b2c3/lkc-x7y8z9/orders", "env-a1b2c3/lkc-x7y8z9/audit"].map(Connector::parse);
    /// let connectors = connectors.into_iter().collect::<Result<Vec<_>, _>>()?;
    /// let report = client.resume_many(connectors, ManyOptions { wait: true, ..Default::default() }).await?;
    /// println!("{report}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn resume_many(&self, connectors: impl ManyInput<Self>, options: ManyOptions) -> ManyJob {
        self.many(Change::Resume, connectors, options)
    }

    /// Pauses many connectors, and waits until they and their tasks are paused if `wait` is set; see [`Client::resume_many`].
    ///
    /// # Errors
    /// As [`Client::resume_many`].
    pub fn pause_many(&self, connectors: impl ManyInput<Self>, options: ManyOptions) -> ManyJob {
        self.many(Change::Pause, connectors, options)
    }

    /// Restarts many connectors, and waits until they run again if `wait` is set; see [`Client::resume_many`] and
    /// [`Client::restart_and_wait`]. A restart is not idempotent: see [`Client::restart`].
    ///
    /// # Errors
    /// As [`Client::resume_many`].
    pub fn restart_many(&self, connectors: impl ManyInput<Self>, options: ManyOptions) -> ManyJob {
        self.many(Change::Restart(None), connectors, options)
    }

    /// Resumes all connectors of a cluster that are in one of some states, by default all that are paused; see
    /// [`Client::resume_many`]. The report also says how many connectors there are, and which were left out.
    ///
    /// # Errors
    /// Of the job: as [`Client::list_expanded`] and [`Client::resume_many`].
    pub fn resume_all(&self, cluster: &Cluster, options: AllOptions) -> ManyJob {
        change_all(Arc::clone(&self.0), Change::Resume, cluster.clone(), options)
    }

    /// Pauses all connectors of a cluster that are in one of some states, by default all that are not paused yet; see
    /// [`Client::resume_all`]. Keep the report: `resume_many(&report, …)` resumes exactly those that this job has paused.
    ///
    /// # Errors
    /// As [`Client::resume_all`].
    ///
    /// ```no_run
    /// # async fn example(client: unpause::Client, cluster: unpause::Cluster) -> Result<(), unpause::Error> {
    /// use unpause::{AllOptions, ManyOptions};
    ///
    /// let wait = ManyOptions { wait: true, ..Default::default() };
    /// let paused = client.pause_all(&cluster, AllOptions { many: wait, ..Default::default() }).await?;
    /// println!("{paused}");
    /// // The work.
    /// println!("{}", client.resume_many(&paused, wait).await?);
    /// println!("{}", client.restart_all(&cluster, AllOptions { many: wait, ..Default::default() }).await?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn pause_all(&self, cluster: &Cluster, options: AllOptions) -> ManyJob {
        change_all(Arc::clone(&self.0), Change::Pause, cluster.clone(), options)
    }

    /// Restarts all connectors of a cluster that are in one of some states, by default all that have failed or have failed tasks;
    /// see [`Client::resume_all`] and [`Client::restart_many`].
    ///
    /// # Errors
    /// As [`Client::resume_all`].
    pub fn restart_all(&self, cluster: &Cluster, options: AllOptions) -> ManyJob {
        change_all(Arc::clone(&self.0), Change::Restart(None), cluster.clone(), options)
    }

    fn many(&self, change: Change, connectors: impl ManyInput<Self>, options: ManyOptions) -> ManyJob {
        change_many(Arc::clone(&self.0), change, connectors.connectors(self), options)
    }
}

impl<I: IntoIterator<Item = Connector>> ManyInput<Client> for I {
    fn connectors(self, _client: &Client) -> Result<Vec<Connector>> {
        Ok(self.into_iter().collect())
    }
}

impl ManyInput<Client> for &Report {
    fn connectors(self, _client: &Client) -> Result<Vec<Connector>> {
        changed(self, None)
    }
}
/// Shows where the client calls, and no secret.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}
