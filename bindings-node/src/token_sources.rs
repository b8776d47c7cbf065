//! JavaScript's sources of tokens as the core's. A function stays in JavaScript: here it is only said that there is one.

use napi_derive::napi;
use unpause::bridge::{function_as_subject_token, function_as_token_source, milliseconds};
use unpause::{ClientCredentials, Error, StsToken, TokenSource};

/// A source of tokens: `sts`, `clientCredentials`, or else a function.
#[napi(object, object_to_js = false)]
pub struct NativeTokenSource {
    pub sts: Option<NativeStsToken>,
    pub client_credentials: Option<NativeClientCredentials>,
}

/// An exchange at the Security Token Service.
#[napi(object, object_to_js = false)]
pub struct NativeStsToken {
    pub identity_pool_id: Option<String>,
    /// Whether a function gives the identity tokens.
    pub has_subject_token: bool,
    pub subject_token_file: Option<String>,
    pub github_audience: Option<String>,
    pub client_credentials: Option<NativeClientCredentials>,
    pub lifetime_ms: Option<f64>,
}

/// The client credentials flow of an identity provider.
#[napi(object, object_to_js = false)]
pub struct NativeClientCredentials {
    pub token_url: Option<String>,
    pub client_id: Option<String>,
    pub client_secret: Option<String>,
    pub token_scope: Option<String>,
}

impl NativeTokenSource {
    /// Whether JavaScript will be asked for tokens.
    pub(crate) fn has_function(&self) -> bool {
        match (&self.sts, &self.client_credentials) {
            (Some(sts), _) => sts.has_subject_token,
            (None, Some(_)) => false,
            (None, None) => true,
        }
    }

    pub(crate) fn source(&self) -> Result<TokenSource, Error> {
        Ok(match (&self.sts, &self.client_credentials) {
            (Some(sts), _) => exchange(sts)?.into(),
            (None, Some(given)) => credentials(given).into(),
            (None, None) => function_as_token_source(),
        })
    }
}

fn exchange(given: &NativeStsToken) -> Result<StsToken, Error> {
    let mut sts = StsToken::new(given.identity_pool_id.clone().unwrap_or_default());
    if given.has_subject_token {
        sts = function_as_subject_token(sts);
    }
    if let Some(path) = &given.subject_token_file {
        sts = sts.subject_token_file(path);
    }
    if let Some(audience) = &given.github_audience {
        sts = sts.github_audience(audience);
    }
    if let Some(given) = &given.client_credentials {
        sts = sts.client_credentials(credentials(given));
    }
    match given.lifetime_ms {
        Some(time) => Ok(sts.lifetime(milliseconds("lifetime", time)?)),
        None => Ok(sts),
    }
}

fn credentials(given: &NativeClientCredentials) -> ClientCredentials {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let credentials =
        ClientCredentials::new(text(&given.token_url), text(&given.client_id), text(&given.client_secret));
    match &given.token_scope {
        Some(scope) => credentials.token_scope(scope),
        None => credentials,
    }
}
