//! The core's events on their way to Python's `logging`.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use tokio::task_local;
use unpause::{Event, EventHandler};

use crate::mailbox::Deliveries;

/// A record for `logging`: is it about a wait (else about an attempt), and the line.
pub(crate) type Record = (bool, String);

/// Where the events of one call go.
#[derive(Clone)]
pub(crate) struct Listener {
    /// Whether anybody wants to know of each attempt; of waits, which are rare and slow anyway, Python is always told.
    pub(crate) attempts: bool,
    pub(crate) sink: Sink,
}

#[derive(Clone)]
pub(crate) enum Sink {
    /// The thread that called, which drives the call itself.
    Caller,
    /// The event loop that called, which is on another thread.
    Loop(Arc<Deliveries>),
}

task_local! {
    /// The listener of the call that is being driven.
    pub(crate) static LISTENER: Listener;
}

/// The handler of every client: events belong to the call that is being driven.
pub(crate) fn handler() -> EventHandler {
    Arc::new(|event| {
        // Outside of a call there is nobody to tell.
        let _ = LISTENER.try_with(|listener| listener.hear(event));
    })
}

impl Listener {
    fn hear(&self, event: &Event<'_>) {
        let is_wait = matches!(event, Event::Retry(_));
        if !is_wait && !self.attempts {
            return;
        }
        let record = (is_wait, event.to_string());
        match &self.sink {
            Sink::Caller => {
                Python::try_attach(|py| log(py, record));
            }
            Sink::Loop(deliveries) => deliveries.log(record),
        }
    }
}

/// Hands a record to `unpause._logging.emit`. What a logging handler raises there is not the call's.
pub(crate) fn log(py: Python<'_>, record: Record) {
    static EMIT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let emitted = EMIT.import(py, "unpause._logging", "emit").and_then(|emit| emit.call1(record));
    if let Err(error) = emitted {
        error.write_unraisable(py, None);
    }
}
