//! The sources of tokens that a client renews by itself.

use std::fmt;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::secret::Secret;

/// Any error, as a [`TokenProvider`] may return it.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A bearer token, and the time that it lives.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Token {
    /// The token itself.
    pub value: Secret,
    /// The time that it is good for, from the moment that the provider was asked. Without it the `exp` of a JWT counts. Without
    /// either, the provider is asked for each attempt.
    pub expires_in: Option<Duration>,
}

impl Token {
    /// A token that does not say how long it lives.
    pub fn new(value: impl Into<Secret>) -> Self {
        Self { value: value.into(), expires_in: None }
    }

    /// The same, good for so long.
    #[must_use]
    pub fn expires_in(self, time: Duration) -> Self {
        Self { expires_in: Some(time), ..self }
    }
}

impl<T: Into<Secret>> From<T> for Token {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// Provides tokens. A closure that returns a future is one:
///
/// ```
/// use std::time::Duration;
/// use unpause::{Client, Token};
///
/// let client = Client::builder()
///     .token_provider(|| async { Ok::<_, std::io::Error>(Token::new("a token").expires_in(Duration::from_secs(900))) })
///     .build()?;
/// # Ok::<(), unpause::Error>(())
/// ```
///
/// It is asked by one call at a time, whose answer is for all calls that wait. It is asked again some time before the token expires,
/// and after a 401. A provider that calls the client that asks it gets an error.
pub trait TokenProvider: Send + Sync {
    /// Provides a token.
    fn token(&self) -> Pin<Box<dyn Future<Output = Result<Token, BoxError>> + Send + '_>>;
}

impl<F, P, T, E> TokenProvider for F
where
    F: Fn() -> P + Send + Sync,
    P: Future<Output = Result<T, E>> + Send + 'static,
    T: Into<Token>,
    E: Into<BoxError>,
{
    fn token(&self) -> Pin<Box<dyn Future<Output = Result<Token, BoxError>> + Send + '_>> {
        let token = self();
        Box::pin(async move { token.await.map(Into::into).map_err(Into::into) })
    }
}

/// The source of a client's tokens: a [`TokenProvider`], an [`StsToken`], or [`ClientCredentials`].
#[derive(Clone)]
pub struct TokenSource(pub(crate) Source);

#[derive(Clone)]
pub(crate) enum Source {
    Provider(Provider),
    Sts(Box<StsToken>),
    ClientCredentials(Box<ClientCredentials>),
}

impl<P: TokenProvider + 'static> From<P> for TokenSource {
    fn from(provider: P) -> Self {
        Self(Source::Provider(Provider::Own(Arc::new(provider))))
    }
}

/// A provider of the user's.
#[derive(Clone)]
pub(crate) enum Provider {
    Own(Arc<dyn TokenProvider>),
    /// A function of another language. Its binding puts a provider in its place whenever it builds the client, because a fork's
    /// child needs one of its own.
    OfBinding,
}

impl Provider {
    fn replaced(self, provider: &Arc<dyn TokenProvider>) -> Self {
        match self {
            Self::OfBinding => Self::Own(Arc::clone(provider)),
            own @ Self::Own(_) => own,
        }
    }
}

impl TokenSource {
    /// With `provider` in the place of a binding's function.
    pub(crate) fn with_provider(self, provider: &Arc<dyn TokenProvider>) -> Self {
        Self(match self.0 {
            Source::Provider(function) => Source::Provider(function.replaced(provider)),
            Source::Sts(sts) => {
                let subject_token = sts.subject_token.map(|function| function.replaced(provider));
                Source::Sts(Box::new(StsToken { subject_token, ..*sts }))
            }
            source @ Source::ClientCredentials(_) => source,
        })
    }
}

impl From<StsToken> for TokenSource {
    fn from(sts: StsToken) -> Self {
        Self(Source::Sts(Box::new(sts)))
    }
}

impl From<ClientCredentials> for TokenSource {
    fn from(credentials: ClientCredentials) -> Self {
        Self(Source::ClientCredentials(Box::new(credentials)))
    }
}

