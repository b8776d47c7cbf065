//! The options of resuming many connectors.

use std::time::Duration;

use crate::config::numbers::count_out_of_range;
use crate::error::Result;
use crate::jobs::wait::options::WaitOptions;

/// The most requests in flight.
pub const DEFAULT_CONCURRENCY: u32 = 32;

/// How to resume many connectors. `None` means the default. Write `..Default::default()` in a literal: fields may be added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ResumeManyOptions {
    /// The most requests in flight. Default [`DEFAULT_CONCURRENCY`]; there are fewer while the service allows fewer.
    pub concurrency: Option<u32>,
    /// Whether to wait until the connectors run. Default: no.
    pub wait: bool,
    /// Time for one request. Default: the client's.
    pub timeout: Option<Duration>,
    /// Time for one connector: until it is accepted (default: the client's deadline) or, with `wait`, until it runs (default
    /// [`DEFAULT_WAIT_DEADLINE`](crate::DEFAULT_WAIT_DEADLINE)). It starts when the connector's request is sent, not while the
    /// connector is queued. But if the service rate limits the client for longer than this, all unsent connectors fail at once.
    pub deadline: Option<Duration>,
    /// See [`WaitOptions::min_tasks`].
    pub min_tasks: Option<u32>,
    /// See [`WaitOptions::settle`].
    pub settle: Option<Duration>,
    /// See [`WaitOptions::failure_grace`].
    pub failure_grace: Option<Duration>,
}

/// Which of a cluster's connectors to resume, and how. Write `..Default::default()` in a literal: fields may be added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResumeAllOptions {
    /// Only names that match: `*` any characters, `?` one, `[abc]` one of some. Default: all.
    pub name_glob: Option<String>,
    /// Only connectors in these states. Default [`DEFAULT_STATES`](crate::DEFAULT_STATES).
    pub states: Option<Vec<String>>,
    /// Sends nothing; the report says which connectors would be resumed.
    pub dry_run: bool,
    /// How to resume them.
    pub many: ResumeManyOptions,
}

impl ResumeManyOptions {
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
}
