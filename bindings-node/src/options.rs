//! JavaScript's options as the core's. TypeScript has checked their types, the core checks their values.

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;

use napi::bindgen_prelude::Either;
use napi_derive::napi;
use unpause::bridge::{
    ENVIRONMENT, EnvironmentAuthorities, Service, count, guarded, milliseconds, retry_policy, with_variables,
};
use unpause::{
    AllOptions, BaseUrls, CallOptions, ClientOptions, ConnectionOptions, Error, KafkaConnectOptions, ManyOptions,
    RestartOptions, RetryPolicy, Secret, WaitOptions,
};

use crate::errors::NativeError;
use crate::listener::handler;
use crate::token_sources::NativeTokenSource;

/// A client's options, of either service; what is absent is the core's default.
#[napi(object, object_to_js = false)]
pub struct NativeClientOptions {
    pub api_key: Option<String>,
    pub api_secret: Option<String>,
    pub username: Option<String>,
    pub password: Option<String>,
    pub token: Option<String>,
    pub token_provider: Option<NativeTokenSource>,
    /// Several, if it is a list, for Kafka Connect alone.
    pub base_url: Option<Either<String, Vec<String>>>,
    pub timeout_ms: Option<f64>,
    pub connect_timeout_ms: Option<f64>,
    pub deadline_ms: Option<f64>,
    pub retry: Option<NativeRetryPolicy>,
    pub ca_bundle: Option<String>,
    pub client_certificate: Option<String>,
    pub client_key: Option<String>,
    pub proxy: Option<String>,
    pub user_agent: Option<String>,
    /// Pairs, because an object's keys would come out in another order when they look like numbers.
    pub headers: Option<Vec<Vec<String>>>,
    pub allow_insecure: Option<bool>,
}

/// How often and how patiently to try again.
#[napi(object, object_to_js = false)]
pub struct NativeRetryPolicy {
    pub max_attempts: Option<i64>,
    pub base_ms: Option<f64>,
    pub cap_ms: Option<f64>,
}

/// The options of a call.
#[napi(object, object_to_js = false)]
#[derive(Default)]
pub struct NativeCallOptions {
    pub timeout_ms: Option<f64>,
    pub deadline_ms: Option<f64>,
    pub include_tasks: Option<bool>,
    pub only_failed: Option<bool>,
}

/// The credentials and the address of a client for Confluent Cloud, completed from the environment.
#[napi(object, object_from_js = false)]
pub struct NativeEnvironment {
    pub api_key: Option<String>,
    pub api_secret: Option<String>,
    pub token: Option<String>,
    pub base_url: Option<String>,
}

/// The options of every kind of job; each kind takes some of them.
#[napi(object, object_to_js = false)]
pub struct NativeJobOptions {
    pub timeout_ms: Option<f64>,
    pub deadline_ms: Option<f64>,
    pub min_tasks: Option<i64>,
    pub settle_ms: Option<f64>,
    pub failure_grace_ms: Option<f64>,
    pub concurrency: Option<i64>,
    pub wait: Option<bool>,
    pub name_glob: Option<String>,
    pub states: Option<Vec<String>>,
    pub dry_run: Option<bool>,
    pub include_tasks: Option<bool>,
    pub only_failed: Option<bool>,
}

impl NativeJobOptions {
    pub(crate) fn wait_options(&self) -> Result<WaitOptions, Error> {
        Ok(WaitOptions {
            timeout: duration("timeout", self.timeout_ms)?,
            deadline: duration("deadline", self.deadline_ms)?,
            min_tasks: self.min_tasks.map(|value| count("min_tasks", value)).transpose()?,
            settle: duration("settle", self.settle_ms)?,
            failure_grace: duration("failure_grace", self.failure_grace_ms)?,
        })
    }

    pub(crate) fn many_options(&self) -> Result<ManyOptions, Error> {
        let WaitOptions { timeout, deadline, min_tasks, settle, failure_grace } = self.wait_options()?;
        Ok(ManyOptions {
            concurrency: self.concurrency.map(|value| count("concurrency", value)).transpose()?,
            wait: self.wait.unwrap_or_default(),
            timeout,
            deadline,
            min_tasks,
            settle,
            failure_grace,
        })
    }

    pub(crate) fn all_options(self) -> Result<AllOptions, Error> {
        Ok(AllOptions {
            many: self.many_options()?,
            name_glob: self.name_glob,
            states: self.states,
            dry_run: self.dry_run.unwrap_or_default(),
        })
    }

    pub(crate) fn restart_scope(&self, service: &Service) -> Option<RestartOptions> {
        restart_scope(service, self.include_tasks, self.only_failed)
    }
}

/// The names of the variables that `environment` takes.
#[napi]
pub fn environment_names() -> Vec<&'static str> {
    ENVIRONMENT.to_vec()
}

