//! Python's keyword arguments as the core's options.

use std::path::PathBuf;
use std::time::Duration;

use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use unpause::bridge::{ServiceOptions, count, internal, invalid_request, retry_policy, seconds};
use unpause::{
    AllOptions, CallOptions, ClientOptions, ConnectionOptions, KafkaConnectOptions, ManyOptions, RestartOptions,
    RetryPolicy, Secret, WaitOptions,
};

use crate::errors::Failure;
use crate::events::handler;

/// The options of a client of the service of that name, from keyword arguments.
pub(crate) fn service_options(service: &str, given: &Bound<'_, PyDict>) -> Result<ServiceOptions, Failure> {
    match service {
        "confluent_cloud" => Ok(ServiceOptions::ConfluentCloud(client_options(given)?)),
        "kafka_connect" => Ok(ServiceOptions::KafkaConnect(kafka_connect_options(given)?)),
        _ => Err(internal(format!("there is no service {service:?}")).into()),
    }
}

fn client_options(given: &Bound<'_, PyDict>) -> Result<ClientOptions, Failure> {
    Ok(ClientOptions { connection: connection_options(given)?, ..credentials(given)? })
}

fn credentials(given: &Bound<'_, PyDict>) -> Result<ClientOptions, Failure> {
    Ok(ClientOptions {
        api_key: text(given, "api_key")?,
        api_secret: secret(given, "api_secret")?,
        token: secret(given, "token")?,
        base_url: text(given, "base_url")?,
        connection: ConnectionOptions::default(),
    })
}

fn kafka_connect_options(given: &Bound<'_, PyDict>) -> Result<KafkaConnectOptions, Failure> {
    Ok(KafkaConnectOptions {
        username: text(given, "username")?,
        password: secret(given, "password")?,
        token: secret(given, "token")?,
        connection: connection_options(given)?,
        ..KafkaConnectOptions::new(text(given, "base_url")?.unwrap_or_default())
    })
}

/// An option that is None has its default.
fn connection_options(given: &Bound<'_, PyDict>) -> Result<ConnectionOptions, Failure> {
    Ok(ConnectionOptions {
        timeout: seconds_of(given, "timeout")?,
        connect_timeout: seconds_of(given, "connect_timeout")?,
        deadline: seconds_of(given, "deadline")?,
        retry: option(given, "retry")?.map(|policy| policy_of(&policy)).transpose()?,
        ca_bundle: option(given, "ca_bundle")?
            .map(|path| extract::<PathBuf>("ca_bundle", "a path", &path))
            .transpose()?,
        proxy: secret(given, "proxy")?,
        user_agent: text(given, "user_agent")?,
        headers: option(given, "headers")?.map(|it| headers(&it)).transpose()?.unwrap_or_default(),
        allow_insecure: flag(given, "allow_insecure")?,
        on_event: Some(handler()),
    })
}

/// A copy of the keyword arguments of a client for Confluent Cloud, completed from the environment.
pub(crate) fn environment<'py>(given: &Bound<'py, PyDict>) -> Result<Bound<'py, PyDict>, Failure> {
    let ClientOptions { api_key, api_secret, token, base_url, .. } = credentials(given)?.with_env()?;
    let completed = given.copy()?;
    let exposed = |secret: &Option<Secret>| secret.as_ref().map(|it| it.expose().to_owned());
    completed.set_item("api_key", api_key)?;
    completed.set_item("api_secret", exposed(&api_secret))?;
    completed.set_item("token", exposed(&token))?;
    completed.set_item("base_url", base_url)?;
    Ok(completed)
}

/// `(timeout, deadline)` of one call, in seconds, or None.
pub(crate) type Limits<'py> = (Option<Bound<'py, PyAny>>, Option<Bound<'py, PyAny>>);

pub(crate) fn call_options((timeout, deadline): &Limits<'_>) -> Result<CallOptions, Failure> {
    Ok(CallOptions {
        timeout: timeout.as_ref().map(|value| duration("timeout", value)).transpose()?,
        deadline: deadline.as_ref().map(|value| duration("deadline", value)).transpose()?,
    })
}

/// `(include_tasks, only_failed)` of a restart by self-managed Kafka Connect.
pub(crate) type Restart<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

pub(crate) fn restart_options((include_tasks, only_failed): &Restart<'_>) -> Result<RestartOptions, Failure> {
    Ok(RestartOptions {
        include_tasks: boolean("include_tasks", include_tasks)?,
        only_failed: boolean("only_failed", only_failed)?,
    })
}

