//! A failure of the last attempt as the public error: what, why, and what to do.

use std::time::Duration;

use crate::advice::{self, Advisor};
use crate::answer::Refusal;
use crate::call::Call;
use crate::error::{Error, ErrorKind, TimeLimit};
use crate::retry::Limits;
use crate::settings::Settings;
use crate::transport::{Answer, Failure};

pub(crate) fn explain(failure: Failure, call: &Call<'_>, limits: &Limits<'_>, settings: &Settings) -> Error {
    let may_pass = failure.may_pass();
    let advisor = Advisor {
        call,
        authority: settings.endpoint.authority(),
        base_url: settings.endpoint.as_str(),
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
        Failure::Broken { trouble, reason } => {
            Error::new(ErrorKind::Transport, reason).advised(advisor.on_trouble(trouble))
        }
        Failure::Held { wait, refusal } => held(wait, &refusal).advised(advisor.on_refusal(&refusal)),
    };
    error.about(call.action, call.target).with(|fields| fields.may_pass = may_pass)
}

/// A 2xx whose body is not what was asked for.
pub(crate) fn invalid_response(answer: &Answer, call: &Call<'_>, settings: &Settings) -> Error {
    let refusal = Refusal::new(answer.head.clone(), &answer.body, &settings.redactor);
    let reason = format!("the service answered {}, but not with {}", refusal.status_line(), call.wanted);
    Error::new(ErrorKind::InvalidResponse, reason).about(call.action, call.target).with(|fields| {
        fields.status = Some(refusal.head.status.as_u16());
        fields.request_id = refusal.head.request_id;
        fields.rate_limit = refusal.head.rate_limit;
        fields.body = Some(refusal.body);
        fields.advice = Some(advice::on_unexpected(call.target, settings.endpoint.as_str()));
    })
}

/// The answer to another call of the client's is the reason why this one was not sent.
fn held(wait: Option<Duration>, refusal: &Refusal) -> Error {
    let too_late = wait.map_or_else(
        || "its turn did not come within the deadline".to_owned(),
        |wait| {
            format!("the wait of {:.1} s until this one may be sent is longer than the deadline", wait.as_secs_f64())
        },
    );
    let reason = format!(
        "not sent, because the service answered {} to another call of this client; {too_late}",
        refusal.status_line()
    );
    refused(refusal.clone()).with(|fields| {
        fields.reason = reason;
        fields.retry_after = wait;
    })
}

fn refused(refusal: Refusal) -> Error {
    let status = refusal.head.status.as_u16();
    let retry_after = refusal.asked_wait();
    Error::new(ErrorKind::of_status(status), refusal.reason()).with(|fields| {
        fields.status = Some(status);
        fields.code = refusal.code;
        fields.request_id = refusal.head.request_id;
        fields.body = Some(refusal.body);
        fields.retry_after = retry_after;
        fields.rate_limit = refusal.head.rate_limit;
    })
}

fn timed_out(limit: TimeLimit, last_answer: Option<String>, limits: &Limits<'_>) -> Error {
    let before = last_answer.map(|line| format!("; the attempt before was answered {line}")).unwrap_or_default();
    let reason = format!("no answer within the {} of {} s{before}", limit.name(), limits.of(limit).as_secs_f64());
    Error::new(ErrorKind::Timeout, reason).with(|fields| fields.limit = Some(limit))
}
