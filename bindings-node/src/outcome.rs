//! What a call comes to, as plain JavaScript objects.

use napi::bindgen_prelude::Either6;
use napi_derive::napi;
use unpause::{Accepted, ConnectorStatus, Error, ListedConnector, ResumeReport, Running};

use crate::records::{
    NativeAccepted, NativeConnector, NativeListed, NativeRateLimit, NativeRunning, NativeStatus, as_milliseconds,
};
use crate::report::NativeReport;

/// The end of one call: `value` or `error`.
#[napi(object, object_from_js = false)]
pub struct NativeOutcome {
    pub call: u32,
    #[napi(
        ts_type = "NativeAccepted | NativeStatus | Array<string> | Array<NativeListed> | NativeRunning | NativeReport"
    )]
    pub value: Option<Value>,
    pub error: Option<NativeError>,
}

/// What one of the calls returns.
pub(crate) type Value =
    Either6<NativeAccepted, NativeStatus, Vec<String>, Vec<NativeListed>, NativeRunning, NativeReport>;

/// What a call of the core returns.
pub(crate) trait Answer {
    fn value(self) -> Value;
}

impl Answer for Value {
    fn value(self) -> Value {
        self
    }
}

impl Answer for Accepted {
    fn value(self) -> Value {
        Value::A(self.into())
    }
}

impl Answer for ConnectorStatus {
    fn value(self) -> Value {
        Value::B(self.into())
    }
}

impl Answer for Vec<String> {
    fn value(self) -> Value {
        Value::C(self)
    }
}

impl Answer for Vec<ListedConnector> {
    fn value(self) -> Value {
        Value::D(self.into_iter().map(NativeListed::from).collect())
    }
}

impl Answer for Running {
    fn value(self) -> Value {
        Value::E(self.into())
    }
}

impl Answer for ResumeReport {
    fn value(self) -> Value {
        Value::F(self.into())
    }
}

/// Why a call failed. TypeScript makes an instance of the class for `kind` of it.
#[napi(object, object_from_js = false)]
pub struct NativeError {
    pub kind: String,
    pub message: String,
    pub advice: Option<String>,
    pub connector: Option<NativeConnector>,
    pub field: Option<String>,
    pub limit: Option<String>,
    pub status: Option<u32>,
    pub service_code: Option<String>,
    pub request_id: Option<String>,
    pub attempts: Option<u32>,
    pub elapsed_ms: Option<f64>,
    pub body: Option<String>,
    pub retry_after_ms: Option<f64>,
    pub rate_limit: Option<NativeRateLimit>,
    pub situation: Option<String>,
    pub looks: Option<u32>,
    pub connector_status: Option<NativeStatus>,
}

impl NativeOutcome {
    pub(crate) fn new(call: u32, result: Result<impl Answer, Error>) -> Self {
        match result {
            Ok(answer) => Self { call, value: Some(answer.value()), error: None },
            Err(error) => Self { call, value: None, error: Some(error.into()) },
        }
    }
}

impl From<Error> for NativeError {
    fn from(error: Error) -> Self {
        Self {
            kind: error.kind().name().to_owned(),
            message: error.to_string(),
            advice: error.advice().map(str::to_owned),
            connector: error.connector().map(NativeConnector::from),
            field: error.field().map(str::to_owned),
            limit: error.limit().map(|limit| limit.name().to_owned()),
            status: error.status().map(u32::from),
            service_code: error.code().map(str::to_owned),
            request_id: error.request_id().map(str::to_owned),
            attempts: error.attempts(),
            elapsed_ms: error.elapsed().map(as_milliseconds),
            body: error.body().map(str::to_owned),
            retry_after_ms: error.retry_after().map(as_milliseconds),
            rate_limit: error.rate_limit().map(NativeRateLimit::from),
            situation: error.situation().map(|situation| situation.name().to_owned()),
            looks: error.looks(),
            connector_status: error.connector_status().cloned().map(NativeStatus::from),
        }
    }
}
