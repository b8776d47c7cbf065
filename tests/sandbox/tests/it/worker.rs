//! A server that behaves as a self-managed worker of Kafka Connect.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::support::{World, exchange, until};

const ORDERS: &str = "/connectors/orders-sink";

async fn worker(connectors: Value) -> World {
    World::of(json!({ "service": "kafka_connect", "connectors": connectors })).await
}

fn change(world: &World, action: &str) -> RequestBuilder {
    let method = if action.starts_with("restart") { Method::POST } else { Method::PUT };
    world.anonymous(method, &format!("{ORDERS}/{action}"))
}

async fn accepted(world: &World, action: &str) {
    let expected = if action == "stop" { 204 } else { 202 };
    assert_eq!(exchange(change(world, action)).await.0, expected, "{action}");
}

async fn status(world: &World) -> Value {
    exchange(world.anonymous(Method::GET, &format!("{ORDERS}/status"))).await.1
}

/// The state of the connector and of its tasks, in one line.
fn states(status: &Value) -> String {
    let tasks = status["tasks"].as_array().unwrap().iter().map(|task| task["state"].as_str().unwrap());
    std::iter::once(status["connector"]["state"].as_str().unwrap()).chain(tasks).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_worker_asks_for_no_credentials_and_numbers_no_requests() {
    let world = worker(json!([{}])).await;

    let response = change(&world, "resume").send().await.unwrap();

    assert_eq!(response.status(), 202);
    assert!(response.headers().get("x-request-id").is_none());
    assert_eq!(response.text().await.unwrap(), "");
    let expected = json!({
        "name": "orders-sink",
        "type": "sink",
        "connector": { "state": "RUNNING", "worker_id": "127.0.0.1:8083" },
        "tasks": [{ "id": 0, "state": "RUNNING", "worker_id": "127.0.0.1:8083" }],
    });
    assert_eq!(status(&world).await, expected);
}

#[tokio::test]
async fn credentials_are_checked_if_they_are_given() {
    let credentials = json!({ "api_keys": { "ann": "" }, "tokens": ["t"] });
    let world = World::of(json!({ "service": "kafka_connect", "credentials": credentials })).await;
    let list = || world.anonymous(Method::GET, "/connectors");

    let refused = list().send().await.unwrap();
    assert_eq!(refused.status(), 401);
    assert_eq!(refused.text().await.unwrap(), "User cannot access the resource.");
    assert_eq!(exchange(list().basic_auth("ann", Some(""))).await.0, 200);
    assert_eq!(exchange(list().bearer_auth("t")).await.0, 200);
}

#[tokio::test]
async fn errors_are_in_the_workers_words() {
    let world = worker(json!([])).await;
    for (method, path, message) in [
        (Method::PUT, "/connectors/a%3Bb/resume", "Unknown connector a;b"),
        (Method::PUT, "/connectors/x/pause", "Unknown connector x"),
        (Method::PUT, "/connectors/x/stop", "Unknown connector x"),
        (Method::POST, "/connectors/x/restart", "Unknown connector: x"),
        (Method::POST, "/connectors/x/restart?includeTasks=true&onlyFailed=false", "Unknown connector: x"),
        (Method::GET, "/connectors/x/status", "No status found for connector x"),
        (Method::GET, "/connect/v1/environments/e/clusters/c/connectors", "HTTP 404 Not Found"),
        (Method::PUT, "/connectors/x/explode", "HTTP 404 Not Found"),
    ] {
        let answer = exchange(world.anonymous(method, path)).await;
        assert_eq!(answer, (404, json!({ "error_code": 404, "message": message })), "{path}");
    }
    let refused = world.anonymous(Method::POST, &format!("{ORDERS}/stop")).send().await.unwrap();
    assert_eq!(refused.status(), 405);
    assert!(!refused.headers().contains_key("allow") && !refused.headers().contains_key("content-type"));
    assert_eq!(refused.text().await.unwrap(), r#"{"error_code":405,"message":"HTTP 405 Method Not Allowed"}"#);
}

#[tokio::test]
async fn some_names_are_refused_before_anybody_looks_for_them() {
    let world = worker(json!([{ "name": "a/b" }])).await;
    for name in ["a%2Fb", "100%25", "a%5cb"] {
        let look = world.anonymous(Method::GET, &format!("/connectors/{name}/status")).send().await.unwrap();
        assert_eq!(
            (look.status().as_u16(), &look.headers()["content-type"]),
            (400, &"text/html;charset=iso-8859-1".parse().unwrap())
        );
        let resume = world.anonymous(Method::PUT, &format!("/connectors/{name}/resume")).send().await.unwrap();
        assert_eq!((resume.status().as_u16(), &resume.headers()["connection"]), (400, &"close".parse().unwrap()));
        assert_eq!(resume.text().await.unwrap(), "");
    }
}

#[tokio::test]
async fn a_listing_expands_one_value_a_parameter_and_knows_no_ids() {
    let world = worker(json!([{ "name": "b", "config": { "topics": "t" } }, { "name": "a" }])).await;
    let get = async |query: &str| exchange(world.anonymous(Method::GET, &format!("/connectors{query}"))).await;

    assert_eq!(get("").await, (200, json!(["b", "a"])));
    assert_eq!(get("/").await, (200, json!(["b", "a"])));
    let (_, both) = get("?expand=info&expand=status").await;
    assert_eq!(both["b"]["info"]["config"], json!({ "topics": "t" }));
    assert_eq!(both["a"]["status"]["connector"]["state"], "PAUSED");
    assert_eq!(get("?expand=info,status").await.1, json!({ "a": {}, "b": {} }));
    assert_eq!(get("?expand=id").await.1, json!({ "a": {}, "b": {} }));
    let nothing = worker(json!([])).await;
    assert_eq!(exchange(nothing.anonymous(Method::GET, "/connectors")).await, (200, json!([])));
}

#[tokio::test]
async fn tasks_are_paused_and_a_stopped_connector_has_none() {
    let world = worker(json!([{ "tasks": 2 }])).await;
    for (action, expected) in [
        ("pause", "PAUSED PAUSED PAUSED"),
        ("resume", "RUNNING RUNNING RUNNING"),
        ("pause", "PAUSED PAUSED PAUSED"),
        ("stop", "STOPPED"),
        ("restart?includeTasks=true", "STOPPED"),
        ("resume", "RUNNING RUNNING RUNNING"),
        ("stop", "STOPPED"),
        ("pause", "PAUSED"),
    ] {
        accepted(&world, action).await;
        assert_eq!(states(&status(&world).await), expected, "{action}");
    }
}

#[tokio::test]
async fn what_has_failed_stays_so_until_it_is_restarted_or_stopped() {
    let world =
        worker(json!([{ "state": "RUNNING", "tasks": ["RUNNING", { "state": "FAILED", "trace": "disk" }] }])).await;
    for (action, expected) in [
        ("resume", "RUNNING RUNNING FAILED"),
        ("pause", "PAUSED PAUSED FAILED"),
        ("resume", "RUNNING RUNNING FAILED"),
        ("restart?onlyFailed=true", "RUNNING RUNNING FAILED"),
        ("restart?includeTasks=true&onlyFailed=true", "RUNNING RUNNING RUNNING"),
    ] {
        accepted(&world, action).await;
        assert_eq!(states(&status(&world).await), expected, "{action}");
    }
    let failed = worker(json!([{ "state": "FAILED", "trace": "why" }])).await;
    for (action, expected) in
        [("pause", "FAILED FAILED"), ("resume", "FAILED FAILED"), ("stop", "STOPPED"), ("resume", "RUNNING RUNNING")]
    {
        accepted(&failed, action).await;
        assert_eq!(states(&status(&failed).await), expected, "{action}");
    }
}

#[tokio::test]
async fn a_restart_with_tasks_tells_what_it_restarts() {
    let world = worker(json!([{ "state": "FAILED", "tasks": ["FAILED", "RUNNING"], "lag": 0.1 }])).await;

    let alone = change(&world, "restart?includeTasks=false&onlyFailed=false").send().await.unwrap();
    assert_eq!((alone.status().as_u16(), alone.text().await.unwrap()), (204, String::new()));
    assert_eq!(
        states(&until(|| status(&world), |status| states(status).starts_with("RUNNING")).await),
        "RUNNING FAILED RUNNING"
    );

    let (code, answer) = exchange(change(&world, "restart?includeTasks=true&onlyFailed=true")).await;
    assert_eq!((code, states(&answer)), (202, "RUNNING RESTARTING RUNNING".to_owned()));
    until(|| status(&world), |status| states(status) == "RUNNING RUNNING RUNNING").await;
}

#[tokio::test]
async fn a_restart_leaves_what_is_paused_paused() {
    let world = worker(json!([{ "tasks": ["PAUSED", "FAILED"] }])).await;

    let (code, answer) = exchange(change(&world, "restart?includeTasks=true")).await;

    assert_eq!((code, states(&answer)), (202, "RESTARTING RESTARTING RESTARTING".to_owned()));
    assert_eq!(states(&status(&world).await), "PAUSED PAUSED PAUSED");
}
