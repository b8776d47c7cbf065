//! The documents that the service answers with, read tolerantly: names, statuses and listings.

use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::config::redact::Redactor;
use crate::http::body::LONGEST_STATUS;
use crate::http::json::{self, Elements, Lenient, Text};
use crate::model::address::{Cluster, Connector};
use crate::model::listing::ListedConnector;
use crate::model::status::{ConnectorStatus, State, TaskStatus};
use crate::text::cut;

/// The longest short text, such as a state or a worker's name, in bytes.
const SHORT: usize = 1024;

/// The longest text for people, such as a trace, in bytes.
const LONG: usize = 64 * 1024;

/// The most tasks of one connector, and the most problems.
const MOST_TASKS: usize = 10_000;
const MOST_PROBLEMS: usize = 100;

/// The longest part that tells of problems, in bytes.
const LONGEST_EXTRA: usize = 1024 * 1024;

/// The most connectors of a cluster.
const MOST_CONNECTORS: usize = 500_000;

#[derive(Deserialize)]
struct StatusDocument {
    #[serde(default)]
    name: Text,
    #[serde(default, rename = "type")]
    connector_type: Text,
    #[serde(default)]
    connector: Lenient<Own>,
    #[serde(default)]
    tasks: Elements<Task, MOST_TASKS>,
    #[serde(default)]
    error_summary: Extra,
    #[serde(default)]
    override_message: Extra,
    #[serde(default)]
    validation_errors: Extra,
    #[serde(default)]
    errors_from_trace: Extra,
    #[serde(default)]
    error_details: Extra,
}

/// A part of unknown shape that tells of problems. In memory it takes many times its length.
#[derive(Default)]
struct Extra(Option<Value>);

impl<'de> Deserialize<'de> for Extra {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        Ok(Self(Some(raw).filter(|raw| raw.len() <= LONGEST_EXTRA).and_then(|raw| serde_json::from_str(raw).ok())))
    }
}

/// The part of a status that is about the connector itself.
#[derive(Deserialize)]
struct Own {
    #[serde(default)]
    state: Text,
    #[serde(default)]
    worker_id: Text,
    #[serde(default)]
    trace: Text,
}

#[derive(Deserialize, Default)]
struct Task {
    #[serde(default)]
    id: Lenient<u64>,
    #[serde(default)]
    state: Text,
    #[serde(default)]
    worker_id: Text,
    #[serde(default)]
    msg: Text,
    #[serde(default)]
    trace: Text,
}

/// An entry of a listing.
#[derive(Deserialize, Default)]
struct Entry {
    #[serde(default)]
    id: Part,
    #[serde(default)]
    status: Part,
    #[serde(default)]
    info: Part,
}

/// A part of an entry, which may be there without a value.
#[derive(Default)]
struct Part {
    is_there: bool,
    value: Option<Box<RawValue>>,
}

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { is_there: true, value: Option::deserialize(deserializer)? })
    }
}

#[derive(Deserialize)]
struct EntryId {
    #[serde(default)]
    id: Text,
}

/// Reads an array of names; `None` if the document is something else.
pub(crate) fn names(document: &str) -> Option<Vec<String>> {
    json::read_with(document, |document| json::strings(document, MOST_CONNECTORS))
}

/// Reads an object keyed by name, in the order of names; `None` if the document is something else.
pub(crate) fn listing(document: &str, cluster: &Cluster, redactor: &Redactor) -> Option<Vec<ListedConnector>> {
    let read = |document: &str| {
        let (mut listed, mut described) = (Vec::new(), false);
        json::each_entry(document, MOST_CONNECTORS, |name, entry| {
            let entry = Entry::read(entry.get()).unwrap_or_default();
            described |= entry.describes();
            // A name that cannot be addressed cannot be acted on either.
            listed.extend(cluster.connector(name).ok().map(|connector| entry.listed(connector, redactor)));
        })?;
        Ok((listed, described))
    };
    let (mut listed, described): (Vec<ListedConnector>, bool) = json::read_with(document, read)?;
    if !listed.is_empty() && !described {
        // An error document, which is an object, too.
        return None;
    }
    // Sorting takes half as much memory again.
    if !listed.is_sorted_by_key(|one| one.connector.connector_name()) {
        listed.sort_by(|a, b| a.connector.connector_name().cmp(b.connector.connector_name()));
    }
    // Of two entries with the same name the last one counts, as in most readers of JSON.
    listed.dedup_by(|later, earlier| {
        let same = later.connector == earlier.connector;
        if same {
            std::mem::swap(later, earlier);
        }
        same
    });
    Some(listed)
}

impl Entry {
    fn read(entry: &str) -> Option<Self> {
        // An array would be read as the fields in their order.
        entry.starts_with('{').then(|| serde_json::from_str(entry).ok()).flatten()
    }

    /// Whether it has a part of a connector's description, unlike a field of an error document.
    fn describes(&self) -> bool {
        self.status.is_there || self.id.is_there || self.info.is_there
    }

    fn listed(self, connector: Connector, redactor: &Redactor) -> ListedConnector {
        let id = self.id.value.and_then(|raw| serde_json::from_str::<EntryId>(raw.get()).ok()?.id.0);
        let document = self.status.value.filter(|document| document.get().len() <= LONGEST_STATUS);
        let status = document.and_then(|document| status(document.get(), connector.connector_name(), redactor));
        ListedConnector {
            id: id.map(|id| masked(&id, SHORT, redactor)),
            connector_type: status.as_ref().and_then(|status| status.connector_type.clone()),
            status,
            connector,
        }
    }
}

