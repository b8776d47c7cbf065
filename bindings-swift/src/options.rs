//! Swift's options as the core's. Times are seconds; the core checks them.

use std::collections::HashMap;
use std::time::Duration;

use unpause::bridge::{count, function_as_token_source, guarded, retry_policy, seconds};
use unpause::{
    AllOptions, BaseUrls, CallOptions, ClientOptions, ConnectionOptions, Error, ManyOptions, RestartOptions,
    RetryPolicy, Secret, WaitOptions,
};

use crate::errors::NativeError;
use crate::events::{NativeListener, handler};
use crate::tokens::NativeTokenProvider;

/// A client's options; `None` stands for one that is not given.
#[derive(uniffi::Record)]
pub(crate) struct NativeOptions {
    pub(crate) api_key: Option<String>,
    pub(crate) api_secret: Option<String>,
    pub(crate) token: Option<String>,
    pub(crate) token_provider: Option<NativeTokenProvider>,
    pub(crate) base_url: Option<String>,
    pub(crate) timeout: Option<f64>,
    pub(crate) connect_timeout: Option<f64>,
    pub(crate) deadline: Option<f64>,
    pub(crate) retry: Option<NativeRetryPolicy>,
    pub(crate) ca_bundle: Option<String>,
    pub(crate) client_certificate: Option<String>,
    pub(crate) client_key: Option<String>,
    pub(crate) proxy: Option<String>,
    pub(crate) user_agent: Option<String>,
    pub(crate) headers: HashMap<String, String>,
    pub(crate) allow_insecure: bool,
}

/// Where the workers are.
#[derive(uniffi::Enum)]
pub(crate) enum NativeBaseUrl {
    One { url: String },
    List { urls: Vec<String> },
}

/// The scope of a restart.
#[derive(uniffi::Record)]
pub(crate) struct NativeRestart {
    pub(crate) include_tasks: bool,
    pub(crate) only_failed: bool,
}

#[derive(uniffi::Record)]
pub(crate) struct NativeRetryPolicy {
    pub(crate) max_attempts: i64,
    pub(crate) base: f64,
    pub(crate) cap: f64,
}

/// The limits of one call; `None` means the client's.
#[derive(uniffi::Record)]
pub(crate) struct NativeLimits {
    pub(crate) timeout: Option<f64>,
    pub(crate) deadline: Option<f64>,
}

/// How to wait for one connector; `None` means the default.
#[derive(uniffi::Record)]
pub(crate) struct NativeWaitOptions {
    pub(crate) limits: NativeLimits,
    pub(crate) min_tasks: Option<i64>,
    pub(crate) settle: Option<f64>,
    pub(crate) failure_grace: Option<f64>,
}

/// How to change many connectors; `None` means the default.
#[derive(uniffi::Record)]
pub(crate) struct NativeManyOptions {
    pub(crate) concurrency: Option<i64>,
    pub(crate) wait: bool,
    pub(crate) waiting: NativeWaitOptions,
}

/// Which of a cluster's connectors to change; `None` means the default.
#[derive(uniffi::Record)]
pub(crate) struct NativeSelection {
    pub(crate) name_glob: Option<String>,
    pub(crate) states: Option<Vec<String>>,
    pub(crate) dry_run: bool,
}

/// For the tests: the defaults that Swift's own must be.
#[uniffi::export]
fn native_default_retry_policy() -> NativeRetryPolicy {
    let RetryPolicy { max_attempts, base, cap } = RetryPolicy::DEFAULT;
    NativeRetryPolicy { max_attempts: max_attempts.into(), base: base.as_secs_f64(), cap: cap.as_secs_f64() }
}

/// The options of a client for Confluent Cloud, completed from the environment.
#[uniffi::export]
fn native_environment(mut options: NativeOptions) -> Result<NativeOptions, NativeError> {
    let ClientOptions { api_key, api_secret, token, base_url, .. } = guarded(|| options.credentials().with_env())?;
    let exposed = |secret: Option<Secret>| secret.map(|secret| secret.expose().to_owned());
    (options.api_key, options.base_url) = (api_key, base_url);
    (options.api_secret, options.token) = (exposed(api_secret), exposed(token));
    Ok(options)
}

