//! A job: work that takes a while and reports its progress.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::error::{Error, Result};
use crate::jobs::report::{ManyProgress, Report};
use crate::jobs::tally::Tally;
use crate::jobs::wait::options::{WaitProgress, WaitResult};
use crate::lock::lock;

/// Waiting for one connector: a [`Job`] that reports each poll and ends with a [`WaitResult`].
pub type WaitJob = Job<WaitProgress, WaitResult>;

/// A change of many connectors: a [`Job`] that reports each connector and ends with a [`Report`].
pub type ManyJob = Job<ManyProgress, Report, Tally>;

/// Work that takes a while. `.await` it for its result, or go through it as a [`Stream`] of progress first and `.await`
/// it then.
///
/// It does nothing until it is polled, and stops when it is dropped. It gives its result once; awaiting it again is an error.
///
/// ```no_run
/// # async fn example() -> Result<(), unpause::Error> {
/// use futures_util::StreamExt;
/// use unpause::{Client, Connector, WaitOptions};
///
/// let client = Client::from_env()?;
/// let mut job = client.resume_and_wait(&Connector::parse("env-a1b2c3/lkc-x7y8z9/orders-sink")?, WaitOptions::default());
/// while let Some(progress) = job.next().await {
///     println!("{progress}");
/// }
/// let result = job.await?;
/// println!("{} after {:?}", result.state.name(), result.elapsed);
/// # Ok(())
/// # }
/// ```
#[must_use = "a job does nothing until it is awaited"]
pub struct Job<P, T, S = ()> {
    work: Work<T>,
    progress: Progress<P>,
    standing: S,
}

enum Work<T> {
    Unfinished(Pin<Box<dyn Future<Output = Result<T>> + Send>>),
    Finished(Option<Result<T>>),
}

/// Takes the work's progress, for the task that polls the work.
pub(crate) struct Progress<P>(Arc<Mutex<Reported<P>>>);

struct Reported<P> {
    /// Whether anybody listens; otherwise nothing is reported.
    is_heard: bool,
    queue: VecDeque<P>,
}

impl<P> Progress<P> {
    pub(crate) fn report(&self, progress: impl FnOnce() -> Option<P>) {
        let is_heard = self.reported().is_heard;
        if let Some(progress) = is_heard.then(progress).flatten() {
            self.reported().queue.push_back(progress);
        }
    }

    fn reported(&self) -> MutexGuard<'_, Reported<P>> {
        lock(&self.0)
    }
}

impl<P, T, S> Job<P, T, S> {
    pub(crate) fn new<F>(standing: S, work: impl FnOnce(Progress<P>) -> F) -> Self
    where
        F: Future<Output = Result<T>> + Send + 'static,
    {
        let reported = Arc::new(Mutex::new(Reported { is_heard: false, queue: VecDeque::new() }));
        let work = Work::Unfinished(Box::pin(work(Progress(Arc::clone(&reported)))));
        Self { work, progress: Progress(reported), standing }
    }

    /// Drives the work as far as it goes now.
    fn poll_work(&mut self, context: &mut Context<'_>) {
        if let Work::Unfinished(future) = &mut self.work
            && let Poll::Ready(result) = future.as_mut().poll(context)
        {
            self.work = Work::Finished(Some(result));
        }
    }
}

impl ManyJob {
    /// The tally of the work. Keep it to know how far the work came if you cancel it.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.standing.clone()
    }
}

impl<P, T: Unpin, S: Unpin> Stream for Job<P, T, S> {
    type Item = P;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<P>> {
        let job = self.get_mut();
        let next = |job: &Self| {
            let mut reported = job.progress.reported();
            reported.is_heard = true;
            reported.queue.pop_front()
        };
        if let Some(progress) = next(job) {
            return Poll::Ready(Some(progress));
        }
        job.poll_work(context);
        match (next(job), &job.work) {
            (Some(progress), _) => Poll::Ready(Some(progress)),
            (None, Work::Finished(_)) => Poll::Ready(None),
            (None, Work::Unfinished(_)) => Poll::Pending,
        }
    }
}

impl<P, T: Unpin, S: Unpin> Future for Job<P, T, S> {
    type Output = Result<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        let job = self.get_mut();
        job.progress.reported().is_heard = false;
        job.poll_work(context);
        match &mut job.work {
            Work::Unfinished(_) => Poll::Pending,
            Work::Finished(result) => Poll::Ready(result.take().unwrap_or_else(|| Err(result_was_taken()))),
        }
    }
}

fn result_was_taken() -> Error {
    Error::invalid_request("job", "the job has ended, and its result was taken")
        .advised("Keep the result of a job, or make a new job.")
}

impl<P, T, S> fmt::Debug for Job<P, T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let finished = matches!(self.work, Work::Finished(_));
        f.debug_struct("Job").field("finished", &finished).finish_non_exhaustive()
    }
}
