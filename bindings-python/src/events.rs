//! The core's events on their way to Python's `logging`.

use std::mem::take;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use tokio::task_local;
use unpause::{Event, EventHandler};

use crate::mailbox::Deliveries;

/// A record for `logging`: the level, as a number of Python's, and the line.
pub(crate) type Record = (u8, String);

const DEBUG: u8 = 10;
const INFO: u8 = 20;
const WARNING: u8 = 30;

/// Where the events of one call go.
pub(crate) struct Listener {
    /// From which level on anybody wants to know.
    pub(crate) level: u8,
    pub(crate) sink: Sink,
}

pub(crate) enum Sink {
    /// The thread that called, which looks into it whenever the call pauses.
    Caller(Arc<Records>),
    /// The event loop that called, which is on another thread.
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
        // Outside of a call there is nobody to tell.
        let _ = LISTENER.try_with(|listener| listener.hear(event));
    })
}

impl Listener {
    fn hear(&self, event: &Event<'_>) {
        let level = match event {
            Event::Attempt(_) => DEBUG,
            Event::Hold(_) => INFO,
            Event::Retry(_) => WARNING,
        };
        if level < self.level {
            return;
        }
        let record = (level, event.to_string());
        match &self.sink {
            Sink::Caller(records) => records.put(record),
            Sink::Loop(deliveries) => deliveries.log(record),
        }
    }
}

/// Hands a record to `unpause._logging.emit`. An exception of a logging handler is not the call's; KeyboardInterrupt
/// and SystemExit, which are no exceptions to Python, are everybody's.
pub(crate) fn log(py: Python<'_>, record: Record) -> PyResult<()> {
    static EMIT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    match EMIT.import(py, "unpause._logging", "emit").and_then(|emit| emit.call1(record)) {
        Err(error) if error.is_instance_of::<PyException>(py) => error.write_unraisable(py, None),
        Err(interrupt) => return Err(interrupt),
        Ok(_) => {}
    }
    Ok(())
}
