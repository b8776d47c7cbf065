//! A job on many connectors: its progress and its report as plain data, and the job itself, as Swift's `ManyJob` holds it.

use std::sync::Arc;

use unpause::bridge::guarded;
use unpause::{ConnectorResult, Error, ManyJob, ManyProgress, Report, ReportCounts, Tally};

use crate::accepted::NativeAccepted;
use crate::cancellation::NativeCancellation;
use crate::connector::NativeConnector;
use crate::errors::{NativeError, NativeFailure};
use crate::running_job::RunningJob;
use crate::status::NativeStatus;
use crate::tokens::Asker;

#[derive(uniffi::Record)]
pub(crate) struct NativeResumeResult {
    pub(crate) connector: NativeConnector,
    pub(crate) sent: bool,
    pub(crate) accepted: Option<NativeAccepted>,
    pub(crate) status: Option<NativeStatus>,
    pub(crate) running: bool,
    pub(crate) error: Option<NativeFailure>,
}

#[derive(uniffi::Record)]
pub(crate) struct NativeResumeCounts {
    pub(crate) total: u64,
    pub(crate) accepted: u64,
    pub(crate) running: u64,
    pub(crate) failed: u64,
    pub(crate) done: u64,
}

#[derive(uniffi::Record)]
pub(crate) struct NativeResumeProgress {
    pub(crate) result: NativeResumeResult,
    pub(crate) counts: NativeResumeCounts,
    pub(crate) summary: String,
}

#[derive(uniffi::Record)]
pub(crate) struct NativeResumeReport {
    pub(crate) results: Vec<NativeResumeResult>,
    pub(crate) counts: NativeResumeCounts,
    pub(crate) elapsed: f64,
    pub(crate) dry_run: bool,
    pub(crate) wait: bool,
    pub(crate) summary: String,
}

/// The job. See [`RunningJob`] for its functions.
#[derive(uniffi::Object)]
pub(crate) struct NativeResumeJob {
    job: RunningJob<ManyProgress, Report, Tally>,
    /// Absent if the job could not begin.
    tally: Option<Tally>,
}

impl NativeResumeJob {
    pub(crate) fn new(asker: &Asker, job: impl FnOnce() -> Result<ManyJob, Error>) -> Arc<Self> {
        let job = guarded(job);
        let tally = job.as_ref().ok().map(ManyJob::tally);
        Arc::new(Self { job: RunningJob::new(job, asker.clone()), tally })
    }

    fn report_so_far(&self) -> Option<NativeResumeReport> {
        let tally = self.tally.as_ref()?;
        guarded(|| Ok::<_, Error>((&tally.report()).into())).ok()
    }
}

#[uniffi::export]
impl NativeResumeJob {
    async fn next(&self, cancellation: Arc<NativeCancellation>) -> Result<Option<NativeResumeProgress>, NativeError> {
        Ok(self.job.next(&cancellation).await?.as_ref().map(NativeResumeProgress::from))
    }

    async fn finish(&self, cancellation: Arc<NativeCancellation>) -> Result<NativeResumeReport, NativeError> {
        Ok(self.job.finish(&cancellation).await?.as_ref().into())
    }

    fn cancel(&self) {
        self.job.cancel();
    }

    fn abandon(&self) {
        self.job.abandon();
    }

    /// The report so far; empty if the job could not begin.
    fn report(&self) -> NativeResumeReport {
        self.report_so_far().unwrap_or_else(|| (&Report::default()).into())
    }
}

impl From<&ConnectorResult> for NativeResumeResult {
    fn from(result: &ConnectorResult) -> Self {
        Self {
            connector: (&result.connector).into(),
            sent: result.sent,
            accepted: result.accepted.as_ref().map(|accepted| NativeAccepted::of(accepted, &result.connector)),
            status: result.status.as_ref().map(NativeStatus::from),
            running: result.reached,
            error: result.error.as_ref().map(NativeFailure::from),
        }
    }
}

impl From<ReportCounts> for NativeResumeCounts {
    fn from(counts: ReportCounts) -> Self {
        Self {
            total: counts.total as u64,
            accepted: counts.accepted as u64,
            running: counts.reached as u64,
            failed: counts.failed as u64,
            done: counts.done as u64,
        }
    }
}

impl From<&ManyProgress> for NativeResumeProgress {
    fn from(progress: &ManyProgress) -> Self {
        Self { result: (&progress.result).into(), counts: progress.counts.into(), summary: progress.to_string() }
    }
}

impl From<&Report> for NativeResumeReport {
    fn from(report: &Report) -> Self {
        Self {
            results: report.results.iter().map(NativeResumeResult::from).collect(),
            counts: report.counts.into(),
            elapsed: report.elapsed.as_secs_f64(),
            dry_run: report.dry_run,
            wait: report.wait,
            summary: report.to_string(),
        }
    }
}
