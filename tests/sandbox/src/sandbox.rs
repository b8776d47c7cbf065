//! A running sandbox.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::control;
use crate::control::world::World;
use crate::control::worlds::{DEMO, Worlds};
use crate::error::Error;
use crate::net::port::{Open, Port};
use crate::spec::service::Played;
use crate::spec::{Listen, ServerSpec};
use crate::state::credentials::Credentials;
use crate::state::tokens::identity_provider::TOKEN_PATH;
use crate::state::tokens::sts::StsSpec;

const DEMO_SERVER: &str = include_str!("demo.json");

/// The options of a sandbox. The default is the demo server on any free ports.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The port of the API; 0 for any free one.
    pub port: u16,
    /// The port of the control interface; 0 for any free one.
    pub control_port: u16,
    /// The JSON of the server at the API's port ("A server" in the README); the demo server if absent.
    pub server: Option<Value>,
}

/// The addresses of a sandbox, and credentials that its API accepts.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Announcement {
    /// The base URL of the API.
    pub url: String,
    /// The base URL of the control interface.
    pub control_url: String,
    /// Absent if the server's JSON names no key.
    pub api_key: Option<String>,
    /// The secret of [`api_key`](Self::api_key).
    pub api_secret: Option<String>,
    /// Absent if the server's JSON names no token.
    pub token: Option<String>,
    /// The identity pool of the token exchange. Absent if the API is not Confluent Cloud's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity_pool_id: Option<String>,
    /// An identity token that the exchange accepts. Absent if the server's JSON allows none, or if the API is not Confluent
    /// Cloud's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_token: Option<String>,
    /// The token endpoint of an identity provider, whose tokens the exchange accepts unless the server's JSON names others.
    pub token_url: String,
    /// The client that the identity provider knows.
    pub client_id: String,
    /// The secret of [`client_id`](Self::client_id).
    pub client_secret: String,
    /// The path of a PEM file of the CA to trust, if the API is served over TLS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_bundle: Option<String>,
}

/// A running sandbox: the API, and the control interface that makes more servers. It stops when it is dropped.
///
/// It runs on the runtime that started it.
pub struct Sandbox {
    announcement: Announcement,
    _control: Open,
}

impl Announcement {
    fn new(control_port: u16, world: &World, spec: ServerSpec) -> Self {
        let is_cloud = spec.service == Played::ConfluentCloud;
        let sts = is_cloud.then(|| spec.sts.unwrap_or_default());
        let credentials = spec.credentials.by(spec.service);
        let (api_key, api_secret) = credentials.as_ref().and_then(Credentials::first_key).unzip();
        let url = |name| world.place(name).map(|place| place.url.clone()).unwrap_or_default();
        let provider = spec.identity_provider.unwrap_or_default();
        Self {
            url: url(DEMO.1),
            control_url: format!("http://127.0.0.1:{control_port}"),
            api_key: api_key.map(str::to_owned),
            api_secret: api_secret.map(str::to_owned),
            token: credentials.as_ref().and_then(Credentials::first_token).map(str::to_owned),
            subject_token: sts.as_ref().and_then(StsSpec::subject_token),
            identity_pool_id: sts.map(|sts| sts.identity_pool_id),
            token_url: format!("{}{TOKEN_PATH}", url(provider_in_demo(spec.service))),
            client_id: provider.client_id,
            client_secret: provider.client_secret,
            ca_bundle: world.place(DEMO.1).and_then(|place| place.ca_bundle.clone()),
        }
    }
}

/// The name of the identity provider's server.
fn provider_in_demo(service: Played) -> &'static str {
    if service == Played::IdentityProvider { DEMO.1 } else { "identity" }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sandbox").field("announcement", &self.announcement).finish_non_exhaustive()
    }
}

impl Sandbox {
    /// Starts a sandbox. It answers as soon as this returns.
    ///
    /// # Errors
    /// [`Error::Mistake`] if the server's JSON has one, otherwise an error of the system.
    pub async fn start(options: Options) -> Result<Self, Error> {
        let document = match options.server {
            Some(document) => document,
            None => serde_json::from_str(DEMO_SERVER).map_err(|error| Error::Mistake(error.to_string()))?,
        };
        let spec = ServerSpec::parse(DEMO.1, &document)?;
        let provider = json!({ "service": "identity_provider" });
        // The second replaces the first if it is an identity provider itself.
        let servers = [(provider_in_demo(spec.service), provider), (DEMO.1, document)];
        let servers = servers.map(|(name, server)| (name.to_owned(), server));
        let worlds = Arc::new(Worlds::new()?);
        // Before all others, which take any free port.
        let control = Port::reserve(options.control_port, Listen::Serve).await?;
        let world = worlds.make_demo(Map::from_iter(servers), options.port).await?;
        let announcement = Announcement::new(control.number, &world, spec);
        Ok(Self { announcement, _control: control.open(move |tcp| control::serve(Arc::clone(&worlds), tcp)) })
    }

    /// The base URL of the API.
    pub fn url(&self) -> &str {
        &self.announcement.url
    }

    /// The base URL of the control interface.
    pub fn control_url(&self) -> &str {
        &self.announcement.control_url
    }

    /// The addresses and credentials, as the program prints them when it is ready.
    pub fn announcement(&self) -> &Announcement {
        &self.announcement
    }
}
