//! The connectors of a server, and the documents about them.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Instant;

use serde_json::{Map, Value, json};

use crate::lock::lock;
use crate::respond::script::Script;
use crate::spec::connector::ConnectorSpec;
use crate::spec::service::Service;
use crate::state::address::Address;
use crate::state::lifecycle::{Lifecycle, Phase, Restart, Task};

pub(crate) struct Connector {
    pub(crate) address: Address<'static>,
    pub(crate) script: Script,
    /// Workers have none.
    id: Option<String>,
    /// The worker of everything that names none.
    worker_id: String,
    kind: String,
    extra: Map<String, Value>,
    config: Map<String, Value>,
    lifecycle: Mutex<Lifecycle>,
}

impl Connector {
    fn new(spec: ConnectorSpec, number: usize, service: Service) -> Self {
        let address = spec.address(service);
        Self {
            lifecycle: Mutex::new(spec.lifecycle(service)),
            worker_id: match service {
                Service::ConfluentCloud => address.name.to_string(),
                Service::KafkaConnect => "127.0.0.1:8083".to_owned(),
            },
            script: spec.answers.into(),
            id: (service == Service::ConfluentCloud).then(|| spec.id.unwrap_or_else(|| format!("lcc-{number:06}"))),
            kind: spec.kind,
            extra: spec.extra,
            config: spec.config,
            address,
        }
    }

    pub(crate) fn resume(&self) {
        lock(&self.lifecycle).resume(Instant::now());
    }

    pub(crate) fn pause(&self) {
        lock(&self.lifecycle).pause(Instant::now());
    }

    pub(crate) fn stop(&self) {
        lock(&self.lifecycle).stop(Instant::now());
    }

    /// Restarts the connector, and returns the status right after that.
    pub(crate) fn restart(&self, what: Restart) -> Value {
        let phase = lock(&self.lifecycle).restart(what, Instant::now()).clone();
        self.status_in(phase)
    }

    /// The document of `GET …/status`.
    pub(crate) fn status(&self) -> Value {
        self.status_in(self.phase())
    }

    fn status_in(&self, phase: Phase) -> Value {
        let mut connector = json!({ "state": phase.state, "worker_id": self.worker_id });
        set(&mut connector, "trace", phase.trace);
        let tasks = phase.tasks.into_iter().enumerate();
        let tasks: Vec<_> = tasks.map(|(id, task)| task_document(id, task, &self.worker_id)).collect();
        let name = &self.address.name;
        let mut status = json!({ "name": name, "type": self.kind, "connector": connector, "tasks": tasks });
        for (key, value) in &self.extra {
            set(&mut status, key, Some(value.clone()));
        }
        status
    }

    /// One part of the document of `GET …/connectors?expand=…`.
    pub(crate) fn expanded(&self, part: &str) -> Option<Value> {
        match part {
            "id" => self.id.as_ref().map(|id| json!({ "id": id, "id_type": "ID" })),
            "info" => Some(self.info()),
            "status" => Some(self.status()),
            _ => None,
        }
    }

    fn info(&self) -> Value {
        let name = &self.address.name;
        let tasks: Vec<_> =
            (0..self.phase().tasks.len()).map(|task| json!({ "connector": name, "task": task })).collect();
        json!({ "name": name, "type": self.kind, "config": self.config, "tasks": tasks })
    }

    /// The document of the control interface.
    pub(crate) fn document(&self) -> Value {
        json!({
            "environment_id": self.address.environment_id,
            "kafka_cluster_id": self.address.kafka_cluster_id,
            "name": self.address.name,
            "id": self.id,
            "status": self.status(),
        })
    }

    fn phase(&self) -> Phase {
        lock(&self.lifecycle).at(Instant::now()).clone()
    }
}

fn task_document(id: usize, task: Task, worker_id: &str) -> Value {
    let worker_id = task.worker_id.as_deref().unwrap_or(worker_id);
    let mut document = json!({ "id": id, "state": task.state, "worker_id": worker_id });
    set(&mut document, "msg", task.message);
    set(&mut document, "trace", task.trace);
    document
}

fn set(document: &mut Value, key: &str, value: Option<impl Into<Value>>) {
    if let (Some(object), Some(value)) = (document.as_object_mut(), value) {
        object.insert(key.to_owned(), value.into());
    }
}

/// The connectors in the order in which they were posted, and by address.
#[derive(Default)]
pub(crate) struct Connectors {
    all: Vec<Connector>,
    places: HashMap<Address<'static>, usize>,
}

impl Connectors {
    pub(crate) fn new(specs: Vec<ConnectorSpec>, service: Service) -> Result<Self, String> {
        let mut all = Vec::with_capacity(specs.len());
        let mut places = HashMap::with_capacity(specs.len());
        for (place, spec) in specs.into_iter().enumerate() {
            let connector = Connector::new(spec, place + 1, service);
            if places.insert(connector.address.clone(), place).is_some() {
                return Err(format!("connectors: {:?} is there twice", connector.address.name));
            }
            all.push(connector);
        }
        Ok(Self { all, places })
    }

    pub(crate) fn find(&self, address: &Address<'_>) -> Option<&Connector> {
        self.all.get(*self.places.get(address)?)
    }

    pub(crate) fn of_cluster<'a>(
        &'a self,
        environment_id: &'a str,
        kafka_cluster_id: &'a str,
    ) -> impl Iterator<Item = &'a Connector> {
        self.all.iter().filter(move |connector| {
            connector.address.environment_id == environment_id && connector.address.kafka_cluster_id == kafka_cluster_id
        })
    }

    pub(crate) fn documents(&self) -> Vec<Value> {
        self.all.iter().map(Connector::document).collect()
    }
}
