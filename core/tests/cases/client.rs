//! A client of either kind, built from a case's options, and each call by way of its own method.

use unpause::bridge::{retry_policy, seconds};
use unpause::{
    Accepted, AllOptions, BaseUrls, Client, ClientOptions, Cluster, ConnectionOptions, Connector, ConnectorStatus,
    DesiredState, Error, KafkaConnect, KafkaConnectOptions, ListedConnector, ManyInput, ManyJob, Report, Restart,
    RestartOptions, WaitJob,
};

use crate::format::{ClientKind, OneOrMore, Options};
use crate::provider::Function;
use crate::step::{Call, CallArguments, CallLimits, CallStep};

#[derive(Debug, Clone)]
pub(crate) enum AnyClient {
    Cloud(Client),
    Workers(KafkaConnect),
}

impl AnyClient {
    pub(crate) fn build(
        kind: ClientKind,
        mut options: Options,
        from_env: bool,
        function: &Function,
    ) -> Result<Self, Error> {
        let connection = connection(&options)?;
        let token_provider = options.token_provider.take().map(|spec| spec.source(function)).transpose()?;
        match kind {
            ClientKind::ConfluentCloud => {
                let options = ClientOptions { token_provider, ..client_options(options, connection) };
                Client::new(if from_env { options.with_env()? } else { options }).map(Self::Cloud)
            }
            ClientKind::KafkaConnect => KafkaConnect::new(KafkaConnectOptions {
                username: options.username,
                password: options.password.map(Into::into),
                token: options.token.map(Into::into),
                token_provider,
                connection,
                ..KafkaConnectOptions::new(base_urls(options.base_url))
            })
            .map(Self::Workers),
        }
    }

    /// Any call, for a function that calls its own client.
    pub(crate) async fn any_call(&self) -> Result<(), Error> {
        match self {
            Self::Cloud(client) => client.list(&Cluster::new("env-a1b2c3", "lkc-x7y8z9")?).await.map(drop),
            Self::Workers(workers) => workers.list().await.map(drop),
        }
    }

    pub(crate) async fn change(&self, step: &CallStep) -> Result<Accepted, Error> {
        let options = step.options.call()?;
        match self {
            Self::Cloud(client) => {
                let connector = &step.arguments.connector()?;
                match step.call {
                    Call::Resume => client.resume(connector).options(options).await,
                    Call::Pause => client.pause(connector).options(options).await,
                    _ => client.restart(connector).options(options).await,
                }
            }
            Self::Workers(workers) => {
                let name = &step.arguments.connector_name;
                match step.call {
                    Call::Resume => workers.resume(name).options(options).await,
                    Call::Pause => workers.pause(name).options(options).await,
                    Call::Stop => workers.stop(name).options(options).await,
                    _ => restart(workers.restart(name), step).options(options).await,
                }
            }
        }
    }

    pub(crate) async fn status(&self, step: &CallStep) -> Result<ConnectorStatus, Error> {
        let options = step.options.call()?;
        match self {
            Self::Cloud(client) => client.status(&step.arguments.connector()?).options(options).await,
            Self::Workers(workers) => workers.status(&step.arguments.connector_name).options(options).await,
        }
    }

    pub(crate) async fn list(&self, step: &CallStep) -> Result<Vec<String>, Error> {
        let options = step.options.call()?;
        match self {
            Self::Cloud(client) => client.list(&step.arguments.cluster()?).options(options).await,
            Self::Workers(workers) => workers.list().options(options).await,
        }
    }

    pub(crate) async fn list_expanded(&self, step: &CallStep) -> Result<Vec<ListedConnector>, Error> {
        let options = step.options.call()?;
        match self {
            Self::Cloud(client) => client.list_expanded(&step.arguments.cluster()?).options(options).await,
            Self::Workers(workers) => workers.list_expanded().options(options).await,
        }
    }

    pub(crate) fn wait_job(&self, step: &CallStep) -> Result<WaitJob, Error> {
        let options = step.options.wait()?;
        let state = || desired(step.arguments.state.as_deref().unwrap_or_default());
        Ok(match self {
            Self::Cloud(client) => {
                let connector = &step.arguments.connector()?;
                match step.call {
                    Call::ResumeAndWait => client.resume_and_wait(connector, options),
                    Call::PauseAndWait => client.pause_and_wait(connector, options),
                    Call::RestartAndWait => client.restart_and_wait(connector, options),
                    Call::WaitUntil => client.wait_until(connector, state()?, options),
                    _ => client.wait_until_running(connector, options),
                }
            }
            Self::Workers(workers) => {
                let name = &step.arguments.connector_name;
                match step.call {
                    Call::ResumeAndWait => workers.resume_and_wait(name, options),
                    Call::PauseAndWait => workers.pause_and_wait(name, options),
                    Call::StopAndWait => workers.stop_and_wait(name, options),
                    Call::RestartAndWait => workers.restart_and_wait(name, scope(step), options),
                    Call::WaitUntil => workers.wait_until(name, state()?, options),
                    _ => workers.wait_until_running(name, options),
                }
            }
        })
    }

