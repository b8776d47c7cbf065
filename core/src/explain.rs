//! A failure of the last attempt as the public error: what, why, and what to do.

use crate::advice;
use crate::answer::Refusal;
use crate::connector::Connector;
use crate::error::{Error, ErrorKind, TimeLimit};
use crate::retry::Limits;
use crate::settings::Settings;
use crate::transport::Failure;

pub(crate) fn explain(failure: Failure, limits: &Limits<'_>, settings: &Settings, connector: &Connector) -> Error {
    let authority = settings.endpoint.authority();
    match failure {
        Failure::Refused(refusal) => {
            let advice = advice::on_refusal(&refusal, connector, settings.credentials.scheme, authority);
            refused(*refusal).advised(advice)
        }
        Failure::TimedOut { limit, last_answer } => {
            timed_out(limit, last_answer, limits).advised(advice::on_timeout(limit, authority))
        }
        Failure::Broken { trouble, reason } => {
            Error::new(ErrorKind::Transport, reason).advised(advice::on_trouble(trouble, authority))
        }
    }
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
