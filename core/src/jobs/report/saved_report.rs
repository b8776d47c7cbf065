//! A report as it is saved, and its results.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::saved::{Named, SavedConnector, SavedRateLimit, SavedStatus, Seconds};
use super::saved_error::SavedError;
use super::{ConnectorResult, LeftOut, LeftOutReason, Report, ReportCounts};
use crate::model::accepted::{Accepted, Restarting};
use crate::model::address::{Cluster, Connector, Place};
use crate::model::operation::ManyOperation;
use crate::model::rate_limit::RateLimit;
use crate::model::status::ConnectorStatus;
use crate::text::quoted;

/// The version of the format. A change that older readers would misread raises it.
pub(super) const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(expecting = "a saved report")]
pub(super) struct SavedReport {
    version: u32,
    operation: Named<ManyOperation>,
    /// Of self-managed Kafka Connect: where the workers were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    workers: Option<String>,
    #[serde(default)]
    dry_run: bool,
    #[serde(default)]
    wait: bool,
    #[serde(default)]
    elapsed: Seconds,
    #[serde(default)]
    listed: Option<usize>,
    #[serde(default)]
    matched: Option<usize>,
    #[serde(default)]
    name_glob: Option<String>,
    #[serde(default)]
    states: Vec<String>,
    #[serde(default)]
    unseen_states: Vec<String>,
    /// For other readers: counted again from the results.
    #[serde(default, skip_deserializing)]
    counts: SavedCounts,
    #[serde(deserialize_with = "results")]
    results: Vec<SavedResult>,
    #[serde(default)]
    left_out: Vec<SavedLeftOut>,
}

#[derive(Serialize, Default)]
struct SavedCounts {
    total: usize,
    accepted: usize,
    reached: usize,
    failed: usize,
    done: usize,
}

#[derive(Serialize, Deserialize)]
#[serde(expecting = "a connector's result")]
struct SavedResult {
    connector: SavedConnector,
    #[serde(default)]
    sent: bool,
    #[serde(default)]
    accepted: Option<SavedAccepted>,
    #[serde(default)]
    changed: Option<bool>,
    #[serde(default)]
    status: Option<SavedStatus>,
    #[serde(default)]
    reached: bool,
    #[serde(default)]
    error: Option<SavedError>,
}

#[derive(Serialize, Deserialize)]
#[serde(expecting = "a connector that was left out")]
struct SavedLeftOut {
    connector: SavedConnector,
    #[serde(default)]
    state: Option<String>,
    reason: Named<LeftOutReason>,
}

#[derive(Serialize, Deserialize)]
#[serde(expecting = "an accepted request")]
struct SavedAccepted {
    connector: SavedConnector,
    #[serde(default)]
    request_id: Option<String>,
    attempts: u32,
    #[serde(default)]
    elapsed: Seconds,
    #[serde(default)]
    rate_limit: Option<SavedRateLimit>,
    #[serde(default)]
    restarting: Option<SavedRestarting>,
}

#[derive(Serialize, Deserialize)]
#[serde(expecting = "the parts that restart")]
struct SavedRestarting {
    connector: bool,
    tasks: Vec<u64>,
}

/// Reads the results. One that does not agree with itself would leave its connector as it is, without a word.
fn results<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<SavedResult>, D::Error> {
    let results = Vec::<SavedResult>::deserialize(deserializer)?;
    for result in &results {
        let wrong = match (result.changed, &result.accepted) {
            (Some(true), None) => "is changed, and not accepted",
            (None, Some(_)) => "is accepted, and does not say whether it is changed",
            _ => continue,
        };
        let name = quoted(result.connector.0.connector_name());
        return Err(D::Error::custom(format_args!("the result of {name} {wrong}")));
    }
    Ok(results)
}

