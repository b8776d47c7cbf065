//! The calls that read: each from its operation to the document that was asked for.

use crate::call::engine::{Answered, CallRules, Engine};
use crate::call::from_failure::invalid_response;
use crate::config::options::CallOptions;
use crate::error::Result;
use crate::http::documents;
use crate::http::json::as_text;
use crate::model::address::{Cluster, Connector, Place};
use crate::model::listing::ListedConnector;
use crate::model::operation::{Expand, Operation};
use crate::model::status::ConnectorStatus;

/// A result that was read, and the number of requests that it took.
pub(crate) struct Fetched<T> {
    pub(crate) result: T,
    pub(crate) attempts: u32,
}

/// The answer to a request for a listing with statuses.
pub(crate) enum Listing {
    Whole(Vec<ListedConnector>),
    /// Kafka before 2.3 lists names, whatever it is asked for.
    Names(Vec<String>),
}

impl Engine {
    /// The status of a connector that is called by its name.
    pub(crate) async fn status_once(&self, connector: Connector, rules: &CallRules) -> Result<ConnectorStatus> {
        Ok(self.fetch_status(connector, rules).await?.result)
    }

    pub(crate) async fn fetch_status(
        &self,
        connector: Connector,
        rules: &CallRules,
    ) -> Result<Fetched<ConnectorStatus>> {
        let redactor = &self.settings.redactor;
        let status = |document: &str| documents::status(document, connector.connector_name(), redactor);
        self.read(Operation::Status(&connector), rules, "a connector's status", status).await
    }

    pub(crate) async fn list(&self, cluster: &Cluster, options: &CallOptions) -> Result<Vec<String>> {
        Ok(self.names(cluster, &self.rules(options)?).await?.result)
    }

    pub(crate) async fn names(&self, cluster: &Cluster, rules: &CallRules) -> Result<Fetched<Vec<String>>> {
        self.read(Operation::List(cluster, None), rules, "a list of names", documents::names).await
    }

    /// Lists with statuses, by one request; but see [`Listing`].
    pub(crate) async fn list_at_once(
        &self,
        cluster: &Cluster,
        rules: &CallRules,
        expand: Expand,
    ) -> Result<Fetched<Listing>> {
        let names = |document: &str| documents::names(document).filter(|_| is_kafka_connect(cluster));
        let listing = |document: &str| {
            let whole = documents::listing(document, cluster, &self.settings.redactor).map(Listing::Whole);
            whole.or_else(|| names(document).map(Listing::Names))
        };
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

fn is_kafka_connect(cluster: &Cluster) -> bool {
    matches!(cluster.place(), Place::KafkaConnect { .. })
}
