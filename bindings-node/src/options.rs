//! JavaScript's options as the core's. TypeScript has checked their types, the core checks their values.

use std::path::PathBuf;

use napi_derive::napi;
use unpause::{
    CallOptions, ClientOptions, Error, KafkaConnectOptions, ResumeAllOptions, ResumeManyOptions, RetryPolicy, Secret,
    WaitOptions, count, milliseconds,
};

use crate::events;

/// A client's options, of either service; what is absent is the core's default.
#[napi(object, object_to_js = false)]
pub struct NativeClientOptions {
    pub api_key: Option<String>,
    pub api_secret: Option<String>,
    pub username: Option<String>,
    pub password: Option<String>,
    pub token: Option<String>,
    pub base_url: Option<String>,
    pub timeout_ms: Option<f64>,
    pub connect_timeout_ms: Option<f64>,
    pub deadline_ms: Option<f64>,
    pub retry: Option<NativeRetryPolicy>,
    pub ca_bundle: Option<String>,
    pub proxy: Option<String>,
    pub user_agent: Option<String>,
    /// Pairs, because an object's keys would come out in another order when they look like numbers.
    pub headers: Option<Vec<Vec<String>>>,
    pub allow_insecure: Option<bool>,
    pub from_env: Option<bool>,
}

/// How often and how patiently to try again.
#[napi(object, object_to_js = false)]
pub struct NativeRetryPolicy {
    pub max_attempts: Option<i64>,
    pub base_ms: Option<f64>,
    pub cap_ms: Option<f64>,
}

/// What a job is told: each kind of job takes some of it.
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
}

impl NativeJobOptions {
    pub(crate) fn wait_options(&self) -> Result<WaitOptions, Error> {
        Ok(WaitOptions {
            timeout: self.timeout_ms.map(|value| milliseconds("timeout", value)).transpose()?,
            deadline: self.deadline_ms.map(|value| milliseconds("deadline", value)).transpose()?,
            min_tasks: self.min_tasks.map(|value| count("min_tasks", value)).transpose()?,
            settle: self.settle_ms.map(|value| milliseconds("settle", value)).transpose()?,
            failure_grace: self.failure_grace_ms.map(|value| milliseconds("failure_grace", value)).transpose()?,
        })
    }

    pub(crate) fn resume_many_options(&self) -> Result<ResumeManyOptions, Error> {
        let WaitOptions { timeout, deadline, min_tasks, settle, failure_grace } = self.wait_options()?;
        Ok(ResumeManyOptions {
            concurrency: self.concurrency.map(|value| count("concurrency", value)).transpose()?,
            wait: self.wait.unwrap_or_default(),
            timeout,
            deadline,
            min_tasks,
            settle,
            failure_grace,
        })
    }

    pub(crate) fn resume_all_options(self) -> Result<ResumeAllOptions, Error> {
        Ok(ResumeAllOptions {
            many: self.resume_many_options()?,
            name_glob: self.name_glob,
            states: self.states,
            dry_run: self.dry_run.unwrap_or_default(),
        })
    }
}

pub(crate) fn client_options(given: NativeClientOptions) -> Result<ClientOptions, Error> {
    Ok(ClientOptions {
        api_key: given.api_key,
        api_secret: given.api_secret.map(Secret::from),
        token: given.token.map(Secret::from),
        base_url: given.base_url,
        timeout: given.timeout_ms.map(|value| milliseconds("timeout", value)).transpose()?,
        connect_timeout: given.connect_timeout_ms.map(|value| milliseconds("connect_timeout", value)).transpose()?,
        deadline: given.deadline_ms.map(|value| milliseconds("deadline", value)).transpose()?,
        retry: given.retry.map(|policy| retry_policy(&policy)).transpose()?,
        ca_bundle: given.ca_bundle.map(PathBuf::from),
        proxy: given.proxy.map(Secret::from),
        user_agent: given.user_agent,
        headers: given.headers.unwrap_or_default().into_iter().filter_map(header).collect(),
        allow_insecure: given.allow_insecure.unwrap_or_default(),
        from_env: given.from_env.unwrap_or_default(),
        on_event: Some(events::handler()),
    })
}

pub(crate) fn kafka_connect_options(mut given: NativeClientOptions) -> Result<KafkaConnectOptions, Error> {
    let (username, password) = (given.username.take(), given.password.take().map(Secret::from));
    Ok(KafkaConnectOptions { username, password, ..client_options(given)?.into() })
}

pub(crate) fn call_options(timeout_ms: Option<f64>, deadline_ms: Option<f64>) -> Result<CallOptions, Error> {
    Ok(CallOptions {
        timeout: timeout_ms.map(|value| milliseconds("timeout", value)).transpose()?,
        deadline: deadline_ms.map(|value| milliseconds("deadline", value)).transpose()?,
    })
}

fn retry_policy(given: &NativeRetryPolicy) -> Result<RetryPolicy, Error> {
    let policy = RetryPolicy::from_numbers(given.max_attempts, None, None)?;
    Ok(RetryPolicy {
        base: given.base_ms.map(|value| milliseconds("base", value)).transpose()?.unwrap_or(policy.base),
        cap: given.cap_ms.map(|value| milliseconds("cap", value)).transpose()?.unwrap_or(policy.cap),
        ..policy
    })
}

fn header(pair: Vec<String>) -> Option<(String, Secret)> {
    let [name, value] = <[String; 2]>::try_from(pair).ok()?;
    Some((name, value.into()))
}
