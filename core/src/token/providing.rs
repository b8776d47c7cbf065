//! Finds a token provider that calls the client that asks it: the call would wait for itself.

use std::sync::Arc;

use crate::error::Error;

tokio::task_local! {
    /// The client whose provider runs in this task.
    static PROVIDING_FOR: Identity;
}

/// Tells clients apart.
#[derive(Clone)]
pub(crate) struct Identity(Arc<()>);

impl Identity {
    pub(crate) fn new() -> Self {
        Self(Arc::new(()))
    }

    /// Runs a provider for this client.
    pub(crate) async fn providing<T>(&self, provider: impl Future<Output = T>) -> T {
        PROVIDING_FOR.scope(self.clone(), provider).await
    }

    /// Whether this client's provider runs in this task.
    pub(crate) fn is_providing(&self) -> bool {
        PROVIDING_FOR.try_with(|client| Arc::ptr_eq(&client.0, &self.0)).unwrap_or(false)
    }
}

/// For a call of a provider on the client that asks it.
pub(crate) fn reentered() -> Error {
    Error::invalid_request("token_provider", "the token provider calls the client that asks it for a token")
        .advised("Get the token without this client, or with another one that has credentials of its own.")
}
