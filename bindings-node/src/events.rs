//! The core's events as plain JavaScript objects.

use napi::bindgen_prelude::Either4;
use napi_derive::napi;
use unpause::{Event, Target};

use crate::records::{NativeConnector, as_milliseconds};

/// An attempt ended, well or not.
#[napi(object, object_from_js = false)]
pub struct NativeAttempt {
    pub action: String,
    pub connector: Option<NativeConnector>,
    pub attempt: u32,
    pub status: Option<u32>,
    pub request_id: Option<String>,
    pub elapsed_ms: f64,
    pub error: Option<String>,
}

/// A failed attempt will be followed by another one, after a wait.
#[napi(object, object_from_js = false)]
pub struct NativeRetry {
    pub action: String,
    pub connector: Option<NativeConnector>,
    pub attempt: u32,
    pub max_attempts: u32,
    pub wait_ms: f64,
    pub error: String,
}

/// A call waits before it sends anything.
#[napi(object, object_from_js = false)]
pub struct NativeHold {
    pub action: String,
    pub connector: Option<NativeConnector>,
    pub wait_ms: f64,
}

/// A token was renewed, or not.
#[napi(object, object_from_js = false)]
pub struct NativeRenewal {
    pub action: String,
    pub connector: Option<NativeConnector>,
    pub elapsed_ms: f64,
    pub expires_in_ms: Option<f64>,
    pub error: Option<String>,
}

pub(crate) type NativeEvent = Either4<NativeAttempt, NativeRetry, NativeHold, NativeRenewal>;

/// The event, if this version knows its kind.
pub(crate) fn native_event(event: &Event<'_>) -> Option<NativeEvent> {
    let connector = |target: Target<'_>| target.connector().map(NativeConnector::from);
    Some(match event {
        Event::Attempt(event) => NativeEvent::A(NativeAttempt {
            action: event.action.to_owned(),
            connector: connector(event.target),
            attempt: event.attempt,
            status: event.status.map(u32::from),
            request_id: event.request_id.map(str::to_owned),
            elapsed_ms: as_milliseconds(event.elapsed),
            error: event.error.clone(),
        }),
        Event::Retry(event) => NativeEvent::B(NativeRetry {
            action: event.action.to_owned(),
            connector: connector(event.target),
            attempt: event.attempt,
            max_attempts: event.max_attempts,
            wait_ms: as_milliseconds(event.wait),
            error: event.error.clone(),
        }),
        Event::Hold(event) => NativeEvent::C(NativeHold {
            action: event.action.to_owned(),
            connector: connector(event.target),
            wait_ms: as_milliseconds(event.wait),
        }),
        Event::Renewal(event) => NativeEvent::D(NativeRenewal {
            action: event.action.to_owned(),
            connector: connector(event.target),
            elapsed_ms: as_milliseconds(event.elapsed),
            expires_in_ms: event.expires_in.map(as_milliseconds),
            error: event.error.clone(),
        }),
        _ => return None,
    })
}
