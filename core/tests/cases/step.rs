//! One step of a case: a call and what must come of it, an await, or an action of the test bed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::format::ClientKind;
use crate::pattern::Pattern;

#[derive(Deserialize)]
#[serde(try_from = "WrittenStep")]
pub(crate) enum Step {
    Call(Box<CallStep>),
    Await(Await),
    /// What the test bed of a real worker is to do.
    Bed(Map<String, Value>),
    /// Replaces a file of the case's.
    Write(WrittenFile),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenFile {
    pub(crate) file: String,
    pub(crate) content: String,
}

pub(crate) struct CallStep {
    pub(crate) call: Call,
    pub(crate) arguments: CallArguments,
    pub(crate) options: CallLimits,
    pub(crate) together: usize,
    pub(crate) progress: Option<ProgressPatterns>,
    pub(crate) cancel_when: Option<Await>,
    pub(crate) expected: Expected,
}

pub(crate) enum Expected {
    /// Of a change: the service took it.
    Accepted(Pattern),
    /// What any other call returns.
    Result(Pattern),
    Error(Pattern),
    /// The report so far.
    Cancelled(Pattern),
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Call {
    Resume,
    Pause,
    Stop,
    Restart,
    Status,
    List,
    ListExpanded,
    WaitUntil,
    WaitUntilRunning,
    ResumeAndWait,
    PauseAndWait,
    StopAndWait,
    RestartAndWait,
    ResumeMany,
    PauseMany,
    StopMany,
    RestartMany,
    ResumeAll,
    PauseAll,
    StopAll,
    RestartAll,
    SaveReport,
    ReadReport,
    Parse,
}

/// A call's own options, durations in seconds.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct CallLimits {
    pub(crate) timeout: Option<f64>,
    pub(crate) deadline: Option<f64>,
    pub(crate) min_tasks: Option<u32>,
    pub(crate) settle: Option<f64>,
    pub(crate) failure_grace: Option<f64>,
    pub(crate) concurrency: Option<u32>,
    pub(crate) wait: bool,
    pub(crate) name_glob: Option<String>,
    pub(crate) states: Option<Vec<String>>,
    pub(crate) dry_run: bool,
    pub(crate) include_tasks: Option<bool>,
    pub(crate) only_failed: Option<bool>,
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct CallArguments {
    pub(crate) environment_id: Option<String>,
    pub(crate) kafka_cluster_id: Option<String>,
    pub(crate) connector_name: String,
    pub(crate) text: Option<String>,
    /// Of `wait_until`.
    pub(crate) state: Option<String>,
    pub(crate) connectors: Option<Vec<String>>,
    /// The number of the step whose report is meant.
    pub(crate) report_of: Option<usize>,
    /// Of `read_report`: its text as JSON.
    pub(crate) json: Option<Value>,
}

/// What a call told while it ran: how many documents, the first and the last of them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProgressPatterns {
    pub(crate) count: Option<Pattern>,
    pub(crate) first: Option<Pattern>,
    pub(crate) last: Option<Pattern>,
}

/// Posted to the sandbox as it is.
#[derive(Deserialize, Serialize)]
pub(crate) struct Await {
    pub(crate) server: String,
    #[serde(flatten)]
    counts: BTreeMap<Count, u64>,
}

#[derive(Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
enum Count {
    Requests,
    Answered,
    Abandoned,
    Opened,
    Closed,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenStep {
    call: Option<Call>,
    arguments: Option<CallArguments>,
    options: Option<CallLimits>,
    together: Option<usize>,
    progress: Option<ProgressPatterns>,
    cancel_when: Option<Await>,
    accepted: Option<Pattern>,
    result: Option<Pattern>,
    error: Option<Pattern>,
    cancelled: Option<Pattern>,
    #[serde(rename = "await")]
    awaited: Option<Await>,
    bed: Option<Map<String, Value>>,
    write: Option<WrittenFile>,
}

impl Call {
    /// Whether the call returns the service's 202.
    fn is_accepted(self) -> bool {
        matches!(self, Self::Resume | Self::Pause | Self::Stop | Self::Restart)
    }

    fn is_many(self) -> bool {
        matches!(self, Self::ResumeMany | Self::PauseMany | Self::StopMany | Self::RestartMany)
    }

    fn is_all(self) -> bool {
        matches!(self, Self::ResumeAll | Self::PauseAll | Self::StopAll | Self::RestartAll)
    }

    fn is_wait(self) -> bool {
        matches!(self, Self::WaitUntil | Self::WaitUntilRunning)
            || matches!(self, Self::ResumeAndWait | Self::PauseAndWait | Self::StopAndWait | Self::RestartAndWait)
    }

    fn is_job(self) -> bool {
        self.is_many() || self.is_all() || self.is_wait()
    }

    /// Whether only workers have it.
    fn is_stop(self) -> bool {
        matches!(self, Self::Stop | Self::StopAndWait | Self::StopMany | Self::StopAll)
    }

