//! What is traced, by this crate and by the HTTP libraries under it: enough, and no secret.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests fail as tests do: by panicking")]

#[path = "support/client.rs"]
mod client;

use std::fmt::Write as _;
use std::sync::{Mutex, Once};

use client::{builder, connector, sandbox};
use serde_json::{Value, json};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use unpause::{Client, ClientBuilder};
use unpause_sandbox::Sandbox;

/// Writes down all that anything in this process traces, at every level.
struct Everything;

static TEXT: Mutex<String> = Mutex::new(String::new());

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}

impl Subscriber for Everything {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut Line(&mut TEXT.lock().unwrap()));
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Line(&mut TEXT.lock().unwrap()));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut text = TEXT.lock().unwrap();
        let _ = write!(text, "\n{} {}", event.metadata().level(), event.metadata().target());
        event.record(&mut Line(&mut text));
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// terraform-provider-confluent PR #557: secrets in debug logs. The HTTP libraries below trace, too.
async fn traced(server: Value, client: impl FnOnce(&Sandbox) -> ClientBuilder) -> String {
    let sandbox = sandbox(server).await;
    // For the whole process: one of a thread's own misses what another thread registers at the same time.
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| tracing::subscriber::set_global_default(Everything).unwrap());
    client(&sandbox).build().unwrap().resume(connector()).await.unwrap();
    let text = TEXT.lock().unwrap().clone();
    for secret in ["sandbox-secret", "U0FOREJPWC1LRVk6c2FuZGJveC1zZWNyZXQ", "sandbox-token", "gateway-hush"] {
        assert!(!text.contains(secret), "{text}");
    }
    text
}

#[tokio::test]
async fn traces_hold_attempts_and_waits_and_no_secret() {
    let server = json!({ "answers": [{ "status": 503, "text": "sandbox-secret" }] });
    let text = traced(server, |sandbox| builder(sandbox).header("x-gateway-key", "gateway-hush")).await;
    assert!(text.contains("DEBUG unpause message=resume env-a1b2c3/lkc-x7y8z9/orders-sink: attempt 1: 503"), "{text}");
    assert!(text.contains("WARN unpause message=resume env-a1b2c3/lkc-x7y8z9/orders-sink: 503"), "{text}");
    assert!(text.contains("attempt 2: 202, request id req-2"), "{text}");
}

#[tokio::test]
async fn traces_over_http_2_hold_no_secret() {
    let with_token = |sandbox: &Sandbox| {
        let ca_bundle = sandbox.announcement().ca_bundle.clone().unwrap();
        let token = Client::builder().token("sandbox-token").header("x-gateway-key", "gateway-hush");
        token.base_url(sandbox.url()).ca_bundle(ca_bundle)
    };
    let text = traced(json!({ "tls": true, "protocols": ["h2"] }), with_token).await;
    assert!(text.contains("attempt 1: 202"), "{text}");
}
