//! One call of the API, from what it is about to what comes out: the same way for each of them.

use std::time::Duration;

use http::Method;
use serde_json::Value;
use url::Url;

use crate::accepted::Accepted;
use crate::client::Inner;
use crate::connector::{Cluster, Connector, Target};
use crate::directory::{Directory, Named};
use crate::error::Result;
use crate::error_body::without_mark;
use crate::event::Reporter;
use crate::explain::{explain, invalid_response};
use crate::kafka_connect::RestartOptions;
use crate::listing::{ListedConnector, read_expanded, read_names};
use crate::options::CallOptions;
use crate::retry::{self, Finished, Limits, Observer as _, RetryPolicy};
use crate::status::ConnectorStatus;
use crate::transport::{Answer, Request};

/// What a call changes a connector to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Change {
    Resume,
    Pause,
    Stop,
    /// With what to restart, where the service takes that.
    Restart(Option<RestartOptions>),
}

impl Change {
    /// As it stands in the URL, and in messages.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Resume => "resume",
            Self::Pause => "pause",
            Self::Stop => "stop",
            Self::Restart(_) => "restart",
        }
    }
}

/// What is called, as everybody needs to know it on the way.
pub(crate) struct Call<'a> {
    pub(crate) method: Method,
    /// As it stands in messages: `cannot resume connector …`.
    pub(crate) action: &'static str,
    pub(crate) target: Target<'a>,
    /// Whether a request that the service may have acted on can be sent again.
    pub(crate) idempotent: bool,
    /// What a 2xx holds, in words.
    pub(crate) wanted: &'static str,
}

impl<'a> Call<'a> {
    fn change(change: Change, connector: &'a Connector) -> Self {
        let (method, idempotent) = match change {
            Change::Restart(_) => (Method::POST, false),
            Change::Resume | Change::Pause | Change::Stop => (Method::PUT, true),
        };
        Self { method, action: change.name(), target: Target::Connector(connector), idempotent, wanted: "" }
    }

    fn read(action: &'static str, target: Target<'a>, wanted: &'static str) -> Self {
        Self { method: Method::GET, action, target, idempotent: true, wanted }
    }
}

/// What is expanded in a listing: everything, or only what a look needs.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Expand {
    All,
    Status,
}

/// What was read, and how many requests it took.
pub(crate) struct Fetched<T> {
    pub(crate) result: T,
    pub(crate) attempts: u32,
}

impl Inner {
    /// A call that changes a connector and is answered without a body.
    pub(crate) async fn change(
        &self,
        change: Change,
        connector: &Connector,
        options: &CallOptions,
    ) -> Result<Accepted> {
        self.change_within(change, connector, &self.limits(options)?, &Directory::default()).await
    }

    /// A resume of a job, whose ids are looked up together; a 404 must last for `missing_grace` before it is believed.
    pub(crate) async fn resume_of_many(
        &self,
        connector: &Connector,
        options: &CallOptions,
        missing_grace: Duration,
        directory: &Directory,
    ) -> Result<Accepted> {
        let limits = Limits { missing_grace, ..self.limits(options)? };
        self.change_within(Change::Resume, connector, &limits, directory).await
    }

    async fn change_within(
        &self,
        change: Change,
        connector: &Connector,
        limits: &Limits<'_>,
        directory: &Directory,
    ) -> Result<Accepted> {
        let result = self.change_once(change, connector, limits).await;
        match self.by_id(connector, result.as_ref().err(), limits, directory).await.transpose()? {
            Some(Named { connector, attempts }) => {
                let accepted = self.change_once(change, &connector, limits).await?;
                Ok(Accepted { attempts: attempts + accepted.attempts, ..accepted })
            }
            None => result,
        }
    }

    async fn change_once(&self, change: Change, connector: &Connector, limits: &Limits<'_>) -> Result<Accepted> {
        let call = Call::change(change, connector);
        let url = self.settings.endpoint.change_url(connector, change);
        let (answer, attempts, elapsed) = self.send(&call, url, limits).await?;
        let connector = connector.clone();
        Ok(Accepted {
            connector,
            request_id: answer.head.request_id,
            attempts,
            elapsed,
            rate_limit: answer.head.rate_limit,
        })
    }

