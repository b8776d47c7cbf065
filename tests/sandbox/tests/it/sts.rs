//! The exchange of tokens, and the lives of tokens.

use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::support::{FORM, ORDERS, World, encoded, exchange, until, with_form};

const EXCHANGE: &str = "/sts/v1/oauth2/token";
/// The claims are {"sub":"x"}.
const JWT: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln";
/// The claims are {"exp":946684800}.
const OLD_JWT: &str = "eyJhbGciOiJub25lIn0.eyJleHAiOjk0NjY4NDgwMH0.c2ln";

const GOOD: [(&str, &str); 5] = [
    ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
    ("subject_token", JWT),
    ("subject_token_type", "urn:ietf:params:oauth:token-type:jwt"),
    ("requested_token_type", "urn:ietf:params:oauth:token-type:access_token"),
    ("identity_pool_id", "pool-sandbox"),
];

fn asking(world: &World, fields: &[(&str, &str)]) -> RequestBuilder {
    with_form(world.anonymous(Method::POST, EXCHANGE), fields)
}

/// Exchanges with the fields of `GOOD`, this one replaced or added.
async fn exchanged_with(world: &World, name: &str, value: &str) -> (u16, Value) {
    let others = GOOD.into_iter().filter(|(field, _)| *field != name);
    exchange(asking(world, &others.chain([(name, value)]).collect::<Vec<_>>())).await
}

async fn exchanged(world: &World) -> Value {
    let (status, document) = exchange(asking(world, &GOOD)).await;
    assert_eq!(status, 200, "{document}");
    document
}

async fn status_with(world: &World, token: &str) -> u16 {
    exchange(world.anonymous(Method::GET, &format!("{ORDERS}/status")).bearer_auth(token)).await.0
}

#[tokio::test]
async fn each_exchange_gives_another_token_that_the_api_accepts() {
    let world = World::of(json!({})).await;
    assert_eq!(status_with(&world, "sts-token-0001").await, 401, "it is not issued yet");

    let first = exchanged(&world).await;
    let second = exchanged(&world).await;

    assert_eq!(
        first,
        json!({
            "access_token": "sts-token-0001", "token_type": "Bearer", "expires_in": 900,
            "issued_token_type": "urn:ietf:params:oauth:token-type:access_token",
        })
    );
    assert_eq!(second["access_token"], "sts-token-0002");
    assert_eq!(status_with(&world, "sts-token-0001").await, 200);
    assert_eq!(status_with(&world, "sts-token-0002").await, 200);
}

#[tokio::test]
async fn a_mistake_in_the_form_is_400_and_named() {
    let world = World::of(json!({})).await;
    for (field, value, words) in [
        ("grant_type", "", "grant_type is missing"),
        ("grant_type", "client_credentials", "not client_credentials"),
        ("grant_type", "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange", "grant_type must be urn:"),
        ("subject_token", "", "subject_token is missing"),
        ("subject_token", "an-opaque-token", "subject_token is not a JWT"),
        ("subject_token", OLD_JWT, "subject_token has expired"),
        ("subject_token_type", "x", "subject_token_type must be"),
        ("requested_token_type", "x", "requested_token_type must be"),
        ("identity_pool_id", "pool-other", "no identity pool pool-other"),
        ("expires_in", "0", "expires_in must be 1 to 900, not 0"),
        ("expires_in", "901", "expires_in"),
        ("expires_in", "60.5", "expires_in"),
    ] {
        let (status, document) = exchanged_with(&world, field, value).await;
        let error = &document["errors"][0];
        assert_eq!((status, &error["status"], &error["code"]), (400, &json!("400"), &json!("invalid_request")));
        assert!(error["id"].is_string() && error["title"] == "Bad Request", "{error}");
        let detail = error["detail"].as_str().unwrap();
        assert!(detail.contains(words) && !detail.contains("an-opaque-token"), "{detail}");
    }
}

#[tokio::test]
async fn only_a_form_that_is_posted_is_an_exchange() {
    let world = World::of(json!({})).await;
    let undeclared = world.anonymous(Method::POST, EXCHANGE).body(encoded(&GOOD));
    let (status, document) = exchange(undeclared).await;
    assert!(status == 400 && document["errors"][0]["detail"].as_str().unwrap().contains("Content-Type"));
    let twice = asking(&world, &[GOOD.as_slice(), &GOOD[..1]].concat());
    let (status, document) = exchange(twice).await;
    assert_eq!((status, &document["errors"][0]["detail"]), (400, &json!("grant_type is there twice")));

    let got = world.anonymous(Method::GET, EXCHANGE).send().await.unwrap();
    assert_eq!((got.status().as_u16(), got.headers()["allow"].to_str().unwrap()), (405, "POST"));
}

#[tokio::test]
async fn pool_and_identity_tokens_can_be_set() {
    let world = World::of(json!({ "sts": { "identity_pool_id": "pool-a1", "subject_tokens": ["opaque", JWT] } })).await;
    assert_eq!(exchange(asking(&world, &GOOD)).await.0, 400);
    for (subject, expected) in [("opaque", 200), (JWT, 200), (OLD_JWT, 400)] {
        let fields = GOOD.map(|(name, value)| match name {
            "identity_pool_id" => (name, "pool-a1"),
            "subject_token" => (name, subject),
            _ => (name, value),
        });
        assert_eq!(exchange(asking(&world, &fields)).await.0, expected, "{subject}");
    }
}