pub(crate) fn wait_options(given: &Bound<'_, PyDict>) -> Result<WaitOptions, Failure> {
    Ok(WaitOptions {
        timeout: seconds_of(given, "timeout")?,
        deadline: seconds_of(given, "deadline")?,
        min_tasks: whole(given, "min_tasks")?,
        settle: seconds_of(given, "settle")?,
        failure_grace: seconds_of(given, "failure_grace")?,
    })
}

pub(crate) fn resume_many_options(given: &Bound<'_, PyDict>) -> Result<ManyOptions, Failure> {
    let WaitOptions { timeout, deadline, min_tasks, settle, failure_grace } = wait_options(given)?;
    let (concurrency, wait) = (whole(given, "concurrency")?, flag(given, "wait")?);
    Ok(ManyOptions { concurrency, wait, timeout, deadline, min_tasks, settle, failure_grace })
}

pub(crate) fn resume_all_options(given: &Bound<'_, PyDict>) -> Result<AllOptions, Failure> {
    Ok(AllOptions {
        name_glob: text(given, "name_glob")?,
        states: option(given, "states")?.map(|it| states(&it)).transpose()?,
        dry_run: flag(given, "dry_run")?,
        many: resume_many_options(given)?,
    })
}

/// A str is an iterable of str, too, and is refused.
fn states(given: &Bound<'_, PyAny>) -> Result<Vec<String>, Failure> {
    let wrong = || wrong_type("states", "an iterable of str", given);
    if given.is_instance_of::<PyString>() {
        return Err(wrong());
    }
    given.try_iter().map_err(|_| wrong())?.map(|state| unicode("states", &state?)).collect()
}

fn option<'py>(given: &Bound<'py, PyDict>, name: &'static str) -> PyResult<Option<Bound<'py, PyAny>>> {
    Ok(given.get_item(name)?.filter(|value| !value.is_none()))
}

fn text(given: &Bound<'_, PyDict>, name: &'static str) -> Result<Option<String>, Failure> {
    option(given, name)?.map(|value| unicode(name, &value)).transpose()
}

fn secret(given: &Bound<'_, PyDict>, name: &'static str) -> Result<Option<Secret>, Failure> {
    Ok(text(given, name)?.map(Secret::from))
}

fn seconds_of(given: &Bound<'_, PyDict>, name: &'static str) -> Result<Option<Duration>, Failure> {
    option(given, name)?.map(|value| duration(name, &value)).transpose()
}

fn whole(given: &Bound<'_, PyDict>, name: &'static str) -> Result<Option<u32>, Failure> {
    option(given, name)?.map(|value| Ok(count(name, extract(name, "an int", &value)?)?)).transpose()
}

fn duration(name: &'static str, value: &Bound<'_, PyAny>) -> Result<Duration, Failure> {
    Ok(seconds(name, extract(name, "a number of seconds", value)?)?)
}

fn flag(given: &Bound<'_, PyDict>, name: &'static str) -> Result<bool, Failure> {
    Ok(option(given, name)?.map(|value| boolean(name, &value)).transpose()?.unwrap_or_default())
}

/// True or False alone: a text such as "no" from a configuration file is true to Python.
fn boolean(name: &'static str, value: &Bound<'_, PyAny>) -> Result<bool, Failure> {
    extract(name, "a bool", value)
}

fn headers(given: &Bound<'_, PyAny>) -> Result<Vec<(String, Secret)>, Failure> {
    let mut headers = Vec::new();
    let pairs = given.call_method0("items").map_err(|_| wrong_type("headers", "a mapping", given))?;
    for pair in pairs.try_iter()? {
        let (name, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair?.extract()?;
        let name = unicode("headers", &name)?;
        if !value.is_instance_of::<PyString>() {
            return Err(wrong_type(&format!("headers[{name:?}]"), "a str", &value));
        }
        headers.push((name, unicode("headers", &value)?.into()));
    }
    Ok(headers)
}

fn policy_of(given: &Bound<'_, PyAny>) -> Result<RetryPolicy, Failure> {
    let field = |name: &str| given.getattr(name).map_err(|_| wrong_type("retry", "a RetryPolicy", given));
    let max_attempts = extract("max_attempts", "an int", &field("max_attempts")?)?;
    let (base, cap) = (duration("base", &field("base")?)?, duration("cap", &field("cap")?)?);
    Ok(retry_policy(Some(max_attempts), Some(base), Some(cap))?)
}

fn extract<'py, T>(name: &'static str, wanted: &str, value: &Bound<'py, PyAny>) -> Result<T, Failure>
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

pub(crate) fn wrong_type(name: &str, wanted: &str, got: &Bound<'_, PyAny>) -> Failure {
    let kind = got.get_type().name().map_or_else(|_| "something else".to_owned(), |name| name.to_string());
    Failure::Python(PyTypeError::new_err(format!("{name} must be {wanted}, not {kind}")))
}
