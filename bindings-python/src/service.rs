//! The two services: how a client of each is made, in every process anew, and how its connectors are named.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use unpause::{Client, ClientOptions, Cluster, Connector, Error, KafkaConnect, KafkaConnectOptions};

use crate::addresses::{cluster, connector, connectors, name, names};
use crate::errors::Failure;
use crate::options::{client_options, kafka_connect_options};

/// What a client is made of.
pub(crate) enum Settings {
    ConfluentCloud(ClientOptions),
    KafkaConnect(KafkaConnectOptions),
}

/// The client of one service.
pub(crate) enum Service {
    ConfluentCloud(Client),
    KafkaConnect(KafkaConnect),
}

impl Settings {
    /// From the keyword arguments of the service of that name.
    pub(crate) fn new(service: &str, given: &Bound<'_, PyDict>) -> Result<Self, Failure> {
        match service {
            "confluent_cloud" => Ok(Self::ConfluentCloud(client_options(given)?)),
            "kafka_connect" => Ok(Self::KafkaConnect(kafka_connect_options(given)?)),
            _ => Err(Error::internal(format!("there is no service {service:?}")).into()),
        }
    }

    pub(crate) fn open(&self) -> Result<Service, Error> {
        Ok(match self {
            Self::ConfluentCloud(options) => Service::ConfluentCloud(Client::new(options.clone())?),
            Self::KafkaConnect(options) => Service::KafkaConnect(KafkaConnect::new(options.clone())?),
        })
    }
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
    pub(crate) fn kafka_connect(&self) -> Result<KafkaConnect, Error> {
        match self {
            Self::ConfluentCloud(_) => Err(Error::internal("Confluent Cloud has no such call")),
            Self::KafkaConnect(connect) => Ok(connect.clone()),
        }
    }

    /// `(environment_id, kafka_cluster_id, connector_name)`; of self-managed Kafka Connect `(connector_name,)`.
    pub(crate) fn connector(&self, address: &Bound<'_, PyTuple>) -> Result<Connector, Failure> {
        match self {
            Self::ConfluentCloud(_) => connector(address),
            Self::KafkaConnect(connect) => name(connect, &address.get_item(0)?),
        }
    }

    /// `(environment_id, kafka_cluster_id)`; of self-managed Kafka Connect there is one.
    pub(crate) fn cluster(&self, address: &Bound<'_, PyTuple>) -> Result<Cluster, Failure> {
        match self {
            Self::ConfluentCloud(_) => cluster(address),
            Self::KafkaConnect(connect) => Ok(connect.cluster().clone()),
        }
    }

    /// Any iterable of addresses; of self-managed Kafka Connect, of names.
    pub(crate) fn connectors(&self, given: &Bound<'_, PyAny>) -> Result<Vec<Connector>, Failure> {
        match self {
            Self::ConfluentCloud(_) => connectors(given),
            Self::KafkaConnect(connect) => names(connect, given),
        }
    }
}
