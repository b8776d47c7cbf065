//! The addresses of a connector and of its cluster, and the names that cannot be addressed.

use std::fmt;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::text::visible;

const HOW_TO_NAME: &str = "Give the environment's id, the Kafka cluster's id and the connector's name.";

/// The address of one connector: environment, Kafka cluster and name. Cheap to clone.
///
/// Ids are not checked for a prefix or a length, because the service says that both may change.
///
/// ```
/// use unpause::Connector;
///
/// let connector = Connector::new("env-a1b2c3", "lkc-x7y8z9", "orders/eu -> us")?;
/// assert_eq!(connector.to_string(), "env-a1b2c3/lkc-x7y8z9/orders/eu -> us");
/// assert_eq!(Connector::new("env-a1b2c3", "lkc-x7y8z9", "..").unwrap_err().field(), Some("connector_name"));
/// # Ok::<(), unpause::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Connector {
    cluster: Cluster,
    connector_name: Arc<str>,
}

/// The address of a cluster whose connectors can be listed: a Kafka cluster of Confluent Cloud, or a self-managed cluster of
/// Kafka Connect workers. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cluster(Place);

/// The service that a cluster belongs to. Only its URLs and the advice depend on it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    ConfluentCloud { environment_id: Arc<str>, kafka_cluster_id: Arc<str> },
    KafkaConnect { authority: Arc<str> },
}

/// The subject of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target<'a> {
    /// One connector.
    Connector(&'a Connector),
    /// All connectors of a cluster.
    Cluster(&'a Cluster),
}

impl<'a> Target<'a> {
    pub(crate) fn cluster(self) -> &'a Cluster {
        match self {
            Self::Connector(connector) => connector.cluster(),
            Self::Cluster(cluster) => cluster,
        }
    }

    /// The connector, unless the call is about a cluster.
    #[must_use]
    pub fn connector(self) -> Option<&'a Connector> {
        match self {
            Self::Connector(connector) => Some(connector),
            Self::Cluster(_) => None,
        }
    }
}

/// The address on one line, whatever characters it holds: for messages and logs.
impl fmt::Display for Target<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Connector(connector) => connector.to_string(),
            Self::Cluster(cluster) => cluster.to_string(),
        };
        f.write_str(&visible(&text))
    }
}

impl Cluster {
    /// Names a cluster by its environment's id and its own, unencoded: `env-…`, `lkc-…`.
    ///
    /// # Errors
    /// As [`Connector::new`].
    pub fn new(environment_id: impl Into<String>, kafka_cluster_id: impl Into<String>) -> Result<Self> {
        Ok(Self(Place::ConfluentCloud {
            environment_id: segment("environment_id", environment_id.into(), HOW_TO_NAME)?,
            kafka_cluster_id: segment("kafka_cluster_id", kafka_cluster_id.into(), HOW_TO_NAME)?,
        }))
    }

    /// The workers of Kafka Connect at `host:port`.
    pub(crate) fn kafka_connect(authority: &str) -> Self {
        Self(Place::KafkaConnect { authority: authority.into() })
    }

    /// The environment's id, such as `env-a1b2c3`. Self-managed Kafka Connect has none.
    #[must_use]
    pub fn environment_id(&self) -> Option<&str> {
        match &self.0 {
            Place::ConfluentCloud { environment_id, .. } => Some(environment_id),
            Place::KafkaConnect { .. } => None,
        }
    }

    /// The Kafka cluster's id, such as `lkc-x7y8z9`. Self-managed Kafka Connect has none.
    #[must_use]
    pub fn kafka_cluster_id(&self) -> Option<&str> {
        match &self.0 {
            Place::ConfluentCloud { kafka_cluster_id, .. } => Some(kafka_cluster_id),
            Place::KafkaConnect { .. } => None,
        }
    }

    pub(crate) fn place(&self) -> &Place {
        &self.0
    }

    /// The connector of that name in this cluster.
    ///
    /// # Errors
    /// As [`Connector::new`].
    pub fn connector(&self, connector_name: impl Into<String>) -> Result<Connector> {
        let how = match self.0 {
            Place::ConfluentCloud { .. } => HOW_TO_NAME,
            Place::KafkaConnect { .. } => "Give the connector's name.",
        };
        Ok(Connector { cluster: self.clone(), connector_name: segment("connector_name", connector_name.into(), how)? })
    }
}

/// `environment_id/kafka_cluster_id`, or `Kafka Connect at host:port`.
impl fmt::Display for Cluster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::ConfluentCloud { environment_id, kafka_cluster_id } => {
                write!(f, "{environment_id}/{kafka_cluster_id}")
            }
            Place::KafkaConnect { authority } => write!(f, "Kafka Connect at {authority}"),
        }
    }
}

impl Connector {
    /// Names a connector by its three parts, unencoded: `env-…`, `lkc-…`, and the name as the console shows it.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) for a part that is empty, `.` or `..`: such a
    /// part cannot be a segment of a URL's path, whatever it is encoded to.
    pub fn new(
        environment_id: impl Into<String>,
        kafka_cluster_id: impl Into<String>,
        connector_name: impl Into<String>,
    ) -> Result<Self> {
        Cluster::new(environment_id, kafka_cluster_id)?.connector(connector_name)
    }

    /// The cluster that the connector is in.
    #[must_use]
    pub fn cluster(&self) -> &Cluster {
        &self.cluster
    }

    /// The environment's id, such as `env-a1b2c3`. Self-managed Kafka Connect has none.
    #[must_use]
    pub fn environment_id(&self) -> Option<&str> {
        self.cluster.environment_id()
    }

    /// The Kafka cluster's id, such as `lkc-x7y8z9`. Self-managed Kafka Connect has none.
    #[must_use]
    pub fn kafka_cluster_id(&self) -> Option<&str> {
        self.cluster.kafka_cluster_id()
    }

    /// The connector's name, as the console shows it.
    #[must_use]
    pub fn connector_name(&self) -> &str {
        &self.connector_name
    }
}

/// `environment_id/kafka_cluster_id/connector_name`; of self-managed Kafka Connect the name alone.
impl fmt::Display for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cluster.place() {
            Place::ConfluentCloud { .. } => write!(f, "{}/{}", self.cluster, self.connector_name),
            Place::KafkaConnect { .. } => f.write_str(&self.connector_name),
        }
    }
}

fn segment(field: &'static str, value: String, how_to_name: &str) -> Result<Arc<str>> {
    match value.as_str() {
        "" => Err(Error::invalid_request(field, format!("`{field}` is empty")).advised(how_to_name)),
        "." | ".." => Err(Error::invalid_request(
            field,
            format!("`{field}` is {value:?}, which every URL parser takes for a step in the path"),
        )
        .advised("Nothing of this name can be addressed by the API.")),
        _ => Ok(value.into()),
    }
}
