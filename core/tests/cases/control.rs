//! The sandbox's control interface: one world a case.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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
    /// The folder of the case's files.
    files: Option<PathBuf>,
}

impl World {
    pub(crate) async fn make(
        control_url: &str,
        servers: &Map<String, Value>,
        files: &BTreeMap<String, String>,
    ) -> Result<Self, Failure> {
        #[derive(Deserialize)]
        struct Made {
            id: String,
            servers: BTreeMap<String, Map<String, Value>>,
        }
        let made = ask(control_url, "POST", "/worlds", &json!({ "servers": servers })).await?;
        let Made { id, servers } = serde_json::from_value(made)?;
        let folder =
            (!files.is_empty()).then(|| std::env::temp_dir().join(format!("unpause-case-{}-{id}", std::process::id())));
        let world = Self { control: control_url.to_owned(), id, servers, files: folder };
        if let Some(folder) = &world.files {
            std::fs::create_dir_all(folder)?;
        }
        files.iter().try_for_each(|(name, content)| world.write(name, content))?;
        Ok(world)
    }

    /// Writes a file as a whole, as an orchestrator replaces one.
    pub(crate) fn write(&self, name: &str, content: &str) -> Result<(), Failure> {
        let folder = self.files.as_ref().ok_or("the case has no files")?;
        let (new, path) = (folder.join(format!("{name}.new")), folder.join(name));
        std::fs::write(&new, content)?;
        Ok(std::fs::rename(new, path)?)
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
        let files = self.files.as_deref().unwrap_or(Path::new("")).to_string_lossy();
        let text = text.replace("${cases}", &folder().to_string_lossy()).replace("${files}", &files);
        let mut text = bed::fill(text);
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
        if let Some(folder) = &self.files {
            std::fs::remove_dir_all(folder)?;
        }
        ask(&self.control, "DELETE", &format!("/worlds/{}", self.id), &Value::Null).await.map(drop)
    }
}
