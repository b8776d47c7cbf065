//! The two services, and how the connectors of each are named.

use unpause::{Client, Cluster, Connector, Error, KafkaConnect};

/// The client of one service. Cheap to clone.
#[derive(Clone)]
pub(crate) enum Service {
    ConfluentCloud(Client),
    KafkaConnect(KafkaConnect),
}

impl Service {
    /// The calls that both services have.
    pub(crate) fn client(&self) -> &Client {
        match self {
            Self::ConfluentCloud(client) => client,
            Self::KafkaConnect(connect) => connect.client(),
        }
    }

    /// Those that self-managed Kafka Connect has for itself.
    pub(crate) fn kafka_connect(&self) -> Result<&KafkaConnect, Error> {
        match self {
            Self::ConfluentCloud(_) => Err(Error::internal("Confluent Cloud has no such call".to_owned())),
            Self::KafkaConnect(connect) => Ok(connect),
        }
    }

    /// Of self-managed Kafka Connect, the connector's name says it all.
    pub(crate) fn connector(
        &self,
        environment_id: String,
        kafka_cluster_id: String,
        connector_name: String,
    ) -> Result<Connector, Error> {
        self.cluster(environment_id, kafka_cluster_id)?.connector(connector_name)
    }

    /// Of self-managed Kafka Connect, there is one.
    pub(crate) fn cluster(&self, environment_id: String, kafka_cluster_id: String) -> Result<Cluster, Error> {
        match self {
            Self::ConfluentCloud(_) => Cluster::new(environment_id, kafka_cluster_id),
            Self::KafkaConnect(connect) => Ok(connect.cluster().clone()),
        }
    }

    /// Many connectors. What is wrong with one of them says which one.
    pub(crate) fn many(&self, given: Vec<Vec<String>>) -> Result<Vec<Connector>, Error> {
        let list = match self {
            Self::ConfluentCloud(_) => "connectors",
            Self::KafkaConnect(_) => "names",
        };
        let one = |(index, parts)| self.one_of_many(parts).map_err(|error| error.at_index(list, index));
        given.into_iter().enumerate().map(one).collect()
    }

    /// One of them: its three parts, or one text, which is an address or, of self-managed Kafka Connect, a name.
    fn one_of_many(&self, parts: Vec<String>) -> Result<Connector, Error> {
        match <[String; 3]>::try_from(parts) {
            Ok([environment_id, kafka_cluster_id, connector_name]) => {
                self.connector(environment_id, kafka_cluster_id, connector_name)
            }
            Err(text) => match self {
                Self::ConfluentCloud(_) => Connector::parse(&text.concat()),
                Self::KafkaConnect(connect) => connect.connector(&text.concat()),
            },
        }
    }
}
