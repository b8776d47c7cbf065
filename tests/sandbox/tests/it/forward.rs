//! A server in front of a worker of Kafka Connect.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{World, exchange};

const CLUSTER: &str = "/connect/v1/environments/env-any/clusters/lkc-any/connectors";

/// `main` in front of `worker`, which answers by its script and checks no credentials.
async fn forwarding(main: Value, answers: Value) -> World {
    let mut main = main;
    main["forward"] = json!("${worker.url}");
    World::new(json!({ "main": main, "worker": { "credentials": null, "answers": answers } })).await
}

async fn arrived(world: &World) -> Vec<Value> {
    world.seen_by("worker").await["requests"].as_array().unwrap().clone()
}

fn header<'a>(request: &'a Value, name: &str) -> Option<&'a str> {
    let headers = request["headers"].as_array().unwrap();
    headers.iter().find(|header| header[0] == name).map(|header| header[1].as_str().unwrap())
}

#[tokio::test]
async fn the_path_loses_its_cluster_and_nothing_else() {
    let world = forwarding(json!({}), json!([{ "times": 0 }])).await;
    for (method, below) in [
        (Method::PUT, "/a%2Fb%20%E2%86%92/resume"),
        (Method::POST, "/%2E%2E%25/restart?includeTasks=true&onlyFailed=false"),
        (Method::DELETE, "/x"),
        (Method::GET, ""),
        (Method::GET, "/"),
    ] {
        assert_eq!(world.send(method.clone(), &format!("{CLUSTER}{below}")).await.status(), 202);
        let request = arrived(&world).await.pop().unwrap();
        assert_eq!(request["method"], method.as_str());
        assert_eq!(request["target"], format!("/connectors{below}"));
    }
}

#[tokio::test]
async fn the_workers_answer_comes_back_with_what_the_service_adds() {
    let answer = json!([{ "status": 409, "headers": { "content-type": "application/json", "server": "Jetty" },
        "text": "{\"error_code\": 409, \"message\": \"rebalance\"}" }]);
    let world = forwarding(json!({ "rate_limit": { "limit": 1, "window": 60 } }), answer).await;

    let response = world.send(Method::PUT, &format!("{CLUSTER}/x/resume")).await;

    assert_eq!(response.status(), 409);
    let headers = response.headers().clone();
    assert_eq!(headers["content-type"], "application/json");
    assert_eq!(headers["x-request-id"], "req-1");
    assert_eq!(headers["x-ratelimit-limit"], "1");
    assert!(!headers.contains_key("server"));
    assert_eq!(response.text().await.unwrap(), "{\"error_code\": 409, \"message\": \"rebalance\"}");
    let refused = world.send(Method::PUT, &format!("{CLUSTER}/x/resume")).await;
    assert_eq!(refused.status(), 429);
    assert_eq!(arrived(&world).await.len(), 1, "what is refused does not reach the worker");
    assert_eq!(world.seen().await["requests"][0]["status"], 409, "its own journal has both");
}

#[tokio::test]
async fn credentials_end_here_and_bodies_go_on() {
    let world = forwarding(json!({}), json!([{ "times": 0 }])).await;
    let create = |request: reqwest::RequestBuilder| {
        request.header("content-type", "application/json").header("accept", "application/json").body("{\"name\":\"x\"}")
    };

    let (status, error) = exchange(create(world.anonymous(Method::POST, CLUSTER))).await;
    assert_eq!((status, &error["error"]["code"]), (401, &json!(401)));
    assert_eq!(exchange(create(world.call(Method::POST, CLUSTER))).await.0, 202);

    let requests = arrived(&world).await;
    assert_eq!(requests.len(), 1);
    let sent = |name| header(&requests[0], name);
    assert_eq!((sent("authorization"), sent("content-length")), (None, Some("12")));
    assert_eq!((sent("content-type"), sent("accept")), (Some("application/json"), Some("application/json")));
    assert_eq!(sent("host"), Some(world.url("worker").trim_start_matches("http://")));
}

#[tokio::test]
async fn a_list_has_the_ids_that_no_worker_has() {
    let listed = json!([{ "json": { "a/b": { "status": {} }, "c": { "status": {} } }, "status": 200, "times": 0 }]);
    let world = forwarding(json!({}), listed).await;
    let list = async |query: &str| {
        let (_, document) = exchange(world.call(Method::GET, &format!("{CLUSTER}?{query}"))).await;
        (document, arrived(&world).await.pop().unwrap()["target"].clone())
    };

    let (document, target) = list("expand=info%2Cstatus,id").await;
    assert_eq!(target, "/connectors?expand=info&expand=status", "workers know no commas");
    let id = &document["a/b"]["id"];
    assert_eq!(id["id_type"], "ID");
    assert!(id["id"].as_str().unwrap().starts_with("lcc-"));
    assert_ne!(id, &document["c"]["id"]);
    assert!(document["c"]["status"].is_object());
    assert_eq!(list("expand=id").await, (document, json!("/connectors?expand=id")));
    let (without, target) = list("expand=status").await;
    assert_eq!((without["c"].get("id"), target), (None, json!("/connectors?expand=status")));
}

#[tokio::test]
async fn a_worker_that_is_gone_is_a_502_in_the_services_words() {
    let world = World::new(json!({ "main": { "forward": "${worker.url}" }, "worker": { "listen": "refuse" } })).await;

    let (status, error) = exchange(world.call(Method::PUT, &format!("{CLUSTER}/x/resume"))).await;

    assert_eq!((status, &error["error"]["code"]), (502, &json!(502)));
    assert!(error["error"]["message"].as_str().unwrap().contains("No answer from the worker"));
}

#[tokio::test]
async fn only_connectors_are_the_workers_and_its_own_script_comes_first() {
    let scripted = json!({ "answers": [{ "status": 503 }, null, null] });
    let world = forwarding(scripted, json!([{ "times": 0 }])).await;
    let status = async |path: &str| world.send(Method::PUT, path).await.status().as_u16();

    assert_eq!(status(&format!("{CLUSTER}/x/resume")).await, 503);
    assert_eq!(status(&format!("{CLUSTER}/x/resume")).await, 202);
    for path in ["/connectors/x/resume", "/connect/v1/environments/e/clusters/c/connectorsx/resume", "/"] {
        assert_eq!(status(path).await, 404, "{path}");
    }
    assert_eq!(arrived(&world).await.len(), 1);
}
