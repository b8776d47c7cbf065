//! The asynchronous clients: reqwest by itself, and this project's core, which is built on it.

use reqwest::StatusCode;
use reqwest::header::ACCEPT;
use unpause::Connector;

use crate::Result;
use crate::lanes::Call;
use crate::target::Target;

/// reqwest as its documentation shows it: one client, kept; a URL, credentials and a header for each call.
pub(crate) struct Reqwest {
    client: reqwest::Client,
    target: Target,
}

impl Reqwest {
    pub(crate) fn new(target: Target) -> Result<Self> {
        // The workspace's reqwest has no TLS provider of its own, and panics without one. Fails only if there is one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self { client: reqwest::Client::builder().build()?, target })
    }
}

impl Call for Reqwest {
    async fn call(&self) -> Result<()> {
        let target = &self.target;
        let response = self
            .client
            .put(format!("{}{}", target.base_url, target.path()))
            .basic_auth(&target.api_key, Some(&target.api_secret))
            .header(ACCEPT, "application/json")
            .send()
            .await?;
        if response.status() != StatusCode::ACCEPTED {
            return Err(format!("the server answered {}", response.status()).into());
        }
        response.bytes().await?;
        Ok(())
    }
}

/// This project's core, with its defaults.
pub(crate) struct Unpause {
    client: unpause::Client,
    connector: Connector,
}

impl Unpause {
    pub(crate) fn new(target: &Target) -> Result<Self> {
        let client = unpause::Client::builder()
            .base_url(&target.base_url)
            .api_key(&target.api_key, target.api_secret.as_str())
            .build()?;
        let connector = Connector::new(&target.environment_id, &target.kafka_cluster_id, &target.connector_name)?;
        Ok(Self { client, connector })
    }
}

impl Call for Unpause {
    async fn call(&self) -> Result<()> {
        self.client.resume(&self.connector).await?;
        Ok(())
    }
}
