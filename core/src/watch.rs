//! Waiting for one connector as a machine without a clock: it is told what each look saw, and says what to do next.

use std::time::Duration;

use tokio::time::Instant;

use crate::connector::{Connector, Target};
use crate::error::{Error, ErrorKind, Situation};
use crate::status::{ConnectorStatus, RUNNING, TaskStatus};
use crate::wait::WaitRules;

const PAUSED: &str = "PAUSED";
const FAILED: &str = "FAILED";
const STOPPED: &str = "STOPPED";
const PROVISIONING: &str = "PROVISIONING";

/// In which states a task does not come back by itself.
const FAILED_TASK: [&str; 3] = [FAILED, "SYSTEM_ERROR", "USER_ACTIONABLE_ERROR"];

/// The next look comes after this part of the time that has passed,
const SHARE: f64 = 0.15;
/// but not sooner than this,
const SOONEST: Duration = Duration::from_millis(500);
/// and not later.
const LATEST: Duration = Duration::from_secs(10);

/// How much sooner a look may come than planned, so that those who began together do not look together.
const JITTER: f64 = 0.1;

/// Before the deadline there is one more look, so long before it at the most.
const LAST_LOOK: Duration = Duration::from_secs(1);

/// How much of a trace goes into a message.
const TRACE_KEPT: usize = 200;

/// What is known about a connector that is waited for.
pub(crate) struct Watch {
    rules: WaitRules,
    started: Instant,
    pub(crate) looks: u32,
    pub(crate) last: Option<ConnectorStatus>,
    last_error: Option<String>,
    refusals: u32,
    left_paused: bool,
    /// The service has accepted a resume.
    is_resumed: bool,
    /// The service has said that there is such a connector.
    is_known: bool,
    running_since: Option<Instant>,
    failed_since: Option<Instant>,
    missing_since: Option<Instant>,
}

/// What comes after a look.
pub(crate) enum Next {
    Running,
    /// It failed, or time ran out, or the service will not say how it is.
    Ended(Error),
    /// Look again then.
    Look(Instant),
}

impl Watch {
    pub(crate) fn new(rules: WaitRules, started: Instant, is_resumed: bool) -> Self {
        Self {
            rules,
            started,
            looks: 0,
            last: None,
            last_error: None,
            refusals: 0,
            left_paused: false,
            is_resumed,
            is_known: is_resumed,
            running_since: None,
            failed_since: None,
            missing_since: None,
        }
    }

    pub(crate) fn end(&self) -> Instant {
        self.started + self.rules.deadline
    }

    /// Whether the last look had no answer.
    pub(crate) fn is_unanswered(&self) -> bool {
        self.last_error.is_some()
    }

    /// The first moment, after now, at which a look decides something.
    pub(crate) fn pressing(&self, now: Instant) -> Option<Instant> {
        let settled = self.running_since.map(|since| since + self.rules.settle);
        let believed = self.failed_since.map(|since| since + self.rules.failure_grace);
        let gone = self.missing_since.map(|since| since + self.rules.failure_grace);
        [Some(self.last_look()), Some(self.end()), settled, believed, gone]
            .into_iter()
            .flatten()
            .filter(|at| *at > now)
            .min()
    }

    /// When the last look before the deadline is.
    fn last_look(&self) -> Instant {
        self.end() - last_look_before_the_end(&self.rules)
    }

    /// Takes what a look saw. `fraction`: of the jitter, 0..1.
    pub(crate) fn saw(&mut self, look: &Result<ConnectorStatus, Error>, now: Instant, fraction: f64) -> Next {
        self.looks += 1;
        match look {
            Ok(status) => self.saw_status(status, now, fraction),
            Err(error) if error.may_pass() => {
                // A rate limit says nothing about the connector; of an outage nobody knows what it did.
                self.running_since = self.running_since.filter(|_| error.kind() == ErrorKind::RateLimited);
                self.last_error = Some(error.reason().to_owned());
                self.refusals += 1;
                let slower = SOONEST * 2u32.saturating_pow(self.refusals.min(6));
                let asked = error.retry_after().unwrap_or_default();
                self.next(now, self.planned(now, fraction).max(slower.min(LATEST)).max(asked))
            }
            Err(error) if error.kind() == ErrorKind::NotFound && self.is_known => self.missed(error, now, fraction),
            Err(error) => Next::Ended(error.clone()),
        }
    }

