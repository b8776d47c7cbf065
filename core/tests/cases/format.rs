//! A case as its file writes it. What this does not know is refused, never skipped.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::pattern::Pattern;
use crate::provider::ProviderSpec;
use crate::step::Step;
use crate::support::Failure;

/// Names another folder of cases, of a real worker: they share one cluster, so that they run one after the other.
const OTHER_FOLDER: &str = "UNPAUSE_CASES";

/// The folder of the case files.
pub(crate) fn folder() -> PathBuf {
    let usual = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases");
    std::env::var_os(OTHER_FOLDER).map_or_else(usual, PathBuf::from)
}

/// Whether the cases are about one real cluster that all of them share.
pub(crate) fn is_real() -> bool {
    std::env::var_os(OTHER_FOLDER).is_some()
}

/// No case of the sandbox's takes a tenth of it; workers that start and stop take their time.
pub(crate) fn longest() -> Duration {
    Duration::from_secs(if is_real() { 180 } else { 60 })
}

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
        for entry in std::fs::read_dir(folder())? {
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
    /// Files, by their names, in a folder of the case's own.
    #[serde(default)]
    pub(crate) files: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) client_kind: ClientKind,
    #[serde(default)]
    client: Map<String, Value>,
    #[serde(default)]
    pub(crate) from_env: bool,
    pub(crate) steps: Vec<Step>,
    /// How often the client has called the function that provides its tokens.
    pub(crate) provider_calls: Option<Pattern>,
    #[serde(default)]
    pub(crate) requests: BTreeMap<String, Vec<Pattern>>,
    #[serde(default)]
    pub(crate) requests_in_any_order: BTreeMap<String, Vec<Pattern>>,
    #[serde(default)]
    pub(crate) counts: BTreeMap<String, Pattern>,
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

#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ClientKind {
    #[default]
    ConfluentCloud,
    KafkaConnect,
}

/// A text, or a list of texts.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum OneOrMore {
    One(String),
    More(Vec<String>),
}

/// `client`, completed.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Options {
    pub(crate) api_key: Option<String>,
    pub(crate) api_secret: Option<String>,
    pub(crate) username: Option<String>,
    pub(crate) password: Option<String>,
    pub(crate) token: Option<String>,
    pub(crate) token_provider: Option<ProviderSpec>,
    pub(crate) base_url: Option<OneOrMore>,
    pub(crate) timeout: Option<f64>,
    pub(crate) connect_timeout: Option<f64>,
    pub(crate) deadline: Option<f64>,
    pub(crate) retry: Option<Retry>,
    pub(crate) ca_bundle: Option<String>,
    pub(crate) client_certificate: Option<String>,
    pub(crate) client_key: Option<String>,
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

impl Case {
    pub(crate) fn parse(written: &Value) -> Result<Self, Failure> {
        let name = written.get("name").cloned().unwrap_or_default();
        let case: Self = serde_json::from_value(written.clone()).map_err(|mistake| format!("{name}: {mistake}"))?;
        case.options().map_err(|mistake| format!("{name}: client: {mistake}"))?;
        case.check().map_err(|mistake| format!("{name}: {mistake}"))?;
        Ok(case)
    }

    /// What one kind of client has and the other has not.
    fn check(&self) -> Result<(), &'static str> {
        let foreign: &[_] = match self.client_kind {
            ClientKind::ConfluentCloud => &["username", "password"],
            ClientKind::KafkaConnect => &["api_key", "api_secret"],
        };
        if foreign.iter().any(|key| self.client.contains_key(*key)) {
            return Err("client: this kind of client has other credentials");
        }
        if self.client_kind == ClientKind::ConfluentCloud && self.client.get("base_url").is_some_and(Value::is_array) {
            return Err("client: base_url is a list for Kafka Connect alone");
        }
        if self.from_env && self.client_kind == ClientKind::KafkaConnect {
            return Err("from_env is for the client of Confluent Cloud");
        }
        self.steps.iter().try_for_each(|step| step.suits(self.client_kind))
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
            let is_cloud = self.client_kind == ClientKind::ConfluentCloud;
            if is_cloud
                && !["api_key", "api_secret", "token", "token_provider"].iter().any(|key| client.contains_key(*key))
            {
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
