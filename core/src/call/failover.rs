//! Several workers: calls are kept to the one that took the last, and move on if it cannot be reached or says that it is not there.

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use http::{HeaderValue, StatusCode};

use crate::config::base_url::BaseUrl;
use crate::config::retry_policy::RetryClass;
use crate::config::servers::Servers;
use crate::config::settings::Settings;
use crate::error::{TimeLimit, TransportReason};
use crate::http::body::{LONGEST_LISTING, LONGEST_STATUS};
use crate::http::endpoint;
use crate::http::failure::{Failure, Until};
use crate::http::response::Answer;
use crate::http::transport::{Request, Transport};
use crate::lock::lock;
use crate::model::operation::Operation;

/// The number of the server that the calls of a client are kept to.
#[derive(Default)]
pub(crate) struct Failover(AtomicUsize);

/// The servers that one call has asked, in order.
#[derive(Default)]
pub(crate) struct Visits(Mutex<Vec<usize>>);

impl Visits {
    fn add(&self, number: usize) {
        lock(&self.0).push(number);
    }

    /// The server that was asked last; if none was, the first.
    pub(crate) fn last<'a>(&self, servers: &'a Servers) -> &'a BaseUrl {
        servers.at(lock(&self.0).last().copied().unwrap_or_default())
    }

    /// The end of an error's reason, if there are several servers.
    pub(crate) fn words(&self, servers: &Servers, failure: Option<&Failure>) -> String {
        let last = self.last(servers).authority();
        match (servers.count(), lock(&self.0).iter().collect::<HashSet<_>>().len()) {
            (1, _) | (_, 0) => String::new(),
            (all, asked) if asked == all && failure.is_some_and(|failure| next_server(failure, true) != Next::Stay) => {
                format!("; all {all} workers were tried, {last} last")
            }
            _ => format!("; the worker was {last}"),
        }
    }
}

impl Failover {
    /// One attempt. It asks the server that is kept to, and the others in turn for as long as one can do the call no harm.
    pub(crate) async fn attempt(
        &self,
        transport: &Transport,
        settings: &Settings,
        operation: Operation<'_>,
        authorization: Option<HeaderValue>,
        until: Until,
        visits: &Visits,
    ) -> Result<Answer, Failure> {
        let servers = &settings.servers;
        let first = self.0.load(Ordering::Relaxed);
        let mut number = first;
        loop {
            visits.add(number % servers.count());
            let authorization = authorization.clone();
            let request = Request { authorization, ..request(operation, servers.at(number)) };
            let result = transport.send(request, until, &settings.redactor).await;
            let next = result.as_ref().err().map_or(Next::Stay, |it| next_server(it, operation.is_idempotent()));
            if next != Next::Ask || number + 1 == first + servers.count() {
                let kept = if next == Next::Stay { number } else { number + 1 };
                self.0.store(kept % servers.count(), Ordering::Relaxed);
                return result;
            }
            number += 1;
        }
    }
}

fn request(operation: Operation<'_>, server: &BaseUrl) -> Request {
    Request {
        method: operation.method(),
        url: endpoint::url(server, operation),
        path: endpoint::path(operation),
        wanted: match operation {
            Operation::Change(..) => None,
            Operation::Status(_) => Some(LONGEST_STATUS),
            Operation::List(..) => Some(LONGEST_LISTING),
        },
        authorization: None,
        form: None,
    }
}

/// Which server comes after an attempt at one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// The same one, in the next call.
    Stay,
    /// Another one, at once: this one did not act on the request, or acting on it twice does no harm.
    Ask,
    /// Another one, in the next attempt or call: this one did not answer, and may have acted on the request.
    Leave,
}

fn next_server(failure: &Failure, is_idempotent: bool) -> Next {
    match failure {
        Failure::TimedOut { limit: TimeLimit::ConnectTimeout, .. } => Next::Ask,
        Failure::Unanswered { kind: TransportReason::TooManyOpenFiles, .. } => Next::Stay,
        Failure::Unanswered { kind, .. } if kind.retry_class() == RetryClass::NotActedOn => Next::Ask,
        Failure::Refused(refusal) if refusal.head.status == StatusCode::SERVICE_UNAVAILABLE => {
            if is_idempotent {
                Next::Ask
            } else {
                Next::Leave
            }
        }
        Failure::TimedOut { .. } | Failure::Unanswered { .. } => Next::Leave,
        Failure::Refused(_)
        | Failure::TooLong { .. }
        | Failure::Held { .. }
        | Failure::NoToken(_)
        | Failure::TokenTooLate => Next::Stay,
    }
}
