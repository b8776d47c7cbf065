//! What came out, beside what was expected.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use unpause::{Accepted, Connector, Error, RateLimit, TimeLimit};

use crate::format::Case;
use crate::pattern::Pattern;
use crate::support::Failure;

/// The end of a call.
pub(crate) struct Outcome {
    pub(crate) is_error: bool,
    /// Every field by its name in the cases.
    pub(crate) document: Value,
    /// All that a log could show of it.
    pub(crate) text: String,
}

impl Outcome {
    pub(crate) fn accepted(accepted: &Accepted) -> Self {
        let document = json!({
            "connector": connector(&accepted.connector),
            "request_id": accepted.request_id,
            "attempts": accepted.attempts,
            "elapsed": accepted.elapsed.as_secs_f64(),
            "rate_limit": accepted.rate_limit.map(rate_limit),
        });
        Self { is_error: false, document, text: format!("{accepted:?}") }
    }

    pub(crate) fn error(error: &Error) -> Self {
        let document = json!({
            // The enum's own case, which Debug names.
            "kind": format!("{:?}", error.kind()),
            "message": error.to_string(),
            "field": error.field(),
            "status": error.status(),
            "code": error.code(),
            "request_id": error.request_id(),
            "attempts": error.attempts(),
            "elapsed": error.elapsed().map(|elapsed| elapsed.as_secs_f64()),
            "body": error.body(),
            "advice": error.advice(),
            "retry_after": error.retry_after().map(|wait| wait.as_secs_f64()),
            "rate_limit": error.rate_limit().map(rate_limit),
            "limit": error.limit().map(TimeLimit::name),
            "connector": error.connector().map(connector),
        });
        Self { is_error: true, document, text: format!("{error}\n{error:?}") }
    }
}

fn connector(connector: &Connector) -> Value {
    json!({
        "environment_id": connector.environment_id(),
        "kafka_cluster_id": connector.kafka_cluster_id(),
        "connector_name": connector.connector_name(),
    })
}

fn rate_limit(rate_limit: RateLimit) -> Value {
    json!({
        "limit": rate_limit.limit,
        "remaining": rate_limit.remaining,
        "reset": rate_limit.reset.map(|reset| reset.as_secs_f64()),
    })
}

/// All that does not match in one case.
pub(crate) struct Comparison {
    secrets: Vec<String>,
    mismatches: Vec<String>,
}

impl Comparison {
    pub(crate) fn new(case: &Case) -> Result<Self, Failure> {
        Ok(Self { secrets: secrets(case)?, mismatches: Vec::new() })
    }

    pub(crate) fn note(&mut self, mismatch: String) {
        self.mismatches.push(mismatch);
    }

    pub(crate) fn check(&mut self, path: &str, pattern: &Pattern, actual: &Value) {
        pattern.compare(path, actual, &mut self.mismatches);
    }

    pub(crate) fn check_secrets(&mut self, what: &str, text: &str) {
        if self.secrets.iter().any(|secret| text.contains(secret)) {
            self.note(format!("{what} holds a secret: {text}"));
        }
    }

    pub(crate) fn check_journal(&mut self, case: &Case, journal: &Value) {
        for (server, patterns) in &case.requests {
            let seen = requests(journal, server);
            if seen.len() != patterns.len() {
                self.note(format!("requests.{server}\n    expected {}\n    got      {}", patterns.len(), seen.len()));
            }
            for (number, (pattern, request)) in (1..).zip(patterns.iter().zip(seen)) {
                self.check(&format!("requests.{server}[{number}]"), pattern, &document(request));
            }
        }
        for (server, patterns) in &case.pauses {
            let gaps = gaps(requests(journal, server));
            if gaps.len() != patterns.len() {
                self.note(format!("pauses.{server}\n    expected {}\n    got      {}", patterns.len(), gaps.len()));
            }
            for (number, (pattern, gap)) in (1..).zip(patterns.iter().zip(gaps)) {
                self.check(&format!("pauses.{server}[{number}]"), pattern, &gap);
            }
        }
    }

    pub(crate) fn conclude(self, case: &Case, journal: &Value) -> Result<(), Failure> {
        if self.mismatches.is_empty() {
            return Ok(());
        }
        let mut report = format!("{}\n", case.name);
        for mismatch in &self.mismatches {
            let _ = writeln!(report, "  {mismatch}");
        }
        for (server, seen) in journal.get("servers").and_then(Value::as_object).into_iter().flatten() {
            let _ = writeln!(
                report,
                "  what {server} saw: connections {}",
                seen.get("connections").unwrap_or(&Value::Null)
            );
            for request in requests(journal, server) {
                let _ = writeln!(report, "    {request}");
            }
        }
        Err(report.into())
    }
}

/// Whatever a case gives its client as a secret, in each form in which it is sent. Shorter ones are part of ordinary words.
fn secrets(case: &Case) -> Result<Vec<String>, Failure> {
    let options = case.options()?;
    let environment = |name| case.environment.get(name).cloned().flatten();
    let key = options.api_key.or_else(|| environment("CONFLUENT_CLOUD_API_KEY"));
    let secret = options.api_secret.or_else(|| environment("CONFLUENT_CLOUD_API_SECRET"));
    let header = key.zip(secret.as_ref()).map(|(key, secret)| STANDARD.encode(format!("{key}:{secret}")));
    let sandbox = Some(unpause_sandbox::API_SECRET.to_owned());
    Ok([sandbox, header, secret, options.token].into_iter().flatten().filter(|secret| secret.len() >= 4).collect())
}

fn requests<'a>(journal: &'a Value, server: &str) -> &'a [Value] {
    let pointer = format!("/servers/{server}/requests");
    journal.pointer(&pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A request with its headers by name, those that were sent more than once joined by a comma.
fn document(request: &Value) -> Value {
    let mut headers: BTreeMap<&str, String> = BTreeMap::new();
    for pair in request.get("headers").and_then(Value::as_array).into_iter().flatten() {
        if let (Some(name), Some(value)) = (pair.get(0).and_then(Value::as_str), pair.get(1).and_then(Value::as_str)) {
            headers.entry(name).and_modify(|all| *all = format!("{all}, {value}")).or_insert_with(|| value.to_owned());
        }
    }
    let mut request: Map<String, Value> = request.as_object().cloned().unwrap_or_default();
    request.insert("headers".to_owned(), json!(headers));
    request.into()
}

/// From the end of each answer to the next request; `null` after one that has not ended.
fn gaps(requests: &[Value]) -> Vec<Value> {
    let time = |request: &Value, name| request.get(name).and_then(Value::as_f64);
    let gap = |pair: &[Value]| match pair {
        [before, after] => time(before, "finished").zip(time(after, "arrived")).map(|(end, start)| start - end),
        _ => None,
    };
    requests.windows(2).map(|pair| json!(gap(pair))).collect()
}
