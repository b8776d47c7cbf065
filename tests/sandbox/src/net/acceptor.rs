//! Accepts connections until it is stopped, and leaves nothing behind.

use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::select;
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::sleep;

/// A pause after a failing accept, which would spin otherwise: the system may be out of file descriptors.
const BREATH: Duration = Duration::from_millis(10);

/// A listening port and its connections. It stops soon after it is dropped; [`stop`](Self::stop) waits for the end.
pub(crate) struct Acceptor {
    running: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Acceptor {
    pub(crate) fn start<F>(listener: TcpListener, serve: impl Fn(TcpStream) -> F + Send + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let (running, stopped) = oneshot::channel();
        Self { running, task: tokio::spawn(accept(listener, serve, stopped)) }
    }

    /// Returns when the port and all its connections are closed.
    pub(crate) async fn stop(self) {
        drop(self.running);
        // Fails only if the runtime shuts down, which stops it, too.
        let _ = self.task.await;
    }
}

async fn accept<F>(listener: TcpListener, serve: impl Fn(TcpStream) -> F, mut stopped: oneshot::Receiver<()>)
where
    F: Future<Output = ()> + Send + 'static,
{
    let mut connections = JoinSet::new();
    loop {
        select! {
            _ = &mut stopped => break,
            accepted = listener.accept() => match accepted {
                Ok((tcp, _)) => drop(connections.spawn(serve(tcp))),
                Err(_) => sleep(BREATH).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    connections.shutdown().await;
}
