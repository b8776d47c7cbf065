//! The one runtime of the process. Of our own, because UniFFI's is a thread that also polls everybody else's futures.

use std::sync::{Arc, OnceLock};

use tokio::runtime::{Builder, Runtime};
use unpause::Error;
use unpause::bridge::{guarded_future, internal};

use crate::cancellation::NativeCancellation;
use crate::errors::NativeError;
use crate::signals::block_sigpipe;

/// One thread turns it: enough for tens of thousands of calls a second, and no call is handed from thread to thread. It is
/// never shut down, and holds no process back from its end.
fn runtime() -> Result<&'static Runtime, Error> {
    static RUNTIME: OnceLock<Result<Runtime, String>> = OnceLock::new();
    RUNTIME
        .get_or_init(|| {
            Builder::new_multi_thread()
                .worker_threads(1)
                .thread_name("unpause")
                .on_thread_start(block_sigpipe)
                .enable_all()
                .build()
                .map_err(|error| error.to_string())
        })
        .as_ref()
        .map_err(|error| internal(format!("the runtime cannot be built: {error}")))
}

/// Runs a call to its end, or until it is cancelled, which drops it and so closes its connection. A panic is a bug, but not
/// the caller's: it arrives as an internal error.
pub(crate) async fn run<T: Send + 'static>(
    cancellation: Arc<NativeCancellation>,
    call: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<T, NativeError> {
    let cancellable = async move {
        tokio::select! {
            biased;
            () = cancellation.cancelled() => Err(NativeError::Cancelled),
            result = guarded_future(call) => result.map_err(NativeError::from),
        }
    };
    runtime()?.spawn(cancellable).await.unwrap_or_else(|_| Err(internal("the runtime dropped the call").into()))
}

/// Lets something run to its end.
pub(crate) fn spawn(work: impl Future<Output = ()> + Send + 'static) -> Result<(), NativeError> {
    runtime()?.spawn(work);
    Ok(())
}
