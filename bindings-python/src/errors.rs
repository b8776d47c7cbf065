//! The core's errors as Python's: the classes are written in Python and called from here.

use pyo3::CastError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;
use unpause::{Connector, Error};

use crate::records::{rate_limit_data, status_data};
use crate::tokens::Raised;

/// A failure of a call across the bridge.
pub(crate) enum Failure {
    /// An error of the core.
    Unpause(Error),
    /// An exception of Python itself, such as KeyboardInterrupt.
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

impl From<CastError<'_, '_>> for Failure {
    fn from(error: CastError<'_, '_>) -> Self {
        Self::Python(error.into())
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
    let from_native = FROM_NATIVE.import(py, "unpause._from_native", "error")?;
    let made = from_native.call1((error.kind().name(), error.to_string(), fields(py, error)?))?;
    let raised = std::error::Error::source(error).and_then(|cause| cause.downcast_ref::<Raised>());
    if let Some(Raised { exception, .. }) = raised {
        made.setattr("__cause__", exception)?;
    }
    Ok(made)
}

/// The fields that the error has.
fn fields<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyDict>> {
    let fields = PyDict::new(py);
    let connector = error.connector().map(parts);
    put(&fields, "connector", connector)?;
    put(&fields, "advice", error.advice())?;
    // Without advice it is the message.
    put(&fields, "summary", error.advice().map(|_| error.summary()))?;
    put(&fields, "retryable", Some(error.is_retryable()))?;
    put(&fields, "field", error.field())?;
    put(&fields, "limit", error.limit().map(unpause::TimeLimit::name))?;
    put(&fields, "stage", error.stage().map(unpause::CredentialsStage::name))?;
    put(&fields, "status", error.status())?;
    put(&fields, "code", error.code())?;
    put(&fields, "request_id", error.request_id())?;
    put(&fields, "attempts", error.attempts())?;
    put(&fields, "elapsed", error.elapsed().map(|it| it.as_secs_f64()))?;
    put(&fields, "body", error.body())?;
    put(&fields, "retry_after", error.retry_after().map(|it| it.as_secs_f64()))?;
    put(&fields, "rate_limit", error.rate_limit().map(rate_limit_data))?;
    put(&fields, "connector_status", error.connector_status().map(|it| status_data(py, it)).transpose()?)?;
    put(&fields, "situation", error.situation().map(unpause::Situation::name))?;
    put(&fields, "looks", error.looks())?;
    put(&fields, "reason", error.transport_reason().map(unpause::TransportReason::name))?;
    Ok(fields)
}

/// The parts of an address. Of self-managed Kafka Connect the ids are empty.
pub(crate) fn parts(connector: &Connector) -> (&str, &str, &str) {
    let (environment_id, kafka_cluster_id) = (connector.environment_id(), connector.kafka_cluster_id());
    (environment_id.unwrap_or_default(), kafka_cluster_id.unwrap_or_default(), connector.connector_name())
}

fn put<'py, T: IntoPyObject<'py>>(fields: &Bound<'py, PyDict>, name: &str, value: Option<T>) -> PyResult<()> {
    value.map_or(Ok(()), |value| fields.set_item(name, value))
}
