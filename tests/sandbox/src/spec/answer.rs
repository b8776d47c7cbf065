//! The JSON of an answer, and the mistakes that it may have.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::Value;

use crate::respond::answer::{Answer, Fault, REQUEST_ID};
use crate::spec::seconds::Seconds;

/// A checked line of a script.
#[derive(Deserialize)]
#[serde(try_from = "Written")]
pub(crate) struct Scripted {
    pub(crate) answer: Answer,
    pub(crate) times: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    status: Option<u16>,
    headers: Option<Headers>,
    #[serde(default, deserialize_with = "present")]
    json: Option<Value>,
    text: Option<String>,
    base64: Option<String>,
    repeat: Option<Repeat>,
    #[serde(default)]
    delay: Seconds,
    body_delay: Option<Seconds>,
    fault: Option<Fault>,
    raw: Option<String>,
    times: Option<u64>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "must be an object or a list of [name, value] pairs")]
enum Headers {
    Object(BTreeMap<String, Value>),
    Pairs(Vec<(String, Value)>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Repeat {
    text: String,
    times: usize,
}

/// `"json": null` is a body; without `json` there is none.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

impl TryFrom<Written> for Scripted {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        written.check_raw()?;
        let times = written.times.unwrap_or(1);
        let answer = written.into_answer()?;
        Ok(Self { answer, times })
    }
}

impl Written {
    fn check_raw(&self) -> Result<(), String> {
        let others = self.status.is_some()
            || self.headers.is_some()
            || self.body_keys().next().is_some()
            || self.body_delay.is_some()
            || self.fault.is_some();
        if self.raw.is_some() && others {
            return Err("raw: only delay and times may stand beside it".to_owned());
        }
        Ok(())
    }

    fn body_keys(&self) -> impl Iterator<Item = &'static str> {
        [
            ("json", self.json.is_some()),
            ("text", self.text.is_some()),
            ("base64", self.base64.is_some()),
            ("repeat", self.repeat.is_some()),
        ]
        .into_iter()
        .filter_map(|(key, is_there)| is_there.then_some(key))
    }

    fn into_answer(mut self) -> Result<Answer, String> {
        let status = status(self.status.unwrap_or(202))?;
        let (mut headers, has_request_id) = headers(self.headers.take())?;
        if self.json.is_some() {
            headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
        }
        let answer = Answer {
            status,
            headers,
            has_request_id,
            delay: self.delay.0,
            body_delay: self.body_delay.map(|seconds| seconds.0),
            fault: self.fault,
            raw: self.raw.take().map(Bytes::from),
            body: self.into_body()?,
        };
        check_middle(&answer)?;
        Ok(answer)
    }

    fn into_body(self) -> Result<Bytes, String> {
        let keys: Vec<_> = self.body_keys().collect();
        if keys.len() > 1 {
            return Err(format!("{}: an answer has one body", keys.join(", ")));
        }
        let bytes = match self {
            Self { json: Some(document), .. } => document.to_string().into_bytes(),
            Self { text: Some(text), .. } => text.into_bytes(),
            Self { base64: Some(text), .. } => STANDARD.decode(text).map_err(|error| format!("base64: {error}"))?,
            Self { repeat: Some(repeat), .. } => repeat.text.repeat(repeat.times).into_bytes(),
            _ => Vec::new(),
        };
        Ok(bytes.into())
    }
}

fn status(status: u16) -> Result<StatusCode, String> {
    StatusCode::from_u16(status)
        .ok()
        .filter(|status| !status.is_informational())
        .ok_or_else(|| format!("status: {status} is not the status of an answer (200 to 999)"))
}

/// The headers, and whether the sandbox may add a request id.
fn headers(written: Option<Headers>) -> Result<(HeaderMap, bool), String> {
    let pairs = match written {
        None => Vec::new(),
        Some(Headers::Object(object)) => object.into_iter().collect(),
        Some(Headers::Pairs(pairs)) => pairs,
    };
    let mut headers = HeaderMap::with_capacity(pairs.len() + 1);
    let mut has_request_id = true;
    for (key, value) in pairs {
        let name = HeaderName::try_from(&key).map_err(|_| format!("headers: {key:?} is not a header name"))?;
        if name == CONTENT_LENGTH || name == TRANSFER_ENCODING {
            return Err(format!("headers: {key} follows from the body; use raw for one that does not fit it"));
        }
        if value.is_null() && name == REQUEST_ID {
            has_request_id = false;
            continue;
        }
        headers.append(name, header_value(&key, &value)?);
    }
    Ok((headers, has_request_id))
}

fn header_value(key: &str, value: &Value) -> Result<HeaderValue, String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return Err(format!("headers: the value of {key} must be a string or a number")),
    };
    HeaderValue::try_from(text).map_err(|_| format!("headers: the value of {key} cannot be sent"))
}

fn check_middle(answer: &Answer) -> Result<(), String> {
    let forbids_body = [StatusCode::NO_CONTENT, StatusCode::RESET_CONTENT, StatusCode::NOT_MODIFIED];
    if forbids_body.contains(&answer.status) && !answer.body.is_empty() {
        return Err(format!("status: {} has no body; use raw for one that has", answer.status.as_u16()));
    }
    if !answer.body.is_empty() {
        return Ok(());
    }
    if answer.body_delay.is_some() {
        return Err("body_delay: an empty body has no middle".to_owned());
    }
    if answer.fault.is_some_and(Fault::strikes_inside) {
        return Err("fault: an empty body has no middle; use drop_before or reset_before".to_owned());
    }
    Ok(())
}
