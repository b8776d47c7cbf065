//! Python's keyword arguments as the core's options.

use std::path::PathBuf;
use std::time::Duration;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString};
use unpause::bridge::{EnvironmentAuthorities, ServiceOptions, count, internal, retry_policy};
use unpause::{
    AllOptions, BaseUrls, CallOptions, ClientOptions, ConnectionOptions, KafkaConnectOptions, ManyOptions,
    RestartOptions, RetryPolicy, Secret, TokenSource, WaitOptions,
};

use crate::errors::Failure;
use crate::events::handler;
use crate::token_source;
use crate::tokens::Function;
use crate::values::{boolean, duration, extract, unicode, wrong_type};

/// The options of a client of the service of that name, from keyword arguments.
pub(crate) fn service_options(service: &str, given: &Bound<'_, PyDict>) -> Result<(ServiceOptions, Function), Failure> {
    let options = match service {
        "confluent_cloud" => ServiceOptions::ConfluentCloud(client_options(given)?),
        "kafka_connect" => ServiceOptions::KafkaConnect(kafka_connect_options(given)?),
        _ => return Err(internal(format!("there is no service {service:?}")).into()),
    };
    let function = option(given, "token_provider")?.map(|source| token_source::function(&source)).transpose()?;
    Ok((options, Function::new(given.py(), function.flatten())?))
}

fn client_options(given: &Bound<'_, PyDict>) -> Result<ClientOptions, Failure> {
    Ok(ClientOptions { connection: connection_options(given)?, ..credentials(given)? })
}

fn credentials(given: &Bound<'_, PyDict>) -> Result<ClientOptions, Failure> {
    Ok(ClientOptions {
        api_key: text(given, "api_key")?,
        api_secret: secret(given, "api_secret")?,
        token: secret(given, "token")?,
        token_provider: token_provider(given)?,
        base_url: text(given, "base_url")?,
        connection: ConnectionOptions::default(),
    })
}

fn kafka_connect_options(given: &Bound<'_, PyDict>) -> Result<KafkaConnectOptions, Failure> {
    Ok(KafkaConnectOptions {
        username: text(given, "username")?,
        password: secret(given, "password")?,
        token: secret(given, "token")?,
        token_provider: token_provider(given)?,
        connection: connection_options(given)?,
        ..KafkaConnectOptions::new(base_urls(given)?)
    })
}

fn token_provider(given: &Bound<'_, PyDict>) -> Result<Option<TokenSource>, Failure> {
    option(given, "token_provider")?.map(|source| token_source::source(&source)).transpose()
}

/// A text, or an iterable of texts.
fn base_urls(given: &Bound<'_, PyDict>) -> Result<BaseUrls, Failure> {
    let Some(urls) = option(given, "base_url")? else { return Ok("".into()) };
    if urls.is_instance_of::<PyString>() {
        return Ok(unicode("base_url", &urls)?.into());
    }
    let wrong = || wrong_type("base_url", "a str or a list of str", &urls);
    if urls.is_instance_of::<PyBytes>() {
        // An iterable, too, of int.
        return Err(wrong());
    }
    let urls = urls.try_iter().map_err(|_| wrong())?;
    let urls: Result<Vec<_>, Failure> = urls.map(|url| unicode("base_url", &url?)).collect();
    Ok(urls?.into())
}

/// An option that is None has its default.
fn connection_options(given: &Bound<'_, PyDict>) -> Result<ConnectionOptions, Failure> {
    Ok(ConnectionOptions {
        timeout: seconds_of(given, "timeout")?,
        connect_timeout: seconds_of(given, "connect_timeout")?,
        deadline: seconds_of(given, "deadline")?,
        retry: option(given, "retry")?.map(|policy| policy_of(&policy)).transpose()?,
        ca_bundle: path(given, "ca_bundle")?,
        environment_authorities: environment_authorities(),
        client_certificate: path(given, "client_certificate")?,
        client_key: path(given, "client_key")?,
        proxy: secret(given, "proxy")?,
        user_agent: text(given, "user_agent")?,
        headers: option(given, "headers")?.map(|it| headers(&it)).transpose()?.unwrap_or_default(),
        allow_insecure: flag(given, "allow_insecure")?,
        on_event: Some(handler()),
    })
}

/// As requests does. Python's own TLS has the other two on every system, the core on Linux alone.
fn environment_authorities() -> Option<EnvironmentAuthorities> {
    let others: &[_] = if cfg!(target_os = "linux") { &[] } else { &["SSL_CERT_FILE", "SSL_CERT_DIR"] };
    std::iter::once(&"REQUESTS_CA_BUNDLE").chain(others).find_map(|variable| {
        let path = std::env::var_os(variable).filter(|path| !path.is_empty())?;
        Some(EnvironmentAuthorities { variable, path: path.into(), beside_system: false })
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

/// The scope of a restart in a job, if the service takes one.
pub(crate) fn job_restart_options(given: &Bound<'_, PyDict>) -> Result<Option<RestartOptions>, Failure> {
    match (given.get_item("include_tasks")?, given.get_item("only_failed")?) {
        (Some(include_tasks), Some(only_failed)) => restart_options(&(include_tasks, only_failed)).map(Some),
        _ => Ok(None),
    }
}

/// The state that a job waits for, if the caller names it.
pub(crate) fn state(given: &Bound<'_, PyDict>) -> Result<Option<String>, Failure> {
    given.get_item("state")?.map(|state| unicode("state", &state)).transpose()
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

pub(crate) fn many_options(given: &Bound<'_, PyDict>) -> Result<ManyOptions, Failure> {
    let WaitOptions { timeout, deadline, min_tasks, settle, failure_grace } = wait_options(given)?;
    let (concurrency, wait) = (whole(given, "concurrency")?, flag(given, "wait")?);
    Ok(ManyOptions { concurrency, wait, timeout, deadline, min_tasks, settle, failure_grace })
}

pub(crate) fn all_options(given: &Bound<'_, PyDict>) -> Result<AllOptions, Failure> {
    Ok(AllOptions {
        name_glob: text(given, "name_glob")?,
        states: option(given, "states")?.map(|it| states(&it)).transpose()?,
        dry_run: flag(given, "dry_run")?,
        many: many_options(given)?,
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

fn path(given: &Bound<'_, PyDict>, name: &'static str) -> Result<Option<PathBuf>, Failure> {
    option(given, name)?.map(|path| extract(name, "a path", &path)).transpose()
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

fn flag(given: &Bound<'_, PyDict>, name: &'static str) -> Result<bool, Failure> {
    Ok(option(given, name)?.map(|value| boolean(name, &value)).transpose()?.unwrap_or_default())
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
