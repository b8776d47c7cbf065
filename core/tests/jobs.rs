//! What the table of cases cannot say of work that takes a while: when it starts, what is told of a wait at the gate, and
//! what a look is called in an event.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests fail as tests do: by panicking")]

mod support;

use std::sync::{Arc, Mutex};

use futures_util::StreamExt;
use serde_json::{Value, json};
use support::ask;
use support::client::{builder, connector, sandbox};
use tokio::select;
use unpause::{
    Client, Error, ErrorKind, Event, Job, ManyJob, ManyOptions, RetryPolicy, Tally, WaitJob, WaitOptions, WaitProgress,
    WaitResult,
};
use unpause_sandbox::Sandbox;

const NEVER: RetryPolicy = RetryPolicy { max_attempts: 1, ..RetryPolicy::DEFAULT };

async fn requests(sandbox: &Sandbox) -> Value {
    let world = ask(sandbox.control_url(), "GET", "/worlds/demo", &Value::Null).await.unwrap();
    world["servers"]["main"]["counts"]["requests"].clone()
}

#[tokio::test]
async fn a_job_does_nothing_until_it_is_polled() {
    let sandbox = sandbox(json!({})).await;
    let client = builder(&sandbox).build().unwrap();
    let (wait, many) = (
        client.resume_and_wait(connector(), WaitOptions::default()),
        client.resume_many([connector().clone()], ManyOptions::default()),
    );
    drop((wait, many));
    // Whatever those had sent would be before this.
    client.resume(connector()).await.unwrap();
    assert_eq!(requests(&sandbox).await, 1);
}

#[tokio::test]
async fn a_job_gives_its_result_after_its_progress() {
    let sandbox = sandbox(json!({})).await;
    let client = builder(&sandbox).build().unwrap();
    let mut job = client.resume_and_wait(connector(), WaitOptions::default());
    let mut told = Vec::new();
    while let Some(progress) = job.next().await {
        told.push(progress.look);
    }
    // At its end for good.
    assert!(job.next().await.is_none());
    assert_eq!((told, job.await.unwrap().looks), (vec![1], 1));
}

#[tokio::test]
async fn a_job_that_is_not_listened_to_to_the_end_gives_its_result() {
    let sandbox = sandbox(json!({ "connectors": [{ "lag": 0.2 }] })).await;
    let client = builder(&sandbox).build().unwrap();
    let mut job = client.resume_and_wait(connector(), WaitOptions::default());
    assert_eq!(job.next().await.unwrap().look, 1);
    assert!(job.await.unwrap().looks >= 1);
}

#[tokio::test]
async fn a_job_that_has_given_its_result_says_so() {
    let sandbox = sandbox(json!({})).await;
    let client = builder(&sandbox).build().unwrap();
    let mut job = client.resume_many([connector().clone()], ManyOptions::default());
    assert_eq!((&mut job).await.unwrap().counts.accepted, 1);
    for _ in 0..2 {
        let error = (&mut job).await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidRequest, Some("job")));
        assert!(error.to_string().contains("the job has ended"), "{error}");
    }
    assert!(job.next().await.is_none());
}

#[tokio::test]
async fn a_job_that_never_began_has_a_result_for_each() {
    let sandbox = sandbox(json!({})).await;
    let client = builder(&sandbox).build().unwrap();
    let twice = [connector().clone(), connector().clone()];
    let job = client.resume_many(twice, ManyOptions::default());
    let tally = job.tally();
    drop(job);
    let report = tally.report();
    assert!(report.results.len() == 2 && report.results.iter().all(|result| !result.sent), "{report:?}");
    assert!(format!("{report}").starts_with("2 connectors: 0 accepted, 0 failed, 2 not done"), "{report}");
    assert_eq!(requests(&sandbox).await, 0);
}

#[tokio::test]
async fn dropping_a_wait_ends_the_looks() {
    let sandbox = sandbox(json!({})).await;
    let client = builder(&sandbox).build().unwrap();
    let mut job = client.wait_until_running(connector(), WaitOptions::default());
    assert_eq!(job.next().await.unwrap().status.unwrap().state, "PAUSED");
    drop(job);
    client.resume(connector()).await.unwrap();
    assert_eq!(requests(&sandbox).await, 2);
}

