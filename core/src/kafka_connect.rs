//! The client for self-managed Kafka Connect: the same calls, for connectors that are named by their name alone.

use std::fmt;
use std::sync::Arc;

use crate::call::engine::Engine;
use crate::config::options::KafkaConnectOptions;
use crate::config::settings::Settings;
use crate::error::Result;
use crate::jobs::job::{ResumeJob, WaitJob};
use crate::jobs::many::options::{ResumeAllOptions, ResumeManyOptions};
use crate::jobs::many::run::{resume_all, resume_many};
use crate::jobs::wait::options::WaitOptions;
use crate::jobs::wait::run::{resume_and_wait, wait_until_running};
use crate::model::accepted::Accepted;
use crate::model::address::{Cluster, Connector};
use crate::model::listing::ListedConnector;
use crate::model::operation::Change;
use crate::model::status::ConnectorStatus;
use crate::request::{Call, Restart, change, list, list_expanded, status};

/// Calls the REST interface of self-managed Kafka Connect workers (Apache Kafka's, or another with the same interface). Cheap to
/// clone.
///
/// The same as [`Client`](crate::Client), which is for Confluent Cloud: retries (409 during a rebalance among them), pacing,
/// waiting, errors. A name that cannot be addressed is an error of the call.
///
/// ```no_run
/// # async fn example() -> Result<(), unpause::Error> {
/// use unpause::{KafkaConnect, WaitOptions};
///
/// let connect = KafkaConnect::builder("http://127.0.0.1:8083").build()?;
/// let running = connect.resume_and_wait("orders-sink", WaitOptions::default()).await?;
/// println!("{} tasks run", running.status.tasks_running());
/// # Ok(())
/// # }
/// ```
///
/// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
#[derive(Clone)]
pub struct KafkaConnect {
    engine: Arc<Engine>,
    cluster: Cluster,
}

impl KafkaConnect {
    /// A client of plain options.
    ///
    /// # Errors
    /// As [`Client::new`](crate::Client::new); credentials are not needed.
    pub fn new(options: KafkaConnectOptions) -> Result<Self> {
        let engine = Engine::new(Settings::of_workers(options)?)?;
        let cluster = Cluster::kafka_connect(&engine.settings.servers.authorities());
        Ok(Self { engine: Arc::new(engine), cluster })
    }

    pub(crate) fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    pub(crate) fn cluster(&self) -> &Cluster {
        &self.cluster
    }

    fn connector(&self, name: &str) -> Result<Connector> {
        self.cluster.connector(name)
    }

    /// Where the workers are, as the options say; several are separated by a comma.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.engine.settings.servers.as_str()
    }

    /// Resumes a paused or stopped connector; see [`Client::resume`](crate::Client::resume).
    ///
    /// # Errors
    /// As [`Client::resume`](crate::Client::resume).
    pub fn resume(&self, name: &str) -> Call<Accepted> {
        change(&self.engine, Change::Resume, self.connector(name))
    }

    /// Pauses a connector: its tasks stay and do nothing. See [`Client::pause`](crate::Client::pause).
    ///
    /// # Errors
    /// As [`Client::resume`](crate::Client::resume).
    pub fn pause(&self, name: &str) -> Call<Accepted> {
        change(&self.engine, Change::Pause, self.connector(name))
    }

    /// Stops a connector: its tasks are shut down, and their resources freed, until it is resumed. Kafka knows it since 3.5.
    ///
    /// # Errors
    /// As [`Client::resume`](crate::Client::resume).
    pub fn stop(&self, name: &str) -> Call<Accepted> {
        change(&self.engine, Change::Stop, self.connector(name))
    }

    /// Restarts a connector and, by default, its tasks. Not idempotent; see [`Client::restart`](crate::Client::restart).
    ///
    /// # Errors
    /// As [`Client::resume`](crate::Client::resume), and [`ErrorKind::InvalidResponse`](crate::ErrorKind::InvalidResponse) if the
    /// worker restarted the connector alone, as Kafka before 3.0 does.
    ///
    /// ```no_run
    /// # async fn example(connect: unpause::KafkaConnect) -> Result<(), unpause::Error> {
    /// connect.restart("orders-sink").only_failed(true).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn restart(&self, name: &str) -> Restart {
        Restart::new(&self.engine, self.connector(name))
    }

    /// The present status of a connector and its tasks.
    ///
    /// # Errors
    /// As [`Client::status`](crate::Client::status).
    pub fn status(&self, name: &str) -> Call<ConnectorStatus> {
        status(&self.engine, self.connector(name))
    }

    /// The names of all connectors.
    ///
    /// # Errors
    /// As [`Client::status`](crate::Client::status).
    pub fn list(&self) -> Call<Vec<String>> {
        list(&self.engine, self.cluster.clone())
    }

    /// All connectors with type, state and tasks; there are no ids.
    ///
    /// # Errors
    /// As [`Client::status`](crate::Client::status).
    pub fn list_expanded(&self) -> Call<Vec<ListedConnector>> {
        list_expanded(&self.engine, self.cluster.clone())
    }

    /// Polls a connector until it runs; see [`Client::wait_until_running`](crate::Client::wait_until_running).
    ///
    /// # Errors
    /// As [`Client::wait_until_running`](crate::Client::wait_until_running).
    pub fn wait_until_running(&self, name: &str, options: WaitOptions) -> WaitJob {
        wait_until_running(Arc::clone(&self.engine), self.connector(name), options)
    }

    /// Resumes a connector and waits until it runs; see [`Client::resume_and_wait`](crate::Client::resume_and_wait).
    ///
    /// # Errors
    /// As [`Client::resume_and_wait`](crate::Client::resume_and_wait).
    pub fn resume_and_wait(&self, name: &str, options: WaitOptions) -> WaitJob {
        resume_and_wait(Arc::clone(&self.engine), self.connector(name), options)
    }

    /// Resumes many connectors; see [`Client::resume_many`](crate::Client::resume_many).
    ///
    /// # Errors
    /// As [`Client::resume_many`](crate::Client::resume_many), and for a name that cannot be addressed, before anything is sent.
    pub fn resume_many<N: AsRef<str>>(
        &self,
        names: impl IntoIterator<Item = N>,
        options: ResumeManyOptions,
    ) -> ResumeJob {
        let connectors: Result<Vec<_>> = names.into_iter().map(|name| self.connector(name.as_ref())).collect();
        resume_many(Arc::clone(&self.engine), connectors, options)
    }

    /// Resumes all connectors that are in one of some states, by default all that are paused (not the stopped ones); see
    /// [`Client::resume_all`](crate::Client::resume_all).
    pub fn resume_all(&self, options: ResumeAllOptions) -> ResumeJob {
        resume_all(Arc::clone(&self.engine), self.cluster.clone(), options)
    }
}

/// Shows where the client calls, and no secret.
impl fmt::Debug for KafkaConnect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KafkaConnect").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}
