//! A running sandbox.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::control;
use crate::control::placeholders::Place;
use crate::control::worlds::{DEMO, Worlds};
use crate::error::Error;
use crate::net::port::{Open, Port};
use crate::spec::{Listen, ServerSpec};
use crate::state::credentials::Credentials;

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
    fn new(api: Option<&Place>, control_port: u16, credentials: Option<&Credentials>) -> Self {
        let (api_key, api_secret) = credentials.and_then(Credentials::first_key).unzip();
        Self {
            url: api.map(|place| place.url.clone()).unwrap_or_default(),
            control_url: format!("http://127.0.0.1:{control_port}"),
            api_key: api_key.map(str::to_owned),
            api_secret: api_secret.map(str::to_owned),
            token: credentials.and_then(Credentials::first_token).map(str::to_owned),
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
        let credentials = spec.credentials.by(spec.service);
        let worlds = Arc::new(Worlds::new()?);
        let world = worlds.make_demo(document, options.port).await?;
        let control = Port::reserve(options.control_port, Listen::Serve).await?;
        let announcement = Announcement::new(world.place(DEMO.1), control.number, credentials.as_ref());
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
