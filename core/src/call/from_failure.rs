//! The failure of a call's last attempt as the public error: what, why, and what to do.

use std::time::Duration;

use crate::call::advice::{Advisor, on_unexpected};
use crate::call::retry::TimeLimits;
use crate::config::settings::Settings;
use crate::error::{Answered, Error, ErrorKind, TimeLimit};
use crate::http::body::FOR_PEOPLE;
use crate::http::failure::{Failure, too_long};
use crate::http::response::{Answer, Refusal};
use crate::model::operation::Operation;
use crate::text::time;

pub(crate) fn from_failure(
    failure: Failure,
    operation: Operation<'_>,
    limits: &TimeLimits,
    settings: &Settings,
) -> Error {
    let may_pass = failure.may_pass();
    let advisor = Advisor {
        operation,
        authority: settings.base_url.authority(),
        base_url: settings.base_url.as_str(),
        scheme: settings.credentials.scheme,
    };
    let error = match failure {
        Failure::Refused(refusal) => {
            let advice = advisor.on_refusal(&refusal);
            refused(*refusal).advised(advice)
        }
        Failure::TimedOut { limit, last_answer } => {
            timed_out(limit, last_answer, limits).advised(advisor.on_timeout(limit))
        }
        Failure::TooLong { most } => {
            Error::new(ErrorKind::InvalidResponse, too_long(most)).advised(advisor.on_too_long())
        }
        Failure::Unanswered { kind, fault, reason } => {
            Error::unanswered(kind, fault, reason).advised(advisor.on_connection_error(kind))
        }
        Failure::Held { wait, refusal } => held(wait, &refusal).advised(advisor.on_refusal(&refusal)),
    };
    error.about(operation.action(), operation.target()).passing(may_pass)
}

/// A 2xx with another body than the call wants.
pub(crate) fn invalid_response(
    answer: &Answer,
    operation: Operation<'_>,
    wanted: &'static str,
    settings: &Settings,
) -> Error {
    let beginning = answer.body.get(..FOR_PEOPLE).unwrap_or(&answer.body);
    let refusal = Refusal::new(answer.head.clone(), beginning, &settings.redactor);
    let message = refusal.own_message().map(|message| format!(": {message}")).unwrap_or_default();
    let reason = format!("the service answered {}, but not with {wanted}{message}", refusal.status_line());
    Error::new(ErrorKind::InvalidResponse, reason)
        .about(operation.action(), operation.target())
        .answered(Answered { code: None, retry_after: None, ..answered(refusal) })
        .advised(on_unexpected(operation.target(), settings.base_url.as_str()))
}

/// The answer to another call of the client is the reason why this one was not sent.
fn held(wait: Option<Duration>, refusal: &Refusal) -> Error {
    let too_late = wait.map_or_else(
        || "this call's turn did not come within its `deadline`".to_owned(),
        |wait| format!("the wait of {} is longer than this call's `deadline`", time(wait)),
    );
    let reason =
        format!("not sent: another call of this client was rate limited ({}), and {too_late}", refusal.status_line());
    let kind = ErrorKind::of_status(refusal.head.status.as_u16());
    Error::new(kind, reason).answered(Answered { retry_after: wait, ..answered(refusal.clone()) })
}

fn refused(refusal: Refusal) -> Error {
    let kind = ErrorKind::of_status(refusal.head.status.as_u16());
    Error::new(kind, refusal.reason()).answered(answered(refusal))
}

fn answered(refusal: Refusal) -> Answered {
    Answered {
        status: refusal.head.status.as_u16(),
        retry_after: refusal.asked_wait(),
        code: refusal.code,
        request_id: refusal.head.request_id,
        body: refusal.body,
        rate_limit: refusal.head.rate_limit,
    }
}

fn timed_out(limit: TimeLimit, last_answer: Option<String>, limits: &TimeLimits) -> Error {
    let before = last_answer.map(|line| format!("; the attempt before was answered {line}")).unwrap_or_default();
    let reason = format!("no answer within the `{}` of {}{before}", limit.name(), time(limits.of(limit)));
    Error::timed_out(limit, reason)
}
