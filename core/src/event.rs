//! What a call tells while it runs: attempts and waits, to `tracing` and to a handler of the client's.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::connector::Target;
use crate::retry::Observer;
use crate::transport::{Answer, Failure};

/// Receives events, on the thread that drives the call. It should return soon: the call waits for it.
pub type EventHandler = Arc<dyn Fn(&Event<'_>) + Send + Sync>;

/// Something that happened during a call. `Display` is one line for a log; it holds no secret. Borrowed, because most
/// calls succeed at once and nobody listens.
#[derive(Debug, Clone, PartialEq)]
pub enum Event<'a> {
    /// An attempt ended, well or not.
    Attempt(AttemptEvent<'a>),
    /// A failed attempt will be followed by another one, after a wait.
    Retry(RetryEvent<'a>),
    /// The call waits before it sends anything, because the service asked this client to, in answer to another call.
    Hold(HoldEvent<'a>),
}

/// One attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct AttemptEvent<'a> {
    /// What the call does: `resume`.
    pub action: &'static str,
    /// What the call is about.
    pub target: Target<'a>,
    /// Which attempt, from 1.
    pub attempt: u32,
    /// The answer's status, if there was an answer.
    pub status: Option<u16>,
    /// The service's id of the request.
    pub request_id: Option<&'a str>,
    /// How long this attempt took.
    pub elapsed: Duration,
    /// Why there was no 2xx, in a few words.
    pub error: Option<String>,
}

/// A wait before another attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct RetryEvent<'a> {
    /// What the call does: `resume`.
    pub action: &'static str,
    /// What the call is about.
    pub target: Target<'a>,
    /// Which attempt failed, from 1.
    pub attempt: u32,
    /// How many attempts there may be.
    pub max_attempts: u32,
    /// How long the call waits now.
    pub wait: Duration,
    /// Why the attempt failed, in a few words.
    pub error: String,
}

/// A wait at the client's own gate, which a rate limit has closed.
#[derive(Debug, Clone, PartialEq)]
pub struct HoldEvent<'a> {
    /// What the call does: `resume`.
    pub action: &'static str,
    /// What the call is about.
    pub target: Target<'a>,
    /// How long until the gate opens.
    pub wait: Duration,
}

impl fmt::Display for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attempt(event) => {
                write!(f, "{} {}: attempt {}: ", event.action, event.target, event.attempt)?;
                match (&event.error, event.status) {
                    (Some(error), _) => f.write_str(error)?,
                    (None, Some(status)) => write!(f, "{status}")?,
                    (None, None) => f.write_str("done")?,
                }
                if let Some(id) = &event.request_id {
                    write!(f, ", request id {id}")?;
                }
                write!(f, ", {:.3} s", event.elapsed.as_secs_f64())
            }
            Self::Retry(event) => write!(
                f,
                "{} {}: {}; waiting {:.2} s before attempt {} of {}",
                event.action,
                event.target,
                event.error,
                event.wait.as_secs_f64(),
                event.attempt + 1,
                event.max_attempts
            ),
            Self::Hold(event) => write!(
                f,
                "{} {}: rate limited by the service, waiting {:.2} s before sending",
                event.action,
                event.target,
                event.wait.as_secs_f64()
            ),
        }
    }
}

/// Tells of one call.
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
        self.tell(&event);
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
        self.tell(&event);
    }

    fn held(&self, wait: Duration) {
        let event = Event::Hold(HoldEvent { action: self.action, target: self.target, wait });
        tracing::info!(target: "unpause", "{event}");
        self.tell(&event);
    }
}

impl Reporter<'_> {
    fn tell(&self, event: &Event<'_>) {
        if let Some(handler) = self.handler {
            handler(event);
        }
    }
}
