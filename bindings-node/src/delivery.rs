//! Everything that comes back to JavaScript: results, progress, events and questions for tokens.

use napi::bindgen_prelude::{Either, Either4, Either6};
use napi_derive::napi;
use unpause::Error;
use unpause::bridge::{Answer, Progress};

use crate::errors::NativeError;
use crate::events::NativeEvent;
use crate::records::{NativeAccepted, NativeListed, NativeStatus, NativeWaitProgress, NativeWaitResult};
use crate::report::{NativeManyProgress, NativeReport};

/// A result, some progress, an event, or a question.
pub(crate) type Delivery = Either4<NativeOutcome, NativeProgress, NativeEvent, NativeQuestion>;

/// The end of one call or job: `value` or `error`.
#[napi(object, object_from_js = false)]
pub struct NativeOutcome {
    pub call: u32,
    #[napi(
        ts_type = "NativeAccepted | NativeStatus | Array<string> | Array<NativeListed> | NativeWaitResult | NativeReport"
    )]
    pub value: Option<Value>,
    pub error: Option<NativeError>,
}

/// The result of one of the calls.
pub(crate) type Value =
    Either6<NativeAccepted, NativeStatus, Vec<String>, Vec<NativeListed>, NativeWaitResult, NativeReport>;

/// The progress of a job.
#[napi(object, object_from_js = false)]
pub struct NativeProgress {
    pub job: u32,
    #[napi(ts_type = "NativeWaitProgress | NativeManyProgress")]
    pub progress: Either<NativeWaitProgress, NativeManyProgress>,
}

/// A token is wanted. `supply` or `fail` of the client answers the question.
#[napi(object, object_from_js = false)]
pub struct NativeQuestion {
    pub question: i64,
    /// The call or job that brings it. The answer is for all of its client's.
    pub asked_by: u32,
}

impl NativeOutcome {
    pub(crate) fn new(call: u32, result: Result<Answer, Error>) -> Self {
        match result {
            Ok(answer) => Self { call, value: Some(value(answer)), error: None },
            Err(error) => Self { call, value: None, error: Some(error.into()) },
        }
    }
}

impl NativeProgress {
    pub(crate) fn new(job: u32, progress: Progress) -> Self {
        let progress = match progress {
            Progress::Wait(progress) => Either::A((*progress).into()),
            Progress::Many(progress) => Either::B((*progress).into()),
        };
        Self { job, progress }
    }
}

fn value(answer: Answer) -> Value {
    match answer {
        Answer::Accepted(accepted) => Value::A(accepted.into()),
        Answer::Status(status) => Value::B(status.into()),
        Answer::Names(names) => Value::C(names),
        Answer::Listed(listed) => Value::D(listed.into_iter().map(NativeListed::from).collect()),
        Answer::Waited(result) => Value::E((*result).into()),
        Answer::Report(report) => Value::F((*report).into()),
    }
}
