//! The core's events, on their way to a Swift closure.

use std::sync::Arc;

use unpause::{Event, EventHandler, Target};

use crate::connector::NativeConnector;

/// A Swift closure, wrapped. It runs on the runtime's thread.
#[uniffi::export(callback_interface)]
pub(crate) trait NativeListener: Send + Sync {
    fn hear(&self, event: NativeEvent);
}

/// An event with its line for a log; times are seconds.
#[derive(uniffi::Enum)]
pub(crate) enum NativeEvent {
    Start {
        line: String,
        call: u64,
        action: String,
        connector: Option<NativeConnector>,
    },
    Attempt {
        line: String,
        call: u64,
        action: String,
        connector: Option<NativeConnector>,
        attempt: u32,
        status: Option<u16>,
        request_id: Option<String>,
        elapsed: f64,
        error: Option<String>,
    },
    Retry {
        line: String,
        call: u64,
        action: String,
        connector: Option<NativeConnector>,
        attempt: u32,
        max_attempts: u32,
        wait: f64,
        error: String,
    },
    Hold {
        line: String,
        call: Option<u64>,
        action: String,
        connector: Option<NativeConnector>,
        wait: f64,
    },
    Renewal {
        line: String,
        call: u64,
        action: String,
        connector: Option<NativeConnector>,
        elapsed: f64,
        expires_in: Option<f64>,
        error: Option<String>,
    },
    End {
        line: String,
        call: u64,
        action: String,
        connector: Option<NativeConnector>,
        attempts: u32,
        elapsed: f64,
        error: Option<String>,
    },
}

pub(crate) fn handler(listener: Box<dyn NativeListener>) -> EventHandler {
    Arc::new(move |event| {
        if let Some(event) = native_event(event) {
            listener.hear(event);
        }
    })
}

/// The event, if this version knows its kind.
fn native_event(event: &Event<'_>) -> Option<NativeEvent> {
    let line = event.to_string();
    Some(match event {
        Event::Start(start) => NativeEvent::Start {
            line,
            call: start.call,
            action: start.action.to_owned(),
            connector: connector(start.target),
        },
        Event::Attempt(attempt) => NativeEvent::Attempt {
            line,
            call: attempt.call,
            action: attempt.action.to_owned(),
            connector: connector(attempt.target),
            attempt: attempt.attempt,
            status: attempt.status,
            request_id: attempt.request_id.map(str::to_owned),
            elapsed: attempt.elapsed.as_secs_f64(),
            error: attempt.error.clone(),
        },
        Event::Retry(retry) => NativeEvent::Retry {
            line,
            call: retry.call,
            action: retry.action.to_owned(),
            connector: connector(retry.target),
            attempt: retry.attempt,
            max_attempts: retry.max_attempts,
            wait: retry.wait.as_secs_f64(),
            error: retry.error.clone(),
        },
        Event::Hold(hold) => NativeEvent::Hold {
            line,
            call: hold.call,
            action: hold.action.to_owned(),
            connector: connector(hold.target),
            wait: hold.wait.as_secs_f64(),
        },
        Event::Renewal(renewal) => NativeEvent::Renewal {
            line,
            call: renewal.call,
            action: renewal.action.to_owned(),
            connector: connector(renewal.target),
            elapsed: renewal.elapsed.as_secs_f64(),
            expires_in: renewal.expires_in.map(|life| life.as_secs_f64()),
            error: renewal.error.clone(),
        },
        Event::End(end) => NativeEvent::End {
            line,
            call: end.call,
            action: end.action.to_owned(),
            connector: connector(end.target),
            attempts: end.attempts,
            elapsed: end.elapsed.as_secs_f64(),
            error: end.error.clone(),
        },
        _ => return None,
    })
}

fn connector(target: Target<'_>) -> Option<NativeConnector> {
    target.connector().map(NativeConnector::from)
}
