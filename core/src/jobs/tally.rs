//! The running tally of a job that changes many connectors.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::time::Instant;

use crate::jobs::report::{ConnectorResult, ManyProgress, Report, ReportCounts};
use crate::lock::lock;
use crate::model::address::Connector;

/// The running tally of changing many connectors. Cheap to clone; it outlives a job that is cancelled, and then says how far the
/// work came.
#[derive(Debug, Clone)]
pub struct Tally(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    started: Instant,
    ended: Option<Instant>,
    /// Everything but the results, in the order of the input, and the time.
    report: Report,
    results: Vec<ConnectorResult>,
    /// The number of the result for each place of the input: a connector that is named twice is sent once.
    places: Vec<usize>,
    /// How many places of the input each result has.
    weights: Vec<usize>,
}

impl Tally {
    /// `report`: what is known before the job begins.
    pub(crate) fn new(report: Report) -> Self {
        Self(Arc::new(Mutex::new(State {
            started: Instant::now(),
            ended: None,
            report,
            results: Vec::new(),
            places: Vec::new(),
            weights: Vec::new(),
        })))
    }

    /// The report so far.
    #[must_use]
    pub fn report(&self) -> Report {
        let state = self.state();
        Report {
            results: state.places.iter().filter_map(|place| state.results.get(*place).cloned()).collect(),
            elapsed: state.ended.unwrap_or_else(Instant::now) - state.started,
            ..state.report.clone()
        }
    }

    /// Notes what a listing says about the selection.
    pub(crate) fn note(&self, note: impl FnOnce(&mut Report)) {
        note(&mut self.state().report);
    }

    /// Adds the connectors. Returns those to send, each once, with its number.
    pub(crate) fn begin(&self, given: impl IntoIterator<Item = ConnectorResult>) -> Vec<(usize, Connector)> {
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
        state.report.counts.total = state.places.len();
        state.results.iter().map(|result| result.connector.clone()).enumerate().collect()
    }

    /// Changes one result, and the counts with it.
    pub(crate) fn update(&self, number: usize, change: impl FnOnce(&mut ConnectorResult)) {
        let mut state = self.state();
        let State { results, weights, report: Report { counts, wait, .. }, .. } = &mut *state;
        let Some(result) = results.get_mut(number) else { return };
        let weight = weights.get(number).copied().unwrap_or_default();
        let before = ReportCounts::of(result, *wait);
        change(result);
        let after = ReportCounts::of(result, *wait);
        for (count, before, after) in [
            (&mut counts.accepted, before.accepted, after.accepted),
            (&mut counts.reached, before.reached, after.reached),
            (&mut counts.failed, before.failed, after.failed),
            (&mut counts.done, before.done, after.done),
        ] {
            *count = *count + after * weight - before * weight;
        }
    }

    /// The progress of one of them, with all counts.
    pub(crate) fn progress(&self, number: usize) -> Option<ManyProgress> {
        let state = self.state();
        let (counts, operation) = (state.report.counts, state.report.operation);
        Some(ManyProgress { result: state.results.get(number)?.clone(), counts, operation })
    }

    pub(crate) fn end(&self) -> Report {
        self.state().ended = Some(Instant::now());
        self.report()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.0)
    }
}
