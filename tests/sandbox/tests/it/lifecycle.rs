//! How connectors change their state.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{ORDERS, World, until};

async fn act(world: &World, method: Method, action: &str) {
    let response = world.send(method, &format!("{ORDERS}/{action}")).await;
    assert_eq!(response.status(), 202, "{action}");
}

/// The state of the connector and of its tasks.
fn states(status: &Value) -> (&str, Vec<&str>) {
    let tasks = status["tasks"].as_array().unwrap();
    let tasks = tasks.iter().map(|task| task["state"].as_str().unwrap()).collect();
    (status["connector"]["state"].as_str().unwrap(), tasks)
}

#[tokio::test]
async fn a_lag_passes_between_resume_and_running() {
    let world = World::of(json!({ "connectors": [{ "lag": 0.3, "tasks": 2 }] })).await;
    act(&world, Method::PUT, "resume").await;

    until(|| world.status_of(ORDERS), |status| states(status) == ("RUNNING", vec!["RUNNING", "RUNNING"])).await;

    let seen = world.seen().await;
    let requests = seen["requests"].as_array().unwrap();
    let resumed = requests[0]["finished"].as_f64().unwrap();
    let running = requests.last().unwrap()["arrived"].as_f64().unwrap();
    assert!(running - resumed > 0.29, "it took {} s", running - resumed);
}

#[tokio::test]
async fn a_timeline_stands_in_place_of_the_lag() {
    let world = World::of(json!({ "connectors": [{ "tasks": 2, "on_resume": [
        { "after": 0.1, "state": "PROVISIONING" },
        { "after": 0.1, "state": "DEGRADED", "tasks": ["RUNNING", { "state": "FAILED", "trace": "disk" }] },
    ] }] }))
    .await;
    act(&world, Method::PUT, "resume").await;

    let degraded = until(|| world.status_of(ORDERS), |status| states(status).0 == "DEGRADED").await;

    assert_eq!(states(&degraded).1, ["RUNNING", "FAILED"]);
    assert_eq!(degraded["tasks"][1]["trace"], "disk");
}

#[tokio::test]
async fn a_pause_takes_effect_at_once_and_cancels_what_was_under_way() {
    let world = World::of(json!({ "connectors": [{ "on_resume": [
        { "after": 0, "state": "PROVISIONING" }, { "after": 0.05, "state": "RUNNING" },
    ] }, { "name": "clock", "lag": 0.1 }] }))
    .await;
    act(&world, Method::PUT, "resume").await;
    act(&world, Method::PUT, "pause").await;
    assert_eq!(states(&world.status_of(ORDERS).await), ("PAUSED", vec!["STOPPED"]));

    let clock = ORDERS.replace("orders-sink", "clock");
    world.send(Method::PUT, &format!("{clock}/resume")).await;
    until(|| world.status_of(&clock), |status| states(status).0 == "RUNNING").await;

    assert_eq!(states(&world.status_of(ORDERS).await).0, "PAUSED");
}

#[tokio::test]
async fn a_resume_of_what_is_not_paused_does_nothing() {
    let world = World::of(json!({ "connectors": [{ "state": "FAILED", "trace": "why" }] })).await;

    act(&world, Method::PUT, "resume").await;

    assert_eq!(states(&world.status_of(ORDERS).await), ("FAILED", vec!["FAILED"]));
}

#[tokio::test]
async fn a_repeated_resume_does_not_restart_the_lag() {
    let world = World::of(json!({ "connectors": [{ "lag": 0.2 }] })).await;
    let resume_and_look = async || {
        act(&world, Method::PUT, "resume").await;
        world.status_of(ORDERS).await
    };

    until(resume_and_look, |status| states(status).0 == "RUNNING").await;
}

#[tokio::test]
async fn a_restart_revives_what_has_failed() {
    let world = World::of(json!({ "connectors": [{ "state": "FAILED", "trace": "why" }] })).await;

    act(&world, Method::POST, "restart").await;

    let status = world.status_of(ORDERS).await;
    assert_eq!(states(&status), ("RUNNING", vec!["RUNNING"]));
    assert_eq!(status["connector"]["trace"], Value::Null);
}

#[tokio::test]
async fn a_restart_leaves_what_is_paused_paused() {
    let world = World::of(json!({})).await;

    act(&world, Method::POST, "restart").await;

    assert_eq!(states(&world.status_of(ORDERS).await).0, "PAUSED");
}

#[tokio::test]
async fn an_empty_timeline_changes_nothing() {
    let world = World::of(json!({ "connectors": [{ "on_resume": [] }] })).await;

    act(&world, Method::PUT, "resume").await;

    assert_eq!(states(&world.status_of(ORDERS).await).0, "PAUSED");
}
