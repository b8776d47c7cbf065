//! HTTP/1.1 on one connection, and the endings for which the script takes the connection from the HTTP library.

use std::io;
use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncWriteExt as _, copy_bidirectional};
use tokio::select;

use crate::journal::Outcome;
use crate::net::link::{Ending, Link, Takeover};
use crate::net::wire::{Transport, Wire};
use crate::respond::service::respond;
use crate::state::server::Server;

pub(crate) async fn serve<S: Transport>(wire: Wire<S>, server: &Arc<Server>, link: Arc<Link>) -> io::Result<()> {
    let service = service_fn(|request| respond(Arc::clone(server), Arc::clone(&link), request));
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(wire), service);
    let takeover = select! {
        biased;
        _ = &mut connection => None,
        takeover = link.over() => takeover,
    };
    let Some(takeover) = takeover else {
        return Ok(());
    };
    let parts = connection.into_parts();
    continue_with(takeover, parts.io.into_inner(), parts.read_buf, &link).await
}

async fn continue_with<S: Transport>(
    takeover: Takeover,
    mut wire: Wire<S>,
    read_ahead: Bytes,
    link: &Link,
) -> io::Result<()> {
    let answered_with_next_write = |exchange| link.ending(Ending { exchange, outcome: Outcome::Answered, then: None });
    match takeover {
        Takeover::Raw { bytes, exchange } => {
            answered_with_next_write(exchange);
            write(&mut wire, &bytes).await?;
            wire.shutdown().await
        }
        Takeover::Tunnel { mut upstream, mut exchange } => {
            exchange.set_status(StatusCode::OK);
            answered_with_next_write(exchange);
            write(&mut wire, b"HTTP/1.1 200 Connection established\r\n\r\n").await?;
            upstream.write_all(&read_ahead).await?;
            copy_bidirectional(&mut wire, &mut upstream).await?;
            Ok(())
        }
    }
}

async fn write<S: Transport>(wire: &mut Wire<S>, bytes: &[u8]) -> io::Result<()> {
    wire.write_all(bytes).await?;
    wire.flush().await
}
