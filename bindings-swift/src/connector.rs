//! The addresses, both ways.

use unpause::{Cluster, Connector, Error};

use crate::errors::NativeError;

/// The three parts of an address, not checked.
#[derive(Debug, Clone, uniffi::Record)]
pub(crate) struct NativeConnector {
    pub(crate) environment_id: String,
    pub(crate) kafka_cluster_id: String,
    pub(crate) connector_name: String,
}

/// The two parts of a cluster's address, not checked.
#[derive(uniffi::Record)]
pub(crate) struct NativeCluster {
    pub(crate) environment_id: String,
    pub(crate) kafka_cluster_id: String,
}

#[uniffi::export]
fn native_parse_connector(text: &str) -> Result<NativeConnector, NativeError> {
    Ok((&Connector::parse(text)?).into())
}

impl NativeConnector {
    pub(crate) fn checked(self) -> Result<Connector, Error> {
        Connector::new(self.environment_id, self.kafka_cluster_id, self.connector_name)
    }
}

impl NativeCluster {
    pub(crate) fn checked(self) -> Result<Cluster, Error> {
        Cluster::new(self.environment_id, self.kafka_cluster_id)
    }
}

impl From<&Connector> for NativeConnector {
    fn from(connector: &Connector) -> Self {
        Self {
            environment_id: connector.environment_id().to_owned(),
            kafka_cluster_id: connector.kafka_cluster_id().to_owned(),
            connector_name: connector.connector_name().to_owned(),
        }
    }
}
