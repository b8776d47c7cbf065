//! Where the service is: one address, or those of several workers.

use std::fmt;

use crate::config::base_url::BaseUrl;
use crate::error::{Error, Result};

const HOW_TO_GIVE: &str = "Give `base_url` as a worker's scheme, host and port, such as http://127.0.0.1:8083.";

/// The addresses of workers: one, or a list of several of the same cluster. Made of a text, or of a list of texts.
#[derive(Clone)]
pub struct BaseUrls(Given);

#[derive(Clone)]
enum Given {
    One(String),
    List(Vec<String>),
}

impl From<String> for BaseUrls {
    fn from(url: String) -> Self {
        Self(Given::One(url))
    }
}

impl From<&String> for BaseUrls {
    fn from(url: &String) -> Self {
        url.clone().into()
    }
}

impl From<&str> for BaseUrls {
    fn from(url: &str) -> Self {
        url.to_owned().into()
    }
}

impl<T: Into<String>> From<Vec<T>> for BaseUrls {
    fn from(urls: Vec<T>) -> Self {
        Self(Given::List(urls.into_iter().map(Into::into).collect()))
    }
}

impl<T: Into<String>, const N: usize> From<[T; N]> for BaseUrls {
    fn from(urls: [T; N]) -> Self {
        Vec::from(urls).into()
    }
}

impl<T: Clone + Into<String>> From<&[T]> for BaseUrls {
    fn from(urls: &[T]) -> Self {
        urls.to_vec().into()
    }
}

/// Shows that it is set: an address may hold a secret, until it is checked.
impl fmt::Debug for BaseUrls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BaseUrls([set])")
    }
}

/// The checked addresses, of which each call uses one.
pub(crate) struct Servers {
    first: BaseUrl,
    others: Vec<BaseUrl>,
    is_list: bool,
    shown: String,
}

impl Servers {
    pub(crate) fn one(base_url: BaseUrl) -> Self {
        let shown = base_url.as_str().to_owned();
        Self { first: base_url, others: Vec::new(), is_list: false, shown }
    }

    pub(crate) fn of_workers(given: &BaseUrls) -> Result<Self> {
        match &given.0 {
            Given::One(text) if text.contains(',') => Err(Error::configuration(
                "`base_url` cannot be used: it holds a comma",
                "Give several workers as a list, each with its scheme, host and port: http://w1:8083 and http://w2:8083.",
            )),
            Given::One(text) => Ok(Self::one(parsed(text)?)),
            Given::List(texts) => Self::list(texts),
        }
    }

    fn list(texts: &[String]) -> Result<Self> {
        let mut urls: Vec<BaseUrl> = Vec::with_capacity(texts.len());
        for (index, text) in texts.iter().enumerate() {
            let url = parsed(text).map_err(|error| at_index(error, index))?;
            if let Some(same) = urls.iter().position(|other| other.as_str() == url.as_str()) {
                let reason = format!("`base_url`[{index}] is the same as `base_url`[{same}]");
                return Err(Error::configuration(reason, "Give each worker once."));
            }
            urls.push(url);
        }
        let shown: Vec<_> = urls.iter().map(BaseUrl::as_str).collect();
        let shown = shown.join(", ");
        let mut urls = urls.into_iter();
        let first = urls.next().ok_or_else(|| {
            Error::configuration("`base_url` is an empty list", "Give `base_url` at least one worker's address.")
        })?;
        Ok(Self { first, others: urls.collect(), is_list: true, shown })
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &BaseUrl> {
        std::iter::once(&self.first).chain(&self.others)
    }

    pub(crate) fn count(&self) -> usize {
        1 + self.others.len()
    }

    /// The server of this number, counted round and round.
    pub(crate) fn at(&self, number: usize) -> &BaseUrl {
        let index = number % self.count();
        index.checked_sub(1).and_then(|index| self.others.get(index)).unwrap_or(&self.first)
    }

    /// Checks each; an error says where in the list it is.
    pub(crate) fn check(&self, check: impl Fn(&BaseUrl) -> Result<()>) -> Result<()> {
        self.iter().enumerate().try_for_each(|(index, url)| {
            check(url).map_err(|error| if self.is_list { at_index(error, index) } else { error })
        })
    }

    /// As the options say.
    pub(crate) fn as_str(&self) -> &str {
        &self.shown
    }

    /// `host:port` of each, for messages.
    pub(crate) fn authorities(&self) -> String {
        self.iter().map(BaseUrl::authority).collect::<Vec<_>>().join(", ")
    }
}

fn parsed(text: &str) -> Result<BaseUrl> {
    BaseUrl::parse(text).map_err(|error| error.advised(HOW_TO_GIVE))
}

fn at_index(error: Error, index: usize) -> Error {
    error.reworded(|reason| reason.replacen("`base_url`", &format!("`base_url`[{index}]"), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_round_and_round() {
        let servers = Servers::of_workers(&["http://a", "http://b", "http://c"].into()).unwrap();
        let visited: Vec<_> = (0..5).map(|number| servers.at(number).authority()).collect();
        assert_eq!(visited, ["a", "b", "c", "a", "b"]);
        assert_eq!(servers.as_str(), "http://a, http://b, http://c");
    }

    #[test]
    fn an_address_has_many_sources() {
        let owned = "http://a".to_owned();
        for given in [BaseUrls::from(&owned), BaseUrls::from("http://a"), BaseUrls::from(owned.clone())] {
            assert_eq!(Servers::of_workers(&given).unwrap().count(), 1);
        }
        for given in [BaseUrls::from([&owned, "http://b"]), BaseUrls::from(["http://a", "http://b"].as_slice())] {
            assert_eq!(Servers::of_workers(&given).unwrap().count(), 2);
        }
    }
}
