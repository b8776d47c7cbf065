//! The listener of the running work, which sends its events on to `diagnostics_channel`.

use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::task_local;
use unpause::EventHandler;

use crate::delivery::Delivery;
use crate::events::NativeEvent;
use crate::mailbox::Deliveries;

/// Takes the events of one call or job.
pub(crate) struct Listener {
    pub(crate) of: u32,
    pub(crate) deliveries: Arc<Deliveries>,
}

task_local! {
    /// The listener of the work that is being driven; there is none if nobody has subscribed.
    pub(crate) static LISTENER: Option<Listener>;
}

/// The handler of every client: events belong to the work that is being driven.
pub(crate) fn handler() -> EventHandler {
    Arc::new(|event| {
        // Outside of a call there is no listener.
        let _ = LISTENER.try_with(|listener| {
            if let Some(Listener { of, deliveries }) = listener
                && let Some(event) = NativeEvent::new(*of, event)
            {
                deliveries.deliver(Delivery::C(event));
            }
        });
    })
}

/// JavaScript keeps the caller's context until then: a cancelled call still has its last event to report.
impl Drop for Listener {
    fn drop(&mut self) {
        if Handle::try_current().is_ok() {
            self.deliveries.deliver(Delivery::C(NativeEvent::silence(self.of)));
        }
    }
}
