//! A case as its file writes it. What this does not know is refused, never skipped.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::pattern::Pattern;
use crate::support::Failure;

/// The folder of the case files.
pub(crate) const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/cases");

/// All cases of all files, by their names: as their file has them, placeholders and all.
pub(crate) struct Cases(pub(crate) BTreeMap<String, Written>);

/// A case, and whether it is for this platform.
pub(crate) struct Written {
    pub(crate) value: Value,
    pub(crate) runs_here: bool,
}

impl Cases {
    /// Reads every file, and refuses a mistake in any of them before one case has run.
    pub(crate) fn read() -> Result<Self, Failure> {
        let mut cases = BTreeMap::new();
        for entry in std::fs::read_dir(FOLDER)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "json") {
                read_file(&path, &mut cases).map_err(|mistake| format!("{}: {mistake}", path.display()))?;
            }
        }
        Ok(Self(cases))
    }
}

fn read_file(path: &Path, cases: &mut BTreeMap<String, Written>) -> Result<(), Failure> {
    let written: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    for value in written {
        let case = Case::parse(&value)?;
        let written = Written { value, runs_here: case.runs_here() };
        if cases.insert(case.name.clone(), written).is_some() {
            return Err(format!("{} is there twice", case.name).into());
        }
    }
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    #[serde(rename = "why")]
    _why: String,
    #[serde(default)]
    only_on: Vec<Platform>,
    #[serde(default)]
    pub(crate) environment: BTreeMap<String, Option<String>>,
    #[serde(default)]
    pub(crate) servers: Map<String, Value>,
    #[serde(default)]
    client: Map<String, Value>,
    #[serde(default)]
    pub(crate) from_env: bool,
    pub(crate) steps: Vec<Step>,
    #[serde(default)]
    pub(crate) requests: BTreeMap<String, Vec<Pattern>>,
    #[serde(default)]
    pub(crate) pauses: BTreeMap<String, Vec<Pattern>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Platform {
    Linux,
    Macos,
    Windows,
}

/// `client`, completed.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Options {
    pub(crate) api_key: Option<String>,
    pub(crate) api_secret: Option<String>,
    pub(crate) token: Option<String>,
    pub(crate) base_url: Option<String>,
    pub(crate) timeout: Option<f64>,
    pub(crate) connect_timeout: Option<f64>,
    pub(crate) deadline: Option<f64>,
    pub(crate) retry: Option<Retry>,
    pub(crate) ca_bundle: Option<String>,
    pub(crate) proxy: Option<String>,
    pub(crate) user_agent: Option<String>,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) allow_insecure: bool,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Retry {
    pub(crate) max_attempts: Option<i64>,
    pub(crate) base: Option<f64>,
    pub(crate) cap: Option<f64>,
}

#[derive(Deserialize)]
#[serde(try_from = "WrittenStep")]
pub(crate) enum Step {
    Call { arguments: CallArguments, options: Limits, together: usize, expected: Expected },
    Await(Await),
}

pub(crate) enum Expected {
    Accepted(Pattern),
    Error(Pattern),
}

/// A call's own time limits, in seconds.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Limits {
    pub(crate) timeout: Option<f64>,
    pub(crate) deadline: Option<f64>,
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct CallArguments {
    pub(crate) environment_id: String,
    pub(crate) kafka_cluster_id: String,
    pub(crate) connector_name: String,
}

/// Posted to the sandbox as it is.
#[derive(Deserialize, Serialize)]
pub(crate) struct Await {
    pub(crate) server: String,
    #[serde(flatten)]
    counts: BTreeMap<Count, u64>,
}

#[derive(Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
enum Count {
    Requests,
    Answered,
    Abandoned,
    Opened,
    Closed,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenStep {
    call: Option<Call>,
    arguments: Option<CallArguments>,
    options: Option<Limits>,
    together: Option<usize>,
    accepted: Option<Pattern>,
    error: Option<Pattern>,
    #[serde(rename = "await")]
    awaited: Option<Await>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Call {
    Resume,
}

impl Case {
    pub(crate) fn parse(written: &Value) -> Result<Self, Failure> {
        let name = written.get("name").cloned().unwrap_or_default();
        let case: Self = serde_json::from_value(written.clone()).map_err(|mistake| format!("{name}: {mistake}"))?;
        case.options().map_err(|mistake| format!("{name}: client: {mistake}"))?;
        Ok(case)
    }

    pub(crate) fn runs_here(&self) -> bool {
        let is_here = |platform: &Platform| match platform {
            Platform::Linux => cfg!(target_os = "linux"),
            Platform::Macos => cfg!(target_os = "macos"),
            Platform::Windows => cfg!(windows),
        };
        self.only_on.is_empty() || self.only_on.iter().any(is_here)
    }

    /// `client` with the defaults that keep cases short; a `null` in it is an option left out.
    pub(crate) fn options(&self) -> Result<Options, serde_json::Error> {
        let mut client = self.client.clone();
        if !self.from_env {
            if !["api_key", "api_secret", "token"].iter().any(|key| client.contains_key(*key)) {
                client.insert("api_key".to_owned(), unpause_sandbox::API_KEY.into());
                client.insert("api_secret".to_owned(), unpause_sandbox::API_SECRET.into());
            }
            if self.servers.contains_key("main") {
                client.entry("base_url").or_insert_with(|| "${main.url}".into());
            }
        }
        client.retain(|_, value| !value.is_null());
        serde_json::from_value(client.into())
    }
}

/// The connector that every server of the sandbox holds unless told otherwise.
impl Default for CallArguments {
    fn default() -> Self {
        Self {
            environment_id: "env-a1b2c3".to_owned(),
            kafka_cluster_id: "lkc-x7y8z9".to_owned(),
            connector_name: "orders-sink".to_owned(),
        }
    }
}

impl TryFrom<WrittenStep> for Step {
    type Error = &'static str;

    fn try_from(step: WrittenStep) -> Result<Self, Self::Error> {
        let expected = match step {
            WrittenStep {
                awaited: Some(awaited),
                call: None,
                arguments: None,
                options: None,
                together: None,
                accepted: None,
                error: None,
            } => {
                return Ok(Self::Await(awaited));
            }
            WrittenStep { call: Some(Call::Resume), accepted: Some(pattern), error: None, awaited: None, .. } => {
                Expected::Accepted(pattern)
            }
            WrittenStep { call: Some(Call::Resume), accepted: None, error: Some(pattern), awaited: None, .. } => {
                if !pattern.names_field("kind") {
                    return Err("an error's kind is required");
                }
                Expected::Error(pattern)
            }
            _ => return Err("a step is a call with accepted or error, or an await"),
        };
        Ok(Self::Call {
            arguments: step.arguments.unwrap_or_default(),
            options: step.options.unwrap_or_default(),
            together: step.together.unwrap_or(1),
            expected,
        })
    }
}
