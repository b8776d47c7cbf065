//! How results come back to an event loop: they are put into a queue, and the loop is woken once for all that lie
//! there.

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::mem::take;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::prelude::*;
use pyo3::types::PyDict;
use unpause::Error;
use unpause::bridge::{Answer, Progress, TokenDesk};

use crate::errors::to_exception;
use crate::fork::generation;
use crate::logging::{Record, log};
use crate::records;
use crate::tokens::{Function, Taken};

/// Private: one event loop's. `unpause._mailbox` is built on it.
#[pyclass(frozen, module = "unpause._native")]
pub(crate) struct Mailbox {
    pub(crate) deliveries: Arc<Deliveries>,
    reader: Option<PipeReader>,
    generation: usize,
}

/// The side that the worker thread holds.
pub(crate) struct Deliveries {
    waiting: Mutex<Vec<Delivery>>,
    wake: Wake,
    next: AtomicU64,
}

/// `(id, whether it succeeded, record or exception)`; where it has not ended, None and what it tells: progress, or a
/// question for a token, or None if nobody waits for the answer any more.
type Outcome<'py> = (u64, Option<bool>, Bound<'py, PyAny>);

enum Delivery {
    Result(u64, Result<Answer, Error>),
    Progress(u64, Progress),
    Log(u64, Record),
    /// A question for a token, which goes back if nobody delivers it.
    Wanted(u64, Arc<Function>, Taken),
    Unwanted(u64),
}

/// How the loop is told that something lies in the queue.
enum Wake {
    /// One byte for every time that the queue was empty before: reading one byte and then emptying the queue keeps them
    /// equal, so neither side ever blocks.
    Pipe(PipeWriter),
    /// For a loop that watches no file descriptors (Windows): a callable that tells it. Needs the GIL.
    Callback(Py<PyAny>),
}

#[pymethods]
impl Mailbox {
    /// With `notify`, that is called from another thread when something has come; else `fileno()` becomes readable.
    #[new]
    #[pyo3(signature = (notify = None))]
    fn new(notify: Option<Py<PyAny>>) -> PyResult<Self> {
        let (reader, wake) = match notify {
            Some(notify) => (None, Wake::Callback(notify)),
            None => {
                let (reader, writer) = io::pipe()?;
                (Some(reader), Wake::Pipe(writer))
            }
        };
        let deliveries = Arc::new(Deliveries { waiting: Mutex::default(), wake, next: AtomicU64::new(0) });
        Ok(Self { deliveries, reader, generation: generation() })
    }

    #[cfg(unix)]
    fn fileno(&self) -> Option<i32> {
        use std::os::fd::AsRawFd;
        self.reader.as_ref().map(AsRawFd::as_raw_fd)
    }

    #[cfg(not(unix))]
    fn fileno(&self) -> Option<i32> {
        None
    }

    /// Empties the queue: a list of `(id, whether it succeeded, record or exception)`, and what must be raised once they
    /// are delivered, if anything. Log records are emitted on the way, each in the context of its call.
    fn drain<'py>(
        &self,
        py: Python<'py>,
        contexts: &Bound<'py, PyDict>,
    ) -> PyResult<(Vec<Outcome<'py>>, Option<PyErr>)> {
        if self.generation != generation() {
            // A forked child shares the pipe: the byte in it is its parent's.
            return Ok((Vec::new(), None));
        }
        if let Some(mut reader) = self.reader.as_ref() {
            reader.read_exact(&mut [0])?;
        }
        let (mut outcomes, mut interrupt) = (Vec::new(), None);
        for delivery in self.deliveries.take() {
            if let Delivery::Log(id, record) = delivery {
                interrupt = log(py, record, contexts.get_item(id)?.as_ref()).err().or(interrupt);
                continue;
            }
            match outcome(py, delivery) {
                Ok(outcome) => outcomes.extend(outcome),
                Err(error) => interrupt = Some(error),
            }
        }
        Ok((outcomes, interrupt))
    }
}

fn outcome(py: Python<'_>, delivery: Delivery) -> PyResult<Option<Outcome<'_>>> {
    Ok(match delivery {
        Delivery::Log(..) => None,
        Delivery::Wanted(id, function, taken) => match function.question(py, taken) {
            Some(question) => Some((id, None, Bound::new(py, question)?.into_any())),
            None => None,
        },
        Delivery::Unwanted(id) => Some((id, None, py.None().into_bound(py))),
        Delivery::Progress(id, progress) => Some((id, None, records::progress(py, &progress)?)),
        Delivery::Result(id, Ok(answer)) => Some((id, Some(true), records::answer(py, answer)?)),
        Delivery::Result(id, Err(error)) => Some((id, Some(false), to_exception(py, &error)?)),
    })
}

impl Deliveries {
    /// A number for a call or a question, unique in this mailbox.
    pub(crate) fn number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    pub(crate) fn result(&self, id: u64, result: Result<Answer, Error>) {
        self.put(Delivery::Result(id, result));
    }

    pub(crate) fn progress(&self, id: u64, progress: Progress) {
        self.put(Delivery::Progress(id, progress));
    }

    /// A question for a token, to be answered on this loop.
    pub(crate) fn wanted(self: &Arc<Self>, function: Option<&Arc<Function>>, desk: &Arc<TokenDesk>, number: u64) {
        let (id, taken) = (self.number(), Taken::new(desk, number));
        let Some(function) = function else { return };
        // Weak, because the question may lie here until the end of the loop, and would keep itself from going back.
        let deliveries = Arc::downgrade(self);
        let taken = taken.watched(move || {
            if let Some(deliveries) = deliveries.upgrade() {
                deliveries.put(Delivery::Unwanted(id));
            }
        });
        self.put(Delivery::Wanted(id, Arc::clone(function), taken));
    }

    pub(crate) fn log(&self, id: u64, record: Record) {
        self.put(Delivery::Log(id, record));
    }

    fn put(&self, delivery: Delivery) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let was_empty = waiting.is_empty();
        waiting.push(delivery);
        drop(waiting);
        if was_empty {
            self.wake.wake();
        }
    }

    fn take(&self) -> Vec<Delivery> {
        take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Wake {
    fn wake(&self) {
        match self {
            // Fails only when the reader is gone, and with it everybody who waits.
            Self::Pipe(writer) => drop((&*writer).write_all(&[0])),
            Self::Callback(notify) => {
                Python::try_attach(|py| {
                    if let Err(error) = notify.call0(py) {
                        error.write_unraisable(py, None);
                    }
                });
            }
        }
    }
}
