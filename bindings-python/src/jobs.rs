//! A job of the asyncio client, which starts later than it is made.

use std::mem::take;
use std::sync::{Mutex, PoisonError};

use pyo3::exceptions::PyBaseException;
use pyo3::prelude::*;
use unpause::bridge::{Work, forked, internal};
use unpause::{Error, Tally};

use crate::errors::Failure;
use crate::fork::Own;
use crate::records::{interrupted, report};

/// Private: `unpause.Job` is built on it.
#[pyclass(frozen, module = "unpause._native")]
pub(crate) struct AsyncioJob {
    /// Until it starts.
    work: Mutex<Option<Own<Work>>>,
    /// Of a job on many connectors. A lock that is held while the process is forked stays locked in the child.
    tally: Option<Own<Tally>>,
}

#[pymethods]
impl AsyncioJob {
    /// The report so far of a job on many connectors; None for another job.
    fn report<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Some(tally) = &self.tally else { return Ok(None) };
        let tally = tally.peek().ok_or_else(forked).map_err(Failure::from)?;
        report(py, py.detach(|| tally.report())).map(Some)
    }

    /// Gives the exception that interrupts a job on many connectors the report so far.
    fn interrupted(&self, exception: Bound<'_, PyBaseException>) {
        if let Some(tally) = self.tally.as_ref().and_then(Own::peek) {
            interrupted(&exception, tally);
        }
    }
}

impl AsyncioJob {
    pub(crate) fn new(work: Work) -> Self {
        Self { tally: work.tally().map(Own::new), work: Mutex::new(Some(Own::new(work))) }
    }

    /// The work, once.
    pub(crate) fn take(&self) -> Result<Work, Error> {
        let work = take(&mut *self.work.lock().unwrap_or_else(PoisonError::into_inner));
        work.ok_or_else(|| internal("a job was started twice"))?.take().ok_or_else(forked)
    }
}
