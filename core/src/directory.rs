//! A connector by its id, which the service's calls do not take: looked up in the listing of its cluster.

use std::collections::HashMap;

use tokio::sync::Mutex;

use crate::call::{Expand, Fetched};
use crate::client::Inner;
use crate::connector::{Cluster, Connector};
use crate::error::{Error, ErrorKind, Result};
use crate::retry::Limits;

/// What has been listed, each cluster once for all ids of one call or job.
#[derive(Default)]
pub(crate) struct Directory(Mutex<HashMap<Cluster, HashMap<String, Connector>>>);

/// A connector by its name, and how many requests it took to know it.
pub(crate) struct Named {
    pub(crate) connector: Connector,
    pub(crate) attempts: u32,
}

impl Inner {
    /// The connector whose id was given in place of a name. Only asked for when there is none of that name, because the service
    /// takes names, and a name may look like an id.
    pub(crate) async fn by_id(
        &self,
        connector: &Connector,
        failed: Option<&Error>,
        limits: &Limits<'_>,
        directory: &Directory,
    ) -> Option<Result<Named>> {
        let failed = failed.filter(|error| connector.may_be_id() && error.kind() == ErrorKind::NotFound)?;
        let mut attempts = failed.attempts().unwrap_or_default();
        let cluster = connector.cluster();
        // Whoever lists keeps the others waiting, so that they need not.
        let mut listed = directory.0.lock().await;
        if !listed.contains_key(cluster) {
            match self.list_within(cluster, limits, Expand::All).await {
                Ok(Fetched { result, attempts: requests }) => {
                    attempts += requests;
                    let by_id = result.into_iter().filter_map(|one| Some((one.id?, one.connector)));
                    listed.insert(cluster.clone(), by_id.collect());
                }
                // The call's own 404 says more: it names the connector, too.
                Err(error) if error.kind() == ErrorKind::NotFound => return None,
                Err(error) => return Some(Err(error)),
            }
        }
        let connector = listed.get(cluster)?.get(connector.connector_name())?.clone();
        Some(Ok(Named { connector, attempts }))
    }
}