    /// A worker of Kafka Connect that has just started knows no connectors yet, so that a 404 for one that is known must last
    /// as long as a failure before it is believed (issue 5).
    fn missed(&mut self, error: &Error, now: Instant, fraction: f64) -> Next {
        let since = *self.missing_since.get_or_insert(now);
        let grace = self.rules.failure_grace.saturating_sub(now - since);
        if grace.is_zero() {
            return Next::Ended(error.clone());
        }
        self.running_since = None;
        self.last_error = Some(error.reason().to_owned());
        self.next(now, self.planned(now, fraction).min(grace))
    }

    fn saw_status(&mut self, status: &ConnectorStatus, now: Instant, fraction: f64) -> Next {
        self.last = Some(status.clone());
        (self.last_error, self.refusals, self.missing_since) = (None, 0, None);
        self.is_known = true;
        self.left_paused |= status.state != PAUSED;
        let since = |holds: bool, since: Option<Instant>| holds.then(|| since.unwrap_or(now));
        self.running_since = since(is_running(status, self.rules.min_tasks), self.running_since);
        self.failed_since = since(has_failed(status), self.failed_since);
        let remaining = |since: Instant, time: Duration| time.saturating_sub(now - since);
        let planned = self.planned(now, fraction);
        if let Some(since) = self.running_since {
            let settling = remaining(since, self.rules.settle);
            return if settling.is_zero() { Next::Running } else { self.next(now, planned.min(settling)) };
        }
        if let Some(since) = self.failed_since {
            let grace = remaining(since, self.rules.failure_grace);
            return if grace.is_zero() { Next::Ended(self.failed(status)) } else { self.next(now, planned.min(grace)) };
        }
        self.next(now, planned)
    }

    /// A share of the time that has passed, with jitter.
    pub(crate) fn planned(&self, now: Instant, fraction: f64) -> Duration {
        interval(now - self.started, fraction)
    }

    /// Looks again after `wait`, or a little before the deadline, or not any more.
    fn next(&self, now: Instant, wait: Duration) -> Next {
        let last_look = self.last_look();
        match now + wait {
            at if at <= last_look => Next::Look(at),
            _ if now < last_look => Next::Look(last_look),
            _ => Next::Ended(self.timed_out()),
        }
    }

    fn failed(&self, status: &ConnectorStatus) -> Error {
        let tasks: Vec<_> = status.tasks.iter().filter(|task| is_failed(task)).collect();
        let mut reason = format!("it is {}", status.state.escape_debug());
        if let [first, ..] = tasks.as_slice() {
            let ids: Vec<_> = tasks.iter().map(|task| task.id.to_string()).collect();
            let plural = if tasks.len() == 1 { "" } else { "s" };
            reason.push_str(&format!(", task{plural} {} {}", ids.join(", "), first.state.escape_debug()));
        }
        // The connector's own often says no more than that its tasks have failed.
        let task_says = || tasks.iter().find_map(|task| task.trace.as_ref().or(task.message.as_ref()));
        let says = status.problems.first().or_else(task_says).or(status.trace.as_ref());
        if let Some(says) = says.and_then(|text| first_line(text)) {
            reason.push_str(&format!(": {says}"));
        }
        self.error(ErrorKind::ConnectorFailed, reason).advised(
            "A resume does not revive a failed connector or task: mend the cause that the trace names, then restart it.",
        )
    }

    pub(crate) fn timed_out(&self) -> Error {
        let situation = self.situation();
        let (reason, advice) = self.describe(situation);
        let unanswered = self.last_error.as_ref().map(|error| format!("; the last look had no answer: {error}"));
        let reason =
            format!("after {} s {reason}{}", self.rules.deadline.as_secs_f64(), unanswered.unwrap_or_default());
        self.error(ErrorKind::WaitTimeout, reason).advised(advice).with(|fields| fields.situation = Some(situation))
    }

