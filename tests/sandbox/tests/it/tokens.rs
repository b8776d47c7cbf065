//! Tokens that end, the exchange, and the identity provider.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::support::{World, client, exchange};

const RESUME: &str = "/connect/v1/environments/env-a1b2c3/clusters/lkc-x7y8z9/connectors/orders-sink/resume";
const EXCHANGE: &str = "/sts/v1/oauth2/token";
const JWT: &str = "eyJhbGciOiJub25lIn0.eyJleHAiOjQxMDI0NDQ4MDB9.c2ln";

fn form(request: RequestBuilder, fields: &[(&str, &str)]) -> RequestBuilder {
    let encoded: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", value.replace(':', "%3A"))).collect();
    request.header("content-type", "application/x-www-form-urlencoded").body(encoded.join("&"))
}

fn fields<'a>(subject: &'a str, pool: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
        ("subject_token", subject),
        ("subject_token_type", "urn:ietf:params:oauth:token-type:jwt"),
        ("requested_token_type", "urn:ietf:params:oauth:token-type:access_token"),
        ("identity_pool_id", pool),
    ]
}

async fn resume(world: &World, token: &Value) -> u16 {
    let token = token.as_str().unwrap();
    exchange(world.anonymous(Method::PUT, RESUME).bearer_auth(token)).await.0
}

#[tokio::test]
async fn a_token_ends_after_its_uses_or_its_life() {
    let world = World::of(json!({"credentials": {"tokens": [
        {"token": "two", "uses": 2}, {"token": "short", "lifetime": 0}, "long"
    ]}}))
    .await;
    let mut seen = Vec::new();
    for token in ["two", "two", "two", "short", "long", "long"] {
        seen.push(resume(&world, &json!(token)).await);
    }
    assert_eq!(seen, [202, 202, 401, 401, 202, 202]);
}

#[tokio::test]
async fn an_identity_token_is_exchanged_for_a_token_that_is_accepted_then() {
    let world = World::of(json!({"answers": [{"status": 503}]})).await;
    let ask = |fields: Vec<_>| form(world.anonymous(Method::POST, EXCHANGE), &fields);
    let (status, first) = exchange(ask(fields(JWT, "pool-sandbox"))).await;
    assert_eq!((status, &first["token_type"], &first["expires_in"]), (200, &json!("Bearer"), &json!(900.0)));
    let (_, second) = exchange(ask([fields(JWT, "pool-sandbox"), vec![("expires_in", "60")]].concat())).await;
    assert_eq!(second["expires_in"], 60.0);
    assert_ne!(first["access_token"], second["access_token"]);

    // The script of the server is for the API alone.
    assert_eq!(resume(&world, &first["access_token"]).await, 503);
    assert_eq!(resume(&world, &second["access_token"]).await, 202);
    let seen = world.seen().await;
    assert_eq!(seen["requests"][0]["form"]["identity_pool_id"], "pool-sandbox");
    assert_eq!(seen["requests"][0]["form"]["subject_token_type"], "urn:ietf:params:oauth:token-type:jwt");
    assert_eq!(seen["requests"][2].get("form"), None);
}

#[tokio::test]
async fn an_exchange_is_refused_in_the_documented_shape() {
    let world = World::of(json!({"sts": {"identity_pool_id": "pool-a1", "subject_tokens": ["known"]}})).await;
    let without = |name| fields("known", "pool-a1").into_iter().filter(|(field, _)| *field != name).collect::<Vec<_>>();
    for wrong in [
        fields("unknown", "pool-a1"),
        fields("known", "pool-b2"),
        without("grant_type"),
        without("subject_token"),
        without("requested_token_type"),
        [fields("known", "pool-a1"), vec![("expires_in", "901")]].concat(),
    ] {
        let (status, answer) = exchange(form(world.anonymous(Method::POST, EXCHANGE), &wrong)).await;
        assert_eq!((status, &answer["errors"][0]["status"]), (400, &json!("400")), "{wrong:?}");
    }
    assert_eq!(exchange(form(world.anonymous(Method::POST, EXCHANGE), &fields("known", "pool-a1"))).await.0, 200);
    assert_eq!(exchange(world.anonymous(Method::POST, EXCHANGE)).await.0, 400);
}

#[tokio::test]
async fn an_exchange_has_a_script_and_its_tokens_end() {
    let world =
        World::of(json!({"sts": {"lifetime": 0, "answers": [{"status": 429, "headers": {"retry-after": 1}}]}})).await;
    let ask = || form(world.anonymous(Method::POST, EXCHANGE), &fields(JWT, "pool-sandbox"));
    assert_eq!(exchange(ask()).await.0, 429);
    let (_, granted) = exchange(ask()).await;
    assert_eq!(resume(&world, &granted["access_token"]).await, 401);
}

#[tokio::test]
async fn an_identity_provider_knows_its_clients() {
    let world = World::of(json!({
        "service": "identity_provider",
        "identity_provider": {"client_id": "me", "client_secret": "mine", "scope": "s", "lifetime": 60}
    }))
    .await;
    let ask = |id, secret, scope| {
        let fields =
            [("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret), ("scope", scope)];
        form(world.anonymous(Method::POST, "/oauth2/token"), &fields)
    };
    let (status, granted) = exchange(ask("me", "mine", "s")).await;
    assert_eq!((status, &granted["expires_in"]), (200, &json!(60.0)));
    assert_eq!(granted["access_token"].as_str().unwrap().split('.').count(), 3);
    for (request, expected) in
        [(ask("me", "wrong", "s"), (401, "invalid_client")), (ask("me", "mine", "other"), (400, "invalid_scope"))]
    {
        let (status, answer) = exchange(request).await;
        assert_eq!((status, answer["error"].as_str().unwrap()), expected);
    }
    let basic = form(
        world.anonymous(Method::POST, "/oauth2/token").basic_auth("me", Some("mine")),
        &[("grant_type", "client_credentials"), ("scope", "s")],
    );
    assert_eq!(exchange(basic).await.0, 200);
}

#[tokio::test]
async fn a_job_of_github_gets_a_token_for_its_audience() {
    let world = World::of(json!({"service": "identity_provider"})).await;
    let ask = |proof| world.anonymous(Method::GET, "/github/token?v=1&audience=confluent").bearer_auth(proof);
    let (status, answer) = exchange(ask("sandbox-request-token")).await;
    assert_eq!((status, answer["value"].as_str().unwrap().split('.').count()), (200, 3));
    assert_eq!(exchange(ask("wrong")).await.0, 401);
}

#[tokio::test]
async fn the_announcement_is_enough_for_an_exchange() {
    let sandbox = unpause_sandbox::Sandbox::start(unpause_sandbox::Options::default()).await.unwrap();
    let about = sandbox.announcement();
    let ask = client(&[]).post(format!("{}{EXCHANGE}", about.url));
    assert_eq!(exchange(form(ask, &fields(&about.subject_token, &about.identity_pool_id))).await.0, 200);
    let ask = client(&[]).post(&about.token_url);
    let credentials = [
        ("grant_type", "client_credentials"),
        ("client_id", about.client_id.as_str()),
        ("client_secret", about.client_secret.as_str()),
    ];
    let (_, granted) = exchange(form(ask, &credentials)).await;
    let subject = granted["access_token"].as_str().unwrap().to_owned();
    let ask = client(&[]).post(format!("{}{EXCHANGE}", about.url));
    assert_eq!(exchange(form(ask, &fields(&subject, &about.identity_pool_id))).await.0, 200);
}
