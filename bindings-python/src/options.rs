//! Python's arguments as the core's: options.

use std::path::PathBuf;
use std::time::Duration;

use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use unpause::{
    CallOptions, ClientOptions, Error, KafkaConnectOptions, RestartOptions, ResumeAllOptions, ResumeManyOptions,
    RetryPolicy, SecretString, WaitOptions, count, seconds,
};

use crate::errors::Failure;
use crate::events::handler;

/// A client's options from keyword arguments, with the environment read and events led to Python.
pub(crate) fn client_options(given: &Bound<'_, PyDict>) -> Result<ClientOptions, Failure> {
    Ok(from_keywords(given)?.complete_from_env()?)
}

/// As [`client_options`], of self-managed Kafka Connect.
pub(crate) fn kafka_connect_options(given: &Bound<'_, PyDict>) -> Result<KafkaConnectOptions, Failure> {
    let (username, password) = (text(given, "username")?, text(given, "password")?.map(SecretString::from));
    Ok(KafkaConnectOptions { username, password, ..from_keywords(given)?.into() })
}

/// `None` stands for an option that is not given.
fn from_keywords(given: &Bound<'_, PyDict>) -> Result<ClientOptions, Failure> {
    Ok(ClientOptions {
        api_key: text(given, "api_key")?,
        api_secret: text(given, "api_secret")?.map(SecretString::from),
        token: text(given, "token")?.map(SecretString::from),
        base_url: text(given, "base_url")?,
        timeout: seconds_of(given, "timeout")?,
        connect_timeout: seconds_of(given, "connect_timeout")?,
        deadline: seconds_of(given, "deadline")?,
        retry: option(given, "retry")?.map(|policy| retry_policy(&policy)).transpose()?,
        ca_bundle: option(given, "ca_bundle")?
            .map(|path| extract::<PathBuf>("ca_bundle", "a path", &path))
            .transpose()?,
        proxy: text(given, "proxy")?.map(SecretString::from),
        user_agent: text(given, "user_agent")?,
        headers: option(given, "headers")?.map(|it| headers(&it)).transpose()?.unwrap_or_default(),
        allow_insecure: flag(given, "allow_insecure")?,
        from_env: flag(given, "from_env")?,
        on_event: Some(handler()),
    })
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

pub(crate) fn resume_many_options(given: &Bound<'_, PyDict>) -> Result<ResumeManyOptions, Failure> {
    let WaitOptions { timeout, deadline, min_tasks, settle, failure_grace } = wait_options(given)?;
    let (concurrency, wait) = (whole(given, "concurrency")?, flag(given, "wait")?);
    Ok(ResumeManyOptions { concurrency, wait, timeout, deadline, min_tasks, settle, failure_grace })
}

pub(crate) fn resume_all_options(given: &Bound<'_, PyDict>) -> Result<ResumeAllOptions, Failure> {
    Ok(ResumeAllOptions {
        name_glob: text(given, "name_glob")?,
        states: option(given, "states")?.map(|it| states(&it)).transpose()?,
        dry_run: flag(given, "dry_run")?,
        many: resume_many_options(given)?,
    })
}

/// A str is an iterable of str too, and never meant so.
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

fn headers(given: &Bound<'_, PyAny>) -> Result<Vec<(String, SecretString)>, Failure> {
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

fn retry_policy(given: &Bound<'_, PyAny>) -> Result<RetryPolicy, Failure> {
    let field = |name: &str| given.getattr(name).map_err(|_| wrong_type("retry", "a RetryPolicy", given));
    Ok(RetryPolicy::from_numbers(
        Some(extract("max_attempts", "an int", &field("max_attempts")?)?),
        Some(extract("base", "a number of seconds", &field("base")?)?),
        Some(extract("cap", "a number of seconds", &field("cap")?)?),
    )?)
}

fn extract<'py, T>(name: &'static str, wanted: &str, value: &Bound<'py, PyAny>) -> Result<T, Failure>
where
    T: for<'a> FromPyObject<'a, 'py>,
{
    value.extract::<T>().map_err(|error| {
        let error: PyErr = error.into();
        if error.is_instance_of::<PyOverflowError>(value.py()) {
            return Error::invalid_request(name, format!("{name} is out of range")).into();
        }
        wrong_type(name, wanted, value)
    })
}

/// A Python string may hold lone surrogates, which no URL or header can carry.
pub(crate) fn unicode(field: &'static str, value: &Bound<'_, PyAny>) -> Result<String, Failure> {
    let string = value.cast::<PyString>().map_err(|_| wrong_type(field, "a str", value))?;
    let text = string.to_cow().map_err(|_| Error::invalid_request(field, format!("{field} holds a lone surrogate")))?;
    Ok(text.into_owned())
}

pub(crate) fn wrong_type(name: &str, wanted: &str, got: &Bound<'_, PyAny>) -> Failure {
    let kind = got.get_type().name().map_or_else(|_| "something else".to_owned(), |name| name.to_string());
    Failure::Python(PyTypeError::new_err(format!("{name} must be {wanted}, not {kind}")))
}
