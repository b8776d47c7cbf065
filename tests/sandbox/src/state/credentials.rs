//! The check of credentials.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use serde::Deserialize;

/// The key that every server accepts unless told otherwise.
pub const API_KEY: &str = "SANDBOX-KEY";
/// The secret of [`API_KEY`].
pub const API_SECRET: &str = "sandbox-secret";
/// The bearer token that every server accepts unless told otherwise.
pub const TOKEN: &str = "sandbox-token";

#[derive(Deserialize)]
#[serde(from = "Written")]
pub(crate) struct Credentials {
    written: Written,
    /// The header of each key, so that a check is a comparison.
    encoded: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    api_keys: BTreeMap<String, String>,
    #[serde(default)]
    tokens: Vec<String>,
}

impl Default for Credentials {
    fn default() -> Self {
        Self::from(Written {
            api_keys: BTreeMap::from([(API_KEY.to_owned(), API_SECRET.to_owned())]),
            tokens: vec![TOKEN.to_owned()],
        })
    }
}

impl From<Written> for Credentials {
    fn from(written: Written) -> Self {
        let keys = written.api_keys.iter();
        Self { encoded: keys.map(|(key, secret)| encode(key, secret)).collect(), written }
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
        scheme.eq_ignore_ascii_case("bearer") && self.written.tokens.iter().any(|token| token == proof)
    }

    pub(crate) fn first_key(&self) -> Option<(&str, &str)> {
        let (key, secret) = self.written.api_keys.first_key_value()?;
        Some((key, secret))
    }

    pub(crate) fn first_token(&self) -> Option<&str> {
        self.written.tokens.first().map(String::as_str)
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
