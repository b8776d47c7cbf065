//! The credentials (a Cloud API key with its secret, a user with a password, or a bearer token) as one header that is wiped when
//! dropped.

use crate::secret::Secret;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::HeaderValue;
use zeroize::Zeroizing;

use crate::config::token_settings::{TokenEndpoint, TokenSettings};
use crate::config::token_source::TokenSource;
use crate::error::{Error, Result};

const HOW_TO_GIVE: &str = "Give `api_key` and `api_secret` (a Cloud API key), `token` (an STS access token) or `token_provider`; or \
                           build the client from the environment with CONFLUENT_CLOUD_API_KEY and \
                           CONFLUENT_CLOUD_API_SECRET set.";

const HOW_TO_GIVE_WORKERS: &str = "Give `username` and `password`, or `token`, or `token_provider`, or none of them.";

/// The scheme; the advice on a 401 depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    ApiKey {
        looks_swapped: bool,
    },
    Password,
    /// A token of Confluent Cloud, or of a worker.
    Token {
        is_cloud: bool,
    },
    /// Tokens that the client renews.
    RenewedToken,
    Nobody,
}

/// The credentials as the service wants them.
pub(crate) struct Credentials {
    pub(crate) proof: Proof,
    pub(crate) scheme: Scheme,
    secrets: Vec<Secret>,
}

/// What a request proves its sender with.
pub(crate) enum Proof {
    Nothing,
    Header(HeaderValue),
    Tokens(TokenSettings),
}

impl Credentials {
    pub(crate) fn of_cloud(
        api_key: Option<&str>,
        api_secret: Option<&Secret>,
        token: Option<&Secret>,
        provider: Option<TokenSource>,
    ) -> Result<Self> {
        match (api_key, api_secret, token, provider) {
            (Some(key), Some(secret), None, None) => Self::api_key(key, secret),
            (None, None, Some(token), None) => Self::token(token, true),
            (None, None, None, Some(provider)) => Ok(Self::renewed(TokenSettings::of_cloud(provider)?)),
            (None, None, None, None) => Err(Error::configuration("no credentials", HOW_TO_GIVE)),
            (Some(_), None, None, None) => {
                Err(Error::configuration("`api_key` is given without `api_secret`", HOW_TO_GIVE))
            }
            (None, Some(_), None, None) => {
                Err(Error::configuration("`api_secret` is given without `api_key`", HOW_TO_GIVE))
            }
            (_, _, Some(_), None) => Err(Error::configuration(
                "both an API key and a token are given",
                "Give one of them: `api_key` and `api_secret`, or `token`.",
            )),
            (_, _, _, Some(_)) => Err(Error::configuration(
                "`token_provider` is given, and other credentials too",
                "Give one of them: `api_key` and `api_secret`, or `token`, or `token_provider`.",
            )),
        }
    }

    /// For a self-managed worker, which may ask for none.
    pub(crate) fn of_worker(
        username: Option<&str>,
        password: Option<&Secret>,
        token: Option<&Secret>,
        provider: Option<TokenSource>,
    ) -> Result<Self> {
        match (username, password, token, provider) {
            (Some(username), Some(password), None, None) => Self::password(username, password),
            (None, None, Some(token), None) => Self::token(token, false),
            (None, None, None, Some(provider)) => Ok(Self::renewed(TokenSettings::of_workers(provider)?)),
            (None, None, None, None) => Ok(Self { proof: Proof::Nothing, scheme: Scheme::Nobody, secrets: Vec::new() }),
            (_, _, None, None) => {
                Err(Error::configuration("`username` and `password` go together", HOW_TO_GIVE_WORKERS))
            }
            (_, _, Some(_), None) => {
                Err(Error::configuration("both `username` and `token` are given", HOW_TO_GIVE_WORKERS))
            }
            (_, _, _, Some(_)) => {
                Err(Error::configuration("`token_provider` is given, and other credentials too", HOW_TO_GIVE_WORKERS))
            }
        }
    }

