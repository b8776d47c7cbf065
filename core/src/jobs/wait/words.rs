//! The errors that end a wait: what is wrong with the connector, and what to do, in words.

use std::time::Duration;

use crate::error::{Error, ErrorKind, Situation, Waited};
use crate::jobs::wait::options::WaitRules;
use crate::model::address::{Connector, Target};
use crate::model::status::{ConnectorStatus, State, TaskStatus};
use crate::text::{cut, one_line, shortened, time, visible};

/// The part of a trace that goes into a message, in bytes.
const TRACE_KEPT: usize = 300;

/// A longer line of a trace is not read to its end.
const LONGEST_LINE: usize = 4 * TRACE_KEPT;

/// How many tasks a message names.
const TASKS_NAMED: usize = 10;

/// The end of a wait that did not see the connector run.
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
    /// Whether the service has accepted a resume.
    pub(crate) is_resumed: bool,
}

pub(crate) fn failed(status: &ConnectorStatus, polls: u32) -> Error {
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
    Error::new(ErrorKind::ConnectorFailed, reason)
        .waited(Waited { status: Some(status.clone()), situation: None, polls, retry_after: None })
        .advised(
            "A resume does not revive a failed connector or task: fix the cause shown in the trace, then restart it.",
        )
}

pub(crate) fn timed_out(ending: &Ending<'_>) -> Error {
    let (reason, advice) = describe(ending);
    let unanswered = ending.unanswered.map(|error| format!("; the last poll had no answer: {error}"));
    let deadline = time(ending.rules.deadline);
    Error::new(ErrorKind::WaitTimeout, format!("after {deadline} {reason}{}", unanswered.unwrap_or_default()))
        .waited(Waited {
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
    let resume = if ending.is_resumed {
        "The service has accepted the resume: raise `deadline`; if it lasts, look at the connector's logs."
    } else {
        "Resume it, if nobody has; otherwise raise `deadline`."
    };
    let Some(status) = ending.status else {
        return ("no poll has had an answer".to_owned(), "Check the service and the way to it, or raise `deadline`.");
    };
    let state = visible(&status.state);
    let tasks = status.tasks.len();
    match ending.situation {
        Situation::StillPaused => ("it is still PAUSED".to_owned(), resume),
        Situation::Other if status.kind == State::Stopped => ("it is STOPPED".to_owned(), resume),
        Situation::PausedAgain => (
            "it had left PAUSED and is PAUSED again".to_owned(),
            "Somebody or something paused it in the meantime: find out who before you resume it again.",
        ),
        Situation::Provisioning => (
            "it is stuck PROVISIONING".to_owned(),
            "Raise `deadline`; if it lasts, look at the connector's logs and ask Confluent's support.",
        ),
        Situation::NoTasks => (
            format!("it says RUNNING and has {tasks} of at least {} tasks", ending.rules.min_tasks),
            "Look at its configuration (tasks.max, topics), or lower `min_tasks`.",
        ),
        Situation::TasksNotRunning => (
            format!("it is {state}, and {} of its {tasks} tasks run ({})", status.tasks_running(), others(status)),
            "Look at the tasks' traces in `connector_status`; a restart revives tasks that have failed.",
        ),
        Situation::NotSettled => ("it has not been running for as long as `settle`".to_owned(), LONGER),
        Situation::Failed => ("it has failed, but for less than `failure_grace`".to_owned(), LONGER),
        Situation::Other | Situation::Unknown => (format!("it is {state}"), LONGER),
    }
}

/// Names the connector in an error that ends its wait.
pub(crate) fn about(error: Error, connector: &Connector, elapsed: Duration) -> Error {
    let named = error.connector().is_some();
    let error = if named { error } else { error.about("wait for", Target::Connector(connector)) };
    error.lasted(elapsed)
}

/// The tasks that do not run, in words.
fn others(status: &ConnectorStatus) -> String {
    let in_words = |task: &TaskStatus| format!("task {} {}", task.id, visible(&task.state));
    let others = status.tasks.iter().filter(|task| task.kind != State::Running);
    others.take(TASKS_NAMED).map(in_words).collect::<Vec<_>>().join(", ")
}

fn first_line(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    Some(shortened(&one_line(cut(line, LONGEST_LINE)), TRACE_KEPT).into_owned())
}
