//! The requests for tokens: the exchange, an identity provider's token endpoint, and GitHub's.

use std::sync::Arc;
use std::time::Duration;

use http::Method;
use http::header::HeaderValue;
use serde::Deserialize;
use serde_json::Value;
use tokio::time::Instant;
use url::Url;

use crate::config::credentials::{bearer, fault};
use crate::config::settings::{Reach, Settings};
use crate::config::token_settings::{Exchange, Subject, TokenEndpoint, TokenSettings, is_safe};
use crate::config::token_source::Token;
use crate::error::{CredentialsStage, Error, Result};
use crate::http::json::{Lenient, Text};
use crate::http::transport::{Form, Request, Transport};
use crate::secret::Secret;
use crate::token::token_service::TokenService;

const EXCHANGE_PATH: &str = "/sts/v1/oauth2/token";
const GITHUB_URL: &str = "ACTIONS_ID_TOKEN_REQUEST_URL";
const GITHUB_TOKEN: &str = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";

/// The longest answer with a token, in bytes.
const LONGEST_ANSWER: usize = 1024 * 1024;

/// The services that a client asks for tokens.
pub(crate) struct Exchanges {
    sts: Option<(TokenService, Url)>,
    identity_provider: Option<TokenService>,
    allow_insecure: bool,
}

#[derive(Deserialize)]
struct Granted {
    #[serde(default)]
    access_token: Text,
    #[serde(default)]
    expires_in: Lenient<Value>,
}

#[derive(Deserialize)]
struct GitHubToken {
    #[serde(default)]
    value: Text,
}

impl Exchanges {
    pub(crate) fn new(source: &TokenSettings, settings: &Settings, transport: &Arc<Transport>) -> Result<Self> {
        let sts = match source {
            TokenSettings::Exchange(_) => {
                Some((TokenService::of_confluent(settings, transport), settings.servers.at(0).at(EXCHANGE_PATH)))
            }
            TokenSettings::Provider(_) | TokenSettings::ClientCredentials(_) => None,
        };
        let reach = match source {
            TokenSettings::Exchange(Exchange { subject: Subject::GitHub { .. }, .. }) => {
                Some(Reach { is_plain: false, is_loopback: false })
            }
            source => source.endpoint().map(|endpoint| Reach::of(&endpoint.url)),
        };
        let identity_provider = reach.map(|reach| TokenService::of_identity_provider(settings, reach)).transpose()?;
        Ok(Self { sts, identity_provider, allow_insecure: settings.allow_insecure })
    }

    /// Exchanges an identity token for an access token.
    pub(crate) async fn exchange(&self, exchange: &Exchange, subject: &Secret, end: Instant) -> Result<Token> {
        let (sts, url) = self.sts.as_ref().ok_or_else(|| Error::internal("no token service"))?;
        let lifetime = exchange.lifetime.as_secs().to_string();
        let form = Form::new(&[
            ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
            ("subject_token", subject.expose()),
            ("subject_token_type", "urn:ietf:params:oauth:token-type:jwt"),
            ("requested_token_type", "urn:ietf:params:oauth:token-type:access_token"),
            ("identity_pool_id", &exchange.identity_pool_id),
            ("expires_in", &lifetime),
        ]);
        let granted = sts.ask(request(Method::POST, url.clone(), Some(form), None), end, granted).await?;
        Ok(Token { expires_in: granted.expires_in.or(Some(exchange.lifetime)), ..granted })
    }

    /// Gets a token by the client credentials flow.
    pub(crate) async fn client_credentials(&self, endpoint: &TokenEndpoint, end: Instant) -> Result<Token> {
        let mut fields = vec![
            ("grant_type", "client_credentials"),
            ("client_id", &endpoint.client_id),
            ("client_secret", endpoint.client_secret.expose()),
        ];
        fields.extend(endpoint.scope.as_deref().map(|scope| ("scope", scope)));
        let request = request(Method::POST, endpoint.url.clone(), Some(Form::new(&fields)), None);
        self.identity_provider()?.ask(request, end, granted).await
    }

    /// Gets an identity token from GitHub Actions, which tells each job where to ask.
    pub(crate) async fn github(&self, audience: &str, end: Instant) -> Result<Secret> {
        let mut url = Url::parse(&github_variable(GITHUB_URL)?)
            .ok()
            .filter(|url| self.allow_insecure || is_safe(url))
            .ok_or_else(|| not_in_github(&format!("{GITHUB_URL} is no https URL")))?;
        url.query_pairs_mut().append_pair("audience", audience);
        let service = self.identity_provider()?;
        let proof = Secret::from(github_variable(GITHUB_TOKEN)?);
        service.learn(&proof);
        let proof = bearer(&proof).map_err(|_| not_in_github(&format!("{GITHUB_TOKEN} cannot be sent")))?;
        let read = |text: &str| {
            let GitHubToken { value } = serde_json::from_str(text).ok()?;
            Some(Token::new(usable(value)?))
        };
        Ok(service.ask(request(Method::GET, url, None, Some(proof)), end, read).await?.value)
    }

    fn identity_provider(&self) -> Result<&TokenService> {
        self.identity_provider.as_ref().ok_or_else(|| Error::internal("no identity provider"))
    }
}

fn request(method: Method, url: Url, form: Option<Form>, authorization: Option<HeaderValue>) -> Request {
    Request { path: url.path().to_owned(), method, url, wanted: Some(LONGEST_ANSWER), authorization, form }
}

/// The token in an answer of a token endpoint (RFC 6749, 5.1). Some write its life as a text.
pub(crate) fn granted(text: &str) -> Option<Token> {
    let Granted { access_token, expires_in } = serde_json::from_str(text).ok()?;
    let seconds = match expires_in.0 {
        Some(Value::Number(number)) => number.as_f64(),
        Some(Value::String(text)) => text.trim().parse().ok(),
        _ => None,
    };
    let life = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).filter(|life| !life.is_zero());
    Some(Token { expires_in: life, ..Token::new(usable(access_token)?) })
}

fn usable(text: Text) -> Option<Secret> {
    text.0.filter(|token| fault(token).is_none()).map(Secret::from)
}

fn github_variable(name: &'static str) -> Result<String> {
    std::env::var(name)
        .ok()
        .filter(|value| !value.is_empty())
        .ok_or_else(|| not_in_github(&format!("the environment variable {name} is not set")))
}

fn not_in_github(why: &str) -> Error {
    Error::credentials(CredentialsStage::SubjectToken, format!("no token to send: {why}")).advised(
        "`github_audience` works in GitHub Actions, in a job with `permissions: id-token: write`: elsewhere, give another \
         source of identity tokens.",
    )
}
