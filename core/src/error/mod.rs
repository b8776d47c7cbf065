//! The error model: kinds, plain accessors, and a message that stands alone in a log line.
//!
//! An error has a `source()` only if it comes from a token provider, which is the user's own code. Any other cause could hold a
//! secret of the client's: its words, cleaned of secrets, are in the message.

mod display;
mod kind;
mod transport;

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

pub use kind::{CredentialsStage, ErrorKind, Situation, TimeLimit};
pub use transport::{TransportFault, TransportReason};

use crate::model::address::{Cluster, Connector, Target};
use crate::model::desired::DesiredState;
use crate::model::rate_limit::RateLimit;
use crate::model::status::ConnectorStatus;

/// The result of a call to this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call failed. `Display` says in one line what failed, for which connector, why, and what to do.
///
/// An accessor is `None` where its kind has no such thing.
#[derive(Clone)]
pub struct Error(Box<Fields>);

/// Everything that an error carries; boxed, so that a `Result` stays small.
#[derive(Clone)]
struct Fields {
    kind: ErrorKind,
    reason: String,
    advice: Option<String>,
    subject: Option<Subject>,
    may_pass: bool,
    attempts: Option<u32>,
    elapsed: Option<Duration>,
    stage: Option<CredentialsStage>,
    cause: Option<Cause>,
    detail: Detail,
}

/// A token provider's error.
pub(crate) type Cause = Arc<dyn std::error::Error + Send + Sync>;

/// The action that failed, and its target.
#[derive(Clone)]
struct Subject {
    action: &'static str,
    target: OwnedTarget,
}

#[derive(Clone)]
enum OwnedTarget {
    Connector(Connector),
    Cluster(Cluster),
}

/// The part that belongs to one kind of error, or to some.
#[derive(Clone)]
enum Detail {
    None,
    Field(&'static str),
    Limit(TimeLimit),
    Unanswered(TransportReason, Option<TransportFault>),
    Answered(Answered),
    Waited(Waited),
}

/// The service's answer, in an error that it causes.
#[derive(Clone)]
pub(crate) struct Answered {
    pub(crate) status: u16,
    pub(crate) code: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) body: String,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) rate_limit: Option<RateLimit>,
}

/// The end of a wait, in an error about it.
#[derive(Clone)]
pub(crate) struct Waited {
    pub(crate) wanted: DesiredState,
    pub(crate) status: Option<ConnectorStatus>,
    pub(crate) situation: Option<Situation>,
    pub(crate) polls: u32,
    /// If a rate limit held the last poll: the wait that the service asked for.
    pub(crate) retry_after: Option<Duration>,
}

/// Making errors.
impl Error {
    pub(crate) fn new(kind: ErrorKind, reason: impl Into<String>) -> Self {
        Self(Box::new(Fields {
            kind,
            reason: reason.into(),
            advice: None,
            subject: None,
            may_pass: false,
            attempts: None,
            elapsed: None,
            stage: None,
            cause: None,
            detail: Detail::None,
        }))
    }

    /// For a parameter or an option that cannot be used.
    pub(crate) fn invalid_request(field: &'static str, reason: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidRequest, reason).with_detail(Detail::Field(field))
    }

