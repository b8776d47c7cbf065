//! Listings with statuses, also of workers that do not give them: names first, then the statuses side by side.

use futures_util::StreamExt;
use futures_util::stream;

use crate::call::engine::{CallRules, Engine};
use crate::call::reading::{Fetched, Listing};
use crate::error::{Error, ErrorKind, Result, TimeLimit};
use crate::model::address::{Cluster, Connector, Place};
use crate::model::listing::ListedConnector;
use crate::model::operation::Expand;
use crate::model::status::ConnectorStatus;

/// How many statuses are asked for at a time.
const SIDE_BY_SIDE: usize = 16;

impl Engine {
    /// Lists with statuses. Kafka before 2.3 ignores that they are wanted, and some workers answer 500 as long as one connector's
    /// plugin is missing.
    pub(crate) async fn list_expanded(
        &self,
        cluster: &Cluster,
        rules: &CallRules,
        expand: Expand,
    ) -> Result<Fetched<Vec<ListedConnector>>> {
        match self.list_at_once(cluster, rules, expand).await {
            Ok(Fetched { result: Listing::Whole(result), attempts }) => Ok(Fetched { result, attempts }),
            Ok(Fetched { result: Listing::Names(names), attempts }) => {
                self.with_statuses(cluster, names, rules, attempts).await
            }
            Err(error) if is_failed_expansion(cluster, &error) => {
                let earlier = error.attempts().unwrap_or_default();
                match self.names(cluster, rules).await {
                    Ok(Fetched { result, attempts }) => {
                        self.with_statuses(cluster, result, rules, earlier + attempts).await
                    }
                    // It is not about the statuses, then.
                    Err(_) => Err(error),
                }
            }
            Err(error) => Err(error),
        }
    }

    async fn with_statuses(
        &self,
        cluster: &Cluster,
        names: Vec<String>,
        rules: &CallRules,
        mut attempts: u32,
    ) -> Result<Fetched<Vec<ListedConnector>>> {
        let rules = CallRules { shares_rate_limit: true, ..*rules };
        // A name that cannot be addressed cannot be acted on either.
        let connectors: Vec<_> = names.into_iter().filter_map(|name| cluster.connector(name).ok()).collect();
        let status = async |connector: Connector| (self.fetch_status(connector.clone(), &rules).await, connector);
        let mut statuses = stream::iter(connectors.into_iter().map(status)).buffer_unordered(SIDE_BY_SIDE);
        let (mut listed, mut first_error) = (Vec::new(), None);
        while let Some((status, connector)) = statuses.next().await {
            attempts += match &status {
                Ok(fetched) => fetched.attempts,
                Err(error) => error.attempts().unwrap_or_default(),
            };
            match status {
                Ok(fetched) => listed.push(entry(connector, Some(fetched.result))),
                Err(error) if is_about_all(&error) => return Err(error.after(attempts)),
                Err(error) => {
                    listed.push(entry(connector, None));
                    first_error = first_error.or(Some(error).filter(|error| error.kind() != ErrorKind::NotFound));
                }
            }
        }
        if let Some(error) = first_error.filter(|_| listed.iter().all(|one| one.status.is_none())) {
            return Err(error);
        }
        listed.sort_by(|a, b| a.connector.connector_name().cmp(b.connector.connector_name()));
        Ok(Fetched { result: listed, attempts })
    }
}

/// Whether the worker failed to put the statuses together, which does not mean that it has no names and no statuses.
pub(crate) fn is_failed_expansion(cluster: &Cluster, error: &Error) -> bool {
    matches!(cluster.place(), Place::KafkaConnect { .. }) && error.status() == Some(500)
}

/// Whether the statuses that are still to come would fail, too.
fn is_about_all(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Unauthorized | ErrorKind::Forbidden | ErrorKind::RateLimited)
        || error.limit() == Some(TimeLimit::Deadline)
}

fn entry(connector: Connector, status: Option<ConnectorStatus>) -> ListedConnector {
    let connector_type = status.as_ref().and_then(|status| status.connector_type.clone());
    ListedConnector { connector, id: None, connector_type, status }
}
