//! Makes the call of a step, and tells how it ended.

use std::fmt::Debug;
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures_util::StreamExt;
use serde_json::Value;
use unpause::bridge::seconds;
use unpause::{CallOptions, Error, Job, ManyJob, ManyOptions, Report, WaitOptions};

use crate::client::AnyClient;
use crate::control::World;
use crate::document;
use crate::step::{Await, Call, CallArguments, CallLimits, CallStep};
use crate::support::Failure;

/// The reports of a case's steps, by their numbers from 1.
#[derive(Default)]
pub(crate) struct Reports(Mutex<Vec<Option<Report>>>);

impl Reports {
    pub(crate) fn begin_step(&self) {
        self.kept().push(None);
    }

    fn keep(&self, report: Option<&Report>) {
        if let Some(last) = self.kept().last_mut() {
            *last = report.cloned();
        }
    }

    /// The report that a step names, if it names one.
    fn given_to(&self, step: &CallStep) -> Result<Option<Report>, Failure> {
        let Some(number) = step.arguments.report_of else { return Ok(None) };
        let kept = self.kept().get(number.saturating_sub(1)).cloned().flatten();
        kept.map(Some).ok_or_else(|| format!("step {number} has no report").into())
    }

    fn kept(&self) -> MutexGuard<'_, Vec<Option<Report>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The end of a call.
pub(crate) struct Outcome {
    pub(crate) end: End,
    /// Every field by its name in the cases.
    pub(crate) document: Value,
    /// All that a log could show of it.
    pub(crate) text: String,
    /// What it told while it ran; empty if nobody listened.
    pub(crate) progress: Vec<Value>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum End {
    Success,
    Error,
    Cancelled,
}

impl Outcome {
    fn of<T: Debug>(result: Result<T, Error>, document: impl Fn(&T) -> Value) -> Self {
        let (end, document, text) = match &result {
            Ok(value) => (End::Success, document(value), format!("{value:?}")),
            Err(error) => (End::Error, document::error(error), format!("{error}\n{error:?}")),
        };
        Self { end, document, text, progress: Vec::new() }
    }
}

pub(crate) async fn make(
    step: &CallStep,
    client: &Result<AnyClient, Error>,
    world: &World,
    reports: &Reports,
) -> Result<Outcome, Failure> {
    let refused = |error: Error| Outcome::of(Err::<(), _>(error), |()| Value::Null);
    let client = match client {
        Ok(client) => client,
        Err(error) => return Ok(refused(error.clone())),
    };
    Ok(match step.call {
        Call::Resume | Call::Pause | Call::Stop | Call::Restart => {
            Outcome::of(client.change(step).await, document::accepted)
        }
        Call::Status => Outcome::of(client.status(step).await, document::status),
        Call::List => Outcome::of(client.list(step).await, |names| names.as_slice().into()),
        Call::ListExpanded => {
            Outcome::of(client.list_expanded(step).await, |listed| listed.iter().map(document::listed).collect())
        }
        Call::WaitUntil
        | Call::WaitUntilRunning
        | Call::ResumeAndWait
        | Call::PauseAndWait
        | Call::StopAndWait
        | Call::RestartAndWait => match client.wait_job(step) {
            Ok(job) => finish(step, job, document::wait_progress, document::wait_result).await,
            Err(error) => refused(error),
        },
        Call::ResumeMany
        | Call::PauseMany
        | Call::StopMany
        | Call::RestartMany
        | Call::ResumeAll
        | Call::PauseAll
        | Call::StopAll
        | Call::RestartAll => match client.many_job(step, reports.given_to(step)?.as_ref()) {
            Ok(job) => run_many_job(step, job, world, reports).await?,
            Err(error) => refused(error),
        },
        Call::SaveReport => {
            let text = reports.given_to(step)?.as_ref().map(Report::to_json).unwrap_or_default();
            let document = serde_json::from_str(&text)?;
            Outcome { end: End::Success, document, text, progress: Vec::new() }
        }
        Call::ReadReport => {
            let CallArguments { text, json, .. } = &step.arguments;
            let saved = reports.given_to(step)?.as_ref().map(Report::to_json);
            let text = saved.or_else(|| text.clone()).or_else(|| json.as_ref().map(Value::to_string));
            let read = Report::from_json(&text.unwrap_or_default());
            reports.keep(read.as_ref().ok());
            Outcome::of(read, document::report)
        }
        Call::Parse => Outcome::of(step.arguments.connector(), document::connector),
    })
}

async fn run_many_job(step: &CallStep, job: ManyJob, world: &World, reports: &Reports) -> Result<Outcome, Failure> {
    let tally = job.tally();
    let outcome = match &step.cancel_when {
        Some(awaited) => cancel(job, awaited, world).await?,
        None => finish(step, job, document::many_progress, document::report).await,
    };
    reports.keep(Some(&tally.report()));
    Ok(outcome)
}

/// Drops the job as soon as the sandbox says so.
async fn cancel(job: ManyJob, awaited: &Await, world: &World) -> Result<Outcome, Failure> {
    let tally = job.tally();
    tokio::select! {
        result = job => return Ok(Outcome::of(result, document::report)),
        reached = world.wait(awaited) => reached?,
    }
    let report = tally.report();
    let text = format!("{report:?}");
    Ok(Outcome { end: End::Cancelled, document: document::report(&report), text, progress: Vec::new() })
}

/// Waits for the job's end, and listens meanwhile if the case has something to say about that.
async fn finish<P: Debug, T: Debug + Unpin, S: Unpin>(
    step: &CallStep,
    mut job: Job<P, T, S>,
    progress: impl Fn(&P) -> Value,
    result: impl Fn(&T) -> Value,
) -> Outcome {
    let mut told = Vec::new();
    let mut text = String::new();
    if step.progress.is_some() {
        while let Some(one) = job.next().await {
            told.push(progress(&one));
            text.push_str(&format!("\n{one:?}"));
        }
    }
    let outcome = Outcome::of(job.await, result);
    Outcome { progress: told, text: outcome.text + &text, ..outcome }
}

impl CallLimits {
    pub(crate) fn call(&self) -> Result<CallOptions, Error> {
        let WaitOptions { timeout, deadline, .. } = self.wait()?;
        Ok(CallOptions { timeout, deadline })
    }

    pub(crate) fn wait(&self) -> Result<WaitOptions, Error> {
        let duration = |name, value: Option<f64>| value.map(|value| seconds(name, value)).transpose();
        Ok(WaitOptions {
            timeout: duration("timeout", self.timeout)?,
            deadline: duration("deadline", self.deadline)?,
            min_tasks: self.min_tasks,
            settle: duration("settle", self.settle)?,
            failure_grace: duration("failure_grace", self.failure_grace)?,
        })
    }

    pub(crate) fn many(&self) -> Result<ManyOptions, Error> {
        let WaitOptions { timeout, deadline, min_tasks, settle, failure_grace } = self.wait()?;
        let (concurrency, wait) = (self.concurrency, self.wait);
        Ok(ManyOptions { concurrency, wait, timeout, deadline, min_tasks, settle, failure_grace })
    }
}
