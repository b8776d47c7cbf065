//! The client for Confluent Cloud: one public method for each call of the API.

use std::fmt;
use std::sync::Arc;

use crate::call::engine::Engine;
use crate::config::options::ClientOptions;
use crate::config::settings::Settings;
use crate::error::Result;
use crate::model::accepted::Accepted;
use crate::model::address::{Cluster, Connector};
use crate::model::listing::ListedConnector;
use crate::model::operation::Change;
use crate::model::status::ConnectorStatus;
use crate::request::{Call, change, list, list_expanded, status};

mod jobs;

/// Calls the Connect API of Confluent Cloud. Cheap to clone; clones share connections.
///
/// Build it once and keep it: building reads the system's certificates, and a kept connection saves a TLS handshake.
/// Use it from one tokio runtime only.
#[derive(Clone)]
pub struct Client(Arc<Engine>);

impl Client {
    /// A client of plain options.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) when no client can be made of them (no credentials,
    /// a bad URL, an unreadable CA file), [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) when one of
    /// them is out of range.
    pub fn new(options: ClientOptions) -> Result<Self> {
        Ok(Self(Arc::new(Engine::new(Settings::of_cloud(options)?)?)))
    }

    /// A client from `CONFLUENT_CLOUD_API_KEY`, `CONFLUENT_CLOUD_API_SECRET` and, if set,
    /// `CONFLUENT_CLOUD_REST_ENDPOINT`.
    ///
    /// # Errors
    /// As [`Client::new`]; the message names the variable that is missing.
    pub fn from_env() -> Result<Self> {
        Self::new(ClientOptions::default().with_env()?)
    }

    #[cfg(test)]
    pub(crate) fn from_engine(engine: Engine) -> Self {
        Self(Arc::new(engine))
    }

    pub(crate) fn engine(&self) -> &Arc<Engine> {
        &self.0
    }

    /// Where the service is, as the options say.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.0.settings.servers.as_str()
    }

    /// Resumes a paused connector; does nothing if it is not paused.
    ///
    /// The call is **asynchronous**: [`Accepted`] means that the service took the request, not that the connector's
    /// tasks run. It is idempotent, so a passing failure is retried (408, 409, 425, 429, 500, 502, 503, 504, no answer)
    /// until the attempts or the deadline run out.
    ///
    /// Dropping the future drops the request and closes its connection; the service may still have taken the request.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind); the message says what failed, for which connector, why, and what to do.
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) for a limit of 0.
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
    pub fn resume(&self, connector: &Connector) -> Call<Accepted> {
        change(&self.0, Change::Resume, Ok(connector.clone()))
    }

    /// Pauses a connector and its tasks. Asynchronous and idempotent, as [`Client::resume`].
    ///
    /// # Errors
    /// As [`Client::resume`].
    ///
    /// Source: [`PUT …/connectors/{connector_name}/pause`](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/pauseConnectv1Connector).
    pub fn pause(&self, connector: &Connector) -> Call<Accepted> {
        change(&self.0, Change::Pause, Ok(connector.clone()))
    }

    /// Restarts a connector, a failed one too, which a resume does not revive.
    ///
    /// A restart is **not idempotent**: it is tried again only if the service cannot have acted on it (408, 409, 425, 429,
    /// no connection). After a 5xx or a lost answer look at the [status](Client::status) first.
    ///
    /// # Errors
    /// As [`Client::resume`]; the service answers 400
    /// ([`ErrorKind::UnexpectedStatus`](crate::ErrorKind::UnexpectedStatus)) for a connector that it does not restart, such as
    /// a paused one.
    ///
    /// Source: [`POST …/connectors/{connector_name}/restart`](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/restartConnectv1Connector), a preview.
    pub fn restart(&self, connector: &Connector) -> Call<Accepted> {
        change(&self.0, Change::Restart(None), Ok(connector.clone()))
    }

    /// The present status of a connector and its tasks.
    ///
    /// # Errors
    /// As [`Client::resume`], and [`ErrorKind::InvalidResponse`](crate::ErrorKind::InvalidResponse) for a 200 without a
    /// status.
    pub fn status(&self, connector: &Connector) -> Call<ConnectorStatus> {
        status(&self.0, Ok(connector.clone()))
    }

    /// The names of all connectors of a cluster, in the service's order.
    ///
    /// # Errors
    /// As [`Client::status`].
    ///
    /// Source: [`GET …/connectors`](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1Connectors).
    pub fn list(&self, cluster: &Cluster) -> Call<Vec<String>> {
        list(&self.0, cluster.clone())
    }

    /// All connectors of a cluster with id, type, state and tasks, in the order of their names.
    ///
    /// # Errors
    /// As [`Client::status`].
    pub fn list_expanded(&self, cluster: &Cluster) -> Call<Vec<ListedConnector>> {
        list_expanded(&self.0, cluster.clone())
    }
}

/// Shows where the client calls, and no secret.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}
