//! The state of a connector, and its changes. Nothing ticks here: a timeline catches up when somebody asks.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use crate::spec::service::Service;

pub(crate) const FAILED: &str = "FAILED";
pub(crate) const PAUSED: &str = "PAUSED";
pub(crate) const RUNNING: &str = "RUNNING";
pub(crate) const STOPPED: &str = "STOPPED";
const RESTARTING: &str = "RESTARTING";

/// A status document at one time.
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

/// The parts that a restart restarts.
#[derive(Clone, Copy)]
pub(crate) struct Restart {
    pub(crate) include_tasks: bool,
    pub(crate) only_failed: bool,
}

pub(crate) struct Lifecycle {
    service: Service,
    phase: Phase,
    under_way: Option<UnderWay>,
    timelines: Timelines,
}

/// What follows a change, step by step. Without a timeline a pause and a stop happen at once.
pub(crate) struct Timelines {
    pub(crate) on_resume: Vec<Step>,
    pub(crate) on_restart: Vec<Step>,
    pub(crate) on_pause: Option<Vec<Step>>,
    pub(crate) on_stop: Option<Vec<Step>>,
}

struct UnderWay {
    since: Instant,
    steps: VecDeque<Step>,
    /// Tasks that stay as they are, through every step.
    untouched: BTreeMap<usize, Task>,
}

impl Lifecycle {
    pub(crate) fn new(service: Service, phase: Phase, timelines: Timelines) -> Self {
        Self { service, phase, under_way: None, timelines }
    }

    pub(crate) fn at(&mut self, now: Instant) -> &Phase {
        if let Some(under_way) = &mut self.under_way {
            while let Some(phase) = under_way.take_due(now) {
                self.phase = phase;
            }
            if under_way.steps.is_empty() {
                self.under_way = None;
            }
        }
        &self.phase
    }

    /// A worker does not pause failed parts.
    pub(crate) fn pause(&mut self, now: Instant) {
        self.at(now);
        self.under_way = None;
        let stays = |state: &str| self.service == Service::KafkaConnect && state == FAILED;
        if let Some(steps) = &self.timelines.on_pause {
            let untouched = self.tasks_but(|task| !stays(&task.state));
            return self.begin(now, steps.clone(), untouched);
        }
        if !stays(&self.phase.state) {
            self.phase.state = PAUSED.to_owned();
            self.phase.trace = None;
        }
        let paused = self.service.task_state(PAUSED).unwrap_or(PAUSED);
        for task in self.phase.tasks.iter_mut().filter(|task| !stays(&task.state)) {
            task.move_to(paused);
        }
    }

    /// In any state: a failed connector can be stopped, too, and then resumed.
    pub(crate) fn stop(&mut self, now: Instant) {
        self.at(now);
        if let Some(steps) = &self.timelines.on_stop {
            return self.begin(now, steps.clone(), BTreeMap::new());
        }
        self.under_way = None;
        self.phase = Phase { state: STOPPED.to_owned(), trace: None, tasks: Vec::new() };
    }

    /// A resume during a resume does nothing: otherwise a client that repeats it would never see RUNNING.
    pub(crate) fn resume(&mut self, now: Instant) {
        let can_resume = self.service.can_resume(&self.at(now).state);
        if !can_resume || self.under_way.is_some() {
            return;
        }
        let untouched = match self.service {
            Service::ConfluentCloud => BTreeMap::new(),
            Service::KafkaConnect => self.tasks_but(|task| task.state != FAILED),
        };
        self.begin(now, self.timelines.on_resume.clone(), untouched);
    }

    /// The present state, which is RESTARTING when a worker says so.
    pub(crate) fn restart(&mut self, what: Restart, now: Instant) -> &Phase {
        let is_idle = self.service.can_resume(&self.at(now).state) && self.under_way.is_none();
        match self.service {
            Service::ConfluentCloud if is_idle => {}
            Service::ConfluentCloud => self.begin(now, self.timelines.on_restart.clone(), BTreeMap::new()),
            Service::KafkaConnect if self.timelines.on_restart.is_empty() => {}
            Service::KafkaConnect => self.restart_by_worker(what, is_idle, now),
        }
        &self.phase
    }

