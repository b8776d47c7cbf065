//! The body of a request for a token, as a form.

use std::collections::BTreeMap;

use http::HeaderMap;
use http::header::CONTENT_TYPE;
use percent_encoding::percent_decode_str;

/// The fields of a form, decoded.
pub(crate) type Form = BTreeMap<String, String>;

/// Reads a body that says that it is a form.
pub(crate) fn read(headers: &HeaderMap, body: &[u8]) -> Option<Form> {
    let kind = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return None;
    }
    let text = std::str::from_utf8(body).ok()?;
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    Some(pairs.map(|(name, value)| (decoded(name), decoded(value))).collect())
}

fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}
