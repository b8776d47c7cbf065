//! The error model: one closed list of kinds, plain accessors, and a message that stands alone in a log line.

use std::any::Any;
use std::fmt;
use std::time::Duration;

use crate::connector::{Cluster, Connector, Target};
use crate::rate_limit::RateLimit;
use crate::status::ConnectorStatus;

/// What a call to this crate returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, as one of a closed list. The languages' exception classes are made from it, one a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// A parameter or an option is not usable; nothing was sent. See [`Error::field`].
    InvalidRequest,
    /// The client cannot be built: no credentials, a bad URL, an unreadable CA file.
    Configuration,
    /// 401: the credentials were not accepted.
    Unauthorized,
    /// 403: the credentials were accepted but do not allow this.
    Forbidden,
    /// 404: no such connector, environment or cluster, or not for these credentials to know.
    NotFound,
    /// 409, to the last attempt: the connector or its workers are in between two states.
    Conflict,
    /// 429, until the attempts or the deadline ran out. See [`Error::retry_after`].
    RateLimited,
    /// 5xx; those that may pass were retried until the attempts or the deadline ran out.
    Server,
    /// Any other answer that is not a 2xx, a redirect that is not followed among them.
    UnexpectedStatus,
    /// A 2xx whose body is not what was asked for, such as a proxy's page.
    InvalidResponse,
    /// No answer in time. See [`Error::limit`].
    Timeout,
    /// No answer: name resolution, connection, TLS, a reset, or an answer that is not HTTP.
    Transport,
    /// The connector that was waited for failed, for longer than `failure_grace`. See [`Error::connector_status`].
    ConnectorFailed,
    /// The connector that was waited for does not run yet. See [`Error::situation`].
    WaitTimeout,
    /// A bug in Unpause.
    Internal,
}

impl ErrorKind {
    /// The kind's name, the same in every language: `NotFound`, `RateLimited`, …
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidRequest => "InvalidRequest",
            Self::Configuration => "Configuration",
            Self::Unauthorized => "Unauthorized",
            Self::Forbidden => "Forbidden",
            Self::NotFound => "NotFound",
            Self::Conflict => "Conflict",
            Self::RateLimited => "RateLimited",
            Self::Server => "Server",
            Self::UnexpectedStatus => "UnexpectedStatus",
            Self::InvalidResponse => "InvalidResponse",
            Self::Timeout => "Timeout",
            Self::ConnectorFailed => "ConnectorFailed",
            Self::WaitTimeout => "WaitTimeout",
            Self::Transport => "Transport",
            Self::Internal => "Internal",
        }
    }

    pub(crate) fn of_status(status: u16) -> Self {
        match status {
            401 => Self::Unauthorized,
            403 => Self::Forbidden,
            404 => Self::NotFound,
            409 => Self::Conflict,
            429 => Self::RateLimited,
            500..=599 => Self::Server,
            _ => Self::UnexpectedStatus,
        }
    }
}

/// Which of the client's time limits ran out: the name of the option that moves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeLimit {
    /// `connect_timeout`: no connection (name resolution, TCP and TLS) was made in time.
    ConnectTimeout,
    /// `timeout`: one attempt had no answer in time.
    Timeout,
    /// `deadline`: the whole call, with its retries and waits, had no answer in time.
    Deadline,
}

impl TimeLimit {
    /// The option's name: `connect_timeout`, `timeout` or `deadline`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ConnectTimeout => "connect_timeout",
            Self::Timeout => "timeout",
            Self::Deadline => "deadline",
        }
    }
}

/// How a connector stood that did not run in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Situation {
    /// `still_paused`: it said PAUSED at every look.
    StillPaused,
    /// `paused_again`: it had left PAUSED and went back to it, so somebody paused it meanwhile.
    PausedAgain,
    /// `provisioning`: it is stuck PROVISIONING.
    Provisioning,
    /// `failed`: it failed, but not for as long as `failure_grace`.
    Failed,
    /// `no_tasks`: it says RUNNING and has fewer tasks than `min_tasks`.
    NoTasks,
    /// `tasks_not_running`: it has its tasks, but not all of them run.
    TasksNotRunning,
    /// `not_settled`: it ran, but not yet for as long as `settle`.
    NotSettled,
    /// `other`: in any other state.
    Other,
    /// `unknown`: no look had an answer.
    Unknown,
}

