//! The source of tokens, checked.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use crate::config::base_url::is_loopback;
use crate::config::token_source::{ClientCredentials, Provider, Source, StsToken, TokenProvider, TokenSource};
use crate::error::{Error, Result};
use crate::secret::Secret;

/// The longest life of an access token, which is also the service's default.
const LONGEST_LIFETIME: Duration = Duration::from_secs(900);

/// The source of a client's tokens, checked.
#[derive(Clone)]
pub(crate) enum TokenSettings {
    Provider(Arc<dyn TokenProvider>),
    Exchange(Exchange),
    ClientCredentials(TokenEndpoint),
}

/// An exchange at the Security Token Service.
#[derive(Clone)]
pub(crate) struct Exchange {
    pub(crate) identity_pool_id: String,
    pub(crate) subject: Subject,
    pub(crate) lifetime: Duration,
}

/// The source of identity tokens.
#[derive(Clone)]
pub(crate) enum Subject {
    Provider(Arc<dyn TokenProvider>),
    File(PathBuf),
    GitHub { audience: String },
    ClientCredentials(TokenEndpoint),
}

/// An identity provider's token endpoint.
#[derive(Clone)]
pub(crate) struct TokenEndpoint {
    pub(crate) url: Url,
    pub(crate) client_id: String,
    pub(crate) client_secret: Secret,
    pub(crate) scope: Option<String>,
}

impl TokenSettings {
    /// Of a client for Confluent Cloud.
    pub(crate) fn of_cloud(source: TokenSource) -> Result<Self> {
        match source.0 {
            Source::Provider(provider) => Ok(Self::Provider(own(provider)?)),
            Source::Sts(sts) => Ok(Self::Exchange(exchange(*sts)?)),
            Source::ClientCredentials(_) => Err(Error::configuration(
                "`token_provider` gives tokens of an identity provider, which Confluent Cloud takes only in exchange",
                "Put them into an StsToken, as its `client_credentials`.",
            )),
        }
    }

    /// Of a client for self-managed workers.
    pub(crate) fn of_workers(source: TokenSource) -> Result<Self> {
        match source.0 {
            Source::Provider(provider) => Ok(Self::Provider(own(provider)?)),
            Source::ClientCredentials(credentials) => Ok(Self::ClientCredentials(endpoint(*credentials)?)),
            Source::Sts(_) => Err(Error::configuration(
                "`token_provider` is an StsToken, which is for Confluent Cloud",
                "Give a function, or ClientCredentials.",
            )),
        }
    }

    /// The secrets that are known from the start.
    pub(crate) fn secrets(&self) -> Option<&Secret> {
        self.endpoint().map(|endpoint| &endpoint.client_secret)
    }

    /// The identity provider's token endpoint, if the client calls it.
    pub(crate) fn endpoint(&self) -> Option<&TokenEndpoint> {
        match self {
            Self::ClientCredentials(endpoint)
            | Self::Exchange(Exchange { subject: Subject::ClientCredentials(endpoint), .. }) => Some(endpoint),
            Self::Provider(_) | Self::Exchange(_) => None,
        }
    }
}

fn own(provider: Provider) -> Result<Arc<dyn TokenProvider>> {
    match provider {
        Provider::Own(provider) => Ok(provider),
        Provider::OfBinding => Err(Error::internal("the binding gave no token provider")),
    }
}

fn exchange(sts: StsToken) -> Result<Exchange> {
    if sts.identity_pool_id.trim().is_empty() {
        return Err(Error::configuration("`identity_pool_id` is empty", "Give the pool's id, such as pool-a1b2."));
    }
    let lifetime = sts.lifetime.unwrap_or(LONGEST_LIFETIME);
    if lifetime < Duration::from_secs(1) || lifetime > LONGEST_LIFETIME {
        return Err(Error::configuration(
            format!("`lifetime` is {} s", lifetime.as_secs_f64()),
            "Give 1 to 900 s, or leave it out for 900 s.",
        ));
    }
    Ok(Exchange { identity_pool_id: sts.identity_pool_id.clone(), subject: subject(sts)?, lifetime })
}

fn subject(sts: StsToken) -> Result<Subject> {
    match (sts.subject_token, sts.subject_token_file, sts.github_audience, sts.client_credentials) {
        (Some(provider), None, None, None) => Ok(Subject::Provider(own(provider)?)),
        (None, Some(path), None, None) => Ok(Subject::File(path)),
        (None, None, Some(audience), None) => Ok(Subject::GitHub { audience }),
        (None, None, None, Some(credentials)) => Ok(Subject::ClientCredentials(endpoint(credentials)?)),
        (None, None, None, None) => Err(unclear("the StsToken has no source of identity tokens")),
        _ => Err(unclear("the StsToken has more than one source of identity tokens")),
    }
}

fn unclear(reason: &str) -> Error {
    Error::configuration(
        reason,
        "Give one of `subject_token`, `subject_token_file`, `github_audience` and `client_credentials`.",
    )
}

fn endpoint(credentials: ClientCredentials) -> Result<TokenEndpoint> {
    let ClientCredentials { token_url, client_id, client_secret, token_scope } = credentials;
    let unusable = |why: &str| {
        Error::configuration(
            format!("`token_url` cannot be used: {why}"),
            "Give the URL of the identity provider's token endpoint, such as https://idp.example.com/oauth2/token.",
        )
    };
    let url = Url::parse(&token_url).map_err(|error| unusable(&format!("it is not a URL: {error}")))?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(unusable(&format!("its scheme is {:?}", url.scheme())));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(unusable("it holds credentials; they are options of their own"));
    }
    if client_id.is_empty() || client_secret.expose().is_empty() {
        return Err(Error::configuration(
            "`client_id` or `client_secret` is empty",
            "Give both as the identity provider showed them.",
        ));
    }
    Ok(TokenEndpoint { url, client_id, client_secret, scope: token_scope })
}

/// Whether a URL may be asked for a token: by https, or on this machine.
pub(crate) fn is_safe(url: &Url) -> bool {
    url.scheme() == "https" || is_loopback(url)
}
