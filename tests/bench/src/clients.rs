//! The asynchronous clients: reqwest by itself, and this project's core, which is built on it.

use std::convert::Infallible;
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::ACCEPT;
use tokio::runtime::{Builder, Runtime};
use unpause::{Connector, ManyOptions, Token};

use crate::Result;
use crate::contestant::Contestant;
use crate::lanes::Call;
use crate::target::Target;

/// reqwest as its documentation shows: one client, kept; a URL, credentials and a header for each call.
pub(crate) struct Reqwest {
    client: reqwest::Client,
    target: Target,
}

impl Reqwest {
    pub(crate) fn new(target: Target) -> Result<Self> {
        // The workspace's reqwest has no TLS provider of its own, and panics without one. This fails only if there is one.
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
        let connector = Connector::new(&target.environment_id, &target.kafka_cluster_id, &target.connector_name)?;
        Ok(Self { client: client(target)?, connector })
    }

    /// With one token for life.
    pub(crate) fn with_token(target: &Target) -> Result<Self> {
        let client = unpause::Client::builder().token(target.api_secret.as_str()).base_url(&target.base_url).build()?;
        Ok(Self { client, ..Self::new(target)? })
    }

    /// With a token from a function, fresh for as long as the benchmark runs.
    pub(crate) fn with_token_provider(target: &Target) -> Result<Self> {
        let token = target.api_secret.clone();
        let provider = move || {
            let token = Token::new(token.as_str()).expires_in(Duration::from_secs(86_400));
            async { Ok::<_, Infallible>(token) }
        };
        let client = unpause::Client::builder().token_provider(provider).base_url(&target.base_url).build()?;
        Ok(Self { client, ..Self::new(target)? })
    }
}

fn client(target: &Target) -> Result<unpause::Client> {
    let key = unpause::Client::builder().api_key(&target.api_key, target.api_secret.as_str());
    Ok(key.base_url(&target.base_url).build()?)
}

impl Call for Unpause {
    async fn call(&self) -> Result<()> {
        self.client.resume(&self.connector).await?;
        Ok(())
    }
}

/// This project's `resume_many`: all connectors in one call.
pub(crate) struct UnpauseMany {
    client: unpause::Client,
    connector: Connector,
    runtime: Runtime,
}

impl UnpauseMany {
    pub(crate) fn new(target: &Target) -> Result<Self> {
        let Unpause { client, connector } = Unpause::new(target)?;
        Ok(Self { client, connector, runtime: Builder::new_current_thread().enable_all().build()? })
    }
}

impl Contestant for UnpauseMany {
    fn run(&mut self, calls: u32, in_flight: u32) -> Result<()> {
        // With different names, because duplicates are sent once.
        let name = |number| format!("{}-{number}", self.connector.connector_name());
        let connectors: std::result::Result<Vec<_>, unpause::Error> =
            (0..calls).map(|number| self.connector.cluster().connector(name(number))).collect();
        let options = ManyOptions { concurrency: Some(in_flight), ..Default::default() };
        let report = self.runtime.block_on(self.client.resume_many(connectors?, options))?;
        if report.counts.accepted != report.counts.total {
            return Err(report.to_string().into());
        }
        Ok(())
    }

    fn is_concurrent(&self) -> bool {
        true
    }
}
