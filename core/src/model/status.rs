//! A connector's status: a typed view of the fields that everybody needs, and the document itself.

use crate::model::accepted::Restarting;

/// A state that decisions depend on. The set of states is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Running,
    Paused,
    Stopped,
    Provisioning,
    Restarting,
    Failed,
    Other,
}

impl State {
    /// The state with that name. A task has some names of its own for a failure that lasts.
    pub(crate) fn of(name: &str) -> Self {
        match name {
            "RUNNING" => Self::Running,
            "PAUSED" => Self::Paused,
            "STOPPED" => Self::Stopped,
            "PROVISIONING" => Self::Provisioning,
            "RESTARTING" => Self::Restarting,
            "FAILED" | "SYSTEM_ERROR" | "USER_ACTIONABLE_ERROR" => Self::Failed,
            _ => Self::Other,
        }
    }
}

/// The status of a connector at one moment.
///
/// States are an open set. Seen of a connector: `NONE`, `PROVISIONING`, `RUNNING`, `DEGRADED`, `FAILED`, `PAUSED`,
/// `RESTARTING`, `DELETED`; of a task: `RUNNING`, `STOPPED`, `UNASSIGNED`, `RESTARTING`, `FAILED`, `SYSTEM_ERROR`,
/// `USER_ACTIONABLE_ERROR`. Of self-managed Kafka Connect also a connector that is `STOPPED`, which has no tasks, and tasks that are
/// `PAUSED`.
///
/// Source: [`GET …/connectors/{connector_name}/status`](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/readConnectv1ConnectorStatus).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConnectorStatus {
    /// The connector's name, as the service writes it.
    pub name: String,
    /// `sink` or `source`.
    pub connector_type: Option<String>,
    /// The connector's state, such as `RUNNING`. It says little about the tasks.
    pub state: String,
    /// The state as the service sent it; `state` is masked, like every text from outside.
    pub(crate) kind: State,
    /// The worker that runs the connector.
    pub worker_id: Option<String>,
    /// The connector's own stack trace.
    pub trace: Option<String>,
    /// The tasks, in the service's order; there may be none.
    pub tasks: Vec<TaskStatus>,
    /// The problems that the service names, in its own words: `error_summary`, `override_message`, `validation_errors`,
    /// `errors_from_trace` and `error_details`, one text each or one an entry.
    pub problems: Vec<String>,
    /// The whole document, JSON, with the fields that this view leaves out.
    pub raw: String,
}

/// The status of one task of a connector.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaskStatus {
    /// The task's number, from 0.
    pub id: u64,
    /// The task's state, such as `RUNNING`.
    pub state: String,
    pub(crate) kind: State,
    /// The worker that runs the task.
    pub worker_id: Option<String>,
    /// The service's message about the task.
    pub message: Option<String>,
    /// The task's stack trace.
    pub trace: Option<String>,
}

impl ConnectorStatus {
    /// Number of tasks that say `RUNNING`.
    #[must_use]
    pub fn tasks_running(&self) -> usize {
        self.tasks.iter().filter(|task| task.kind == State::Running).count()
    }

    pub(crate) fn is_running(&self, min_tasks: usize) -> bool {
        self.kind == State::Running && self.tasks.len() >= min_tasks && self.tasks_running() == self.tasks.len()
    }

    /// A pause leaves failed tasks failed. Confluent Cloud says STOPPED of a paused task.
    pub(crate) fn is_paused(&self) -> bool {
        let is_idle = |task: &TaskStatus| matches!(task.kind, State::Paused | State::Stopped | State::Failed);
        self.kind == State::Paused && self.tasks.iter().all(is_idle)
    }

    /// A worker says STOPPED a moment before the tasks are gone.
    pub(crate) fn is_stopped(&self) -> bool {
        self.kind == State::Stopped && self.tasks.iter().all(|task| task.kind == State::Stopped)
    }

    /// What a restart is for. A connector that is paused or stopped is none of it: a restart leaves it so.
    pub(crate) fn needs_restart(&self) -> bool {
        let is_idle = matches!(self.kind, State::Paused | State::Stopped);
        self.kind == State::Failed || !is_idle && self.tasks.iter().any(TaskStatus::has_failed)
    }

    /// The parts that are being restarted now.
    pub(crate) fn restarting(&self) -> Restarting {
        let tasks = self.tasks.iter().filter(|task| task.kind == State::Restarting).map(|task| task.id);
        let mut restarting = Restarting { connector: self.kind == State::Restarting, tasks: tasks.collect() };
        restarting.tasks.sort_unstable();
        restarting
    }

    /// Kafka Connect says RUNNING of a connector whose tasks have failed.
    pub(crate) fn has_failed(&self) -> bool {
        self.kind == State::Failed || self.kind == State::Running && self.tasks.iter().any(TaskStatus::has_failed)
    }
}

impl TaskStatus {
    pub(crate) fn has_failed(&self) -> bool {
        self.kind == State::Failed
    }
}
