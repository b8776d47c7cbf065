//! The documented calls, answered from the state.

use http::header::ALLOW;
use http::{HeaderValue, Method, StatusCode, Uri};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use crate::respond::answer::Answer;
use crate::state::address::{Address, Route};
use crate::state::connector::{Connector, Connectors};
use crate::state::lifecycle::Restart;

/// The service always restarts a connector with its tasks.
const ALL: Restart = Restart { include_tasks: true, only_failed: false };

/// Answers a request with valid credentials.
pub(crate) fn answer(connectors: &Connectors, method: &Method, uri: &Uri, route: Option<&Route<'_>>) -> Answer {
    match route {
        Some(Route::List { environment_id, kafka_cluster_id }) => only(method, &Method::GET, "GET", || {
            let mut listed = connectors.of_cluster(environment_id, kafka_cluster_id).peekable();
            listed.peek().is_some().then(|| list(listed, &expansions(uri)))
        }),
        Some(Route::Connector { address, action }) => on_connector(connectors, method, address, action),
        None => not_found(),
    }
}

fn on_connector(connectors: &Connectors, method: &Method, address: &Address<'_>, action: &str) -> Answer {
    let find = || connectors.find(address);
    let accepted = |()| Answer::empty(StatusCode::ACCEPTED);
    match action {
        "resume" => only(method, &Method::PUT, "PUT", || find().map(Connector::resume).map(accepted)),
        "pause" => only(method, &Method::PUT, "PUT", || find().map(Connector::pause).map(accepted)),
        "restart" => only(method, &Method::POST, "POST", || {
            find().map(|connector| connector.restart(ALL)).map(|_| Answer::empty(StatusCode::ACCEPTED))
        }),
        "status" => only(method, &Method::GET, "GET", || {
            find().map(|connector| Answer::json(StatusCode::OK, &connector.status()))
        }),
        _ => not_found(),
    }
}

/// Answers the one method of a path. `None` is a 404.
fn only(method: &Method, allowed: &Method, allow: &'static str, answer: impl FnOnce() -> Option<Answer>) -> Answer {
    if method == allowed {
        return answer().unwrap_or_else(not_found);
    }
    Answer::error(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed").with(ALLOW, HeaderValue::from_static(allow))
}

/// As the service, it does not say which of environment, cluster and connector is unknown.
fn not_found() -> Answer {
    Answer::error(StatusCode::NOT_FOUND, "Not Found")
}

/// The names, or an object for each if `expand` asks for parts.
pub(crate) fn list<'a>(listed: impl Iterator<Item = &'a Connector>, parts: &[String]) -> Answer {
    if parts.is_empty() {
        let names: Vec<_> = listed.map(|connector| &connector.address.name).collect();
        return Answer::json(StatusCode::OK, &names);
    }
    let expanded: Map<_, _> =
        listed.map(|connector| (connector.address.name.to_string(), expanded(connector, parts))).collect();
    Answer::json(StatusCode::OK, &expanded)
}

fn expanded(connector: &Connector, parts: &[String]) -> Value {
    let known = parts.iter().filter_map(|part| Some((part.clone(), connector.expanded(part)?)));
    Value::Object(known.collect())
}

/// The values of `expand`, written either way: `expand=info,status` or `expand=info&expand=status`.
pub(crate) fn expansions(uri: &Uri) -> Vec<String> {
    let values = parameters(uri, "expand");
    let parts = values.flat_map(|value| value.split(',').map(str::to_owned).collect::<Vec<_>>());
    parts.filter(|part| !part.is_empty()).collect()
}

/// The values of a query's parameter, decoded.
pub(crate) fn parameters<'a>(uri: &'a Uri, name: &'a str) -> impl Iterator<Item = String> + 'a {
    let pairs = uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    let values = pairs.filter(move |(key, _)| *key == name).map(|(_, value)| value);
    values.map(|value| percent_decode_str(value).decode_utf8_lossy().into_owned())
}
