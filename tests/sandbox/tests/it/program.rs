//! The sandbox as a program.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{client, exchange, until, with_form};

struct Program {
    child: Child,
    stdout: BufReader<ChildStdout>,
    said: Value,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut child = command(arguments).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let said = serde_json::from_str(&line).unwrap();
        Self { child, stdout, said }
    }

    fn said(&self, key: &str) -> &str {
        self.said[key].as_str().unwrap()
    }

    /// A call to a connector of the demo server.
    async fn call(&self, method: Method, connector: &str, action: &str) -> (u16, Value) {
        let clusters = "/connect/v1/environments/env-sandbox/clusters/lkc-sandbox";
        let url = format!("{}{clusters}/connectors/{connector}/{action}", self.said("url"));
        let call = client(&[]).request(method, url);
        exchange(call.basic_auth(self.said("api_key"), Some(self.said("api_secret")))).await
    }

    async fn state(&self, connector: &str) -> String {
        let (_, status) = self.call(Method::GET, connector, "status").await;
        status["connector"]["state"].as_str().unwrap().to_owned()
    }

    /// The exit code, and the output after the first line.
    fn end(mut self) -> (Option<i32>, String) {
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code(), rest)
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unpause-sandbox"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

#[tokio::test]
async fn it_ends_when_its_standard_input_closes() {
    let mut program = Program::start(&[]);
    program.child.stdin.as_mut().unwrap().write_all(b"ignored\n").unwrap();
    assert_eq!(program.state("audit-sink").await, "RUNNING");

    drop(program.child.stdin.take());

    assert_eq!(program.end(), (Some(0), String::new()));
}

#[cfg(unix)]
#[test]
fn it_ends_on_signals() {
    for signal in ["-INT", "-TERM"] {
        let mut program = Program::start(&["--no-stdin"]);
        drop(program.child.stdin.take());
        let id = program.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        assert_eq!(program.end(), (Some(0), String::new()));
    }
}

#[tokio::test]
async fn the_demo_server_is_as_documented() {
    let program = Program::start(&[]);
    let program = &program;
    let call = |method, connector, action| program.call(method, connector, action);

    assert_eq!(call(Method::PUT, "payments-source", "resume").await, (202, Value::Null));
    assert_eq!(call(Method::PUT, "orders-sink", "resume").await, (202, Value::Null));
    assert_eq!(program.state("orders-sink").await, "PAUSED");
    until(|| program.state("payments-source"), |state| state == "RUNNING").await;
    until(|| program.state("orders-sink"), |state| state == "RUNNING").await;

    let (_, broken) = call(Method::GET, "broken-sink", "status").await;
    assert!(broken["connector"]["trace"].is_string() && broken["tasks"][0]["trace"].is_string());
    assert_eq!(call(Method::PUT, "broken-sink", "resume").await.0, 202);
    assert_eq!(program.state("broken-sink").await, "FAILED");
    assert_eq!(call(Method::POST, "broken-sink", "restart").await.0, 202);
    assert_eq!(program.state("broken-sink").await, "RUNNING");
    assert_eq!(call(Method::PUT, "busy-sink", "resume").await, (429, Value::Null));

    let (_, demo) = exchange(client(&[]).get(format!("{}/worlds/demo", program.said("control_url")))).await;
    assert!(demo["servers"]["main"]["counts"]["requests"].as_u64().unwrap() > 5);
}

#[tokio::test]
async fn the_demo_server_exchanges_tokens() {
    let program = Program::start(&[]);
    let exchanged = async |subject: &str| {
        let url = format!("{}/sts/v1/oauth2/token", program.said("url"));
        let form = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
            ("subject_token", subject),
            ("subject_token_type", "urn:ietf:params:oauth:token-type:jwt"),
            ("requested_token_type", "urn:ietf:params:oauth:token-type:access_token"),
            ("identity_pool_id", program.said("identity_pool_id")),
        ];
        exchange(with_form(client(&[]).post(url), &form)).await
    };
    assert_eq!(exchanged(program.said("subject_token")).await.0, 200);

    let client_credentials = [
        ("grant_type", "client_credentials"),
        ("client_id", program.said("client_id")),
        ("client_secret", program.said("client_secret")),
    ];
    let (status, identity) =
        exchange(with_form(client(&[]).post(program.said("token_url")), &client_credentials)).await;
    assert_eq!(status, 200);
    assert_eq!(exchanged(identity["access_token"].as_str().unwrap()).await.0, 200);

    let (_, demo) = exchange(client(&[]).get(format!("{}/worlds/demo", program.said("control_url")))).await;
    assert_eq!(demo["servers"]["identity"]["counts"]["requests"], 1);
}

