//! The listener of the running call, which sends its events on to `diagnostics_channel`.

use std::sync::Arc;

use tokio::task_local;
use unpause::EventHandler;

use crate::delivery::Delivery;
use crate::events::native_event;
use crate::mailbox::Deliveries;

task_local! {
    /// Takes the events of the call that is being driven; there is none if nobody has subscribed.
    pub(crate) static LISTENER: Option<Arc<Deliveries>>;
}

/// The handler of every client: events belong to the call that is being driven.
pub(crate) fn handler() -> EventHandler {
    Arc::new(|event| {
        // Outside of a call there is no listener.
        let _ = LISTENER.try_with(|listener| {
            if let Some(deliveries) = listener
                && let Some(event) = native_event(event)
            {
                deliveries.deliver(Delivery::C(event));
            }
        });
    })
}
