//! A wait for one connector: its progress and its result as plain data, and the job itself, as Swift's `Job` holds it.

use std::sync::Arc;

use unpause::bridge::guarded;
use unpause::{Error, WaitJob, WaitProgress, WaitResult};

use crate::accepted::NativeAccepted;
use crate::cancellation::NativeCancellation;
use crate::connector::NativeConnector;
use crate::errors::NativeError;
use crate::running_job::RunningJob;
use crate::status::NativeStatus;
use crate::tokens::Asker;

#[derive(uniffi::Record)]
pub(crate) struct NativeWaitProgress {
    pub(crate) connector: NativeConnector,
    pub(crate) look: u32,
    pub(crate) elapsed: f64,
    pub(crate) status: Option<NativeStatus>,
    pub(crate) error: Option<String>,
    pub(crate) next_look: Option<f64>,
    pub(crate) summary: String,
}

#[derive(uniffi::Record)]
pub(crate) struct NativeWaitResult {
    pub(crate) connector: NativeConnector,
    pub(crate) state: String,
    pub(crate) status: NativeStatus,
    pub(crate) accepted: Option<NativeAccepted>,
    pub(crate) looks: u32,
    pub(crate) elapsed: f64,
}

/// The job. See [`RunningJob`] for its functions.
#[derive(uniffi::Object)]
pub(crate) struct NativeWaitJob(RunningJob<WaitProgress, WaitResult, ()>);

impl NativeWaitJob {
    pub(crate) fn new(asker: &Asker, job: impl FnOnce() -> Result<WaitJob, Error>) -> Arc<Self> {
        Arc::new(Self(RunningJob::new(guarded(job), asker.clone())))
    }
}

#[uniffi::export]
impl NativeWaitJob {
    async fn next(&self, cancellation: Arc<NativeCancellation>) -> Result<Option<NativeWaitProgress>, NativeError> {
        Ok(self.0.next(&cancellation).await?.as_ref().map(NativeWaitProgress::from))
    }

    async fn finish(&self, cancellation: Arc<NativeCancellation>) -> Result<NativeWaitResult, NativeError> {
        Ok(self.0.finish(&cancellation).await?.as_ref().into())
    }

    fn cancel(&self) {
        self.0.cancel();
    }

    fn abandon(&self) {
        self.0.abandon();
    }
}

impl From<&WaitProgress> for NativeWaitProgress {
    fn from(progress: &WaitProgress) -> Self {
        Self {
            connector: (&progress.connector).into(),
            look: progress.look,
            elapsed: progress.elapsed.as_secs_f64(),
            status: progress.status.as_ref().map(NativeStatus::from),
            error: progress.error.clone(),
            next_look: progress.next_look.map(|wait| wait.as_secs_f64()),
            summary: progress.to_string(),
        }
    }
}

impl From<&WaitResult> for NativeWaitResult {
    fn from(result: &WaitResult) -> Self {
        Self {
            connector: (&result.connector).into(),
            state: result.state.name().to_owned(),
            status: (&result.status).into(),
            accepted: result.accepted.as_ref().map(|accepted| NativeAccepted::of(accepted, &result.connector)),
            looks: result.looks,
            elapsed: result.elapsed.as_secs_f64(),
        }
    }
}