    pub(crate) async fn status(&self, connector: &Connector, options: &CallOptions) -> Result<ConnectorStatus> {
        let limits = self.limits(options)?;
        let result = self.look(connector, &limits).await;
        match self.by_id(connector, result.as_ref().err(), &limits, &Directory::default()).await {
            Some(named) => self.look(&named?.connector, &limits).await,
            None => result,
        }
    }

    /// The status, for whoever retries in another way.
    pub(crate) async fn look(&self, connector: &Connector, limits: &Limits<'_>) -> Result<ConnectorStatus> {
        let call = Call::read("get the status of", Target::Connector(connector), "a connector's status");
        let url = self.settings.endpoint.connector_url(connector, "status");
        let status = |document: &Value| ConnectorStatus::read(document, connector.connector_name());
        Ok(self.read(&call, url, limits, status).await?.result.masked(&self.settings.redactor))
    }

    pub(crate) async fn list(&self, cluster: &Cluster, options: &CallOptions) -> Result<Vec<String>> {
        let call = Call::read("list the connectors", Target::Cluster(cluster), "a list of names");
        let url = self.settings.endpoint.list_url(cluster, None);
        Ok(self.read(&call, url, &self.limits(options)?, read_names).await?.result)
    }

    pub(crate) async fn list_expanded(
        &self,
        cluster: &Cluster,
        options: &CallOptions,
        policy: RetryPolicy,
        expand: Expand,
    ) -> Result<Vec<ListedConnector>> {
        Ok(self.list_within(cluster, &Limits { policy, ..self.limits(options)? }, expand).await?.result)
    }

    pub(crate) async fn list_within(
        &self,
        cluster: &Cluster,
        limits: &Limits<'_>,
        expand: Expand,
    ) -> Result<Fetched<Vec<ListedConnector>>> {
        let call = Call::read("list the connectors", Target::Cluster(cluster), "an object of connectors");
        let url = self.settings.endpoint.list_url(cluster, Some(expand));
        let Fetched { result, attempts } =
            self.read(&call, url, limits, |document| read_expanded(document, cluster)).await?;
        let result = result.into_iter().map(|one| one.masked(&self.settings.redactor)).collect();
        Ok(Fetched { result, attempts })
    }

    async fn read<T>(
        &self,
        call: &Call<'_>,
        url: Url,
        limits: &Limits<'_>,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Result<Fetched<T>> {
        let (answer, attempts, elapsed) = self.send(call, url, limits).await?;
        let result = serde_json::from_slice(without_mark(&answer.body)).ok().and_then(|document| read(&document));
        result.map(|result| Fetched { result, attempts }).ok_or_else(|| {
            invalid_response(&answer, call, &self.settings).with(|fields| {
                fields.attempts = Some(attempts);
                fields.elapsed = Some(elapsed);
            })
        })
    }

    async fn send(&self, call: &Call<'_>, url: Url, limits: &Limits<'_>) -> Result<(Answer, u32, Duration)> {
        let limits = &Limits { idempotent: call.idempotent, ..*limits };
        let reporter = self.reporter(call, limits.policy);
        let request = Request { wants_body: call.method == Method::GET, method: call.method.clone(), url };
        let Finished { result, attempts, elapsed } =
            retry::run(limits, &reporter, |until| self.transport.send(request.clone(), until, &self.settings.redactor))
                .await;
        match result {
            Ok(answer) => Ok((answer, attempts, elapsed)),
            Err(failure) => Err(explain(failure, call, limits, &self.settings).with(|fields| {
                fields.attempts = Some(attempts);
                fields.elapsed = Some(elapsed);
            })),
        }
    }

    /// Waits until there is room for a resume of this connector, without sending it: see [`Pacer::room`].
    pub(crate) async fn room(&self, connector: &Connector, patience: Duration) {
        let reporter = self.reporter(&Call::change(Change::Resume, connector), self.settings.retry);
        self.pacer.room(patience, |wait| reporter.held(wait)).await;
    }

    fn reporter<'a>(&'a self, call: &Call<'a>, policy: RetryPolicy) -> Reporter<'a> {
        Reporter {
            action: call.action,
            target: call.target,
            max_attempts: policy.max_attempts,
            handler: self.settings.on_event.as_ref(),
        }
    }

    pub(crate) fn limits(&self, options: &CallOptions) -> Result<Limits<'_>> {
        self.settings.limits(options, &self.jitter, &self.pacer)
    }
}
