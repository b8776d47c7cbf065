//! The results of a job on many connectors. They cross as columns and not as objects: there may be many thousands of them, and
//! JavaScript makes objects faster.

use napi::bindgen_prelude::Float64Array;
use napi_derive::napi;
use unpause::{Accepted, ConnectorResult, RateLimit, ReportCounts};

use crate::errors::NativeError;
use crate::records::{NativeConnector, NativeRestarting, NativeStatus, as_milliseconds, as_number, count};

/// The results of connectors, one after the other.
#[napi(object, object_from_js = false)]
pub struct NativeResults {
    /// Four a result: environment, cluster, name, and the request's id if it was accepted and has one.
    pub texts: Vec<Option<String>>,
    /// Six a result: flags (1: sent, 2: accepted, 4: changed, 8: reached), and of the acceptance its attempts, milliseconds,
    /// and the rate limit's limit, remaining and milliseconds; NaN stands for an absent one.
    pub numbers: Float64Array,
    /// The parts that only some results have.
    pub others: Vec<NativeOther>,
}

/// The parts that only some results have; `at` is the result's number.
#[napi(object, object_from_js = false)]
pub struct NativeOther {
    pub at: u32,
    pub error: Option<NativeError>,
    pub status: Option<NativeStatus>,
    /// The connector's name as accepted, if the call gave its id.
    pub accepted: Option<NativeConnector>,
    pub restarting: Option<NativeRestarting>,
}

/// Counts of the connectors.
#[napi(object, object_from_js = false)]
pub struct NativeCounts {
    pub total: f64,
    pub accepted: f64,
    pub reached: f64,
    pub failed: f64,
    pub done: f64,
}

impl From<ReportCounts> for NativeCounts {
    fn from(counts: ReportCounts) -> Self {
        Self {
            total: count(counts.total),
            accepted: count(counts.accepted),
            reached: count(counts.reached),
            failed: count(counts.failed),
            done: count(counts.done),
        }
    }
}

impl FromIterator<ConnectorResult> for NativeResults {
    fn from_iter<I: IntoIterator<Item = ConnectorResult>>(results: I) -> Self {
        let mut texts = Vec::new();
        let mut numbers = Vec::new();
        let mut others = Vec::new();
        for (at, result) in (0..).zip(results) {
            let ConnectorResult { connector, sent, accepted, changed, status, reached, error, .. } = result;
            let flags = [sent, accepted.is_some(), changed, reached];
            numbers.push((0..).zip(flags).map(|(bit, is)| u8::from(is) << bit).sum::<u8>().into());
            numbers.extend(numbers_of(accepted.as_ref()));
            let NativeConnector { environment_id, kafka_cluster_id, connector_name } = (&connector).into();
            texts.extend([environment_id, kafka_cluster_id, connector_name].map(Some));
            let (request_id, renamed, restarting) = match accepted {
                Some(accepted) => {
                    let renamed = (accepted.connector != connector).then(|| (&accepted.connector).into());
                    (accepted.request_id, renamed, accepted.restarting.map(NativeRestarting::from))
                }
                None => (None, None, None),
            };
            texts.push(request_id);
            if error.is_some() || status.is_some() || renamed.is_some() || restarting.is_some() {
                let (error, status) = (error.map(NativeError::from), status.map(NativeStatus::from));
                others.push(NativeOther { at, error, status, accepted: renamed, restarting });
            }
        }
        Self { texts, numbers: numbers.into(), others }
    }
}

fn numbers_of(accepted: Option<&Accepted>) -> [f64; 5] {
    let Some(accepted) = accepted else { return [f64::NAN; 5] };
    let RateLimit { limit, remaining, reset, .. } = accepted.rate_limit.unwrap_or_default();
    let or_nan = |number: Option<u64>| number.map_or(f64::NAN, as_number);
    [
        accepted.attempts.into(),
        as_milliseconds(accepted.elapsed),
        or_nan(limit),
        or_nan(remaining),
        reset.map_or(f64::NAN, as_milliseconds),
    ]
}
