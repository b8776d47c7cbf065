//! The address of an HTTP proxy.

use crate::secret::Secret;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use url::Url;
use zeroize::Zeroizing;

use crate::config::base_url::is_loopback;
use crate::error::{Error, Result};

/// A proxy's address, with user and password if it asks for any.
pub(crate) struct ProxyAddress {
    url: Url,
    text: Secret,
}

impl ProxyAddress {
    pub(crate) fn parse(text: Secret) -> Result<Self> {
        let given = text.expose();
        let url = if given.contains("://") { Url::parse(given) } else { Url::parse(&format!("http://{given}")) };
        let url = url.map_err(|error| bad_proxy(&format!("it is not a URL: {error}")))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(bad_proxy(&format!("its scheme is {:?}", url.scheme())));
        }
        Ok(Self { url, text })
    }

    /// Whether the connection to the proxy itself is plain http.
    pub(crate) fn is_plain(&self) -> bool {
        self.url.scheme() == "http"
    }

    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }

    /// For everything, whatever the base URL's scheme.
    pub(crate) fn for_all(&self) -> Result<reqwest::Proxy> {
        reqwest::Proxy::all(self.url.clone()).map_err(|_| bad_proxy("it cannot be used"))
    }

    /// The password in each form in which it is given or sent.
    pub(crate) fn secrets(&self) -> Vec<Secret> {
        let Some(encoded) = self.url.password() else { return Vec::new() };
        let decoded = |text| percent_decode_str(text).decode_utf8_lossy();
        let password = decoded(encoded);
        let pair = Zeroizing::new(format!("{}:{password}", decoded(self.url.username())));
        let sent = STANDARD.encode(pair.as_bytes());
        vec![self.text.clone(), encoded.into(), password.as_ref().into(), sent.into()]
    }
}

fn bad_proxy(why: &str) -> Error {
    Error::configuration(
        format!("`proxy` cannot be used: {why}"),
        "Give `proxy` as http://host:port or http://user:password@host:port, with special characters percent-encoded.",
    )
}
