//! The core's events, on their way to Python's `logging`.

use std::mem::take;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::task_local;
use unpause::{Event, EventHandler};

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
    /// The calling event loop, which is on another thread.
    Loop(Arc<Deliveries>),
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
            _ => INFO,
        };
        if level < self.level {
            return;
        }
        let record = (level, event.to_string(), call_of(event));
        match &self.sink {
            Sink::Caller(records) => records.put(record),
            Sink::Loop(deliveries) => deliveries.log(record),
        }
    }
}

/// The number of the event's call.
fn call_of(event: &Event<'_>) -> Option<u64> {
    match event {
        Event::Start(event) => Some(event.call),
        Event::Attempt(event) => Some(event.call),
        Event::Retry(event) => Some(event.call),
        Event::Hold(event) => event.call,
        Event::End(event) => Some(event.call),
        _ => None,
    }
}
