//! What is driven, for either client: a call, or a job that has things to tell on its way.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_util::Stream;
use pyo3::prelude::*;
use unpause::{
    Accepted, ConnectorStatus, Error, Job, ListedConnector, ResumeJob, ResumeProgress, ResumeReport, Running, Tally,
    WaitJob, WaitProgress,
};

use crate::records;

/// A call of the core that has begun, or will when it is polled.
pub(crate) enum Work {
    Call(Pin<Box<dyn Future<Output = Result<Answer, Error>> + Send>>),
    Wait(Box<WaitJob>),
    Resume(ResumeJob),
}

/// What comes of a call.
pub(crate) enum Answer {
    Accepted(Accepted),
    Status(ConnectorStatus),
    Names(Vec<String>),
    Listed(Vec<ListedConnector>),
    Running(Box<Running>),
    Report(ResumeReport),
}

/// What a job tells on its way.
pub(crate) enum Progress {
    Wait(Box<WaitProgress>),
    Resume(Box<ResumeProgress>),
}

/// What is heard next of some work.
pub(crate) enum Heard {
    Progress(Progress),
    End(Result<Answer, Error>),
}

impl Work {
    pub(crate) fn call(call: impl Future<Output = Result<Answer, Error>> + Send + 'static) -> Self {
        Self::Call(Box::pin(call))
    }

    /// How resuming many stands, also when the work is given up.
    pub(crate) fn tally(&self) -> Option<Tally> {
        match self {
            Self::Resume(job) => Some(job.tally()),
            Self::Call(_) | Self::Wait(_) => None,
        }
    }

    /// Waits for what is heard next; progress only while somebody listens. Nothing is lost when it is dropped, and nothing
    /// comes after the end.
    pub(crate) async fn next(&mut self, listening: impl Fn() -> bool) -> Heard {
        poll_fn(|context| match self {
            Self::Call(call) => call.as_mut().poll(context).map(Heard::End),
            Self::Wait(job) => poll_job(job, context, listening(), Progress::from_wait, Answer::from_running),
            Self::Resume(job) => poll_job(job, context, listening(), Progress::from_resume, Answer::Report),
        })
        .await
    }
}

fn poll_job<P, T: Unpin, S: Unpin>(
    job: &mut Job<P, T, S>,
    context: &mut Context<'_>,
    listening: bool,
    progress: fn(P) -> Progress,
    answer: fn(T) -> Answer,
) -> Poll<Heard> {
    if listening && let Some(told) = ready!(Pin::new(&mut *job).poll_next(context)) {
        return Poll::Ready(Heard::Progress(progress(told)));
    }
    Pin::new(job).poll(context).map(|result| Heard::End(result.map(answer)))
}

impl Answer {
    fn from_running(running: Running) -> Self {
        Self::Running(Box::new(running))
    }

    pub(crate) fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Accepted(accepted) => records::accepted(py, accepted),
            Self::Status(status) => records::status(py, status),
            Self::Names(names) => names.into_pyobject(py),
            Self::Listed(listed) => records::listed(py, listed),
            Self::Running(running) => records::running(py, running),
            Self::Report(report) => records::resume_report(py, report),
        }
    }
}

impl Progress {
    fn from_wait(progress: WaitProgress) -> Self {
        Self::Wait(Box::new(progress))
    }

    fn from_resume(progress: ResumeProgress) -> Self {
        Self::Resume(Box::new(progress))
    }

    pub(crate) fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Wait(progress) => records::wait_progress(py, progress),
            Self::Resume(progress) => records::resume_progress(py, progress),
        }
    }
}
