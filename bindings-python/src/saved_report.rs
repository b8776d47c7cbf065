//! The core's own report behind a report of the face, so that nothing of it is lost: saved, read again, given to a job.

use std::error::Error;

use pyo3::prelude::*;
use unpause::Report;

use crate::tokens::Raised;

/// Private: `unpause.Report` holds one.
#[pyclass(frozen, module = "unpause._native")]
pub(crate) struct SavedReport(Report);

#[pymethods]
impl SavedReport {
    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| self.0.to_json())
    }

    /// For pickle and copy.
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((py.import("unpause._native")?.getattr("saved_report")?, (self.to_json(py),)))
    }
}

impl SavedReport {
    /// Errors share what a function of Python's raised, so that its garbage collector cannot be told who holds it: a traceback that
    /// leads back to the report would keep both alive. What is saved does not have it.
    pub(crate) fn new(report: Report) -> Self {
        let has_raised =
            report.failures().filter_map(|result| result.error.as_ref()?.source()).any(|it| it.is::<Raised>());
        let without = has_raised.then(|| Report::from_json(&report.to_json()).ok()).flatten();
        Self(without.unwrap_or(report))
    }

    pub(crate) fn report(&self) -> &Report {
        &self.0
    }
}
