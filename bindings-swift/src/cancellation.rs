//! The way of a Swift task's cancellation to its call: UniFFI does not pass it on (its issue 2771), so the task holds a token.

use std::sync::Arc;

use tokio::sync::watch;

/// Cancels one call or job. It sticks: a call that starts with a cancelled token ends before it does anything.
#[derive(uniffi::Object)]
pub(crate) struct NativeCancellation(watch::Sender<bool>);

#[uniffi::export]
impl NativeCancellation {
    #[uniffi::constructor]
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(watch::Sender::new(false)))
    }

    pub(crate) fn cancel(&self) {
        self.0.send_replace(true);
    }
}

impl NativeCancellation {
    pub(crate) fn is_cancelled(&self) -> bool {
        *self.0.borrow()
    }

    /// Ends when the call is cancelled, however long ago that was.
    pub(crate) async fn cancelled(&self) {
        // It fails only when the sender is gone, which `self` is.
        let _ = self.0.subscribe().wait_for(|cancelled| *cancelled).await;
    }
}
