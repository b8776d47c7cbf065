//! Makes the call of a step, and tells how it ended.

use std::fmt::Debug;

use futures_util::StreamExt;
use serde_json::Value;
use unpause::{
    CallOptions, Client, Cluster, Connector, Error, Job, ResumeAllOptions, ResumeJob, ResumeManyOptions, WaitOptions,
    seconds,
};

use crate::control::World;
use crate::document;
use crate::step::{Await, Call, CallArguments, CallLimits, CallStep};
use crate::support::Failure;

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

pub(crate) async fn make(step: &CallStep, client: &Result<Client, Error>, world: &World) -> Result<Outcome, Failure> {
    let refused = |error: Error| Outcome::of(Err::<(), _>(error), |()| Value::Null);
    let client = match client {
        Ok(client) => client,
        Err(error) => return Ok(refused(error.clone())),
    };
    let outcome = match step.call {
        Call::ResumeMany | Call::ResumeAll => match resume_job(step, client) {
            Ok(job) => return run_resume_job(step, job, world).await,
            Err(error) => Err(error),
        },
        Call::WaitUntilRunning | Call::ResumeAndWait => run_wait_job(step, client).await,
        Call::List | Call::ListExpanded => list(step, client).await,
        _ => call_connector(step, client).await,
    };
    Ok(outcome.unwrap_or_else(refused))
}

async fn call_connector(step: &CallStep, client: &Client) -> Result<Outcome, Error> {
    let connector = step.arguments.connector()?;
    let options = step.options.call()?;
    Ok(match step.call {
        Call::Resume => Outcome::of(client.resume_with(&connector, &options).await, document::accepted),
        Call::Pause => Outcome::of(client.pause_with(&connector, &options).await, document::accepted),
        Call::Restart => Outcome::of(client.restart_with(&connector, &options).await, document::accepted),
        Call::Status => Outcome::of(client.status_with(&connector, &options).await, document::status),
        _ => Outcome::of(Ok(connector), document::connector),
    })
}

async fn list(step: &CallStep, client: &Client) -> Result<Outcome, Error> {
    let cluster = step.arguments.cluster()?;
    let options = step.options.call()?;
    if step.call == Call::List {
        return Ok(Outcome::of(client.list_with(&cluster, &options).await, |names| names.as_slice().into()));
    }
    let listed = client.list_expanded_with(&cluster, &options).await;
    Ok(Outcome::of(listed, |listed| listed.iter().map(document::listed).collect()))
}

async fn run_wait_job(step: &CallStep, client: &Client) -> Result<Outcome, Error> {
    let connector = step.arguments.connector()?;
    let options = step.options.wait()?;
    let job = match step.call {
        Call::ResumeAndWait => client.resume_and_wait(&connector, options),
        _ => client.wait_until_running(&connector, options),
    };
    Ok(finish(step, job, document::wait_progress, document::running).await)
}

fn resume_job(step: &CallStep, client: &Client) -> Result<ResumeJob, Error> {
    let many = step.options.many()?;
    if let Some(connectors) = &step.arguments.connectors {
        let connectors: Result<Vec<_>, _> = connectors.iter().map(|text| Connector::parse(text)).collect();
        return Ok(client.resume_many(connectors?, many));
    }
    let CallLimits { name_glob, states, dry_run, .. } = &step.options;
    let options = ResumeAllOptions { name_glob: name_glob.clone(), states: states.clone(), dry_run: *dry_run, many };
    Ok(client.resume_all(&step.arguments.cluster()?, options))
}

async fn run_resume_job(step: &CallStep, job: ResumeJob, world: &World) -> Result<Outcome, Failure> {
    match &step.cancel_when {
        Some(awaited) => cancel(job, awaited, world).await,
        None => Ok(finish(step, job, document::resume_progress, document::report).await),
    }
}

/// Drops the job as soon as the sandbox says so.
async fn cancel(job: ResumeJob, awaited: &Await, world: &World) -> Result<Outcome, Failure> {
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

impl CallArguments {
    fn connector(&self) -> Result<Connector, Error> {
        match &self.text {
            Some(text) => Connector::parse(text),
            None => self.cluster()?.connector(&self.connector_name),
        }
    }

    fn cluster(&self) -> Result<Cluster, Error> {
        Cluster::new(&self.environment_id, &self.kafka_cluster_id)
    }
}

impl CallLimits {
    fn call(&self) -> Result<CallOptions, Error> {
        let WaitOptions { timeout, deadline, .. } = self.wait()?;
        Ok(CallOptions { timeout, deadline })
    }

    fn wait(&self) -> Result<WaitOptions, Error> {
        let duration = |name, value: Option<f64>| value.map(|value| seconds(name, value)).transpose();
        Ok(WaitOptions {
            timeout: duration("timeout", self.timeout)?,
            deadline: duration("deadline", self.deadline)?,
            min_tasks: self.min_tasks,
            settle: duration("settle", self.settle)?,
            failure_grace: duration("failure_grace", self.failure_grace)?,
        })
    }

    fn many(&self) -> Result<ResumeManyOptions, Error> {
        let WaitOptions { timeout, deadline, min_tasks, settle, failure_grace } = self.wait()?;
        let (concurrency, wait) = (self.concurrency, self.wait);
        Ok(ResumeManyOptions { concurrency, wait, timeout, deadline, min_tasks, settle, failure_grace })
    }
}
