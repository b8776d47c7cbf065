//! What a value must be like.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// The patterns that are objects; every other object is one of fields.
const OPERATORS: [&str; 7] = ["min", "max", "contains", "lacks", "starts", "length", "present"];

#[derive(Debug, Deserialize)]
#[serde(try_from = "Value")]
pub(crate) struct Pattern {
    written: Value,
    meaning: Meaning,
}

#[derive(Debug)]
enum Meaning {
    Absent,
    Exactly,
    Like(Box<Like>),
    Elements(Vec<Pattern>),
    Fields(BTreeMap<String, Pattern>),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Like {
    min: Option<f64>,
    max: Option<f64>,
    #[serde(default)]
    contains: Vec<String>,
    #[serde(default)]
    lacks: Vec<String>,
    #[serde(default)]
    starts: String,
    length: Option<Pattern>,
    present: Option<bool>,
}

impl TryFrom<Value> for Pattern {
    type Error = String;

    fn try_from(written: Value) -> Result<Self, String> {
        let refused = |error: serde_json::Error| format!("{written} is not a pattern: {error}");
        let meaning = match &written {
            Value::Null => Meaning::Absent,
            Value::Array(_) => Meaning::Elements(serde_json::from_value(written.clone()).map_err(refused)?),
            Value::Object(object) if object.keys().any(|key| OPERATORS.contains(&key.as_str())) => {
                Meaning::Like(serde_json::from_value(written.clone()).map_err(refused)?)
            }
            Value::Object(_) => Meaning::Fields(serde_json::from_value(written.clone()).map_err(refused)?),
            _ => Meaning::Exactly,
        };
        Ok(Self { written, meaning })
    }
}

impl Pattern {
    pub(crate) fn names_field(&self, name: &str) -> bool {
        matches!(&self.meaning, Meaning::Fields(fields) if fields.contains_key(name))
    }

    pub(crate) fn matches(&self, path: &str, actual: &Value) -> bool {
        let mut mismatches = Vec::new();
        self.compare(path, actual, &mut mismatches);
        mismatches.is_empty()
    }

    /// Adds a line for each part of `actual` that does not match. `path` is where `actual` stands.
    pub(crate) fn compare(&self, path: &str, actual: &Value, mismatches: &mut Vec<String>) {
        let matches = match &self.meaning {
            Meaning::Fields(fields) => return compare_fields(fields, path, actual, mismatches),
            Meaning::Elements(elements) => return compare_elements(elements, path, actual, mismatches),
            Meaning::Absent => actual.is_null(),
            Meaning::Exactly => equal(&self.written, actual),
            Meaning::Like(like) => like.matches(actual),
        };
        if !matches {
            mismatches.push(format!("{path}\n    expected {}\n    got      {actual}", self.written));
        }
    }
}

fn compare_elements(elements: &[Pattern], path: &str, actual: &Value, mismatches: &mut Vec<String>) {
    let Some(values) = actual.as_array().filter(|values| values.len() == elements.len()) else {
        mismatches.push(format!("{path}\n    expected an array of {}\n    got      {actual}", elements.len()));
        return;
    };
    for (number, (pattern, value)) in (1..).zip(elements.iter().zip(values)) {
        pattern.compare(&format!("{path}[{number}]"), value, mismatches);
    }
}

fn compare_fields(fields: &BTreeMap<String, Pattern>, path: &str, actual: &Value, mismatches: &mut Vec<String>) {
    let Some(object) = actual.as_object() else {
        mismatches.push(format!("{path}\n    expected an object\n    got      {actual}"));
        return;
    };
    for (name, pattern) in fields {
        match object.get(name) {
            Some(value) => pattern.compare(&format!("{path}.{name}"), value, mismatches),
            // Of headers there is no closed list: what was not sent is absent.
            None if path.ends_with(".headers") => pattern.compare(&format!("{path}.{name}"), &Value::Null, mismatches),
            None => mismatches.push(format!("{path}: there is no field {name:?}")),
        }
    }
}

impl Like {
    fn matches(&self, actual: &Value) -> bool {
        (self.present != Some(true) || !actual.is_null())
            && (!self.is_about_numbers() || actual.as_f64().is_some_and(|number| self.bounds(number)))
            && (!self.is_about_text() || actual.as_str().is_some_and(|text| self.describes(text)))
    }

    fn is_about_numbers(&self) -> bool {
        self.min.is_some() || self.max.is_some()
    }

    fn bounds(&self, number: f64) -> bool {
        self.min.is_none_or(|min| number >= min) && self.max.is_none_or(|max| number <= max)
    }

    fn is_about_text(&self) -> bool {
        !self.contains.is_empty() || !self.lacks.is_empty() || !self.starts.is_empty() || self.length.is_some()
    }

    fn describes(&self, text: &str) -> bool {
        let has_length = |pattern: &Pattern| pattern.matches("length", &text.len().into());
        self.contains.iter().all(|part| text.contains(part))
            && !self.lacks.iter().any(|part| text.contains(part))
            && text.starts_with(&self.starts)
            && self.length.as_ref().is_none_or(has_length)
    }
}

/// Numbers by value: 2 is 2.0.
fn equal(expected: &Value, actual: &Value) -> bool {
    match (expected.as_f64(), actual.as_f64()) {
        (Some(expected), Some(actual)) => expected == actual,
        _ => expected == actual,
    }
}