impl NativeOptions {
    pub(crate) fn checked(self, listener: Option<Box<dyn NativeListener>>) -> Result<ClientOptions, Error> {
        let credentials = self.credentials();
        let token_provider = self.token_provider.map(NativeTokenProvider::checked).transpose()?;
        let connection = ConnectionOptions {
            timeout: duration("timeout", self.timeout)?,
            connect_timeout: duration("connect_timeout", self.connect_timeout)?,
            deadline: duration("deadline", self.deadline)?,
            retry: self.retry.map(NativeRetryPolicy::checked).transpose()?,
            ca_bundle: self.ca_bundle.map(Into::into),
            environment_authorities: None,
            client_certificate: self.client_certificate.map(Into::into),
            client_key: self.client_key.map(Into::into),
            proxy: self.proxy.map(Secret::from),
            user_agent: self.user_agent,
            headers: self.headers.into_iter().map(|(name, value)| (name, value.into())).collect(),
            allow_insecure: self.allow_insecure,
            on_event: listener.map(handler),
        };
        Ok(ClientOptions { token_provider, connection, ..credentials })
    }

    fn credentials(&self) -> ClientOptions {
        ClientOptions {
            api_key: self.api_key.clone(),
            api_secret: self.api_secret.as_deref().map(Secret::from),
            token: self.token.as_deref().map(Secret::from),
            base_url: self.base_url.clone(),
            // Enough to know that there is one.
            token_provider: self.token_provider.as_ref().map(|_| function_as_token_source()),
            connection: ConnectionOptions::default(),
        }
    }
}

impl NativeRetryPolicy {
    fn checked(self) -> Result<RetryPolicy, Error> {
        let (base, cap) = (seconds("base", self.base)?, seconds("cap", self.cap)?);
        retry_policy(Some(self.max_attempts), Some(base), Some(cap))
    }
}

impl From<NativeBaseUrl> for BaseUrls {
    fn from(given: NativeBaseUrl) -> Self {
        match given {
            NativeBaseUrl::One { url } => url.into(),
            NativeBaseUrl::List { urls } => urls.into(),
        }
    }
}

impl From<NativeRestart> for RestartOptions {
    fn from(scope: NativeRestart) -> Self {
        Self { include_tasks: scope.include_tasks, only_failed: scope.only_failed }
    }
}

impl NativeLimits {
    pub(crate) fn checked(self) -> Result<CallOptions, Error> {
        Ok(CallOptions { timeout: duration("timeout", self.timeout)?, deadline: duration("deadline", self.deadline)? })
    }
}

impl NativeWaitOptions {
    pub(crate) fn checked(self) -> Result<WaitOptions, Error> {
        let CallOptions { timeout, deadline } = self.limits.checked()?;
        Ok(WaitOptions {
            timeout,
            deadline,
            min_tasks: number("min_tasks", self.min_tasks)?,
            settle: duration("settle", self.settle)?,
            failure_grace: duration("failure_grace", self.failure_grace)?,
        })
    }
}

impl NativeManyOptions {
    pub(crate) fn checked(self) -> Result<ManyOptions, Error> {
        let WaitOptions { timeout, deadline, min_tasks, settle, failure_grace } = self.waiting.checked()?;
        let concurrency = number("concurrency", self.concurrency)?;
        Ok(ManyOptions { concurrency, wait: self.wait, timeout, deadline, min_tasks, settle, failure_grace })
    }
}

impl NativeSelection {
    pub(crate) fn checked(self, many: NativeManyOptions) -> Result<AllOptions, Error> {
        let Self { name_glob, states, dry_run } = self;
        Ok(AllOptions { name_glob, states, dry_run, many: many.checked()? })
    }
}

fn number(field: &'static str, given: Option<i64>) -> Result<Option<u32>, Error> {
    given.map(|value| count(field, value)).transpose()
}

fn duration(field: &'static str, given: Option<f64>) -> Result<Option<Duration>, Error> {
    given.map(|value| seconds(field, value)).transpose()
}
