//! What the table of cases cannot say: events, calls that are dropped, threads.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests fail as tests do: by panicking")]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use support::ask;
use support::client::{QUICK, builder, connector, sandbox};
use tokio::select;
use tokio::task::JoinSet;
use unpause::{Accepted, Client, ClientBuilder, ClientOptions, Connector, Error, ErrorKind, Event, RetryPolicy};
use unpause_sandbox::Sandbox;

async fn await_counts(sandbox: &Sandbox, mut counts: Value) {
    counts["server"] = "main".into();
    ask(sandbox.control_url(), "POST", "/worlds/demo/await", &counts).await.unwrap();
}

async fn connections_opened(sandbox: &Sandbox) -> Value {
    let world = ask(sandbox.control_url(), "GET", "/worlds/demo", &Value::Null).await.unwrap();
    world["servers"]["main"]["connections"]["opened"].clone()
}

/// Collects what a closure is told.
fn collector<T>() -> (Arc<Mutex<Vec<T>>>, impl Fn(T)) {
    let collected = Arc::new(Mutex::new(Vec::new()));
    let into = Arc::clone(&collected);
    (collected, move |item| into.lock().unwrap().push(item))
}

#[tokio::test]
async fn events_tell_of_attempts_and_waits_in_order() {
    let echo = json!({ "error": { "code": 429, "message": "sandbox-secret" } });
    let server = json!({ "answers": [
        { "status": 429, "headers": { "x-request-id": "id-sandbox-secret\tone" }, "json": echo },
        { "fault": "drop_before" },
    ] });
    let sandbox = sandbox(server).await;
    let (events, collect) = collector();
    let client = builder(&sandbox).on_event(move |event| collect(event.to_string())).build().unwrap();
    client.resume(connector()).await.unwrap();

    let events = events.lock().unwrap().clone();
    let resume = "resume env-a1b2c3/lkc-x7y8z9/orders-sink: ";
    let number = events[0].split(' ').nth(3).unwrap();
    let (starts, ends) = (format!("call {number} starts"), format!("call {number} ends: done, 3 attempt(s), "));
    let expected = [
        &*starts,
        "attempt 1: 429 Too Many Requests, request id id-[redacted] one, 0.",
        "429 Too Many Requests; waiting 0.0",
        "rate limited by the service, waiting ",
        "attempt 2: the connection broke before the answer: ",
        "the connection broke before the answer: ",
        "attempt 3: 202, request id req-3, 0.",
        &*ends,
    ];
    assert_eq!(events.len(), expected.len(), "{events:#?}");
    for (event, start) in events.iter().zip(expected) {
        assert!(event.starts_with(&format!("{resume}{start}")), "{event}\n{start}");
        assert!(!event.contains("sandbox-secret") && !event.contains('\n'), "{event}");
    }
    assert!(events[2].ends_with(" s before attempt 2 of 4") && events[5].ends_with(" s before attempt 3 of 4"));
}

#[tokio::test]
async fn events_carry_their_fields() {
    let sandbox = sandbox(json!({ "answers": [{ "status": 503 }] })).await;
    let (seen, collect) = collector();
    let handler = move |event: &Event<'_>| {
        collect(match event {
            Event::Attempt(event) => {
                json!([
                    event.action,
                    event.attempt,
                    event.status,
                    event.request_id,
                    event.error,
                    event.elapsed < QUICK.cap
                ])
            }
            Event::Retry(event) => {
                json!([event.action, event.attempt, event.max_attempts, event.error, event.wait <= QUICK.base])
            }
            Event::Hold(event) => json!([event.action]),
            Event::Start(event) => json!([event.action]),
            Event::End(event) => json!([event.action, event.attempts, event.error]),
            other => json!(other.to_string()),
        });
    };
    builder(&sandbox).on_event(handler).build().unwrap().resume(connector()).await.unwrap();
    let expected = [
        json!(["resume"]),
        json!(["resume", 1, 503, "req-1", "503 Service Unavailable", true]),
        json!(["resume", 1, 4, "503 Service Unavailable", true]),
        json!(["resume", 2, 202, "req-2", null, true]),
        json!(["resume", 2, null]),
    ];
    assert_eq!(*seen.lock().unwrap(), expected);
}

fn call_of(event: &Event<'_>) -> Option<u64> {
    match event {
        Event::Start(event) => Some(event.call),
        Event::Attempt(event) => Some(event.call),
        Event::Retry(event) => Some(event.call),
        Event::Hold(event) => event.call,
        Event::End(event) => Some(event.call),
        _ => None,
    }
}

#[tokio::test]
async fn each_call_has_a_number_of_its_own_in_all_of_its_events_also_if_clients_differ() {
    let sandbox = sandbox(json!({ "answers": [{ "status": 503 }] })).await;
    let (seen, collect) = collector();
    let collect = Arc::new(collect);
    for action in ["resume", "pause"] {
        let collect = Arc::clone(&collect);
        let client =
            builder(&sandbox).on_event(move |event| collect((action, call_of(event).unwrap()))).build().unwrap();
        let call = if action == "resume" { client.resume(connector()) } else { client.pause(connector()) };
        call.await.unwrap();
    }
    let seen = seen.lock().unwrap();
    let number = |action| seen.iter().find(|(of, _)| *of == action).unwrap().1;
    assert_ne!(number("resume"), number("pause"));
    assert!(seen.iter().all(|(action, call)| *call == number(action)) && seen.len() == 5 + 3, "{seen:?}");
}

