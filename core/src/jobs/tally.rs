//! The running tally of a job that resumes many connectors.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::time::Instant;

use crate::jobs::report::{ResumeCounts, ResumeProgress, ResumeReport, ResumeResult};
use crate::lock::lock;
use crate::model::address::Connector;

/// The running tally of resuming many connectors. Cheap to clone; it outlives a job that is cancelled, and then says how far the
/// work came.
#[derive(Debug, Clone)]
pub struct Tally(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    started: Instant,
    ended: Option<Instant>,
    dry_run: bool,
    wait: bool,
    results: Vec<ResumeResult>,
    /// The number of the result for each place of the input: a connector that is named twice is sent once.
    places: Vec<usize>,
    /// How many places of the input each result has.
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

    /// The report so far.
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

    /// Adds the connectors. Returns those to send, each once, with its number.
    pub(crate) fn begin(&self, given: impl IntoIterator<Item = ResumeResult>) -> Vec<(usize, Connector)> {
        let mut state = self.state();
        let mut numbers = HashMap::new();
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
        state.results.iter().map(|result| result.connector.clone()).enumerate().collect()
    }

    /// Changes one result, and the counts with it.
    pub(crate) fn update(&self, number: usize, change: impl FnOnce(&mut ResumeResult)) {
        let mut state = self.state();
        let State { results, weights, counts, wait, .. } = &mut *state;
        let Some(result) = results.get_mut(number) else { return };
        let weight = weights.get(number).copied().unwrap_or_default();
        let before = counts_of(result, *wait);
        change(result);
        let after = counts_of(result, *wait);
        for (count, before, after) in [
            (&mut counts.accepted, before.accepted, after.accepted),
            (&mut counts.running, before.running, after.running),
            (&mut counts.failed, before.failed, after.failed),
            (&mut counts.done, before.done, after.done),
        ] {
            *count = *count + after * weight - before * weight;
        }
    }

    /// The progress of one of them, with all counts.
    pub(crate) fn progress(&self, number: usize) -> Option<ResumeProgress> {
        let state = self.state();
        Some(ResumeProgress { result: state.results.get(number)?.clone(), counts: state.counts })
    }

    pub(crate) fn end(&self) -> ResumeReport {
        self.state().ended = Some(Instant::now());
        self.report()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.0)
    }
}

/// The counts of a single result.
fn counts_of(result: &ResumeResult, wait: bool) -> ResumeCounts {
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
