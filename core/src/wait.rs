//! What waiting for a connector is told, tells, and ends with. When to look and what a look means is in `watch`.

use std::fmt;
use std::time::Duration;

use crate::accepted::Accepted;
use crate::connector::{Connector, Target};
use crate::error::Result;
use crate::options::FOREVER;
use crate::settings::positive;
use crate::status::ConnectorStatus;

/// How long a connector may take to run.
pub const DEFAULT_WAIT_DEADLINE: Duration = Duration::from_secs(600);
/// How many tasks a running connector has at the least.
pub const DEFAULT_MIN_TASKS: u32 = 1;
/// For how long a connector must be seen running. 0: one look is enough.
pub const DEFAULT_SETTLE: Duration = Duration::ZERO;
/// How long a connector may say that it failed before it is believed.
pub const DEFAULT_FAILURE_GRACE: Duration = Duration::from_secs(10);

/// How to wait for one connector. `None` means the default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WaitOptions {
    /// Time for one request. Default: the client's.
    pub timeout: Option<Duration>,
    /// Time for the whole wait, the resume included. Default [`DEFAULT_WAIT_DEADLINE`].
    pub deadline: Option<Duration>,
    /// How many tasks must be there, all of them `RUNNING`. 0 allows a connector without tasks. Default [`DEFAULT_MIN_TASKS`].
    pub min_tasks: Option<u32>,
    /// For how long the connector must be seen running, look after look; a look without an answer begins it anew, unless it was
    /// refused by the rate limit. Default [`DEFAULT_SETTLE`]: one look is enough.
    pub settle: Option<Duration>,
    /// How long a failure may last before it is believed, or a 404 for a connector that was there; a shorter one is passed
    /// through. Default [`DEFAULT_FAILURE_GRACE`].
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

/// A connector that was seen running: it says `RUNNING`, it has its tasks, and each of them says `RUNNING`.
#[derive(Debug, Clone, PartialEq)]
pub struct Running {
    /// The connector.
    pub connector: Connector,
    /// What the last look saw.
    pub status: ConnectorStatus,
    /// The answer to the resume; absent if none was sent.
    pub accepted: Option<Accepted>,
    /// How many looks it took, at least 1.
    pub looks: u32,
    /// From the call to the last look, the resume included.
    pub elapsed: Duration,
}

/// One look at a connector that is waited for. `Display` is one line.
#[derive(Debug, Clone, PartialEq)]
pub struct WaitProgress {
    /// The connector.
    pub connector: Connector,
    /// Which look, from 1.
    pub look: u32,
    /// From the call to this look.
    pub elapsed: Duration,
    /// What the look saw; absent if it had no answer.
    pub status: Option<ConnectorStatus>,
    /// Why the look had no answer, in a few words. It does not end the wait.
    pub error: Option<String>,
    /// Time until the next look; absent if this was the last one.
    pub next_look: Option<Duration>,
}

impl fmt::Display for WaitProgress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", Target::Connector(&self.connector))?;
        match (&self.status, &self.error) {
            (Some(status), _) => {
                let tasks = status.tasks.len();
                write!(f, "{}, {} of {tasks} tasks running", status.state.escape_debug(), status.tasks_running())?;
            }
            (None, Some(error)) => write!(f, "no status ({error})")?,
            (None, None) => f.write_str("no status")?,
        }
        write!(f, ", {:.1} s", self.elapsed.as_secs_f64())
    }
}
