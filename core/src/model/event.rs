//! The events of a running call: its start and end, attempts and waits.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::model::address::Target;

/// Receives events, on the thread that drives the call. It should return soon, because the call waits for it.
pub type EventHandler = Arc<dyn Fn(&Event<'_>) + Send + Sync>;

/// Something that happened during a call. `Display` is one line for a log, without secrets. Borrowed, because most calls succeed at
/// once and have no listener.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A call begins.
    Start(StartEvent<'a>),
    /// An attempt ended, well or not.
    Attempt(AttemptEvent<'a>),
    /// A failed attempt will be followed by another one, after a wait.
    Retry(RetryEvent<'a>),
    /// The call waits before it sends anything, because the service has rate limited another call of this client.
    Hold(HoldEvent<'a>),
    /// The client's token was renewed beside a call, or could not be.
    Renewal(RenewalEvent<'a>),
    /// A call ended, well or not, or was cancelled.
    End(EndEvent<'a>),
}

/// The begin of a call.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct StartEvent<'a> {
    /// The call's number, the same in all of its events. No other call of the process has it.
    pub call: u64,
    /// The call's verb: `resume`.
    pub action: &'static str,
    /// The call's subject.
    pub target: Target<'a>,
}

/// The end of a call.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct EndEvent<'a> {
    /// The call's number.
    pub call: u64,
    /// The call's verb: `resume`.
    pub action: &'static str,
    /// The call's subject.
    pub target: Target<'a>,
    /// Number of requests that were tried.
    pub attempts: u32,
    /// From the start of the call to its end.
    pub elapsed: Duration,
    /// Why there was no 2xx, in a few words; `cancelled` if nobody waited for the end.
    pub error: Option<String>,
}

/// One attempt.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AttemptEvent<'a> {
    /// The call's number.
    pub call: u64,
    /// The call's verb: `resume`.
    pub action: &'static str,
    /// The call's subject.
    pub target: Target<'a>,
    /// The attempt's number, from 1.
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
#[non_exhaustive]
pub struct RetryEvent<'a> {
    /// The call's number.
    pub call: u64,
    /// The call's verb: `resume`.
    pub action: &'static str,
    /// The call's subject.
    pub target: Target<'a>,
    /// The number of the attempt that failed, from 1.
    pub attempt: u32,
    /// The most attempts there may be.
    pub max_attempts: u32,
    /// How long the call waits now.
    pub wait: Duration,
    /// Why the attempt failed, in a few words.
    pub error: String,
}

/// A wait at the client's own gate, which a rate limit has closed.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct HoldEvent<'a> {
    /// The call's number; `None` if a job waits before it starts the call.
    pub call: Option<u64>,
    /// The call's verb: `resume`.
    pub action: &'static str,
    /// The call's subject.
    pub target: Target<'a>,
    /// How long until the gate opens.
    pub wait: Duration,
}

/// The end of a renewal that went on beside a call. A failure is no error while the old token lives.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RenewalEvent<'a> {
    /// The call's number.
    pub call: u64,
    /// The call's verb: `resume`.
    pub action: &'static str,
    /// The call's subject.
    pub target: Target<'a>,
    /// How long the renewal took.
    pub elapsed: Duration,
    /// For how long the new token is good, if that is known.
    pub expires_in: Option<Duration>,
    /// Why there is no new token, in a few words.
    pub error: Option<String>,
}

impl fmt::Display for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(event) => write!(f, "{} {}: call {} starts", event.action, event.target, event.call),
            Self::End(event) => {
                let EndEvent { call, action, target, attempts, elapsed, error } = event;
                let how = error.as_deref().unwrap_or("done");
                let elapsed = elapsed.as_secs_f64();
                write!(f, "{action} {target}: call {call} ends: {how}, {attempts} attempt(s), {elapsed:.3} s")
            }
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
            Self::Retry(event) => {
                let (next, wait) = (event.attempt + 1, event.wait.as_secs_f64());
                write!(
                    f,
                    "{} {}: {}; waiting {wait:.2} s before attempt {next}",
                    event.action, event.target, event.error
                )?;
                // A rate limit in a job, or a connector that is not there yet, costs time and no attempts.
                if next <= event.max_attempts { write!(f, " of {}", event.max_attempts) } else { Ok(()) }
            }
            Self::Renewal(event) => {
                write!(f, "{} {}: ", event.action, event.target)?;
                match (&event.error, event.expires_in) {
                    (Some(error), _) => write!(f, "the token was not renewed: {error}")?,
                    (None, Some(life)) => write!(f, "the token was renewed, for {:.0} s", life.as_secs_f64())?,
                    (None, None) => f.write_str("the token was renewed")?,
                }
                write!(f, ", {:.3} s", event.elapsed.as_secs_f64())
            }
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