    /// `report`: the one that the step gives in place of connectors.
    pub(crate) fn many_job(&self, step: &CallStep, report: Option<&Report>) -> Result<ManyJob, Error> {
        match (self, report) {
            (Self::Cloud(client), Some(report)) => cloud_many(client, step, report),
            (Self::Workers(workers), Some(report)) => workers_many(workers, step, report),
            (Self::Cloud(client), None) => match &step.arguments.connectors {
                Some(texts) => {
                    let connectors: Result<Vec<_>, _> = texts.iter().map(|text| Connector::parse(text)).collect();
                    cloud_many(client, step, connectors?)
                }
                None => cloud_all(client, step),
            },
            (Self::Workers(workers), None) => match &step.arguments.connectors {
                Some(names) => workers_many(workers, step, names),
                None => workers_all(workers, step),
            },
        }
    }
}

fn cloud_many(client: &Client, step: &CallStep, connectors: impl ManyInput<Client>) -> Result<ManyJob, Error> {
    let many = step.options.many()?;
    Ok(match step.call {
        Call::PauseMany => client.pause_many(connectors, many),
        Call::RestartMany => client.restart_many(connectors, many),
        _ => client.resume_many(connectors, many),
    })
}

fn cloud_all(client: &Client, step: &CallStep) -> Result<ManyJob, Error> {
    let (cluster, all) = (&step.arguments.cluster()?, all_options(step)?);
    Ok(match step.call {
        Call::PauseAll => client.pause_all(cluster, all),
        Call::RestartAll => client.restart_all(cluster, all),
        _ => client.resume_all(cluster, all),
    })
}

fn workers_many(
    workers: &KafkaConnect,
    step: &CallStep,
    names: impl ManyInput<KafkaConnect>,
) -> Result<ManyJob, Error> {
    let many = step.options.many()?;
    Ok(match step.call {
        Call::PauseMany => workers.pause_many(names, many),
        Call::StopMany => workers.stop_many(names, many),
        Call::RestartMany => workers.restart_many(names, scope(step), many),
        _ => workers.resume_many(names, many),
    })
}

fn workers_all(workers: &KafkaConnect, step: &CallStep) -> Result<ManyJob, Error> {
    let all = all_options(step)?;
    Ok(match step.call {
        Call::PauseAll => workers.pause_all(all),
        Call::StopAll => workers.stop_all(all),
        Call::RestartAll => workers.restart_all(scope(step), all),
        _ => workers.resume_all(all),
    })
}

/// The enum's own case; a case about another name is about languages that take a text.
fn desired(name: &str) -> Result<DesiredState, Error> {
    DesiredState::named(name).ok_or_else(|| unpause::bridge::invalid_request("state", format!("{name:?} is no state")))
}

fn scope(step: &CallStep) -> RestartOptions {
    let CallLimits { include_tasks, only_failed, .. } = step.options;
    let default = RestartOptions::default();
    RestartOptions {
        include_tasks: include_tasks.unwrap_or(default.include_tasks),
        only_failed: only_failed.unwrap_or(default.only_failed),
    }
}

fn restart(mut restart: Restart, step: &CallStep) -> Restart {
    let options = &step.options;
    if let Some(include) = options.include_tasks {
        restart = restart.include_tasks(include);
    }
    if let Some(only) = options.only_failed {
        restart = restart.only_failed(only);
    }
    restart
}

fn all_options(step: &CallStep) -> Result<AllOptions, Error> {
    let options = &step.options;
    let (name_glob, states) = (options.name_glob.clone(), options.states.clone());
    Ok(AllOptions { name_glob, states, dry_run: options.dry_run, many: options.many()? })
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

fn base_urls(given: Option<OneOrMore>) -> BaseUrls {
    match given {
        Some(OneOrMore::One(url)) => url.into(),
        Some(OneOrMore::More(urls)) => urls.into(),
        None => "".into(),
    }
}

fn client_options(options: Options, connection: ConnectionOptions) -> ClientOptions {
    ClientOptions {
        api_key: options.api_key,
        api_secret: options.api_secret.map(Into::into),
        token: options.token.map(Into::into),
        base_url: options.base_url.and_then(|given| match given {
            OneOrMore::One(url) => Some(url),
            OneOrMore::More(_) => None,
        }),
        connection,
        ..ClientOptions::default()
    }
}

fn connection(options: &Options) -> Result<ConnectionOptions, Error> {
    let duration = |name, value: Option<f64>| value.map(|value| seconds(name, value)).transpose();
    let retry = options
        .retry
        .as_ref()
        .map(|retry| retry_policy(retry.max_attempts, duration("base", retry.base)?, duration("cap", retry.cap)?));
    Ok(ConnectionOptions {
        timeout: duration("timeout", options.timeout)?,
        connect_timeout: duration("connect_timeout", options.connect_timeout)?,
        deadline: duration("deadline", options.deadline)?,
        retry: retry.transpose()?,
        ca_bundle: options.ca_bundle.clone().map(Into::into),
        environment_authorities: None,
        client_certificate: options.client_certificate.clone().map(Into::into),
        client_key: options.client_key.clone().map(Into::into),
        proxy: options.proxy.clone().map(Into::into),
        user_agent: options.user_agent.clone(),
        headers: options.headers.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect(),
        allow_insecure: options.allow_insecure,
        on_event: None,
    })
}
