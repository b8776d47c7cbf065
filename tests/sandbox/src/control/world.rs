//! A world: a set of servers that knows nothing of other sets.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use serde_json::{Map, Value, json};

use crate::control::placeholders::{Place, Places, fill};
use crate::error::Error;
use crate::lock::lock;
use crate::net::certificates::Certificates;
use crate::net::connection::Endpoint;
use crate::net::port::{Open, Port, stay_silent};
use crate::spec::{Listen, ServerSpec};
use crate::state::server::Server;

pub(crate) struct World {
    servers: BTreeMap<String, Arc<Server>>,
    places: Places,
    ports: Mutex<Vec<Open>>,
}

/// A server with a reserved port: others can be told its address before it starts.
struct Draft {
    name: String,
    document: Value,
    port: Port,
}

impl World {
    /// Starts these servers, each on its port in `ports`, or on any free one.
    pub(crate) async fn start(
        documents: Map<String, Value>,
        certificates: &Certificates,
        ports: &BTreeMap<&str, u16>,
    ) -> Result<Self, Error> {
        let wanted = |name: &str| ports.get(name).copied().unwrap_or_default();
        let mut documents: Vec<_> = documents.into_iter().collect();
        // Any free port could be the one that another server needs.
        documents.sort_by_key(|(name, _)| wanted(name) == 0);
        let mut drafts = Vec::with_capacity(documents.len());
        let mut places = Places::new();
        for (name, document) in documents {
            let spec = ServerSpec::parse(&name, &document)?;
            let port = Port::reserve(wanted(&name), spec.listen).await?;
            places.insert(name.clone(), place(&spec, port.number, certificates));
            drafts.push(Draft { name, document, port });
        }
        let started = Instant::now();
        let mut servers = BTreeMap::new();
        let mut ports = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let name = draft.name.clone();
            let (server, port) = draft.open(&places, certificates, started)?;
            servers.insert(name, server);
            ports.push(port);
        }
        Ok(Self { servers, places, ports: Mutex::new(ports) })
    }

    pub(crate) fn server(&self, name: &str) -> Option<&Server> {
        self.servers.get(name).map(Arc::as_ref)
    }

    pub(crate) fn place(&self, name: &str) -> Option<&Place> {
        self.places.get(name)
    }

    /// Returns when all ports and connections are closed.
    pub(crate) async fn stop(&self) {
        let ports = std::mem::take(&mut *lock(&self.ports));
        for port in ports {
            port.close().await;
        }
    }

    /// Where the servers are: the answer to the request that makes a world.
    pub(crate) fn addresses(&self) -> Value {
        let address = |(name, place): (&String, &Place)| {
            let own = [("url", json!(place.url)), ("port", json!(place.port)), ("ca_bundle", json!(place.ca_bundle))];
            let files = place.client_files.iter().map(|(file, path)| (*file, json!(path)));
            (name.clone(), own.into_iter().chain(files).collect::<Value>())
        };
        self.places.iter().map(address).collect()
    }

    /// The journals of the servers, and their connectors.
    pub(crate) fn document(&self) -> Value {
        let servers = self.servers.iter();
        let servers: Value = servers.map(|(name, server)| (name.clone(), server.document())).collect();
        json!({ "servers": servers })
    }
}

impl Draft {
    fn open(
        mut self,
        places: &Places,
        certificates: &Certificates,
        started: Instant,
    ) -> Result<(Arc<Server>, Open), Error> {
        let name = self.name.clone();
        let mistake = |mistake| Error::Mistake(format!("servers.{name}: {mistake}"));
        fill(&mut self.document, places).map_err(mistake)?;
        let spec = ServerSpec::parse(&self.name, &self.document)?;
        let (listen, protocols) = (spec.listen, spec.protocols);
        let tls = spec.tls.0;
        let tls = tls.map(|tls| certificates.acceptor(tls, protocols)).transpose()?;
        let server = Arc::new(Server::new(spec, started).map_err(mistake)?);
        if listen == Listen::Silent {
            let journal = Arc::clone(&server.journal);
            return Ok((server, self.port.open(move |tcp| stay_silent(Arc::clone(&journal), tcp))));
        }
        let endpoint = Arc::new(Endpoint { server: Arc::clone(&server), tls, protocols });
        Ok((server, self.port.open(move |tcp| Arc::clone(&endpoint).serve(tcp))))
    }
}

fn place(spec: &ServerSpec, port: u16, certificates: &Certificates) -> Place {
    let scheme = if spec.tls.0.is_some() { "https" } else { "http" };
    let bundle = spec.tls.0.map(|tls| certificates.bundle(tls.certificate));
    let wants_clients = spec.tls.0.is_some_and(|tls| tls.client_certificates);
    Place {
        url: format!("{scheme}://127.0.0.1:{port}"),
        port,
        ca_bundle: bundle.map(|path| path.display().to_string()),
        client_files: if wants_clients { certificates.client_files() } else { BTreeMap::new() },
    }
}
