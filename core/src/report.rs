//! What resuming many connectors ends with, and how it stands before that.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::accepted::Accepted;
use crate::connector::Connector;
use crate::error::Error;
use crate::status::ConnectorStatus;

/// What became of one connector.
#[derive(Debug, Clone)]
pub struct ResumeResult {
    /// The connector.
    pub connector: Connector,
    /// Whether a request for it went out. If it did and there is neither `accepted` nor `error`, the work was
    /// interrupted, and the service may have taken the request or not.
    pub sent: bool,
    /// The service's answer, if it took the request.
    pub accepted: Option<Accepted>,
    /// How the connector was when it was last looked at; absent if nobody looked.
    pub status: Option<ConnectorStatus>,
    /// Whether it was seen running. Only looked for when asked to wait.
    pub running: bool,
    /// Why it was not accepted, or does not run.
    pub error: Option<Error>,
}

impl ResumeResult {
    pub(crate) fn new(connector: Connector, status: Option<ConnectorStatus>) -> Self {
        Self { connector, sent: false, accepted: None, status, running: false, error: None }
    }
}

/// How many connectors are how far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ResumeCounts {
    /// All of them, duplicates included.
    pub total: usize,
    /// The service took the request.
    pub accepted: usize,
    /// Seen running. Always 0 when not asked to wait.
    pub running: usize,
    /// Not accepted, or accepted and not running in time.
    pub failed: usize,
    /// Nothing more will happen to them: failed, or accepted and, if asked to wait, running.
    pub done: usize,
}

/// One more connector was accepted, runs, or failed. `Display` is one line.
#[derive(Debug, Clone)]
pub struct ResumeProgress {
    /// The connector and what became of it by now.
    pub result: ResumeResult,
    /// All connectors by now.
    pub counts: ResumeCounts,
}

impl fmt::Display for ResumeProgress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ResumeCounts { total, done, .. } = self.counts;
        let name = self.result.connector.connector_name().escape_debug();
        let how = match &self.result {
            ResumeResult { error: Some(error), .. } => error.kind().name(),
            ResumeResult { running: true, .. } => "running",
            _ => "accepted",
        };
        write!(f, "{done} of {total}: {name}: {how}")
    }
}

/// What became of each connector. `Display` is one line that says how many were accepted, run, failed, and why.
#[derive(Debug, Clone)]
pub struct ResumeReport {
    /// One a connector, in the order in which they were given; of a cluster's connectors, in the order of their names.
    pub results: Vec<ResumeResult>,
    /// How many are how far.
    pub counts: ResumeCounts,
    /// From the call to the end, or to now.
    pub elapsed: Duration,
    /// Nothing was sent on purpose: the results are the connectors that would be resumed.
    pub dry_run: bool,
    /// Whether running was waited for.
    pub wait: bool,
}

impl ResumeReport {
    /// Those that failed.
    pub fn failures(&self) -> impl Iterator<Item = &ResumeResult> {
        self.results.iter().filter(|result| result.error.is_some())
    }

    /// How many failed of what, most frequent first: `2 NotFound, 1 RateLimited`.
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

/// How resuming many connectors stands. Cheap to clone, and there for whoever cancels the work and wants to know how far
/// it came.
#[derive(Debug, Clone)]
pub struct Tally(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    started: Instant,
    ended: Option<Instant>,
    dry_run: bool,
    wait: bool,
    results: Vec<ResumeResult>,
    /// Which result stands at each place of the input: a connector that was named twice is sent once.
    places: Vec<usize>,
    /// How many places each result stands at.
    weights: Vec<usize>,
    counts: ResumeCounts,
}

impl Tally {
    pub(crate) fn new(dry_run: bool, wait: bool) -> Self {
        Self(Arc::new(Mutex::new(State {
            started: Instant::now(),
            ended: None,
            dry_run,
            wait,
            results: Vec::new(),
            places: Vec::new(),
            weights: Vec::new(),
            counts: ResumeCounts::default(),
        })))
    }

    /// How it stands now; at the end, the report.
    #[must_use]
    pub fn report(&self) -> ResumeReport {
        let state = self.state();
        ResumeReport {
            results: state.places.iter().filter_map(|place| state.results.get(*place).cloned()).collect(),
            counts: state.counts,
            elapsed: state.ended.unwrap_or_else(Instant::now) - state.started,
            dry_run: state.dry_run,
            wait: state.wait,
        }
    }

    /// Takes the connectors in; the answer is what to send, each once, by its number.
    pub(crate) fn begin(&self, given: impl IntoIterator<Item = ResumeResult>) -> Vec<Connector> {
        let mut state = self.state();
        let mut numbers = std::collections::HashMap::new();
        for result in given {
            let next = state.results.len();
            let number = *numbers.entry(result.connector.clone()).or_insert(next);
            if number == next {
                state.results.push(result);
                state.weights.push(0);
            }
            state.places.push(number);
            if let Some(weight) = state.weights.get_mut(number) {
                *weight += 1;
            }
        }
        state.counts.total = state.places.len();
        state.results.iter().map(|result| result.connector.clone()).collect()
    }

    /// Changes one result and counts anew what it changes.
    pub(crate) fn update(&self, number: usize, change: impl FnOnce(&mut ResumeResult)) {
        let mut state = self.state();
        let State { results, weights, counts, wait, .. } = &mut *state;
        let Some(result) = results.get_mut(number) else { return };
        let weight = weights.get(number).copied().unwrap_or_default();
        let before = standing(result, *wait);
        change(result);
        let after = standing(result, *wait);
        for (count, before, after) in [
            (&mut counts.accepted, before.accepted, after.accepted),
            (&mut counts.running, before.running, after.running),
            (&mut counts.failed, before.failed, after.failed),
            (&mut counts.done, before.done, after.done),
        ] {
            *count = *count + after * weight - before * weight;
        }
    }

    /// How one of them stands, and all.
    pub(crate) fn progress(&self, number: usize) -> Option<ResumeProgress> {
        let state = self.state();
        Some(ResumeProgress { result: state.results.get(number)?.clone(), counts: state.counts })
    }

    pub(crate) fn end(&self) -> ResumeReport {
        self.state().ended = Some(Instant::now());
        self.report()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The counts of a single result.
fn standing(result: &ResumeResult, wait: bool) -> ResumeCounts {
    let accepted = result.accepted.is_some();
    let failed = result.error.is_some();
    let done = failed || if wait { result.running } else { accepted };
    ResumeCounts {
        total: 1,
        accepted: accepted.into(),
        running: result.running.into(),
        failed: failed.into(),
        done: done.into(),
    }
}
