//! Faults: what the script does to connections.

use std::io::ErrorKind;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{ORDERS, World, builder};

/// The result of one request to a server whose answer has this fault, and its outcome in the journal.
async fn strike(answer: Value) -> (std::io::Result<String>, Value) {
    let world = World::of(json!({ "answers": [answer] })).await;
    let mut raw = world.connect().await;
    raw.resume().await;
    let read = raw.read_to_end().await;
    drop(raw);
    world.reaches(json!({ "closed": 1 })).await;
    (read, world.outcome(0).await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn close_after_answers_whole_and_does_not_announce_the_end() {
    let (read, outcome) = strike(json!({ "fault": "close_after", "text": "abcdef" })).await;
    let read = read.unwrap();
    assert!(read.ends_with("\r\n\r\nabcdef"), "{read}");
    assert!(!read.to_lowercase().contains("connection"), "{read}");
    assert_eq!(outcome, "answered");
}

#[tokio::test]
async fn drop_before_closes_without_a_byte() {
    let (read, outcome) = strike(json!({ "fault": "drop_before" })).await;
    assert_eq!(read.unwrap(), "");
    assert_eq!(outcome, "faulted");
}

#[tokio::test]
async fn drop_inside_sends_half_of_what_it_announces() {
    let (read, outcome) = strike(json!({ "fault": "drop_inside", "text": "abcdef" })).await;
    let read = read.unwrap();
    assert!(read.contains("content-length: 6\r\n") && read.ends_with("\r\n\r\nabc"), "{read}");
    assert_eq!(outcome, "faulted");
}

#[tokio::test]
async fn drop_inside_can_fall_silent_first() {
    let (read, outcome) = strike(json!({ "fault": "drop_inside", "text": "abcdef", "body_delay": 0.05 })).await;
    assert!(read.unwrap().ends_with("\r\n\r\nabc"));
    assert_eq!(outcome, "faulted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn resets_are_resets() {
    for answer in [json!({ "fault": "reset_before" }), json!({ "fault": "reset_inside", "text": "abcdef" })] {
        let (read, outcome) = strike(answer.clone()).await;
        assert_eq!(read.unwrap_err().kind(), ErrorKind::ConnectionReset, "{answer}");
        assert_eq!(outcome, "faulted");
    }
}

#[tokio::test]
async fn raw_bytes_are_written_as_they_are() {
    let (read, outcome) = strike(json!({ "raw": "HTTP/1.1 2O2 nonsense\r\n\r\n" })).await;
    assert_eq!(read.unwrap(), "HTTP/1.1 2O2 nonsense\r\n\r\n");
    assert_eq!(outcome, "answered");
}

#[tokio::test]
async fn a_fault_strikes_after_the_answers_before_it_on_the_same_connection() {
    let world = World::of(json!({ "answers": [{}, { "fault": "drop_before" }] })).await;
    let mut raw = world.connect().await;
    raw.resume().await;
    raw.read_until("\r\n\r\n").await;
    raw.resume().await;

    assert_eq!(raw.read_to_end().await.unwrap(), "");

    world.reaches(json!({ "opened": 1, "closed": 1, "answered": 1, "requests": 2 })).await;
}

#[tokio::test]
async fn a_request_body_does_not_turn_a_close_into_a_reset() {
    let world = World::of(json!({ "answers": [{ "fault": "drop_before" }] })).await;
    let mut raw = world.connect().await;

    raw.write("PUT /x HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nhello").await;

    assert_eq!(raw.read_to_end().await.unwrap(), "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_http2_a_fault_ends_the_connection() {
    for fault in ["drop_before", "drop_inside", "reset_before", "reset_inside"] {
        let world = World::of(json!({ "tls": true, "answers": [{ "fault": fault, "text": "abcdef" }] })).await;
        let client = builder(&[world.bundle("main")], &["h2"]).build().unwrap();

        let sent = client.request(Method::PUT, format!("{}{ORDERS}", world.url("main"))).send().await;
        let read = match sent {
            Ok(response) => response.text().await,
            Err(error) => Err(error),
        };

        assert!(read.is_err(), "{fault}");
        world.reaches(json!({ "closed": 1, "requests": 1 })).await;
        assert_eq!(world.outcome(0).await, "faulted", "{fault}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_http2_close_after_answers_whole() {
    let world = World::of(json!({ "tls": true, "answers": [{ "fault": "close_after", "text": "abcdef" }] })).await;
    let client = builder(&[world.bundle("main")], &["h2"]).build().unwrap();

    let response = client.put(world.url("main")).send().await.unwrap();

    assert_eq!(response.text().await.unwrap(), "abcdef");
    world.reaches(json!({ "closed": 1, "answered": 1 })).await;
}

#[tokio::test]
async fn raw_and_resets_work_under_tls() {
    let world = World::of(json!({ "tls": true, "answers": [
        { "raw": "HTTP/1.1 299 own words\r\ncontent-length: 2\r\n\r\nok" }, { "fault": "reset_before" },
    ] }))
    .await;
    let client = builder(&[world.bundle("main")], &["http/1.1"]).build().unwrap();

    let response = client.put(world.url("main")).send().await.unwrap();
    assert_eq!((response.status().as_u16(), response.text().await.unwrap().as_str()), (299, "ok"));

    assert!(client.put(world.url("main")).send().await.is_err());
    world.reaches(json!({ "closed": 2 })).await;
}
