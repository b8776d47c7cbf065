//! Statuses and listings as plain data.

use unpause::{ConnectorStatus, ListedConnector, TaskStatus};

use crate::connector::NativeConnector;

#[derive(Debug, Clone, uniffi::Record)]
pub(crate) struct NativeStatus {
    pub(crate) name: String,
    pub(crate) connector_type: Option<String>,
    pub(crate) state: String,
    pub(crate) worker_id: Option<String>,
    pub(crate) trace: Option<String>,
    pub(crate) tasks: Vec<NativeTask>,
    pub(crate) tasks_running: u64,
    pub(crate) problems: Vec<String>,
    pub(crate) raw: String,
}

#[derive(Debug, Clone, uniffi::Record)]
pub(crate) struct NativeTask {
    pub(crate) id: u64,
    pub(crate) state: String,
    pub(crate) worker_id: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) trace: Option<String>,
}

#[derive(uniffi::Record)]
pub(crate) struct NativeListedConnector {
    pub(crate) connector: NativeConnector,
    pub(crate) id: Option<String>,
    pub(crate) connector_type: Option<String>,
    pub(crate) status: Option<NativeStatus>,
}

impl From<&ConnectorStatus> for NativeStatus {
    fn from(status: &ConnectorStatus) -> Self {
        Self {
            name: status.name.clone(),
            connector_type: status.connector_type.clone(),
            state: status.state.clone(),
            worker_id: status.worker_id.clone(),
            trace: status.trace.clone(),
            tasks: status.tasks.iter().map(NativeTask::from).collect(),
            tasks_running: status.tasks_running() as u64,
            problems: status.problems.clone(),
            raw: status.raw.clone(),
        }
    }
}

impl From<&TaskStatus> for NativeTask {
    fn from(task: &TaskStatus) -> Self {
        Self {
            id: task.id,
            state: task.state.clone(),
            worker_id: task.worker_id.clone(),
            text: task.message.clone(),
            trace: task.trace.clone(),
        }
    }
}

impl From<&ListedConnector> for NativeListedConnector {
    fn from(listed: &ListedConnector) -> Self {
        Self {
            connector: (&listed.connector).into(),
            id: listed.id.clone(),
            connector_type: listed.connector_type.clone(),
            status: listed.status.as_ref().map(NativeStatus::from),
        }
    }
}
