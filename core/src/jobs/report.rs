//! The report of a job that resumes many connectors, and its progress before that.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use crate::error::Error;
use crate::model::accepted::Accepted;
use crate::model::address::Connector;
use crate::model::status::ConnectorStatus;
use crate::text::visible;

/// The result for one connector.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ResumeResult {
    /// The connector.
    pub connector: Connector,
    /// Whether a request was sent. If it was, and there is neither `accepted` nor `error`, the work was interrupted, and the
    /// service may have taken the request or not.
    pub sent: bool,
    /// The service's answer, if it took the request.
    pub accepted: Option<Accepted>,
    /// The connector's status from the last poll; absent if there was none.
    pub status: Option<ConnectorStatus>,
    /// Whether it was seen running. Only with `wait`.
    pub running: bool,
    /// Why the request was not accepted, or why the connector does not run.
    pub error: Option<Error>,
}

impl ResumeResult {
    pub(crate) fn new(connector: Connector, status: Option<ConnectorStatus>) -> Self {
        Self { connector, sent: false, accepted: None, status, running: false, error: None }
    }
}

/// Counts of the connectors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResumeCounts {
    /// All of them, duplicates included.
    pub total: usize,
    /// The service took the request.
    pub accepted: usize,
    /// Seen running. Always 0 without `wait`.
    pub running: usize,
    /// Not accepted, or accepted and not running in time.
    pub failed: usize,
    /// Nothing more will happen to them: failed, or accepted and (with `wait`) running.
    pub done: usize,
}

/// One more connector was accepted, runs, or failed. `Display` is one line.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ResumeProgress {
    /// The connector's result so far.
    pub result: ResumeResult,
    /// The counts so far.
    pub counts: ResumeCounts,
}

impl fmt::Display for ResumeProgress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ResumeCounts { total, done, .. } = self.counts;
        let name = visible(self.result.connector.connector_name());
        let how = match &self.result {
            ResumeResult { error: Some(error), .. } => error.kind().name(),
            ResumeResult { running: true, .. } => "running",
            _ => "accepted",
        };
        write!(f, "{done} of {total}: {name}: {how}")
    }
}

/// The result for each connector. `Display` is one line: how many were accepted, run, failed, and why.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ResumeReport {
    /// One result for each connector, in the order of the input; for all connectors of a cluster, in the order of their names.
    pub results: Vec<ResumeResult>,
    /// The counts.
    pub counts: ResumeCounts,
    /// From the call to the end, or until now.
    pub elapsed: Duration,
    /// Nothing was sent: the results are the connectors that would be resumed.
    pub dry_run: bool,
    /// Whether the job waited until they run.
    pub wait: bool,
}

impl ResumeReport {
    /// Those that failed.
    pub fn failures(&self) -> impl Iterator<Item = &ResumeResult> {
        self.results.iter().filter(|result| result.error.is_some())
    }

    /// The kinds of failures, most frequent first: `2 NotFound, 1 RateLimited`.
    fn reasons(&self) -> String {
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for error in self.results.iter().filter_map(|result| result.error.as_ref()) {
            *kinds.entry(error.kind().name()).or_default() += 1;
        }
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for ResumeReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ResumeCounts { total, accepted, running, failed, done } = self.counts;
        let plural = if total == 1 { "" } else { "s" };
        if self.dry_run {
            return write!(f, "{total} connector{plural} would be resumed (dry run, nothing sent)");
        }
        write!(f, "{total} connector{plural}: {accepted} accepted")?;
        if self.wait {
            write!(f, ", {running} running")?;
        }
        write!(f, ", {failed} failed")?;
        if failed > 0 {
            write!(f, " ({})", self.reasons())?;
        }
        if done < total {
            write!(f, ", {} not done", total - done)?;
        }
        write!(f, ", {:.1} s", self.elapsed.as_secs_f64())
    }
}
