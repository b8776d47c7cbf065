//! The error model: one closed list of kinds, plain accessors, and a message that stands alone in a log line.

use std::fmt;
use std::time::Duration;

use crate::{Connector, RateLimit};

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
    /// No answer in time. See [`Error::limit`].
    Timeout,
    /// No answer: name resolution, connection, TLS, a reset, or an answer that is not HTTP.
    Transport,
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
            Self::Timeout => "Timeout",
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
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, reason: impl Into<String>) -> Self {
        Self::from_fields(Fields {
            kind,
            action: None,
            reason: reason.into(),
            advice: None,
            connector: None,
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

    pub(crate) fn configuration(reason: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, reason).advised(advice)
    }

    pub(crate) fn advised(self, advice: impl Into<String>) -> Self {
        self.with(|fields| fields.advice = Some(advice.into()))
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
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = &*self.0;
        match (fields.action, &fields.connector) {
            (Some(action), Some(connector)) => write!(
                f,
                "cannot {action} connector {:?} ({}/{}): ",
                connector.connector_name(),
                connector.environment_id().escape_debug(),
                connector.kafka_cluster_id().escape_debug()
            )?,
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
    if let (Some(attempts), Some(elapsed)) = (fields.attempts, fields.elapsed) {
        let plural = if attempts == 1 { "" } else { "s" };
        parts.push(format!("{attempts} attempt{plural} in {}", brief(elapsed)));
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
