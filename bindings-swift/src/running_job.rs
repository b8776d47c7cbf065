//! A job of the core, turned by the runtime from the first question on, so that it goes on while Swift handles its progress.

use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;

use futures_util::{FutureExt, StreamExt};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::watch;
use unpause::bridge::internal;
use unpause::{Error, Job};

use crate::cancellation::NativeCancellation;
use crate::errors::NativeError;
use crate::runtime;
use crate::tokens::Asker;

/// The end of the job; shared, because it can be asked for more than once.
type End<T> = Result<Arc<T>, NativeError>;

/// A job that the runtime turns.
pub(crate) struct RunningJob<P, T, S> {
    start: Mutex<Option<Start<P, T, S>>>,
    cancellation: Arc<NativeCancellation>,
    listening: Arc<AtomicBool>,
    progress: tokio::sync::Mutex<UnboundedReceiver<P>>,
    ended: watch::Receiver<Option<End<T>>>,
}

/// The job, and the receivers of its progress and its end.
struct Start<P, T, S> {
    job: Result<Job<P, T, S>, Error>,
    reporter: Reporter<P>,
    ended: watch::Sender<Option<End<T>>>,
    asker: Asker,
}

/// Takes progress, if somebody listens.
struct Reporter<P> {
    listening: Arc<AtomicBool>,
    sender: UnboundedSender<P>,
}

impl<P, T, S> RunningJob<P, T, S>
where
    P: Send + 'static,
    T: Send + Sync + Unpin + 'static,
    S: Send + Unpin + 'static,
{
    /// A job that could not begin fails when somebody asks for it, as any other job does.
    pub(crate) fn new(job: Result<Job<P, T, S>, Error>, asker: Asker) -> Self {
        let (sender, receiver) = unbounded_channel();
        let (end, ended) = watch::channel(None);
        let listening = Arc::new(AtomicBool::new(false));
        let reporter = Reporter { listening: Arc::clone(&listening), sender };
        Self {
            start: Mutex::new(Some(Start { job, reporter, ended: end, asker })),
            cancellation: NativeCancellation::new(),
            listening,
            progress: tokio::sync::Mutex::new(receiver),
            ended,
        }
    }

    /// The next progress; none when the job is done. Fails as the job does, or if the task that waits for it is cancelled.
    pub(crate) async fn next(&self, waiter: &NativeCancellation) -> Result<Option<P>, NativeError> {
        self.listening.store(true, Ordering::Relaxed);
        self.start(waiter)?;
        if self.cancellation.is_cancelled() || waiter.is_cancelled() {
            // A stopped job has no more progress; one that had ended before it was stopped has.
            self.finish(waiter).await?;
        }
        let progress = async { Ok(self.progress.lock().await.recv().await) };
        match unless_cancelled(waiter, progress).await? {
            Some(progress) => Ok(Some(progress)),
            None => self.finish(waiter).await.map(|_| None),
        }
    }

    /// The end of the job; the same each time. The job goes on if the task that waits for it is cancelled.
    pub(crate) async fn finish(&self, waiter: &NativeCancellation) -> End<T> {
        self.start(waiter)?;
        let end = async {
            let mut ended = self.ended.clone();
            match ended.wait_for(Option::is_some).await.ok().and_then(|end| end.clone()) {
                Some(end) => end,
                None => Err(internal("the runtime dropped the job").into()),
            }
        };
        unless_cancelled(waiter, end).await
    }

    /// Stops the job, also before it starts; changes nothing when it is done.
    pub(crate) fn cancel(&self) {
        self.cancellation.cancel();
    }

    /// Stops the job if it has started: nobody waits for it.
    pub(crate) fn abandon(&self) {
        if self.start.lock().unwrap_or_else(PoisonError::into_inner).is_none() {
            self.cancel();
        }
    }

    /// Starts the job, the first time; not for a task that is cancelled already.
    fn start(&self, waiter: &NativeCancellation) -> Result<(), NativeError> {
        let start = {
            let mut start = self.start.lock().unwrap_or_else(PoisonError::into_inner);
            if start.is_some() && waiter.is_cancelled() {
                return Err(NativeError::Cancelled);
            }
            start.take()
        };
        let Some(Start { job, reporter, ended, asker }) = start else { return Ok(()) };
        let running = runtime::run(Arc::clone(&self.cancellation), asker.run(turn(job, reporter)));
        runtime::spawn(async move {
            ended.send_replace(Some(running.await.map(Arc::new)));
        })
    }
}

/// What comes first: the result, or the end of the wait. A result that is there already counts.
async fn unless_cancelled<T>(
    waiter: &NativeCancellation,
    result: impl Future<Output = Result<T, NativeError>>,
) -> Result<T, NativeError> {
    tokio::select! {
        biased;
        result = result => result,
        () = waiter.cancelled() => Err(NativeError::Cancelled),
    }
}

/// Turns the job to its end; while somebody listens, as a stream. The end drops `reporter`, and so tells `next` that there is no
/// more.
async fn turn<P, T: Unpin, S: Unpin>(job: Result<Job<P, T, S>, Error>, reporter: Reporter<P>) -> Result<T, Error> {
    let mut job = job?;
    poll_fn(move |context| {
        while reporter.listening.load(Ordering::Relaxed) {
            match job.poll_next_unpin(context) {
                // It fails only when the reader is gone, and the job with it.
                Poll::Ready(Some(progress)) => _ = reporter.sender.send(progress),
                Poll::Ready(None) => break,
                Poll::Pending => return Poll::Pending,
            }
        }
        job.poll_unpin(context)
    })
    .await
}
