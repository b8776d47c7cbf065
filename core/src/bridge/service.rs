//! The client of either service, for bindings: one way to name connectors and to make each call.

use std::sync::Arc;

use crate::bridge::at_index;
use crate::bridge::token_desk::TokenDesk;
use crate::bridge::work::{Answer, Work};
use crate::call::engine::Engine;
use crate::client::Client;
use crate::config::options::{CallOptions, ClientOptions, KafkaConnectOptions};
use crate::config::token_source::{TokenProvider, TokenSource};
use crate::error::{Error, Result};
use crate::jobs::job::{ManyJob, WaitJob};
use crate::jobs::many::input::changed;
use crate::jobs::many::options::{AllOptions, ManyOptions};
use crate::jobs::many::run as many;
use crate::jobs::report::Report;
use crate::jobs::wait::options::WaitOptions;
use crate::jobs::wait::run as wait;
use crate::kafka_connect::KafkaConnect;
use crate::model::accepted::Accepted;
use crate::model::address::{Cluster, Connector};
use crate::model::desired::DesiredState;
use crate::model::listing::ListedConnector;
use crate::model::operation::{Change, RestartOptions};
use crate::model::status::ConnectorStatus;
use crate::request::{self, Call};
use crate::text::quoted;
use crate::token::authority::Authority;

/// The options of a client of either service.
#[derive(Debug, Clone)]
pub enum ServiceOptions {
    /// For a [`Client`].
    ConfluentCloud(ClientOptions),
    /// For a [`KafkaConnect`].
    KafkaConnect(KafkaConnectOptions),
}

/// A client of either service. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    engine: Arc<Engine>,
    /// The one cluster of self-managed Kafka Connect.
    workers: Option<Cluster>,
    desk: Arc<TokenDesk>,
}

impl ServiceOptions {
    /// Builds the client. May be called again, in a forked child say.
    pub fn open(&self) -> Result<Service> {
        let desk = Arc::new(TokenDesk::default());
        let provider: Arc<dyn TokenProvider> = Arc::new(Arc::clone(&desk));
        let supplied = |source: Option<TokenSource>| source.map(|source| source.with_provider(&provider));
        Ok(match self.clone() {
            Self::ConfluentCloud(options) => {
                let token_provider = supplied(options.token_provider);
                let client = Client::new(ClientOptions { token_provider, ..options })?;
                Service { engine: Arc::clone(client.engine()), workers: None, desk }
            }
            Self::KafkaConnect(options) => {
                let token_provider = supplied(options.token_provider);
                let connect = KafkaConnect::new(KafkaConnectOptions { token_provider, ..options })?;
                let workers = Some(connect.cluster().clone());
                Service { engine: Arc::clone(connect.engine()), workers, desk }
            }
        })
    }
}

impl Service {
    /// Where the client asks for tokens, if a function of the binding's language provides them.
    pub fn token_desk(&self) -> &Arc<TokenDesk> {
        &self.desk
    }

    /// Runs a call that such a function makes on this client. It is refused if it would have to wait for a token.
    pub async fn providing<T>(&self, call: impl Future<Output = T>) -> T {
        match &self.engine.authority {
            Authority::Tokens(keeper) => keeper.identity().providing(call).await,
            Authority::Nobody | Authority::Header(_) => call.await,
        }
    }
}

/// Addresses.
impl Service {
    /// Where the service is; several workers are separated by a comma.
    pub fn base_url(&self) -> &str {
        self.engine.settings.servers.as_str()
    }

    /// Whether connectors are named by their name alone.
    pub fn is_kafka_connect(&self) -> bool {
        self.workers.is_some()
    }

    /// A connector from its three parts, or from one text: an address, or of self-managed Kafka Connect the name.
    pub fn connector<T: AsRef<str>>(&self, address: &[T]) -> Result<Connector> {
        match (&self.workers, address) {
            (Some(workers), [.., name]) => workers.connector(name.as_ref()),
            (None, [environment, cluster, name]) => {
                Connector::new(environment.as_ref(), cluster.as_ref(), name.as_ref())
            }
            (None, [text]) => Connector::parse(text.as_ref()),
            (_, parts) => Err(Error::internal(format!("a connector's address has {} parts", parts.len()))),
        }
    }

    /// Many connectors, each as [`Service::connector`] takes it. An error names the element.
    pub fn connectors<T: AsRef<str>>(&self, addresses: &[Vec<T>]) -> Result<Vec<Connector>> {
        let list = self.list_name();
        let one =
            |(index, address): (usize, &Vec<T>)| self.connector(address).map_err(|error| at_index(error, list, index));
        addresses.iter().enumerate().map(one).collect()
    }

