//! Why an attempt did not succeed, and whether another one may.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use tokio::time::Instant;

use crate::config::redact::Redactor;
use crate::config::retry_policy::RetryClass;
use crate::error::{Error, TimeLimit, TransportFault, TransportReason};
use crate::http::connection_error::{causes, fault};
use crate::http::response::Refusal;

/// The end of an attempt, and the option that sets it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Until {
    pub(crate) at: Instant,
    pub(crate) limit: TimeLimit,
}

impl Until {
    pub(crate) fn passed(self) -> Failure {
        Failure::TimedOut { limit: self.limit, last_answer: None }
    }

    /// The same, but no later than `time` from now.
    pub(crate) fn at_most(self, time: Duration) -> Self {
        Self { at: self.at.min(Instant::now() + time), ..self }
    }
}

/// Why an attempt did not succeed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The service answered, and not with a 2xx.
    Refused(Box<Refusal>),
    /// Nothing came in time. `last_answer` is that of an earlier attempt of the same call.
    TimedOut { limit: TimeLimit, last_answer: Option<String> },
    /// The answer is longer than `most` bytes.
    TooLong { most: usize },
    /// The connection failed.
    Unanswered { kind: TransportReason, fault: Option<TransportFault>, reason: String },
    /// Nothing was sent: the service has rate limited another call of this client, and the wait (as far as it is known) is longer
    /// than the deadline.
    Held { wait: Option<Duration>, refusal: Arc<Refusal> },
    /// Nothing was sent: there is no token.
    NoToken(Error),
    /// Nothing was sent: the token did not come before the deadline.
    TokenTooLate,
}

impl Failure {
    /// The failure that the HTTP library reports.
    pub(crate) fn of(error: reqwest::Error, redactor: &Redactor) -> Self {
        if error.is_connect() && error.is_timeout() {
            return Self::TimedOut { limit: TimeLimit::ConnectTimeout, last_answer: None };
        }
        let kind = TransportReason::of(&error);
        let fault = fault(&error);
        let causes = causes(&error.without_url());
        Self::Unanswered { kind, fault, reason: redactor.line(&format!("{}: {causes}", kind.words())) }
    }

    /// Whether the same request may be sent again.
    pub(crate) fn retry_class(&self) -> RetryClass {
        match self {
            Self::Refused(refusal) => RetryClass::of_status(refusal.head.status),
            Self::TimedOut { limit: TimeLimit::ConnectTimeout, .. } | Self::Held { .. } => RetryClass::NotActedOn,
            Self::TimedOut { .. } => RetryClass::MaybeActedOn,
            Self::TooLong { .. } | Self::TokenTooLate => RetryClass::Never,
            // Its retries are over.
            Self::NoToken(error) if error.may_pass() => RetryClass::NotActedOn,
            Self::NoToken(_) => RetryClass::Never,
            Self::Unanswered { kind, .. } => kind.retry_class(),
        }
    }

    /// Whether the same request may succeed a little later.
    pub(crate) fn may_pass(&self) -> bool {
        self.retry_class().may_pass()
    }

    /// Whether the service refuses this request and might take another one.
    pub(crate) fn is_about_the_request(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.head.status.is_client_error() && self.rate_limited().is_none())
    }

    /// Whether the answer was a 404.
    pub(crate) fn is_missing(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.head.status == StatusCode::NOT_FOUND)
    }

    /// Whether the answer was a 401.
    pub(crate) fn is_unauthorized(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.head.status == StatusCode::UNAUTHORIZED)
    }

    /// The refusal, if it was for too many requests.
    pub(crate) fn rate_limited(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) if refusal.head.status == StatusCode::TOO_MANY_REQUESTS => Some(refusal),
            _ => None,
        }
    }

    /// The wait that the service asked for.
    pub(crate) fn asked_wait(&self) -> Option<Duration> {
        let Self::Refused(refusal) = self else { return None };
        refusal.asked_wait()
    }

    /// Keeps the service's last answer, so that running out of time afterwards does not lose it.
    pub(crate) fn remember(&mut self, last: &mut Option<String>) {
        match self {
            Self::Refused(refusal) => *last = Some(refusal.answer()),
            Self::TimedOut { last_answer, .. } => last_answer.clone_from(last),
            Self::TooLong { .. }
            | Self::Unanswered { .. }
            | Self::Held { .. }
            | Self::NoToken(_)
            | Self::TokenTooLate => {}
        }
    }

    /// In a few words, for events and logs.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.status_line(),
            Self::TimedOut { limit, .. } => format!("no answer within the {}", limit.name().replace('_', " ")),
            Self::TooLong { most } => too_long(*most),
            Self::Unanswered { reason, .. } => reason.clone(),
            Self::NoToken(error) => error.reason().to_owned(),
            Self::TokenTooLate => "no token within the deadline".to_owned(),
            Self::Held { refusal, .. } => format!("not sent after {}", refusal.status_line()),
        }
    }
}

/// The reason of [`Failure::TooLong`].
pub(crate) fn too_long(most: usize) -> String {
    format!("the answer is longer than {} MiB", most / 1024 / 1024)
}