    /// Everything that must not be seen, in each form in which it is sent.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = Secret> + '_ {
        self.secrets.iter().cloned()
    }

    /// The identity provider's token endpoint, if the client calls it.
    pub(crate) fn token_endpoint(&self) -> Option<&TokenEndpoint> {
        match &self.proof {
            Proof::Tokens(tokens) => tokens.endpoint(),
            Proof::Nothing | Proof::Header(_) => None,
        }
    }

    fn api_key(key: &str, secret: &Secret) -> Result<Self> {
        let secret_text = secret.expose();
        check("api_key", key)?;
        check("api_secret", secret_text)?;
        if key.contains(':') {
            return Err(Error::configuration(
                "`api_key` contains a colon",
                "Give the key and the secret apart, as `api_key` and `api_secret`.",
            ));
        }
        let encoded = pair(key, secret_text);
        // The secrets of Cloud API keys made since July 2025 start so; keys do not.
        let looks_swapped = key.starts_with("cflt");
        let mut secrets = vec![secret.clone(), Secret::from(encoded.as_str())];
        if looks_swapped {
            secrets.push(Secret::from(key));
        }
        Ok(Self { proof: Proof::Header(header("Basic", &encoded)?), scheme: Scheme::ApiKey { looks_swapped }, secrets })
    }

    /// A password is free text; only a colon in the name cannot be sent (RFC 7617).
    fn password(username: &str, password: &Secret) -> Result<Self> {
        if username.is_empty() || username.contains(':') {
            return Err(Error::configuration("`username` is empty or contains a colon", HOW_TO_GIVE_WORKERS));
        }
        let encoded = pair(username, password.expose());
        let secrets = vec![password.clone(), Secret::from(encoded.as_str())];
        Ok(Self { proof: Proof::Header(header("Basic", &encoded)?), scheme: Scheme::Password, secrets })
    }

    fn token(token: &Secret, is_cloud: bool) -> Result<Self> {
        check("token", token.expose())?;
        Ok(Self {
            proof: Proof::Header(bearer(token)?),
            scheme: Scheme::Token { is_cloud },
            secrets: vec![token.clone()],
        })
    }

    fn renewed(tokens: TokenSettings) -> Self {
        let secrets = tokens.secrets().cloned().into_iter().collect();
        Self { proof: Proof::Tokens(tokens), scheme: Scheme::RenewedToken, secrets }
    }
}

/// The header of a bearer token.
pub(crate) fn bearer(token: &Secret) -> Result<HeaderValue> {
    header("Bearer", token.expose())
}

fn pair(name: &str, secret: &str) -> Zeroizing<String> {
    let pair = Zeroizing::new(format!("{name}:{secret}"));
    Zeroizing::new(STANDARD.encode(pair.as_bytes()))
}

/// White space left over from a file or a copy-and-paste would otherwise come back as a 401 that nobody understands.
fn check(name: &str, value: &str) -> Result<()> {
    let unusable = |fault| {
        Error::configuration(format!("`{name}` {fault}"), format!("Give `{name}` exactly as the service showed it."))
    };
    fault(value).map_or(Ok(()), |fault| Err(unusable(fault)))
}

/// Why a key or a token cannot be one, in words.
pub(crate) fn fault(value: &str) -> Option<&'static str> {
    if value.is_empty() {
        Some("is empty")
    } else if value.trim() != value {
        Some("has white space around it")
    } else if !value.bytes().all(|byte| byte.is_ascii_graphic()) {
        Some("holds white space, a control character or a character outside ASCII")
    } else {
        None
    }
}

fn header(scheme: &str, value: &str) -> Result<HeaderValue> {
    let owner = Zeroizing::new(format!("{scheme} {value}").into_bytes());
    let mut header = HeaderValue::from_maybe_shared(Bytes::from_owner(owner))
        .map_err(|_| Error::configuration("the credentials do not fit into a header", HOW_TO_GIVE))?;
    header.set_sensitive(true);
    Ok(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_marked_sensitive_and_every_sent_form_is_known() {
        let secret = Secret::from("s3cret");
        let credentials = Credentials::of_cloud(Some("KEY"), Some(&secret), None, None).unwrap();
        let Proof::Header(header) = &credentials.proof else { panic!("a key is sent in a header") };
        assert!(header.is_sensitive());
        assert_eq!(header.to_str().unwrap(), "Basic S0VZOnMzY3JldA==");
        let known: Vec<_> = credentials.secrets().map(|secret| secret.expose().to_owned()).collect();
        assert_eq!(known, ["s3cret", "S0VZOnMzY3JldA=="]);
    }
}
