//! The options of a wait, its progress and its result.

use std::fmt;
use std::time::Duration;

use crate::config::numbers::{FOREVER, positive};
use crate::error::{Error, Result};
use crate::jobs::wait::goal::Goal;
use crate::model::accepted::Accepted;
use crate::model::address::{Connector, Target};
use crate::model::desired::DesiredState;
use crate::model::status::ConnectorStatus;
use crate::text::visible;

/// The least number of tasks of a running connector.
pub const DEFAULT_MIN_TASKS: u32 = 1;
/// How long a connector must be seen in the desired state. 0: one poll is enough.
pub const DEFAULT_SETTLE: Duration = Duration::ZERO;
/// How long a failure must last before it counts.
pub const DEFAULT_FAILURE_GRACE: Duration = Duration::from_secs(10);

/// How to wait for one connector. `None` means the default. Write `..Default::default()` in a literal: fields may be added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WaitOptions {
    /// Time for one request. Default: the client's.
    pub timeout: Option<Duration>,
    /// Time for the whole wait, the change before it included. Default: the client's `deadline`, else
    /// [`DEFAULT_WAIT_DEADLINE`](crate::DEFAULT_WAIT_DEADLINE); see [`ConnectionOptions::deadline`](crate::ConnectionOptions::deadline).
    pub deadline: Option<Duration>,
    /// The least number of tasks of a running connector, all of them `RUNNING`. 0 allows a connector without tasks. Another
    /// number than the default is refused where the wait is not for `running`. Default [`DEFAULT_MIN_TASKS`].
    pub min_tasks: Option<u32>,
    /// How long the connector must be seen in the desired state, poll after poll. A poll without an answer starts this time again, unless the
    /// rate limit refused it. Default [`DEFAULT_SETTLE`]: one poll is enough.
    pub settle: Option<Duration>,
    /// How long a failure must last before it counts, and so a 404: a connector that was just created has no status yet, and a
    /// worker that has just started knows no connector. A shorter one is ignored. Default [`DEFAULT_FAILURE_GRACE`].
    pub failure_grace: Option<Duration>,
}

/// The options, checked and completed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WaitRules {
    pub(crate) deadline: Duration,
    pub(crate) goal: Goal,
    pub(crate) settle: Duration,
    pub(crate) failure_grace: Duration,
}

impl WaitRules {
    /// `deadline`: the client's for waits.
    pub(crate) fn new(options: &WaitOptions, wanted: DesiredState, deadline: Duration) -> Result<Self> {
        let min_tasks = options.min_tasks.unwrap_or(DEFAULT_MIN_TASKS);
        if wanted != DesiredState::Running && min_tasks != DEFAULT_MIN_TASKS {
            let reason = format!("`min_tasks` is {min_tasks}, but the wait is not for a running connector");
            return Err(Error::invalid_request("min_tasks", reason)
                .advised(format!("Leave `min_tasks` out when you wait for {}.", wanted.name())));
        }
        Ok(Self {
            deadline: positive("deadline", options.deadline, deadline)?,
            goal: Goal { wanted, min_tasks: usize::try_from(min_tasks).unwrap_or(usize::MAX) },
            settle: options.settle.unwrap_or(DEFAULT_SETTLE).min(FOREVER),
            failure_grace: options.failure_grace.unwrap_or(DEFAULT_FAILURE_GRACE).min(FOREVER),
        })
    }
}

/// A connector in the state that was waited for.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WaitResult {
    /// The connector.
    pub connector: Connector,
    /// The state that it is in.
    pub state: DesiredState,
    /// The status from the last poll.
    pub status: ConnectorStatus,
    /// The answer to the change; absent if none was sent.
    pub accepted: Option<Accepted>,
    /// Number of polls, at least 1.
    pub looks: u32,
    /// From the call to the last poll, the change included.
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