/// Reads a status document; `None` if it has no state for the connector. Every text is masked and bounded; decisions depend on the
/// states as the service sent them.
pub(crate) fn status(document: &str, name: &str, redactor: &Redactor) -> Option<ConnectorStatus> {
    let read: StatusDocument = json::read(document)?;
    let own = read.connector.0?;
    let sent = own.state.0?;
    let masked = |text: Text, most| text.0.map(|text| masked(&text, most, redactor));
    let task = |(number, task): (u64, Task)| TaskStatus {
        id: task.id.0.unwrap_or(number),
        kind: State::of(task.state.0.as_deref().unwrap_or_default()),
        state: masked(task.state, SHORT).unwrap_or_default(),
        worker_id: masked(task.worker_id, SHORT),
        message: masked(task.msg, LONG),
        trace: masked(task.trace, LONG),
    };
    let extras =
        [read.error_summary, read.override_message, read.validation_errors, read.errors_from_trace, read.error_details];
    let problems = extras.iter().filter_map(|extra| extra.0.as_ref()).flat_map(problems).take(MOST_PROBLEMS);
    Some(ConnectorStatus {
        // The connector's own name is an address, which stays as it is everywhere.
        name: masked(Text(read.name.0.filter(|sent| sent != name)), SHORT).unwrap_or_else(|| name.to_owned()),
        connector_type: masked(read.connector_type, SHORT),
        state: self::masked(&sent, SHORT, redactor),
        kind: State::of(&sent),
        worker_id: masked(own.worker_id, SHORT),
        trace: masked(own.trace, LONG),
        tasks: (0..).zip(read.tasks.0).map(task).collect(),
        problems: problems.map(|problem| self::masked(&problem, LONG, redactor)).collect(),
        raw: redactor.mask(document),
    })
}

fn masked(text: &str, most: usize, redactor: &Redactor) -> String {
    // Masked first: a secret that is cut is harder to find.
    let masked = redactor.mask(text);
    if masked.len() > most { cut(&masked, most).to_owned() } else { masked }
}

/// The texts in a value of unknown shape, one an entry.
fn problems(value: &Value) -> Vec<String> {
    let text = |name: &str| value.get(name)?.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned);
    match value {
        Value::Null | Value::Bool(_) => Vec::new(),
        Value::String(said) if said.trim().is_empty() => Vec::new(),
        Value::String(said) => vec![said.clone()],
        Value::Array(entries) => entries.iter().flat_map(problems).collect(),
        Value::Object(fields) if fields.is_empty() => Vec::new(),
        other => vec![text("error").or_else(|| text("message")).unwrap_or_else(|| other.to_string())],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::secret::Secret;

    fn read(document: &Value, name: &str) -> Option<ConnectorStatus> {
        status(&document.to_string(), name, &Redactor::default())
    }

    #[test]
    fn unknown_fields_and_states_are_tolerated() {
        let document = json!({
            "name": "n", "type": "sink", "connector": {"state": "DANCING", "worker_id": "w"}, "new_field": [1],
            "tasks": [{"id": 3, "state": "RUNNING", "worker_id": "w"}, {"state": "X", "msg": "m", "trace": "t"}, 7],
        });
        let status = read(&document, "other").unwrap();
        assert_eq!((status.name.as_str(), status.state.as_str()), ("n", "DANCING"));
        let tasks: Vec<_> = status.tasks.iter().map(|task| (task.id, task.state.as_str())).collect();
        assert_eq!(tasks, [(3, "RUNNING"), (1, "X"), (2, "")]);
        assert_eq!(status.tasks_running(), 1);
        assert!(status.raw.contains("new_field"));
    }

    #[test]
    fn a_name_with_a_secret_in_it_stays_an_address() {
        let redactor = Redactor::new([Secret::from("kafka")]);
        let names = |document: Value| {
            let listed = listing(&document.to_string(), &Cluster::kafka_connect("h:1"), &redactor).unwrap();
            listed.into_iter().map(|listed| (listed.connector.connector_name().to_owned(), listed.status.unwrap().name))
        };
        let document = json!({
            "kafka-sink": {"status": {"name": "kafka-sink", "connector": {"state": "RUNNING"}}},
            "kafka-source": {"status": {"connector": {"state": "RUNNING"}}},
            "other": {"status": {"name": "kafka", "connector": {"state": "RUNNING"}}},
        });
        let expected = [("kafka-sink", "kafka-sink"), ("kafka-source", "kafka-source"), ("other", "[redacted]")];
        assert!(names(document).eq(expected.map(|(one, other)| (one.to_owned(), other.to_owned()))));
    }

    #[test]
    fn without_a_state_it_is_no_status() {
        for document in [json!(null), json!([]), json!({}), json!({"connector": {}}), json!({"connector": "RUNNING"})] {
            assert_eq!(read(&document, "n"), None, "{document}");
        }
    }

    #[test]
    fn problems_come_in_any_shape() {
        let document = json!({
            "connector": {"state": "FAILED"}, "error_summary": "bad key", "override_message": "", "validation_errors": null,
            "errors_from_trace": ["one", {"error": "two"}, {"what": 3}], "error_details": {"message": "four"},
        });
        let status = read(&document, "n").unwrap();
        assert_eq!(status.problems, ["bad key", "one", "two", r#"{"what":3}"#, "four"]);
    }
}
