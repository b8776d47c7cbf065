//! The address of a connector, both ways.

use unpause::{Connector, Error};

/// The three parts of an address, not checked.
#[derive(Debug, uniffi::Record)]
pub(crate) struct NativeConnector {
    pub(crate) environment_id: String,
    pub(crate) kafka_cluster_id: String,
    pub(crate) connector_name: String,
}

impl NativeConnector {
    pub(crate) fn checked(self) -> Result<Connector, Error> {
        Connector::new(self.environment_id, self.kafka_cluster_id, self.connector_name)
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
