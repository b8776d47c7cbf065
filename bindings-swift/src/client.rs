//! The client of either service, as Swift's `Client` and `KafkaConnect` hold it.

use std::sync::Arc;

use unpause::bridge::{Service, ServiceOptions, guarded, panicking_call};
use unpause::{KafkaConnectOptions, Secret};

use crate::accepted::NativeAccepted;
use crate::cancellation::NativeCancellation;
use crate::errors::NativeError;
use crate::events::NativeListener;
use crate::many::{NativeManyInput, NativeManyJob};
use crate::options::{
    NativeBaseUrl, NativeLimits, NativeManyOptions, NativeOptions, NativeRestart, NativeSelection, NativeWaitOptions,
};
use crate::runtime;
use crate::status::{NativeListedConnector, NativeStatus};
use crate::tokens::{Asker, NativeTokenFunction};
use crate::waiting::NativeWaitJob;

/// A client of the core. Its calls run on the process's one runtime. An address is a list: the parts of a connector's address or
/// of a cluster's, or one text that is a connector's address; of self-managed Kafka Connect the connector's name or nothing.
#[derive(uniffi::Object)]
pub(crate) struct NativeClient {
    service: Service,
    asker: Asker,
}

#[uniffi::export]
impl NativeClient {
    /// For Confluent Cloud.
    #[uniffi::constructor]
    fn new(
        options: NativeOptions,
        listener: Option<Box<dyn NativeListener>>,
        function: Option<Box<dyn NativeTokenFunction>>,
    ) -> Result<Arc<Self>, NativeError> {
        Self::open(function, || Ok(ServiceOptions::ConfluentCloud(options.checked(listener)?)))
    }

    /// For self-managed Kafka Connect.
    #[uniffi::constructor]
    fn kafka_connect(
        base_url: NativeBaseUrl,
        options: NativeOptions,
        username: Option<String>,
        password: Option<String>,
        listener: Option<Box<dyn NativeListener>>,
        function: Option<Box<dyn NativeTokenFunction>>,
    ) -> Result<Arc<Self>, NativeError> {
        let options = || {
            options.checked(listener).map(|options| KafkaConnectOptions {
                username,
                password: password.map(Secret::from),
                token: options.token,
                token_provider: options.token_provider,
                connection: options.connection,
                ..KafkaConnectOptions::new(base_url)
            })
        };
        Self::open(function, || options().map(ServiceOptions::KafkaConnect))
    }

    /// The same client, for the calls that its own function makes.
    fn providing(&self) -> Arc<Self> {
        Arc::new(Self { service: self.service.clone(), asker: self.asker.providing() })
    }

    fn base_url(&self) -> String {
        self.service.base_url().to_owned()
    }

    async fn change(
        &self,
        verb: String,
        restart: Option<NativeRestart>,
        address: Vec<String>,
        limits: NativeLimits,
        cancellation: Arc<NativeCancellation>,
    ) -> Result<NativeAccepted, NativeError> {
        let connector = self.service.connector(&address)?;
        let call = self.service.change(&verb, restart.map(Into::into), connector.clone())?.options(limits.checked()?);
        self.run(cancellation, async move { Ok(NativeAccepted::of(&call.await?, &connector)) }).await
    }

    async fn status(
        &self,
        address: Vec<String>,
        limits: NativeLimits,
        cancellation: Arc<NativeCancellation>,
    ) -> Result<NativeStatus, NativeError> {
        let call = self.service.status(self.service.connector(&address)?).options(limits.checked()?);
        self.run(cancellation, async move { Ok((&call.await?).into()) }).await
    }

    async fn list(
        &self,
        address: Vec<String>,
        limits: NativeLimits,
        cancellation: Arc<NativeCancellation>,
    ) -> Result<Vec<String>, NativeError> {
        let call = self.service.list(self.service.cluster(&address)?).options(limits.checked()?);
        self.run(cancellation, call.into_future()).await
    }

    async fn list_expanded(
        &self,
        address: Vec<String>,
        limits: NativeLimits,
        cancellation: Arc<NativeCancellation>,
    ) -> Result<Vec<NativeListedConnector>, NativeError> {
        let call = self.service.list_expanded(self.service.cluster(&address)?).options(limits.checked()?);
        let native = async move { Ok(call.await?.iter().map(NativeListedConnector::from).collect()) };
        self.run(cancellation, native).await
    }

    /// Waits for one connector. `name` is that of the core's method, as in the next two; `state` is for `wait_until`.
    fn wait(
        &self,
        name: String,
        address: Vec<String>,
        state: Option<String>,
        restart: Option<NativeRestart>,
        options: NativeWaitOptions,
    ) -> Arc<NativeWaitJob> {
        NativeWaitJob::new(&self.asker, || {
            let connector = self.service.connector(&address)?;
            self.service.wait(&name, connector, state.as_deref(), restart.map(Into::into), options.checked()?)
        })
    }

    fn many(
        &self,
        name: String,
        input: NativeManyInput,
        restart: Option<NativeRestart>,
        options: NativeManyOptions,
    ) -> Arc<NativeManyJob> {
        NativeManyJob::new(&self.asker, || {
            let connectors = input.connectors(&self.service)?;
            self.service.many(&name, connectors, restart.map(Into::into), options.checked()?)
        })
    }

    fn all(
        &self,
        name: String,
        address: Vec<String>,
        selection: NativeSelection,
        restart: Option<NativeRestart>,
        options: NativeManyOptions,
    ) -> Arc<NativeManyJob> {
        NativeManyJob::new(&self.asker, || {
            let cluster = self.service.cluster(&address)?;
            self.service.all(&name, cluster, restart.map(Into::into), selection.checked(options)?)
        })
    }

    /// For the tests: a call that panics.
    async fn panic(&self, cancellation: Arc<NativeCancellation>) -> Result<(), NativeError> {
        self.run(cancellation, panicking_call()).await
    }

    /// For the tests: a job whose making panics.
    #[expect(clippy::panic, reason = "it is what this function is for")]
    fn panicking_job(&self) -> Arc<NativeManyJob> {
        NativeManyJob::new(&self.asker, || panic!("a panic that a test asked for"))
    }
}

impl NativeClient {
    fn open(
        function: Option<Box<dyn NativeTokenFunction>>,
        options: impl FnOnce() -> Result<ServiceOptions, unpause::Error>,
    ) -> Result<Arc<Self>, NativeError> {
        let service = guarded(|| options()?.open())?;
        Ok(Arc::new(Self { asker: Asker::new(service.clone(), function), service }))
    }

    /// Runs a call on the runtime.
    async fn run<T: Send + 'static>(
        &self,
        cancellation: Arc<NativeCancellation>,
        call: impl Future<Output = Result<T, unpause::Error>> + Send + 'static,
    ) -> Result<T, NativeError> {
        runtime::run(cancellation, self.asker.clone().run(call)).await
    }
}
