//! The client of either service, as Swift's `Client` and `KafkaConnect` hold it.

use std::sync::Arc;

use unpause::bridge::{Service, ServiceOptions, guarded, panicking_call};
use unpause::{KafkaConnectOptions, Secret};

use crate::accepted::NativeAccepted;
use crate::cancellation::NativeCancellation;
use crate::errors::NativeError;
use crate::events::NativeListener;
use crate::options::{
    NativeLimits, NativeManyOptions, NativeOptions, NativeRestart, NativeSelection, NativeWaitOptions,
};
use crate::resuming::NativeResumeJob;
use crate::runtime;
use crate::status::{NativeListedConnector, NativeStatus};
use crate::waiting::NativeWaitJob;

/// A client of the core. Its calls run on the process's one runtime. An address is a list: the parts of a connector's address or
/// of a cluster's, or one text that is a connector's address; of self-managed Kafka Connect the connector's name or nothing.
#[derive(uniffi::Object)]
pub(crate) struct NativeClient(Service);

#[uniffi::export]
impl NativeClient {
    /// For Confluent Cloud.
    #[uniffi::constructor]
    fn new(options: NativeOptions, listener: Option<Box<dyn NativeListener>>) -> Result<Arc<Self>, NativeError> {
        Self::open(|| Ok(ServiceOptions::ConfluentCloud(options.checked(listener)?)))
    }

    /// For self-managed Kafka Connect.
    #[uniffi::constructor]
    fn kafka_connect(
        options: NativeOptions,
        username: Option<String>,
        password: Option<String>,
        listener: Option<Box<dyn NativeListener>>,
    ) -> Result<Arc<Self>, NativeError> {
        let options = || {
            options.checked(listener).map(|options| KafkaConnectOptions {
                username,
                password: password.map(Secret::from),
                token: options.token,
                connection: options.connection,
                ..KafkaConnectOptions::new(options.base_url.unwrap_or_default())
            })
        };
        Self::open(|| options().map(ServiceOptions::KafkaConnect))
    }

    fn base_url(&self) -> String {
        self.0.base_url().to_owned()
    }

    async fn change(
        &self,
        verb: String,
        restart: Option<NativeRestart>,
        address: Vec<String>,
        limits: NativeLimits,
        cancellation: Arc<NativeCancellation>,
    ) -> Result<NativeAccepted, NativeError> {
        let connector = self.0.connector(&address)?;
        let call = self.0.change(&verb, restart.map(Into::into), connector.clone())?.options(limits.checked()?);
        runtime::run(cancellation, async move { Ok(NativeAccepted::of(&call.await?, &connector)) }).await
    }

    async fn status(
        &self,
        address: Vec<String>,
        limits: NativeLimits,
        cancellation: Arc<NativeCancellation>,
    ) -> Result<NativeStatus, NativeError> {
        let call = self.0.status(self.0.connector(&address)?).options(limits.checked()?);
        runtime::run(cancellation, async move { Ok((&call.await?).into()) }).await
    }

    async fn list(
        &self,
        address: Vec<String>,
        limits: NativeLimits,
        cancellation: Arc<NativeCancellation>,
    ) -> Result<Vec<String>, NativeError> {
        let call = self.0.list(self.0.cluster(&address)?).options(limits.checked()?);
        runtime::run(cancellation, call.into_future()).await
    }

    async fn list_expanded(
        &self,
        address: Vec<String>,
        limits: NativeLimits,
        cancellation: Arc<NativeCancellation>,
    ) -> Result<Vec<NativeListedConnector>, NativeError> {
        let call = self.0.list_expanded(self.0.cluster(&address)?).options(limits.checked()?);
        let native = async move { Ok(call.await?.iter().map(NativeListedConnector::from).collect()) };
        runtime::run(cancellation, native).await
    }

    fn wait_until_running(&self, address: Vec<String>, options: NativeWaitOptions) -> Arc<NativeWaitJob> {
        NativeWaitJob::new(|| {
            let connector = self.0.connector(&address)?;
            self.0.wait("wait_until_running", connector, None, None, options.checked()?)
        })
    }

    fn resume_and_wait(&self, address: Vec<String>, options: NativeWaitOptions) -> Arc<NativeWaitJob> {
        NativeWaitJob::new(|| {
            let connector = self.0.connector(&address)?;
            self.0.wait("resume_and_wait", connector, None, None, options.checked()?)
        })
    }

    fn resume_many(&self, addresses: Vec<Vec<String>>, options: NativeManyOptions) -> Arc<NativeResumeJob> {
        NativeResumeJob::new(|| {
            let connectors = self.0.connectors(&addresses)?;
            self.0.many("resume_many", connectors, None, options.checked()?)
        })
    }

    fn resume_all(
        &self,
        address: Vec<String>,
        selection: NativeSelection,
        options: NativeManyOptions,
    ) -> Arc<NativeResumeJob> {
        NativeResumeJob::new(|| {
            let cluster = self.0.cluster(&address)?;
            self.0.all("resume_all", cluster, None, selection.checked(options)?)
        })
    }

    /// For the tests: a call that panics.
    async fn panic(&self, cancellation: Arc<NativeCancellation>) -> Result<(), NativeError> {
        runtime::run(cancellation, panicking_call()).await
    }

    /// For the tests: a job whose making panics.
    #[expect(clippy::panic, reason = "it is what this function is for")]
    fn panicking_job(&self) -> Arc<NativeResumeJob> {
        NativeResumeJob::new(|| panic!("a panic that a test asked for"))
    }
}

impl NativeClient {
    fn open(options: impl FnOnce() -> Result<ServiceOptions, unpause::Error>) -> Result<Arc<Self>, NativeError> {
        Ok(Arc::new(Self(guarded(|| options()?.open())?)))
    }
}
