//! The sandbox as a proxy.

use reqwest::{Client, Method, Proxy};
use serde_json::json;

use crate::support::{ORDERS, World, builder, exchange};

fn through(bundles: &[&str], proxy: Proxy) -> Client {
    builder(bundles, &["http/1.1"]).proxy(proxy).build().unwrap()
}

#[tokio::test]
async fn absolute_targets_are_answered_from_its_own_script() {
    let world = World::of(json!({ "proxy": true, "answers": [{ "text": "from the proxy" }] })).await;
    let client = through(&[], Proxy::all(world.url("main")).unwrap());

    let response = client.get("http://somewhere.example/path?query").send().await.unwrap();

    assert_eq!(response.text().await.unwrap(), "from the proxy");
    assert_eq!(world.seen().await["requests"][0]["target"], "http://somewhere.example/path?query");
}

#[tokio::test]
async fn connect_leads_to_a_server_on_this_machine() {
    let world = World::new(json!({ "main": { "proxy": true }, "origin": { "tls": true } })).await;
    let client = through(&[world.bundle("origin")], Proxy::all(world.url("main")).unwrap());
    let resume = format!("{}{ORDERS}/resume", world.url("origin"));

    let (status, _) = exchange(client.request(Method::PUT, resume).bearer_auth("sandbox-token")).await;

    assert_eq!(status, 202);
    let seen = world.seen().await;
    let request = &seen["requests"][0];
    assert_eq!(
        (&request["method"], &request["status"], &request["outcome"]),
        (&json!("CONNECT"), &json!(200), &json!("answered"))
    );
    assert_eq!(request["target"], world.url("origin").trim_start_matches("https://"));
    drop(client);
    world.reaches(json!({ "closed": 1 })).await;
}

#[tokio::test]
async fn tunnels_lead_nowhere_else() {
    let world = World::new(json!({ "main": { "proxy": true }, "nobody": { "listen": "refuse" } })).await;
    let nobody = world.url("nobody").trim_start_matches("http://");
    for (target, status) in [("192.0.2.1:443", "403"), ("example.com:443", "403"), (nobody, "502")] {
        let mut raw = world.connect().await;
        raw.write(&format!("CONNECT {target} HTTP/1.1\r\nhost: {target}\r\n\r\n")).await;
        let head = raw.read_until("\r\n\r\n").await;
        assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{head}");
    }
}

#[tokio::test]
async fn a_guarded_proxy_wants_its_own_credentials() {
    let world = World::of(json!({ "proxy": { "user": "u", "password": "p" }, "answers": [{ "times": 0 }] })).await;
    let status = async |proxy: Proxy| {
        let client = through(&[], proxy);
        client.get("http://somewhere.example/").send().await.unwrap().status().as_u16()
    };
    let proxy = || Proxy::all(world.url("main")).unwrap();

    assert_eq!(status(proxy()).await, 407);
    assert_eq!(status(proxy().basic_auth("u", "wrong")).await, 407);
    assert_eq!(status(proxy().basic_auth("u", "p")).await, 202);
}

#[tokio::test]
async fn a_server_that_is_no_proxy_opens_no_tunnel() {
    let world = World::of(json!({ "credentials": null })).await;
    let mut raw = world.connect().await;

    raw.write("CONNECT 127.0.0.1:1 HTTP/1.1\r\nhost: x\r\n\r\n").await;

    let head = raw.read_until("\r\n\r\n").await;
    assert!(head.starts_with("HTTP/1.1 404 "), "{head}");
}
