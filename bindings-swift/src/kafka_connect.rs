//! The client for self-managed Kafka Connect, as Swift's `KafkaConnect` holds it.

use std::sync::Arc;

use unpause::{KafkaConnect, KafkaConnectOptions, RestartOptions, Secret};

use crate::accepted::NativeAccepted;
use crate::cancellation::NativeCancellation;
use crate::client::NativeClient;
use crate::errors::NativeError;
use crate::events::NativeListener;
use crate::options::{NativeLimits, NativeOptions};
use crate::runtime;

/// What this client can do and one of Confluent Cloud cannot; `calls` has the rest.
#[derive(uniffi::Object)]
pub(crate) struct NativeKafkaConnect(KafkaConnect);

/// What a restart restarts besides the connector itself.
#[derive(uniffi::Record)]
pub(crate) struct NativeRestart {
    pub(crate) include_tasks: bool,
    pub(crate) only_failed: bool,
}

#[uniffi::export]
impl NativeKafkaConnect {
    #[uniffi::constructor]
    fn new(
        options: NativeOptions,
        username: Option<String>,
        password: Option<String>,
        listener: Option<Box<dyn NativeListener>>,
    ) -> Result<Arc<Self>, NativeError> {
        let password = password.map(Secret::from);
        let options = KafkaConnectOptions { username, password, ..options.checked(listener)?.into() };
        Ok(Arc::new(Self(KafkaConnect::new(options)?)))
    }

    fn calls(&self) -> Arc<NativeClient> {
        Arc::new(NativeClient::of_workers(self.0.clone()))
    }

    async fn stop(
        &self,
        name: String,
        limits: NativeLimits,
        cancellation: Arc<NativeCancellation>,
    ) -> Result<NativeAccepted, NativeError> {
        let (connect, limits) = (self.0.clone(), limits.checked()?);
        runtime::run(cancellation, async move {
            let accepted = connect.stop(&name, &limits).await?;
            Ok(NativeAccepted::of(&accepted, &connect.connector(&name)?))
        })
        .await
    }

    async fn restart(
        &self,
        name: String,
        what: NativeRestart,
        limits: NativeLimits,
        cancellation: Arc<NativeCancellation>,
    ) -> Result<NativeAccepted, NativeError> {
        let (connect, limits) = (self.0.clone(), limits.checked()?);
        runtime::run(cancellation, async move {
            let accepted = connect.restart(&name, what.into(), &limits).await?;
            Ok(NativeAccepted::of(&accepted, &connect.connector(&name)?))
        })
        .await
    }
}

impl From<NativeRestart> for RestartOptions {
    fn from(what: NativeRestart) -> Self {
        Self { include_tasks: what.include_tasks, only_failed: what.only_failed }
    }
}
