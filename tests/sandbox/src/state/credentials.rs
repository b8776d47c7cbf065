//! The check of credentials.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use serde::Deserialize;

use crate::state::tokens::{self, Tokens};

/// The key that every server accepts unless told otherwise.
pub const API_KEY: &str = "SANDBOX-KEY";
/// The secret of [`API_KEY`].
pub const API_SECRET: &str = "sandbox-secret";
/// The bearer token that every server accepts unless told otherwise.
pub const TOKEN: &str = "sandbox-token";

#[derive(Deserialize)]
#[serde(from = "Written")]
pub(crate) struct Credentials {
    api_keys: BTreeMap<String, String>,
    first_token: Option<String>,
    tokens: Tokens,
    /// The header of each key, so that a check is a comparison.
    encoded: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    api_keys: BTreeMap<String, String>,
    #[serde(default)]
    tokens: Vec<tokens::Written>,
}

impl Default for Credentials {
    fn default() -> Self {
        Self::from(Written {
            api_keys: BTreeMap::from([(API_KEY.to_owned(), API_SECRET.to_owned())]),
            tokens: vec![tokens::Written::Text(TOKEN.to_owned())],
        })
    }
}

impl From<Written> for Credentials {
    fn from(written: Written) -> Self {
        let Written { api_keys, tokens } = written;
        let first_token = tokens.iter().find_map(|token| match token {
            tokens::Written::Text(token) => Some(token.clone()),
            tokens::Written::Ending(_) => None,
        });
        let encoded = api_keys.iter().map(|(key, secret)| encode(key, secret)).collect();
        Self { encoded, api_keys, first_token, tokens: tokens.into() }
    }
}

impl Credentials {
    pub(crate) fn accept(&self, authorization: Option<&HeaderValue>) -> bool {
        let Some((scheme, proof)) = parse(authorization) else {
            return false;
        };
        if scheme.eq_ignore_ascii_case("basic") {
            return self.encoded.iter().any(|encoded| encoded == proof);
        }
        scheme.eq_ignore_ascii_case("bearer") && self.tokens.accept(proof)
    }

    /// The tokens that are accepted, to issue more of them.
    pub(crate) fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    pub(crate) fn first_key(&self) -> Option<(&str, &str)> {
        let (key, secret) = self.api_keys.first_key_value()?;
        Some((key, secret))
    }

    pub(crate) fn first_token(&self) -> Option<&str> {
        self.first_token.as_deref()
    }
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
