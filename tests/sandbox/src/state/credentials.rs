//! The check of credentials.

use std::collections::BTreeMap;
use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use serde::Deserialize;

use crate::spec::seconds::Seconds;
use crate::state::tokens::life::{Life, Tokens};

/// The key that every server accepts unless told otherwise.
pub const API_KEY: &str = "SANDBOX-KEY";
/// The secret of [`API_KEY`].
pub const API_SECRET: &str = "sandbox-secret";
/// The bearer token that every server accepts unless told otherwise.
pub const TOKEN: &str = "sandbox-token";

#[derive(Deserialize)]
#[serde(from = "Written")]
pub(crate) struct Credentials {
    first_key: Option<(String, String)>,
    first_token: Option<String>,
    /// The header of each key, so that a check is a comparison.
    encoded: Vec<String>,
    tokens: Tokens,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    api_keys: BTreeMap<String, String>,
    #[serde(default)]
    tokens: Vec<TokenSpec>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "must be a token or {\"token\", \"lifetime\", \"uses\"}")]
enum TokenSpec {
    ForEver(String),
    Mortal(MortalToken),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MortalToken {
    token: String,
    lifetime: Option<Seconds>,
    uses: Option<u64>,
}

impl Default for Credentials {
    fn default() -> Self {
        Self::from(Written {
            api_keys: BTreeMap::from([(API_KEY.to_owned(), API_SECRET.to_owned())]),
            tokens: vec![TokenSpec::ForEver(TOKEN.to_owned())],
        })
    }
}

impl From<Written> for Credentials {
    fn from(written: Written) -> Self {
        let lives: Vec<_> = written.tokens.into_iter().map(TokenSpec::into_life).collect();
        let first_token = lives.first().map(|(token, _)| token.clone());
        let tokens = Tokens::default();
        lives.into_iter().for_each(|(token, life)| tokens.add(token, life));
        Self {
            encoded: written.api_keys.iter().map(|(key, secret)| encode(key, secret)).collect(),
            first_key: written.api_keys.into_iter().next(),
            first_token,
            tokens,
        }
    }
}

impl TokenSpec {
    fn into_life(self) -> (String, Life) {
        match self {
            Self::ForEver(token) => (token, Life::default()),
            Self::Mortal(MortalToken { token, lifetime, uses }) => {
                (token, Life { lifetime: lifetime.map(|seconds| seconds.0), uses })
            }
        }
    }
}

impl Credentials {
    pub(crate) fn accept(&self, authorization: Option<&HeaderValue>) -> bool {
        if let Some(token) = bearer(authorization) {
            return self.tokens.accept(token, Instant::now());
        }
        parse(authorization).is_some_and(|(scheme, proof)| {
            scheme.eq_ignore_ascii_case("basic") && self.encoded.iter().any(|encoded| encoded == proof)
        })
    }

    pub(crate) fn first_key(&self) -> Option<(&str, &str)> {
        self.first_key.as_ref().map(|(key, secret)| (key.as_str(), secret.as_str()))
    }

    pub(crate) fn first_token(&self) -> Option<&str> {
        self.first_token.as_deref()
    }
}

/// The bearer token of a header.
pub(crate) fn bearer(header: Option<&HeaderValue>) -> Option<&str> {
    parse(header).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, token)| token)
}

/// The proof in the header of HTTP Basic.
pub(crate) fn encode(user: &str, password: &str) -> String {
    STANDARD.encode(format!("{user}:{password}"))
}

/// The scheme and the proof of a header.
pub(crate) fn parse(header: Option<&HeaderValue>) -> Option<(&str, &str)> {
    let (scheme, proof) = header?.to_str().ok()?.split_once(' ')?;
    Some((scheme, proof.trim_start()))
}
