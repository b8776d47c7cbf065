//! An entry in the list of a cluster's connectors.

use crate::model::address::Connector;
use crate::model::status::ConnectorStatus;

/// A connector in a listing.
///
/// Source: [`GET …/connectors?expand=info,status,id`](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1ConnectorsWithExpansions).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListedConnector {
    /// Its address.
    pub connector: Connector,
    /// The service's own id, `lcc-…`.
    pub id: Option<String>,
    /// `sink` or `source`.
    pub connector_type: Option<String>,
    /// The status of the connector and its tasks; absent if the listing has none.
    pub status: Option<ConnectorStatus>,
}

impl ListedConnector {
    pub(crate) fn state(&self) -> Option<&str> {
        Some(&self.status.as_ref()?.state)
    }
}
