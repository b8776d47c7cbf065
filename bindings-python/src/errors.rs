//! The core's errors as Python's: the classes are written in Python and called from here.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{IntoPyDict, PyDict};
use unpause::Error;

use crate::accepted::rate_limit;

/// What a call across the bridge may fail with.
pub(crate) enum Failure {
    /// Of the core.
    Unpause(Error),
    /// Of Python itself, such as KeyboardInterrupt.
    Python(PyErr),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Unpause(error)
    }
}

impl From<PyErr> for Failure {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unpause(error) => {
                Python::attach(|py| to_exception(py, &error).map_or_else(|e| e, PyErr::from_value))
            }
            Failure::Python(error) => error,
        }
    }
}

/// The exception for an error: `unpause._errors.from_native(kind, message, fields)`.
pub(crate) fn to_exception<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyAny>> {
    static FROM_NATIVE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let from_native = FROM_NATIVE.import(py, "unpause._errors", "from_native")?;
    from_native.call1((error.kind().name(), error.to_string(), fields(py, error)?))
}

fn fields<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyDict>> {
    let connector = error.connector().map(|it| (it.environment_id(), it.kafka_cluster_id(), it.connector_name()));
    [
        ("connector", connector.into_pyobject(py)?.into_any()),
        ("advice", error.advice().into_pyobject(py)?.into_any()),
        ("field", error.field().into_pyobject(py)?.into_any()),
        ("limit", error.limit().map(unpause::TimeLimit::name).into_pyobject(py)?.into_any()),
        ("status", error.status().into_pyobject(py)?.into_any()),
        ("code", error.code().into_pyobject(py)?.into_any()),
        ("request_id", error.request_id().into_pyobject(py)?.into_any()),
        ("attempts", error.attempts().into_pyobject(py)?.into_any()),
        ("elapsed", error.elapsed().map(|it| it.as_secs_f64()).into_pyobject(py)?.into_any()),
        ("body", error.body().into_pyobject(py)?.into_any()),
        ("retry_after", error.retry_after().map(|it| it.as_secs_f64()).into_pyobject(py)?.into_any()),
        ("rate_limit", error.rate_limit().map(rate_limit).into_pyobject(py)?.into_any()),
    ]
    .into_py_dict(py)
}
