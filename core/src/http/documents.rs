//! The documents that the service answers with, read tolerantly: names, statuses and listings.

use serde_json::Value;

use crate::config::redact::Redactor;
use crate::model::address::{Cluster, Connector};
use crate::model::listing::ListedConnector;
use crate::model::status::{ConnectorStatus, TaskStatus};

/// The fields that name problems, in any shape; any of them may be missing.
const PROBLEM_FIELDS: [&str; 5] =
    ["error_summary", "override_message", "validation_errors", "errors_from_trace", "error_details"];

/// Reads an array of names; `None` if the document is something else.
pub(crate) fn names(document: &Value) -> Option<Vec<String>> {
    document.as_array()?.iter().map(|name| name.as_str().map(str::to_owned)).collect()
}

/// Reads an object keyed by name, in the order of names; `None` if the document is something else.
pub(crate) fn listing(document: &Value, cluster: &Cluster) -> Option<Vec<ListedConnector>> {
    let entries = document.as_object()?.iter();
    // A name that cannot be addressed cannot be acted on either.
    Some(entries.filter_map(|(name, entry)| Some(listed(entry, cluster.connector(name).ok()?))).collect())
}

fn listed(entry: &Value, connector: Connector) -> ListedConnector {
    let status = entry.get("status").and_then(|document| status(document, connector.connector_name()));
    let own_type = entry.get("info").and_then(|info| text(info, "type"));
    ListedConnector {
        id: entry.get("id").and_then(|id| text(id, "id")),
        connector_type: own_type.or_else(|| status.as_ref()?.connector_type.clone()),
        status,
        connector,
    }
}

/// Reads a status document; `None` if it has no state for the connector.
pub(crate) fn status(document: &Value, name: &str) -> Option<ConnectorStatus> {
    let connector = document.get("connector")?;
    let tasks = document.get("tasks").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    Some(ConnectorStatus {
        name: text(document, "name").unwrap_or_else(|| name.to_owned()),
        connector_type: text(document, "type"),
        state: text(connector, "state")?,
        worker_id: text(connector, "worker_id"),
        trace: text(connector, "trace"),
        tasks: (0..).zip(tasks).map(|(number, document)| task(document, number)).collect(),
        problems: PROBLEM_FIELDS.iter().filter_map(|field| document.get(field)).flat_map(problems).collect(),
        raw: document.to_string(),
    })
}

fn task(document: &Value, number: u64) -> TaskStatus {
    TaskStatus {
        id: document.get("id").and_then(Value::as_u64).unwrap_or(number),
        state: text(document, "state").unwrap_or_default(),
        worker_id: text(document, "worker_id"),
        message: text(document, "msg"),
        trace: text(document, "trace"),
    }
}

/// The same status without secrets that the service echoes. Names and states stay as they are: decisions depend on them.
pub(crate) fn masked(status: ConnectorStatus, redactor: &Redactor) -> ConnectorStatus {
    let mask = |text: Option<String>| text.map(|text| redactor.mask(text));
    let mask_task = |task: TaskStatus| TaskStatus { message: mask(task.message), trace: mask(task.trace), ..task };
    ConnectorStatus {
        trace: mask(status.trace),
        tasks: status.tasks.into_iter().map(mask_task).collect(),
        problems: status.problems.into_iter().map(|problem| redactor.mask(problem)).collect(),
        raw: redactor.mask(status.raw),
        ..status
    }
}

/// A text that is there and not blank.
fn text(of: &Value, name: &str) -> Option<String> {
    of.get(name)?.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

/// The texts in a value of unknown shape, one an entry.
fn problems(value: &Value) -> Vec<String> {
    match value {
        Value::Null | Value::Bool(_) => Vec::new(),
        Value::String(said) if said.trim().is_empty() => Vec::new(),
        Value::String(said) => vec![said.clone()],
        Value::Array(entries) => entries.iter().flat_map(problems).collect(),
        Value::Object(fields) if fields.is_empty() => Vec::new(),
        other => vec![text(other, "error").or_else(|| text(other, "message")).unwrap_or_else(|| other.to_string())],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn unknown_fields_and_states_are_tolerated() {
        let document = json!({
            "name": "n", "type": "sink", "connector": {"state": "DANCING", "worker_id": "w"}, "new_field": [1],
            "tasks": [{"id": 3, "state": "RUNNING", "worker_id": "w"}, {"state": "X", "msg": "m", "trace": "t"}, 7],
        });
        let status = status(&document, "other").unwrap();
        assert_eq!((status.name.as_str(), status.state.as_str()), ("n", "DANCING"));
        let tasks: Vec<_> = status.tasks.iter().map(|task| (task.id, task.state.as_str())).collect();
        assert_eq!(tasks, [(3, "RUNNING"), (1, "X"), (2, "")]);
        assert_eq!(status.tasks_running(), 1);
        assert!(status.raw.contains("new_field"));
    }

    #[test]
    fn without_a_state_it_is_no_status() {
        for document in [json!(null), json!([]), json!({}), json!({"connector": {}}), json!({"connector": "RUNNING"})] {
            assert_eq!(status(&document, "n"), None, "{document}");
        }
    }

    #[test]
    fn problems_come_in_any_shape() {
        let document = json!({
            "connector": {"state": "FAILED"}, "error_summary": "bad key", "override_message": "", "validation_errors": null,
            "errors_from_trace": ["one", {"error": "two"}, {"what": 3}], "error_details": {"message": "four"},
        });
        let status = status(&document, "n").unwrap();
        assert_eq!(status.problems, ["bad key", "one", "two", r#"{"what":3}"#, "four"]);
    }
}