/// What the program says if its server is this one.
fn said_of(server: &Value) -> Value {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(server.to_string().as_bytes()).unwrap();
    Program::start(&["--server", file.path().to_str().unwrap()]).said.clone()
}

#[test]
fn the_first_line_fits_the_server() {
    let cloud = said_of(&json!({ "sts": { "identity_pool_id": "pool-a", "subject_tokens": ["s"] } }));
    assert_eq!((&cloud["identity_pool_id"], &cloud["subject_token"]), (&json!("pool-a"), &json!("s")));
    assert_ne!(cloud["token_url"], format!("{}/oauth2/token", cloud["url"].as_str().unwrap()));

    let worker = said_of(&json!({ "service": "kafka_connect" }));
    assert_eq!((worker.get("identity_pool_id"), worker.get("subject_token")), (None, None));

    let provider = said_of(&json!({ "service": "identity_provider", "identity_provider": { "client_id": "c" } }));
    assert_eq!(provider["token_url"], format!("{}/oauth2/token", provider["url"].as_str().unwrap()));
    assert_eq!((&provider["client_id"], provider.get("identity_pool_id")), (&json!("c"), None));
}

#[tokio::test]
async fn the_server_can_come_from_a_file() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let server = json!({ "credentials": { "tokens": ["T"] }, "tls": true, "answers": [{ "status": 299 }] });
    file.write_all(server.to_string().as_bytes()).unwrap();

    let program = Program::start(&["--server", file.path().to_str().unwrap()]);

    assert_eq!((&program.said["api_key"], &program.said["token"]), (&Value::Null, &json!("T")));
    let client = client(&[program.said("ca_bundle")]);
    assert_eq!(client.get(program.said("url")).send().await.unwrap().status(), 299);
}

#[tokio::test]
async fn a_server_can_stand_in_front_of_a_worker() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(br#"{ "credentials": { "api_keys": { "K": "S" } } }"#).unwrap();
    let worker = json!({ "service": "kafka_connect", "connectors": [{ "name": "payments-source" }] });
    let mut worker_file = tempfile::NamedTempFile::new().unwrap();
    worker_file.write_all(worker.to_string().as_bytes()).unwrap();
    let worker = Program::start(&["--server", worker_file.path().to_str().unwrap()]);

    let program = Program::start(&["--server", file.path().to_str().unwrap(), "--forward", worker.said("url")]);

    assert_eq!(program.state("payments-source").await, "PAUSED");
    assert_eq!(program.said("api_key"), "K", "the rest of the file counts, too");
    let wrong = run(&["--forward", "https://connect.example"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(String::from_utf8(wrong.stderr).unwrap().contains("https://connect.example"));
}

#[test]
fn ports_can_be_chosen() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();

    let program = Program::start(&["--port", &free]);

    assert_eq!(program.said("url"), format!("http://127.0.0.1:{free}"));
    let taken = run(&["--port", &free]);
    assert_eq!(taken.status.code(), Some(1));
    assert!(String::from_utf8(taken.stderr).unwrap().contains(&free));
}

#[test]
fn a_wrong_command_line_is_explained() {
    for (arguments, words) in [
        (&["--prot", "1"][..], "--prot"),
        (&["--port", "x"], "--port needs a number"),
        (&["--port"], "--port"),
        (&["--forward"], "--forward"),
        (&["--server", "-"], "--server needs a file"),
        (&["--server", "/no/such/file"], "/no/such/file"),
        (&["extra"], "extra"),
    ] {
        let output = run(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(words), "{said}");
        assert!(output.stdout.is_empty());
    }
    let help = run(&["--help"]);
    assert!(help.status.success() && String::from_utf8(help.stdout).unwrap().contains("--control-port"));
}
