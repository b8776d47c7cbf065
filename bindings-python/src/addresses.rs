//! Python's addresses as the core's.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyTuple, PyType};
use unpause::{Cluster, Connector, Error, KafkaConnect};

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

/// A connector of these workers.
pub(crate) fn name(of: &KafkaConnect, name: &Bound<'_, PyAny>) -> Result<Connector, Failure> {
    Ok(of.connector(&unicode("connector_name", name)?)?)
}

/// Any iterable of addresses, but not what is one address itself and iterable by chance.
pub(crate) fn connectors(given: &Bound<'_, PyAny>) -> Result<Vec<Connector>, Failure> {
    many("connectors", ITERABLE, given, one_of_many)
}

/// Any iterable of names, but not what is one name itself.
pub(crate) fn names(of: &KafkaConnect, given: &Bound<'_, PyAny>) -> Result<Vec<Connector>, Failure> {
    many("names", "an iterable of str", given, |element| name(of, element))
}

fn many<'py>(
    list: &'static str,
    wanted: &str,
    given: &Bound<'py, PyAny>,
    one: impl Fn(&Bound<'py, PyAny>) -> Result<Connector, Failure>,
) -> Result<Vec<Connector>, Failure> {
    static CONNECTOR: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let connector = CONNECTOR.import(given.py(), "unpause._records", "Connector")?;
    if given.is_instance_of::<PyString>() || given.is_instance(connector)? {
        return Err(wrong_type(list, wanted, given));
    }
    let elements = given.try_iter().map_err(|_| wrong_type(list, wanted, given))?;
    let mut connectors = Vec::with_capacity(given.len().unwrap_or_default());
    for (index, element) in elements.enumerate() {
        connectors.push(one(&element?).map_err(|failure| at(list, index, failure))?);
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
fn at(list: &'static str, index: usize, failure: Failure) -> Failure {
    let error = match failure {
        Failure::Unpause(error) => error,
        Failure::Python(error) => Error::invalid_request(list, Python::attach(|py| error.value(py).to_string())),
    };
    error.at_index(list, index).into()
}
