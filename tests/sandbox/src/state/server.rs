//! The state of one server, and its answers.

use std::sync::Arc;
use std::time::Instant;

use http::header::AUTHORIZATION;
use http::request::Parts;
use http::uri::Authority;
use http::{Method, StatusCode, Version};
use serde_json::{Value, json};

use crate::journal::Journal;
use crate::respond::answer::Answer;
use crate::respond::script::{Cue, Script};
use crate::spec::ServerSpec;
use crate::spec::service::Service;
use crate::state::address::Route;
use crate::state::api;
use crate::state::connector::Connectors;
use crate::state::credentials::Credentials;
use crate::state::forward::{Call, Worker};
use crate::state::proxy::Proxy;
use crate::state::rate_limit::{Quota, RateLimit};
use crate::state::worker;

pub(crate) struct Server {
    pub(crate) journal: Arc<Journal>,
    pub(crate) connectors: Connectors,
    service: Service,
    worker: worker::Kind,
    script: Script,
    credentials: Option<Credentials>,
    proxy: Proxy,
    rate_limit: Option<RateLimit>,
    forward: Option<Arc<Worker>>,
}

pub(crate) enum Decision {
    Answer(Answer),
    Tunnel(Authority),
    /// The answer of this worker.
    Forward(Arc<Worker>, Call),
}

impl Server {
    /// `started` is the moment that the journal counts from.
    pub(crate) fn new(spec: ServerSpec, started: Instant) -> Result<Self, String> {
        let forward = spec.forward.as_deref().map(Worker::at).transpose()?;
        let connectors = if forward.is_some() { Vec::new() } else { spec.connectors };
        Ok(Self {
            journal: Arc::new(Journal::new(started)),
            connectors: Connectors::new(connectors, spec.service)?,
            script: spec.answers.into(),
            credentials: spec.credentials.by(spec.service),
            service: spec.service,
            worker: worker::Kind { release: spec.kafka, expansion_fails: spec.expansion_fails },
            proxy: spec.proxy,
            rate_limit: spec.rate_limit.map(RateLimit::new),
            forward: forward.map(Arc::new),
        })
    }

    /// The reply to a request, and its share of the rate limit.
    pub(crate) fn decide(&self, head: &Parts) -> (Decision, Option<Quota>) {
        let quota = self.rate_limit.as_ref().map(RateLimit::take);
        let refusal = quota.and_then(Quota::refusal);
        (refusal.map_or_else(|| self.decide_granted(head), Decision::Answer), quota)
    }

    /// Adds the headers of each answer of this server. Workers number no requests.
    pub(crate) fn sign(&self, mut answer: Answer, quota: Option<Quota>) -> Answer {
        answer.has_request_id &= self.service == Service::ConfluentCloud;
        match quota {
            Some(quota) => quota.announce(answer),
            None => answer,
        }
    }

    /// The document of the control interface.
    pub(crate) fn document(&self) -> Value {
        let (requests, counts) = self.journal.read();
        json!({
            "requests": requests,
            "counts": counts,
            "connections": { "opened": counts.opened, "closed": counts.closed },
            "connectors": self.connectors.documents(),
        })
    }

    fn decide_granted(&self, head: &Parts) -> Decision {
        if let Some(refusal) = self.proxy.refusal(&head.headers) {
            return Decision::Answer(refusal);
        }
        let route = Route::parse(self.service, head.uri.path());
        if let Cue::Answer(answer) = self.cue(route.as_ref()) {
            return Decision::Answer(answer);
        }
        if head.method == Method::CONNECT && self.proxy.is_on() {
            return tunnel(head);
        }
        self.forward(head).unwrap_or_else(|| Decision::Answer(self.answer(head, route.as_ref())))
    }

    /// `None` without a worker, for wrong credentials, and for paths that no worker serves.
    fn forward(&self, head: &Parts) -> Option<Decision> {
        let worker = self.forward.as_ref().filter(|_| self.admits(head))?;
        Some(Decision::Forward(Arc::clone(worker), Call::read(&head.uri)?))
    }

    fn answer(&self, head: &Parts, route: Option<&Route<'_>>) -> Answer {
        if self.service == Service::KafkaConnect
            && let Some(refusal) = worker::refusal(&head.method, &head.uri)
        {
            return refusal;
        }
        match (self.service, self.admits(head)) {
            (Service::ConfluentCloud, false) => Answer::error(StatusCode::UNAUTHORIZED, "Unauthorized"),
            (Service::ConfluentCloud, true) => api::answer(&self.connectors, &head.method, &head.uri, route),
            (Service::KafkaConnect, false) => worker::unauthorized(),
            (Service::KafkaConnect, true) => {
                worker::answer(self.worker, &self.connectors, &head.method, &head.uri, route)
            }
        }
    }

    fn cue(&self, route: Option<&Route<'_>>) -> Cue {
        let connector = match route {
            Some(Route::Connector { address, .. }) => self.connectors.find(address),
            _ => None,
        };
        match connector.map_or(Cue::Over, |connector| connector.script.next()) {
            Cue::Over => self.script.next(),
            cue => cue,
        }
    }

    fn admits(&self, head: &Parts) -> bool {
        self.credentials.as_ref().is_none_or(|credentials| credentials.accept(head.headers.get(AUTHORIZATION)))
    }
}

fn tunnel(head: &Parts) -> Decision {
    match head.uri.authority() {
        Some(target) if head.version != Version::HTTP_2 => Decision::Tunnel(target.clone()),
        _ => Decision::Answer(Answer::error(StatusCode::NOT_IMPLEMENTED, "Tunnels need HTTP/1.1")),
    }
}
