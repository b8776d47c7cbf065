//! Resuming many connectors: what it tells and ends with, as plain data, and the work, as Swift's `ResumeJob` holds it.

use std::sync::Arc;
use std::time::Duration;

use unpause::{Error, ResumeCounts, ResumeJob, ResumeProgress, ResumeReport, ResumeResult, Tally};

use crate::accepted::NativeAccepted;
use crate::connector::NativeConnector;
use crate::errors::{NativeError, NativeFailure};
use crate::runtime::caught;
use crate::status::NativeStatus;
use crate::work::Work;

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

/// The work. See [`Work`] for what its functions do.
#[derive(uniffi::Object)]
pub(crate) struct NativeResumeJob {
    work: Work<ResumeProgress, ResumeReport, Tally>,
    /// Absent where the work could not begin.
    tally: Option<Tally>,
}

impl NativeResumeJob {
    pub(crate) fn new(job: impl FnOnce() -> Result<ResumeJob, Error>) -> Arc<Self> {
        let job = caught(job);
        let tally = job.as_ref().ok().map(ResumeJob::tally);
        Arc::new(Self { work: Work::new(job), tally })
    }

    fn report_so_far(&self) -> Option<NativeResumeReport> {
        let tally = self.tally.as_ref()?;
        caught(|| Ok((&tally.report()).into())).ok()
    }
}

#[uniffi::export]
impl NativeResumeJob {
    async fn next(&self) -> Result<Option<NativeResumeProgress>, NativeError> {
        Ok(self.work.next().await?.as_ref().map(NativeResumeProgress::from))
    }

    async fn finish(&self) -> Result<NativeResumeReport, NativeError> {
        Ok(self.work.finish().await?.as_ref().into())
    }

    fn cancel(&self) {
        self.work.cancel();
    }

    /// How it stands, at any time; empty where nothing is known.
    fn report(&self) -> NativeResumeReport {
        self.report_so_far().unwrap_or_else(|| (&empty()).into())
    }
}

fn empty() -> ResumeReport {
    let counts = ResumeCounts::default();
    ResumeReport { results: Vec::new(), counts, elapsed: Duration::ZERO, dry_run: false, wait: false }
}

impl From<&ResumeResult> for NativeResumeResult {
    fn from(result: &ResumeResult) -> Self {
        Self {
            connector: (&result.connector).into(),
            sent: result.sent,
            accepted: result.accepted.as_ref().map(|accepted| NativeAccepted::of(accepted, &result.connector)),
            status: result.status.as_ref().map(NativeStatus::from),
            running: result.running,
            error: result.error.as_ref().map(NativeFailure::from),
        }
    }
}

impl From<ResumeCounts> for NativeResumeCounts {
    fn from(counts: ResumeCounts) -> Self {
        Self {
            total: counts.total as u64,
            accepted: counts.accepted as u64,
            running: counts.running as u64,
            failed: counts.failed as u64,
            done: counts.done as u64,
        }
    }
}

impl From<&ResumeProgress> for NativeResumeProgress {
    fn from(progress: &ResumeProgress) -> Self {
        Self { result: (&progress.result).into(), counts: progress.counts.into(), summary: progress.to_string() }
    }
}

impl From<&ResumeReport> for NativeResumeReport {
    fn from(report: &ResumeReport) -> Self {
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
