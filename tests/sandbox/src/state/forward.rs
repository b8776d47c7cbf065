//! A worker of Apache Kafka Connect behind the service's paths.

use bytes::Bytes;
use http::header::{ACCEPT, ALLOW, CONTENT_TYPE};
use http::request::Parts;
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{HeaderMap, HeaderName, Request, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::{Map, Value, json};

use crate::respond::answer::Answer;
use crate::state::address::below_connectors;
use crate::state::api::expansions;
use crate::state::proxy::is_loopback;

/// The headers that are passed on. The credentials are the service's, and the host is not the worker's.
const PASSED_ON: [HeaderName; 2] = [ACCEPT, CONTENT_TYPE];
const PASSED_BACK: [HeaderName; 2] = [ALLOW, CONTENT_TYPE];

/// The values of `expand` that a worker knows; the service has `id`, too.
const EXPANSIONS: [&str; 2] = ["info", "status"];

type Failure = Box<dyn std::error::Error + Send + Sync>;

pub(crate) struct Worker {
    authority: Authority,
    client: Client<HttpConnector, Full<Bytes>>,
}

/// A request for the worker.
pub(crate) struct Call {
    target: String,
    wants_ids: bool,
}

impl Worker {
    /// The worker at this URL, which must be on this machine: a test must not call out by mistake.
    pub(crate) fn at(url: &str) -> Result<Self, String> {
        let mistake = || format!("forward: {url:?} is not http://, a host on loopback and a port");
        let parts = url.parse::<Uri>().map_err(|_| mistake())?.into_parts();
        let is_http = parts.scheme == Some(Scheme::HTTP);
        let is_bare = parts.path_and_query.is_none_or(|path| path == "/");
        let is_here = |authority: &Authority| is_loopback(authority.host().trim_matches(['[', ']']));
        let authority = parts.authority.filter(|authority| is_http && is_bare && is_here(authority));
        Ok(Self {
            authority: authority.ok_or_else(mistake)?,
            client: Client::builder(TokioExecutor::new()).build_http(),
        })
    }

    /// The worker's answer, or that of a gateway without a worker.
    pub(crate) async fn answer(&self, call: &Call, head: &Parts, body: Bytes) -> Answer {
        self.ask(call, head, body).await.unwrap_or_else(|error| {
            Answer::error(StatusCode::BAD_GATEWAY, &format!("No answer from the worker: {error}"))
        })
    }

    async fn ask(&self, call: &Call, head: &Parts, body: Bytes) -> Result<Answer, Failure> {
        let target: PathAndQuery = call.target.parse()?;
        let uri =
            Uri::builder().scheme(Scheme::HTTP).authority(self.authority.clone()).path_and_query(target).build()?;
        let mut request = Request::builder().method(&head.method).uri(uri).body(Full::new(body))?;
        *request.headers_mut() = picked(&head.headers, &PASSED_ON);
        let (parts, body) = self.client.request(request).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        Ok(Answer {
            body: if call.wants_ids && parts.status == StatusCode::OK { with_ids(&body)? } else { body },
            headers: picked(&parts.headers, &PASSED_BACK),
            ..Answer::empty(parts.status)
        })
    }
}

impl Call {
    /// Translates a request to the service for a worker. Every environment and cluster is the worker's.
    pub(crate) fn read(uri: &Uri) -> Option<Self> {
        let below = below_connectors(uri.path())?;
        let expansions = if matches!(below, "" | "/") { expansions(uri) } else { Vec::new() };
        let query = if expansions.is_empty() { uri.query().map(str::to_owned) } else { Some(expand(&expansions)) };
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        Some(Self {
            target: format!("/connectors{below}{query}"),
            wants_ids: expansions.iter().any(|part| part == "id"),
        })
    }
}

/// `expand` as a worker understands it: one value each, and unknown ones only if there are no others.
fn expand(parts: &[String]) -> String {
    let known: Vec<_> = EXPANSIONS.into_iter().filter(|known| parts.iter().any(|part| part == known)).collect();
    let asked = if known.is_empty() { vec!["id"] } else { known };
    asked.iter().map(|part| format!("expand={part}")).collect::<Vec<_>>().join("&")
}

/// Adds the id, which only the service has. It is made of the name.
fn with_ids(body: &[u8]) -> Result<Bytes, serde_json::Error> {
    let mut connectors: Map<String, Value> = serde_json::from_slice(body)?;
    for (name, parts) in &mut connectors {
        if let Some(parts) = parts.as_object_mut() {
            parts.insert("id".to_owned(), json!({ "id": id(name), "id_type": "ID" }));
        }
    }
    serde_json::to_vec(&connectors).map(Bytes::from)
}

/// FNV-1a: always the same for the same name, which the hashes of the standard library do not promise.
fn id(name: &str) -> String {
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("lcc-{hash:016x}")
}

fn picked(headers: &HeaderMap, names: &[HeaderName]) -> HeaderMap {
    let found = names.iter().filter_map(|name| Some((name.clone(), headers.get(name)?.clone())));
    found.collect()
}
