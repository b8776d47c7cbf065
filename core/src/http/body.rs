//! The body of an answer: how much of it is read, and for how long.

use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, Version};
use serde::de::IgnoredAny;
use tokio::time::timeout_at;

use crate::config::redact::Redactor;
use crate::error::TransportReason;
use crate::http::failure::{Failure, Until};

/// The part of a body that is read for a person only, in bytes.
pub(crate) const FOR_PEOPLE: usize = 64 * 1024;

/// The part of the body of a change that is read, in bytes. Of a restart it may be a status.
pub(crate) const OF_A_CHANGE: usize = 1024 * 1024;

/// The longest status, in bytes: a thousand tasks with their traces.
pub(crate) const LONGEST_STATUS: usize = 16 * 1024 * 1024;

/// The longest listing, in bytes: some hundred thousand connectors.
pub(crate) const LONGEST_LISTING: usize = 64 * 1024 * 1024;

/// The whole body of a result: a part of one is useless.
pub(crate) async fn read_result(
    response: &mut reqwest::Response,
    most: usize,
    until: Until,
    redactor: &Redactor,
) -> Result<Vec<u8>, Failure> {
    let ends_with_connection = ends_with_connection(response.version(), response.headers());
    let mut body = Vec::new();
    loop {
        match timeout_at(until.at, response.chunk()).await {
            Ok(Ok(Some(chunk))) if body.len() + chunk.len() <= most => body.extend_from_slice(&chunk),
            Ok(Ok(Some(_))) => return Err(Failure::TooLong { most }),
            Ok(Ok(None)) if ends_with_connection && is_cut_short(&body) => {
                let kind = TransportReason::ConnectionLost;
                return Err(Failure::Unanswered { kind, fault: None, reason: "the answer was cut short".to_owned() });
            }
            Ok(Ok(None)) => return Ok(body),
            Ok(Err(error)) => return Err(Failure::of(error, redactor)),
            Err(_) => return Err(until.passed()),
        }
    }
}

/// The body up to its end, or until it broke off, grew longer than `most` or took too long.
pub(crate) async fn read_some(response: &mut reqwest::Response, most: usize, until: Until) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Ok(Some(chunk))) = timeout_at(until.at, response.chunk()).await {
        let room = most.saturating_sub(body.len());
        body.extend(chunk.iter().take(room));
        if chunk.len() >= room {
            break;
        }
    }
    body
}

/// Whether nothing but the end of the connection ends the body, so that one which broke off looks like a whole one.
fn ends_with_connection(version: Version, headers: &HeaderMap) -> bool {
    version < Version::HTTP_2 && !headers.contains_key(CONTENT_LENGTH) && !headers.contains_key(TRANSFER_ENCODING)
}

fn is_cut_short(body: &[u8]) -> bool {
    !body.is_empty() && serde_json::from_slice::<IgnoredAny>(body).is_err_and(|error| error.is_eof())
}
