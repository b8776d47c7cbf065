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

/// Those that may hold a gateway's credentials. A team's name, say, must not be masked in every message.
pub(crate) fn secret_headers(headers: &Given) -> impl Iterator<Item = &(String, Secret)> {
    headers.iter().filter(|(name, _)| is_secret(name))
}

fn is_secret(header: &str) -> bool {
    let name = header.to_ascii_lowercase();
    ["auth", "cookie", "credential", "key", "password", "secret", "token"].iter().any(|word| name.contains(word))
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
