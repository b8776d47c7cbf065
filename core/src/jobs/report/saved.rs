//! The parts of a saved report: names, times, addresses and statuses.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::LeftOutReason;
use crate::config::numbers;
use crate::error::{CredentialsStage, Error, ErrorKind, Result, Situation, TimeLimit, TransportReason};
use crate::model::address::{Cluster, Connector, Place};
use crate::model::desired::DesiredState;
use crate::model::operation::ManyOperation;
use crate::model::rate_limit::RateLimit;
use crate::model::status::{ConnectorStatus, State, TaskStatus};
use crate::text::quoted;

/// A connector's address. Self-managed Kafka Connect has no ids.
#[derive(Serialize, Deserialize, Clone)]
#[serde(try_from = "Parts", into = "Parts")]
pub(super) struct SavedConnector(pub(super) Connector);

#[derive(Serialize, Deserialize)]
#[serde(expecting = "a connector")]
struct Parts {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    environment_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kafka_cluster_id: Option<String>,
    connector_name: String,
}

#[derive(Serialize, Deserialize, Clone, Copy)]
#[serde(expecting = "a rate limit")]
pub(super) struct SavedRateLimit {
    #[serde(default)]
    limit: Option<u64>,
    #[serde(default)]
    remaining: Option<u64>,
    #[serde(default)]
    reset: Option<Seconds>,
}

#[derive(Serialize, Deserialize)]
#[serde(expecting = "a status")]
pub(super) struct SavedStatus {
    name: String,
    #[serde(default)]
    connector_type: Option<String>,
    state: String,
    #[serde(default)]
    worker_id: Option<String>,
    #[serde(default)]
    trace: Option<String>,
    #[serde(default)]
    tasks: Vec<SavedTask>,
    #[serde(default)]
    problems: Vec<String>,
    #[serde(default)]
    raw: String,
}

#[derive(Serialize, Deserialize)]
#[serde(expecting = "a task")]
struct SavedTask {
    id: u64,
    #[serde(default)]
    state: String,
    #[serde(default)]
    worker_id: Option<String>,
    #[serde(default)]
    message: Option<String>,
    #[serde(default)]
    trace: Option<String>,
}

/// A duration in seconds.
#[derive(Clone, Copy, Default)]
pub(super) struct Seconds(pub(super) Duration);

impl Serialize for Seconds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0.as_secs_f64())
    }
}

impl<'de> Deserialize<'de> for Seconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let seconds = f64::deserialize(deserializer)?;
        let duration = numbers::duration("text", seconds, 1.0);
        duration.map(Self).map_err(|_| serde::de::Error::custom(format_args!("{seconds} is no time in seconds")))
    }
}

/// One of a closed list, by its name.
#[derive(Clone, Copy)]
pub(super) struct Named<T>(pub(super) T);

pub(super) trait ByName: Copy {
    fn name(self) -> &'static str;
    fn named(name: &str) -> Option<Self>;
}

macro_rules! by_name {
    ($($type:ty: $named:expr;)*) => {$(
        impl ByName for $type {
            fn name(self) -> &'static str {
                self.name()
            }

            fn named(name: &str) -> Option<Self> {
                $named(name)
            }
        }
    )*};
}

by_name! {
    ManyOperation: ManyOperation::named;
    DesiredState: DesiredState::named;
    LeftOutReason: |name: &str| LeftOutReason::ALL.into_iter().find(|one| one.name() == name);
    ErrorKind: |name: &str| ErrorKind::ALL.into_iter().find(|one| one.name() == name);
    Situation: |name: &str| Situation::ALL.into_iter().find(|one| one.name() == name);
    TimeLimit: |name: &str| TimeLimit::ALL.into_iter().find(|one| one.name() == name);
    CredentialsStage: |name: &str| CredentialsStage::ALL.into_iter().find(|one| one.name() == name);
    TransportReason: |name: &str| TransportReason::ALL.into_iter().find(|one| one.name() == name);
}

impl<T: ByName> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.name())
    }
}

impl<'de, T: ByName> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let unknown = || serde::de::Error::custom(format_args!("{} is not known here", quoted(&name)));
        T::named(&name).map(Self).ok_or_else(unknown)
    }
}

impl TryFrom<Parts> for SavedConnector {
    type Error = Error;

    fn try_from(parts: Parts) -> Result<Self> {
        let cluster = match (parts.environment_id, parts.kafka_cluster_id) {
            (None, None) => Cluster::kafka_connect(""),
            (environment_id, kafka_cluster_id) => {
                Cluster::new(environment_id.unwrap_or_default(), kafka_cluster_id.unwrap_or_default())?
            }
        };
        cluster.connector(parts.connector_name).map(Self)
    }
}

impl From<SavedConnector> for Parts {
    fn from(SavedConnector(connector): SavedConnector) -> Self {
        Self {
            environment_id: connector.environment_id().map(str::to_owned),
            kafka_cluster_id: connector.kafka_cluster_id().map(str::to_owned),
            connector_name: connector.connector_name().to_owned(),
        }
    }
}

impl SavedConnector {
    /// With the address of its workers, if it has any.
    pub(super) fn restored(self, workers: &Cluster) -> Connector {
        match self.0.cluster().place() {
            Place::ConfluentCloud { .. } => self.0,
            // The name has been checked.
            Place::KafkaConnect { .. } => workers.connector(self.0.connector_name()).unwrap_or(self.0),
        }
    }
}

impl From<RateLimit> for SavedRateLimit {
    fn from(RateLimit { limit, remaining, reset }: RateLimit) -> Self {
        Self { limit, remaining, reset: reset.map(Seconds) }
    }
}

impl From<SavedRateLimit> for RateLimit {
    fn from(SavedRateLimit { limit, remaining, reset }: SavedRateLimit) -> Self {
        Self { limit, remaining, reset: reset.map(|reset| reset.0) }
    }
}

impl From<&ConnectorStatus> for SavedStatus {
    fn from(status: &ConnectorStatus) -> Self {
        Self {
            name: status.name.clone(),
            connector_type: status.connector_type.clone(),
            state: status.state.clone(),
            worker_id: status.worker_id.clone(),
            trace: status.trace.clone(),
            tasks: status.tasks.iter().map(SavedTask::from).collect(),
            problems: status.problems.clone(),
            raw: status.raw.clone(),
        }
    }
}

impl From<SavedStatus> for ConnectorStatus {
    fn from(saved: SavedStatus) -> Self {
        Self {
            kind: State::of(&saved.state),
            name: saved.name,
            connector_type: saved.connector_type,
            state: saved.state,
            worker_id: saved.worker_id,
            trace: saved.trace,
            tasks: saved.tasks.into_iter().map(TaskStatus::from).collect(),
            problems: saved.problems,
            raw: saved.raw,
        }
    }
}

impl From<&TaskStatus> for SavedTask {
    fn from(task: &TaskStatus) -> Self {
        Self {
            id: task.id,
            state: task.state.clone(),
            worker_id: task.worker_id.clone(),
            message: task.message.clone(),
            trace: task.trace.clone(),
        }
    }
}

impl From<SavedTask> for TaskStatus {
    fn from(saved: SavedTask) -> Self {
        Self {
            kind: State::of(&saved.state),
            id: saved.id,
            state: saved.state,
            worker_id: saved.worker_id,
            message: saved.message,
            trace: saved.trace,
        }
    }
}
