//! The calls that read: each from its operation to the document that was asked for.

use crate::call::engine::{Answered, CallRules, Engine};
use crate::call::from_failure::invalid_response;
use crate::config::options::CallOptions;
use crate::error::Result;
use crate::http::documents;
use crate::http::json::as_text;
use crate::model::address::{Cluster, Connector};
use crate::model::listing::ListedConnector;
use crate::model::operation::{Expand, Operation};
use crate::model::status::ConnectorStatus;

/// A result that was read, and the number of requests that it took.
pub(crate) struct Fetched<T> {
    pub(crate) result: T,
    pub(crate) attempts: u32,
}

impl Engine {
    /// The status of a connector that is called by its name.
    pub(crate) async fn status_once(&self, connector: Connector, rules: &CallRules) -> Result<ConnectorStatus> {
        let redactor = &self.settings.redactor;
        let status = |document: &str| documents::status(document, connector.connector_name(), redactor);
        Ok(self.read(Operation::Status(&connector), rules, "a connector's status", status).await?.result)
    }

    pub(crate) async fn list(&self, cluster: &Cluster, options: &CallOptions) -> Result<Vec<String>> {
        let operation = Operation::List(cluster, None);
        Ok(self.read(operation, &self.rules(options)?, "a list of names", documents::names).await?.result)
    }

    pub(crate) async fn list_expanded(
        &self,
        cluster: &Cluster,
        rules: &CallRules,
        expand: Expand,
    ) -> Result<Fetched<Vec<ListedConnector>>> {
        let listing = |document: &str| documents::listing(document, cluster, &self.settings.redactor);
        self.read(Operation::List(cluster, Some(expand)), rules, "an object of connectors", listing).await
    }

    /// Reads a document; `wanted` names it in words.
    async fn read<T>(
        &self,
        operation: Operation<'_>,
        rules: &CallRules,
        wanted: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Fetched<T>> {
        let Answered { answer, visits, attempts, elapsed } = self.send(operation, rules).await?;
        read(&as_text(&answer.body)).map(|result| Fetched { result, attempts }).ok_or_else(|| {
            invalid_response(&answer, operation, wanted, &self.settings, &visits).took(attempts, elapsed)
        })
    }
}
