//! The calls of the API, each from its subject to its result.

use std::time::Duration;

use serde_json::Value;

use crate::call::engine::{Answered, CallRules, Engine};
use crate::call::from_failure::invalid_response;
use crate::call::id_lookup::{IdLookup, Named};
use crate::config::options::CallOptions;
use crate::error::Result;
use crate::http::documents;
use crate::http::error_body::without_mark;
use crate::model::accepted::Accepted;
use crate::model::address::{Cluster, Connector};
use crate::model::listing::ListedConnector;
use crate::model::operation::{Change, Expand, Operation};
use crate::model::status::ConnectorStatus;

/// A result that was read, and the number of requests that it took.
pub(crate) struct Fetched<T> {
    pub(crate) result: T,
    pub(crate) attempts: u32,
}

impl Engine {
    /// A change of a connector. The answer has no body.
    pub(crate) async fn change(
        &self,
        change: Change,
        connector: &Connector,
        options: &CallOptions,
    ) -> Result<Accepted> {
        self.change_within(change, connector, &self.rules(options)?, &IdLookup::default()).await
    }

    /// A change in a job, which looks up its ids together; a 404 must last for `missing_grace` before it is believed.
    pub(crate) async fn change_in_job(
        &self,
        change: Change,
        connector: &Connector,
        options: &CallOptions,
        missing_grace: Duration,
        ids: &IdLookup,
    ) -> Result<Accepted> {
        let rules = CallRules { missing_grace, ..self.rules(options)? };
        self.change_within(change, connector, &rules, ids).await
    }

    async fn change_within(
        &self,
        change: Change,
        connector: &Connector,
        rules: &CallRules,
        ids: &IdLookup,
    ) -> Result<Accepted> {
        let send = |connector| self.change_once(change, connector, rules);
        let Named { result, attempts, .. } = self.by_name_or_id(connector, rules, ids, send).await;
        result.map(|accepted| Accepted { attempts: attempts + accepted.attempts, ..accepted })
    }

    async fn change_once(&self, change: Change, connector: Connector, rules: &CallRules) -> Result<Accepted> {
        let Answered { answer, attempts, elapsed } = self.send(Operation::Change(change, &connector), rules).await?;
        let head = answer.head;
        Ok(Accepted { connector, request_id: head.request_id, attempts, elapsed, rate_limit: head.rate_limit })
    }

    pub(crate) async fn status(&self, connector: &Connector, options: &CallOptions) -> Result<ConnectorStatus> {
        let rules = self.rules(options)?;
        let read = |connector| self.status_once(connector, &rules);
        self.by_name_or_id(connector, &rules, &IdLookup::default(), read).await.result
    }

    /// The status of a connector that is called by its name.
    pub(crate) async fn status_once(&self, connector: Connector, rules: &CallRules) -> Result<ConnectorStatus> {
        let status = |document: &Value| documents::status(document, connector.connector_name());
        let fetched = self.read(Operation::Status(&connector), rules, "a connector's status", status).await?;
        Ok(documents::masked(fetched.result, &self.settings.redactor))
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
        let listing = |document: &Value| documents::listing(document, cluster);
        let operation = Operation::List(cluster, Some(expand));
        let mut fetched = self.read(operation, rules, "an object of connectors", listing).await?;
        for listed in &mut fetched.result {
            listed.status = listed.status.take().map(|status| documents::masked(status, &self.settings.redactor));
        }
        Ok(fetched)
    }

    /// Reads a document; `wanted` names it in words.
    async fn read<T>(
        &self,
        operation: Operation<'_>,
        rules: &CallRules,
        wanted: &'static str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Result<Fetched<T>> {
        let Answered { answer, attempts, elapsed } = self.send(operation, rules).await?;
        let result = serde_json::from_slice(without_mark(&answer.body)).ok().and_then(|document| read(&document));
        result
            .map(|result| Fetched { result, attempts })
            .ok_or_else(|| invalid_response(&answer, operation, wanted, &self.settings).took(attempts, elapsed))
    }
}
