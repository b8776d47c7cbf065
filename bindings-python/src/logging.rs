//! Records for Python's `logging`.

use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// A record: the level, as a number of Python's, the line, and what a handler may want of it as fields.
pub(crate) struct Record {
    pub(crate) level: u8,
    pub(crate) line: String,
    pub(crate) connector: Option<String>,
    pub(crate) attempt: Option<u32>,
    pub(crate) status: Option<u16>,
    pub(crate) request_id: Option<String>,
    pub(crate) call: Option<u64>,
}

/// Hands a record to `unpause._logging.emit`, in the `contextvars.Context` given, or else in the present one. An exception of a logging handler does not end the call; KeyboardInterrupt
/// and SystemExit, which do not derive from Exception, do.
pub(crate) fn log(py: Python<'_>, record: Record, context: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
    static EMIT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let Record { level, line, connector, attempt, status, request_id, call } = record;
    let fields = (level, line, connector, attempt, status, request_id, call);
    let emitted = EMIT.import(py, "unpause._logging", "emit").and_then(|emit| match context {
        // A copy, because a handler that runs the loop would enter the context a second time.
        Some(context) => context
            .call_method0("copy")?
            .call_method1("run", (emit, fields.0, fields.1, fields.2, fields.3, fields.4, fields.5, fields.6)),
        None => emit.call1(fields),
    });
    match emitted {
        Err(error) if error.is_instance_of::<PyException>(py) => error.write_unraisable(py, None),
        Err(interrupt) => return Err(interrupt),
        Ok(_) => {}
    }
    Ok(())
}
