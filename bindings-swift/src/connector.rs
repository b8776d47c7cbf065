//! A connector's address as plain data.

use unpause::Connector;

/// The three parts of an address. Of self-managed Kafka Connect the ids are empty.
#[derive(Debug, Clone, uniffi::Record)]
pub(crate) struct NativeConnector {
    pub(crate) environment_id: String,
    pub(crate) kafka_cluster_id: String,
    pub(crate) connector_name: String,
}

impl From<&Connector> for NativeConnector {
    fn from(connector: &Connector) -> Self {
        Self {
            environment_id: connector.environment_id().unwrap_or_default().to_owned(),
            kafka_cluster_id: connector.kafka_cluster_id().unwrap_or_default().to_owned(),
            connector_name: connector.connector_name().to_owned(),
        }
    }
}
