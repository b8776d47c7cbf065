//! The documented calls, answered from the state.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{ORDERS, World, exchange};

const LIST: &str = "/connect/v1/environments/env-a1b2c3/clusters/lkc-x7y8z9/connectors";

#[tokio::test]
async fn resume_answers_202_without_a_body_and_the_connector_runs() {
    let world = World::of(json!({})).await;

    let response = world.send(Method::PUT, &format!("{ORDERS}/resume")).await;

    assert_eq!(response.status(), 202);
    assert_eq!(response.headers()["x-request-id"], "req-1");
    assert_eq!(response.text().await.unwrap(), "");
    let status = world.status_of(ORDERS).await;
    assert_eq!(
        status,
        json!({
            "name": "orders-sink",
            "type": "sink",
            "connector": { "state": "RUNNING", "worker_id": "orders-sink" },
            "tasks": [{ "id": 0, "state": "RUNNING", "worker_id": "orders-sink" }],
        })
    );
}

#[tokio::test]
async fn status_shows_traces_messages_and_extras() {
    let world = World::of(json!({ "connectors": [{
        "state": "FAILED", "trace": "why", "type": "source",
        "tasks": [{ "state": "USER_ACTIONABLE_ERROR", "trace": "deep", "msg": "said", "worker_id": "w-1" }, "RUNNING"],
        "extra": { "error_summary": { "any": "shape" } },
    }] }))
    .await;

    let status = world.status_of(ORDERS).await;

    assert_eq!(status["connector"], json!({ "state": "FAILED", "worker_id": "orders-sink", "trace": "why" }));
    let failed =
        json!({ "id": 0, "state": "USER_ACTIONABLE_ERROR", "worker_id": "w-1", "msg": "said", "trace": "deep" });
    assert_eq!(status["tasks"], json!([failed, { "id": 1, "state": "RUNNING", "worker_id": "orders-sink" }]));
    assert_eq!(status["error_summary"], json!({ "any": "shape" }));
}

#[tokio::test]
async fn list_gives_names_or_what_is_asked_for() {
    let world = World::of(json!({ "connectors": [
        { "name": "b", "id": "lcc-b", "config": { "topics": "t" } }, { "name": "a", "tasks": 0 },
    ] }))
    .await;
    let get = async |path: &str| exchange(world.call(Method::GET, path)).await;

    assert_eq!(get(LIST).await, (200, json!(["b", "a"])));
    assert_eq!(get(&format!("{LIST}/")).await, (200, json!(["b", "a"])));

    let (_, expanded) = get(&format!("{LIST}?expand=info,id")).await;
    let info =
        json!({ "name": "b", "type": "sink", "config": { "topics": "t" }, "tasks": [{ "connector": "b", "task": 0 }] });
    assert_eq!(expanded["b"], json!({ "id": { "id": "lcc-b", "id_type": "ID" }, "info": info }));

    let (_, expanded) = get(&format!("{LIST}?expand=status&expand=id")).await;
    assert_eq!(expanded["a"]["status"]["connector"]["state"], "PAUSED");
    assert!(expanded["a"]["id"]["id"].as_str().unwrap().starts_with("lcc-"));
}

#[tokio::test]
async fn both_kinds_of_credentials_are_checked() {
    let world = World::of(json!({})).await;
    let resume = || world.anonymous(Method::PUT, &format!("{ORDERS}/resume"));
    let refused = (401, json!({ "error": { "code": 401, "message": "Unauthorized" } }));

    assert_eq!(exchange(resume()).await, refused);
    assert_eq!(exchange(resume().basic_auth("SANDBOX-KEY", Some("wrong"))).await, refused);
    assert_eq!(exchange(resume().bearer_auth("wrong")).await, refused);
    assert_eq!(exchange(resume().header("authorization", "Digest x")).await, refused);
    assert_eq!(exchange(resume().basic_auth("SANDBOX-KEY", Some("sandbox-secret"))).await, (202, Value::Null));
    assert_eq!(exchange(resume().bearer_auth("sandbox-token")).await, (202, Value::Null));
}

#[tokio::test]
async fn credentials_can_be_others_or_none() {
    let world = World::new(json!({
        "main": { "credentials": { "api_keys": { "K": "S:with:colons" } } },
        "open": { "credentials": null },
    }))
    .await;
    let resume = || world.anonymous(Method::PUT, &format!("{ORDERS}/resume"));

    assert_eq!(exchange(resume().basic_auth("K", Some("S:with:colons"))).await.0, 202);
    assert_eq!(exchange(resume().basic_auth("SANDBOX-KEY", Some("sandbox-secret"))).await.0, 401);
    assert_eq!(exchange(resume().bearer_auth("sandbox-token")).await.0, 401);
    let open = crate::support::client(&[]).put(format!("{}{ORDERS}/resume", world.url("open")));
    assert_eq!(exchange(open).await.0, 202);
}

#[tokio::test]
async fn what_is_unknown_is_404_and_does_not_say_which() {
    let world = World::of(json!({})).await;
    let not_found = (404, json!({ "error": { "code": 404, "message": "Not Found" } }));
    let unknown = [
        "/connect/v1/environments/env-none/clusters/lkc-x7y8z9/connectors/orders-sink/resume",
        "/connect/v1/environments/env-a1b2c3/clusters/lkc-none/connectors/orders-sink/resume",
        "/connect/v1/environments/env-a1b2c3/clusters/lkc-x7y8z9/connectors/none/resume",
        "/connect/v1/environments/env-a1b2c3/clusters/lkc-x7y8z9/connectors/orders-sink/resume/more",
        "/connect/v1/environments/env-a1b2c3/clusters/lkc-x7y8z9/connectors/orders-sink/explode",
        "/elsewhere",
    ];
    for path in unknown {
        assert_eq!(exchange(world.call(Method::PUT, path)).await, not_found, "{path}");
    }
    let list = "/connect/v1/environments/env-none/clusters/lkc-x7y8z9/connectors";
    assert_eq!(exchange(world.call(Method::GET, list)).await, not_found);
}

#[tokio::test]
async fn another_method_is_405() {
    let world = World::of(json!({})).await;
    for (method, action, allowed) in [
        (Method::POST, "resume", "PUT"),
        (Method::GET, "pause", "PUT"),
        (Method::PUT, "restart", "POST"),
        (Method::DELETE, "status", "GET"),
    ] {
        let response = world.send(method, &format!("{ORDERS}/{action}")).await;
        assert_eq!((response.status().as_u16(), &response.headers()["allow"]), (405, &allowed.parse().unwrap()));
        assert_eq!(response.text().await.unwrap(), r#"{"error":{"code":405,"message":"Method Not Allowed"}}"#);
    }
}

#[tokio::test]
async fn names_are_decoded_after_the_path_is_split() {
    let name = "a/b c%2F->é?#..";
    let encoded = "a%2Fb%20c%252F-%3E%C3%A9%3F%23..";
    let world = World::of(json!({ "connectors": [{ "name": name }] })).await;
    let path = format!("{LIST}/{encoded}/resume");

    assert_eq!(exchange(world.call(Method::PUT, &path)).await.0, 202);

    assert_eq!(world.seen().await["requests"][0]["target"], path);
}
