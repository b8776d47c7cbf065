//! Scripted answers without faults.

use reqwest::{Method, Response};
use serde_json::json;

use crate::support::{ORDERS, World};

async fn resume(world: &World) -> Response {
    world.anonymous(Method::PUT, &format!("{ORDERS}/resume")).send().await.unwrap()
}

#[tokio::test]
async fn a_script_is_used_up_before_the_state_answers_and_before_credentials_are_checked() {
    let world = World::of(json!({ "answers": [{ "status": 503 }, { "status": 500, "times": 2 }, null, {}] })).await;

    let mut statuses = Vec::new();
    for _ in 0..6 {
        statuses.push(resume(&world).await.status().as_u16());
    }

    assert_eq!(statuses, [503, 500, 500, 401, 202, 401]);
}

#[tokio::test]
async fn an_answer_can_stay_for_all_that_come() {
    let world = World::of(json!({ "answers": [{ "status": 418, "times": 0 }, { "status": 500 }] })).await;
    for _ in 0..3 {
        assert_eq!(resume(&world).await.status(), 418);
    }
}

#[tokio::test]
async fn a_connectors_script_is_looked_at_first_and_only_for_it() {
    let world = World::of(json!({
        "answers": [{ "status": 500 }],
        "connectors": [{ "answers": [{ "status": 409 }] }, { "name": "other" }],
    }))
    .await;
    let other = ORDERS.replace("orders-sink", "other");

    let of_other = world.send(Method::PUT, &format!("{other}/resume")).await.status();
    let of_orders = resume(&world).await.status();

    assert_eq!((of_other.as_u16(), of_orders.as_u16()), (500, 409));
}

#[tokio::test]
async fn each_kind_of_body_arrives() {
    let world = World::of(json!({ "answers": [
        { "json": { "a": [1, null] } }, { "text": "plain é" }, { "base64": "AP8=" }, { "repeat": { "text": "xy", "times": 100_000 } },
        { "json": null }, {},
    ] }))
    .await;

    let response = resume(&world).await;
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.bytes().await.unwrap(), r#"{"a":[1,null]}"#);
    let response = resume(&world).await;
    assert!(!response.headers().contains_key("content-type"));
    assert_eq!(response.text().await.unwrap(), "plain é");
    assert_eq!(resume(&world).await.bytes().await.unwrap(), [0, 255].as_slice());
    assert_eq!(resume(&world).await.text().await.unwrap(), "xy".repeat(100_000));
    assert_eq!(resume(&world).await.text().await.unwrap(), "null");
    assert_eq!(resume(&world).await.text().await.unwrap(), "");
    let seen = world.seen().await;
    assert_eq!(
        seen["counts"],
        json!({ "requests": 6, "answered": 6, "abandoned": 0, "faulted": 0, "token_requests": 0 })
    );
}

#[tokio::test]
async fn headers_are_an_object_or_pairs() {
    let world = World::of(json!({ "answers": [
        { "headers": { "Retry-After": 7, "X-Request-Id": "mine", "Content-Type": "text/html" }, "json": {} },
        { "headers": [["set-cookie", "a"], ["set-cookie", "b"]] },
        { "headers": { "x-request-id": null } },
    ] }))
    .await;

    let response = resume(&world).await;
    let headers = response.headers();
    assert_eq!(
        (&headers["retry-after"], &headers["x-request-id"], &headers["content-type"]),
        (&"7".parse().unwrap(), &"mine".parse().unwrap(), &"text/html".parse().unwrap())
    );
    let response = resume(&world).await;
    let cookies: Vec<_> = response.headers().get_all("set-cookie").iter().collect();
    assert_eq!(cookies, ["a", "b"]);
    assert_eq!(response.headers()["x-request-id"], "req-2");
    assert!(!resume(&world).await.headers().contains_key("x-request-id"));
}

#[tokio::test]
async fn delays_come_before_the_head_and_in_the_middle_of_the_body() {
    let world = World::of(json!({ "answers": [{ "delay": 0.2, "body_delay": 0.2, "text": "abcdef" }] })).await;
    let mut raw = world.connect().await;
    raw.resume().await;

    let head_and_half = raw.read_until("\r\n\r\nabc").await;
    assert!(head_and_half.contains("content-length: 6\r\n"), "{head_and_half}");
    let seen = world.seen().await;
    assert_eq!(seen["requests"][0]["outcome"], "open");
    assert_eq!(raw.read_until("def").await, "def");

    let request = world.seen().await["requests"][0].clone();
    let took = request["finished"].as_f64().unwrap() - request["arrived"].as_f64().unwrap();
    assert_eq!(request["outcome"], "answered");
    assert!((0.4..5.0).contains(&took), "it took {took} s");
}

#[tokio::test]
async fn placeholders_are_replaced_anywhere() {
    let world = World::new(json!({
        "main": { "answers": [{ "headers": { "location": "${other.url}/x" }, "json": ["${other.port}", "${other.ca_bundle}"] }] },
        "other": { "tls": true },
    }))
    .await;

    let response = resume(&world).await;

    assert_eq!(response.headers()["location"], format!("{}/x", world.url("other")));
    let port = world.url("other").rsplit(':').next().unwrap().to_owned();
    assert_eq!(response.text().await.unwrap(), json!([port, world.bundle("other")]).to_string());
}

#[tokio::test]
async fn a_head_request_has_no_body_and_is_answered() {
    let world = World::of(json!({ "answers": [{ "text": "body" }] })).await;

    let response = world.send(Method::HEAD, ORDERS).await;

    assert_eq!(response.status(), 202);
    assert_eq!(world.outcome(0).await, "answered");
}
