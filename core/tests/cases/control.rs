//! The sandbox's control interface: one world a case.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::bed;
use crate::format::folder;
use crate::step::Await;
use crate::support::{Failure, ask};

/// A set of servers of the sandbox's, for one case.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct World {
    control: String,
    id: String,
    servers: BTreeMap<String, Map<String, Value>>,
}

impl World {
    pub(crate) async fn make(control_url: &str, servers: &Map<String, Value>) -> Result<Self, Failure> {
        #[derive(Deserialize)]
        struct Made {
            id: String,
            servers: BTreeMap<String, Map<String, Value>>,
        }
        let made = ask(control_url, "POST", "/worlds", &json!({ "servers": servers })).await?;
        let Made { id, servers } = serde_json::from_value(made)?;
        Ok(Self { control: control_url.to_owned(), id, servers })
    }

    /// Puts `${server.url}` and the like into every string outside `servers`, which the sandbox fills itself.
    pub(crate) fn fill(&self, case: &Value) -> Value {
        let mut case = case.clone();
        for (_, value) in case.as_object_mut().into_iter().flatten().filter(|(key, _)| *key != "servers") {
            self.fill_in(value);
        }
        case
    }

    pub(crate) fn fill_text(&self, text: &str) -> String {
        let mut text = bed::fill(text.replace("${cases}", &folder().to_string_lossy()));
        for (server, place) in &self.servers {
            for (name, value) in place {
                let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                text = text.replace(&format!("${{{server}.{name}}}"), &shown);
            }
        }
        text
    }

    fn fill_in(&self, value: &mut Value) {
        match value {
            Value::String(text) if text.contains("${") => *text = self.fill_text(text),
            Value::Array(values) => values.iter_mut().for_each(|value| self.fill_in(value)),
            Value::Object(object) => object.values_mut().for_each(|value| self.fill_in(value)),
            _ => {}
        }
    }

    pub(crate) async fn wait(&self, awaited: &Await) -> Result<(), Failure> {
        let path = format!("/worlds/{}/await", self.id);
        ask(&self.control, "POST", &path, &serde_json::to_value(awaited)?).await.map(drop)
    }

    /// Every server's journal.
    pub(crate) async fn journal(&self) -> Result<Value, Failure> {
        ask(&self.control, "GET", &format!("/worlds/{}", self.id), &Value::Null).await
    }

    pub(crate) async fn delete(&self) -> Result<(), Failure> {
        ask(&self.control, "DELETE", &format!("/worlds/{}", self.id), &Value::Null).await.map(drop)
    }
}
