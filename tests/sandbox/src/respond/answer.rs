//! One answer: its content, its delays and its fault.

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName};
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::net::link::Manner;
use crate::respond::body::{AnswerBody, Middle};

pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) delay: Duration,
    pub(crate) body_delay: Option<Duration>,
    pub(crate) fault: Option<Fault>,
    /// Replaces all of the above, except for the delay.
    pub(crate) raw: Option<Bytes>,
    pub(crate) has_request_id: bool,
}

/// The fault of an answer: what the script does to its connection.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fault {
    CloseAfter,
    DropBefore,
    DropInside,
    ResetBefore,
    ResetInside,
    /// HTTP/2: the stream is refused, which says that nobody looked at the request.
    RefuseStream,
}

impl Fault {
    pub(crate) fn manner(self) -> Manner {
        match self {
            Self::CloseAfter | Self::DropBefore | Self::DropInside | Self::RefuseStream => Manner::Close,
            Self::ResetBefore | Self::ResetInside => Manner::Reset,
        }
    }

    pub(crate) fn strikes_before(self) -> bool {
        matches!(self, Self::DropBefore | Self::ResetBefore | Self::RefuseStream)
    }

    pub(crate) fn strikes_inside(self) -> bool {
        matches!(self, Self::DropInside | Self::ResetInside)
    }
}

impl Answer {
    /// An answer without a body.
    pub(crate) fn empty(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            delay: Duration::ZERO,
            body_delay: None,
            fault: None,
            raw: None,
            has_request_id: true,
        }
    }

    pub(crate) fn json(status: StatusCode, document: &impl Serialize) -> Self {
        match serde_json::to_vec(document) {
            Ok(body) => Self { body: body.into(), ..Self::empty(status) }.with(CONTENT_TYPE, JSON),
            Err(_) => Self::empty(StatusCode::INTERNAL_SERVER_ERROR),
        }
    }

    /// The documented shape of an error.
    pub(crate) fn error(status: StatusCode, message: &str) -> Self {
        let document = json!({ "error": { "code": status.as_u16(), "message": message } });
        Self::json(status, &document)
    }

    /// Adds this header, unless the answer has one of that name.
    pub(crate) fn with(mut self, name: HeaderName, value: impl Into<HeaderValue>) -> Self {
        self.headers.entry(name).or_insert_with(|| value.into());
        self
    }

    pub(crate) fn middle(&self) -> Middle {
        Middle { pause: self.body_delay, ends_there: self.fault.is_some_and(Fault::strikes_inside) }
    }

    pub(crate) fn into_response(self, body: AnswerBody) -> Response<AnswerBody> {
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}
