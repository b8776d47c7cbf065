//! The connector and the key of all contestants. They come from the command line, so that all languages have the same.

/// A connector, where it is, and the key.
pub(crate) struct Target {
    /// `http://127.0.0.1:PORT`.
    pub(crate) base_url: String,
    pub(crate) api_key: String,
    pub(crate) api_secret: String,
    pub(crate) environment_id: String,
    pub(crate) kafka_cluster_id: String,
    pub(crate) connector_name: String,
}

impl Target {
    /// From the last six arguments of a worker's command line.
    pub(crate) fn from_arguments(mut arguments: impl Iterator<Item = String>) -> Option<Self> {
        Some(Self {
            base_url: arguments.next()?,
            api_key: arguments.next()?,
            api_secret: arguments.next()?,
            environment_id: arguments.next()?,
            kafka_cluster_id: arguments.next()?,
            connector_name: arguments.next()?,
        })
    }

    pub(crate) fn path(&self) -> String {
        format!(
            "/connect/v1/environments/{}/clusters/{}/connectors/{}/resume",
            self.environment_id, self.kafka_cluster_id, self.connector_name
        )
    }
}
