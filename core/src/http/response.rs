//! An answer: its head, its body, and what a refusal says.

use std::time::Duration;

use http::header::{HeaderName, LOCATION};
use http::{HeaderMap, StatusCode};

use crate::config::redact::Redactor;
use crate::error::Answered;
use crate::http::error_body::{Description, describe};
use crate::http::rate_limit_headers::{rate_limit, retry_after};
use crate::model::rate_limit::RateLimit;
use crate::text::cut;

/// The part of a body that an error keeps, in bytes.
const BODY_KEPT: usize = 2 * 1024;

/// Static, because finding a header by a string parses the string first.
static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The status line and headers of an answer.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    pub(crate) request_id: Option<String>,
    pub(crate) rate_limit: Option<RateLimit>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) location: Option<String>,
}

impl Head {
    pub(crate) fn new(status: StatusCode, headers: &HeaderMap, redactor: &Redactor) -> Self {
        let line = |name: &HeaderName| {
            let text = redactor.line(&String::from_utf8_lossy(headers.get(name)?.as_bytes()));
            Some(text).filter(|text| !text.is_empty())
        };
        Self {
            status,
            request_id: line(&REQUEST_ID),
            rate_limit: rate_limit(headers),
            retry_after: retry_after(headers),
            location: status.is_redirection().then(|| line(&LOCATION)).flatten(),
        }
    }
}

/// A 2xx.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) head: Head,
    pub(crate) body: Vec<u8>,
}

/// An answer that is not a 2xx, cleaned of secrets.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub(crate) head: Head,
    pub(crate) code: Option<String>,
    pub(crate) body: String,
    message: String,
    /// Whether the message is the service's own.
    is_described: bool,
}

impl Refusal {
    pub(crate) fn new(head: Head, body: &[u8], redactor: &Redactor) -> Self {
        let Description { code, message, request_id } = describe(body);
        let body = redactor.mask(String::from_utf8_lossy(body));
        let is_described = message.is_some();
        let message = message.unwrap_or_else(|| unknown_body(&body));
        Self {
            head: Head { request_id: head.request_id.or(request_id.map(|id| redactor.line(&id))), ..head },
            code: code.map(|code| redactor.line(&code)),
            message: redactor.line(&message),
            is_described,
            body: cut(&body, BODY_KEPT).to_owned(),
        }
    }

    /// The wait that the service asked for. The reset of a rate limit counts only if the limit was the reason.
    pub(crate) fn asked_wait(&self) -> Option<Duration> {
        let window = || self.head.rate_limit.filter(|_| self.head.status == StatusCode::TOO_MANY_REQUESTS)?.reset;
        self.head.retry_after.or_else(window)
    }

    /// `404 Not Found`.
    pub(crate) fn status_line(&self) -> String {
        let status = self.head.status;
        match status.canonical_reason() {
            Some(reason) => format!("{} {reason}", status.as_u16()),
            None => status.as_u16().to_string(),
        }
    }

    /// The service's own message, if the body has one.
    pub(crate) fn own_message(&self) -> Option<&str> {
        self.is_described.then_some(&self.message)
    }

    /// `404 Not Found: no such connector`.
    pub(crate) fn answer(&self) -> String {
        format!("{}: {}", self.status_line(), self.message)
    }

    /// `the service answered 404 Not Found: no such connector`.
    pub(crate) fn reason(&self) -> String {
        format!("the service answered {}", self.answer())
    }
}

impl From<Refusal> for Answered {
    fn from(refusal: Refusal) -> Self {
        Self {
            status: refusal.head.status.as_u16(),
            retry_after: refusal.asked_wait(),
            code: refusal.code,
            request_id: refusal.head.request_id,
            body: refusal.body,
            rate_limit: refusal.head.rate_limit,
        }
    }
}

/// Words for a body that has none of the service's error shapes.
fn unknown_body(body: &str) -> String {
    let text = body.trim_start();
    match text.bytes().next() {
        None => "(an empty body)".to_owned(),
        Some(b'<') => "(an HTML page)".to_owned(),
        Some(b'{' | b'[') => "(JSON of an unknown shape, or cut short)".to_owned(),
        Some(_) => text.to_owned(),
    }
}
