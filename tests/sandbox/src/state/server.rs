//! The state of one server, and its answers.

use std::sync::Arc;
use std::time::Instant;

use http::header::AUTHORIZATION;
use http::request::Parts;
use http::uri::Authority;
use http::{HeaderValue, Method, StatusCode, Version};
use serde_json::{Value, json};

use crate::journal::Journal;
use crate::respond::answer::Answer;
use crate::respond::script::{Cue, Script};
use crate::spec::ServerSpec;
use crate::spec::connector::ConnectorSpec;
use crate::spec::service::{Played, Service};
use crate::state::address::Route;
use crate::state::api;
use crate::state::connector::Connectors;
use crate::state::credentials::{Credentials, bearer};
use crate::state::forward::{Call, Worker};
use crate::state::proxy::Proxy;
use crate::state::rate_limit::{Quota, RateLimit};
use crate::state::tokens::form::Form;
use crate::state::tokens::identity_provider::IdentityProvider;
use crate::state::tokens::sts::Sts;
use crate::state::worker;

pub(crate) struct Server {
    pub(crate) journal: Arc<Journal>,
    pub(crate) connectors: Connectors,
    role: Role,
    worker: worker::Kind,
    script: Script,
    credentials: Option<Credentials>,
    proxy: Proxy,
    rate_limit: Option<RateLimit>,
    forward: Option<Arc<Worker>>,
}

/// The service that a server plays, and the tokens that it issues.
enum Role {
    ConfluentCloud(Sts),
    KafkaConnect,
    IdentityProvider(IdentityProvider),
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
        let service = spec.service.with_connectors();
        let connectors = match service {
            Some(service) if forward.is_none() => {
                Connectors::new(spec.connectors.unwrap_or_else(|| vec![ConnectorSpec::default()]), service)?
            }
            _ => Connectors::default(),
        };
        Ok(Self {
            journal: Arc::new(Journal::new(started)),
            connectors,
            script: spec.answers.into(),
            credentials: spec.credentials.by(spec.service),
            role: match spec.service {
                Played::ConfluentCloud => Role::ConfluentCloud(Sts::new(spec.sts.unwrap_or_default())),
                Played::KafkaConnect => Role::KafkaConnect,
                Played::IdentityProvider => Role::IdentityProvider(spec.identity_provider.unwrap_or_default()),
            },
            worker: worker::Kind { release: spec.kafka, expansion_fails: spec.expansion_fails },
            proxy: spec.proxy,
            rate_limit: spec.rate_limit.map(RateLimit::new),
            forward: forward.map(Arc::new),
        })
    }

    /// The form of a request for a token.
    pub(crate) fn form(&self, head: &Parts, body: &[u8]) -> Option<Form> {
        let path = head.uri.path();
        let takes_form = match self.role {
            Role::ConfluentCloud(_) => Sts::is_at(path),
            Role::KafkaConnect => false,
            Role::IdentityProvider(_) => IdentityProvider::takes_form_at(path),
        };
        takes_form.then(|| Form::read(head, body))
    }

    /// The reply to a request, and its share of the rate limit. An exchange of tokens has none, and takes no answer of the
    /// server's script.
    pub(crate) fn decide(&self, head: &Parts, form: Option<&Form>) -> (Decision, Option<Quota>) {
        if let (Role::ConfluentCloud(sts), Some(form)) = (&self.role, form) {
            let refusal = self.proxy.refusal(&head.headers);
            return (Decision::Answer(refusal.unwrap_or_else(|| sts.answer(&head.method, form))), None);
        }
        // Before the script: its answers are uses of the token, too, and its time begins with them.
        let is_admitted = self.admits(head);
        let quota = self.rate_limit.as_ref().map(RateLimit::take);
        let refusal = quota.and_then(Quota::refusal);
        (refusal.map_or_else(|| self.decide_granted(head, form, is_admitted), Decision::Answer), quota)
    }

    /// Adds the headers of each answer of this server. Workers number no requests.
    pub(crate) fn sign(&self, mut answer: Answer, quota: Option<Quota>) -> Answer {
        answer.has_request_id &= matches!(self.role, Role::ConfluentCloud(_));
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

    fn decide_granted(&self, head: &Parts, form: Option<&Form>, is_admitted: bool) -> Decision {
        if let Some(refusal) = self.proxy.refusal(&head.headers) {
            return Decision::Answer(refusal);
        }
        let route = self.route(head);
        if let Cue::Answer(answer) = self.cue(route.as_ref()) {
            return Decision::Answer(answer);
        }
        if head.method == Method::CONNECT && self.proxy.is_on() {
            return tunnel(head);
        }
        if is_admitted && let Some(forwarded) = self.forward(head) {
            return forwarded;
        }
        Decision::Answer(self.answer(head, route.as_ref(), form, is_admitted))
    }

    fn route<'a>(&self, head: &'a Parts) -> Option<Route<'a>> {
        let service = match self.role {
            Role::ConfluentCloud(_) => Service::ConfluentCloud,
            Role::KafkaConnect => Service::KafkaConnect,
            Role::IdentityProvider(_) => return None,
        };
        Route::parse(service, head.uri.path())
    }

    /// `None` without a worker, and for paths that no worker serves.
    fn forward(&self, head: &Parts) -> Option<Decision> {
        let worker = self.forward.as_ref()?;
        Some(Decision::Forward(Arc::clone(worker), Call::read(&head.uri)?))
    }

    fn answer(&self, head: &Parts, route: Option<&Route<'_>>, form: Option<&Form>, is_admitted: bool) -> Answer {
        let (method, uri) = (&head.method, &head.uri);
        match &self.role {
            Role::ConfluentCloud(_) if is_admitted => api::answer(&self.connectors, method, uri, route),
            Role::ConfluentCloud(_) => Answer::error(StatusCode::UNAUTHORIZED, "Unauthorized"),
            Role::KafkaConnect => worker::refusal(method, uri).unwrap_or_else(|| match is_admitted {
                true => worker::answer(self.worker, &self.connectors, method, uri, route),
                false => worker::unauthorized(),
            }),
            Role::IdentityProvider(provider) => provider.answer(head, form),
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
        let header = head.headers.get(AUTHORIZATION);
        self.credentials.as_ref().is_none_or(|credentials| credentials.accept(header) || self.has_issued(header))
    }

    fn has_issued(&self, authorization: Option<&HeaderValue>) -> bool {
        match &self.role {
            Role::ConfluentCloud(sts) => {
                bearer(authorization).is_some_and(|token| sts.tokens.accept(token, Instant::now()))
            }
            _ => false,
        }
    }
}

fn tunnel(head: &Parts) -> Decision {
    match head.uri.authority() {
        Some(target) if head.version != Version::HTTP_2 => Decision::Tunnel(target.clone()),
        _ => Decision::Answer(Answer::error(StatusCode::NOT_IMPLEMENTED, "Tunnels need HTTP/1.1")),
    }
}
