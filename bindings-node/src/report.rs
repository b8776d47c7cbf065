//! The report of a job on many connectors. Results cross as columns and not as objects: there may be many thousands of them, and
//! JavaScript makes objects faster.

use napi::bindgen_prelude::Float64Array;
use napi_derive::napi;
use unpause::{Accepted, ConnectorResult, ManyProgress, RateLimit, Report, ReportCounts};

use crate::errors::NativeError;
use crate::records::{NativeConnector, NativeStatus, as_milliseconds, as_number, count};

/// The results of connectors, one after the other.
#[napi(object, object_from_js = false)]
pub struct NativeResults {
    /// Four a result: environment, cluster, name, and the request's id if it was accepted and has one.
    pub texts: Vec<Option<String>>,
    /// Six a result: flags (1: sent, 2: accepted, 4: running), and of the acceptance its attempts, milliseconds, and the rate
    /// limit's limit, remaining and milliseconds; NaN stands for an absent one.
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
}

/// Counts of the connectors.
#[napi(object, object_from_js = false)]
pub struct NativeCounts {
    pub total: f64,
    pub accepted: f64,
    pub running: f64,
    pub failed: f64,
    pub done: f64,
}

/// One more connector was accepted, runs, or failed.
#[napi(object, object_from_js = false)]
pub struct NativeResumeProgress {
    /// One result.
    pub results: NativeResults,
    pub counts: NativeCounts,
    pub summary: String,
}

/// The report of a job.
#[napi(object, object_from_js = false)]
pub struct NativeReport {
    pub results: NativeResults,
    pub counts: NativeCounts,
    pub elapsed_ms: f64,
    pub dry_run: bool,
    pub wait: bool,
    pub summary: String,
}

/// The report of a job that could not begin.
#[napi]
pub fn empty_report() -> NativeReport {
    Report::default().into()
}

impl From<Report> for NativeReport {
    fn from(report: Report) -> Self {
        Self {
            summary: report.to_string(),
            results: results(report.results),
            counts: report.counts.into(),
            elapsed_ms: as_milliseconds(report.elapsed),
            dry_run: report.dry_run,
            wait: report.wait,
        }
    }
}

impl From<ManyProgress> for NativeResumeProgress {
    fn from(progress: ManyProgress) -> Self {
        Self { summary: progress.to_string(), results: results(vec![progress.result]), counts: progress.counts.into() }
    }
}

impl From<ReportCounts> for NativeCounts {
    fn from(counts: ReportCounts) -> Self {
        Self {
            total: count(counts.total),
            accepted: count(counts.accepted),
            running: count(counts.reached),
            failed: count(counts.failed),
            done: count(counts.done),
        }
    }
}

fn results(given: Vec<ConnectorResult>) -> NativeResults {
    let mut texts = Vec::with_capacity(4 * given.len());
    let mut numbers = Vec::with_capacity(6 * given.len());
    let mut others = Vec::new();
    for (at, result) in (0..).zip(given) {
        let ConnectorResult { connector, sent, accepted, status, reached, error, .. } = result;
        let flags = u8::from(sent) | u8::from(accepted.is_some()) << 1 | u8::from(reached) << 2;
        numbers.push(flags.into());
        numbers.extend(numbers_of(accepted.as_ref()));
        let NativeConnector { environment_id, kafka_cluster_id, connector_name } = (&connector).into();
        texts.extend([environment_id, kafka_cluster_id, connector_name].map(Some));
        let other_name = accepted.as_ref().filter(|accepted| accepted.connector != connector);
        let accepted_as = other_name.map(|accepted| (&accepted.connector).into());
        if error.is_some() || status.is_some() || accepted_as.is_some() {
            let (error, status) = (error.map(NativeError::from), status.map(NativeStatus::from));
            others.push(NativeOther { at, error, status, accepted: accepted_as });
        }
        texts.push(accepted.and_then(|accepted| accepted.request_id));
    }
    NativeResults { texts, numbers: numbers.into(), others }
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
