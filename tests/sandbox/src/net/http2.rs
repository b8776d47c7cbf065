//! HTTP/2 on one connection.

use std::pin::{Pin, pin};
use std::sync::Arc;

use futures_util::stream::{FuturesUnordered, StreamExt as _};
use hyper::rt::Executor;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::select;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::net::link::Link;
use crate::net::wire::{Transport, Wire};
use crate::respond::service::respond;
use crate::state::server::Server;

type Stream = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Runs a connection's streams in the connection's own task: they end with it, and the bytes of a stream are written before
/// the connection reports a flush.
#[derive(Clone)]
struct Streams(UnboundedSender<Stream>);

impl<F: Future<Output = ()> + Send + 'static> Executor<F> for Streams {
    fn execute(&self, stream: F) {
        // Fails only when the connection has ended, and its streams with it.
        let _ = self.0.send(Box::pin(stream));
    }
}

pub(crate) async fn serve<S: Transport>(wire: Wire<S>, server: &Arc<Server>, link: Arc<Link>) {
    let (streams, mut begun) = unbounded_channel();
    let mut running = FuturesUnordered::new();
    let server = Arc::clone(server);
    let respond_on = Arc::clone(&link);
    let service = service_fn(move |request| respond(Arc::clone(&server), Arc::clone(&respond_on), request));
    let mut connection = pin!(http2::Builder::new(Streams(streams)).serve_connection(TokioIo::new(wire), service));
    loop {
        select! {
            _ = &mut connection => return,
            _ = link.over() => return,
            Some(stream) = begun.recv() => running.push(stream),
            Some(()) = running.next() => {}
        }
    }
}
