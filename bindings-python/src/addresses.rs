//! Python's addresses as the core's.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyTuple, PyType};
use unpause::{Cluster, Connector, Error};

use crate::errors::Failure;
use crate::options::{unicode, wrong_type};

/// What [`connectors`] is told of, in words.
const ITERABLE: &str = "an iterable of Connectors, of tuples of three str, or of str";
const ELEMENT: &str = "a Connector, a tuple of three str, or a str";

/// `(environment_id, kafka_cluster_id, connector_name)`.
pub(crate) fn connector(address: &Bound<'_, PyTuple>) -> Result<Connector, Failure> {
    let (environment_id, kafka_cluster_id, connector_name) = address.extract()?;
    Ok(Connector::new(
        unicode("environment_id", &environment_id)?,
        unicode("kafka_cluster_id", &kafka_cluster_id)?,
        unicode("connector_name", &connector_name)?,
    )?)
}

/// `(environment_id, kafka_cluster_id)`.
pub(crate) fn cluster(address: &Bound<'_, PyTuple>) -> Result<Cluster, Failure> {
    let (environment_id, kafka_cluster_id) = address.extract()?;
    Ok(Cluster::new(unicode("environment_id", &environment_id)?, unicode("kafka_cluster_id", &kafka_cluster_id)?)?)
}

/// An address in one string.
pub(crate) fn parse(text: &Bound<'_, PyAny>) -> Result<Connector, Failure> {
    Ok(Connector::parse(&unicode("text", text)?)?)
}

/// Any iterable of addresses, but not what is one address itself and iterable by chance.
pub(crate) fn connectors(given: &Bound<'_, PyAny>) -> Result<Vec<Connector>, Failure> {
    static CONNECTOR: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let one = CONNECTOR.import(given.py(), "unpause._records", "Connector")?;
    if given.is_instance_of::<PyString>() || given.is_instance(one)? {
        return Err(wrong_type("connectors", ITERABLE, given));
    }
    let elements = given.try_iter().map_err(|_| wrong_type("connectors", ITERABLE, given))?;
    let mut connectors = Vec::with_capacity(given.len().unwrap_or_default());
    for (index, element) in elements.enumerate() {
        connectors.push(one_of_many(&element?).map_err(|failure| at(index, failure))?);
    }
    Ok(connectors)
}

fn one_of_many(element: &Bound<'_, PyAny>) -> Result<Connector, Failure> {
    if element.is_instance_of::<PyString>() {
        return parse(element);
    }
    match element.cast::<PyTuple>() {
        Ok(address) if address.len() == 3 => connector(address),
        _ => Err(wrong_type("it", ELEMENT, element)),
    }
}

/// Says which element is meant, in what is wrong with it.
fn at(index: usize, failure: Failure) -> Failure {
    let (field, reason) = match &failure {
        Failure::Unpause(error) => (error.field().unwrap_or("connectors"), error.to_string()),
        Failure::Python(error) => ("connectors", Python::attach(|py| error.value(py).to_string())),
    };
    let reason = reason.strip_prefix("invalid request: ").unwrap_or(&reason);
    Error::invalid_request(field, format!("connectors[{index}]: {reason}")).into()
}
