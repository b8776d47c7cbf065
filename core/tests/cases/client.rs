//! A client of either kind, built from a case's options, and each call by way of its own method.

use unpause::{
    Accepted, Client, ClientOptions, Cluster, Connector, ConnectorStatus, Error, KafkaConnect, KafkaConnectOptions,
    ListedConnector, RestartOptions, ResumeAllOptions, ResumeJob, RetryPolicy, WaitJob, seconds,
};

use crate::format::{ClientKind, Options};
use crate::step::{Call, CallArguments, CallStep};

#[derive(Debug)]
pub(crate) enum AnyClient {
    Cloud(Client),
    Workers(KafkaConnect),
}

impl AnyClient {
    pub(crate) fn build(kind: ClientKind, options: Options, from_env: bool) -> Result<Self, Error> {
        let (username, password) = (options.username.clone(), options.password.clone());
        let options = client_options(options, from_env)?;
        match kind {
            ClientKind::ConfluentCloud => Client::new(options).map(Self::Cloud),
            ClientKind::KafkaConnect => {
                let password = password.map(Into::into);
                let options = KafkaConnectOptions { username, password, ..options.into() };
                KafkaConnect::new(options).map(Self::Workers)
            }
        }
    }

    pub(crate) async fn change(&self, step: &CallStep) -> Result<Accepted, Error> {
        let options = &step.options.call()?;
        match self {
            Self::Cloud(client) => {
                let connector = &step.arguments.connector()?;
                match step.call {
                    Call::Resume => client.resume_with(connector, options).await,
                    Call::Pause => client.pause_with(connector, options).await,
                    _ => client.restart_with(connector, options).await,
                }
            }
            Self::Workers(workers) => {
                let name = &step.arguments.connector_name;
                match step.call {
                    Call::Resume => workers.resume(name, options).await,
                    Call::Pause => workers.pause(name, options).await,
                    Call::Stop => workers.stop(name, options).await,
                    _ => workers.restart(name, restart_options(step), options).await,
                }
            }
        }
    }

    pub(crate) async fn status(&self, step: &CallStep) -> Result<ConnectorStatus, Error> {
        let options = &step.options.call()?;
        match self {
            Self::Cloud(client) => client.status_with(&step.arguments.connector()?, options).await,
            Self::Workers(workers) => workers.status(&step.arguments.connector_name, options).await,
        }
    }

    pub(crate) async fn list(&self, step: &CallStep) -> Result<Vec<String>, Error> {
        let options = &step.options.call()?;
        match self {
            Self::Cloud(client) => client.list_with(&step.arguments.cluster()?, options).await,
            Self::Workers(workers) => workers.list(options).await,
        }
    }

    pub(crate) async fn list_expanded(&self, step: &CallStep) -> Result<Vec<ListedConnector>, Error> {
        let options = &step.options.call()?;
        match self {
            Self::Cloud(client) => client.list_expanded_with(&step.arguments.cluster()?, options).await,
            Self::Workers(workers) => workers.list_expanded(options).await,
        }
    }

    pub(crate) fn wait_job(&self, step: &CallStep) -> Result<WaitJob, Error> {
        let options = step.options.wait()?;
        match self {
            Self::Cloud(client) => {
                let connector = step.arguments.connector()?;
                Ok(match step.call {
                    Call::ResumeAndWait => client.resume_and_wait(&connector, options),
                    _ => client.wait_until_running(&connector, options),
                })
            }
            Self::Workers(workers) => {
                let name = &step.arguments.connector_name;
                match step.call {
                    Call::ResumeAndWait => workers.resume_and_wait(name, options),
                    _ => workers.wait_until_running(name, options),
                }
            }
        }
    }

    pub(crate) fn resume_job(&self, step: &CallStep) -> Result<ResumeJob, Error> {
        let many = step.options.many()?;
        match (&step.arguments.connectors, self) {
            (Some(texts), Self::Cloud(client)) => {
                let connectors: Result<Vec<_>, _> = texts.iter().map(|text| Connector::parse(text)).collect();
                Ok(client.resume_many(connectors?, many))
            }
            (Some(names), Self::Workers(workers)) => workers.resume_many(names, many),
            (None, Self::Cloud(client)) => {
                Ok(client.resume_all(&step.arguments.cluster()?, ResumeAllOptions { many, ..selection(step) }))
            }
            (None, Self::Workers(workers)) => Ok(workers.resume_all(ResumeAllOptions { many, ..selection(step) })),
        }
    }
}

fn restart_options(step: &CallStep) -> RestartOptions {
    let default = RestartOptions::default();
    RestartOptions {
        include_tasks: step.options.include_tasks.unwrap_or(default.include_tasks),
        only_failed: step.options.only_failed.unwrap_or(default.only_failed),
    }
}

fn selection(step: &CallStep) -> ResumeAllOptions {
    let options = &step.options;
    let (name_glob, states) = (options.name_glob.clone(), options.states.clone());
    ResumeAllOptions { name_glob, states, dry_run: options.dry_run, ..ResumeAllOptions::default() }
}

/// What is absent is that of the sandbox's default connector.
impl CallArguments {
    pub(crate) fn connector(&self) -> Result<Connector, Error> {
        match &self.text {
            Some(text) => Connector::parse(text),
            None => self.cluster()?.connector(&self.connector_name),
        }
    }

    fn cluster(&self) -> Result<Cluster, Error> {
        let environment_id = self.environment_id.as_deref().unwrap_or("env-a1b2c3");
        Cluster::new(environment_id, self.kafka_cluster_id.as_deref().unwrap_or("lkc-x7y8z9"))
    }
}

fn client_options(options: Options, from_env: bool) -> Result<ClientOptions, Error> {
    let duration = |name, value: Option<f64>| value.map(|value| seconds(name, value)).transpose();
    let retry = options.retry.map(|retry| RetryPolicy::from_numbers(retry.max_attempts, retry.base, retry.cap));
    Ok(ClientOptions {
        api_key: options.api_key,
        api_secret: options.api_secret.map(Into::into),
        token: options.token.map(Into::into),
        base_url: options.base_url,
        timeout: duration("timeout", options.timeout)?,
        connect_timeout: duration("connect_timeout", options.connect_timeout)?,
        deadline: duration("deadline", options.deadline)?,
        retry: retry.transpose()?,
        ca_bundle: options.ca_bundle.map(Into::into),
        proxy: options.proxy.map(Into::into),
        user_agent: options.user_agent,
        headers: options.headers.into_iter().map(|(name, value)| (name, value.into())).collect(),
        allow_insecure: options.allow_insecure,
        from_env,
        on_event: None,
    })
}
