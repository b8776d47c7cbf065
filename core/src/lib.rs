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
mod bulk;
mod call;
mod client;
mod connector;
mod credentials;
mod directory;
mod endpoint;
mod environment;
mod error;
mod error_body;
mod event;
mod explain;
mod fleet;
mod job;
mod kafka_connect;
mod listing;
mod options;
mod pacing;
mod parse;
mod proxy;
mod ramp;
mod rate_limit;
mod redact;
mod report;
mod retry;
mod select;
mod settings;
#[cfg(test)]
mod simulation;
mod status;
mod tls;
mod transport;
mod trouble;
mod wait;
mod waiting;
mod watch;

pub use accepted::Accepted;
pub use builder::ClientBuilder;
pub use bulk::{DEFAULT_CONCURRENCY, ResumeAllOptions, ResumeManyOptions};
pub use client::Client;
pub use connector::{Cluster, Connector, Target};
pub use error::{Error, ErrorKind, Result, Situation, TimeLimit};
pub use event::{AttemptEvent, Event, EventHandler, HoldEvent, RetryEvent};
pub use job::{Job, ResumeJob, WaitJob};
pub use kafka_connect::{KafkaConnect, KafkaConnectOptions, RestartOptions};
pub use listing::ListedConnector;
pub use options::{
    CallOptions, ClientOptions, DEFAULT_BASE_URL, DEFAULT_CONNECT_TIMEOUT, DEFAULT_DEADLINE, DEFAULT_TIMEOUT, count,
    milliseconds, seconds,
};
pub use rate_limit::RateLimit;
pub use report::{ResumeCounts, ResumeProgress, ResumeReport, ResumeResult, Tally};
pub use retry::RetryPolicy;
pub use secrecy::SecretString;
pub use select::DEFAULT_STATES;
pub use status::{ConnectorStatus, TaskStatus};
pub use wait::{
    DEFAULT_FAILURE_GRACE, DEFAULT_MIN_TASKS, DEFAULT_SETTLE, DEFAULT_WAIT_DEADLINE, Running, WaitOptions, WaitProgress,
};
