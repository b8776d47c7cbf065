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
    WaitUntilRunning,
    ResumeAndWait,
    ResumeMany,
    ResumeAll,
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
    pub(crate) connectors: Option<Vec<String>>,
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

    fn is_resume_job(self) -> bool {
        matches!(self, Self::ResumeMany | Self::ResumeAll)
    }

    fn is_job(self) -> bool {
        self.is_resume_job() || matches!(self, Self::WaitUntilRunning | Self::ResumeAndWait)
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
        if self.call == Call::Stop || include_tasks.is_some() || only_failed.is_some() {
            return Err("stop, include_tasks and only_failed are for kafka_connect");
        }
        Ok(())
    }

    fn suits_workers(&self) -> Result<(), &'static str> {
        let CallArguments { environment_id, kafka_cluster_id, text, .. } = &self.arguments;
        if self.call == Call::Parse || [environment_id, kafka_cluster_id, text].into_iter().any(Option::is_some) {
            return Err("connectors of kafka_connect have a name and nothing else");
        }
        let CallLimits { include_tasks, only_failed, .. } = self.options;
        if self.call != Call::Restart && (include_tasks.is_some() || only_failed.is_some()) {
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
            connectors: None,
        }
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
    if step.cancel_when.is_some() && !(call.is_resume_job() && matches!(expected, Expected::Cancelled(_))) {
        return Err("cancel_when is for resume_many and resume_all, and goes with cancelled");
    }
    if step.progress.is_some() && !call.is_job() || step.together.is_some() && call.is_job() {
        return Err("progress is for calls that wait or resume many, together for the others");
    }
    if arguments.connectors.is_some() != (call == Call::ResumeMany) || call == Call::Parse && arguments.text.is_none() {
        return Err("connectors goes with resume_many and with nothing else, and parse needs text");
    }
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