    pub(crate) fn configuration(reason: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, reason).advised(advice)
    }

    /// For a bug in Unpause.
    pub(crate) fn internal(reason: impl Into<String>) -> Self {
        Self::new(ErrorKind::Internal, reason)
            .advised("This is a bug in Unpause; please report it with this message and the call that you made.")
    }

    pub(crate) fn from_panic(payload: &(dyn Any + Send)) -> Self {
        let text = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref().map(String::as_str));
        Self::internal(text.unwrap_or("a panic without a message"))
    }

    /// With the time limit that ran out.
    pub(crate) fn timed_out(limit: TimeLimit, reason: String) -> Self {
        Self::new(ErrorKind::Timeout, reason).limited_by(limit)
    }

    pub(crate) fn limited_by(self, limit: TimeLimit) -> Self {
        self.with_detail(Detail::Limit(limit))
    }

    /// With the counts of an error that was saved.
    pub(crate) fn counted(self, attempts: Option<u32>, elapsed: Option<Duration>) -> Self {
        self.with(|fields| (fields.attempts, fields.elapsed) = (attempts, elapsed))
    }

    /// For a token that could not be had.
    pub(crate) fn credentials(stage: CredentialsStage, reason: impl Into<String>) -> Self {
        Self::new(ErrorKind::Credentials, reason).at_stage(stage)
    }

    pub(crate) fn at_stage(self, stage: CredentialsStage) -> Self {
        self.with(|fields| fields.stage = Some(stage))
    }

    pub(crate) fn caused_by(self, cause: Cause) -> Self {
        self.with(|fields| fields.cause = Some(cause))
    }

    /// With the reason why there was no answer.
    pub(crate) fn unanswered(kind: TransportReason, fault: Option<TransportFault>, reason: String) -> Self {
        Self::new(ErrorKind::Transport, reason).unanswered_for(kind, fault)
    }

    pub(crate) fn unanswered_for(self, kind: TransportReason, fault: Option<TransportFault>) -> Self {
        self.with_detail(Detail::Unanswered(kind, fault))
    }

    pub(crate) fn advised(self, advice: impl Into<String>) -> Self {
        self.with(|fields| fields.advice = Some(advice.into()))
    }

    /// With the action that failed, and its target.
    pub(crate) fn about(self, action: &'static str, target: Target<'_>) -> Self {
        let target = match target {
            Target::Connector(connector) => OwnedTarget::Connector(connector.clone()),
            Target::Cluster(cluster) => OwnedTarget::Cluster(cluster.clone()),
        };
        self.with(|fields| fields.subject = Some(Subject { action, target }))
    }

    pub(crate) fn answered(self, answered: Answered) -> Self {
        self.with_detail(Detail::Answered(answered))
    }

    pub(crate) fn waited(self, waited: Waited) -> Self {
        self.with_detail(Detail::Waited(waited))
    }

    pub(crate) fn passing(self, may_pass: bool) -> Self {
        self.with(|fields| fields.may_pass = may_pass)
    }

    pub(crate) fn took(self, attempts: u32, elapsed: Duration) -> Self {
        self.with(|fields| fields.attempts = Some(attempts)).lasted(elapsed)
    }

    /// Counts the requests before this one. An error that says that nothing was sent stays so: a job sends it later.
    pub(crate) fn after(self, earlier: u32) -> Self {
        self.with(|fields| fields.attempts = fields.attempts.map(|own| if own == 0 { 0 } else { earlier + own }))
    }

    pub(crate) fn lasted(self, elapsed: Duration) -> Self {
        self.with(|fields| fields.elapsed = Some(elapsed))
    }

    /// With other words for the reason, made of the present ones.
    pub(crate) fn reworded(self, reword: impl FnOnce(&str) -> String) -> Self {
        self.with(|fields| fields.reason = reword(&fields.reason))
    }

    fn with_detail(self, detail: Detail) -> Self {
        self.with(|fields| fields.detail = detail)
    }

    fn with(mut self, change: impl FnOnce(&mut Fields)) -> Self {
        change(&mut self.0);
        self
    }
}

/// Reading errors.
impl Error {
    /// The error's kind.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The message without its advice: what failed, for which connector, and why.
    #[must_use]
    pub fn summary(&self) -> String {
        display::Summary(self).to_string()
    }

    /// One sentence that a person can act on.
    #[must_use]
    pub fn advice(&self) -> Option<&str> {
        self.0.advice.as_deref()
    }

    /// The connector of the call.
    #[must_use]
    pub fn connector(&self) -> Option<&Connector> {
        match &self.0.subject.as_ref()?.target {
            OwnedTarget::Connector(connector) => Some(connector),
            OwnedTarget::Cluster(_) => None,
        }
    }

