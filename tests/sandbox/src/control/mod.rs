//! The control interface: makes worlds, shows them, waits for them, and ends them.

pub(crate) mod counting;
pub(crate) mod placeholders;
pub(crate) mod world;
pub(crate) mod worlds;

use std::convert::Infallible;
use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use tokio::net::TcpStream;

use crate::control::counting::Awaited;
use crate::control::world::World;
use crate::control::worlds::Worlds;
use crate::error::Error;

struct Reply {
    status: StatusCode,
    document: Option<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    servers: Map<String, Value>,
}

pub(crate) async fn serve(worlds: Arc<Worlds>, tcp: TcpStream) {
    let service = service_fn(|request| respond(&worlds, request));
    let connection = http1::Builder::new().serve_connection(TokioIo::new(tcp), service);
    // If a client breaks off, there is nobody to report it to.
    let _ = connection.await;
}

async fn respond(worlds: &Worlds, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let reply = route(worlds, request).await.unwrap_or_else(|refusal| refusal);
    Ok(reply.into_response())
}

async fn route(worlds: &Worlds, request: Request<Incoming>) -> Result<Reply, Reply> {
    let (head, body) = request.into_parts();
    let segments: Vec<_> = head.uri.path().split('/').skip(1).collect();
    match (&head.method, segments.as_slice()) {
        (&Method::POST, ["worlds"]) => make(worlds, parse(body).await?).await,
        (&Method::GET, ["worlds", id]) => Ok(Reply::new(StatusCode::OK, find(worlds, id)?.document())),
        (&Method::POST, ["worlds", id, "await"]) => wait(find(worlds, id)?, parse(body).await?).await,
        (&Method::DELETE, ["worlds", id]) => end(worlds, id).await,
        (_, ["worlds"] | ["worlds", _] | ["worlds", _, "await"]) => {
            Err(Reply::error(StatusCode::METHOD_NOT_ALLOWED, "this path has other methods"))
        }
        _ => Err(Reply::error(StatusCode::NOT_FOUND, "there is /worlds, and what is under it")),
    }
}

async fn make(worlds: &Worlds, wanted: Wanted) -> Result<Reply, Reply> {
    let (id, world) = worlds.make(wanted.servers).await?;
    let document = json!({ "id": id, "servers": world.addresses() });
    Ok(Reply::new(StatusCode::CREATED, document))
}

async fn wait(world: Arc<World>, awaited: Awaited) -> Result<Reply, Reply> {
    if !awaited.counts_something() {
        return Err(Reply::mistake(
            "name at least one of requests, answered, abandoned, token_requests, opened, closed",
        ));
    }
    let server = world
        .server(&awaited.server)
        .ok_or_else(|| Reply::mistake(&format!("server: there is no {:?} in this world", awaited.server)))?;
    match awaited.reached(&server.journal).await {
        Ok(()) => Ok(Reply::new(StatusCode::OK, json!({}))),
        Err(shortfall) => Err(Reply::error(StatusCode::REQUEST_TIMEOUT, &shortfall)),
    }
}

async fn end(worlds: &Worlds, id: &str) -> Result<Reply, Reply> {
    let world = worlds.take(id).ok_or_else(|| no_such_world(id))?;
    world.stop().await;
    Ok(Reply { status: StatusCode::NO_CONTENT, document: None })
}

fn find(worlds: &Worlds, id: &str) -> Result<Arc<World>, Reply> {
    worlds.find(id).ok_or_else(|| no_such_world(id))
}

fn no_such_world(id: &str) -> Reply {
    Reply::error(StatusCode::NOT_FOUND, &format!("there is no world {id:?}"))
}

async fn parse<T: DeserializeOwned>(body: Incoming) -> Result<T, Reply> {
    let body = body.collect().await.map_err(|error| Reply::mistake(&error.to_string()))?;
    let bytes = body.to_bytes();
    let mut deserializer = serde_json::Deserializer::from_slice(&bytes);
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| Reply::mistake(&error.to_string()))
}

impl Reply {
    fn new(status: StatusCode, document: Value) -> Self {
        Self { status, document: Some(document) }
    }

    fn error(status: StatusCode, message: &str) -> Self {
        Self::new(status, json!({ "error": message }))
    }

    fn mistake(message: &str) -> Self {
        Self::error(StatusCode::BAD_REQUEST, message)
    }

    fn into_response(self) -> Response<Full<Bytes>> {
        let body = self.document.map(|document| document.to_string()).unwrap_or_default();
        let mut response = Response::new(Full::from(body));
        *response.status_mut() = self.status;
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(CONTENT_TYPE, json);
        response
    }
}

impl From<Error> for Reply {
    fn from(error: Error) -> Self {
        let status = match error {
            Error::Mistake(_) => StatusCode::BAD_REQUEST,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::error(status, &error.to_string())
    }
}
