//! Entrances for the fuzz targets in `core/fuzz/`: each takes what a server may send, and checks what is promised of it.

use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use tokio::time::Instant;

use crate::config::numbers::FOREVER;
use crate::config::redact::Redactor;
use crate::config::token_source::Token;
use crate::error::{Error, ErrorKind};
use crate::http::documents;
use crate::http::json::as_text;
use crate::http::response::{Head, Refusal};
use crate::jobs::report::Report;
use crate::model::address::{Cluster, Connector, Target};
use crate::model::listing::ListedConnector;
use crate::secret::Secret;
use crate::token::exchange::granted;
use crate::token::keeper::Bearer;

/// The client's secret, which nothing may show.
const SECRET: &str = "hush-0123456789abcdef";

/// More than any message has.
const LONGEST_MESSAGE: usize = 8 * 1024;

fn redactor() -> Redactor {
    Redactor::new([Secret::from(SECRET)])
}

fn check(text: &str) {
    assert!(!text.contains(SECRET), "a secret in {text:?}");
    check_without_client(text);
}

/// No client is asked, so that no secret is known.
fn check_without_client(text: &str) {
    assert!(text.len() <= LONGEST_MESSAGE, "a message of {} bytes", text.len());
    check_line(text);
}

fn check_line(text: &str) {
    assert!(!text.contains(|c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')));
}

/// The body of a refusal.
pub fn body(body: &[u8]) {
    let head = Head::new(StatusCode::INTERNAL_SERVER_ERROR, &HeaderMap::new(), &redactor());
    let refusal = Refusal::new(head, body, &redactor());
    check(&refusal.reason());
    assert!(refusal.body.len() <= 2048 && !refusal.body.contains(SECRET));
}

/// The headers of an answer, one a line.
pub fn headers(lines: &[u8]) {
    let mut headers = HeaderMap::new();
    for line in lines.split(|byte| *byte == b'\n') {
        let mut parts = line.splitn(2, |byte| *byte == b':');
        let name = parts.next().and_then(|name| HeaderName::from_bytes(name).ok());
        let value = parts.next().and_then(|value| HeaderValue::from_bytes(value).ok());
        if let (Some(name), Some(value)) = (name, value) {
            let _ = headers.try_append(name, value);
        }
    }
    let head = Head::new(StatusCode::TOO_MANY_REQUESTS, &headers, &redactor());
    head.request_id.iter().chain(&head.location).for_each(|text| check(text));
    let reset = head.rate_limit.and_then(|limit| limit.reset);
    assert!(head.retry_after.into_iter().chain(reset).all(|wait| wait <= FOREVER));
}

/// The document of a status, of a listing, or of a list of names.
pub fn documents(body: &[u8]) {
    let text = as_text(body);
    let cluster = Cluster::kafka_connect("h:1");
    let listed = documents::listing(&text, &cluster, &redactor()).unwrap_or_default();
    let status = documents::status(&text, "n", &redactor());
    // A connector's name is an address, which stays as it is.
    let has_plain_name = |listed: &&ListedConnector| !listed.connector.connector_name().contains(SECRET);
    for status in listed.iter().filter(has_plain_name).filter_map(|listed| listed.status.as_ref()).chain(&status) {
        assert!(!format!("{status:?}").contains(SECRET));
        assert!(status.state.len() <= 1024 && status.tasks_running() <= status.tasks.len());
        let error = Error::new(ErrorKind::ConnectorFailed, crate::jobs::wait::words::failure(status));
        check(&error.to_string());
    }
    let _ = documents::names(&text);
}

/// The answer of a token endpoint, and the claims of a token.
pub fn tokens(body: &[u8]) {
    let jwt = format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(body));
    for token in granted(&as_text(body)).into_iter().chain([Token::new(jwt)]) {
        let (asked, asked_by_system) = (Instant::now(), SystemTime::now());
        if let Ok(bearer) = Bearer::new(token, asked, asked_by_system, 0.5) {
            assert!(bearer.header.is_sensitive());
            assert!(bearer.left(asked).is_none_or(|left| left <= FOREVER));
        }
    }
}

/// The address of a connector.
pub fn parse(text: &str) {
    match Connector::parse(text) {
        Ok(connector) => {
            let ids = [connector.environment_id(), connector.kafka_cluster_id()];
            // A CRN may name ids with a slash, which the other form cannot.
            if ids.into_iter().flatten().all(|id| !id.contains('/') && !id.contains(':')) {
                assert_eq!(Connector::parse(&connector.to_string()).ok().as_ref(), Some(&connector));
            }
        }
        Err(error) => check_without_client(&error.to_string()),
    }
}

/// A text from outside, and a connector's name, in a message.
pub fn message(text: &str) {
    let redactor = redactor();
    check(&redactor.line(text));
    check(&redactor.line(&format!("{text}{SECRET}{text}")));
    assert!(!redactor.mask(format!("{text}{SECRET}")).contains(SECRET));
    if let Ok(connector) = Connector::new("env-a", "lkc-b", text) {
        let error = Error::new(ErrorKind::Server, redactor.line(text)).about("resume", Target::Connector(&connector));
        let shown = error.to_string();
        assert!(shown.len() <= LONGEST_MESSAGE && !shown.contains(char::is_control));
    }
}

/// The text of a saved report.
pub fn report(text: &str) {
    // The texts of a report are as long as its author made them.
    match Report::from_json(text) {
        Ok(report) => {
            check_line(&report.to_string());
            report
                .failures()
                .filter_map(|result| result.error.as_ref())
                .for_each(|error| check_line(&error.to_string()));
            let again = Report::from_json(&report.to_json());
            assert_eq!(again.map(|again| again.to_json()).ok(), Some(report.to_json()));
        }
        Err(error) => check_without_client(&error.to_string()),
    }
}
