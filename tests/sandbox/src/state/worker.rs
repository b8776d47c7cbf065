//! The calls of a self-managed worker of Apache Kafka Connect, answered from the state, in the worker's own words.

use http::header::{CONNECTION, CONTENT_TYPE};
use http::{HeaderValue, Method, StatusCode, Uri};
use serde_json::{Value, json};

use crate::respond::answer::Answer;
use crate::spec::release::Release;
use crate::state::address::{Address, Route};
use crate::state::api::{list, parameters};
use crate::state::connector::{Connector, Connectors};
use crate::state::lifecycle::Restart;

/// The kind of worker that a server plays.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) release: Release,
    /// Whether lists with `expand` fail, as they do while a plugin of some connector is missing.
    pub(crate) expansion_fails: bool,
}

/// Answers a request with valid credentials.
pub(crate) fn answer(
    kind: Kind,
    connectors: &Connectors,
    method: &Method,
    uri: &Uri,
    route: Option<&Route<'_>>,
) -> Answer {
    match route {
        Some(Route::List { .. }) => only(method, Method::GET, || kind.list(connectors, uri)),
        Some(Route::Connector { action: "stop", .. }) if !kind.release.stops() => unknown_path(),
        Some(Route::Connector { address, action }) => on_connector(kind, connectors, method, uri, address, action),
        None => unknown_path(),
    }
}

impl Kind {
    fn list(self, connectors: &Connectors, uri: &Uri) -> Answer {
        let expand: Vec<_> = parameters(uri, "expand").filter(|_| self.release.expands_lists()).collect();
        if self.expansion_fails && !expand.is_empty() {
            return general_error(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Failed to find any class that implements Connector",
            );
        }
        list(connectors.of_cluster("", ""), &expand)
    }
}

/// The answer of Kafka's own extension for Basic authentication.
pub(crate) fn unauthorized() -> Answer {
    text(StatusCode::UNAUTHORIZED, "User cannot access the resource.")
}

/// Whether the HTTP server in front refuses the path, for everybody: it has an encoded slash, percent sign or backslash.
pub(crate) fn refusal(method: &Method, uri: &Uri) -> Option<Answer> {
    let path = uri.path().to_ascii_lowercase();
    ["%2f", "%25", "%5c"].iter().find(|escape| path.contains(*escape))?;
    Some(match *method {
        Method::GET => text(StatusCode::BAD_REQUEST, "<html><h2>HTTP ERROR 400 Bad Request</h2></html>")
            .with(CONTENT_TYPE, HeaderValue::from_static("text/html;charset=iso-8859-1")),
        _ => Answer::empty(StatusCode::BAD_REQUEST).with(CONNECTION, HeaderValue::from_static("close")),
    })
}

fn on_connector(
    kind: Kind,
    connectors: &Connectors,
    method: &Method,
    uri: &Uri,
    address: &Address<'_>,
    action: &str,
) -> Answer {
    let found = |unknown: &str, answer: &dyn Fn(&Connector) -> Answer| {
        let connector = connectors.find(address);
        connector.map_or_else(|| not_found(&format!("{unknown} {}", address.name)), answer)
    };
    let change = |change: fn(&Connector), status| {
        only(method, Method::PUT, || {
            found("Unknown connector", &|connector| {
                change(connector);
                Answer::empty(status)
            })
        })
    };
    match action {
        "resume" => change(Connector::resume, StatusCode::ACCEPTED),
        "pause" => change(Connector::pause, StatusCode::ACCEPTED),
        "stop" => change(Connector::stop, StatusCode::NO_CONTENT),
        "restart" => {
            only(method, Method::POST, || found("Unknown connector:", &|connector| restart(kind, connector, uri)))
        }
        "status" => only(method, Method::GET, || {
            found("No status found for connector", &|connector| Answer::json(StatusCode::OK, &connector.status()))
        }),
        _ => unknown_path(),
    }
}

/// A restart of the connector alone has the answer from before restarts could include tasks.
fn restart(kind: Kind, connector: &Connector, uri: &Uri) -> Answer {
    let value = |name| parameters(uri, name).next().filter(|_| kind.release.restarts_tasks());
    let is_true = |name| value(name).is_some_and(|value| value.eq_ignore_ascii_case("true"));
    let what = Restart { include_tasks: is_true("includeTasks"), only_failed: is_true("onlyFailed") };
    let status = connector.restart(what);
    match what {
        Restart { include_tasks: false, only_failed: false } => Answer::empty(StatusCode::NO_CONTENT),
        _ => Answer::json(StatusCode::ACCEPTED, &status),
    }
}

fn only(method: &Method, allowed: Method, answer: impl FnOnce() -> Answer) -> Answer {
    if *method == allowed {
        return answer();
    }
    general_error(StatusCode::METHOD_NOT_ALLOWED, "HTTP 405 Method Not Allowed")
}

fn unknown_path() -> Answer {
    general_error(StatusCode::NOT_FOUND, "HTTP 404 Not Found")
}

fn not_found(message: &str) -> Answer {
    Answer::json(StatusCode::NOT_FOUND, &document(StatusCode::NOT_FOUND, message))
}

/// An error that belongs to no call. It has no `Content-Type`.
fn general_error(status: StatusCode, message: &str) -> Answer {
    text(status, &document(status, message).to_string())
}

fn document(status: StatusCode, message: &str) -> Value {
    json!({ "error_code": status.as_u16(), "message": message })
}

fn text(status: StatusCode, body: &str) -> Answer {
    Answer { body: body.to_owned().into(), ..Answer::empty(status) }
}
