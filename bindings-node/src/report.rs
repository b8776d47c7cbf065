//! The report of a job on many connectors, and its progress before that.

use std::sync::Arc;

use napi::bindgen_prelude::Either;
use napi_derive::napi;
use unpause::bridge::guarded;
use unpause::{LeftOut, ManyProgress, Report};

use crate::errors::NativeError;
use crate::records::{NativeConnector, as_milliseconds, count};
use crate::results::{NativeCounts, NativeResults};

/// One more connector was accepted, is in the desired state, or failed.
#[napi(object, object_from_js = false)]
pub struct NativeManyProgress {
    /// One result.
    pub results: NativeResults,
    pub counts: NativeCounts,
    pub summary: String,
}

/// The report of a job.
#[napi(object, object_from_js = false)]
pub struct NativeReport {
    pub operation: String,
    pub results: NativeResults,
    pub counts: NativeCounts,
    pub listed: Option<f64>,
    pub matched: Option<f64>,
    pub name_glob: Option<String>,
    pub states: Vec<String>,
    pub unseen_states: Vec<String>,
    pub left_out: Vec<NativeLeftOut>,
    pub elapsed_ms: f64,
    pub dry_run: bool,
    pub wait: bool,
    pub summary: String,
    pub saved: SavedReport,
}

/// A connector of the listing that the job did not choose.
#[napi(object, object_from_js = false)]
pub struct NativeLeftOut {
    pub connector: NativeConnector,
    pub state: Option<String>,
    pub reason: String,
}

/// Private: the core's own report, of which nothing is lost when it is saved, or given to another job.
#[napi]
pub struct SavedReport(Arc<Report>);

#[napi]
impl SavedReport {
    /// The report as JSON, the same in every language.
    #[napi(catch_unwind)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// The connectors that the job changed: three texts each, environment, cluster and name.
    #[napi(catch_unwind)]
    pub fn changed(&self) -> Vec<String> {
        let parts = |connector| {
            let NativeConnector { environment_id, kafka_cluster_id, connector_name } = NativeConnector::from(connector);
            [environment_id, kafka_cluster_id, connector_name]
        };
        self.0.changed().flat_map(parts).collect()
    }
}

impl SavedReport {
    pub(crate) fn core(&self) -> &Report {
        &self.0
    }
}

/// Reads a saved report.
#[napi]
pub fn read_report(text: String) -> Either<NativeReport, NativeError> {
    match guarded(|| Report::from_json(&text)) {
        Ok(report) => Either::A(report.into()),
        Err(error) => Either::B(error.into()),
    }
}

impl From<Report> for NativeReport {
    fn from(report: Report) -> Self {
        Self {
            operation: report.operation.name().to_owned(),
            results: report.results.iter().cloned().collect(),
            counts: report.counts.into(),
            listed: report.listed.map(count),
            matched: report.matched.map(count),
            name_glob: report.name_glob.clone(),
            states: report.states.clone(),
            unseen_states: report.unseen_states.clone(),
            left_out: report.left_out.iter().map(NativeLeftOut::from).collect(),
            elapsed_ms: as_milliseconds(report.elapsed),
            dry_run: report.dry_run,
            wait: report.wait,
            summary: report.to_string(),
            saved: SavedReport(Arc::new(report)),
        }
    }
}

impl From<&LeftOut> for NativeLeftOut {
    fn from(left_out: &LeftOut) -> Self {
        Self {
            connector: (&left_out.connector).into(),
            state: left_out.state.clone(),
            reason: left_out.reason.name().to_owned(),
        }
    }
}

impl From<ManyProgress> for NativeManyProgress {
    fn from(progress: ManyProgress) -> Self {
        Self {
            summary: progress.to_string(),
            results: [progress.result].into_iter().collect(),
            counts: progress.counts.into(),
        }
    }
}
