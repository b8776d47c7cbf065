//! The environment variables that people already have, from Confluent's Terraform provider and CLI.

use crate::secret::Secret;

use crate::config::base_url::BaseUrl;
use crate::config::options::ClientOptions;
use crate::config::proxy::ProxyAddress;
use crate::error::{Error, Result};

impl ClientOptions {
    /// These options, completed from the environment: the base URL, if it is missing here, from `CONFLUENT_CLOUD_REST_ENDPOINT`,
    /// and the credentials, if there are none here, from `CONFLUENT_CLOUD_API_KEY` and `CONFLUENT_CLOUD_API_SECRET`.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration); the message names the variable that is missing.
    pub fn with_env(self) -> Result<Self> {
        complete_from(&environment_variable, self)
    }

    /// As [`ClientOptions::with_env`], from other variables than those of the process.
    pub(crate) fn with_variables(self, lookup: impl Fn(&str) -> Option<String>) -> Result<Self> {
        complete_from(&|name| Ok(lookup(name).filter(|value| !value.is_empty())), self)
    }
}

const API_KEY: &str = "CONFLUENT_CLOUD_API_KEY";
const API_SECRET: &str = "CONFLUENT_CLOUD_API_SECRET";
const REST_ENDPOINT: &str = "CONFLUENT_CLOUD_REST_ENDPOINT";

/// The variables that complete the options.
pub(crate) const VARIABLES: [&str; 3] = [API_KEY, API_SECRET, REST_ENDPOINT];

/// An option wins over the environment. With one credential among the options, none is taken from the environment: halves of two
/// would not fit.
fn complete_from(
    variable: &dyn Fn(&'static str) -> Result<Option<String>>,
    mut options: ClientOptions,
) -> Result<ClientOptions> {
    let is_without = options.token.is_none()
        && options.token_provider.is_none()
        && options.api_key.is_none()
        && options.api_secret.is_none();
    if is_without {
        options.api_key = variable(API_KEY)?;
        options.api_secret = variable(API_SECRET)?.map(Secret::from);
        name_what_is_missing(&options)?;
    }
    if options.base_url.is_none() {
        options.base_url = variable(REST_ENDPOINT)?;
        options.base_url.as_deref().map(|url| BaseUrl::parse_variable(REST_ENDPOINT, url)).transpose()?;
    }
    Ok(options)
}

fn name_what_is_missing(options: &ClientOptions) -> Result<()> {
    let missing = match (&options.api_key, &options.api_secret) {
        (Some(_), Some(_)) => return Ok(()),
        (None, Some(_)) => "CONFLUENT_CLOUD_API_KEY is not set",
        (Some(_), None) => "CONFLUENT_CLOUD_API_SECRET is not set",
        (None, None) => "CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET are not set",
    };
    Err(Error::configuration(
        format!("no credentials in the environment: {missing}"),
        "Set both to a Cloud API key and its secret, or give `api_key` and `api_secret`, or `token`.",
    ))
}

/// The proxies that the HTTP library takes from the environment. If one cannot be used, that library says so.
pub(crate) fn proxies() -> Vec<ProxyAddress> {
    ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .filter_map(|address| ProxyAddress::parse(address.into()).ok())
        .collect()
}

/// An empty variable counts as not set, as it does for most programs.
fn environment_variable(name: &'static str) -> Result<Option<String>> {
    match std::env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(Error::configuration(
            format!("the environment variable {name} is not Unicode"),
            "Set it to valid UTF-8.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_win_over_the_environment() {
        let variable = |name: &'static str| Ok(Some(format!("https://{name}")));
        let given = ClientOptions { token: Some("t".into()), ..Default::default() };
        let options = complete_from(&variable, given).unwrap();
        assert_eq!(
            (options.api_key, options.base_url.unwrap().as_str()),
            (None, "https://CONFLUENT_CLOUD_REST_ENDPOINT")
        );
    }

    #[test]
    fn variables_that_a_binding_looks_up_count_as_those_of_the_process() {
        let lookup = |name: &str| (name != REST_ENDPOINT).then(|| format!("from {name}"));
        let options = ClientOptions::default().with_variables(lookup).unwrap();
        assert_eq!((options.api_key.as_deref(), options.base_url), (Some("from CONFLUENT_CLOUD_API_KEY"), None));
        let empty = ClientOptions::default().with_variables(|_| Some(String::new())).unwrap_err();
        assert!(empty.to_string().contains("CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET are not set"));
    }
}
