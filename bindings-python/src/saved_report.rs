//! The core's own report behind a report of the face, so that nothing of it is lost: saved, read again, given to a job.

use pyo3::prelude::*;
use unpause::Report;

/// Private: `unpause.Report` holds one.
#[pyclass(frozen, module = "unpause._native")]
pub(crate) struct SavedReport(pub(crate) Report);

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
