//! The options of changing many connectors.

use std::time::Duration;

use crate::config::numbers::count_out_of_range;
use crate::error::{Error, Result};
use crate::jobs::wait::options::{DEFAULT_FAILURE_GRACE, DEFAULT_MIN_TASKS, DEFAULT_SETTLE, WaitOptions};

/// The most requests in flight.
pub const DEFAULT_CONCURRENCY: u32 = 32;

/// How to change many connectors. `None` means the default. Write `..Default::default()` in a literal: fields may be added.
///
/// `min_tasks`, `settle` and `failure_grace` say something about the wait: another value than the default is refused without
/// `wait`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ManyOptions {
    /// The most requests in flight. Default [`DEFAULT_CONCURRENCY`]; there are fewer while the service allows fewer.
    pub concurrency: Option<u32>,
    /// Whether to wait until the connectors are in the state that the operation leads to: running after a resume or a restart,
    /// paused after a pause, stopped after a stop. Default: no.
    pub wait: bool,
    /// Time for one request. Default: the client's.
    pub timeout: Option<Duration>,
    /// Time for one connector: until it is accepted or, with `wait`, until it is in that state. Default: the client's `deadline`,
    /// else [`DEFAULT_DEADLINE`](crate::DEFAULT_DEADLINE), or with `wait`
    /// [`DEFAULT_WAIT_DEADLINE`](crate::DEFAULT_WAIT_DEADLINE); see [`ConnectionOptions::deadline`](crate::ConnectionOptions::deadline).
    /// It starts when the connector's request is sent, not while the connector is queued. But if the service rate limits the client
    /// for longer than this, all unsent connectors fail at once.
    pub deadline: Option<Duration>,
    /// See [`WaitOptions::min_tasks`].
    pub min_tasks: Option<u32>,
    /// See [`WaitOptions::settle`].
    pub settle: Option<Duration>,
    /// See [`WaitOptions::failure_grace`]. In a job on all connectors it is also the time for which a 404 for a listed connector is
    /// not believed, so that it is no mistake there without `wait`.
    pub failure_grace: Option<Duration>,
}

/// Which of a cluster's connectors to change, and how. Write `..Default::default()` in a literal: fields may be added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AllOptions {
    /// Only names that match: `*` any characters, `?` one, `[abc]` one of some. Default: all.
    pub name_glob: Option<String>,
    /// Only connectors in these states. Default, of a resume: `PAUSED`; of a pause: all but `PAUSED` and `STOPPED`; of a stop: all
    /// but `STOPPED`; of a restart: `FAILED`, and those with failed tasks that are not paused or stopped.
    pub states: Option<Vec<String>>,
    /// Sends nothing; the report says which connectors would be changed.
    pub dry_run: bool,
    /// How to change them.
    pub many: ManyOptions,
}

impl ManyOptions {
    pub(crate) fn wait_options(&self) -> WaitOptions {
        WaitOptions {
            timeout: self.timeout,
            deadline: self.deadline,
            min_tasks: self.min_tasks,
            settle: self.settle,
            failure_grace: self.failure_grace,
        }
    }

    pub(crate) fn concurrency(&self) -> Result<usize> {
        match self.concurrency {
            Some(0) => Err(count_out_of_range("concurrency", 0)),
            given => Ok(usize::try_from(given.unwrap_or(DEFAULT_CONCURRENCY)).unwrap_or(usize::MAX)),
        }
    }

    /// Refuses what has no effect. `doubts_404s`: `failure_grace` has one without a wait, too.
    pub(crate) fn has_effect(&self, doubts_404s: bool) -> Result<()> {
        let Self { wait, min_tasks, settle, failure_grace, .. } = *self;
        let asks = |given: Option<Duration>, default| given.is_some_and(|given| given != default);
        let without_effect = [
            ("min_tasks", min_tasks.is_some_and(|given| given != DEFAULT_MIN_TASKS)),
            ("settle", asks(settle, DEFAULT_SETTLE)),
            ("failure_grace", asks(failure_grace, DEFAULT_FAILURE_GRACE) && !doubts_404s),
        ];
        match without_effect.into_iter().find(|(_, is_given)| *is_given && !wait) {
            Some((name, _)) => Err(Error::invalid_request(name, format!("`{name}` has no effect without `wait`"))
                .advised(format!("Set `wait`, or leave `{name}` out."))),
            None => Ok(()),
        }
    }
}
