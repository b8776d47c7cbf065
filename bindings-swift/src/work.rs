//! A job of the core's, turned by the runtime from the moment somebody asks for it, so that it goes on while Swift is busy
//! with what it was told.

use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;

use futures_util::{FutureExt, StreamExt};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::watch;
use unpause::{Error, Job};

use crate::cancellation::NativeCancellation;
use crate::errors::NativeError;
use crate::runtime;

/// How the work ended; shared, because it can be asked for more than once.
type End<T> = Result<Arc<T>, NativeError>;

pub(crate) struct Work<P, T, S> {
    start: Mutex<Option<Start<P, T, S>>>,
    cancellation: Arc<NativeCancellation>,
    listening: Arc<AtomicBool>,
    told: tokio::sync::Mutex<UnboundedReceiver<P>>,
    ended: watch::Receiver<Option<End<T>>>,
}

/// The work, and where it puts what comes of it.
struct Start<P, T, S> {
    job: Result<Job<P, T, S>, Error>,
    told: Told<P>,
    ended: watch::Sender<Option<End<T>>>,
}

/// Where progress goes, if anybody wants to hear it.
struct Told<P> {
    listening: Arc<AtomicBool>,
    sender: UnboundedSender<P>,
}

impl<P, T, S> Work<P, T, S>
where
    P: Send + 'static,
    T: Send + Sync + Unpin + 'static,
    S: Send + Unpin + 'static,
{
    /// Work that could not begin fails when somebody asks for it, as all other work does.
    pub(crate) fn new(job: Result<Job<P, T, S>, Error>) -> Self {
        let (sender, receiver) = unbounded_channel();
        let (end, ended) = watch::channel(None);
        let listening = Arc::new(AtomicBool::new(false));
        let told = Told { listening: Arc::clone(&listening), sender };
        Self {
            start: Mutex::new(Some(Start { job, told, ended: end })),
            cancellation: NativeCancellation::new(),
            listening,
            told: tokio::sync::Mutex::new(receiver),
            ended,
        }
    }

    /// The next progress; none when the work is done. Fails as the work does.
    pub(crate) async fn next(&self) -> Result<Option<P>, NativeError> {
        self.listening.store(true, Ordering::Relaxed);
        self.start()?;
        if self.cancellation.is_cancelled() {
            // What was stopped has nothing more to tell; what was done before has.
            self.finish().await?;
        }
        match self.told.lock().await.recv().await {
            Some(progress) => Ok(Some(progress)),
            None => self.finish().await.map(|_| None),
        }
    }

    /// What the work comes to; the same each time.
    pub(crate) async fn finish(&self) -> End<T> {
        self.start()?;
        let mut ended = self.ended.clone();
        match ended.wait_for(Option::is_some).await.ok().and_then(|end| end.clone()) {
            Some(end) => end,
            None => Err(Error::internal("the runtime dropped the work").into()),
        }
    }

    /// Stops the work, also before it starts; changes nothing when it is done.
    pub(crate) fn cancel(&self) {
        self.cancellation.cancel();
    }

    /// Starts the work, the first time.
    fn start(&self) -> Result<(), NativeError> {
        let Some(Start { job, told, ended }) = self.start.lock().unwrap_or_else(PoisonError::into_inner).take() else {
            return Ok(());
        };
        let work = runtime::run(Arc::clone(&self.cancellation), turn(job, told));
        runtime::spawn(async move {
            ended.send_replace(Some(work.await.map(Arc::new)));
        })
    }
}

/// Turns the job to its end; while somebody listens, as a stream. The end drops `told`, which is how `next` knows that there
/// is no more.
async fn turn<P, T: Unpin, S: Unpin>(job: Result<Job<P, T, S>, Error>, told: Told<P>) -> Result<T, Error> {
    let mut job = job?;
    poll_fn(move |context| {
        while told.listening.load(Ordering::Relaxed) {
            match job.poll_next_unpin(context) {
                // It fails only when the reader is gone, and the work with it.
                Poll::Ready(Some(progress)) => _ = told.sender.send(progress),
                Poll::Ready(None) => break,
                Poll::Pending => return Poll::Pending,
            }
        }
        job.poll_unpin(context)
    })
    .await
}
