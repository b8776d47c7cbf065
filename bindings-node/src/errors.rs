//! The core's errors as plain JavaScript objects.

use napi_derive::napi;
use unpause::Error;

use crate::failure::{NativeFailure, failure};
use crate::records::{NativeConnector, NativeRateLimit, NativeStatus, as_milliseconds};

/// Why a call failed. TypeScript makes an instance of the class for its `kind`.
#[napi(object, object_from_js = false)]
pub struct NativeError {
    pub kind: String,
    pub message: String,
    pub advice: Option<String>,
    pub retryable: bool,
    pub connector: Option<NativeConnector>,
    pub field: Option<String>,
    pub limit: Option<String>,
    pub stage: Option<String>,
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
    pub failure: Option<NativeFailure>,
}

impl From<Error> for NativeError {
    fn from(error: Error) -> Self {
        Self {
            kind: error.kind().name().to_owned(),
            message: error.to_string(),
            advice: error.advice().map(str::to_owned),
            retryable: error.is_retryable(),
            connector: error.connector().map(NativeConnector::from),
            field: error.field().map(str::to_owned),
            limit: error.limit().map(|limit| limit.name().to_owned()),
            stage: error.stage().map(|stage| stage.name().to_owned()),
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
            failure: failure(&error),
        }
    }
}
