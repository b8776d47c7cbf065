//! What a call comes to, as plain JavaScript objects: durations in milliseconds, what is absent is `undefined`.

use std::time::Duration;

use napi_derive::napi;
use unpause::{Accepted, Connector, Error, RateLimit};

/// The end of one call: `accepted` or `error`.
#[napi(object, object_from_js = false)]
pub struct NativeOutcome {
    pub call: u32,
    pub accepted: Option<NativeAccepted>,
    pub error: Option<NativeError>,
}

/// What the service said when it took the request.
#[napi(object, object_from_js = false)]
pub struct NativeAccepted {
    pub request_id: Option<String>,
    pub attempts: u32,
    pub elapsed_ms: f64,
    pub rate_limit: Option<NativeRateLimit>,
}

/// The rate limit, as an answer's headers describe it.
#[napi(object, object_from_js = false)]
pub struct NativeRateLimit {
    pub limit: Option<f64>,
    pub remaining: Option<f64>,
    pub reset_ms: Option<f64>,
}

/// The address of a connector.
#[napi(object, object_from_js = false)]
pub struct NativeConnector {
    pub environment_id: String,
    pub kafka_cluster_id: String,
    pub connector_name: String,
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
}

impl NativeOutcome {
    pub(crate) fn new(call: u32, result: Result<Accepted, Error>) -> Self {
        match result {
            Ok(accepted) => Self { call, accepted: Some(accepted.into()), error: None },
            Err(error) => Self { call, accepted: None, error: Some(error.into()) },
        }
    }
}

impl From<Accepted> for NativeAccepted {
    fn from(accepted: Accepted) -> Self {
        Self {
            request_id: accepted.request_id,
            attempts: accepted.attempts,
            elapsed_ms: as_milliseconds(accepted.elapsed),
            rate_limit: accepted.rate_limit.map(NativeRateLimit::from),
        }
    }
}

impl From<RateLimit> for NativeRateLimit {
    fn from(rate_limit: RateLimit) -> Self {
        Self {
            limit: rate_limit.limit.map(as_number),
            remaining: rate_limit.remaining.map(as_number),
            reset_ms: rate_limit.reset.map(as_milliseconds),
        }
    }
}

impl From<&Connector> for NativeConnector {
    fn from(connector: &Connector) -> Self {
        Self {
            environment_id: connector.environment_id().to_owned(),
            kafka_cluster_id: connector.kafka_cluster_id().to_owned(),
            connector_name: connector.connector_name().to_owned(),
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
        }
    }
}

pub(crate) fn as_milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

/// As JavaScript counts: exact up to 2^53.
#[expect(clippy::cast_precision_loss, reason = "a rate limit is far from 2^53, and JavaScript has no other number")]
fn as_number(count: u64) -> f64 {
    count as f64
}
