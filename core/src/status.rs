//! What the service says about a connector: a typed view of what everybody needs, and the document itself.

use serde_json::Value;

use crate::redact::Redactor;

/// The state in which a connector and its tasks do their work.
pub(crate) const RUNNING: &str = "RUNNING";

/// Where the service says what is wrong, in any shape; any of them may be missing.
const EXTRAS: [&str; 5] =
    ["error_summary", "override_message", "validation_errors", "errors_from_trace", "error_details"];

/// How a connector is, at one moment.
///
/// States are an open set. Seen of a connector: `NONE`, `PROVISIONING`, `RUNNING`, `DEGRADED`, `FAILED`, `PAUSED`,
/// `RESTARTING`, `DELETED`; of a task: `RUNNING`, `STOPPED`, `UNASSIGNED`, `RESTARTING`, `FAILED`, `SYSTEM_ERROR`,
/// `USER_ACTIONABLE_ERROR`. Of self-managed Kafka Connect also a connector that is `STOPPED`, which has no tasks, and tasks that are
/// `PAUSED`.
///
/// Source: [`GET …/connectors/{connector_name}/status`](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/readConnectv1ConnectorStatus).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectorStatus {
    /// The connector's name, as the service writes it.
    pub name: String,
    /// `sink` or `source`.
    pub connector_type: Option<String>,
    /// The connector's state, such as `RUNNING`. It says little about the tasks.
    pub state: String,
    /// Who runs the connector.
    pub worker_id: Option<String>,
    /// The connector's own stack trace.
    pub trace: Option<String>,
    /// The tasks, in the service's order; there may be none.
    pub tasks: Vec<TaskStatus>,
    /// What the service says is wrong, in its own words: `error_summary`, `override_message`, `validation_errors`,
    /// `errors_from_trace` and `error_details`, one text each or one an entry.
    pub problems: Vec<String>,
    /// The whole document, JSON, with the fields that this view leaves out.
    pub raw: String,
}

/// How one task of a connector is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskStatus {
    /// The task's number, from 0.
    pub id: u64,
    /// The task's state, such as `RUNNING`.
    pub state: String,
    /// Who runs the task.
    pub worker_id: Option<String>,
    /// What the service says about the task.
    pub message: Option<String>,
    /// The task's stack trace.
    pub trace: Option<String>,
}

impl ConnectorStatus {
    /// How many tasks say `RUNNING`.
    #[must_use]
    pub fn tasks_running(&self) -> usize {
        self.tasks.iter().filter(|task| task.state == RUNNING).count()
    }

    /// Reads a status document; `None` if it does not say in which state the connector is.
    pub(crate) fn read(document: &Value, name: &str) -> Option<Self> {
        let connector = document.get("connector")?;
        let tasks = document.get("tasks").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        Some(Self {
            name: text(document, "name").unwrap_or_else(|| name.to_owned()),
            connector_type: text(document, "type"),
            state: text(connector, "state")?,
            worker_id: text(connector, "worker_id"),
            trace: text(connector, "trace"),
            tasks: (0..).zip(tasks).map(|(number, task)| TaskStatus::read(task, number)).collect(),
            problems: EXTRAS.iter().filter_map(|extra| document.get(extra)).flat_map(words).collect(),
            raw: document.to_string(),
        })
    }
}

impl ConnectorStatus {
    /// Without secrets that the service echoes. Names and states stay as they are: calls are made of them.
    pub(crate) fn masked(self, redactor: &Redactor) -> Self {
        let mask = |text: Option<String>| text.map(|text| redactor.mask(text));
        Self {
            trace: mask(self.trace),
            tasks: self
                .tasks
                .into_iter()
                .map(|task| TaskStatus { message: mask(task.message), trace: mask(task.trace), ..task })
                .collect(),
            problems: self.problems.into_iter().map(|problem| redactor.mask(problem)).collect(),
            raw: redactor.mask(self.raw),
            ..self
        }
    }
}

impl TaskStatus {
    fn read(task: &Value, number: u64) -> Self {
        Self {
            id: task.get("id").and_then(Value::as_u64).unwrap_or(number),
            state: text(task, "state").unwrap_or_default(),
            worker_id: text(task, "worker_id"),
            message: text(task, "msg"),
            trace: text(task, "trace"),
        }
    }
}

/// A text that is there and not blank.
pub(crate) fn text(of: &Value, name: &str) -> Option<String> {
    of.get(name)?.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

/// What a value of unknown shape says, an entry each.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::Null | Value::Bool(_) => Vec::new(),
        Value::String(said) if said.trim().is_empty() => Vec::new(),
        Value::String(said) => vec![said.clone()],
        Value::Array(entries) => entries.iter().flat_map(words).collect(),
        Value::Object(fields) if fields.is_empty() => Vec::new(),
        other => vec![text(other, "error").or_else(|| text(other, "message")).unwrap_or_else(|| other.to_string())],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_status_is_read_as_far_as_it_goes() {
        let document = json!({
            "name": "n", "type": "sink", "connector": {"state": "DANCING", "worker_id": "w"}, "new_field": [1],
            "tasks": [{"id": 3, "state": "RUNNING", "worker_id": "w"}, {"state": "X", "msg": "m", "trace": "t"}, 7],
        });
        let status = ConnectorStatus::read(&document, "other").unwrap();
        assert_eq!((status.name.as_str(), status.state.as_str()), ("n", "DANCING"));
        let tasks: Vec<_> = status.tasks.iter().map(|task| (task.id, task.state.as_str())).collect();
        assert_eq!(tasks, [(3, "RUNNING"), (1, "X"), (2, "")]);
        assert_eq!(status.tasks_running(), 1);
        assert!(status.raw.contains("new_field"));
    }

    #[test]
    fn without_a_state_it_is_no_status() {
        for document in [json!(null), json!([]), json!({}), json!({"connector": {}}), json!({"connector": "RUNNING"})] {
            assert_eq!(ConnectorStatus::read(&document, "n"), None, "{document}");
        }
    }

    #[test]
    fn problems_come_in_any_shape() {
        let document = json!({
            "connector": {"state": "FAILED"}, "error_summary": "bad key", "override_message": "", "validation_errors": null,
            "errors_from_trace": ["one", {"error": "two"}, {"what": 3}], "error_details": {"message": "four"},
        });
        let status = ConnectorStatus::read(&document, "n").unwrap();
        assert_eq!(status.problems, ["bad key", "one", "two", r#"{"what":3}"#, "four"]);
    }
}
