//! Python's values as Rust's. A value of a wrong type is a TypeError, as in Python.

use std::time::Duration;

use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyString;
use unpause::Report;
use unpause::bridge::{invalid_request, seconds};

use crate::errors::Failure;

pub(crate) fn duration(name: &'static str, value: &Bound<'_, PyAny>) -> Result<Duration, Failure> {
    Ok(seconds(name, extract(name, "a number of seconds", value)?)?)
}

/// True or False alone: a text such as "no" from a configuration file is true to Python.
pub(crate) fn boolean(name: &'static str, value: &Bound<'_, PyAny>) -> Result<bool, Failure> {
    extract(name, "a bool", value)
}

pub(crate) fn extract<'py, T>(name: &'static str, wanted: &str, value: &Bound<'py, PyAny>) -> Result<T, Failure>
where
    T: for<'a> FromPyObject<'a, 'py>,
{
    value.extract::<T>().map_err(|error| {
        let error: PyErr = error.into();
        if error.is_instance_of::<PyOverflowError>(value.py()) {
            return invalid_request(name, format!("`{name}` is out of range")).into();
        }
        wrong_type(name, wanted, value)
    })
}

/// A Python string may hold lone surrogates, which no URL or header can carry.
pub(crate) fn unicode(field: &'static str, value: &Bound<'_, PyAny>) -> Result<String, Failure> {
    let string = value.cast::<PyString>().map_err(|_| wrong_type(field, "a str", value))?;
    let text = string.to_cow().map_err(|_| invalid_request(field, format!("`{field}` holds a lone surrogate")))?;
    Ok(text.into_owned())
}

/// The report that a text was saved from.
pub(crate) fn report(text: &Bound<'_, PyAny>) -> Result<Report, Failure> {
    let (py, text) = (text.py(), unicode("text", text)?);
    Ok(py.detach(|| Report::from_json(&text))?)
}

pub(crate) fn wrong_type(name: &str, wanted: &str, got: &Bound<'_, PyAny>) -> Failure {
    let kind = got.get_type().name().map_or_else(|_| "something else".to_owned(), |name| name.to_string());
    Failure::Python(PyTypeError::new_err(format!("{name} must be {wanted}, not {kind}")))
}
