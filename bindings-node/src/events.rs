//! The core's events as plain JavaScript objects.

use napi_derive::napi;
use unpause::{Event, Target};

use crate::records::{NativeConnector, as_milliseconds};

/// An event of a call. `kind` names it, and says which of the other fields it has; `of` is the number of the running work.
#[napi(object, object_from_js = false)]
#[derive(Default)]
pub struct NativeEvent {
    pub of: u32,
    #[napi(ts_type = "'start' | 'attempt' | 'retry' | 'hold' | 'renewal' | 'end' | 'silence'")]
    pub kind: String,
    pub call: Option<f64>,
    pub action: Option<String>,
    pub connector: Option<NativeConnector>,
    pub attempt: Option<u32>,
    pub max_attempts: Option<u32>,
    pub attempts: Option<u32>,
    pub status: Option<u32>,
    pub request_id: Option<String>,
    pub elapsed_ms: Option<f64>,
    pub expires_in_ms: Option<f64>,
    pub wait_ms: Option<f64>,
    pub error: Option<String>,
}

impl NativeEvent {
    /// The event, if this version knows its kind.
    pub(crate) fn new(of: u32, event: &Event<'_>) -> Option<Self> {
        Some(match event {
            Event::Start(event) => Self::about(of, "start", Some(event.call), event.action, event.target),
            Event::Attempt(event) => Self {
                attempt: Some(event.attempt),
                status: event.status.map(u32::from),
                request_id: event.request_id.map(str::to_owned),
                elapsed_ms: Some(as_milliseconds(event.elapsed)),
                error: event.error.clone(),
                ..Self::about(of, "attempt", Some(event.call), event.action, event.target)
            },
            Event::Retry(event) => Self {
                attempt: Some(event.attempt),
                max_attempts: Some(event.max_attempts),
                wait_ms: Some(as_milliseconds(event.wait)),
                error: Some(event.error.clone()),
                ..Self::about(of, "retry", Some(event.call), event.action, event.target)
            },
            Event::Hold(event) => Self {
                wait_ms: Some(as_milliseconds(event.wait)),
                ..Self::about(of, "hold", event.call, event.action, event.target)
            },
            Event::Renewal(event) => Self {
                elapsed_ms: Some(as_milliseconds(event.elapsed)),
                expires_in_ms: event.expires_in.map(as_milliseconds),
                error: event.error.clone(),
                ..Self::about(of, "renewal", Some(event.call), event.action, event.target)
            },
            Event::End(event) => Self {
                attempts: Some(event.attempts),
                elapsed_ms: Some(as_milliseconds(event.elapsed)),
                error: event.error.clone(),
                ..Self::about(of, "end", Some(event.call), event.action, event.target)
            },
            _ => return None,
        })
    }

    /// No event of this work follows.
    pub(crate) fn silence(of: u32) -> Self {
        Self { of, kind: "silence".to_owned(), ..Self::default() }
    }

    fn about(of: u32, kind: &str, call: Option<u64>, action: &str, target: Target<'_>) -> Self {
        Self {
            of,
            kind: kind.to_owned(),
            call: call.map(crate::records::as_number),
            action: Some(action.to_owned()),
            connector: target.connector().map(NativeConnector::from),
            ..Self::default()
        }
    }
}
