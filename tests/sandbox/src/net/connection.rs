//! One accepted connection, from its handshake to its end.

use std::io;
use std::sync::Arc;

use tokio::io::{AsyncWriteExt as _, copy, sink};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use crate::net::http1;
use crate::net::http2;
use crate::net::link::Link;
use crate::net::wire::{Opened, Transport, Wire};
use crate::spec::Protocols;
use crate::state::server::Server;

pub(crate) struct Endpoint {
    pub(crate) server: Arc<Server>,
    pub(crate) tls: Option<TlsAcceptor>,
    pub(crate) protocols: Protocols,
}

impl Endpoint {
    pub(crate) async fn serve(self: Arc<Self>, tcp: TcpStream) {
        let opened = Opened::new(&self.server.journal);
        // The client notices errors below HTTP; the journal has the connection.
        let _ = self.try_serve(opened, tcp).await;
    }

    // `opened` comes first, so that it is dropped last: the connection counts as closed once its socket is closed.
    async fn try_serve(&self, opened: Opened, tcp: TcpStream) -> io::Result<()> {
        tcp.set_nodelay(true)?;
        let Some(tls) = &self.tls else {
            return self.speak(opened, tcp, None).await;
        };
        let stream = match tls.accept(tcp).into_fallible().await {
            Ok(stream) => stream,
            Err((error, tcp)) => return refuse(tcp, error).await,
        };
        let agreed = stream.get_ref().1.alpn_protocol().map(|protocol| protocol == b"h2");
        self.speak(opened, stream, agreed).await
    }

    /// `is_http2`: the protocol on which the two sides agreed, if they did.
    async fn speak<S: Transport>(&self, opened: Opened, stream: S, is_http2: Option<bool>) -> io::Result<()> {
        let link = Arc::new(Link::new(opened.number()));
        let mut wire = Wire::new(stream, Arc::clone(&link), opened);
        let is_http2 = match (is_http2, self.protocols) {
            (Some(agreed), _) => agreed,
            (None, Protocols { http1: true, http2: true }) => wire.begins_as_http2().await?,
            (None, Protocols { http2, .. }) => http2,
        };
        if is_http2 {
            http2::serve(wire, &self.server, link).await;
            return Ok(());
        }
        http1::serve(wire, &self.server, link).await
    }
}

/// Reads on after a handshake that failed: closing with unread bytes would reset the connection, and perhaps lose the alert that
/// says why.
async fn refuse(mut tcp: TcpStream, error: io::Error) -> io::Result<()> {
    tcp.shutdown().await?;
    copy(&mut tcp, &mut sink()).await?;
    Err(error)
}
