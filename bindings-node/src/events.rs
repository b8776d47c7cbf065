//! The core's events on their way to `diagnostics_channel`.

use std::sync::Arc;

use napi_derive::napi;
use tokio::task_local;
use unpause::{Event, EventHandler};

use crate::mailbox::{Deliveries, Delivery};
use crate::outcome::{NativeConnector, as_milliseconds};

/// An attempt ended, well or not.
#[napi(object, object_from_js = false)]
pub struct NativeAttempt {
    pub action: String,
    pub connector: NativeConnector,
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
    pub connector: NativeConnector,
    pub attempt: u32,
    pub max_attempts: u32,
    pub wait_ms: f64,
    pub error: String,
}

task_local! {
    /// Where the events of the call that is being driven go: nowhere, as long as nobody has subscribed.
    pub(crate) static LISTENER: Option<Arc<Deliveries>>;
}

/// The handler of every client: events belong to the call that is being driven.
pub(crate) fn handler() -> EventHandler {
    Arc::new(|event| {
        // Outside of a call there is nobody to tell.
        let _ = LISTENER.try_with(|listener| {
            if let Some(deliveries) = listener {
                deliveries.deliver(in_javascript(event));
            }
        });
    })
}

fn in_javascript(event: &Event<'_>) -> Delivery {
    match event {
        Event::Attempt(event) => Delivery::B(NativeAttempt {
            action: event.action.to_owned(),
            connector: event.connector.into(),
            attempt: event.attempt,
            status: event.status.map(u32::from),
            request_id: event.request_id.map(str::to_owned),
            elapsed_ms: as_milliseconds(event.elapsed),
            error: event.error.clone(),
        }),
        Event::Retry(event) => Delivery::C(NativeRetry {
            action: event.action.to_owned(),
            connector: event.connector.into(),
            attempt: event.attempt,
            max_attempts: event.max_attempts,
            wait_ms: as_milliseconds(event.wait),
            error: event.error.clone(),
        }),
    }
}