#[tokio::test]
async fn a_call_that_is_dropped_ends_as_cancelled_and_one_that_fails_says_why() {
    let sandbox = sandbox(json!({ "answers": [{ "status": 404 }, { "delay": 60 }] })).await;
    let (seen, collect) = collector();
    let handler = move |event: &Event<'_>| {
        if let Event::End(end) = event {
            collect((end.attempts, end.error.clone().unwrap()));
        }
    };
    let client = builder(&sandbox).on_event(handler).build().unwrap();
    client.resume(connector()).await.unwrap_err();
    select! {
        result = client.resume(connector()) => panic!("answered: {result:?}"),
        () = await_counts(&sandbox, json!({ "requests": 2 })) => {}
    }
    assert_eq!(*seen.lock().unwrap(), [(1, "404 Not Found".to_owned()), (0, "cancelled".to_owned())]);
}

#[tokio::test]
async fn every_wait_is_drawn_anew_from_the_whole_range() {
    let sandbox = sandbox(json!({ "answers": [{ "status": 503, "times": 64 }] })).await;
    let (waits, collect) = collector();
    let policy = RetryPolicy { max_attempts: 2, base: Duration::from_millis(200), ..RetryPolicy::DEFAULT };
    let handler = move |event: &Event<'_>| {
        if let Event::Retry(retry) = event {
            collect(retry.wait);
        }
    };
    let client = builder(&sandbox).retry(policy).on_event(handler).build().unwrap();
    let mut calls = JoinSet::new();
    for _ in 0..64 {
        let client = client.clone();
        calls.spawn(async move { client.resume(connector()).await });
    }
    calls.join_all().await;
    let waits = waits.lock().unwrap();
    let (shortest, longest) = (waits.iter().min().unwrap(), waits.iter().max().unwrap());
    assert!(waits.len() >= 32, "{}", waits.len());
    assert!(*shortest < policy.base / 4 && *longest > policy.base * 3 / 4 && *longest <= policy.base, "{waits:?}");
}

#[tokio::test]
async fn dropping_a_call_closes_its_connection() {
    let sandbox = sandbox(json!({ "answers": [{ "delay": 60 }] })).await;
    let client = builder(&sandbox).build().unwrap();
    select! {
        result = client.resume(connector()) => panic!("answered: {result:?}"),
        () = await_counts(&sandbox, json!({ "requests": 1 })) => {}
    }
    await_counts(&sandbox, json!({ "abandoned": 1, "closed": 1 })).await;
    assert_eq!(client.resume(connector()).await.unwrap().request_id.as_deref(), Some("req-2"));
}

#[tokio::test]
async fn dropping_a_wait_ends_the_retries() {
    // Not a 429, which would hold the next call, too.
    let sandbox = sandbox(json!({ "answers": [{ "status": 503, "headers": { "retry-after": "60" } }] })).await;
    let client = builder(&sandbox).build().unwrap();
    select! {
        result = client.resume(connector()) => panic!("answered: {result:?}"),
        () = await_counts(&sandbox, json!({ "answered": 1 })) => {}
    }
    assert_eq!(client.resume(connector()).await.unwrap().request_id.as_deref(), Some("req-2"));
}

#[tokio::test]
async fn clones_share_connections() {
    let sandbox = sandbox(json!({})).await;
    let client = builder(&sandbox).build().unwrap();
    client.clone().resume(connector()).await.unwrap();
    client.resume(connector()).await.unwrap();
    assert_eq!(connections_opened(&sandbox).await, 1);
}

#[tokio::test]
async fn an_error_is_a_standard_error_that_travels() {
    let sandbox = sandbox(json!({ "connectors": [] })).await;
    let call = async || -> Result<Accepted, Box<dyn std::error::Error + Send + Sync>> {
        Ok(builder(&sandbox).build()?.resume(connector()).await?)
    };
    let error = call().await.unwrap_err();
    let typed = error.downcast_ref::<Error>().unwrap();
    assert_eq!((typed.kind(), typed.clone().status()), (ErrorKind::NotFound, Some(404)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_tasks_on_many_threads() {
    let sandbox = sandbox(json!({ "answers": [{ "status": 503, "times": 10 }] })).await;
    let client = builder(&sandbox).retry(RetryPolicy { max_attempts: 11, ..QUICK }).build().unwrap();
    let mut calls = JoinSet::new();
    for _ in 0..64 {
        let client = client.clone();
        calls.spawn(async move { client.resume(connector()).await.unwrap().attempts });
    }
    assert_eq!(calls.join_all().await.into_iter().sum::<u32>(), 64 + 10);
}

#[test]
fn everything_may_cross_threads() {
    fn checked<T: Send + Sync + 'static>() {}
    fn sent<T: Send>(_: impl FnOnce(&'static Client, &'static Connector) -> T) {}
    checked::<Client>();
    checked::<ClientOptions>();
    checked::<ClientBuilder>();
    checked::<Connector>();
    checked::<Accepted>();
    checked::<Error>();
    sent(Client::resume);
}