#[tokio::test]
async fn a_tally_is_there_before_and_after() {
    let sandbox = sandbox(json!({ "answers": [{ "delay": 60 }] })).await;
    let client = builder(&sandbox).build().unwrap();
    let job = client.resume_many([connector().clone()], ManyOptions::default());
    let tally = job.tally();
    assert_eq!((tally.report().counts.total, tally.report().results.len()), (1, 1));
    let awaited = json!({ "server": "main", "requests": 1 });
    select! {
        report = job => panic!("done: {report:?}"),
        reached = ask(sandbox.control_url(), "POST", "/worlds/demo/await", &awaited) => drop(reached.unwrap()),
    }
    let report = tally.report();
    assert!(report.results[0].sent && report.results[0].accepted.is_none());
    assert!(format!("{report}").contains("1 not done"), "{report}");
}

#[tokio::test]
async fn events_tell_of_a_wait_at_the_gate() {
    let sandbox = sandbox(json!({ "answers": [{ "status": 429, "headers": { "retry-after": "0.3" } }] })).await;
    let events = Arc::new(Mutex::new(Vec::new()));
    let into = Arc::clone(&events);
    let handler = move |event: &Event<'_>| {
        let is_hold = matches!(event, Event::Hold(hold) if hold.target.connector() == Some(connector()));
        into.lock().unwrap().push((is_hold, event.to_string()));
    };
    let client = builder(&sandbox).retry(NEVER).on_event(handler).build().unwrap();
    assert_eq!(client.resume(connector()).await.unwrap_err().kind(), ErrorKind::RateLimited);
    client.pause(connector()).await.unwrap();

    let events = events.lock().unwrap();
    let text = &events[4].1;
    assert!(events[4].0 && events.len() == 7, "{events:?}");
    assert!(text.starts_with("pause env-a1b2c3/lkc-x7y8z9/orders-sink: rate limited by the service, "), "{text}");
}

#[tokio::test]
async fn events_tell_of_a_batch_that_waits_at_the_gate() {
    let sandbox = sandbox(json!({ "answers": [{ "status": 429, "headers": { "retry-after": "0.3" } }] })).await;
    let held = Arc::new(Mutex::new(0));
    let into = Arc::clone(&held);
    let handler = move |event: &Event<'_>| *into.lock().unwrap() += u32::from(matches!(event, Event::Hold(_)));
    let client = builder(&sandbox).retry(NEVER).on_event(handler).build().unwrap();
    assert_eq!(client.resume(connector()).await.unwrap_err().kind(), ErrorKind::RateLimited);
    let report = client.resume_many([connector().clone()], ManyOptions::default()).await.unwrap();
    assert_eq!((report.counts.accepted, *held.lock().unwrap()), (1, 1));
}

#[tokio::test]
async fn events_of_a_listing_name_its_cluster() {
    let sandbox = sandbox(json!({})).await;
    let events = Arc::new(Mutex::new(Vec::new()));
    let into = Arc::clone(&events);
    let handler = move |event: &Event<'_>| {
        if let Event::Attempt(attempt) = event {
            into.lock().unwrap().push((attempt.target.connector().is_none(), event.to_string()));
        }
    };
    let client = builder(&sandbox).on_event(handler).build().unwrap();
    client.list(connector().cluster()).await.unwrap();
    let events = events.lock().unwrap();
    assert!(events[0].0, "{events:?}");
    assert!(events[0].1.starts_with("list the connectors env-a1b2c3/lkc-x7y8z9: attempt 1: 200"), "{events:?}");
}

#[test]
fn jobs_may_cross_threads() {
    fn sent<T: Send + 'static>() {}
    fn checked<T: Send + Sync + 'static>() {}
    sent::<WaitJob>();
    sent::<ManyJob>();
    sent::<Job<WaitProgress, WaitResult>>();
    checked::<Tally>();
    checked::<Client>();
    checked::<Error>();
}
