//! Reports the events of one call, to `tracing` and to the client's handler.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use tokio::time::Instant;

use crate::call::retry::{Finished, Observer};
use crate::config::settings::Settings;
use crate::http::failure::Failure;
use crate::http::response::Answer;
use crate::model::address::Target;
use crate::model::event::{
    AttemptEvent, EndEvent, Event, EventHandler, HoldEvent, RenewalEvent, RetryEvent, StartEvent,
};
use crate::model::operation::Operation;
use crate::token::keeper::Renewed;

/// Counts the calls of all clients: whoever watches a process watches all of them at once.
static CALLS: AtomicU64 = AtomicU64::new(1);

/// Reports the events of one call. If it is dropped before it is told the end, the call was cancelled.
pub(crate) struct Reporter<'a> {
    subject: Subject<'a>,
    call: u64,
    max_attempts: u32,
    started: Instant,
    attempts: AtomicU32,
    has_ended: bool,
}

/// The action, its target, and who hears of them.
#[derive(Clone, Copy)]
struct Subject<'a> {
    action: &'static str,
    target: Target<'a>,
    handler: Option<&'a EventHandler>,
}

impl<'a> Subject<'a> {
    fn new(settings: &'a Settings, operation: Operation<'a>) -> Self {
        Self { action: operation.action(), target: operation.target(), handler: settings.on_event.as_ref() }
    }

    fn held(&self, call: Option<u64>, wait: Duration) {
        let event = Event::Hold(HoldEvent { call, action: self.action, target: self.target, wait });
        tracing::info!(target: "unpause", "{event}");
        self.report(&event);
    }

    fn report(&self, event: &Event<'_>) {
        if let Some(handler) = self.handler {
            handler(event);
        }
    }
}

/// Reports that a job waits before it starts the call.
pub(crate) fn held(settings: &Settings, operation: Operation<'_>, wait: Duration) {
    Subject::new(settings, operation).held(None, wait);
}

impl<'a> Reporter<'a> {
    /// Numbers the call, and reports its start.
    pub(crate) fn start(settings: &'a Settings, operation: Operation<'a>, max_attempts: u32) -> Self {
        let (subject, call) = (Subject::new(settings, operation), CALLS.fetch_add(1, Ordering::Relaxed));
        let event = Event::Start(StartEvent { call, action: subject.action, target: subject.target });
        tracing::trace!(target: "unpause", "{event}");
        subject.report(&event);
        Self { subject, call, max_attempts, started: Instant::now(), attempts: AtomicU32::new(0), has_ended: false }
    }

    /// Reports the end.
    pub(crate) fn end<T>(mut self, finished: &Finished<T>) {
        self.has_ended = true;
        self.report_end(finished.attempts, finished.result.as_ref().err().map(Failure::summary));
    }

    fn report_end(&self, attempts: u32, error: Option<String>) {
        let Subject { action, target, .. } = self.subject;
        let elapsed = self.started.elapsed();
        let event = Event::End(EndEvent { call: self.call, action, target, attempts, elapsed, error });
        tracing::trace!(target: "unpause", "{event}");
        self.subject.report(&event);
    }
}

impl Drop for Reporter<'_> {
    fn drop(&mut self) {
        // A handler that panics while another panic unwinds would end the process.
        if !self.has_ended && !std::thread::panicking() {
            self.report_end(self.attempts.load(Ordering::Relaxed), Some("cancelled".to_owned()));
        }
    }
}

impl Observer<Answer> for Reporter<'_> {
    fn attempted(&self, attempt: u32, result: &Result<Answer, Failure>, elapsed: Duration) {
        self.attempts.store(attempt, Ordering::Relaxed);
        let head = match result {
            Ok(answer) => Some(&answer.head),
            Err(Failure::Refused(refusal)) => Some(&refusal.head),
            Err(_) => None,
        };
        let event = Event::Attempt(AttemptEvent {
            call: self.call,
            action: self.subject.action,
            target: self.subject.target,
            attempt,
            status: head.map(|head| head.status.as_u16()),
            request_id: head.and_then(|head| head.request_id.as_deref()),
            elapsed,
            error: result.as_ref().err().map(Failure::summary),
        });
        tracing::debug!(target: "unpause", "{event}");
        self.subject.report(&event);
    }

    fn retrying(&self, attempt: u32, failure: &Failure, wait: Duration) {
        let event = Event::Retry(RetryEvent {
            call: self.call,
            action: self.subject.action,
            target: self.subject.target,
            attempt,
            max_attempts: self.max_attempts,
            wait,
            error: failure.summary(),
        });
        tracing::warn!(target: "unpause", "{event}");
        self.subject.report(&event);
    }

    fn held(&self, wait: Duration) {
        self.subject.held(Some(self.call), wait);
    }

    fn renewed(&self, renewal: &Renewed) {
        let token = renewal.result.as_ref();
        let Subject { action, target, .. } = self.subject;
        let event = Event::Renewal(RenewalEvent {
            call: self.call,
            action,
            target,
            elapsed: renewal.elapsed,
            expires_in: token.ok().and_then(|token| token.left(Instant::now())),
            error: token.err().map(|error| error.reason().to_owned()),
        });
        if token.is_ok() {
            tracing::debug!(target: "unpause", "{event}");
        } else {
            tracing::warn!(target: "unpause", "{event}");
        }
        self.subject.report(&event);
    }
}
