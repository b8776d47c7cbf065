//! The kinds of errors, and the closed lists that describe some of them further.

/// The kind of an error. Each language has one exception class for each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A parameter or an option is not usable; nothing was sent. See [`Error::field`](crate::Error::field).
    InvalidRequest,
    /// The client cannot be built: no credentials, a bad URL, an unreadable CA file.
    Configuration,
    /// There is no token to send: its provider failed, or an exchange was refused. See [`Error::stage`](crate::Error::stage).
    Credentials,
    /// 401: the credentials were not accepted.
    Unauthorized,
    /// 403: the credentials were accepted but do not allow this.
    Forbidden,
    /// 404: the connector, environment or cluster does not exist, or these credentials may not see it.
    NotFound,
    /// 409, up to the last attempt: the connector or its workers are changing state.
    Conflict,
    /// 429, until the attempts or the deadline ran out. See [`Error::retry_after`](crate::Error::retry_after).
    RateLimited,
    /// 5xx; a passing one was retried until the attempts or the deadline ran out.
    Server,
    /// Any other answer that is not a 2xx, a redirect that is not followed among them.
    UnexpectedStatus,
    /// A 2xx with the wrong body, such as a proxy's page.
    InvalidResponse,
    /// No answer in time. See [`Error::limit`](crate::Error::limit).
    Timeout,
    /// No answer: name resolution, connection, TLS, a reset, or an answer that is not HTTP.
    Transport,
    /// While waiting, the connector failed for longer than `failure_grace`. See [`Error::connector_status`](crate::Error::connector_status).
    ConnectorFailed,
    /// The wait's deadline passed before the connector was in the desired state. See [`Error::situation`](crate::Error::situation).
    WaitTimeout,
    /// A bug in Unpause.
    Internal,
}

impl ErrorKind {
    pub(crate) const ALL: [Self; 16] = [
        Self::InvalidRequest,
        Self::Configuration,
        Self::Credentials,
        Self::Unauthorized,
        Self::Forbidden,
        Self::NotFound,
        Self::Conflict,
        Self::RateLimited,
        Self::Server,
        Self::UnexpectedStatus,
        Self::InvalidResponse,
        Self::Timeout,
        Self::Transport,
        Self::ConnectorFailed,
        Self::WaitTimeout,
        Self::Internal,
    ];

    /// The kind's name, the same in every language: `NotFound`, `RateLimited`, …
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidRequest => "InvalidRequest",
            Self::Configuration => "Configuration",
            Self::Credentials => "Credentials",
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

/// The time limit that ran out, named as the option that moves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeLimit {
    /// `connect_timeout`: no connection (name resolution, TCP and TLS) was made in time.
    ConnectTimeout,
    /// `timeout`: one attempt had no answer in time.
    Timeout,
    /// `deadline`: the whole call, with its retries and waits, had no answer in time.
    Deadline,
}

impl TimeLimit {
    pub(crate) const ALL: [Self; 3] = [Self::ConnectTimeout, Self::Timeout, Self::Deadline];

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

/// The situation of a connector that was not in the desired state in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Situation {
    /// `still_paused`: it is to run, or to be stopped, and said PAUSED at every poll.
    StillPaused,
    /// `paused_again`: it had left PAUSED and went back to it, so somebody paused it in the meantime.
    PausedAgain,
    /// `still_running`: it is to be paused or stopped, and runs.
    StillRunning,
    /// `resumed_again`: it was paused or stopped, as it is to be, and left that state, so somebody resumed it in the meantime.
    ResumedAgain,
    /// `provisioning`: it is stuck PROVISIONING.
    Provisioning,
    /// `failed`: it failed, but not for as long as `failure_grace`.
    Failed,
    /// `no_tasks`: it says RUNNING and has fewer tasks than `min_tasks`.
    NoTasks,
    /// `tasks_not_running`: it has its tasks, but not all of them run.
    TasksNotRunning,
    /// `tasks_not_paused`: it says PAUSED, and some of its tasks do not yet.
    TasksNotPaused,
    /// `tasks_not_stopped`: it says STOPPED, and still has tasks.
    TasksNotStopped,
    /// `not_settled`: it was in the desired state, but not yet for as long as `settle`.
    NotSettled,
    /// `other`: in any other state.
    Other,
    /// `unknown`: no poll had an answer.
    Unknown,
}

impl Situation {
    pub(crate) const ALL: [Self; 13] = [
        Self::StillPaused,
        Self::PausedAgain,
        Self::StillRunning,
        Self::ResumedAgain,
        Self::Provisioning,
        Self::Failed,
        Self::NoTasks,
        Self::TasksNotRunning,
        Self::TasksNotPaused,
        Self::TasksNotStopped,
        Self::NotSettled,
        Self::Other,
        Self::Unknown,
    ];

    /// The situation's name, the same in every language: `still_paused`, `paused_again`, …
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::StillPaused => "still_paused",
            Self::PausedAgain => "paused_again",
            Self::StillRunning => "still_running",
            Self::ResumedAgain => "resumed_again",
            Self::Provisioning => "provisioning",
            Self::Failed => "failed",
            Self::NoTasks => "no_tasks",
            Self::TasksNotRunning => "tasks_not_running",
            Self::TasksNotPaused => "tasks_not_paused",
            Self::TasksNotStopped => "tasks_not_stopped",
            Self::NotSettled => "not_settled",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }
}

/// The stage at which getting a token failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CredentialsStage {
    /// `token_provider`: the function that gives access tokens.
    TokenProvider,
    /// `subject_token`: the source of identity tokens on this side, a function or a file.
    SubjectToken,
    /// `identity_provider`: the service that issues identity tokens.
    IdentityProvider,
    /// `exchange`: the Security Token Service, which exchanges an identity token for an access token.
    Exchange,
}

impl CredentialsStage {
    pub(crate) const ALL: [Self; 4] = [Self::TokenProvider, Self::SubjectToken, Self::IdentityProvider, Self::Exchange];

    /// The stage's name, the same in every language: `token_provider`, `subject_token`, …
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TokenProvider => "token_provider",
            Self::SubjectToken => "subject_token",
            Self::IdentityProvider => "identity_provider",
            Self::Exchange => "exchange",
        }
    }
}
