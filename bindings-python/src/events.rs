//! The core's events, on their way to Python's `logging`.

use std::mem::take;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::task_local;
use unpause::{Event, EventHandler, Target};

use crate::logging::Record;
use crate::mailbox::Deliveries;

/// Below DEBUG, which Python has no name for: a call without trouble is one line in a log for debugging.
const TRACE: u8 = 5;
const DEBUG: u8 = 10;
const INFO: u8 = 20;
const WARNING: u8 = 30;

/// The listener of one call.
pub(crate) struct Listener {
    /// The lowest level that is logged.
    pub(crate) level: u8,
    pub(crate) sink: Sink,
}

pub(crate) enum Sink {
    /// The calling thread, which takes them whenever the call pauses.
    Caller(Arc<Records>),
    /// The calling event loop, which is on another thread, and the number of the call.
    Loop(Arc<Deliveries>, u64),
}

/// Records that wait to be logged.
#[derive(Default)]
pub(crate) struct Records(Mutex<Vec<Record>>);

impl Records {
    fn put(&self, record: Record) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(record);
    }

    pub(crate) fn take(&self) -> Vec<Record> {
        take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

task_local! {
    /// The listener of the call that is being driven.
    pub(crate) static LISTENER: Listener;
}

/// The handler of every client: events belong to the call that is being driven.
pub(crate) fn handler() -> EventHandler {
    Arc::new(|event| {
        // Outside of a call there is no listener.
        let _ = LISTENER.try_with(|listener| listener.hear(event));
    })
}

impl Listener {
    fn hear(&self, event: &Event<'_>) {
        let level = match event {
            Event::Start(_) | Event::End(_) => TRACE,
            Event::Attempt(_) => DEBUG,
            Event::Hold(_) => INFO,
            Event::Retry(_) => WARNING,
            // The old token still lives, but not for long.
            Event::Renewal(event) if event.error.is_some() => WARNING,
            _ => INFO,
        };
        if level < self.level {
            return;
        }
        let record = record(level, event);
        match &self.sink {
            Sink::Caller(records) => records.put(record),
            Sink::Loop(deliveries, id) => deliveries.log(*id, record),
        }
    }
}

fn record(level: u8, event: &Event<'_>) -> Record {
    let (target, attempt, status, request_id) = match event {
        Event::Attempt(it) => (Some(it.target), Some(it.attempt), it.status, it.request_id),
        Event::Retry(it) => (Some(it.target), Some(it.attempt), None, None),
        Event::Hold(it) => (Some(it.target), None, None, None),
        Event::Start(it) => (Some(it.target), None, None, None),
        Event::End(it) => (Some(it.target), None, None, None),
        Event::Renewal(it) => (Some(it.target), None, None, None),
        _ => (None, None, None, None),
    };
    let connector = target.and_then(|target| match target {
        Target::Connector(connector) => Some(connector.to_string()),
        _ => None,
    });
    let request_id = request_id.map(str::to_owned);
    Record { level, line: event.to_string(), connector, attempt, status, request_id, call: call_of(event) }
}

/// The number of the event's call.
fn call_of(event: &Event<'_>) -> Option<u64> {
    match event {
        Event::Start(event) => Some(event.call),
        Event::Attempt(event) => Some(event.call),
        Event::Retry(event) => Some(event.call),
        Event::Hold(event) => event.call,
        Event::Renewal(event) => Some(event.call),
        Event::End(event) => Some(event.call),
        _ => None,
    }
}
