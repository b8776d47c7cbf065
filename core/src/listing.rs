//! The list of a cluster's connectors.

use serde_json::Value;

use crate::connector::{Cluster, Connector};
use crate::redact::Redactor;
use crate::status::{ConnectorStatus, text};

/// A connector as a listing describes it.
///
/// Source: [`GET …/connectors?expand=info,status,id`](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1ConnectorsWithExpansions).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedConnector {
    /// Its address.
    pub connector: Connector,
    /// The service's own id, `lcc-…`.
    pub id: Option<String>,
    /// `sink` or `source`.
    pub connector_type: Option<String>,
    /// How the connector and its tasks are; absent if the listing does not say.
    pub status: Option<ConnectorStatus>,
}

impl ListedConnector {
    pub(crate) fn masked(self, redactor: &Redactor) -> Self {
        Self { status: self.status.map(|status| status.masked(redactor)), ..self }
    }

    /// The connector's state, or an empty string if the listing does not say.
    pub(crate) fn state(&self) -> &str {
        self.status.as_ref().map_or("", |status| &status.state)
    }
}

/// Reads an array of names; `None` if it is none.
pub(crate) fn read_names(document: &Value) -> Option<Vec<String>> {
    document.as_array()?.iter().map(|name| name.as_str().map(str::to_owned)).collect()
}

/// Reads an object keyed by name, in the order of names; `None` if it is none.
pub(crate) fn read_expanded(document: &Value, cluster: &Cluster) -> Option<Vec<ListedConnector>> {
    let entries = document.as_object()?.iter();
    // A name that cannot be addressed cannot be acted on either.
    Some(entries.filter_map(|(name, entry)| Some(read_entry(entry, cluster.connector(name).ok()?))).collect())
}

fn read_entry(entry: &Value, connector: Connector) -> ListedConnector {
    let status = entry.get("status").and_then(|status| ConnectorStatus::read(status, connector.connector_name()));
    let said_type = entry.get("info").and_then(|info| text(info, "type"));
    ListedConnector {
        id: entry.get("id").and_then(|id| text(id, "id")),
        connector_type: said_type.or_else(|| status.as_ref()?.connector_type.clone()),
        status,
        connector,
    }
}
