//! The client, as Swift's `Client` holds it.

use std::sync::Arc;

use unpause::{Accepted, CallOptions, Client, Connector, Error, ResumeJob, ResumeManyOptions};

use crate::accepted::NativeAccepted;
use crate::cancellation::NativeCancellation;
use crate::connector::{NativeCluster, NativeConnector};
use crate::errors::NativeError;
use crate::events::NativeListener;
use crate::options::{NativeLimits, NativeManyOptions, NativeOptions, NativeSelection, NativeWaitOptions};
use crate::resuming::NativeResumeJob;
use crate::runtime;
use crate::status::{NativeListedConnector, NativeStatus};
use crate::waiting::NativeWaitJob;

/// A client of the core. Its calls run on the process's one runtime.
#[derive(uniffi::Object)]
pub(crate) struct NativeClient(Client);

/// What of a connector is changed by a call that is answered 202.
#[derive(uniffi::Enum)]
pub(crate) enum NativeChange {
    Resume,
    Pause,
    Restart,
}

#[uniffi::export]
impl NativeClient {
    #[uniffi::constructor]
    fn new(options: NativeOptions, listener: Option<Box<dyn NativeListener>>) -> Result<Arc<Self>, NativeError> {
        Ok(Arc::new(Self(Client::new(options.checked(listener)?)?)))
    }

    fn base_url(&self) -> String {
        self.0.base_url().to_owned()
    }

    async fn change(
        &self,
        change: NativeChange,
        connector: NativeConnector,
        limits: NativeLimits,
        cancellation: Arc<NativeCancellation>,
    ) -> Result<NativeAccepted, NativeError> {
        let (connector, limits) = (connector.checked()?, limits.checked()?);
        let client = self.0.clone();
        runtime::run(cancellation, async move {
            let accepted = send(&client, change, &connector, &limits).await?;
            Ok(NativeAccepted::of(&accepted, &connector))
        })
        .await
    }

    async fn status(
        &self,
        connector: NativeConnector,
        limits: NativeLimits,
        cancellation: Arc<NativeCancellation>,
    ) -> Result<NativeStatus, NativeError> {
        let (connector, limits) = (connector.checked()?, limits.checked()?);
        let client = self.0.clone();
        runtime::run(cancellation, async move { Ok((&client.status_with(&connector, &limits).await?).into()) }).await
    }

    async fn list(
        &self,
        cluster: NativeCluster,
        limits: NativeLimits,
        cancellation: Arc<NativeCancellation>,
    ) -> Result<Vec<String>, NativeError> {
        let (cluster, limits) = (cluster.checked()?, limits.checked()?);
        let client = self.0.clone();
        runtime::run(cancellation, async move { client.list_with(&cluster, &limits).await }).await
    }

    async fn list_expanded(
        &self,
        cluster: NativeCluster,
        limits: NativeLimits,
        cancellation: Arc<NativeCancellation>,
    ) -> Result<Vec<NativeListedConnector>, NativeError> {
        let (cluster, limits) = (cluster.checked()?, limits.checked()?);
        let client = self.0.clone();
        runtime::run(cancellation, async move {
            let listed = client.list_expanded_with(&cluster, &limits).await?;
            Ok(listed.iter().map(NativeListedConnector::from).collect())
        })
        .await
    }

    fn wait_until_running(&self, connector: NativeConnector, options: NativeWaitOptions) -> Arc<NativeWaitJob> {
        let job = || Ok(self.0.wait_until_running(&connector.checked()?, options.checked()?));
        NativeWaitJob::new(job())
    }

    fn resume_and_wait(&self, connector: NativeConnector, options: NativeWaitOptions) -> Arc<NativeWaitJob> {
        let job = || Ok(self.0.resume_and_wait(&connector.checked()?, options.checked()?));
        NativeWaitJob::new(job())
    }

    fn resume_many(&self, connectors: Vec<NativeConnector>, options: NativeManyOptions) -> Arc<NativeResumeJob> {
        let job = || {
            let connectors = connectors.into_iter().map(NativeConnector::checked).collect::<Result<Vec<_>, _>>()?;
            Ok(self.0.resume_many(connectors, options.checked()?))
        };
        self.resume_job(job())
    }

    fn resume_all(
        &self,
        cluster: NativeCluster,
        selection: NativeSelection,
        options: NativeManyOptions,
    ) -> Arc<NativeResumeJob> {
        let job = || Ok(self.0.resume_all(&cluster.checked()?, selection.checked(options)?));
        self.resume_job(job())
    }

    /// For the tests: a call that panics.
    #[expect(clippy::panic, reason = "it is what this function is for")]
    async fn panic(&self, cancellation: Arc<NativeCancellation>) -> Result<(), NativeError> {
        runtime::run(cancellation, async { panic!("a panic that a test asked for") }).await
    }
}

impl NativeClient {
    fn resume_job(&self, job: Result<ResumeJob, Error>) -> Arc<NativeResumeJob> {
        NativeResumeJob::new(job, || self.0.resume_many([], ResumeManyOptions::default()).tally())
    }
}

async fn send(
    client: &Client,
    change: NativeChange,
    connector: &Connector,
    limits: &CallOptions,
) -> Result<Accepted, Error> {
    match change {
        NativeChange::Resume => client.resume_with(connector, limits).await,
        NativeChange::Pause => client.pause_with(connector, limits).await,
        NativeChange::Restart => client.restart_with(connector, limits).await,
    }
}