    fn situation(&self) -> Situation {
        let Some(status) = &self.last else { return Situation::Unknown };
        match status.state.as_str() {
            PAUSED if self.left_paused => Situation::PausedAgain,
            PAUSED => Situation::StillPaused,
            PROVISIONING => Situation::Provisioning,
            _ if has_failed(status) => Situation::Failed,
            _ if self.running_since.is_some() => Situation::NotSettled,
            RUNNING if status.tasks.len() < self.rules.min_tasks => Situation::NoTasks,
            _ if !status.tasks.is_empty() && status.tasks_running() < status.tasks.len() => Situation::TasksNotRunning,
            _ => Situation::Other,
        }
    }

    /// What is the matter, and what to do.
    fn describe(&self, situation: Situation) -> (String, &'static str) {
        const LONGER: &str = "Raise deadline to wait longer.";
        let resume = if self.is_resumed {
            "The service has accepted the resume: raise deadline; if it lasts, look at the connector's logs."
        } else {
            "Resume it, if nobody has; else raise deadline."
        };
        let Some(status) = &self.last else {
            return ("no look has had an answer".to_owned(), "Check the service and the way to it, or raise deadline.");
        };
        let state = status.state.escape_debug();
        let tasks = status.tasks.len();
        match situation {
            Situation::StillPaused => ("it is still PAUSED".to_owned(), resume),
            Situation::Other if status.state == STOPPED => ("it is STOPPED".to_owned(), resume),
            Situation::PausedAgain => (
                "it had left PAUSED and is PAUSED again".to_owned(),
                "Somebody or something paused it meanwhile: find out who before you resume it again.",
            ),
            Situation::Provisioning => (
                "it is stuck PROVISIONING".to_owned(),
                "Raise deadline; if it lasts, look at the connector's logs and ask Confluent's support.",
            ),
            Situation::NoTasks => (
                format!("it says RUNNING and has {tasks} of at least {} tasks", self.rules.min_tasks),
                "Look at its configuration (tasks.max, topics), or lower min_tasks.",
            ),
            Situation::TasksNotRunning => (
                format!("it is {state}, and {} of its {tasks} tasks run ({})", status.tasks_running(), others(status)),
                "Look at the tasks' traces in connector_status; a restart revives tasks that have failed.",
            ),
            Situation::NotSettled => ("it has not been running for as long as settle".to_owned(), LONGER),
            Situation::Failed => ("it has failed, but for less than failure_grace".to_owned(), LONGER),
            Situation::Other | Situation::Unknown => (format!("it is {state}"), LONGER),
        }
    }

    fn error(&self, kind: ErrorKind, reason: String) -> Error {
        Error::new(kind, reason).with(|fields| {
            fields.connector_status.clone_from(&self.last);
            fields.looks = Some(self.looks);
        })
    }
}

pub(crate) fn last_look_before_the_end(rules: &WaitRules) -> Duration {
    LAST_LOOK.min(rules.deadline / 10)
}

/// When to look again at what has been waited for so long.
pub(crate) fn interval(elapsed: Duration, fraction: f64) -> Duration {
    elapsed.mul_f64(SHARE).clamp(SOONEST, LATEST).mul_f64(1.0 - JITTER * fraction)
}

/// Names the connector in what a watch says.
pub(crate) fn about(error: Error, connector: &Connector, elapsed: Duration) -> Error {
    let named = error.connector().is_some();
    let error = if named { error } else { error.about("wait for", Target::Connector(connector)) };
    error.with(|fields| fields.elapsed = Some(elapsed))
}

fn is_running(status: &ConnectorStatus, min_tasks: usize) -> bool {
    status.state == RUNNING && status.tasks.len() >= min_tasks && status.tasks_running() == status.tasks.len()
}

/// Kafka Connect says RUNNING of a connector whose tasks have failed.
fn has_failed(status: &ConnectorStatus) -> bool {
    status.state == FAILED || status.state == RUNNING && status.tasks.iter().any(is_failed)
}

fn is_failed(task: &TaskStatus) -> bool {
    FAILED_TASK.contains(&task.state.as_str())
}

/// Which tasks do not run, in words.
fn others(status: &ConnectorStatus) -> String {
    let others = status.tasks.iter().filter(|task| task.state != RUNNING);
    let words: Vec<_> = others.take(5).map(|task| format!("task {} {}", task.id, task.state.escape_debug())).collect();
    words.join(", ")
}

fn first_line(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    Some(line.chars().filter(|character| !character.is_control()).take(TRACE_KEPT).collect())
}
