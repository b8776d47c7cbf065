//! Resume paused Kafka connectors, on Confluent Cloud or self-managed Kafka Connect, and wait until they run.
//!
//! A resume is **asynchronous**: the [`Accepted`] of [`Client::resume`] says that the service took the request, not that the
//! connector's tasks run already. [`Client::resume_and_wait`] looks until they do.
//!
//! ```no_run
//! use unpause::{Client, Connector, WaitOptions};
//!
//! #[tokio::main]
//! async fn main() -> Result<(), unpause::Error> {
//!     let client = Client::from_env()?; // CONFLUENT_CLOUD_API_KEY, CONFLUENT_CLOUD_API_SECRET
//!     let connector = Connector::new("env-a1b2c3", "lkc-x7y8z9", "orders-sink")?;
//!     let running = client.resume_and_wait(&connector, WaitOptions::default()).await?;
//!     println!("{} tasks run", running.status.tasks_running());
//!     Ok(())
//! }
//! ```
//!
//! - **Many connectors**: [`Client::resume_all`] and [`Client::resume_many`] give a [`Report`], and keep to the rate limit. So do
//!   pauses and restarts. The report of a pause is what `resume_many` takes to bring back exactly what ran.
//! - **Jobs**: whatever waits, or changes many, is a future, and a [`Stream`](futures_core::Stream) of its progress. For
//!   `job.next()` take `StreamExt` of the crate `futures-util`. To stop a job, drop it.
//! - **Your own workers**: [`KafkaConnect`] has the same calls, and `stop`.
//! - **Errors**: every [`Error`] has a [`kind`](Error::kind) of a closed list, and says what to do. Only what is safe to retry is
//!   retried, inside one deadline.
//! - **The runtime**: tokio with its I/O and time drivers; `#[tokio::main]` wants tokio's features `macros` and `rt-multi-thread`.
//!   Keep one [`Client`] and clone it: it holds the connections. Do not share one client between two runtimes.
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