impl Situation {
    /// The situation's name, the same in every language: `still_paused`, `paused_again`, …
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::StillPaused => "still_paused",
            Self::PausedAgain => "paused_again",
            Self::Provisioning => "provisioning",
            Self::Failed => "failed",
            Self::NoTasks => "no_tasks",
            Self::TasksNotRunning => "tasks_not_running",
            Self::NotSettled => "not_settled",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }
}

/// Why a call failed. `Display` says what failed, for which connector, why, and what to do, in one line.
///
/// What a kind does not have is `None`.
pub struct Error(Box<Fields>);

/// Everything an error may carry; boxed, so that a `Result` stays small.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub(crate) kind: ErrorKind,
    pub(crate) action: Option<&'static str>,
    pub(crate) reason: String,
    pub(crate) advice: Option<String>,
    pub(crate) connector: Option<Connector>,
    pub(crate) cluster: Option<Cluster>,
    pub(crate) may_pass: bool,
    pub(crate) field: Option<&'static str>,
    pub(crate) limit: Option<TimeLimit>,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) attempts: Option<u32>,
    pub(crate) elapsed: Option<Duration>,
    pub(crate) body: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) rate_limit: Option<RateLimit>,
    pub(crate) connector_status: Option<ConnectorStatus>,
    pub(crate) situation: Option<Situation>,
    pub(crate) looks: Option<u32>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, reason: impl Into<String>) -> Self {
        Self::from_fields(Fields {
            kind,
            action: None,
            reason: reason.into(),
            advice: None,
            connector: None,
            cluster: None,
            may_pass: false,
            field: None,
            limit: None,
            status: None,
            code: None,
            request_id: None,
            attempts: None,
            elapsed: None,
            body: None,
            retry_after: None,
            rate_limit: None,
            connector_status: None,
            situation: None,
            looks: None,
        })
    }

    pub(crate) fn from_fields(fields: Fields) -> Self {
        Self(Box::new(fields))
    }

    /// A parameter or an option that cannot be used. Bindings use it for what only they can see, such as a string
    /// that is not Unicode.
    #[must_use]
    pub fn invalid_request(field: &'static str, reason: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidRequest, reason).with(|fields| fields.field = Some(field))
    }

    /// Says which element of a list it is about, for bindings that take lists: `connectors[3]: …`.
    #[must_use]
    pub fn at_index(self, list: &str, index: usize) -> Self {
        self.with(|fields| fields.reason = format!("{list}[{index}]: {}", fields.reason))
    }

    /// A call on a client that its owner has closed; only bindings have such clients.
    #[must_use]
    pub fn closed() -> Self {
        Self::invalid_request("client", "the client is closed").advised("Make a new one, or close it later.")
    }

    /// A bug in Unpause, such as a panic that a binding caught.
    #[must_use]
    pub fn internal(reason: impl Into<String>) -> Self {
        Self::new(ErrorKind::Internal, reason)
            .advised("This is a bug in Unpause; please report it with this message and what you called.")
    }

    /// What a binding makes of a panic that it caught, so that the process goes on.
    #[must_use]
    pub fn from_panic(payload: &(dyn Any + Send)) -> Self {
        let text = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref().map(String::as_str));
        Self::internal(text.unwrap_or("a panic without a message"))
    }

    pub(crate) fn configuration(reason: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, reason).advised(advice)
    }

    pub(crate) fn advised(self, advice: impl Into<String>) -> Self {
        self.with(|fields| fields.advice = Some(advice.into()))
    }

    /// With what was being done, and to what.
    pub(crate) fn about(self, action: &'static str, target: Target<'_>) -> Self {
        self.with(|fields| {
            fields.action = Some(action);
            match target {
                Target::Connector(connector) => fields.connector = Some(connector.clone()),
                Target::Cluster(cluster) => fields.cluster = Some(cluster.clone()),
            }
        })
    }

    /// What went wrong, without the words before and after it.
    pub(crate) fn reason(&self) -> &str {
        &self.0.reason
    }

    /// Whether the same request may succeed a little later.
    pub(crate) fn may_pass(&self) -> bool {
        self.0.may_pass
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Fields)) -> Self {
        change(&mut self.0);
        self
    }

    /// What went wrong, as one of a closed list.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// One sentence that a person can act on.
    #[must_use]
    pub fn advice(&self) -> Option<&str> {
        self.0.advice.as_deref()
    }

    /// The connector that the call named.
    #[must_use]
    pub fn connector(&self) -> Option<&Connector> {
        self.0.connector.as_ref()
    }

    /// [`ErrorKind::InvalidRequest`]: the name of the parameter or option, in `snake_case`.
    #[must_use]
    pub fn field(&self) -> Option<&'static str> {
        self.0.field
    }

    /// [`ErrorKind::Timeout`]: which limit ran out.
    #[must_use]
    pub fn limit(&self) -> Option<TimeLimit> {
        self.0.limit
    }

    /// The answer's HTTP status.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The service's own code, as text: it sends integers and strings.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The service's id of the last request that it answered, for a support ticket.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// How many requests were tried.
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
        self.0.body.as_deref()
    }

    /// How long the service asked to wait before the next request.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// What the answer said about the rate limit.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.0.rate_limit
    }

    /// [`ErrorKind::ConnectorFailed`], [`ErrorKind::WaitTimeout`]: what the last look that had an answer saw.
    #[must_use]
    pub fn connector_status(&self) -> Option<&ConnectorStatus> {
        self.0.connector_status.as_ref()
    }

    /// [`ErrorKind::WaitTimeout`]: how the connector stood.
    #[must_use]
    pub fn situation(&self) -> Option<Situation> {
        self.0.situation
    }

    /// [`ErrorKind::ConnectorFailed`], [`ErrorKind::WaitTimeout`]: how often the connector was looked at.
    #[must_use]
    pub fn looks(&self) -> Option<u32> {
        self.0.looks
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = &*self.0;
        match (fields.action, &fields.connector, &fields.cluster) {
            (Some(action), Some(connector), _) => {
                let (name, cluster) = (connector.connector_name(), Target::Cluster(connector.cluster()));
                match fields.kind {
                    ErrorKind::ConnectorFailed | ErrorKind::WaitTimeout => {
                        write!(f, "connector {name:?} ({cluster}) does not run: ")?;
                    }
                    _ => write!(f, "cannot {action} connector {name:?} ({cluster}): ")?,
                }
            }
            (Some(action), None, Some(cluster)) => write!(f, "cannot {action} of {}: ", Target::Cluster(cluster))?,
            _ => f.write_str(match fields.kind {
                ErrorKind::InvalidRequest => "invalid request: ",
                ErrorKind::Configuration => "cannot build the client: ",
                ErrorKind::Internal => "internal error: ",
                _ => "",
            })?,
        }
        f.write_str(fields.reason.trim_end_matches('.'))?;
        write_circumstances(f, fields)?;
        match &fields.advice {
            Some(advice) => write!(f, ". {advice}"),
            None => Ok(()),
        }
    }
}

