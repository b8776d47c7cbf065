//! The errors that end a wait: what is wrong with the connector, and what to do, in words.

use std::time::Duration;

use crate::error::{Error, ErrorKind, Situation, Waited};
use crate::jobs::wait::options::WaitRules;
use crate::model::address::{Connector, Target};
use crate::model::desired::DesiredState;
use crate::model::operation::ManyOperation;
use crate::model::status::{ConnectorStatus, State, TaskStatus};
use crate::text::{cut, one_line, shortened, time, visible};

/// The part of a trace that goes into a message, in bytes.
const TRACE_KEPT: usize = 300;

/// A longer line of a trace is not read to its end.
const LONGEST_LINE: usize = 4 * TRACE_KEPT;

/// How many tasks a message names.
const TASKS_NAMED: usize = 10;

/// The end of a wait that did not see the connector in the desired state.
pub(crate) struct Ending<'a> {
    pub(crate) rules: &'a WaitRules,
    pub(crate) polls: u32,
    /// From the last poll that had an answer.
    pub(crate) status: Option<&'a ConnectorStatus>,
    pub(crate) situation: Situation,
    /// Why the last poll had no answer.
    pub(crate) unanswered: Option<&'a str>,
    /// If that was a rate limit: the wait that the service asked for.
    pub(crate) retry_after: Option<Duration>,
    /// The change that the service has accepted.
    pub(crate) change: Option<ManyOperation>,
    /// Whether that is a restart, and nothing shows it yet.
    pub(crate) is_restart_unseen: bool,
}

pub(crate) fn failed(status: &ConnectorStatus, rules: &WaitRules, change: Option<ManyOperation>, polls: u32) -> Error {
    let wanted = rules.goal.wanted;
    let waited = Waited { wanted, status: Some(status.clone()), situation: None, polls, retry_after: None };
    Error::new(ErrorKind::ConnectorFailed, failure(status)).waited(waited).advised(match (wanted, change) {
        (DesiredState::Running, Some(ManyOperation::Restart)) => {
            "The restart has not helped: fix the cause shown in the trace, then restart it again."
        }
        (DesiredState::Running, _) => {
            "A resume does not revive a failed connector or task: fix the cause shown in the trace, then restart it."
        }
        _ => "A pause leaves a failed connector FAILED: restart it first, or leave it as it is.",
    })
}

/// What has failed, and why.
pub(crate) fn failure(status: &ConnectorStatus) -> String {
    let tasks: Vec<_> = status.tasks.iter().filter(|task| task.has_failed()).collect();
    let mut reason = format!("it is {}", visible(&status.state));
    if let [first, ..] = tasks.as_slice() {
        let ids: Vec<_> = tasks.iter().take(TASKS_NAMED).map(|task| task.id.to_string()).collect();
        let more =
            tasks.len().checked_sub(TASKS_NAMED).filter(|more| *more > 0).map(|more| format!(" and {more} more"));
        let plural = if tasks.len() == 1 { "" } else { "s" };
        let ids = ids.join(", ") + &more.unwrap_or_default();
        reason.push_str(&format!(", task{plural} {ids} {}", visible(&first.state)));
    }
    // The connector's own trace often says no more than that its tasks have failed.
    let of_task = || tasks.iter().find_map(|task| task.trace.as_ref().or(task.message.as_ref()));
    let problem = status.problems.first().or_else(of_task).or(status.trace.as_ref());
    if let Some(line) = problem.and_then(|text| first_line(text)) {
        reason.push_str(&format!(": {line}"));
    }
    reason
}

pub(crate) fn timed_out(ending: &Ending<'_>) -> Error {
    let (reason, advice) = describe(ending);
    let unanswered = ending.unanswered.map(|error| format!("; the last poll had no answer: {error}"));
    let deadline = time(ending.rules.deadline);
    Error::new(ErrorKind::WaitTimeout, format!("after {deadline} {reason}{}", unanswered.unwrap_or_default()))
        .waited(Waited {
            wanted: ending.rules.goal.wanted,
            status: ending.status.cloned(),
            situation: Some(ending.situation),
            polls: ending.polls,
            retry_after: ending.retry_after,
        })
        .advised(advice)
}

