//! What state a connector is in, and how it moves. Nothing ticks here: a timeline is caught up with when somebody looks.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

pub(crate) const PAUSED: &str = "PAUSED";
pub(crate) const RUNNING: &str = "RUNNING";

/// What a status document says at one time.
#[derive(Clone)]
pub(crate) struct Phase {
    pub(crate) state: String,
    pub(crate) trace: Option<String>,
    pub(crate) tasks: Vec<Task>,
}

#[derive(Clone, Default)]
pub(crate) struct Task {
    pub(crate) state: String,
    pub(crate) worker_id: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) trace: Option<String>,
}

#[derive(Clone)]
pub(crate) struct Step {
    pub(crate) after: Duration,
    pub(crate) phase: Phase,
}

pub(crate) struct Lifecycle {
    phase: Phase,
    under_way: Option<UnderWay>,
    on_resume: Vec<Step>,
    on_restart: Vec<Step>,
}

struct UnderWay {
    since: Instant,
    steps: VecDeque<Step>,
}

impl Lifecycle {
    pub(crate) fn new(phase: Phase, on_resume: Vec<Step>, on_restart: Vec<Step>) -> Self {
        Self { phase, under_way: None, on_resume, on_restart }
    }

    pub(crate) fn at(&mut self, now: Instant) -> &Phase {
        if let Some(under_way) = &mut self.under_way {
            while let Some(step) = under_way.take_due(now) {
                self.phase = step.phase;
            }
            if under_way.steps.is_empty() {
                self.under_way = None;
            }
        }
        &self.phase
    }

    pub(crate) fn pause(&mut self, now: Instant) {
        self.at(now);
        self.under_way = None;
        self.phase.state = PAUSED.to_owned();
        self.phase.trace = None;
        for task in &mut self.phase.tasks {
            *task = Task { state: task_state(PAUSED).to_owned(), worker_id: task.worker_id.take(), ..Task::default() };
        }
    }

    /// A resume while one is under way does nothing either: or a client that repeats itself would never arrive.
    pub(crate) fn resume(&mut self, now: Instant) {
        if self.is_paused(now) {
            self.begin(now, self.on_resume.clone());
        }
    }

    pub(crate) fn restart(&mut self, now: Instant) {
        if !self.is_paused(now) {
            self.begin(now, self.on_restart.clone());
        }
    }

    fn is_paused(&mut self, now: Instant) -> bool {
        self.at(now).state == PAUSED && self.under_way.is_none()
    }

    fn begin(&mut self, now: Instant, steps: Vec<Step>) {
        self.under_way = Some(UnderWay { since: now, steps: steps.into() });
    }
}

impl UnderWay {
    fn take_due(&mut self, now: Instant) -> Option<Step> {
        let is_due = self.steps.front().is_some_and(|step| self.since + step.after <= now);
        is_due.then(|| self.steps.pop_front()).flatten()
    }
}

/// The state of a connector's tasks where the script does not say.
pub(crate) fn task_state(connector_state: &str) -> &'static str {
    match connector_state {
        PAUSED => "STOPPED",
        RUNNING => RUNNING,
        "FAILED" => "FAILED",
        _ => "UNASSIGNED",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phase(state: &str) -> Phase {
        let task = Task { state: task_state(state).to_owned(), ..Task::default() };
        Phase { state: state.to_owned(), trace: None, tasks: vec![task] }
    }

    fn step(milliseconds: u64, state: &str) -> Step {
        Step { after: Duration::from_millis(milliseconds), phase: phase(state) }
    }

    /// A paused connector that provisions after 100 ms and runs after 500.
    fn paused() -> Lifecycle {
        let on_resume = vec![step(100, "PROVISIONING"), step(500, RUNNING)];
        Lifecycle::new(phase(PAUSED), on_resume, vec![step(0, RUNNING)])
    }

    #[test]
    fn steps_are_seen_when_their_time_has_come() {
        let mut lifecycle = paused();
        let start = Instant::now();
        lifecycle.resume(start);
        for (milliseconds, state) in [(99, PAUSED), (100, "PROVISIONING"), (499, "PROVISIONING"), (500, RUNNING)] {
            assert_eq!(lifecycle.at(start + Duration::from_millis(milliseconds)).state, state);
        }
    }

    #[test]
    fn whoever_looks_late_sees_the_last_step() {
        let mut lifecycle = paused();
        let start = Instant::now();
        lifecycle.resume(start);
        assert_eq!(lifecycle.at(start + Duration::from_secs(9)).state, RUNNING);
    }

    #[test]
    fn a_second_resume_keeps_the_time_of_the_first() {
        let mut lifecycle = paused();
        let start = Instant::now();
        lifecycle.resume(start);
        lifecycle.resume(start + Duration::from_millis(50));
        assert_eq!(lifecycle.at(start + Duration::from_millis(100)).state, "PROVISIONING");
    }

    #[test]
    fn a_pause_ends_what_is_under_way() {
        let mut lifecycle = paused();
        let start = Instant::now();
        lifecycle.resume(start);
        lifecycle.pause(start + Duration::from_millis(200));
        let later = lifecycle.at(start + Duration::from_secs(9));
        assert_eq!((later.state.as_str(), later.tasks[0].state.as_str()), (PAUSED, "STOPPED"));
    }
}