    /// Whether the same call may succeed a little later: after 408, 409, 425, 429, 500, 502, 503, 504, without an answer in time or
    /// a connection, and after [`ErrorKind::WaitTimeout`]. The service may have acted on a restart nevertheless.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.may_pass || self.kind() == ErrorKind::WaitTimeout
    }

    /// [`ErrorKind::InvalidRequest`]: the name of the parameter or option, in `snake_case`.
    #[must_use]
    pub fn field(&self) -> Option<&'static str> {
        match self.0.detail {
            Detail::Field(field) => Some(field),
            _ => None,
        }
    }

    /// [`ErrorKind::Timeout`]: the limit that ran out.
    #[must_use]
    pub fn limit(&self) -> Option<TimeLimit> {
        match self.0.detail {
            Detail::Limit(limit) => Some(limit),
            _ => None,
        }
    }

    /// [`ErrorKind::Credentials`]: the stage that failed.
    #[must_use]
    pub fn stage(&self) -> Option<CredentialsStage> {
        self.0.stage
    }

    /// [`ErrorKind::Transport`]: the reason why there was no answer.
    #[must_use]
    pub fn transport_reason(&self) -> Option<TransportReason> {
        match self.0.detail {
            Detail::Unanswered(reason, _) => Some(reason),
            _ => None,
        }
    }

    /// The answer's HTTP status.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        Some(self.answer()?.status)
    }

    /// The service's own code, as text: it sends integers and strings.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.answer()?.code.as_deref()
    }

    /// The service's id of the last request that it answered, for a support ticket.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.answer()?.request_id.as_deref()
    }

    /// Number of requests that were tried.
    #[must_use]
    pub fn attempts(&self) -> Option<u32> {
        self.0.attempts
    }

    /// From the call to the error, waits included.
    #[must_use]
    pub fn elapsed(&self) -> Option<Duration> {
        self.0.elapsed
    }

    /// The first 2 KiB of the answer's body, as text.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        Some(&self.answer()?.body)
    }

    /// The wait before the next request that the service asked for; of [`ErrorKind::WaitTimeout`], if a rate limit held the last
    /// poll.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match &self.0.detail {
            Detail::Answered(answered) => answered.retry_after,
            Detail::Waited(waited) => waited.retry_after,
            _ => None,
        }
    }

    /// The answer's rate limit.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.answer()?.rate_limit
    }

    /// [`ErrorKind::ConnectorFailed`], [`ErrorKind::WaitTimeout`]: the status from the last poll that had an answer.
    #[must_use]
    pub fn connector_status(&self) -> Option<&ConnectorStatus> {
        self.wait()?.status.as_ref()
    }

    /// [`ErrorKind::WaitTimeout`]: the connector's situation.
    #[must_use]
    pub fn situation(&self) -> Option<Situation> {
        self.wait()?.situation
    }

    /// [`ErrorKind::ConnectorFailed`], [`ErrorKind::WaitTimeout`]: number of polls.
    #[must_use]
    pub fn looks(&self) -> Option<u32> {
        Some(self.wait()?.polls)
    }

    /// The fault below the transport's reason, if it is known.
    pub(crate) fn transport_fault(&self) -> Option<TransportFault> {
        match self.0.detail {
            Detail::Unanswered(_, fault) => fault,
            _ => None,
        }
    }

    /// The verb of the action that failed.
    pub(crate) fn action(&self) -> Option<&'static str> {
        Some(self.0.subject.as_ref()?.action)
    }

    /// The state that the wait was for.
    pub(crate) fn wanted(&self) -> Option<DesiredState> {
        Some(self.wait()?.wanted)
    }

    /// The reason alone, without the words before and after it.
    pub(crate) fn reason(&self) -> &str {
        &self.0.reason
    }

    /// Whether the same request may succeed a little later.
    pub(crate) fn may_pass(&self) -> bool {
        self.0.may_pass
    }

    fn answer(&self) -> Option<&Answered> {
        match &self.0.detail {
            Detail::Answered(answered) => Some(answered),
            _ => None,
        }
    }

    fn wait(&self) -> Option<&Waited> {
        match &self.0.detail {
            Detail::Waited(waited) => Some(waited),
            _ => None,
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.0.cause.as_deref()?)
    }
}