/// `0.4 ms` or `1.25 s`.
fn brief(duration: Duration) -> String {
    match duration.as_secs_f64() {
        seconds if seconds < 1.0 => format!("{:.1} ms", seconds * 1e3),
        seconds => format!("{seconds:.2} s"),
    }
}

/// `(code 404, request id req-7, 4 attempts in 1.25 s)`.
fn write_circumstances(f: &mut fmt::Formatter<'_>, fields: &Fields) -> fmt::Result {
    let mut parts = Vec::new();
    let status = fields.status.map(|status| status.to_string());
    if let Some(code) = fields.code.as_ref().filter(|code| Some(*code) != status.as_ref()) {
        parts.push(format!("code {code}"));
    }
    if let Some(id) = &fields.request_id {
        parts.push(format!("request id {id}"));
    }
    let counted = fields.attempts.map(|count| (count, "attempt")).or(fields.looks.map(|count| (count, "look")));
    if let (Some((count, what)), Some(elapsed)) = (counted, fields.elapsed) {
        let plural = if count == 1 { "" } else { "s" };
        parts.push(format!("{count} {what}{plural} in {}", brief(elapsed)));
    }
    if parts.is_empty() { Ok(()) } else { write!(f, " ({})", parts.join(", ")) }
}

/// The message and then the fields: what a failed `unwrap` or `{:?}` in a log should show.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {self}", self.0.kind.name())
    }
}

impl Clone for Error {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl std::error::Error for Error {}
