//! How a server listens, speaks TLS, or refuses.

use std::error::Error as _;

use reqwest::{Method, Version};
use serde_json::json;
use tokio::net::TcpStream;

use crate::support::{ORDERS, World, builder, client, exchange};

#[tokio::test]
async fn a_refusing_port_refuses() {
    let world = World::of(json!({ "listen": "refuse" })).await;
    let address = world.url("main").trim_start_matches("http://");

    let refused = TcpStream::connect(address).await.unwrap_err();

    assert_eq!(refused.kind(), std::io::ErrorKind::ConnectionRefused);
}

#[tokio::test]
async fn a_silent_server_accepts_and_sees_its_client_leave() {
    let world = World::of(json!({ "listen": "silent" })).await;
    let mut raw = world.connect().await;
    raw.resume().await;
    world.reaches(json!({ "opened": 1 })).await;
    assert_eq!(world.seen().await["connections"], json!({ "opened": 1, "closed": 0 }));

    drop(raw);

    world.reaches(json!({ "closed": 1 })).await;
    assert_eq!(world.seen().await["counts"]["requests"], 0);
}

#[tokio::test]
async fn a_silent_server_does_not_say_a_byte_of_tls_either() {
    let world = World::of(json!({ "listen": "silent", "tls": true })).await;
    let sent = tokio::spawn(client(&[world.bundle("main")]).get(world.url("main")).send());
    world.reaches(json!({ "opened": 1 })).await;
    assert!(world.url("main").starts_with("https://") && !sent.is_finished());

    sent.abort();

    world.reaches(json!({ "closed": 1 })).await;
}

/// The error of a call to a server with this certificate, with all its causes.
async fn tls_error(certificate: &str) -> String {
    let world = World::of(json!({ "tls": { "certificate": certificate } })).await;
    let error = client(&[world.bundle("main")]).get(world.url("main")).send().await.unwrap_err();
    let mut words = String::new();
    let mut cause = error.source();
    while let Some(error) = cause {
        words.push_str(&error.to_string());
        cause = error.source();
    }
    world.reaches(json!({ "opened": 1, "closed": 1 })).await;
    words
}

#[tokio::test]
async fn bad_certificates_are_bad_in_their_own_way() {
    let words = tls_error("wrong_host").await;
    assert!(words.contains("not valid for name"), "{words}");
    let words = tls_error("expired").await;
    assert!(words.contains("expired"), "{words}");
    let words = tls_error("unknown_ca").await;
    assert!(words.contains("UnknownIssuer"), "{words}");
}

#[tokio::test]
async fn tls_serves_by_name_and_by_address() {
    let world = World::of(json!({ "tls": true })).await;
    let client = client(&[world.bundle("main")]);
    for url in [world.url("main").to_owned(), world.url("main").replace("127.0.0.1", "localhost")] {
        let resume = client.put(format!("{url}{ORDERS}/resume")).bearer_auth("sandbox-token");
        assert_eq!(exchange(resume).await.0, 202, "{url}");
    }
}

#[tokio::test]
async fn alpn_agrees_on_what_both_speak() {
    let world = World::new(json!({
        "both": { "tls": true },
        "old": { "tls": true, "protocols": ["http/1.1"] },
        "new": { "tls": true, "protocols": ["h2"] },
    }))
    .await;
    let speaks = async |server: &str, offered: &[&str]| {
        let client = builder(&[world.bundle(server)], offered).build().unwrap();
        client.get(world.url(server)).send().await.map(|response| response.version()).ok()
    };

    assert_eq!(speaks("both", &["h2", "http/1.1"]).await, Some(Version::HTTP_2));
    assert_eq!(speaks("both", &["http/1.1"]).await, Some(Version::HTTP_11));
    assert_eq!(speaks("both", &[]).await, Some(Version::HTTP_11));
    assert_eq!(speaks("old", &["h2", "http/1.1"]).await, Some(Version::HTTP_11));
    assert_eq!(speaks("new", &["h2", "http/1.1"]).await, Some(Version::HTTP_2));
    assert_eq!(speaks("new", &["http/1.1"]).await, None);
}

#[tokio::test]
async fn http2_needs_no_tls() {
    let world = World::of(json!({ "credentials": null })).await;
    let client = builder(&[], &[]).http2_prior_knowledge().build().unwrap();

    let resume = client.request(Method::PUT, format!("{}{ORDERS}/resume", world.url("main")));
    assert_eq!(exchange(resume).await.0, 202);

    let request = world.seen().await["requests"][0].clone();
    assert_eq!((&request["version"], &request["outcome"]), (&json!("HTTP/2.0"), &json!("answered")));
    assert_eq!(request["target"], format!("{ORDERS}/resume"));
}

#[tokio::test]
async fn streams_of_one_connection_run_side_by_side() {
    let world = World::of(json!({ "answers": [{ "delay": 30 }, { "text": "second" }] })).await;
    let client = builder(&[], &[]).http2_prior_knowledge().build().unwrap();
    let first = tokio::spawn(client.get(world.url("main")).send());
    world.reaches(json!({ "requests": 1 })).await;

    let second = client.get(world.url("main")).send().await.unwrap().text().await.unwrap();
    assert_eq!(second, "second");

    first.abort();
    world.reaches(json!({ "abandoned": 1, "answered": 1, "opened": 1 })).await;
}