/// Exchanges an identity token of your identity provider for an access token of Confluent Cloud, at its Security Token Service
/// (STS). Takes one source of identity tokens.
///
/// ```
/// use unpause::{Client, StsToken};
///
/// let sts = StsToken::new("pool-a1b2").subject_token_file("/var/run/secrets/tokens/confluent");
/// let client = Client::builder().token_provider(sts).build()?;
/// # Ok::<(), unpause::Error>(())
/// ```
///
/// Source: [Confluent Cloud API, "Exchange an OAuth token"](https://docs.confluent.io/cloud/current/api.html#tag/OAuth-Tokens-(stsv1)).
#[derive(Clone)]
#[must_use = "it does nothing until a client has it"]
pub struct StsToken {
    pub(crate) identity_pool_id: String,
    pub(crate) subject_token: Option<Provider>,
    pub(crate) subject_token_file: Option<PathBuf>,
    pub(crate) github_audience: Option<String>,
    pub(crate) client_credentials: Option<ClientCredentials>,
    pub(crate) lifetime: Option<Duration>,
}

impl StsToken {
    /// For this identity pool, such as `pool-a1b2`.
    pub fn new(identity_pool_id: impl Into<String>) -> Self {
        Self {
            identity_pool_id: identity_pool_id.into(),
            subject_token: None,
            subject_token_file: None,
            github_audience: None,
            client_credentials: None,
            lifetime: None,
        }
    }

    /// Takes the identity token from a function, which is asked at each exchange.
    pub fn subject_token(mut self, provider: impl TokenProvider + 'static) -> Self {
        self.subject_token = Some(Provider::Own(Arc::new(provider)));
        self
    }

    /// Takes the identity token from a file, which is read at each exchange, such as a Kubernetes service account's projected token.
    pub fn subject_token_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.subject_token_file = Some(path.into());
        self
    }

    /// Takes the identity token from GitHub Actions, for this audience. The job needs `permissions: id-token: write`.
    pub fn github_audience(mut self, audience: impl Into<String>) -> Self {
        self.github_audience = Some(audience.into());
        self
    }

    /// Takes the identity token from the identity provider's token endpoint.
    pub fn client_credentials(mut self, credentials: ClientCredentials) -> Self {
        self.client_credentials = Some(credentials);
        self
    }

    /// The time that an access token shall live, 1 to 900 s. Default 900 s.
    pub fn lifetime(mut self, time: Duration) -> Self {
        self.lifetime = Some(time);
        self
    }
}

/// Gets tokens from an identity provider by the client credentials flow
/// ([RFC 6749, 4.4](https://www.rfc-editor.org/rfc/rfc6749#section-4.4)). For [`StsToken`], or for self-managed workers whose gateway
/// takes such tokens.
///
/// ```
/// use unpause::{ClientCredentials, KafkaConnect};
///
/// let credentials = ClientCredentials::new("https://idp.example.com/oauth2/token", "CLIENT-ID", "CLIENT-SECRET");
/// let connect = KafkaConnect::builder("https://connect.example.com").token_provider(credentials).build()?;
/// # Ok::<(), unpause::Error>(())
/// ```
#[derive(Clone)]
#[must_use = "it does nothing until a client has it"]
pub struct ClientCredentials {
    pub(crate) token_url: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: Secret,
    pub(crate) token_scope: Option<String>,
}

impl ClientCredentials {
    /// For the token endpoint at this URL.
    pub fn new(token_url: impl Into<String>, client_id: impl Into<String>, client_secret: impl Into<Secret>) -> Self {
        let (token_url, client_id, client_secret) = (token_url.into(), client_id.into(), client_secret.into());
        Self { token_url, client_id, client_secret, token_scope: None }
    }

    /// The scope to ask for; Microsoft Entra ID needs `api://<client_id>/.default`.
    pub fn token_scope(mut self, scope: impl Into<String>) -> Self {
        self.token_scope = Some(scope.into());
        self
    }
}

/// Shows the kind of source, and no secret.
impl fmt::Debug for TokenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::Provider(_) => f.write_str("TokenProvider"),
            Source::Sts(sts) => sts.fmt(f),
            Source::ClientCredentials(credentials) => credentials.fmt(f),
        }
    }
}

impl fmt::Debug for StsToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StsToken").field("identity_pool_id", &self.identity_pool_id).finish_non_exhaustive()
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}
