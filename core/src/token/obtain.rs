//! Gets a token from its source.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::time::{Instant, sleep, timeout_at};

use crate::config::credentials::fault;
use crate::config::redact::Redactor;
use crate::config::settings::Settings;
use crate::config::token_settings::{Subject, TokenSettings};
use crate::config::token_source::{BoxError, Token, TokenProvider};
use crate::error::{CredentialsStage, Error, Result};
use crate::http::transport::Transport;
use crate::secret::Secret;
use crate::text::time;
use crate::token::exchange::Exchanges;
use crate::token::jwt::is_jwt;
use crate::token::providing::Identity;

/// The longest time for one renewal, all its requests included.
const MOST_TIME: Duration = Duration::from_secs(60);

/// A file is read again after so long, because it may just be being replaced.
const SECOND_LOOK: Duration = Duration::from_millis(100);

/// The longest file that can be a token, in bytes.
const LONGEST_FILE: u64 = 256 * 1024;

/// Gets tokens from one source.
pub(crate) struct Obtainer {
    pub(crate) identity: Identity,
    source: TokenSettings,
    exchanges: Exchanges,
    redactor: Arc<Redactor>,
}

impl Obtainer {
    pub(crate) fn new(source: TokenSettings, settings: &Settings, transport: &Arc<Transport>) -> Result<Self> {
        let exchanges = Exchanges::new(&source, settings, transport)?;
        Ok(Self { identity: Identity::new(), source, exchanges, redactor: Arc::clone(&settings.redactor) })
    }

    /// Gets a token. It is a secret from the moment that it is here.
    pub(crate) async fn obtain(&self) -> Result<Token> {
        let end = Instant::now() + MOST_TIME;
        match &self.source {
            TokenSettings::Provider(provider) => self.provided(&**provider, CredentialsStage::TokenProvider, end).await,
            TokenSettings::ClientCredentials(endpoint) => self.exchanges.client_credentials(endpoint, end).await,
            TokenSettings::Exchange(exchange) => {
                let subject = self.subject(&exchange.subject, end).await?;
                self.exchanges.exchange(exchange, &subject, end).await
            }
        }
    }

    async fn subject(&self, source: &Subject, end: Instant) -> Result<Secret> {
        match source {
            Subject::Provider(provider) => {
                Ok(self.provided(&**provider, CredentialsStage::SubjectToken, end).await?.value)
            }
            Subject::File(path) => {
                let token = read(path).await?;
                self.redactor.learn(&token);
                Ok(token)
            }
            Subject::GitHub { audience } => self.exchanges.github(audience, end).await,
            Subject::ClientCredentials(endpoint) => Ok(self.exchanges.client_credentials(endpoint, end).await?.value),
        }
    }

    async fn provided(&self, provider: &dyn TokenProvider, stage: CredentialsStage, end: Instant) -> Result<Token> {
        let asked = AssertUnwindSafe(async { provider.token().await }).catch_unwind();
        let token = match timeout_at(end, self.identity.providing(asked)).await {
            Ok(Ok(Ok(token))) => token,
            Ok(Ok(Err(cause))) => return Err(self.failed(stage, cause)),
            Ok(Err(panic)) => return Err(panicked(stage, &*panic)),
            Err(_) => return Err(unusable(stage, &format!("did not answer within {}", time(MOST_TIME)))),
        };
        self.redactor.learn(&token.value);
        if let Some(fault) = fault(token.value.expose()) {
            return Err(unusable(stage, &format!("gave a token that {fault}")));
        }
        if token.expires_in.is_some_and(|life| life.is_zero()) {
            return Err(unusable(stage, "gave a token that has expired"));
        }
        Ok(token)
    }

    fn failed(&self, stage: CredentialsStage, cause: BoxError) -> Error {
        let words = self.redactor.line(&cause.to_string());
        unusable(stage, &format!("failed: {words}")).caused_by(Arc::from(cause))
    }
}

/// For a function of the user's that gave no usable token.
fn unusable(stage: CredentialsStage, why: &str) -> Error {
    let option = stage.name();
    Error::credentials(stage, format!("no token to send: the function `{option}` {why}")).advised(format!(
        "Look into the function that you gave as `{option}`: it must give a token, or one with its life."
    ))
}

fn panicked(stage: CredentialsStage, panic: &(dyn Any + Send)) -> Error {
    let panic = Error::from_panic(panic);
    unusable(stage, &format!("panicked: {}", panic.reason()))
}

/// Reads the identity token. Such files are replaced while they are used.
async fn read(path: &Path) -> Result<Secret> {
    if let Ok(token) = read_once(path) {
        return Ok(token);
    }
    sleep(SECOND_LOOK).await;
    read_once(path).map_err(|why| {
        Error::credentials(
            CredentialsStage::SubjectToken,
            format!("no token to send: the file {:?} {why}", path.display().to_string()),
        )
        .advised("Check `subject_token_file`: it must be a file with the identity token (a JWT) and nothing else.")
    })
}

fn read_once(path: &Path) -> Result<Secret, String> {
    let unreadable = |error: std::io::Error| format!("cannot be read: {error}");
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() || metadata.len() > LONGEST_FILE {
        return Err("is no file that could be a token".to_owned());
    }
    let text = zeroize::Zeroizing::new(std::fs::read(path).map_err(unreadable)?);
    let text = std::str::from_utf8(&text).map_err(|_| "holds no text".to_owned())?;
    let token = text.trim_end_matches(['\r', '\n']);
    match fault(token) {
        Some(fault) => Err(format!("holds a token that {fault}")),
        None if !is_jwt(token) => Err("holds no JSON Web Token".to_owned()),
        None => Ok(Secret::from(token)),
    }
}
