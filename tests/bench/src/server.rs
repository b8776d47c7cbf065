//! The server that all contestants call. It has one answer and does as little as possible for it, because the benchmark
//! measures the client: README.md has the figures with the sandbox in its place.

use std::io::{self, Write as _};
use std::thread;

use serde::Serialize;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Builder;
use tokio::select;
use tokio::sync::oneshot;

use crate::Result;

/// The service's answer to a resume, with the headers that it documents.
const ACCEPTED: &[u8] = b"HTTP/1.1 202 Accepted\r\n\
    X-Request-Id: 3f1c7a52-0b8e-4a57-9a57-0d3f1c7a5201\r\n\
    X-RateLimit-Limit: 100\r\n\
    X-RateLimit-Remaining: 99\r\n\
    X-RateLimit-Reset: 1\r\n\
    Content-Length: 0\r\n\r\n";

/// For a contestant that sends anything else, such as a body: an error is better than a wrong figure.
const REFUSED: &[u8] = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/// Longer than any contestant's request.
const MOST: usize = 4096;

#[derive(Serialize)]
struct Announcement {
    url: String,
}

/// Serves until standard input closes. One thread for all connections: 64 threads would compete with the client for the
/// cores.
pub(crate) fn run() -> Result<()> {
    Builder::new_current_thread().enable_io().build()?.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let announcement = Announcement { url: format!("http://{}", listener.local_addr()?) };
        writeln!(io::stdout(), "{}", serde_json::to_string(&announcement)?)?;
        select! {
            served = serve(&listener) => Ok(served?),
            () = stdin_closed() => Ok(()),
        }
    })
}

async fn serve(listener: &TcpListener) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        tokio::spawn(answer(stream));
    }
}

/// A request ends where the bytes end with a blank line, because no contestant sends a body, or a second request before it
/// has read the answer.
async fn answer(mut stream: TcpStream) -> io::Result<()> {
    let mut request = Vec::with_capacity(MOST);
    while stream.read_buf(&mut request).await? != 0 {
        if !request.starts_with(b"PUT ") || request.len() >= MOST {
            return stream.write_all(REFUSED).await;
        }
        if request.ends_with(b"\r\n\r\n") {
            stream.write_all(ACCEPTED).await?;
            request.clear();
        }
    }
    Ok(())
}

/// On a thread of its own, because the end of the program must not wait for it.
async fn stdin_closed() {
    let (open, closed) = oneshot::channel::<()>();
    thread::spawn(move || {
        let _open = open;
        // However the copy ends, standard input is closed then.
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
    });
    let _ = closed.await;
}