    fn is_restart(self) -> bool {
        matches!(self, Self::Restart | Self::RestartAndWait | Self::RestartMany | Self::RestartAll)
    }
}

impl Step {
    pub(crate) fn suits(&self, kind: ClientKind) -> Result<(), &'static str> {
        match (self, kind) {
            (Self::Call(step), ClientKind::ConfluentCloud) => step.suits_cloud(),
            (Self::Call(step), ClientKind::KafkaConnect) => step.suits_workers(),
            (Self::Await(_) | Self::Bed(_) | Self::Write(_), _) => Ok(()),
        }
    }
}

impl CallStep {
    fn suits_cloud(&self) -> Result<(), &'static str> {
        let CallLimits { include_tasks, only_failed, .. } = self.options;
        if self.call.is_stop() || include_tasks.is_some() || only_failed.is_some() {
            return Err("stop, include_tasks and only_failed are for kafka_connect");
        }
        Ok(())
    }

    fn suits_workers(&self) -> Result<(), &'static str> {
        let CallArguments { environment_id, kafka_cluster_id, text, .. } = &self.arguments;
        let is_of_report = self.call == Call::ReadReport;
        if self.call == Call::Parse
            || [environment_id, kafka_cluster_id, text].into_iter().any(Option::is_some) && !is_of_report
        {
            return Err("connectors of kafka_connect have a name and nothing else");
        }
        let CallLimits { include_tasks, only_failed, .. } = self.options;
        if !self.call.is_restart() && (include_tasks.is_some() || only_failed.is_some()) {
            return Err("include_tasks and only_failed are for restart");
        }
        Ok(())
    }
}

/// The connector that every server of the sandbox holds unless told otherwise.
impl Default for CallArguments {
    fn default() -> Self {
        Self {
            environment_id: None,
            kafka_cluster_id: None,
            connector_name: "orders-sink".to_owned(),
            text: None,
            state: None,
            connectors: None,
            report_of: None,
            json: None,
        }
    }
}

impl CallArguments {
    fn suit(&self, call: Call) -> Result<(), &'static str> {
        let Self { text, state, connectors, report_of, json, .. } = self;
        let given = [text.is_some(), connectors.is_some(), report_of.is_some(), json.is_some()];
        let suits = match call {
            Call::Parse => given == [true, false, false, false],
            Call::SaveReport => given == [false, false, true, false],
            Call::ReadReport => matches!(given.map(usize::from), [1, 0, 0, 0] | [0, 0, 1, 0] | [0, 0, 0, 1]),
            call if call.is_many() => matches!(given.map(usize::from), [0, 1, 0, 0] | [0, 0, 1, 0]),
            _ => !(connectors.is_some() || report_of.is_some() || json.is_some()),
        };
        if !suits || state.is_some() != (call == Call::WaitUntil) {
            return Err("a call has arguments that are not its own, or lacks one");
        }
        Ok(())
    }
}

const A_STEP: &str = "a step is a call, an await, a file to write or an action of the bed";

impl TryFrom<WrittenStep> for Step {
    type Error = &'static str;

    fn try_from(step: WrittenStep) -> Result<Self, &'static str> {
        match step {
            WrittenStep { call: Some(call), awaited: None, bed: None, write: None, .. } => call_step(call, step),
            WrittenStep {
                awaited,
                bed,
                write,
                call: None,
                arguments: None,
                options: None,
                together: None,
                progress: None,
                cancel_when: None,
                accepted: None,
                result: None,
                error: None,
                cancelled: None,
            } => match (awaited, bed, write) {
                (Some(awaited), None, None) => Ok(Self::Await(awaited)),
                (None, Some(action), None) => Ok(Self::Bed(action)),
                (None, None, Some(file)) => Ok(Self::Write(file)),
                _ => Err(A_STEP),
            },
            _ => Err(A_STEP),
        }
    }
}

fn call_step(call: Call, step: WrittenStep) -> Result<Step, &'static str> {
    let expected = match (step.accepted, step.result, step.error, step.cancelled) {
        (Some(pattern), None, None, None) if call.is_accepted() => Expected::Accepted(pattern),
        (None, Some(pattern), None, None) if !call.is_accepted() => Expected::Result(pattern),
        (None, None, Some(pattern), None) if pattern.names_field("kind") => Expected::Error(pattern),
        (None, None, Some(_), None) => return Err("an error's kind is required"),
        (None, None, None, Some(pattern)) if step.cancel_when.is_some() => Expected::Cancelled(pattern),
        _ => return Err("a call has one of accepted (of resume, pause, stop, restart), result, error, cancelled"),
    };
    let arguments = step.arguments.unwrap_or_default();
    let is_of_many = call.is_many() || call.is_all();
    if step.cancel_when.is_some() && !(is_of_many && matches!(expected, Expected::Cancelled(_))) {
        return Err("cancel_when is for jobs on many connectors, and goes with cancelled");
    }
    if step.progress.is_some() && !call.is_job() || step.together.is_some() && call.is_job() {
        return Err("progress is for calls that wait or are about many, together for the others");
    }
    arguments.suit(call)?;
    Ok(Step::Call(Box::new(CallStep {
        call,
        arguments,
        options: step.options.unwrap_or_default(),
        together: step.together.unwrap_or(1),
        progress: step.progress,
        cancel_when: step.cancel_when,
        expected,
    })))
}
