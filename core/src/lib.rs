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

// From the lowest floor to the highest: each imports from those above it in this list.
#[doc(hidden)]
pub mod bridge;
mod builder;
mod call;
mod client;
mod config;
mod error;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod http;
mod jitter;
mod jobs;
mod kafka_connect;
mod lock;
mod model;
#[cfg(test)]
mod parity;
mod request;
mod secret;
#[cfg(test)]
mod simulation;
mod text;
mod token;

pub use builder::{ClientBuilder, KafkaConnectBuilder};
pub use client::Client;
pub use config::options::{
    CallOptions, ClientOptions, ConnectionOptions, DEFAULT_BASE_URL, DEFAULT_CONNECT_TIMEOUT, DEFAULT_DEADLINE,
    DEFAULT_TIMEOUT, DEFAULT_WAIT_DEADLINE, KafkaConnectOptions,
};
pub use config::retry_policy::RetryPolicy;
pub use config::servers::BaseUrls;
pub use config::token_source::{BoxError, ClientCredentials, StsToken, Token, TokenProvider, TokenSource};
pub use error::{CredentialsStage, Error, ErrorKind, Result, Situation, TimeLimit, TransportReason};
pub use jobs::job::{Job, ManyJob, WaitJob};
pub use jobs::many::input::ManyInput;
pub use jobs::many::options::{AllOptions, DEFAULT_CONCURRENCY, ManyOptions};
pub use jobs::report::{ConnectorResult, LeftOut, LeftOutReason, ManyProgress, Report, ReportCounts};
pub use jobs::tally::Tally;
pub use jobs::wait::options::{
    DEFAULT_FAILURE_GRACE, DEFAULT_MIN_TASKS, DEFAULT_SETTLE, WaitOptions, WaitProgress, WaitResult,
};
pub use kafka_connect::KafkaConnect;
pub use model::accepted::{Accepted, Restarting};
pub use model::address::{Cluster, Connector, Target};
pub use model::desired::DesiredState;
pub use model::event::{AttemptEvent, EndEvent, Event, EventHandler, HoldEvent, RenewalEvent, RetryEvent, StartEvent};
pub use model::listing::ListedConnector;
pub use model::operation::{ManyOperation, RestartOptions};
pub use model::rate_limit::RateLimit;
pub use model::status::{ConnectorStatus, TaskStatus};
pub use request::{Call, Restart};
pub use secret::Secret;