/// The options of a client for Confluent Cloud, completed from these variables, or why they cannot be. JavaScript gives the
/// variables: `process.env` is not always the environment of the process.
#[napi]
pub fn environment(
    options: NativeClientOptions,
    variables: HashMap<String, String>,
) -> Either<NativeEnvironment, NativeError> {
    match guarded(|| with_variables(credentials(&options)?, |name| variables.get(name).cloned())) {
        Ok(ClientOptions { api_key, api_secret, token, base_url, .. }) => {
            let exposed = |secret: Option<Secret>| secret.map(|secret| secret.expose().to_owned());
            let (api_secret, token) = (exposed(api_secret), exposed(token));
            Either::A(NativeEnvironment { api_key, api_secret, token, base_url })
        }
        Err(error) => Either::B(error.into()),
    }
}

pub(crate) fn client_options(given: NativeClientOptions) -> Result<ClientOptions, Error> {
    Ok(ClientOptions { connection: connection_options(&given)?, ..credentials(&given)? })
}

fn credentials(given: &NativeClientOptions) -> Result<ClientOptions, Error> {
    Ok(ClientOptions {
        api_key: given.api_key.clone(),
        api_secret: given.api_secret.as_deref().map(Secret::from),
        token: given.token.as_deref().map(Secret::from),
        token_provider: given.token_provider.as_ref().map(NativeTokenSource::source).transpose()?,
        base_url: given.base_url.as_ref().and_then(|url| match url {
            Either::A(url) => Some(url.clone()),
            Either::B(_) => None,
        }),
        connection: ConnectionOptions::default(),
    })
}

pub(crate) fn kafka_connect_options(given: NativeClientOptions) -> Result<KafkaConnectOptions, Error> {
    Ok(KafkaConnectOptions {
        connection: connection_options(&given)?,
        username: given.username,
        password: given.password.map(Secret::from),
        token: given.token.map(Secret::from),
        token_provider: given.token_provider.as_ref().map(NativeTokenSource::source).transpose()?,
        ..KafkaConnectOptions::new(match given.base_url {
            Some(Either::A(url)) => BaseUrls::from(url),
            Some(Either::B(urls)) => urls.into(),
            None => "".into(),
        })
    })
}

fn connection_options(given: &NativeClientOptions) -> Result<ConnectionOptions, Error> {
    let headers = given.headers.iter().flatten().filter_map(|pair| header(pair));
    Ok(ConnectionOptions {
        timeout: duration("timeout", given.timeout_ms)?,
        connect_timeout: duration("connect_timeout", given.connect_timeout_ms)?,
        deadline: duration("deadline", given.deadline_ms)?,
        retry: given.retry.as_ref().map(policy).transpose()?,
        ca_bundle: given.ca_bundle.as_ref().map(PathBuf::from),
        environment_authorities: environment_authorities(),
        client_certificate: given.client_certificate.as_ref().map(PathBuf::from),
        client_key: given.client_key.as_ref().map(PathBuf::from),
        proxy: given.proxy.as_deref().map(Secret::from),
        user_agent: given.user_agent.clone(),
        headers: headers.collect(),
        allow_insecure: given.allow_insecure.unwrap_or_default(),
        on_event: Some(handler()),
    })
}

/// As Node.js does for its own TLS.
fn environment_authorities() -> Option<EnvironmentAuthorities> {
    let variable = "NODE_EXTRA_CA_CERTS";
    let path = std::env::var_os(variable).filter(|path| !path.is_empty())?;
    Some(EnvironmentAuthorities { variable, path: path.into(), beside_system: true })
}

pub(crate) fn call_options(given: &NativeCallOptions) -> Result<CallOptions, Error> {
    let (timeout, deadline) = (given.timeout_ms, given.deadline_ms);
    Ok(CallOptions { timeout: duration("timeout", timeout)?, deadline: duration("deadline", deadline)? })
}

/// The scope of a restart, if the service takes one.
pub(crate) fn restart_scope(
    service: &Service,
    include_tasks: Option<bool>,
    only_failed: Option<bool>,
) -> Option<RestartOptions> {
    let default = RestartOptions::default();
    service.is_kafka_connect().then(|| RestartOptions {
        include_tasks: include_tasks.unwrap_or(default.include_tasks),
        only_failed: only_failed.unwrap_or(default.only_failed),
    })
}

fn policy(given: &NativeRetryPolicy) -> Result<RetryPolicy, Error> {
    retry_policy(given.max_attempts, duration("base", given.base_ms)?, duration("cap", given.cap_ms)?)
}

fn duration(field: &'static str, given: Option<f64>) -> Result<Option<Duration>, Error> {
    given.map(|value| milliseconds(field, value)).transpose()
}

fn header(pair: &[String]) -> Option<(String, Secret)> {
    let [name, value] = pair else { return None };
    Some((name.clone(), value.as_str().into()))
}
