//! The headers that each request carries besides its own: which ones are allowed, and which ones are secrets.

use crate::secret::Secret;
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue};

use crate::error::{Error, Result};

/// Headers that the client makes itself.
const RESERVED: [HeaderName; 7] = [
    header::AUTHORIZATION,
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::HOST,
    header::PROXY_AUTHORIZATION,
    header::TRANSFER_ENCODING,
    header::USER_AGENT,
];

/// Headers as an option gives them: name and value.
type Given = [(String, Secret)];

/// Names of headers that hold credentials have one of these words.
const TELLING: [&str; 13] = [
    "assertion",
    "auth",
    "cookie",
    "credential",
    "jwt",
    "key",
    "passw",
    "saml",
    "secret",
    "session",
    "signature",
    "ticket",
    "token",
];

/// Shorter parts of a header's value are words, such as a scheme.
const SHORTEST_PART: usize = 8;

/// A value this long, of letters and digits, is no word.
const LONGEST_WORD: usize = 20;

/// Those that may hold a gateway's credentials. A team's name, say, must not be masked in every message.
pub(crate) fn secret_headers(headers: &Given) -> impl Iterator<Item = &(String, Secret)> {
    headers.iter().filter(|(name, value)| is_secret(name) || looks_secret(value.expose()))
}

/// The secrets in the value of such a header: all of it, and its parts, because a server may echo a token without its scheme, or one
/// cookie of several.
pub(crate) fn secrets_in(value: &Secret) -> Vec<Secret> {
    let parts = value.expose().split([' ', ',', ';']);
    // Of a pair the value: the name of a cookie is none.
    let values = parts.map(|part| part.split_once('=').map_or(part, |(_, value)| value).trim_matches('"'));
    let long = values.filter(|part| part.len() >= SHORTEST_PART).map(Secret::from);
    std::iter::once(value.clone()).chain(long).collect()
}

fn is_secret(header: &str) -> bool {
    let name = header.to_ascii_lowercase();
    TELLING.iter().any(|word| name.contains(word))
}

fn looks_secret(value: &str) -> bool {
    let has = |kind: fn(&char) -> bool| value.chars().any(|c| kind(&c));
    value.len() >= LONGEST_WORD
        && !value.contains(char::is_whitespace)
        && has(char::is_ascii_digit)
        && has(char::is_ascii_alphabetic)
}

pub(crate) fn user_agent(suffix: Option<&str>) -> Result<HeaderValue> {
    let name = concat!("unpause/", env!("CARGO_PKG_VERSION"));
    let Some(suffix) = suffix.map(str::trim).filter(|suffix| !suffix.is_empty()) else {
        return Ok(HeaderValue::from_static(name));
    };
    HeaderValue::from_str(&format!("{name} {suffix}")).map_err(|_| {
        Error::invalid_request("user_agent", "`user_agent` holds characters that a header cannot carry")
            .advised("Give visible ASCII, such as my-tool/1.2.")
    })
}

pub(crate) fn extra_headers(given: &Given) -> Result<HeaderMap> {
    let mut headers = HeaderMap::with_capacity(given.len());
    for (name, value) in given {
        let (name, value) = extra_header(name, value)?;
        headers.append(name, value);
    }
    Ok(headers)
}

fn extra_header(name: &str, value: &Secret) -> Result<(HeaderName, HeaderValue)> {
    let refused = |why: &str| Error::invalid_request("headers", format!("the header {name:?} {why}"));
    let known = HeaderName::try_from(name).map_err(|_| {
        refused("has no valid name").advised("A header's name is of letters, digits and hyphens, such as x-team.")
    })?;
    if RESERVED.contains(&known) {
        return Err(refused("is made by the client itself")
            .advised("Credentials are options of their own, and so are `proxy` and `user_agent`."));
    }
    let mut value = HeaderValue::from_str(value.expose()).map_err(|_| {
        refused("has a value with characters that a header cannot carry")
            .advised("Give visible ASCII and spaces, on one line.")
    })?;
    value.set_sensitive(true);
    Ok((known, value))
}
