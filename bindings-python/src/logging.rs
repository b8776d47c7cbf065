//! Records for Python's `logging`.

use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// A record: the level, as a number of Python's, the line, and the number of the call.
pub(crate) type Record = (u8, String, Option<u64>);

/// Hands a record to `unpause._logging.emit`. An exception of a logging handler does not end the call; KeyboardInterrupt
/// and SystemExit, which do not derive from Exception, do.
pub(crate) fn log(py: Python<'_>, record: Record) -> PyResult<()> {
    static EMIT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    match EMIT.import(py, "unpause._logging", "emit").and_then(|emit| emit.call1(record)) {
        Err(error) if error.is_instance_of::<PyException>(py) => error.write_unraisable(py, None),
        Err(interrupt) => return Err(interrupt),
        Ok(_) => {}
    }
    Ok(())
}
