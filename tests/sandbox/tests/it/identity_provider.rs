//! The identity provider.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::support::{World, client, encoded, exchange, with_form};

const TOKEN: &str = "/oauth2/token";
const GOOD: [(&str, &str); 3] =
    [("grant_type", "client_credentials"), ("client_id", "sandbox-client"), ("client_secret", "sandbox-client-secret")];

/// A world of an identity provider with these keys.
async fn provider(keys: Value) -> World {
    World::of(json!({ "service": "identity_provider", "identity_provider": keys })).await
}

fn asking(world: &World, fields: &[(&str, &str)]) -> RequestBuilder {
    with_form(world.anonymous(Method::POST, TOKEN), fields)
}

fn github(world: &World, token: &str) -> RequestBuilder {
    world.anonymous(Method::GET, "/github/token?api-version=2.0&audience=confluent%20cloud").bearer_auth(token)
}

fn claims(token: &Value) -> Value {
    let part = token.as_str().unwrap().split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

fn life(token: &Value) -> f64 {
    let claims = claims(token);
    claims["exp"].as_f64().unwrap() - claims["iat"].as_f64().unwrap()
}

#[tokio::test]
async fn a_client_gets_a_new_token_each_time() {
    let world = provider(json!({})).await;

    let response = asking(&world, &GOOD).send().await.unwrap();

    assert_eq!((response.status().as_u16(), response.headers()["cache-control"].to_str().unwrap()), (200, "no-store"));
    assert!(!response.headers().contains_key("x-request-id"), "that is Confluent's");
    let first: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    assert_eq!((&first["token_type"], &first["expires_in"]), (&json!("Bearer"), &json!(3600)));
    assert!(first.get("scope").is_none());
    assert_eq!(
        (life(&first["access_token"]), &claims(&first["access_token"])["sub"]),
        (3600.0, &json!("sandbox-client"))
    );
    let second = exchange(asking(&world, &GOOD)).await.1;
    assert_ne!(first["access_token"], second["access_token"]);
}

#[tokio::test]
async fn client_scope_and_lifetime_can_be_set() {
    let world =
        provider(json!({ "client_id": "c", "client_secret": "s", "scope": "api://c/.default", "lifetime": 0.5 })).await;
    let fields =
        |scope| [("grant_type", "client_credentials"), ("client_id", "c"), ("client_secret", "s"), ("scope", scope)];

    let (status, document) = exchange(asking(&world, &fields("api://c/.default"))).await;

    assert_eq!((status, &document["scope"], &document["expires_in"]), (200, &json!("api://c/.default"), &json!(0.5)));
    assert!((life(&document["access_token"]) - 0.5).abs() < 0.001);
    for scope in ["other", ""] {
        let (status, document) = exchange(asking(&world, &fields(scope))).await;
        assert_eq!((status, &document["error"]), (400, &json!("invalid_scope")));
    }
    assert_eq!(exchange(asking(&world, &GOOD)).await.0, 401);
}

#[tokio::test]
async fn errors_are_those_of_oauth() {
    let world = provider(json!({})).await;
    let with =
        |name: &'static str, value: &'static str| GOOD.map(|field| if field.0 == name { (name, value) } else { field });
    for (fields, status, error) in [
        (with("client_secret", "wrong"), 401, "invalid_client"),
        (with("client_id", ""), 401, "invalid_client"),
        (with("grant_type", ""), 400, "invalid_request"),
        (with("grant_type", "password"), 400, "unsupported_grant_type"),
    ] {
        let (answered, document) = exchange(asking(&world, &fields)).await;
        assert_eq!((answered, &document["error"]), (status, &json!(error)));
        assert!(document["error_description"].is_string());
    }
    let (status, document) = exchange(world.anonymous(Method::POST, TOKEN).body(encoded(&GOOD))).await;
    assert_eq!((status, &document["error"]), (400, &json!("invalid_request")));
    let refused = asking(&world, &GOOD[..1]).send().await.unwrap();
    assert!(refused.headers().contains_key("www-authenticate"));
}

#[tokio::test]
async fn a_client_can_authenticate_in_the_header_and_not_twice() {
    let world = provider(json!({ "client_secret": "a b+c" })).await;
    let grant = &GOOD[..1];
    let asked = async |fields, secret| {
        let request = asking(&world, fields).basic_auth("sandbox-client", Some(secret));
        let (status, document) = exchange(request).await;
        (status, document["error"].clone())
    };
    assert_eq!(asked(grant, "a+b%2Bc").await, (200, Value::Null), "encoded as in a form");
    assert_eq!(asked(grant, "a b+c").await, (401, json!("invalid_client")));
    assert_eq!(asked(&GOOD, "a+b%2Bc").await, (400, json!("invalid_request")));
}

#[tokio::test]
async fn github_gives_tokens_for_an_audience() {
    let world = provider(json!({})).await;

    let (status, document) = exchange(github(&world, "sandbox-request-token")).await;

    assert_eq!((status, life(&document["value"])), (200, 300.0));
    assert_eq!(claims(&document["value"])["aud"], "confluent cloud");
    assert_eq!(exchange(github(&world, "wrong")).await.0, 401);
    assert_eq!(exchange(world.anonymous(Method::GET, "/github/token")).await.0, 401);
    let world = provider(json!({ "request_token": "r", "lifetime": 60 })).await;
    let (status, document) = exchange(github(&world, "r")).await;
    assert_eq!((status, life(&document["value"])), (200, 60.0));
}

#[tokio::test]
async fn tokens_can_be_scripted() {
    let world = provider(json!({ "tokens": ["one", "two"] })).await;
    let mut given = Vec::new();
    for _ in 0..2 {
        given.push(exchange(asking(&world, &GOOD)).await.1["access_token"].clone());
    }
    given.push(exchange(github(&world, "sandbox-request-token")).await.1["value"].clone());
    assert_eq!(given, ["one", "two", "two"], "the last one again and again");
}

#[tokio::test]
async fn answers_limit_and_journal_are_as_elsewhere() {
    let world = World::of(json!({
        "service": "identity_provider", "answers": [{ "status": 503, "json": {} }], "rate_limit": { "limit": 2, "window": 60 },
    }))
    .await;

    let statuses = [exchange(asking(&world, &GOOD)).await.0, exchange(github(&world, "x")).await.0];
    let limited = asking(&world, &GOOD).send().await.unwrap();

    assert_eq!((statuses, limited.status().as_u16()), ([503, 401], 429));
    let seen = world.seen().await;
    let fields = json!({ "grant_type": "client_credentials", "client_id": "sandbox-client", "client_secret": "sandbox-client-secret" });
    assert_eq!((&seen["requests"][0]["form"], &seen["requests"][2]["form"]), (&fields, &fields));
    assert_eq!((seen["requests"][1].get("form"), &seen["connectors"]), (None, &json!([])));
}

#[tokio::test]
async fn other_paths_and_methods_are_refused() {
    let world = provider(json!({})).await;
    for (method, path, status) in [
        (Method::GET, TOKEN, 405),
        (Method::POST, "/github/token", 405),
        (Method::POST, "/sts/v1/oauth2/token", 404),
        (Method::GET, "/connectors", 404),
    ] {
        assert_eq!(exchange(world.anonymous(method, path)).await.0, status, "{path}");
    }
}

#[tokio::test]
async fn its_tokens_are_good_for_the_exchange() {
    let world = World::new(json!({ "main": {}, "idp": { "service": "identity_provider" } })).await;
    let idp = format!("{}{TOKEN}", world.url("idp"));
    let (_, identity) = exchange(with_form(client(&[]).post(idp), &GOOD)).await;
    let fields = [
        ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
        ("subject_token", identity["access_token"].as_str().unwrap()),
        ("subject_token_type", "urn:ietf:params:oauth:token-type:jwt"),
        ("requested_token_type", "urn:ietf:params:oauth:token-type:access_token"),
        ("identity_pool_id", "pool-sandbox"),
    ];
    let asked = with_form(world.anonymous(Method::POST, "/sts/v1/oauth2/token"), &fields);
    let (status, document) = exchange(asked).await;
    assert_eq!((status, &document["access_token"]), (200, &json!("sts-token-0001")));
}
