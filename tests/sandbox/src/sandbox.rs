//! A running sandbox.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use crate::control;
use crate::control::world::World;
use crate::control::worlds::{DEMO, IDENTITY, Worlds};
use crate::error::Error;
use crate::net::port::{Open, Port};
use crate::spec::{Listen, ServerSpec};
use crate::state::credentials::Credentials;
use crate::state::identity_provider::{IdentityProvider, TOKEN_PATH};
use crate::state::jwt;

const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);
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
    /// The identity pool for the exchange of tokens, `POST /sts/v1/oauth2/token`.
    pub identity_pool_id: String,
    /// An identity token that the exchange takes, for a day.
    pub subject_token: String,
    /// The token endpoint of an identity provider.
    pub token_url: String,
    /// A client that the identity provider knows.
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
    fn new(world: &World, control_port: u16, spec: ServerSpec) -> Self {
        let credentials = spec.credentials.by(spec.service);
        let (api, provider) = (world.place(DEMO.1), IdentityProvider::default());
        let identity = world.place(IDENTITY).map(|place| place.url.as_str()).unwrap_or_default();
        let (api_key, api_secret) = credentials.as_ref().and_then(Credentials::first_key).unzip();
        Self {
            url: api.map(|place| place.url.clone()).unwrap_or_default(),
            control_url: format!("http://127.0.0.1:{control_port}"),
            api_key: api_key.map(str::to_owned),
            api_secret: api_secret.map(str::to_owned),
            token: credentials.as_ref().and_then(Credentials::first_token).map(str::to_owned),
            identity_pool_id: spec.sts.identity_pool_id,
            subject_token: jwt::make("sandbox", "confluent", A_DAY),
            token_url: format!("{identity}{TOKEN_PATH}"),
            client_id: provider.client_id,
            client_secret: provider.client_secret,
            ca_bundle: api.and_then(|place| place.ca_bundle.clone()),
        }
    }
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
        let worlds = Arc::new(Worlds::new()?);
        let world = worlds.make_demo(document, options.port).await?;
        let control = Port::reserve(options.control_port, Listen::Serve).await?;
        let announcement = Announcement::new(&world, control.number, spec);
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
