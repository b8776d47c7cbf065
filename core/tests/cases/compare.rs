//! What came out, beside what was expected.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::format::Case;
use crate::pattern::Pattern;
use crate::support::Failure;

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
        for (server, patterns) in &case.requests_in_any_order {
            self.check_in_any_order(server, patterns, requests(journal, server));
        }
        for (server, pattern) in &case.counts {
            let counts = journal.pointer(&format!("/servers/{server}/counts"));
            self.check(&format!("counts.{server}"), pattern, counts.unwrap_or(&Value::Null));
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

    /// Each request takes the first pattern that it matches and that is left.
    fn check_in_any_order(&mut self, server: &str, patterns: &[Pattern], seen: &[Value]) {
        let path = format!("requests_in_any_order.{server}");
        let mut left: Vec<_> = (1..).zip(patterns).collect();
        for (number, request) in (1..).zip(seen) {
            let request = document(request);
            match left.iter().position(|(_, pattern)| pattern.matches(&path, &request)) {
                Some(place) => drop(left.remove(place)),
                None => self.note(format!("{path}: request {number} matches no pattern that is left")),
            }
        }
        for (number, _) in left {
            self.note(format!("{path}: pattern {number} matches no request"));
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
    let user = options.username.zip(options.password.as_ref());
    let user = user.map(|(username, password)| STANDARD.encode(format!("{username}:{password}")));
    let provided = options.token_provider.map(|provider| provider.secrets()).unwrap_or_default();
    let sandbox = Some(unpause_sandbox::API_SECRET.to_owned());
    Ok([sandbox, header, secret, user, options.password, options.token]
        .into_iter()
        .flatten()
        .chain(provided)
        .filter(|secret| secret.len() >= 4)
        .collect())
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
