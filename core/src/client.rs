//! The client: one public method per call of the API.

use std::fmt;
use std::sync::Arc;

use http::Method;

use crate::accepted::Accepted;
use crate::answer::Head;
use crate::builder::ClientBuilder;
use crate::connector::Connector;
use crate::error::Result;
use crate::event::Reporter;
use crate::explain::explain;
use crate::options::{CallOptions, ClientOptions};
use crate::retry::{self, Finished, Jitter};
use crate::settings::Settings;
use crate::transport::Transport;

/// Calls the Connect API of Confluent Cloud. Cheap to clone; clones share connections.
///
/// Build it once and keep it: building reads the system's certificates, and a kept connection saves a TLS handshake.
/// Use it from one tokio runtime only.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    settings: Settings,
    transport: Transport,
    jitter: Jitter,
}

impl Client {
    /// Starts building a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// A client of plain options.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) when no client can be made of them (no credentials,
    /// a bad URL, an unreadable CA file), [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) when one of
    /// them is out of range.
    pub fn new(options: ClientOptions) -> Result<Self> {
        let settings = Settings::new(options)?;
        let transport = Transport::new(&settings)?;
        Ok(Self(Arc::new(Inner { settings, transport, jitter: Jitter::new() })))
    }

    /// A client from `CONFLUENT_CLOUD_API_KEY`, `CONFLUENT_CLOUD_API_SECRET` and, if set,
    /// `CONFLUENT_CLOUD_REST_ENDPOINT`.
    ///
    /// # Errors
    /// As [`Client::new`]; the message names the variable that is missing.
    pub fn from_env() -> Result<Self> {
        Self::new(ClientOptions { from_env: true, ..ClientOptions::default() })
    }

    /// Where the service is, as this client was told.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.0.settings.endpoint.as_str()
    }

    /// Resumes a paused connector; does nothing if it is not paused.
    ///
    /// The call is **asynchronous**: [`Accepted`] means that the service took the request, not that the connector's
    /// tasks run. It is idempotent, so what may pass is retried (408, 409, 425, 429, 500, 502, 503, 504, no answer)
    /// until the attempts or the deadline run out.
    ///
    /// Dropping the future drops the request and closes its connection; the service may have taken it all the same.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind); the message says what failed, for which connector, why, and what to do.
    ///
    /// Source: [`PUT …/connectors/{connector_name}/resume`](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/resumeConnectv1Connector).
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), unpause::Error> {
    /// use unpause::{Client, Connector, ErrorKind};
    ///
    /// let client = Client::from_env()?;
    /// match client.resume(&Connector::new("env-a1b2c3", "lkc-x7y8z9", "orders-sink")?).await {
    ///     Ok(accepted) => println!("accepted: {:?}", accepted.request_id),
    ///     Err(error) if error.kind() == ErrorKind::NotFound => println!("no such connector"),
    ///     Err(error) => return Err(error),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn resume(&self, connector: &Connector) -> Result<Accepted> {
        self.resume_with(connector, &CallOptions::default()).await
    }

    /// As [`Client::resume`], with time limits of this call's own.
    ///
    /// # Errors
    /// As [`Client::resume`], and [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) for a limit of 0.
    pub async fn resume_with(&self, connector: &Connector, options: &CallOptions) -> Result<Accepted> {
        self.change(Method::PUT, "resume", connector, options).await
    }

    /// A call that changes a connector and is answered 202 without a body.
    async fn change(
        &self,
        method: Method,
        action: &'static str,
        connector: &Connector,
        options: &CallOptions,
    ) -> Result<Accepted> {
        let Inner { settings, transport, jitter } = &*self.0;
        let limits = settings.limits(options, jitter)?;
        let url = settings.endpoint.connector_url(connector, action);
        let reporter = Reporter {
            action,
            connector,
            max_attempts: limits.policy.max_attempts,
            handler: settings.on_event.as_ref(),
        };
        let finished = retry::run(&limits, &reporter, |until| {
            transport.send(method.clone(), url.clone(), until, &settings.redactor)
        })
        .await;
        let Finished { result, attempts, elapsed } = finished;
        match result {
            Ok(Head { request_id, rate_limit, .. }) => {
                Ok(Accepted { connector: connector.clone(), request_id, attempts, elapsed, rate_limit })
            }
            Err(failure) => Err(explain(failure, &limits, settings, connector).with(|fields| {
                fields.action = Some(action);
                fields.connector = Some(connector.clone());
                fields.attempts = Some(attempts);
                fields.elapsed = Some(elapsed);
            })),
        }
    }
}

/// Shows where the client calls, and no secret.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}
