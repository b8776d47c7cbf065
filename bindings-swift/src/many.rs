//! A job on many connectors: what it is given, its progress as plain data, and the job itself, as Swift's `ManyJob` holds it.

use std::sync::Arc;

use unpause::bridge::{Service, guarded};
use unpause::{Connector, Error, ManyJob, ManyProgress, Report, Tally};

use crate::cancellation::NativeCancellation;
use crate::errors::NativeError;
use crate::report::{NativeConnectorResult, NativeReport, NativeReportCounts, NativeReportOrigin};
use crate::running_job::RunningJob;
use crate::tokens::Asker;

/// The connectors of a job.
#[derive(uniffi::Enum)]
pub(crate) enum NativeManyInput {
    Connectors {
        addresses: Vec<Vec<String>>,
    },
    /// Those that the report's job has changed.
    Report {
        origin: Arc<NativeReportOrigin>,
    },
    /// The same, of a report that Swift code made: its text.
    SavedReport {
        text: String,
    },
}

#[derive(uniffi::Record)]
pub(crate) struct NativeManyProgress {
    pub(crate) result: NativeConnectorResult,
    pub(crate) counts: NativeReportCounts,
    pub(crate) summary: String,
}

/// The job. See [`RunningJob`] for its functions.
#[derive(uniffi::Object)]
pub(crate) struct NativeManyJob {
    job: RunningJob<ManyProgress, Report, Tally>,
    /// Absent if the job could not begin.
    tally: Option<Tally>,
}

impl NativeManyInput {
    pub(crate) fn connectors(&self, service: &Service) -> Result<Vec<Connector>, Error> {
        match self {
            Self::Connectors { addresses } => service.connectors(addresses),
            Self::Report { origin } => service.changed(&origin.0),
            Self::SavedReport { text } => service.changed(&Report::from_json(text)?),
        }
    }
}

impl NativeManyJob {
    pub(crate) fn new(asker: &Asker, job: impl FnOnce() -> Result<ManyJob, Error>) -> Arc<Self> {
        let job = guarded(job);
        let tally = job.as_ref().ok().map(ManyJob::tally);
        Arc::new(Self { job: RunningJob::new(job, asker.clone()), tally })
    }

    fn report_so_far(&self) -> Option<Report> {
        let tally = self.tally.as_ref()?;
        guarded(|| Ok::<_, Error>(tally.report())).ok()
    }
}

#[uniffi::export]
impl NativeManyJob {
    async fn next(&self, cancellation: Arc<NativeCancellation>) -> Result<Option<NativeManyProgress>, NativeError> {
        Ok(self.job.next(&cancellation).await?.as_ref().map(NativeManyProgress::from))
    }

    async fn finish(&self, cancellation: Arc<NativeCancellation>) -> Result<NativeReport, NativeError> {
        Ok(NativeReport::of(self.job.finish(&cancellation).await?))
    }

    fn cancel(&self) {
        self.job.cancel();
    }

    fn abandon(&self) {
        self.job.abandon();
    }

    /// The report so far; empty if the job could not begin.
    fn report(&self) -> NativeReport {
        NativeReport::of(Arc::new(self.report_so_far().unwrap_or_default()))
    }
}

impl From<&ManyProgress> for NativeManyProgress {
    fn from(progress: &ManyProgress) -> Self {
        Self { result: (&progress.result).into(), counts: progress.counts.into(), summary: progress.to_string() }
    }
}
