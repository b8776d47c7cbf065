//! A sandbox of one server, and a client of it.

use std::sync::LazyLock;
use std::time::Duration;

use serde_json::Value;
use unpause::{Client, ClientBuilder, Connector, RetryPolicy};
use unpause_sandbox::{API_KEY, API_SECRET, Options, Sandbox};

pub(crate) const QUICK: RetryPolicy = RetryPolicy { base: Duration::from_millis(10), ..RetryPolicy::DEFAULT };

/// Serves `server` as server `main` of the world `demo`.
pub(crate) async fn sandbox(server: Value) -> Sandbox {
    Sandbox::start(Options { server: Some(server), ..Options::default() }).await.unwrap()
}

pub(crate) fn builder(sandbox: &Sandbox) -> ClientBuilder {
    Client::builder().api_key(API_KEY, API_SECRET).base_url(sandbox.url()).retry(QUICK)
}

/// The one that the sandbox holds unless told otherwise.
pub(crate) fn connector() -> &'static Connector {
    static CONNECTOR: LazyLock<Connector> =
        LazyLock::new(|| Connector::new("env-a1b2c3", "lkc-x7y8z9", "orders-sink").unwrap());
    &CONNECTOR
}
