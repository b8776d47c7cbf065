//! The core's records as plain JavaScript objects: durations are in milliseconds, absent fields are left out.

use std::time::Duration;

use napi_derive::napi;
use unpause::{
    Accepted, Connector, ConnectorStatus, ListedConnector, RateLimit, Restarting, TaskStatus, WaitProgress, WaitResult,
};

/// The address of a connector. Of self-managed Kafka Connect the ids are empty.
#[napi(object, object_from_js = false)]
pub struct NativeConnector {
    pub environment_id: String,
    pub kafka_cluster_id: String,
    pub connector_name: String,
}

/// The service's answer when it took the request.
#[napi(object, object_from_js = false)]
pub struct NativeAccepted {
    pub connector: NativeConnector,
    pub request_id: Option<String>,
    pub attempts: u32,
    pub elapsed_ms: f64,
    pub rate_limit: Option<NativeRateLimit>,
    pub restarting: Option<NativeRestarting>,
}

/// The parts of a connector that a restart restarts.
#[napi(object, object_from_js = false)]
pub struct NativeRestarting {
    pub connector: bool,
    pub tasks: Vec<f64>,
}

/// The rate limit, as an answer's headers describe it.
#[napi(object, object_from_js = false)]
pub struct NativeRateLimit {
    pub limit: Option<f64>,
    pub remaining: Option<f64>,
    pub reset_ms: Option<f64>,
}

/// The status of a connector.
#[napi(object, object_from_js = false)]
pub struct NativeStatus {
    pub name: String,
    pub connector_type: Option<String>,
    pub state: String,
    pub worker_id: Option<String>,
    pub trace: Option<String>,
    pub tasks: Vec<NativeTask>,
    pub tasks_running: f64,
    pub problems: Vec<String>,
    pub raw: String,
}

/// The status of one task.
#[napi(object, object_from_js = false)]
pub struct NativeTask {
    pub id: f64,
    pub state: String,
    pub worker_id: Option<String>,
    pub message: Option<String>,
    pub trace: Option<String>,
}

/// A connector in a listing.
#[napi(object, object_from_js = false)]
pub struct NativeListed {
    pub connector: NativeConnector,
    pub id: Option<String>,
    pub connector_type: Option<String>,
    pub status: Option<NativeStatus>,
}

/// A connector in the state that was waited for.
#[napi(object, object_from_js = false)]
pub struct NativeWaitResult {
    pub connector: NativeConnector,
    pub state: String,
    pub status: NativeStatus,
    pub accepted: Option<NativeAccepted>,
    pub looks: u32,
    pub elapsed_ms: f64,
}

/// One poll of a wait.
#[napi(object, object_from_js = false)]
pub struct NativeWaitProgress {
    pub connector: NativeConnector,
    pub look: u32,
    pub elapsed_ms: f64,
    pub status: Option<NativeStatus>,
    pub error: Option<String>,
    pub next_look_ms: Option<f64>,
    pub summary: String,
}

impl From<&Connector> for NativeConnector {
    fn from(connector: &Connector) -> Self {
        Self {
            environment_id: connector.environment_id().unwrap_or_default().to_owned(),
            kafka_cluster_id: connector.kafka_cluster_id().unwrap_or_default().to_owned(),
            connector_name: connector.connector_name().to_owned(),
        }
    }
}

impl From<Accepted> for NativeAccepted {
    fn from(accepted: Accepted) -> Self {
        Self {
            connector: (&accepted.connector).into(),
            request_id: accepted.request_id,
            attempts: accepted.attempts,
            elapsed_ms: as_milliseconds(accepted.elapsed),
            rate_limit: accepted.rate_limit.map(NativeRateLimit::from),
            restarting: accepted.restarting.map(NativeRestarting::from),
        }
    }
}

impl From<Restarting> for NativeRestarting {
    fn from(Restarting { connector, tasks, .. }: Restarting) -> Self {
        Self { connector, tasks: tasks.into_iter().map(as_number).collect() }
    }
}

impl From<RateLimit> for NativeRateLimit {
    fn from(rate_limit: RateLimit) -> Self {
        Self {
            limit: rate_limit.limit.map(as_number),
            remaining: rate_limit.remaining.map(as_number),
            reset_ms: rate_limit.reset.map(as_milliseconds),
        }
    }
}

impl From<ConnectorStatus> for NativeStatus {
    fn from(status: ConnectorStatus) -> Self {
        Self {
            tasks_running: count(status.tasks_running()),
            name: status.name,
            connector_type: status.connector_type,
            state: status.state,
            worker_id: status.worker_id,
            trace: status.trace,
            tasks: status.tasks.into_iter().map(NativeTask::from).collect(),
            problems: status.problems,
            raw: status.raw,
        }
    }
}

impl From<TaskStatus> for NativeTask {
    fn from(task: TaskStatus) -> Self {
        let TaskStatus { id, state, worker_id, message, trace, .. } = task;
        Self { id: as_number(id), state, worker_id, message, trace }
    }
}

impl From<ListedConnector> for NativeListed {
    fn from(listed: ListedConnector) -> Self {
        Self {
            connector: (&listed.connector).into(),
            id: listed.id,
            connector_type: listed.connector_type,
            status: listed.status.map(NativeStatus::from),
        }
    }
}

impl From<WaitResult> for NativeWaitResult {
    fn from(result: WaitResult) -> Self {
        Self {
            connector: (&result.connector).into(),
            state: result.state.name().to_owned(),
            status: result.status.into(),
            accepted: result.accepted.map(NativeAccepted::from),
            looks: result.looks,
            elapsed_ms: as_milliseconds(result.elapsed),
        }
    }
}

impl From<WaitProgress> for NativeWaitProgress {
    fn from(progress: WaitProgress) -> Self {
        Self {
            summary: progress.to_string(),
            connector: (&progress.connector).into(),
            look: progress.look,
            elapsed_ms: as_milliseconds(progress.elapsed),
            status: progress.status.map(NativeStatus::from),
            error: progress.error,
            next_look_ms: progress.next_look.map(as_milliseconds),
        }
    }
}

/// By one division, because two roundings show: 1323.4928049999999.
#[expect(clippy::cast_precision_loss, reason = "nanoseconds are exact for 104 days")]
pub(crate) fn as_milliseconds(duration: Duration) -> f64 {
    duration.as_nanos() as f64 / 1_000_000.0
}

/// As JavaScript counts: exact up to 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53, and JavaScript has no other number")]
pub(crate) fn as_number(count: u64) -> f64 {
    count as f64
}

pub(crate) fn count(of: usize) -> f64 {
    as_number(of as u64)
}