    /// A connector that was PAUSED or STOPPED is so again after a restart.
    fn restart_by_worker(&mut self, what: Restart, is_idle: bool, now: Instant) {
        let is_meant = |state: &str| !what.only_failed || state == FAILED;
        let untouched = self.tasks_but(|task| what.include_tasks && is_meant(&task.state));
        let mut steps = self.timelines.on_restart.clone();
        if is_idle {
            let mut idle = self.phase.clone();
            idle.tasks.iter_mut().for_each(|task| task.move_to(PAUSED));
            steps.iter_mut().for_each(|step| step.phase = idle.clone());
        }
        let is_connector_meant = is_meant(&self.phase.state);
        if !is_connector_meant && untouched.len() == self.phase.tasks.len() {
            return;
        }
        if is_connector_meant {
            self.phase.state = RESTARTING.to_owned();
        }
        for (_, task) in self.phase.tasks.iter_mut().enumerate().filter(|(id, _)| !untouched.contains_key(id)) {
            task.state = RESTARTING.to_owned();
        }
        self.begin(now, steps, untouched);
    }

    fn tasks_but(&self, is_touched: impl Fn(&Task) -> bool) -> BTreeMap<usize, Task> {
        let tasks = self.phase.tasks.iter().cloned().enumerate();
        tasks.filter(|(_, task)| !is_touched(task)).collect()
    }

    fn begin(&mut self, now: Instant, steps: Vec<Step>, untouched: BTreeMap<usize, Task>) {
        self.under_way = Some(UnderWay { since: now, steps: steps.into(), untouched });
    }
}

impl Task {
    /// Drops the texts, but keeps the worker.
    fn move_to(&mut self, state: &str) {
        *self = Self { state: state.to_owned(), worker_id: self.worker_id.take(), ..Self::default() };
    }
}

impl UnderWay {
    fn take_due(&mut self, now: Instant) -> Option<Phase> {
        self.steps.front().filter(|step| self.since + step.after <= now)?;
        let mut phase = self.steps.pop_front()?.phase;
        for (id, task) in &self.untouched {
            if let Some(place) = phase.tasks.get_mut(*id) {
                place.clone_from(task);
            }
        }
        Some(phase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phase(state: &str) -> Phase {
        phase_of(Service::ConfluentCloud, state)
    }

    fn phase_of(service: Service, state: &str) -> Phase {
        let tasks = service.task_state(state).map(|state| Task { state: state.to_owned(), ..Task::default() });
        Phase { state: state.to_owned(), trace: None, tasks: tasks.into_iter().collect() }
    }

    fn step(milliseconds: u64, state: &str) -> Step {
        Step { after: Duration::from_millis(milliseconds), phase: phase(state) }
    }

    /// A paused connector that provisions after 100 ms and runs after 500.
    fn paused() -> Lifecycle {
        let timelines = Timelines {
            on_resume: vec![step(100, "PROVISIONING"), step(500, RUNNING)],
            on_restart: vec![step(0, RUNNING)],
            on_pause: None,
            on_stop: None,
        };
        Lifecycle::new(Service::ConfluentCloud, phase(PAUSED), timelines)
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
    fn a_pause_and_a_stop_may_take_their_time() {
        let start = Instant::now();
        let at = |milliseconds| start + Duration::from_millis(milliseconds);
        let mut lifecycle = paused();
        lifecycle.phase = phase(RUNNING);
        lifecycle.timelines.on_pause = Some(vec![step(100, PAUSED)]);
        lifecycle.timelines.on_stop = Some(vec![step(100, STOPPED)]);
        lifecycle.pause(at(0));
        for (milliseconds, state) in [(99, RUNNING), (100, PAUSED)] {
            assert_eq!(lifecycle.at(at(milliseconds)).state, state);
        }
        lifecycle.stop(at(200));
        for (milliseconds, state) in [(299, PAUSED), (300, STOPPED)] {
            assert_eq!(lifecycle.at(at(milliseconds)).state, state);
        }
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
