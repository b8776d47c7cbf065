//! The sandbox's control interface. Spoken over a socket, so that no HTTP client, and nothing that the environment tells
//! one, stands between the runner and what it checks.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Failure;
use crate::format::{Await, FOLDER};

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
        let control = control_url.trim_start_matches("http://").to_owned();
        let made = request(&control, "POST", "/worlds", &json!({ "servers": servers })).await?;
        let Made { id, servers } = serde_json::from_value(made)?;
        Ok(Self { control, id, servers })
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
        let mut text = text.replace("${cases}", FOLDER);
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
        request(&self.control, "POST", &path, &serde_json::to_value(awaited)?).await.map(drop)
    }

    /// Every server's journal.
    pub(crate) async fn journal(&self) -> Result<Value, Failure> {
        request(&self.control, "GET", &format!("/worlds/{}", self.id), &Value::Null).await
    }

    pub(crate) async fn delete(&self) -> Result<(), Failure> {
        request(&self.control, "DELETE", &format!("/worlds/{}", self.id), &Value::Null).await.map(drop)
    }
}

async fn request(control: &str, method: &str, path: &str, body: &Value) -> Result<Value, Failure> {
    let body = body.to_string();
    let length = body.len();
    let head =
        format!("{method} {path} HTTP/1.1\r\nhost: {control}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
    let mut socket = TcpStream::connect(control).await?;
    socket.write_all((head + &body).as_bytes()).await?;
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("the sandbox's answer is cut short")?;
    if !head.starts_with("HTTP/1.1 2") {
        return Err(format!("the sandbox refused {method} {path}: {body}").into());
    }
    Ok(if body.is_empty() { Value::Null } else { serde_json::from_str(body)? })
}