#[tokio::test]
async fn a_token_expires() {
    let world = World::of(json!({ "sts": { "lifetime": 0.3 } })).await;
    let issued = exchanged(&world).await;
    assert_eq!(issued["expires_in"], 0.3);

    assert_eq!(status_with(&world, "sts-token-0001").await, 200);
    until(|| status_with(&world, "sts-token-0001"), |status| *status == 401).await;

    let seen = world.seen().await;
    let refused = seen["requests"].as_array().unwrap().last().unwrap()["finished"].as_f64().unwrap();
    assert!(refused - seen["requests"][0]["arrived"].as_f64().unwrap() > 0.29);
    exchanged(&world).await;
    assert_eq!(status_with(&world, "sts-token-0002").await, 200);
}

#[tokio::test]
async fn a_client_can_ask_for_less_time_and_not_for_more() {
    let world = World::of(json!({ "sts": { "lifetime": 100 } })).await;
    for (asked, expected) in [("60", 60), ("100", 100), ("900", 100)] {
        assert_eq!(exchanged_with(&world, "expires_in", asked).await.1["expires_in"], expected);
    }
}

#[tokio::test]
async fn each_issued_token_can_have_a_number_of_uses() {
    let world = World::of(json!({ "sts": { "uses": 2 } })).await;
    for token in ["sts-token-0001", "sts-token-0002"] {
        assert_eq!(exchanged(&world).await["expires_in"], 900, "it is the service that breaks its word");
        let mut statuses = Vec::new();
        for _ in 0..3 {
            statuses.push(status_with(&world, token).await);
        }
        assert_eq!(statuses, [200, 200, 401]);
    }
}

#[tokio::test]
async fn the_exchange_has_a_script_of_its_own() {
    let world = World::of(json!({
        "answers": [{ "status": 299 }],
        "rate_limit": { "limit": 1, "window": 60 },
        "sts": { "answers": [
            { "status": 429, "headers": { "Retry-After": "7", "X-RateLimit-Limit": 5 } }, null, { "status": 500 },
        ] },
    }))
    .await;
    let ask = async || asking(&world, &GOOD).send().await.unwrap();

    let limited = ask().await;
    assert_eq!((limited.status().as_u16(), limited.headers()["retry-after"].to_str().unwrap()), (429, "7"));
    assert_eq!(limited.headers()["x-ratelimit-limit"], "5", "the server's own limit says nothing here");
    assert_eq!(ask().await.status(), 200);
    assert_eq!(ask().await.status(), 500);
    let after = ask().await;
    assert_eq!((after.status().as_u16(), after.headers()["x-request-id"].to_str().unwrap()), (200, "req-4"));

    assert_eq!(status_with(&world, "x").await, 299, "the server's script and limit are untouched");
    assert_eq!(status_with(&world, "x").await, 429);
}

#[tokio::test]
async fn the_journal_has_the_form_of_an_exchange_and_of_nothing_else() {
    let world = World::of(json!({ "sts": { "answers": [{ "status": 503, "json": {} }] } })).await;
    let body = "subject_token=a%2Bb+c&identity_pool_id=p&empty=";
    let form = world.anonymous(Method::POST, EXCHANGE).header(CONTENT_TYPE, FORM);
    exchange(form.body(body)).await;
    exchange(with_form(world.call(Method::PUT, &format!("{ORDERS}/resume")), &GOOD)).await;

    let seen = world.seen().await;

    assert_eq!(seen["requests"][0]["form"], json!({ "subject_token": "a+b c", "identity_pool_id": "p", "empty": "" }));
    assert_eq!((&seen["requests"][0]["status"], &seen["counts"]["answered"]), (&json!(503), &json!(2)));
    assert_eq!(seen["requests"][1].get("form"), None);
}

#[tokio::test]
async fn a_worker_has_no_exchange() {
    let world = World::of(json!({ "service": "kafka_connect" })).await;
    assert_eq!(exchange(asking(&world, &GOOD)).await.0, 404);
}

#[tokio::test]
async fn a_token_of_the_credentials_can_have_a_number_of_uses() {
    let world = World::of(json!({
        "credentials": { "tokens": ["for-ever", { "token": "t", "uses": 3 }, { "token": "never", "uses": 0 }] },
        "answers": [null, { "status": 503, "json": {} }],
    }))
    .await;
    let mut statuses = Vec::new();
    for _ in 0..5 {
        statuses.push(status_with(&world, "t").await);
    }
    assert_eq!(statuses, [200, 503, 200, 401, 401], "an answer of the script is a use, too");
    assert_eq!((status_with(&world, "for-ever").await, status_with(&world, "never").await), (200, 401));
}

#[tokio::test]
async fn a_token_of_the_credentials_can_have_a_lifetime_from_its_first_request() {
    let world = World::of(json!({
        "credentials": { "tokens": [{ "token": "a", "lifetime": 0.3 }, { "token": "b", "lifetime": 0.3 }] },
        "answers": [{ "status": 503, "json": {} }],
    }))
    .await;

    assert_eq!(status_with(&world, "a").await, 503, "the time begins here");
    until(|| status_with(&world, "a"), |status| *status == 401).await;

    assert_eq!(status_with(&world, "b").await, 200, "its time has not begun before");
    let seen = world.seen().await;
    let requests = seen["requests"].as_array().unwrap();
    let refused = requests[requests.len() - 2]["finished"].as_f64().unwrap();
    assert!(refused - requests[0]["arrived"].as_f64().unwrap() > 0.29);
}
