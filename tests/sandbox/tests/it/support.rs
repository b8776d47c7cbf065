//! A world for each test, and clients for it.

use std::sync::Arc;
use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, ClientBuilder, Method, RequestBuilder, Response};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use unpause_sandbox::{API_KEY, API_SECRET, Options, Sandbox};

/// The path of the default connector.
pub(crate) const ORDERS: &str = "/connect/v1/environments/env-a1b2c3/clusters/lkc-x7y8z9/connectors/orders-sink";

pub(crate) struct World {
    /// Kept alive, because the servers stop with it.
    _sandbox: Sandbox,
    control: String,
    addresses: Value,
    client: Client,
}

impl World {
    pub(crate) async fn new(servers: Value) -> Self {
        let sandbox = Sandbox::start(Options::default()).await.unwrap();
        let worlds = format!("{}/worlds", sandbox.control_url());
        let client = client(&[]);
        let (status, made) = exchange(client.post(&worlds).body(json!({ "servers": servers }).to_string())).await;
        assert_eq!(status, 201, "{made}");
        Self {
            control: format!("{worlds}/{}", made["id"].as_str().unwrap()),
            addresses: made["servers"].clone(),
            _sandbox: sandbox,
            client,
        }
    }

    /// A world of one server, `main`.
    pub(crate) async fn of(server: Value) -> Self {
        Self::new(json!({ "main": server })).await
    }

    pub(crate) fn url(&self, server: &str) -> &str {
        self.addresses[server]["url"].as_str().unwrap()
    }

    pub(crate) fn bundle(&self, server: &str) -> &str {
        self.addresses[server]["ca_bundle"].as_str().unwrap()
    }

    /// A call to `main` with valid credentials.
    pub(crate) fn call(&self, method: Method, path: &str) -> RequestBuilder {
        self.anonymous(method, path).basic_auth(API_KEY, Some(API_SECRET))
    }

    pub(crate) fn anonymous(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url("main")))
    }

    pub(crate) async fn send(&self, method: Method, path: &str) -> Response {
        self.call(method, path).send().await.unwrap()
    }

    pub(crate) async fn status_of(&self, connector: &str) -> Value {
        exchange(self.call(Method::GET, &format!("{connector}/status"))).await.1
    }

    /// The control interface's document about `main`.
    pub(crate) async fn seen(&self) -> Value {
        self.seen_by("main").await
    }

    pub(crate) async fn seen_by(&self, server: &str) -> Value {
        exchange(self.client.get(&self.control)).await.1["servers"][server].clone()
    }

    pub(crate) async fn outcome(&self, request: usize) -> Value {
        self.seen().await["requests"][request]["outcome"].clone()
    }

    /// Waits for counts of `main`.
    pub(crate) async fn reaches(&self, counts: Value) {
        let (status, answer) = self.awaits(counts).await;
        assert_eq!(status, 200, "{answer}");
    }

    pub(crate) async fn awaits(&self, mut awaited: Value) -> (u16, Value) {
        awaited["server"] = json!("main");
        exchange(self.client.post(format!("{}/await", self.control)).body(awaited.to_string())).await
    }

    pub(crate) async fn delete(&self) -> u16 {
        exchange(self.client.delete(&self.control)).await.0
    }

    /// A connection to `main` on which the test writes each byte itself.
    pub(crate) async fn connect(&self) -> Raw {
        let address = self.url("main").trim_start_matches("http://");
        Raw(TcpStream::connect(address).await.unwrap())
    }
}

pub(crate) struct Raw(TcpStream);

impl Raw {
    pub(crate) async fn write(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.unwrap();
    }

    pub(crate) async fn resume(&mut self) {
        self.write(&format!("PUT {ORDERS}/resume HTTP/1.1\r\nhost: x\r\n\r\n")).await;
    }

    /// Reads everything until the other side closes; `Err` if it resets.
    pub(crate) async fn read_to_end(&mut self) -> std::io::Result<String> {
        let mut bytes = Vec::new();
        self.0.read_to_end(&mut bytes).await?;
        Ok(String::from_utf8(bytes).unwrap())
    }

    /// Reads until the text ends in this.
    pub(crate) async fn read_until(&mut self, end: &str) -> String {
        let mut text = String::new();
        while !text.ends_with(end) {
            text.push(char::from(self.0.read_u8().await.unwrap()));
        }
        text
    }
}

/// A client that trusts these CA bundles and nothing else, and speaks HTTP/1.1.
pub(crate) fn client(bundles: &[&str]) -> Client {
    builder(bundles, &["http/1.1"]).build().unwrap()
}

pub(crate) fn builder(bundles: &[&str], protocols: &[&str]) -> ClientBuilder {
    let mut roots = RootCertStore::empty();
    for bundle in bundles {
        roots.add(CertificateDer::from_pem_file(bundle).unwrap()).unwrap();
    }
    let mut config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|protocol| (*protocol).into()).collect();
    Client::builder().no_proxy().tls_backend_preconfigured(config)
}

pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// The body of a form.
pub(crate) fn encoded(fields: &[(&str, &str)]) -> String {
    let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
    let pairs: Vec<_> = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    pairs.join("&")
}

/// The same request with a form.
pub(crate) fn with_form(request: RequestBuilder, fields: &[(&str, &str)]) -> RequestBuilder {
    request.header(CONTENT_TYPE, FORM).body(encoded(fields))
}

/// The status and the JSON of an answer (`null` for an empty one).
pub(crate) async fn exchange(request: RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    let document = if text.is_empty() { Value::Null } else { serde_json::from_str(&text).expect(&text) };
    (status, document)
}

/// Polls until the answer is the wanted one.
pub(crate) async fn until<T, F: Future<Output = T>>(look: impl Fn() -> F, is_wanted: impl Fn(&T) -> bool) -> T {
    let looking = async {
        loop {
            let seen = look().await;
            if is_wanted(&seen) {
                return seen;
            }
        }
    };
    timeout(Duration::from_secs(10), looking).await.expect("it never came")
}
