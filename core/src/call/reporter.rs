//! Reports the events of one call, to `tracing` and to the client's handler.

use std::time::Duration;

use tokio::time::Instant;

use crate::call::retry::Observer;
use crate::http::failure::Failure;
use crate::http::response::Answer;
use crate::model::address::Target;
use crate::model::event::{AttemptEvent, Event, EventHandler, HoldEvent, RenewalEvent, RetryEvent};
use crate::token::keeper::Renewed;

/// Reports the events of one call.
pub(crate) struct Reporter<'a> {
    pub(crate) action: &'static str,
    pub(crate) target: Target<'a>,
    pub(crate) max_attempts: u32,
    pub(crate) handler: Option<&'a EventHandler>,
}

impl Observer<Answer> for Reporter<'_> {
    fn attempted(&self, attempt: u32, result: &Result<Answer, Failure>, elapsed: Duration) {
        let head = match result {
            Ok(answer) => Some(&answer.head),
            Err(Failure::Refused(refusal)) => Some(&refusal.head),
            Err(_) => None,
        };
        let event = Event::Attempt(AttemptEvent {
            action: self.action,
            target: self.target,
            attempt,
            status: head.map(|head| head.status.as_u16()),
            request_id: head.and_then(|head| head.request_id.as_deref()),
            elapsed,
            error: result.as_ref().err().map(Failure::summary),
        });
        tracing::debug!(target: "unpause", "{event}");
        self.report(&event);
    }

    fn retrying(&self, attempt: u32, failure: &Failure, wait: Duration) {
        let event = Event::Retry(RetryEvent {
            action: self.action,
            target: self.target,
            attempt,
            max_attempts: self.max_attempts,
            wait,
            error: failure.summary(),
        });
        tracing::warn!(target: "unpause", "{event}");
        self.report(&event);
    }

    fn held(&self, wait: Duration) {
        let event = Event::Hold(HoldEvent { action: self.action, target: self.target, wait });
        tracing::info!(target: "unpause", "{event}");
        self.report(&event);
    }

    fn renewed(&self, renewal: &Renewed) {
        let token = renewal.result.as_ref();
        let event = Event::Renewal(RenewalEvent {
            action: self.action,
            target: self.target,
            elapsed: renewal.elapsed,
            expires_in: token.ok().and_then(|token| token.left(Instant::now())),
            error: token.err().map(|error| error.reason().to_owned()),
        });
        if token.is_ok() {
            tracing::debug!(target: "unpause", "{event}");
        } else {
            tracing::warn!(target: "unpause", "{event}");
        }
        self.report(&event);
    }
}

impl Reporter<'_> {
    fn report(&self, event: &Event<'_>) {
        if let Some(handler) = self.handler {
            handler(event);
        }
    }
}
