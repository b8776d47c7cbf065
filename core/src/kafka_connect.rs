//! The client for self-managed Kafka Connect: the same calls, for connectors that are named by their name alone.

use std::fmt;
use std::sync::Arc;

use crate::call::engine::Engine;
use crate::config::options::KafkaConnectOptions;
use crate::config::settings::Settings;
use crate::error::Result;
use crate::model::accepted::Accepted;
use crate::model::address::{Cluster, Connector};
use crate::model::listing::ListedConnector;
use crate::model::operation::Change;
use crate::model::status::ConnectorStatus;
use crate::request::{Call, Restart, change, list, list_expanded, status};

mod jobs;

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
/// let result = connect.resume_and_wait("orders-sink", WaitOptions::default()).await?;
/// println!("{} tasks run", result.status.tasks_running());
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
}

/// Shows where the client calls, and no secret.
impl fmt::Debug for KafkaConnect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KafkaConnect").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}
