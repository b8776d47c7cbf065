//! One server's state, and what it makes of a request.

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
use crate::state::address::Route;
use crate::state::api;
use crate::state::connector::Connectors;
use crate::state::credentials::Credentials;
use crate::state::proxy::Proxy;
use crate::state::rate_limit::RateLimit;

pub(crate) struct Server {
    pub(crate) journal: Arc<Journal>,
    pub(crate) connectors: Connectors,
    script: Script,
    credentials: Option<Credentials>,
    proxy: Proxy,
    rate_limit: Option<RateLimit>,
}

pub(crate) enum Decision {
    Answer(Answer),
    Tunnel(Authority),
}

impl Server {
    /// `started` is the moment that the journal counts from.
    pub(crate) fn new(spec: ServerSpec, started: Instant) -> Result<Self, String> {
        Ok(Self {
            journal: Arc::new(Journal::new(started)),
            connectors: Connectors::new(spec.connectors)?,
            script: spec.answers.into(),
            credentials: spec.credentials,
            proxy: spec.proxy,
            rate_limit: spec.rate_limit.map(RateLimit::new),
        })
    }

    pub(crate) fn decide(&self, head: &Parts) -> Decision {
        let quota = self.rate_limit.as_ref().map(RateLimit::take);
        let refusal = quota.and_then(|quota| quota.refusal());
        let decision = refusal.map_or_else(|| self.decide_granted(head), Decision::Answer);
        match (decision, quota) {
            (Decision::Answer(answer), Some(quota)) => Decision::Answer(quota.announce(answer)),
            (decision, _) => decision,
        }
    }

    /// What the control interface shows.
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
        let route = Route::parse(head.uri.path());
        if let Cue::Answer(answer) = self.cue(route.as_ref()) {
            return Decision::Answer(answer);
        }
        if head.method == Method::CONNECT && self.proxy.is_on() {
            return tunnel(head);
        }
        if !self.admits(head) {
            return Decision::Answer(Answer::error(StatusCode::UNAUTHORIZED, "Unauthorized"));
        }
        Decision::Answer(api::answer(&self.connectors, &head.method, &head.uri, route.as_ref()))
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