/// The situation in words, and what to do.
fn describe(ending: &Ending<'_>) -> (String, &'static str) {
    const LONGER: &str = "Raise `deadline` to wait longer.";
    let Some(status) = ending.status else {
        return ("no poll has had an answer".to_owned(), "Check the service and the way to it, or raise `deadline`.");
    };
    let state = visible(&status.state);
    let tasks = status.tasks.len();
    let wanted = ending.rules.goal.wanted;
    match ending.situation {
        Situation::StillPaused => ("it is still PAUSED".to_owned(), on_no_change(ending)),
        Situation::StillRunning => (format!("it is still {state}"), on_no_change(ending)),
        Situation::Other if status.kind == State::Stopped => ("it is STOPPED".to_owned(), on_no_change(ending)),
        Situation::ResumedAgain => (
            format!("it was {} and is {state} again", wanted.name().to_uppercase()),
            "Somebody or something resumed it in the meantime: find out who before you change it again.",
        ),
        Situation::PausedAgain => (
            "it had left PAUSED and is PAUSED again".to_owned(),
            "Somebody or something paused it in the meantime: find out who before you resume it again.",
        ),
        Situation::Provisioning => (
            "it is stuck PROVISIONING".to_owned(),
            "Raise `deadline`; if it lasts, look at the connector's logs and ask Confluent's support.",
        ),
        Situation::NoTasks => (
            format!("it says RUNNING and has {tasks} of at least {} tasks", ending.rules.goal.min_tasks),
            "Look at its configuration (tasks.max, topics), or lower `min_tasks`.",
        ),
        Situation::TasksNotRunning => (
            format!("it is {state}, and {} of its {tasks} tasks run ({})", status.tasks_running(), others(status)),
            "Look at the tasks' traces in `connector_status`; a restart revives tasks that have failed.",
        ),
        Situation::TasksNotPaused => (
            format!("it is {state}, but some of its {tasks} tasks are not ({})", others(status)),
            "Raise `deadline`: a task pauses when its present work is done; if it lasts, look at the connector's logs.",
        ),
        Situation::TasksNotStopped => (
            format!("it is {state}, but some of its {tasks} tasks are not ({})", others(status)),
            "Raise `deadline`: a task stops when its present work is done; if it lasts, look at the connector's logs.",
        ),
        Situation::NotSettled if ending.is_restart_unseen => {
            (format!("it says {state}, but nothing shows the restart yet"), LONGER)
        }
        Situation::NotSettled => (format!("it has not been {} for as long as `settle`", wanted.name()), LONGER),
        Situation::Failed if wanted == DesiredState::Stopped => (format!("it is {state}"), on_no_change(ending)),
        Situation::Failed => ("it has failed, but for less than `failure_grace`".to_owned(), LONGER),
        Situation::Other | Situation::Unknown => (format!("it is {state}"), LONGER),
    }
}

/// Advice on a connector that stays as it is.
fn on_no_change(ending: &Ending<'_>) -> &'static str {
    match (ending.change, ending.rules.goal.wanted) {
        (Some(ManyOperation::Restart), _) => "A restart leaves a paused or stopped connector as it is: resume it.",
        (Some(ManyOperation::Pause), _) => {
            "The service has accepted the pause: raise `deadline`; if it lasts, look at the connector's logs."
        }
        (Some(ManyOperation::Stop), _) => {
            "The service has accepted the stop: raise `deadline`; if it lasts, look at the connector's logs."
        }
        (Some(ManyOperation::Resume), _) => {
            "The service has accepted the resume: raise `deadline`; if it lasts, look at the connector's logs."
        }
        (None, DesiredState::Running) => "Resume it, if nobody has; otherwise raise `deadline`.",
        (None, DesiredState::Paused) => "Pause it, if nobody has; otherwise raise `deadline`.",
        (None, DesiredState::Stopped) => "Stop it, if nobody has; otherwise raise `deadline`.",
    }
}

/// Names the connector in an error that ends its wait.
pub(crate) fn about(error: Error, connector: &Connector, elapsed: Duration) -> Error {
    let named = error.connector().is_some();
    let error = if named { error } else { error.about("wait for", Target::Connector(connector)) };
    error.lasted(elapsed)
}

/// The tasks that are not as their connector, in words.
fn others(status: &ConnectorStatus) -> String {
    let in_words = |task: &TaskStatus| format!("task {} {}", task.id, visible(&task.state));
    let is_as_wanted = |task: &TaskStatus| match status.kind {
        State::Paused => matches!(task.kind, State::Paused | State::Stopped | State::Failed),
        State::Stopped => task.kind == State::Stopped,
        _ => task.kind == State::Running,
    };
    let others = status.tasks.iter().filter(|task| !is_as_wanted(task));
    others.take(TASKS_NAMED).map(in_words).collect::<Vec<_>>().join(", ")
}

fn first_line(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    Some(shortened(&one_line(cut(line, LONGEST_LINE)), TRACE_KEPT).into_owned())
}
