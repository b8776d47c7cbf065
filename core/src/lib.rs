//! Resume paused Kafka connectors on Confluent Cloud.
//!
//! One call, understood to the end: [`Client::resume`] sends
//! `PUT /connect/v1/environments/{environment_id}/clusters/{kafka_cluster_id}/connectors/{connector_name}/resume`,
//! retries what is safe to retry inside one deadline, and turns every answer into an [`Accepted`] or a typed [`Error`].
//!
//! A resume is **asynchronous**: [`Accepted`] says that the service took the request, not that the connector's tasks
//! run already.
//!
//! ```no_run
//! # async fn example() -> Result<(), unpause::Error> {
//! use unpause::{Client, Connector};
//!
//! let client = Client::builder().api_key("KEY", "SECRET").build()?;
//! let accepted = client.resume(&Connector::new("env-a1b2c3", "lkc-x7y8z9", "orders-sink")?).await?;
//! println!("accepted after {} attempt(s)", accepted.attempts);
//! # Ok(())
//! # }
//! ```
//!
//! A call needs a tokio runtime with its I/O and time drivers enabled. Keep one [`Client`] and clone it: it holds the
//! connections. Do not share one client between two runtimes.
//!
//! Source: [Confluent Cloud API, "Resume a Connector"](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)).

mod accepted;
mod advice;
mod answer;
mod builder;
mod client;
mod connector;
mod credentials;
mod endpoint;
mod environment;
mod error;
mod error_body;
mod event;
mod explain;
mod options;
mod proxy;
mod rate_limit;
mod redact;
mod retry;
mod settings;
mod tls;
mod transport;
mod trouble;

pub use accepted::Accepted;
pub use builder::ClientBuilder;
pub use client::Client;
pub use connector::Connector;
pub use error::{Error, ErrorKind, Result, TimeLimit};
pub use event::{AttemptEvent, Event, EventHandler, RetryEvent};
pub use options::{
    CallOptions, ClientOptions, DEFAULT_BASE_URL, DEFAULT_CONNECT_TIMEOUT, DEFAULT_DEADLINE, DEFAULT_TIMEOUT,
    milliseconds, seconds,
};
pub use rate_limit::RateLimit;
pub use retry::RetryPolicy;
pub use secrecy::SecretString;
