//! The options of a wait, its progress and its result.

use std::fmt;
use std::time::Duration;

use crate::config::numbers::{FOREVER, positive};
use crate::error::Result;
use crate::model::accepted::Accepted;
use crate::model::address::{Connector, Target};
use crate::model::status::ConnectorStatus;
use crate::text::visible;

/// How long a connector may take to run.
pub const DEFAULT_WAIT_DEADLINE: Duration = Duration::from_secs(600);
/// The least number of tasks of a running connector.
pub const DEFAULT_MIN_TASKS: u32 = 1;
/// How long a connector must be seen running. 0: one poll is enough.
pub const DEFAULT_SETTLE: Duration = Duration::ZERO;
/// How long a failure must last before it counts.
pub const DEFAULT_FAILURE_GRACE: Duration = Duration::from_secs(10);

/// How to wait for one connector. `None` means the default. Write `..Default::default()` in a literal: fields may be added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WaitOptions {
    /// Time for one request. Default: the client's.
    pub timeout: Option<Duration>,
    /// Time for the whole wait, the resume included. Default [`DEFAULT_WAIT_DEADLINE`].
    pub deadline: Option<Duration>,
    /// The least number of tasks, all of them `RUNNING`. 0 allows a connector without tasks. Default [`DEFAULT_MIN_TASKS`].
    pub min_tasks: Option<u32>,
    /// How long the connector must be seen running, poll after poll. A poll without an answer starts this time again, unless the
    /// rate limit refused it. Default [`DEFAULT_SETTLE`]: one poll is enough.
    pub settle: Option<Duration>,
    /// How long a failure must last before it counts, or a 404 for a connector that was there before; a shorter one is
    /// ignored. Default [`DEFAULT_FAILURE_GRACE`].
    pub failure_grace: Option<Duration>,
}

/// The options, checked and completed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WaitRules {
    pub(crate) deadline: Duration,
    pub(crate) min_tasks: usize,
    pub(crate) settle: Duration,
    pub(crate) failure_grace: Duration,
}

impl WaitRules {
    pub(crate) fn new(options: &WaitOptions) -> Result<Self> {
        let min_tasks = options.min_tasks.unwrap_or(DEFAULT_MIN_TASKS);
        Ok(Self {
            deadline: positive("deadline", options.deadline, DEFAULT_WAIT_DEADLINE)?,
            min_tasks: usize::try_from(min_tasks).unwrap_or(usize::MAX),
            settle: options.settle.unwrap_or(DEFAULT_SETTLE).min(FOREVER),
            failure_grace: options.failure_grace.unwrap_or(DEFAULT_FAILURE_GRACE).min(FOREVER),
        })
    }
}

/// A running connector: it says `RUNNING`, it has its tasks, and each of them says `RUNNING`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Running {
    /// The connector.
    pub connector: Connector,
    /// The status from the last poll.
    pub status: ConnectorStatus,
    /// The answer to the resume; absent if none was sent.
    pub accepted: Option<Accepted>,
    /// Number of polls, at least 1.
    pub looks: u32,
    /// From the call to the last poll, the resume included.
    pub elapsed: Duration,
}

/// One poll of a wait. `Display` is one line.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WaitProgress {
    /// The connector.
    pub connector: Connector,
    /// The poll's number, from 1.
    pub look: u32,
    /// From the call to this poll.
    pub elapsed: Duration,
    /// The status; absent if the poll had no answer.
    pub status: Option<ConnectorStatus>,
    /// Why the poll had no answer, in a few words. It does not end the wait.
    pub error: Option<String>,
    /// Time until the next poll; absent if this was the last one.
    pub next_look: Option<Duration>,
}

impl fmt::Display for WaitProgress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", Target::Connector(&self.connector))?;
        match (&self.status, &self.error) {
            (Some(status), _) => {
                let tasks = status.tasks.len();
                write!(f, "{}, {} of {tasks} tasks running", visible(&status.state), status.tasks_running())?;
            }
            (None, Some(error)) => write!(f, "no status ({error})")?,
            (None, None) => f.write_str("no status")?,
        }
        write!(f, ", {:.1} s", self.elapsed.as_secs_f64())
    }
}
