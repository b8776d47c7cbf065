//! The socket under the HTTP library, plain or TLS: it knows when an answer is out, and how the connection ends.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use bytes::{Buf, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

use crate::journal::Journal;
use crate::net::link::Link;

const HTTP2_PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

pub(crate) trait Transport: AsyncRead + AsyncWrite + Unpin + Send + 'static {
    fn tcp(&self) -> &TcpStream;
}

impl Transport for TcpStream {
    fn tcp(&self) -> &TcpStream {
        self
    }
}

impl Transport for TlsStream<TcpStream> {
    fn tcp(&self) -> &TcpStream {
        self.get_ref().0
    }
}

/// A connection that the journal has counted as opened; dropping this counts it as closed.
pub(crate) struct Opened {
    journal: Arc<Journal>,
    number: u64,
}

impl Opened {
    pub(crate) fn new(journal: &Arc<Journal>) -> Self {
        Self { number: journal.opened(), journal: Arc::clone(journal) }
    }

    pub(crate) fn number(&self) -> u64 {
        self.number
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        self.journal.closed();
    }
}

pub(crate) struct Wire<S: Transport> {
    sniffed: BytesMut,
    stream: S,
    link: Arc<Link>,
    // After `stream`, because fields are dropped in this order: the connection counts as closed once its socket is closed.
    opened: Opened,
}

impl<S: Transport> Wire<S> {
    pub(crate) fn new(stream: S, link: Arc<Link>, opened: Opened) -> Self {
        Self { sniffed: BytesMut::new(), stream, link, opened }
    }

    /// Whether the client begins with the preface of HTTP/2 (prior knowledge).
    pub(crate) async fn begins_as_http2(&mut self) -> io::Result<bool> {
        while self.sniffed.len() < HTTP2_PREFACE.len() && HTTP2_PREFACE.starts_with(&self.sniffed) {
            if self.stream.read_buf(&mut self.sniffed).await? == 0 {
                break;
            }
        }
        Ok(self.sniffed.starts_with(HTTP2_PREFACE))
    }

    /// Writes. If these were the last bytes of an answer, the journal knows before anybody can read it.
    fn poll_send(
        &mut self,
        cx: &mut Context<'_>,
        offered: usize,
        write: impl FnOnce(Pin<&mut S>, &mut Context<'_>) -> Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if !self.link.has_endings() {
            return write(Pin::new(&mut self.stream), cx);
        }
        let _noted_as_one = self.opened.journal.sending();
        let before = Instant::now();
        let written = ready!(write(Pin::new(&mut self.stream), cx))?;
        // TLS may still hold bytes that it took: only a flush tells.
        if written == offered && Pin::new(&mut self.stream).poll_flush(cx)?.is_ready() {
            self.link.settle(before);
        }
        Poll::Ready(Ok(written))
    }
}

impl<S: Transport> AsyncRead for Wire<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.sniffed.is_empty() {
            return Pin::new(&mut this.stream).poll_read(cx, buf);
        }
        let length = this.sniffed.len().min(buf.remaining());
        buf.put_slice(&this.sniffed.copy_to_bytes(length));
        Poll::Ready(Ok(()))
    }
}

impl<S: Transport> AsyncWrite for Wire<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.get_mut().poll_send(cx, bytes.len(), |stream, cx| stream.poll_write(cx, bytes))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let offered = parts.iter().map(|part| part.len()).sum();
        self.get_mut().poll_send(cx, offered, |stream, cx| stream.poll_write_vectored(cx, parts))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if !this.link.has_endings() {
            return Pin::new(&mut this.stream).poll_flush(cx);
        }
        let _noted_as_one = this.opened.journal.sending();
        let before = Instant::now();
        ready!(Pin::new(&mut this.stream).poll_flush(cx))?;
        this.link.settle(before);
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

impl<S: Transport> Drop for Wire<S> {
    fn drop(&mut self) {
        if self.link.to_be_reset() {
            // Fails only if the socket is already gone, and then there is nothing to reset.
            let _ = self.stream.tcp().set_zero_linger();
        }
    }
}
