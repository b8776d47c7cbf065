//! Proof for each attempt.

use std::sync::Arc;

use http::HeaderValue;
use tokio::time::{Instant, timeout_at};

use crate::config::credentials::Proof;
use crate::config::settings::Settings;
use crate::error::Result;
use crate::http::failure::Failure;
use crate::http::transport::Transport;
use crate::token::keeper::{Bearer, Flight, Renewed, TokenKeeper};
use crate::token::obtain::Obtainer;

/// Where a client's attempts get their proof.
pub(crate) enum Authority {
    Nobody,
    Header(HeaderValue),
    Tokens(TokenKeeper),
}

/// The proof of one attempt.
#[derive(Default)]
pub(crate) struct Pass {
    pub(crate) header: Option<HeaderValue>,
    bearer: Option<Arc<Bearer>>,
    /// An early renewal. It goes on beside the attempt.
    renewal: Option<Flight>,
}

impl Authority {
    /// `transport` is that of the client's calls.
    pub(crate) fn new(settings: &Settings, transport: &Arc<Transport>) -> Result<Self> {
        Ok(match &settings.credentials.proof {
            Proof::Nothing => Self::Nobody,
            Proof::Header(header) => Self::Header(header.clone()),
            Proof::Tokens(tokens) => {
                Self::Tokens(TokenKeeper::new(Obtainer::new(tokens.clone(), settings, transport)?))
            }
        })
    }

    /// Proof for an attempt. It may take a new token, but no longer than until `end`.
    pub(crate) async fn pass(&self, end: Instant) -> Result<Pass, Failure> {
        match self {
            Self::Nobody => Ok(Pass::default()),
            Self::Header(header) => Ok(Pass { header: Some(header.clone()), ..Pass::default() }),
            Self::Tokens(keeper) => {
                let begun = Instant::now();
                match timeout_at(end, keeper.usable()).await {
                    // In a blocking language the provider has the calling thread, and no timer ends it.
                    Err(_) => Err(Failure::TokenTooLate),
                    Ok(_) if begun < end && Instant::now() >= end => Err(Failure::TokenTooLate),
                    Ok(Err(error)) => Err(Failure::NoToken(error)),
                    Ok(Ok((bearer, renewal))) => {
                        Ok(Pass { header: Some(bearer.header.clone()), bearer: Some(bearer), renewal })
                    }
                }
            }
        }
    }

    /// Whether an attempt that had to wait can still use its proof.
    pub(crate) fn is_good(&self, pass: &Pass) -> bool {
        pass.bearer.as_ref().is_none_or(|bearer| bearer.is_alive(Instant::now()))
    }

    /// Whether a new token is worth another attempt after a 401: there is one, and it is not the one that was refused.
    pub(crate) async fn replaces(&self, refused: &Pass, end: Instant) -> Result<Option<Pass>, Failure> {
        let (Self::Tokens(keeper), Some(bearer)) = (self, &refused.bearer) else { return Ok(None) };
        keeper.refuse(bearer);
        let pass = self.pass(end).await?;
        let is_new = pass.bearer.as_ref().is_some_and(|new| !new.is_same(bearer));
        Ok(is_new.then_some(pass))
    }

    /// Runs an attempt, and beside it the renewal of its token, if there is one. Also gives the renewal's end, if it came.
    pub(crate) async fn beside<T>(&self, pass: &mut Pass, attempt: impl Future<Output = T>) -> (T, Option<Renewed>) {
        let (Self::Tokens(keeper), Some(renewal)) = (self, pass.renewal.take()) else { return (attempt.await, None) };
        tokio::pin!(attempt);
        let mut renewed = None;
        let mut renewal = std::pin::pin!(keeper.follow(renewal));
        let result = loop {
            tokio::select! {
                biased;
                result = &mut attempt => break result,
                end = &mut renewal, if renewed.is_none() => renewed = Some(end),
            }
        };
        (result, renewed.flatten())
    }
}
