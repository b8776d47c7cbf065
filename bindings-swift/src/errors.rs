//! The core's errors as plain data; the error that users see is written in Swift.

use std::fmt;

use unpause::{Error, ErrorKind, Situation, TimeLimit};

use crate::accepted::NativeRateLimit;
use crate::connector::NativeConnector;
use crate::status::NativeStatus;

/// Why a call across the bridge has no result.
#[derive(Debug, Clone, uniffi::Error)]
pub(crate) enum NativeError {
    /// The core's error.
    Failed { failure: Box<NativeFailure> },
    /// The call's token was cancelled.
    Cancelled,
}

#[derive(Debug, Clone, uniffi::Enum)]
pub(crate) enum NativeErrorKind {
    InvalidRequest,
    Configuration,
    Unauthorized,
    Forbidden,
    NotFound,
    Conflict,
    RateLimited,
    Server,
    UnexpectedStatus,
    InvalidResponse,
    Timeout,
    Transport,
    ConnectorFailed,
    WaitTimeout,
    Internal,
}

#[derive(Debug, Clone, uniffi::Enum)]
pub(crate) enum NativeTimeLimit {
    ConnectTimeout,
    Timeout,
    Deadline,
}

#[derive(Debug, Clone, uniffi::Enum)]
pub(crate) enum NativeSituation {
    StillPaused,
    PausedAgain,
    Provisioning,
    Failed,
    NoTasks,
    TasksNotRunning,
    NotSettled,
    Other,
    Unknown,
}

/// An error's fields; times are seconds. The text is not called `message`, which breaks UniFFI's Kotlin (issue 2065).
#[derive(Debug, Clone, uniffi::Record)]
pub(crate) struct NativeFailure {
    pub(crate) kind: NativeErrorKind,
    pub(crate) text: String,
    pub(crate) advice: Option<String>,
    pub(crate) connector: Option<NativeConnector>,
    pub(crate) field: Option<String>,
    pub(crate) limit: Option<NativeTimeLimit>,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) attempts: Option<u32>,
    pub(crate) elapsed: Option<f64>,
    pub(crate) body: Option<String>,
    pub(crate) retry_after: Option<f64>,
    pub(crate) rate_limit: Option<NativeRateLimit>,
    pub(crate) connector_status: Option<NativeStatus>,
    pub(crate) situation: Option<NativeSituation>,
    pub(crate) looks: Option<u32>,
}

/// UniFFI asks for it, and shows it to nobody.
impl fmt::Display for NativeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed { failure } => f.write_str(&failure.text),
            Self::Cancelled => f.write_str("cancelled"),
        }
    }
}

impl From<Error> for NativeError {
    fn from(error: Error) -> Self {
        Self::Failed { failure: Box::new((&error).into()) }
    }
}

impl From<&Error> for NativeFailure {
    fn from(error: &Error) -> Self {
        Self {
            kind: error.kind().into(),
            text: error.to_string(),
            advice: error.advice().map(str::to_owned),
            connector: error.connector().map(NativeConnector::from),
            field: error.field().map(str::to_owned),
            limit: error.limit().map(NativeTimeLimit::from),
            status: error.status(),
            code: error.code().map(str::to_owned),
            request_id: error.request_id().map(str::to_owned),
            attempts: error.attempts(),
            elapsed: error.elapsed().map(|elapsed| elapsed.as_secs_f64()),
            body: error.body().map(str::to_owned),
            retry_after: error.retry_after().map(|wait| wait.as_secs_f64()),
            rate_limit: error.rate_limit().map(NativeRateLimit::from),
            connector_status: error.connector_status().map(NativeStatus::from),
            situation: error.situation().map(NativeSituation::from),
            looks: error.looks(),
        }
    }
}

impl From<ErrorKind> for NativeErrorKind {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::InvalidRequest => Self::InvalidRequest,
            ErrorKind::Configuration => Self::Configuration,
            ErrorKind::Unauthorized => Self::Unauthorized,
            ErrorKind::Forbidden => Self::Forbidden,
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::Conflict => Self::Conflict,
            ErrorKind::RateLimited => Self::RateLimited,
            ErrorKind::Server => Self::Server,
            ErrorKind::UnexpectedStatus => Self::UnexpectedStatus,
            ErrorKind::InvalidResponse => Self::InvalidResponse,
            ErrorKind::Timeout => Self::Timeout,
            ErrorKind::Transport => Self::Transport,
            ErrorKind::ConnectorFailed => Self::ConnectorFailed,
            ErrorKind::WaitTimeout => Self::WaitTimeout,
            ErrorKind::Internal => Self::Internal,
        }
    }
}

impl From<TimeLimit> for NativeTimeLimit {
    fn from(limit: TimeLimit) -> Self {
        match limit {
            TimeLimit::ConnectTimeout => Self::ConnectTimeout,
            TimeLimit::Timeout => Self::Timeout,
            TimeLimit::Deadline => Self::Deadline,
        }
    }
}

impl From<Situation> for NativeSituation {
    fn from(situation: Situation) -> Self {
        match situation {
            Situation::StillPaused => Self::StillPaused,
            Situation::PausedAgain => Self::PausedAgain,
            Situation::Provisioning => Self::Provisioning,
            Situation::Failed => Self::Failed,
            Situation::NoTasks => Self::NoTasks,
            Situation::TasksNotRunning => Self::TasksNotRunning,
            Situation::NotSettled => Self::NotSettled,
            Situation::Other => Self::Other,
            Situation::Unknown => Self::Unknown,
        }
    }
}
