//! The source of tokens of a case: a function that gives scripted tokens, or a source that the library has.

use std::collections::BTreeSet;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use serde::Deserialize;
use unpause::bridge::seconds;
use unpause::{BoxError, ClientCredentials, Error, StsToken, Token, TokenProvider, TokenSource};

use crate::client::AnyClient;

/// `token_provider` of a client, one of these.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum ProviderSpec {
    Gives(Vec<Given>),
    Sts(StsSpec),
    ClientCredentials(CredentialsSpec),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StsSpec {
    identity_pool_id: String,
    subject_token: Option<Gives>,
    subject_token_file: Option<String>,
    github_audience: Option<String>,
    client_credentials: Option<CredentialsSpec>,
    lifetime: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Gives {
    gives: Vec<Given>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CredentialsSpec {
    token_url: String,
    client_id: String,
    client_secret: String,
    token_scope: Option<String>,
}

/// What the function gives when it is called. The last one is given again and again.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Given {
    Bare(String),
    Scripted(Scripted),
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scripted {
    token: Option<String>,
    expires_in: Option<f64>,
    error: Option<String>,
    /// Seconds before it answers.
    #[serde(default)]
    after: f64,
    /// Whether it calls the client that asks it.
    #[serde(default)]
    reenters: bool,
}

/// The function's side, which the runner looks into afterwards.
#[derive(Clone, Default)]
pub(crate) struct Function {
    pub(crate) client: Arc<OnceLock<AnyClient>>,
    calls: Arc<AtomicUsize>,
}

impl Function {
    pub(crate) fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    fn giving(&self, script: Vec<Given>) -> ScriptedProvider {
        ScriptedProvider { function: self.clone(), script }
    }
}

struct ScriptedProvider {
    function: Function,
    script: Vec<Given>,
}

impl TokenProvider for ScriptedProvider {
    fn token(&self) -> Pin<Box<dyn Future<Output = Result<Token, BoxError>> + Send + '_>> {
        let call = self.function.calls.fetch_add(1, Ordering::SeqCst);
        let given = self.script.get(call).or(self.script.last()).cloned();
        Box::pin(async move {
            match given.ok_or("the script is empty")? {
                Given::Bare(token) => Ok(Token::new(token)),
                Given::Scripted(scripted) => scripted.play(&self.function).await,
            }
        })
    }
}

impl Scripted {
    async fn play(self, function: &Function) -> Result<Token, BoxError> {
        tokio::time::sleep(Duration::from_secs_f64(self.after)).await;
        if self.reenters {
            function.client.get().ok_or("there is no client yet")?.any_call().await?;
        }
        if let Some(error) = self.error {
            return Err(error.into());
        }
        let token = Token::new(self.token.ok_or("neither a token nor an error")?);
        Ok(match self.expires_in {
            Some(life) => token.expires_in(seconds("expires_in", life)?),
            None => token,
        })
    }
}

impl ProviderSpec {
    pub(crate) fn source(self, function: &Function) -> Result<TokenSource, Error> {
        Ok(match self {
            Self::Gives(script) => function.giving(script).into(),
            Self::ClientCredentials(credentials) => credentials.build().into(),
            Self::Sts(sts) => sts.build(function)?.into(),
        })
    }

    /// Everything in it that must not show.
    pub(crate) fn secrets(&self) -> BTreeSet<String> {
        let script: &[Given] = match self {
            Self::Gives(script) => script,
            Self::Sts(sts) => sts.subject_token.as_ref().map_or(&[], |function| &function.gives),
            Self::ClientCredentials(_) => &[],
        };
        let tokens = script.iter().filter_map(|given| match given {
            Given::Bare(token) => Some(token.clone()),
            Given::Scripted(scripted) => scripted.token.clone(),
        });
        let credentials = match self {
            Self::Sts(sts) => sts.client_credentials.as_ref(),
            Self::ClientCredentials(credentials) => Some(credentials),
            Self::Gives(_) => None,
        };
        tokens.chain(credentials.map(|credentials| credentials.client_secret.clone())).collect()
    }
}

impl CredentialsSpec {
    fn build(self) -> ClientCredentials {
        let credentials = ClientCredentials::new(self.token_url, self.client_id, self.client_secret);
        match self.token_scope {
            Some(scope) => credentials.token_scope(scope),
            None => credentials,
        }
    }
}

impl StsSpec {
    fn build(self, function: &Function) -> Result<StsToken, Error> {
        let mut sts = StsToken::new(self.identity_pool_id);
        if let Some(Gives { gives }) = self.subject_token {
            sts = sts.subject_token(function.giving(gives));
        }
        if let Some(path) = self.subject_token_file {
            sts = sts.subject_token_file(path);
        }
        if let Some(audience) = self.github_audience {
            sts = sts.github_audience(audience);
        }
        if let Some(credentials) = self.client_credentials {
            sts = sts.client_credentials(credentials.build());
        }
        if let Some(lifetime) = self.lifetime {
            sts = sts.lifetime(seconds("lifetime", lifetime)?);
        }
        Ok(sts)
    }
}
