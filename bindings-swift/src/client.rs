//! The client, as Swift's `Client` holds it.

use std::sync::Arc;

use unpause::Client;

use crate::accepted::NativeAccepted;
use crate::cancellation::NativeCancellation;
use crate::connector::NativeConnector;
use crate::errors::NativeError;
use crate::events::NativeListener;
use crate::options::{NativeLimits, NativeOptions};
use crate::runtime;

/// A client of the core. Its calls run on the process's one runtime.
#[derive(uniffi::Object)]
pub(crate) struct NativeClient(Client);

#[uniffi::export]
impl NativeClient {
    #[uniffi::constructor]
    fn new(options: NativeOptions, listener: Option<Box<dyn NativeListener>>) -> Result<Arc<Self>, NativeError> {
        Ok(Arc::new(Self(Client::new(options.checked(listener)?)?)))
    }

    fn base_url(&self) -> String {
        self.0.base_url().to_owned()
    }

    async fn resume(
        &self,
        connector: NativeConnector,
        limits: NativeLimits,
        cancellation: Arc<NativeCancellation>,
    ) -> Result<NativeAccepted, NativeError> {
        let (connector, limits) = (connector.checked()?, limits.checked()?);
        let client = self.0.clone();
        runtime::run(cancellation, async move { client.resume_with(&connector, &limits).await.map(Into::into) }).await
    }

    /// For the tests: a call that panics.
    #[expect(clippy::panic, reason = "it is what this function is for")]
    async fn panic(&self, cancellation: Arc<NativeCancellation>) -> Result<(), NativeError> {
        runtime::run(cancellation, async { panic!("a panic that a test asked for") }).await
    }
}
