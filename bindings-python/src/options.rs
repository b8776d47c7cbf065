//! Python's arguments as the core's: options and addresses.

use std::path::PathBuf;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use unpause::{ClientOptions, Connector, Error, RetryPolicy, SecretString, seconds};

use crate::errors::Failure;

/// A client's options from keyword arguments; `None` stands for one that is not given.
pub(crate) fn client_options(given: &Bound<'_, PyDict>) -> Result<ClientOptions, Failure> {
    Ok(ClientOptions {
        api_key: text(given, "api_key")?,
        api_secret: text(given, "api_secret")?.map(SecretString::from),
        token: text(given, "token")?.map(SecretString::from),
        base_url: text(given, "base_url")?,
        timeout: number(given, "timeout")?.map(|it| seconds("timeout", it)).transpose()?,
        connect_timeout: number(given, "connect_timeout")?.map(|it| seconds("connect_timeout", it)).transpose()?,
        deadline: number(given, "deadline")?.map(|it| seconds("deadline", it)).transpose()?,
        retry: option(given, "retry")?.map(|policy| retry_policy(&policy)).transpose()?,
        ca_bundle: option(given, "ca_bundle")?
            .map(|path| extract::<PathBuf>("ca_bundle", "a path", &path))
            .transpose()?,
        proxy: text(given, "proxy")?.map(SecretString::from),
        user_agent: text(given, "user_agent")?,
        headers: option(given, "headers")?.map(|it| headers(&it)).transpose()?.unwrap_or_default(),
        allow_insecure: option(given, "allow_insecure")?.map(|it| it.is_truthy()).transpose()?.unwrap_or_default(),
        from_env: option(given, "from_env")?.map(|it| it.is_truthy()).transpose()?.unwrap_or_default(),
        on_event: None,
    })
}

/// The three parts of a connector's address.
pub(crate) fn connector(
    environment_id: &Bound<'_, PyAny>,
    kafka_cluster_id: &Bound<'_, PyAny>,
    connector_name: &Bound<'_, PyAny>,
) -> Result<Connector, Failure> {
    Ok(Connector::new(
        unicode("environment_id", environment_id)?,
        unicode("kafka_cluster_id", kafka_cluster_id)?,
        unicode("connector_name", connector_name)?,
    )?)
}

fn option<'py>(given: &Bound<'py, PyDict>, name: &'static str) -> PyResult<Option<Bound<'py, PyAny>>> {
    Ok(given.get_item(name)?.filter(|value| !value.is_none()))
}

fn text(given: &Bound<'_, PyDict>, name: &'static str) -> Result<Option<String>, Failure> {
    option(given, name)?.map(|value| unicode(name, &value)).transpose()
}

fn number(given: &Bound<'_, PyDict>, name: &'static str) -> Result<Option<f64>, Failure> {
    option(given, name)?.map(|value| extract(name, "a number of seconds", &value)).transpose()
}

fn headers(given: &Bound<'_, PyAny>) -> Result<Vec<(String, SecretString)>, Failure> {
    let mut headers = Vec::new();
    let pairs = given.call_method0("items").map_err(|_| wrong_type("headers", "a mapping", given))?;
    for pair in pairs.try_iter()? {
        let (name, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair?.extract()?;
        headers.push((unicode("headers", &name)?, unicode("headers", &value)?.into()));
    }
    Ok(headers)
}

fn retry_policy(given: &Bound<'_, PyAny>) -> Result<RetryPolicy, Failure> {
    let field = |name: &str| given.getattr(name).map_err(|_| wrong_type("retry", "a RetryPolicy", given));
    Ok(RetryPolicy::from_numbers(
        Some(extract("max_attempts", "an int", &field("max_attempts")?)?),
        Some(extract("base", "a number of seconds", &field("base")?)?),
        Some(extract("cap", "a number of seconds", &field("cap")?)?),
    )?)
}

fn extract<'py, T>(name: &str, wanted: &str, value: &Bound<'py, PyAny>) -> Result<T, Failure>
where
    T: for<'a> FromPyObject<'a, 'py>,
{
    value.extract().map_err(|_| wrong_type(name, wanted, value))
}

/// A Python string may hold lone surrogates, which no URL or header can carry.
fn unicode(field: &'static str, value: &Bound<'_, PyAny>) -> Result<String, Failure> {
    let string = value.cast::<PyString>().map_err(|_| wrong_type(field, "a str", value))?;
    let text = string.to_cow().map_err(|_| Error::invalid_request(field, format!("{field} holds a lone surrogate")))?;
    Ok(text.into_owned())
}

fn wrong_type(name: &str, wanted: &str, got: &Bound<'_, PyAny>) -> Failure {
    let kind = got.get_type().name().map_or_else(|_| "something else".to_owned(), |name| name.to_string());
    Failure::Python(PyTypeError::new_err(format!("{name} must be {wanted}, not {kind}")))
}
