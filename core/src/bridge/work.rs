//! A running call or job, the same way for all of them.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::error::Result;
use crate::jobs::job::{Job, ManyJob, WaitJob};
use crate::jobs::report::{ManyProgress, Report};
use crate::jobs::tally::Tally;
use crate::jobs::wait::options::{WaitProgress, WaitResult};
use crate::model::accepted::Accepted;
use crate::model::listing::ListedConnector;
use crate::model::status::ConnectorStatus;

/// A call or a job. Nothing is sent before it is polled.
pub enum Work {
    /// A call, which reports nothing on its way.
    Call(Pin<Box<dyn Future<Output = Result<Answer>> + Send>>),
    /// A job that waits for one connector.
    Wait(Box<WaitJob>),
    /// A job on many connectors.
    Many(Box<ManyJob>),
}

/// The result of a call or a job.
#[expect(missing_docs, reason = "each variant holds the type that it is named for")]
pub enum Answer {
    Accepted(Accepted),
    Status(ConnectorStatus),
    Names(Vec<String>),
    Listed(Vec<ListedConnector>),
    Waited(Box<WaitResult>),
    Report(Box<Report>),
}

/// The progress of a job.
#[expect(missing_docs, reason = "each variant holds the type that it is named for")]
pub enum Progress {
    Wait(Box<WaitProgress>),
    Many(Box<ManyProgress>),
}

/// The next thing to hear of some work.
#[expect(missing_docs, reason = "each variant holds the type that it is named for")]
pub enum Heard {
    Progress(Progress),
    End(Result<Answer>),
}

impl Work {
    /// A call, whose result becomes an answer.
    pub fn call<C, T>(call: C, answer: impl FnOnce(T) -> Answer + Send + 'static) -> Self
    where
        C: IntoFuture<Output = Result<T>, IntoFuture: Send + 'static>,
    {
        let call = call.into_future();
        Self::Call(Box::pin(async move { call.await.map(answer) }))
    }

    /// The tally of a job on many connectors. It outlives the work.
    pub fn tally(&self) -> Option<Tally> {
        match self {
            Self::Many(job) => Some(job.tally()),
            Self::Call(_) | Self::Wait(_) => None,
        }
    }

    /// Waits for the next thing to hear; for progress only while somebody listens. Dropping this future loses nothing. After
    /// the end nothing follows.
    pub async fn next(&mut self, listening: impl Fn() -> bool) -> Heard {
        poll_fn(|context| match self {
            Self::Call(call) => call.as_mut().poll(context).map(Heard::End),
            Self::Wait(job) => poll_job(job, context, listening(), wait_progress, waited),
            Self::Many(job) => poll_job(job, context, listening(), many_progress, reported),
        })
        .await
    }
}

impl From<WaitJob> for Work {
    fn from(job: WaitJob) -> Self {
        Self::Wait(Box::new(job))
    }
}

impl From<ManyJob> for Work {
    fn from(job: ManyJob) -> Self {
        Self::Many(Box::new(job))
    }
}

fn poll_job<P, T: Unpin, S: Unpin>(
    job: &mut Job<P, T, S>,
    context: &mut Context<'_>,
    listening: bool,
    progress: fn(P) -> Progress,
    answer: fn(T) -> Answer,
) -> Poll<Heard> {
    if listening && let Some(reported) = ready!(Pin::new(&mut *job).poll_next(context)) {
        return Poll::Ready(Heard::Progress(progress(reported)));
    }
    Pin::new(job).poll(context).map(|result| Heard::End(result.map(answer)))
}

fn waited(result: WaitResult) -> Answer {
    Answer::Waited(Box::new(result))
}

fn reported(report: Report) -> Answer {
    Answer::Report(Box::new(report))
}

fn wait_progress(progress: WaitProgress) -> Progress {
    Progress::Wait(Box::new(progress))
}

fn many_progress(progress: ManyProgress) -> Progress {
    Progress::Many(Box::new(progress))
}
