//! The documented rate-limit headers.

use reqwest::{Method, Response};
use serde_json::json;

use crate::support::{ORDERS, World, until};

fn header(response: &Response, name: &str) -> Option<u64> {
    response.headers().get(name)?.to_str().unwrap().parse().ok()
}

/// The limit, the rest of it, the seconds until it resets, and the wait that the service asks for.
fn announced(response: &Response) -> [Option<u64>; 4] {
    ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "retry-after"]
        .map(|name| header(response, name))
}

#[tokio::test]
async fn a_request_too_many_is_429_and_told_when_to_come_again() {
    let world = World::of(json!({ "rate_limit": { "limit": 2, "window": 99.5 } })).await;
    let resume = || world.send(Method::PUT, "/x");

    let first = resume().await;
    assert_eq!(first.status(), 404, "the limit comes on top of what is answered");
    assert_eq!(announced(&first), [Some(2), Some(1), Some(100), None]);
    assert_eq!(announced(&resume().await)[1], Some(0));
    let third = resume().await;
    assert_eq!(third.status(), 429);
    let [limit, remaining, reset, retry_after] = announced(&third);
    assert_eq!((limit, remaining), (Some(2), Some(0)));
    assert!(reset.is_some() && reset == retry_after);
    assert_eq!(third.text().await.unwrap(), "", "the documented 429 has no body");
}

#[tokio::test]
async fn the_next_window_begins_when_this_one_ends() {
    let world = World::of(json!({ "rate_limit": { "limit": 1, "window": 0.4 } })).await;
    let resume = || world.send(Method::PUT, "/x");
    resume().await;

    until(resume, |response| response.status() == 404).await;

    let seen = world.seen().await;
    let requests = seen["requests"].as_array().unwrap();
    let window = requests.last().unwrap()["arrived"].as_f64().unwrap() - requests[0]["arrived"].as_f64().unwrap();
    assert!(window > 0.39, "the next window came after {window} s");
}

#[tokio::test]
async fn scripted_answers_carry_the_headers_and_may_set_their_own() {
    let world = World::of(json!({
        "rate_limit": { "limit": 5, "window": 60 },
        "answers": [{ "headers": { "X-RateLimit-Remaining": "77" } }],
    }))
    .await;

    let response = world.send(Method::PUT, &format!("{ORDERS}/resume")).await;

    assert_eq!(header(&response, "x-ratelimit-limit"), Some(5));
    assert_eq!(header(&response, "x-ratelimit-remaining"), Some(77));
}
