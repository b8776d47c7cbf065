//! The methods that wait, or are about many connectors.

use std::sync::Arc;

use crate::client::Client;
use crate::error::Result;
use crate::jobs::job::{ManyJob, WaitJob};
use crate::jobs::many::input::{ManyInput, changed};
use crate::jobs::many::options::{AllOptions, ManyOptions};
use crate::jobs::many::run::{change_all, change_many};
use crate::jobs::report::Report;
use crate::jobs::wait::options::WaitOptions;
use crate::jobs::wait::run::{change_and_wait, wait_until};
use crate::model::address::{Cluster, Connector};
use crate::model::desired::DesiredState;
use crate::model::operation::Change;

impl Client {
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
