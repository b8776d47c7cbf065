//! All worlds of a sandbox, by their ids.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::{Map, Value};

use crate::control::world::World;
use crate::error::Error;
use crate::lock::lock;
use crate::net::certificates::Certificates;

/// The world that the sandbox starts with, and the name of its API in it.
pub(crate) const DEMO: (&str, &str) = ("demo", "main");

pub(crate) struct Worlds {
    certificates: Certificates,
    worlds: Mutex<HashMap<String, Arc<World>>>,
    made: AtomicU64,
}

impl Worlds {
    pub(crate) fn new() -> Result<Self, Error> {
        Ok(Self { certificates: Certificates::new()?, worlds: Mutex::default(), made: AtomicU64::new(0) })
    }

    /// `port` is that of the API.
    pub(crate) async fn make_demo(&self, servers: Map<String, Value>, port: u16) -> Result<Arc<World>, Error> {
        let (id, name) = DEMO;
        let world = World::start(servers, &self.certificates, &BTreeMap::from([(name, port)])).await?;
        Ok(self.keep(id.to_owned(), world))
    }

    pub(crate) async fn make(&self, servers: Map<String, Value>) -> Result<(String, Arc<World>), Error> {
        let world = World::start(servers, &self.certificates, &BTreeMap::new()).await?;
        let id = format!("w{}", self.made.fetch_add(1, Ordering::Relaxed) + 1);
        Ok((id.clone(), self.keep(id, world)))
    }

    pub(crate) fn find(&self, id: &str) -> Option<Arc<World>> {
        lock(&self.worlds).get(id).cloned()
    }

    pub(crate) fn take(&self, id: &str) -> Option<Arc<World>> {
        lock(&self.worlds).remove(id)
    }

    fn keep(&self, id: String, world: World) -> Arc<World> {
        let world = Arc::new(world);
        lock(&self.worlds).insert(id, Arc::clone(&world));
        world
    }
}
