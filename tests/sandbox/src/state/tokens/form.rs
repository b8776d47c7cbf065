//! The form in a request for a token.

use http::HeaderValue;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use percent_encoding::percent_decode_str;
use serde_json::Value;

const ENCODING: &str = "application/x-www-form-urlencoded";

/// The fields of a form, decoded, in their order.
pub(crate) struct Form {
    fields: Vec<(String, String)>,
    is_declared: bool,
}

impl Form {
    pub(crate) fn read(head: &Parts, body: &[u8]) -> Self {
        let declared = head.headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
        let declared = String::from_utf8_lossy(declared).to_ascii_lowercase();
        let body = String::from_utf8_lossy(body);
        let pairs = body.split('&').filter(|pair| !pair.is_empty());
        let fields = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        Self {
            fields: fields.map(|(name, value)| (decode(name), decode(value))).collect(),
            is_declared: declared.split(';').next().is_some_and(|kind| kind.trim() == ENCODING),
        }
    }

    /// A field without a value counts as absent (RFC 6749, 3.2).
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(field, value)| field == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn required(&self, name: &str) -> Result<&str, String> {
        self.get(name).ok_or_else(|| format!("{name} is missing"))
    }

    /// The mistakes that no token endpoint accepts (RFC 6749, 3.2).
    pub(crate) fn check(&self) -> Result<(), String> {
        if !self.is_declared {
            return Err(format!("Content-Type must be {ENCODING}"));
        }
        let is_repeated = |name: &str| self.fields.iter().filter(|(field, _)| field == name).count() > 1;
        match self.fields.iter().find(|(name, _)| is_repeated(name)) {
            Some((name, _)) => Err(format!("{name} is there twice")),
            None => Ok(()),
        }
    }

    /// The document of the journal.
    pub(crate) fn document(&self) -> Value {
        self.fields.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
    }
}

/// Decodes a name or a value of a form.
pub(crate) fn decode(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}
