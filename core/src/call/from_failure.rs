//! The failure of a call's last attempt as the public error: what, why, and what to do.

use std::time::Duration;

use crate::call::advice::{Advisor, on_unexpected};
use crate::call::failover::Visits;
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
    visits: &Visits,
) -> Error {
    let server = visits.last(&settings.servers);
    let words = visits.words(&settings.servers, Some(&failure));
    let may_pass = failure.may_pass();
    let advisor = Advisor {
        operation,
        authority: server.authority(),
        base_url: server.as_str(),
        scheme: settings.credentials.scheme,
        has_client_certificate: settings.has_client_certificate(),
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
        Failure::NoToken(error) => error,
        Failure::TokenTooLate => timed_out_without_token(limits).advised(advisor.on_token_too_late()),
        Failure::Held { wait, refusal } => held(wait, &refusal).advised(advisor.on_refusal(&refusal)),
    };
    error.reworded(|reason| format!("{reason}{words}")).about(operation.action(), operation.target()).passing(may_pass)
}

/// A 2xx with another body than the call wants.
pub(crate) fn invalid_response(
    answer: &Answer,
    operation: Operation<'_>,
    wanted: &'static str,
    settings: &Settings,
    visits: &Visits,
) -> Error {
    let beginning = answer.body.get(..FOR_PEOPLE).unwrap_or(&answer.body);
    let refusal = Refusal::new(answer.head.clone(), beginning, &settings.redactor);
    let message = refusal.own_message().map(|message| format!(": {message}")).unwrap_or_default();
    let reason = format!(
        "the service answered {}, but not with {wanted}{message}{}",
        refusal.status_line(),
        visits.words(&settings.servers, None)
    );
    Error::new(ErrorKind::InvalidResponse, reason)
        .about(operation.action(), operation.target())
        .answered(Answered { code: None, retry_after: None, ..refusal.into() })
        .advised(on_unexpected(operation.target(), visits.last(&settings.servers).as_str()))
}

/// A restart that was asked to cover more, or less, than the connector alone, and whose answer says that it did not.
pub(crate) fn restarted_alone(
    answer: &Answer,
    operation: Operation<'_>,
    settings: &Settings,
    visits: &Visits,
) -> Error {
    let refusal = Refusal::new(answer.head.clone(), &answer.body, &settings.redactor);
    let reason = format!(
        "the worker restarted the connector alone and none of its tasks: it answered {}, as Kafka before 3.0 does{}",
        refusal.status_line(),
        visits.words(&settings.servers, None)
    );
    Error::new(ErrorKind::InvalidResponse, reason)
        .about(operation.action(), operation.target())
        .answered(refusal.into())
        .advised(
            "Kafka before 3.0 knows neither `include_tasks` nor `only_failed`: look at the status; restart failed tasks through \
             its REST interface (POST /connectors/NAME/tasks/ID/restart), or upgrade the workers.",
        )
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
    Error::new(kind, reason).answered(Answered { retry_after: wait, ..refusal.clone().into() })
}

fn refused(refusal: Refusal) -> Error {
    let kind = ErrorKind::of_status(refusal.head.status.as_u16());
    Error::new(kind, refusal.reason()).answered(refusal.into())
}

fn timed_out(limit: TimeLimit, last_answer: Option<String>, limits: &TimeLimits) -> Error {
    let before = last_answer.map(|line| format!("; the attempt before was answered {line}")).unwrap_or_default();
    let reason = format!("no answer within the `{}` of {}{before}", limit.name(), time(limits.of(limit)));
    Error::timed_out(limit, reason)
}

fn timed_out_without_token(limits: &TimeLimits) -> Error {
    let limit = TimeLimit::Deadline;
    let reason = format!("no token within the `{}` of {}, so nothing was sent", limit.name(), time(limits.of(limit)));
    Error::timed_out(limit, reason)
}