    /// The parameter that takes many connectors, as messages name it.
    pub fn list_name(&self) -> &'static str {
        if self.is_kafka_connect() { "names" } else { "connectors" }
    }

    /// A cluster from its two parts; self-managed Kafka Connect has one cluster, whose address has no parts.
    pub fn cluster<T: AsRef<str>>(&self, address: &[T]) -> Result<Cluster> {
        match (&self.workers, address) {
            (Some(workers), _) => Ok(workers.clone()),
            (None, [environment, cluster]) => Cluster::new(environment.as_ref(), cluster.as_ref()),
            (None, parts) => Err(Error::internal(format!("a cluster's address has {} parts", parts.len()))),
        }
    }
}

/// Calls and jobs.
impl Service {
    /// Reads the status of a connector.
    pub fn status(&self, connector: Connector) -> Call<ConnectorStatus> {
        request::status(&self.engine, Ok(connector))
    }

    /// Lists the names of a cluster's connectors.
    pub fn list(&self, cluster: Cluster) -> Call<Vec<String>> {
        request::list(&self.engine, cluster)
    }

    /// Lists a cluster's connectors with id, type and status.
    pub fn list_expanded(&self, cluster: Cluster) -> Call<Vec<ListedConnector>> {
        request::list_expanded(&self.engine, cluster)
    }

    /// A job that waits for one connector, by its method's name: `wait_until` (with the name of a `state`), `wait_until_running`, or
    /// a change's verb and `_and_wait`. `restart` is the scope of a restart, if the service takes one.
    pub fn wait(
        &self,
        name: &str,
        connector: Connector,
        state: Option<&str>,
        restart: Option<RestartOptions>,
        options: WaitOptions,
    ) -> Result<WaitJob> {
        let engine = Arc::clone(&self.engine);
        Ok(match (name, name.strip_suffix("_and_wait")) {
            ("wait_until", _) => wait::wait_until(engine, Ok(connector), desired(state)?, options),
            ("wait_until_running", _) => wait::wait_until(engine, Ok(connector), DesiredState::Running, options),
            (_, Some(verb)) => wait::change_and_wait(engine, change(verb, restart)?, Ok(connector), options),
            _ => return Err(no_call(name)),
        })
    }

    /// A job on many connectors, by its method's name: a change's verb and `_many`.
    pub fn many(
        &self,
        name: &str,
        connectors: Vec<Connector>,
        restart: Option<RestartOptions>,
        options: ManyOptions,
    ) -> Result<ManyJob> {
        let verb = name.strip_suffix("_many").ok_or_else(|| no_call(name))?;
        Ok(many::change_many(Arc::clone(&self.engine), change(verb, restart)?, Ok(connectors), options))
    }

    /// A job on all connectors of a cluster, by its method's name: a change's verb and `_all`.
    pub fn all(
        &self,
        name: &str,
        cluster: Cluster,
        restart: Option<RestartOptions>,
        options: AllOptions,
    ) -> Result<ManyJob> {
        let verb = name.strip_suffix("_all").ok_or_else(|| no_call(name))?;
        Ok(many::change_all(Arc::clone(&self.engine), change(verb, restart)?, cluster, options))
    }

    /// The connectors that the job of a report has changed, for [`Service::many`].
    pub fn changed(&self, report: &Report) -> Result<Vec<Connector>> {
        changed(report, self.workers.as_ref())
    }

    /// Changes a connector. The change is named by its verb; `restart` is the scope of a restart, if the service takes one.
    pub fn change(&self, verb: &str, restart: Option<RestartOptions>, connector: Connector) -> Result<Call<Accepted>> {
        Ok(request::change(&self.engine, change(verb, restart)?, Ok(connector)))
    }

    /// A call by its name, for languages that send names: a change's verb, `status`, `list` or `list_expanded`.
    pub fn call<T: AsRef<str>>(
        &self,
        name: &str,
        address: &[T],
        restart: Option<RestartOptions>,
        limits: CallOptions,
    ) -> Result<Work> {
        match name {
            "status" => Ok(Work::call(self.status(self.connector(address)?).options(limits), Answer::Status)),
            "list" => Ok(Work::call(self.list(self.cluster(address)?).options(limits), Answer::Names)),
            "list_expanded" => {
                Ok(Work::call(self.list_expanded(self.cluster(address)?).options(limits), Answer::Listed))
            }
            verb => {
                let call = self.change(verb, restart, self.connector(address)?)?;
                Ok(Work::call(call.options(limits), Answer::Accepted))
            }
        }
    }
}

fn change(verb: &str, restart: Option<RestartOptions>) -> Result<Change> {
    Change::named(verb, restart).ok_or_else(|| no_call(verb))
}

fn desired(state: Option<&str>) -> Result<DesiredState> {
    let name = state.unwrap_or_default();
    DesiredState::named(name).ok_or_else(|| {
        Error::invalid_request("state", format!("`state` is {}, which nothing can wait for", quoted(name)))
            .advised("Give running, paused or stopped.")
    })
}

fn no_call(name: &str) -> Error {
    Error::internal(format!("there is no call {name:?}"))
}
