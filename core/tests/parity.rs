//! The public names against `tests/parity/names.json`. The patterns are exhaustive: whoever adds a field must come here.
//!
//! Besides the list, Rust has `from_env` and `on_event` among its options: elsewhere they are a constructor and a
//! language's own way of listening.

#![allow(clippy::unwrap_used, clippy::panic, reason = "clippy takes only #[test] functions for tests")]

use std::collections::BTreeSet;

use serde_json::Value;
use unpause::{
    Accepted, CallOptions, Client, ClientOptions, Connector, DEFAULT_BASE_URL, DEFAULT_CONNECT_TIMEOUT,
    DEFAULT_DEADLINE, DEFAULT_TIMEOUT, Error, ErrorKind, RateLimit, RetryPolicy,
};

/// The names of a struct's fields; does not compile when one is missing.
macro_rules! fields {
    ($type:ident { $($field:ident),* }) => {{
        #[expect(dead_code, reason = "only compiled")]
        fn exhaustive($type { $($field: _),* }: $type) {}
        vec![$(stringify!($field)),*]
    }};
}

/// The names of some methods without parameters; does not compile when one is missing.
macro_rules! accessors {
    ($type:ident { $($method:ident),* }) => {{
        $(let _ = $type::$method;)*
        vec![$(stringify!($method)),*]
    }};
}

fn listed() -> Value {
    serde_json::from_str(include_str!("../../tests/parity/names.json")).unwrap()
}

fn names(of: &Value) -> BTreeSet<&str> {
    match of {
        Value::Object(map) => map.keys().map(String::as_str).collect(),
        Value::Array(list) => list.iter().map(|name| name.as_str().unwrap()).collect(),
        other => panic!("{other} lists no names"),
    }
}

fn set(names: Vec<&str>) -> BTreeSet<&str> {
    names.into_iter().collect()
}

#[test]
fn options_and_their_defaults() {
    let listed = listed();
    let fields = fields!(ClientOptions {
        api_key,
        api_secret,
        token,
        base_url,
        timeout,
        connect_timeout,
        deadline,
        retry,
        ca_bundle,
        proxy,
        user_agent,
        headers,
        allow_insecure,
        from_env,
        on_event
    });
    let own = set(vec!["from_env", "on_event"]);
    assert_eq!(&set(fields) - &own, names(&listed["client_options"]));
    assert_eq!(set(fields!(CallOptions { timeout, deadline })), names(&listed["call_options"]));
    assert_eq!(set(fields!(RetryPolicy { max_attempts, base, cap })), names(&listed["retry_policy"]));

    let options = &listed["client_options"];
    assert_eq!(options["base_url"], DEFAULT_BASE_URL);
    assert_eq!(options["timeout"].as_f64(), Some(DEFAULT_TIMEOUT.as_secs_f64()));
    assert_eq!(options["connect_timeout"].as_f64(), Some(DEFAULT_CONNECT_TIMEOUT.as_secs_f64()));
    assert_eq!(options["deadline"].as_f64(), Some(DEFAULT_DEADLINE.as_secs_f64()));
    let retry = &listed["retry_policy"];
    assert_eq!(retry["max_attempts"].as_u64(), Some(u64::from(RetryPolicy::DEFAULT.max_attempts)));
    assert_eq!(retry["base"].as_f64(), Some(RetryPolicy::DEFAULT.base.as_secs_f64()));
    assert_eq!(retry["cap"].as_f64(), Some(RetryPolicy::DEFAULT.cap.as_secs_f64()));
}

#[test]
fn what_comes_back() {
    let listed = listed();
    let accepted = fields!(Accepted { connector, request_id, attempts, elapsed, rate_limit });
    assert_eq!(set(accepted), names(&listed["accepted"]));
    assert_eq!(set(fields!(RateLimit { limit, remaining, reset })), names(&listed["rate_limit"]));
    let connector = accessors!(Connector { environment_id, kafka_cluster_id, connector_name });
    assert_eq!(set(connector), names(&listed["connector"]));
    assert_eq!(set(accessors!(Client { resume })), names(&listed["methods"]));
}

#[test]
fn errors_and_their_fields() {
    use ErrorKind::{
        Configuration, Conflict, Forbidden, Internal, InvalidRequest, NotFound, RateLimited, Server, Timeout,
        Transport, Unauthorized, UnexpectedStatus,
    };
    let listed = listed();
    let kinds = [
        InvalidRequest,
        Configuration,
        Unauthorized,
        Forbidden,
        NotFound,
        Conflict,
        RateLimited,
        Server,
        UnexpectedStatus,
        Timeout,
        Transport,
        Internal,
    ];
    for kind in kinds {
        // Exhaustive: a kind that is added must come here.
        match kind {
            InvalidRequest | Configuration | Unauthorized | Forbidden | NotFound | Conflict | RateLimited | Server
            | UnexpectedStatus | Timeout | Transport | Internal => {}
        }
    }
    assert_eq!(kinds.iter().map(|kind| kind.name()).collect::<BTreeSet<_>>(), names(&listed["errors"]));

    let accessors = accessors!(Error {
        advice,
        connector,
        field,
        limit,
        status,
        code,
        request_id,
        attempts,
        elapsed,
        body,
        retry_after,
        rate_limit
    });
    let lists = listed["errors"].as_object().unwrap().values().filter(|fields| fields.is_array());
    let all = lists.chain([&listed["error"], &listed["answered"]]).flat_map(names).collect::<BTreeSet<_>>();
    assert_eq!(set(accessors), all);
}
