//! A connector by its id, which the service's calls do not take: looked up in the listing of its cluster.

use std::collections::HashMap;

use tokio::sync::Mutex;

use crate::call::engine::{CallRules, Engine};
use crate::call::reading::Fetched;
use crate::error::{ErrorKind, Result};
use crate::model::address::{Cluster, Connector};
use crate::model::operation::Expand;

/// The connectors of each listed cluster by their ids. A call or a job lists each cluster once.
#[derive(Default)]
pub(crate) struct IdLookup(Mutex<HashMap<Cluster, HashMap<String, Connector>>>);

/// The result of a call, with the name of its connector.
pub(crate) struct Named<T> {
    pub(crate) result: Result<T>,
    pub(crate) connector: Connector,
    /// Number of requests that were needed to find the name.
    pub(crate) attempts: u32,
}

impl Engine {
    /// Makes a call for a connector, and on a 404 once more under the name that belongs to its id. The name comes first, because
    /// the service takes names, and a name may look like an id.
    pub(crate) async fn by_name_or_id<T, C>(
        &self,
        connector: &Connector,
        rules: &CallRules,
        ids: &IdLookup,
        call: impl Fn(Connector) -> C,
    ) -> Named<T>
    where
        C: Future<Output = Result<T>>,
    {
        let not_found = match call(connector.clone()).await {
            Err(error) if error.kind() == ErrorKind::NotFound && connector.may_be_id() => error,
            result => return Named { result, connector: connector.clone(), attempts: 0 },
        };
        let earlier = not_found.attempts().unwrap_or_default();
        match self.name_of_id(connector, rules, ids).await {
            Ok((Some(named), requests)) => {
                let attempts = earlier + requests;
                let result = call(named.clone()).await.map_err(|error| error.after(attempts));
                Named { result, connector: named, attempts }
            }
            // The call's own 404 says more than the listing.
            Ok((None, requests)) => {
                Named { result: Err(not_found.after(requests)), connector: connector.clone(), attempts: 0 }
            }
            Err(error) => Named { result: Err(error.after(earlier)), connector: connector.clone(), attempts: 0 },
        }
    }

    /// The connector's name, if the listing of its cluster has its id, and the number of requests for the listing.
    async fn name_of_id(
        &self,
        connector: &Connector,
        rules: &CallRules,
        ids: &IdLookup,
    ) -> Result<(Option<Connector>, u32)> {
        let mut requests = 0;
        let cluster = connector.cluster();
        // The first caller lists; the others wait here for its listing.
        let mut listed = ids.0.lock().await;
        if !listed.contains_key(cluster) {
            let rules = CallRules { policy: self.settings.retry, ..*rules };
            match self.list_expanded(cluster, &rules, Expand::All).await {
                Ok(Fetched { result, attempts }) => {
                    requests = attempts;
                    let by_id = result.into_iter().filter_map(|one| Some((one.id?, one.connector)));
                    listed.insert(cluster.clone(), by_id.collect());
                }
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    return Ok((None, error.attempts().unwrap_or_default()));
                }
                Err(error) => return Err(error),
            }
        }
        let found = listed.get(cluster).and_then(|by_id| by_id.get(connector.connector_name()));
        Ok((found.cloned(), requests))
    }
}
