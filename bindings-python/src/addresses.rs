//! Python's addresses as the bridge's: lists of their parts.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyTuple, PyType};
use unpause::bridge::{Service, at_index, invalid_request};
use unpause::{Connector, Error};

use crate::errors::Failure;
use crate::saved_report::SavedReport;
use crate::values::{unicode, wrong_type};

const PARTS: [&str; 3] = ["environment_id", "kafka_cluster_id", "connector_name"];
const NAME: [&str; 1] = ["connector_name"];

/// The argument of many connectors, in words.
const MANY: &str = "a Report, or an iterable of Connectors, of tuples of three str, or of str";
const MANY_NAMES: &str = "a Report, or an iterable of str";
const ELEMENT: &str = "a Connector, a tuple of three str, or a str";

/// The parts of an address, of a cluster too: `(environment_id, kafka_cluster_id[, connector_name])`, or of self-managed Kafka
/// Connect `([connector_name])`.
pub(crate) fn parts(service: &Service, address: &Bound<'_, PyTuple>) -> Result<Vec<String>, Failure> {
    let names: &[&'static str] = if service.is_kafka_connect() { &NAME } else { &PARTS };
    names.iter().zip(address.iter_borrowed()).map(|(name, part)| unicode(name, &part)).collect()
}

/// The connector that a call is for, if it is for one.
pub(crate) fn connector(service: &Service, target: &Bound<'_, PyAny>) -> Option<Connector> {
    let parts = parts(service, target.cast().ok()?).ok()?;
    service.connector(&parts).ok()
}

/// An address in one text.
pub(crate) fn parse(text: &Bound<'_, PyAny>) -> Result<Connector, Failure> {
    Ok(Connector::parse(&unicode("text", text)?)?)
}

/// Those that the job of a report changed. Or any iterable of addresses, or of self-managed Kafka Connect of names; a single
/// address, which is iterable by chance, is refused.
pub(crate) fn connectors(service: &Service, given: &Bound<'_, PyAny>) -> Result<Vec<Connector>, Failure> {
    if let Ok(report) = given.cast::<SavedReport>() {
        return Ok(service.changed(report.get().report())?);
    }
    static CONNECTOR: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let connector = CONNECTOR.import(given.py(), "unpause._records", "Connector")?;
    let list = service.list_name();
    let wrong = || wrong_type(list, if service.is_kafka_connect() { MANY_NAMES } else { MANY }, given);
    if given.is_instance_of::<PyString>() || given.is_instance(connector)? {
        return Err(wrong());
    }
    let elements = given.try_iter().map_err(|_| wrong())?;
    let mut connectors = Vec::with_capacity(given.len().unwrap_or_default());
    for (index, element) in elements.enumerate() {
        connectors.push(one_of_many(service, &element?).map_err(|failure| at(list, index, failure))?);
    }
    Ok(connectors)
}

fn one_of_many(service: &Service, element: &Bound<'_, PyAny>) -> Result<Connector, Failure> {
    let address = if service.is_kafka_connect() {
        vec![unicode("connector_name", element)?]
    } else if element.is_instance_of::<PyString>() {
        vec![unicode("text", element)?]
    } else {
        match element.cast::<PyTuple>() {
            Ok(address) if address.len() == PARTS.len() => parts(service, address)?,
            _ => return Err(wrong_type("it", ELEMENT, element)),
        }
    };
    Ok(service.connector(&address)?)
}

/// Names the element that a failure is about.
fn at(list: &'static str, index: usize, failure: Failure) -> Failure {
    let error: Error = match failure {
        Failure::Unpause(error) => error,
        Failure::Python(error) => invalid_request(list, Python::attach(|py| error.value(py).to_string())),
    };
    at_index(error, list, index).into()
}
