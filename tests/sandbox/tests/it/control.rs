//! The control interface.

use reqwest::Method;
use serde_json::{Value, json};
use unpause_sandbox::{Options, Sandbox};

use crate::support::{ORDERS, World, client, exchange};

#[tokio::test]
async fn the_journal_tells_what_came_and_what_became_of_it() {
    let world = World::of(json!({})).await;
    let mut raw = world.connect().await;
    raw.write(&format!(
        "PUT {ORDERS}/resume?x=%2f HTTP/1.1\r\nHost: h\r\nX-Two: b\r\nAuthorization: Bearer sandbox-token\r\n\r\n"
    ))
    .await;
    raw.read_until("\r\n\r\n").await;

    let seen = world.seen().await;

    let request = &seen["requests"][0];
    let arrived = request["arrived"].as_f64().unwrap();
    let finished = request["finished"].as_f64().unwrap();
    assert!(0.0 < arrived && arrived <= finished);
    assert_eq!(
        request,
        &json!({
            "connection": 1, "method": "PUT", "target": format!("{ORDERS}/resume?x=%2f"), "version": "HTTP/1.1",
            "headers": [["host", "h"], ["x-two", "b"], ["authorization", "Bearer sandbox-token"]],
            "arrived": arrived, "finished": finished, "status": 202, "outcome": "answered",
        })
    );
    assert_eq!(seen["connections"], json!({ "opened": 1, "closed": 0 }));
    assert_eq!(seen["connectors"][0]["name"], "orders-sink");
    assert_eq!(seen["connectors"][0]["status"]["connector"]["state"], "RUNNING");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_read_an_answer_finds_it_in_the_journal() {
    let world = World::of(json!({ "answers": [{ "text": "abcdef", "times": 0 }] })).await;
    for request in 0..200 {
        world.send(Method::PUT, ORDERS).await.text().await.unwrap();
        assert_eq!(world.outcome(request).await, "answered");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_goes_away_leaves_its_request_abandoned() {
    let big = json!({ "repeat": { "text": "x", "times": 50_000_000 } });
    for answer in [json!({ "delay": 60 }), json!({ "text": "abc", "body_delay": 60 }), big] {
        let world = World::of(json!({ "answers": [answer] })).await;
        let mut raw = world.connect().await;
        raw.resume().await;
        world.reaches(json!({ "requests": 1 })).await;

        drop(raw);

        world.reaches(json!({ "abandoned": 1, "closed": 1 })).await;
        assert_eq!(world.outcome(0).await, "abandoned");
    }
}

#[tokio::test]
async fn an_await_that_is_not_reached_says_how_far_it_came() {
    let world = World::of(json!({})).await;
    world.send(Method::PUT, ORDERS).await;

    let (status, answer) = world.awaits(json!({ "requests": 1, "answered": 2, "timeout": 0.05 })).await;

    assert_eq!(status, 408);
    let words = r#"server "main" after 0.05 s: requests is 1, awaited 1; answered is 1, awaited 2"#;
    assert_eq!(answer, json!({ "error": words }));
}

#[tokio::test]
async fn an_await_returns_when_it_happens() {
    let world = World::of(json!({})).await;
    let (awaited, sent) = tokio::join!(world.awaits(json!({ "answered": 1 })), world.send(Method::PUT, ORDERS));
    assert_eq!((awaited, sent.status().as_u16()), ((200, json!({})), 404));
}

#[tokio::test]
async fn mistakes_in_an_await_are_named() {
    let world = World::of(json!({})).await;
    for (awaited, word) in
        [(json!({ "clsed": 1 }), "clsed"), (json!({}), "requests"), (json!({ "timeout": -1, "closed": 1 }), "timeout")]
    {
        let (status, answer) = world.awaits(awaited).await;
        assert_eq!(status, 400);
        assert!(answer["error"].as_str().unwrap().contains(word), "{answer}");
    }
}

/// The answer of `POST /worlds` to a mistake.
async fn mistake(body: Value) -> String {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    let request = client(&[]).post(format!("{}/worlds", sandbox.control_url())).body(body.to_string());
    let (status, answer) = exchange(request).await;
    assert_eq!(status, 400, "{body}");
    answer["error"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn mistakes_in_a_world_are_400_and_name_the_key() {
    let answer = |answer: Value| json!({ "answers": [answer] });
    for (server, words) in [
        (json!({ "listn": "serve" }), "servers.main.listn"),
        (json!({ "listen": "sometimes" }), "servers.main.listen"),
        (json!({ "tls": { "certificate": "odd" } }), "servers.main.tls"),
        (json!({ "protocols": [] }), "protocols"),
        (json!({ "proxy": { "user": "u" } }), "servers.main.proxy"),
        (json!({ "credentials": { "keys": {} } }), "servers.main.credentials.keys"),
        (json!({ "rate_limit": { "limit": 1, "window": "x" } }), "servers.main.rate_limit.window"),
        (answer(json!({ "statuz": 200 })), "servers.main.answers[0].statuz"),
        (answer(json!({ "status": 100 })), "status"),
        (answer(json!({ "status": 204, "text": "x" })), "status"),
        (answer(json!({ "text": "x", "json": 1 })), "json, text"),
        (answer(json!({ "base64": "%" })), "base64"),
        (answer(json!({ "fault": "explode" })), "servers.main.answers[0].fault"),
        (answer(json!({ "fault": "drop_inside" })), "fault"),
        (answer(json!({ "body_delay": 1 })), "body_delay"),
        (answer(json!({ "delay": -1 })), "servers.main.answers[0].delay"),
        (answer(json!({ "raw": "x", "status": 200 })), "raw"),
        (answer(json!({ "headers": { "a b": "c" } })), "headers"),
        (answer(json!({ "headers": { "content-length": "9" } })), "content-length"),
        (json!({ "protocols": ["h2"], "answers": [{ "raw": "x" }] }), "raw"),
        (json!({ "connectors": [{ "nam": "x" }] }), "servers.main.connectors[0].nam"),
        (json!({ "connectors": [{}, {}] }), "orders-sink"),
        (json!({ "connectors": [{ "tasks": "many" }] }), "servers.main.connectors[0].tasks"),
        (
            json!({ "connectors": [{ "on_resume": [{ "after": 2, "state": "A" }, { "after": 1, "state": "B" }] }] }),
            "after",
        ),
        (json!({ "service": "kafka" }), "servers.main.service"),
        (json!({ "service": "kafka_connect", "connectors": [{ "environment_id": "env-a" }] }), "environment_id"),
        (json!({ "service": "kafka_connect", "connectors": [{ "id": "lcc-a" }] }), "id are for confluent_cloud"),
        (json!({ "sts": { "pool": "x" } }), "servers.main.sts.pool"),
        (json!({ "sts": { "lifetime": "x" } }), "servers.main.sts.lifetime"),
        (json!({ "sts": { "answers": [{ "statuz": 200 }] } }), "servers.main.sts.answers[0].statuz"),
        (json!({ "protocols": ["h2"], "sts": { "answers": [{ "raw": "x" }] } }), "raw"),
        (json!({ "service": "kafka_connect", "sts": {} }), "sts: the exchange"),
        (json!({ "credentials": { "tokens": [{ "token": "t", "use": 1 }] } }), "servers.main.credentials"),
        (json!({ "identity_provider": {} }), "identity_provider: it is for"),
        (json!({ "service": "identity_provider", "identity_provider": { "id": "x" } }), "identity_provider.id"),
        (json!({ "service": "identity_provider", "connectors": [] }), "an identity provider has no connectors"),
        (json!({ "service": "identity_provider", "credentials": null }), "its credentials are in identity_provider"),
        (json!({ "service": "identity_provider", "forward": "http://127.0.0.1:1" }), "forward"),
        (answer(json!({ "text": "${nobody.url}" })), "${nobody.url}"),
    ] {
        let said = mistake(json!({ "servers": { "main": server } })).await;
        assert!(said.contains(words), "{server}: {said}");
    }
    assert!(mistake(json!({ "serverz": {} })).await.contains("serverz"));
}

#[tokio::test]
async fn a_deleted_world_is_closed_and_gone() {
    let world = World::of(json!({ "answers": [{ "delay": 60 }] })).await;
    let mut raw = world.connect().await;
    raw.resume().await;
    world.reaches(json!({ "requests": 1 })).await;

    assert_eq!(world.delete().await, 204);

    assert_eq!(raw.read_to_end().await.unwrap(), "");
    let address = world.url("main").trim_start_matches("http://");
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
    assert_eq!(world.delete().await, 404);
}

#[tokio::test]
async fn worlds_do_not_meet() {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    let worlds = format!("{}/worlds", sandbox.control_url());
    let make =
        async || exchange(client(&[]).post(&worlds).body(r#"{"servers":{"main":{"credentials":null}}}"#)).await.1;
    let (one, other) = (make().await, make().await);

    let url = one["servers"]["main"]["url"].as_str().unwrap();
    exchange(client(&[]).put(format!("{url}{ORDERS}/resume"))).await;

    let requests = async |world: &Value| {
        let seen = exchange(client(&[]).get(format!("{worlds}/{}", world["id"].as_str().unwrap()))).await.1;
        seen["servers"]["main"]["counts"]["requests"].clone()
    };
    assert_eq!((requests(&one).await, requests(&other).await), (json!(1), json!(0)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_journal_keeps_the_first_ten_thousand_and_counts_all() {
    let world = World::of(json!({ "credentials": null })).await;
    let mut raw = world.connect().await;
    for _ in 0..10_001 {
        raw.resume().await;
        raw.read_until("\r\n\r\n").await;
    }

    let seen = world.seen().await;

    assert_eq!(seen["requests"].as_array().unwrap().len(), 10_000);
    assert_eq!(seen["counts"]["answered"], 10_001);
}

#[tokio::test]
async fn a_dropped_sandbox_stops() {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    let address = sandbox.url().trim_start_matches("http://").to_owned();
    let mut open = tokio::net::TcpStream::connect(&address).await.unwrap();

    drop(sandbox);

    let mut byte = [0];
    let read = tokio::io::AsyncReadExt::read(&mut open, &mut byte).await;
    assert!(matches!(read, Ok(0) | Err(_)));
}

#[tokio::test]
async fn paths_that_are_not_there_say_so() {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    for (method, path, expected) in [
        (Method::GET, "/", 404),
        (Method::GET, "/worlds", 405),
        (Method::GET, "/worlds/w9", 404),
        (Method::PUT, "/worlds/demo", 405),
        (Method::GET, "/worlds/demo", 200),
    ] {
        let request = client(&[]).request(method, format!("{}{path}", sandbox.control_url()));
        assert_eq!(exchange(request).await.0, expected, "{path}");
    }
}