impl From<&Report> for SavedReport {
    fn from(report: &Report) -> Self {
        let ReportCounts { total, accepted, reached, failed, done } = report.counts;
        let of_results = report.results.iter().map(|result| &result.connector);
        let workers = of_results.chain(report.left_out.iter().map(|left| &left.connector)).find_map(workers);
        Self {
            version: VERSION,
            operation: Named(report.operation),
            workers,
            dry_run: report.dry_run,
            wait: report.wait,
            elapsed: Seconds(report.elapsed),
            listed: report.listed,
            matched: report.matched,
            name_glob: report.name_glob.clone(),
            states: report.states.clone(),
            unseen_states: report.unseen_states.clone(),
            counts: SavedCounts { total, accepted, reached, failed, done },
            results: report.results.iter().map(SavedResult::from).collect(),
            left_out: report.left_out.iter().map(SavedLeftOut::from).collect(),
        }
    }
}

/// Where the workers of a connector are.
fn workers(connector: &Connector) -> Option<String> {
    match connector.cluster().place() {
        Place::KafkaConnect { authority } => Some(authority.to_string()),
        Place::ConfluentCloud { .. } => None,
    }
}

impl From<SavedReport> for Report {
    fn from(saved: SavedReport) -> Self {
        let workers = Cluster::kafka_connect(saved.workers.as_deref().unwrap_or_default());
        let results: Vec<_> = saved.results.into_iter().map(|result| result.restored(&workers)).collect();
        let mut counts = ReportCounts::default();
        for of in results.iter().map(|result| ReportCounts::of(result, saved.wait)) {
            counts.total += 1;
            counts.accepted += of.accepted;
            counts.reached += of.reached;
            counts.failed += of.failed;
            counts.done += of.done;
        }
        let left_out = saved.left_out.into_iter().map(|left| LeftOut {
            connector: left.connector.restored(&workers),
            state: left.state,
            reason: left.reason.0,
        });
        Self {
            operation: saved.operation.0,
            counts,
            listed: saved.listed,
            matched: saved.matched,
            name_glob: saved.name_glob,
            states: saved.states,
            unseen_states: saved.unseen_states,
            left_out: left_out.collect(),
            elapsed: saved.elapsed.0,
            dry_run: saved.dry_run,
            wait: saved.wait,
            results,
        }
    }
}

impl From<&ConnectorResult> for SavedResult {
    fn from(result: &ConnectorResult) -> Self {
        Self {
            connector: SavedConnector(result.connector.clone()),
            sent: result.sent,
            accepted: result.accepted.as_ref().map(SavedAccepted::from),
            changed: Some(result.changed),
            status: result.status.as_ref().map(SavedStatus::from),
            reached: result.reached,
            error: result.error.as_ref().map(SavedError::from),
        }
    }
}

impl SavedResult {
    fn restored(self, workers: &Cluster) -> ConnectorResult {
        let connector = self.connector.restored(workers);
        ConnectorResult {
            sent: self.sent,
            accepted: self.accepted.map(|accepted| accepted.restored(workers)),
            changed: self.changed.unwrap_or_default(),
            status: self.status.map(ConnectorStatus::from),
            reached: self.reached,
            error: self.error.map(|error| error.restored(&connector, workers)),
            connector,
        }
    }
}

impl From<&LeftOut> for SavedLeftOut {
    fn from(left: &LeftOut) -> Self {
        let connector = SavedConnector(left.connector.clone());
        Self { connector, state: left.state.clone(), reason: Named(left.reason) }
    }
}

impl From<&Accepted> for SavedAccepted {
    fn from(accepted: &Accepted) -> Self {
        let restarting = accepted.restarting.clone();
        Self {
            connector: SavedConnector(accepted.connector.clone()),
            request_id: accepted.request_id.clone(),
            attempts: accepted.attempts,
            elapsed: Seconds(accepted.elapsed),
            rate_limit: accepted.rate_limit.map(SavedRateLimit::from),
            restarting: restarting.map(|Restarting { connector, tasks }| SavedRestarting { connector, tasks }),
        }
    }
}

impl SavedAccepted {
    fn restored(self, workers: &Cluster) -> Accepted {
        Accepted {
            connector: self.connector.restored(workers),
            request_id: self.request_id,
            attempts: self.attempts,
            elapsed: self.elapsed.0,
            rate_limit: self.rate_limit.map(RateLimit::from),
            restarting: self.restarting.map(|SavedRestarting { connector, tasks }| Restarting { connector, tasks }),
        }
    }
}
