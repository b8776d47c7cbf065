//! The service's address: parsed and checked once.

use url::{Host, ParseError, Url};

use crate::error::{Error, Result};

const SHAPE: &str = "scheme, host and, if need be, a path, such as https://api.confluent.cloud";

/// The base URL, and the path that all paths under it start with.
#[derive(Clone)]
pub(crate) struct BaseUrl {
    url: Url,
    prefix: String,
}

impl BaseUrl {
    pub(crate) fn parse(text: &str) -> Result<Self> {
        Self::read(text).map_err(|why| {
            Error::configuration(format!("`base_url` cannot be used: {why}"), format!("Give `base_url` as {SHAPE}."))
        })
    }

    /// As [`BaseUrl::parse`], of the value of an environment variable: nobody has given an option.
    pub(crate) fn parse_variable(name: &str, text: &str) -> Result<Self> {
        Self::read(text).map_err(|why| {
            Error::configuration(
                format!("the environment variable {name} cannot be used: {why}"),
                format!("Set it to {SHAPE}, or give `base_url`."),
            )
        })
    }

    fn read(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("it is empty".to_owned());
        }
        if text.contains(|c: char| c == ',' || c.is_whitespace()) {
            return Err("it holds a comma or white space; give one address".to_owned());
        }
        let url = Url::parse(text).map_err(|error| match error {
            ParseError::RelativeUrlWithoutBase => "it does not begin with http:// or https://".to_owned(),
            error => format!("it is not a URL: {error}"),
        })?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(format!("its scheme is {:?}", url.scheme()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("it holds credentials; they are options of their own".to_owned());
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err("it holds a query or a fragment".to_owned());
        }
        let prefix = url.path().trim_end_matches('/').to_owned();
        Ok(Self { url, prefix })
    }

    /// The URL of a path under the base URL. Clones the parsed base and sets its path: parsing a URL again costs more than
    /// everything else that a call does on our side of the HTTP library.
    pub(crate) fn at(&self, path: &str) -> Url {
        let mut url = self.url.clone();
        url.set_path(&format!("{}{path}", self.prefix));
        url
    }

    pub(crate) fn is_plain(&self) -> bool {
        self.url.scheme() == "http"
    }

    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }

    pub(crate) fn as_str(&self) -> &str {
        self.url.as_str().trim_end_matches('/')
    }

    /// `host:port`, for messages.
    pub(crate) fn authority(&self) -> &str {
        self.url.authority()
    }
}

/// Whether requests to this URL's host stay on this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            // Not what ends in .localhost: the machine's resolver may send that elsewhere.
            name.trim_end_matches('.').eq_ignore_ascii_case("localhost")
        }
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_is_by_name_and_by_address() {
        for (base, expected) in [
            ("http://localhost:1", true),
            ("http://api.localhost", false),
            ("http://127.9.9.9", true),
            ("http://[::1]:8083", true),
            ("http://localhost.example.com", false),
            ("http://10.0.0.1", false),
        ] {
            assert_eq!(BaseUrl::parse(base).unwrap().is_loopback(), expected, "{base}");
        }
    }
}
