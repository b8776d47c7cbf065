//! The client, as Swift's `Client` holds it, and the calls that both kinds of client have.

use std::sync::Arc;

use unpause::{Accepted, CallOptions, Client, Cluster, Connector, Error, KafkaConnect};

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
pub(crate) struct NativeClient {
    client: Client,
    /// Whose calls these are, if not Confluent Cloud's: it needs nothing of an address but the connector's name.
    workers: Option<KafkaConnect>,
}

/// What of a connector is changed by a call that is answered without a body.
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
        Ok(Arc::new(Self { client: Client::new(options.checked(listener)?)?, workers: None }))
    }

    fn base_url(&self) -> String {
        self.client.base_url().to_owned()
    }

    async fn change(
        &self,
        change: NativeChange,
        connector: NativeConnector,
        limits: NativeLimits,
        cancellation: Arc<NativeCancellation>,
    ) -> Result<NativeAccepted, NativeError> {
        let (connector, limits) = (self.connector(connector)?, limits.checked()?);
        let client = self.client.clone();
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
        let (connector, limits) = (self.connector(connector)?, limits.checked()?);
        let client = self.client.clone();
        runtime::run(cancellation, async move { Ok((&client.status_with(&connector, &limits).await?).into()) }).await
    }

    async fn list(
        &self,
        cluster: NativeCluster,
        limits: NativeLimits,
        cancellation: Arc<NativeCancellation>,
    ) -> Result<Vec<String>, NativeError> {
        let (cluster, limits) = (self.cluster(cluster)?, limits.checked()?);
        let client = self.client.clone();
        runtime::run(cancellation, async move { client.list_with(&cluster, &limits).await }).await
    }

    async fn list_expanded(
        &self,
        cluster: NativeCluster,
        limits: NativeLimits,
        cancellation: Arc<NativeCancellation>,
    ) -> Result<Vec<NativeListedConnector>, NativeError> {
        let (cluster, limits) = (self.cluster(cluster)?, limits.checked()?);
        let client = self.client.clone();
        runtime::run(cancellation, async move {
            let listed = client.list_expanded_with(&cluster, &limits).await?;
            Ok(listed.iter().map(NativeListedConnector::from).collect())
        })
        .await
    }

    fn wait_until_running(&self, connector: NativeConnector, options: NativeWaitOptions) -> Arc<NativeWaitJob> {
        NativeWaitJob::new(|| Ok(self.client.wait_until_running(&self.connector(connector)?, options.checked()?)))
    }

    fn resume_and_wait(&self, connector: NativeConnector, options: NativeWaitOptions) -> Arc<NativeWaitJob> {
        NativeWaitJob::new(|| Ok(self.client.resume_and_wait(&self.connector(connector)?, options.checked()?)))
    }

    fn resume_many(&self, connectors: Vec<NativeConnector>, options: NativeManyOptions) -> Arc<NativeResumeJob> {
        NativeResumeJob::new(|| {
            let connectors: Result<Vec<_>, _> = connectors.into_iter().map(|given| self.connector(given)).collect();
            Ok(self.client.resume_many(connectors?, options.checked()?))
        })
    }

    fn resume_all(
        &self,
        cluster: NativeCluster,
        selection: NativeSelection,
        options: NativeManyOptions,
    ) -> Arc<NativeResumeJob> {
        NativeResumeJob::new(|| Ok(self.client.resume_all(&self.cluster(cluster)?, selection.checked(options)?)))
    }

    /// For the tests: a call that panics.
    #[expect(clippy::panic, reason = "it is what this function is for")]
    async fn panic(&self, cancellation: Arc<NativeCancellation>) -> Result<(), NativeError> {
        runtime::run(cancellation, async { panic!("a panic that a test asked for") }).await
    }

    /// For the tests: a job whose making panics.
    #[expect(clippy::panic, reason = "it is what this function is for")]
    fn panicking_job(&self) -> Arc<NativeResumeJob> {
        NativeResumeJob::new(|| panic!("a panic that a test asked for"))
    }
}

impl NativeClient {
    pub(crate) fn of_workers(workers: KafkaConnect) -> Self {
        Self { client: workers.client().clone(), workers: Some(workers) }
    }

    fn connector(&self, given: NativeConnector) -> Result<Connector, Error> {
        match &self.workers {
            Some(workers) => workers.connector(&given.connector_name),
            None => given.checked(),
        }
    }

    fn cluster(&self, given: NativeCluster) -> Result<Cluster, Error> {
        match &self.workers {
            Some(workers) => Ok(workers.cluster().clone()),
            None => given.checked(),
        }
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
