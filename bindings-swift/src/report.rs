//! The report of a job on many connectors as plain data, with a handle to the core's own.

use std::sync::Arc;

use unpause::bridge::guarded;
use unpause::{ConnectorResult, LeftOut, Report, ReportCounts};

use crate::accepted::NativeAccepted;
use crate::connector::NativeConnector;
use crate::errors::{NativeError, NativeFailure};
use crate::status::NativeStatus;

#[derive(uniffi::Record)]
pub(crate) struct NativeReport {
    pub(crate) operation: String,
    pub(crate) results: Vec<NativeConnectorResult>,
    pub(crate) counts: NativeReportCounts,
    pub(crate) listed: Option<u64>,
    pub(crate) matched: Option<u64>,
    pub(crate) name_glob: Option<String>,
    pub(crate) states: Vec<String>,
    pub(crate) unseen_states: Vec<String>,
    pub(crate) left_out: Vec<NativeLeftOut>,
    pub(crate) elapsed: f64,
    pub(crate) dry_run: bool,
    pub(crate) wait: bool,
    pub(crate) summary: String,
    pub(crate) origin: Arc<NativeReportOrigin>,
}

#[derive(uniffi::Record)]
pub(crate) struct NativeConnectorResult {
    pub(crate) connector: NativeConnector,
    pub(crate) sent: bool,
    pub(crate) accepted: Option<NativeAccepted>,
    pub(crate) changed: bool,
    pub(crate) status: Option<NativeStatus>,
    pub(crate) reached: bool,
    pub(crate) error: Option<NativeFailure>,
}

#[derive(uniffi::Record)]
pub(crate) struct NativeReportCounts {
    pub(crate) total: u64,
    pub(crate) accepted: u64,
    pub(crate) reached: u64,
    pub(crate) failed: u64,
    pub(crate) done: u64,
}

#[derive(uniffi::Record)]
pub(crate) struct NativeLeftOut {
    pub(crate) connector: NativeConnector,
    pub(crate) state: Option<String>,
    pub(crate) reason: String,
}

/// The core's report, which holds more than Swift shows: where the workers are, and what an error was about.
#[derive(uniffi::Object)]
pub(crate) struct NativeReportOrigin(pub(crate) Arc<Report>);

#[uniffi::export]
impl NativeReportOrigin {
    fn to_json(&self) -> String {
        self.0.to_json()
    }
}

/// Reads a saved report.
#[uniffi::export]
fn native_read_report(text: &str) -> Result<NativeReport, NativeError> {
    Ok(NativeReport::of(Arc::new(guarded(|| Report::from_json(text))?)))
}

impl NativeReport {
    pub(crate) fn of(report: Arc<Report>) -> Self {
        Self {
            operation: report.operation.name().to_owned(),
            results: report.results.iter().map(NativeConnectorResult::from).collect(),
            counts: report.counts.into(),
            listed: report.listed.map(|count| count as u64),
            matched: report.matched.map(|count| count as u64),
            name_glob: report.name_glob.clone(),
            states: report.states.clone(),
            unseen_states: report.unseen_states.clone(),
            left_out: report.left_out.iter().map(NativeLeftOut::from).collect(),
            elapsed: report.elapsed.as_secs_f64(),
            dry_run: report.dry_run,
            wait: report.wait,
            summary: report.to_string(),
            origin: Arc::new(NativeReportOrigin(report)),
        }
    }
}

impl From<&ConnectorResult> for NativeConnectorResult {
    fn from(result: &ConnectorResult) -> Self {
        Self {
            connector: (&result.connector).into(),
            sent: result.sent,
            accepted: result.accepted.as_ref().map(|accepted| NativeAccepted::of(accepted, &result.connector)),
            changed: result.changed,
            status: result.status.as_ref().map(NativeStatus::from),
            reached: result.reached,
            error: result.error.as_ref().map(NativeFailure::from),
        }
    }
}

impl From<ReportCounts> for NativeReportCounts {
    fn from(counts: ReportCounts) -> Self {
        Self {
            total: counts.total as u64,
            accepted: counts.accepted as u64,
            reached: counts.reached as u64,
            failed: counts.failed as u64,
            done: counts.done as u64,
        }
    }
}

impl From<&LeftOut> for NativeLeftOut {
    fn from(left: &LeftOut) -> Self {
        Self { connector: (&left.connector).into(), state: left.state.clone(), reason: left.reason.name().to_owned() }
    }
}
