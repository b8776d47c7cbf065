//! A connection that leads nowhere any more, as behind a load balancer that has forgotten it, must not fail every call.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do: by panicking")]

#[path = "support/client.rs"]
mod client;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use client::{builder, connector, sandbox};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt, split};
use tokio::net::{TcpListener, TcpStream};

/// Stands between client and sandbox. Once `dead`, its first connection swallows what is sent and says nothing more.
struct Between {
    port: u16,
    dead: Arc<AtomicBool>,
    connections: Arc<AtomicUsize>,
}

impl Between {
    async fn start(to: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (dead, connections) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let (is_dead, count) = (Arc::clone(&dead), Arc::clone(&connections));
        tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let first = count.fetch_add(1, Ordering::SeqCst) == 0;
                let server = TcpStream::connect(&to).await.unwrap();
                let swallows = if first { Arc::clone(&is_dead) } else { Arc::default() };
                let ((from_client, to_client), (from_server, to_server)) = (split(client), split(server));
                tokio::spawn(pass(from_client, to_server, Arc::clone(&swallows)));
                tokio::spawn(pass(from_server, to_client, swallows));
            }
        });
        Self { port, dead, connections }
    }
}

async fn pass(
    mut from: impl AsyncReadExt + Unpin,
    mut to: impl AsyncWriteExt + Unpin,
    swallows: Arc<AtomicBool>,
) -> Option<()> {
    let mut buffer = [0; 4096];
    loop {
        let count = from.read(&mut buffer).await.ok().filter(|count| *count > 0)?;
        if !swallows.load(Ordering::SeqCst) {
            to.write_all(buffer.get(..count)?).await.ok()?;
        }
    }
}

#[tokio::test]
async fn a_dead_connection_is_found_out_within_one_attempt() {
    for protocol in ["http/1.1", "h2"] {
        let sandbox = sandbox(json!({ "tls": true, "protocols": [protocol] })).await;
        let between = Between::start(sandbox.url().trim_start_matches("https://").to_owned()).await;
        let client = builder(&sandbox)
            .base_url(format!("https://127.0.0.1:{}", between.port))
            .ca_bundle(sandbox.announcement().ca_bundle.clone().unwrap())
            .timeout(Duration::from_secs(6))
            .build()
            .unwrap();
        client.resume(connector()).await.unwrap();
        between.dead.store(true, Ordering::SeqCst);

        let accepted = client.resume(connector()).await.unwrap();
        assert_eq!((protocol, accepted.attempts), (protocol, 2));
        assert_eq!(client.resume(connector()).await.unwrap().attempts, 1);
        assert_eq!(between.connections.load(Ordering::SeqCst), 2);
    }
}
