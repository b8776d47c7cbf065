//! Tokens: the services that issue them, and their lives.

pub(crate) mod form;
pub(crate) mod identity_provider;
pub(crate) mod jwt;
pub(crate) mod life;
pub(crate) mod sts;

use std::time::Duration;

use http::header::CACHE_CONTROL;
use http::{HeaderValue, StatusCode};
use serde_json::Value;

use crate::respond::answer::Answer;

/// An answer with a token, which nobody may store (RFC 6749, 5.1).
fn issued(document: &Value) -> Answer {
    Answer::json(StatusCode::OK, document).with(CACHE_CONTROL, HeaderValue::from_static("no-store"))
}

/// Seconds as a service writes them: a whole number. Only a script can ask for less than a second.
fn seconds(duration: Duration) -> Value {
    if duration.subsec_nanos() == 0 { duration.as_secs().into() } else { duration.as_secs_f64().into() }
}
