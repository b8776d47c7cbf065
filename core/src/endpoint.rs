//! The service's address: checked once, then every connector's URL is made from it.

use std::fmt::Write as _;

use url::{Host, ParseError, Url};

use crate::call::{Change, Expand};
use crate::connector::{Cluster, Connector, Place, encode};
use crate::error::{Error, Result};
use crate::kafka_connect::RestartOptions;

/// The base URL, parsed, and where paths under it start.
#[derive(Clone)]
pub(crate) struct Endpoint {
    base: Url,
    prefix: String,
}

impl Endpoint {
    pub(crate) fn parse(text: &str) -> Result<Self> {
        if text.is_empty() {
            return Err(bad("it is empty"));
        }
        let base = Url::parse(text).map_err(|error| match error {
            ParseError::RelativeUrlWithoutBase => bad("it does not begin with http:// or https://"),
            error => bad(&format!("it is not a URL: {error}")),
        })?;
        if !matches!(base.scheme(), "https" | "http") {
            return Err(bad(&format!("its scheme is {:?}", base.scheme())));
        }
        if !base.username().is_empty() || base.password().is_some() {
            return Err(bad("it holds credentials; they are options of their own"));
        }
        if base.query().is_some() || base.fragment().is_some() {
            return Err(bad("it holds a query or a fragment"));
        }
        let prefix = base.path().trim_end_matches('/').to_owned();
        Ok(Self { base, prefix })
    }

    /// Where `action` of `connector` is called. Clones the parsed base and sets its path: parsing a URL anew costs more than all
    /// else that a call does on our side of the HTTP library.
    pub(crate) fn connector_url(&self, connector: &Connector, action: &str) -> Url {
        let mut path = self.connectors(connector.cluster());
        // Writing into a String does not fail.
        let _ = write!(path, "/{}/{action}", encode(connector.connector_name()));
        self.at(&path)
    }

    /// Where a connector is changed.
    pub(crate) fn change_url(&self, connector: &Connector, change: Change) -> Url {
        let mut url = self.connector_url(connector, change.name());
        if let Change::Restart(Some(RestartOptions { include_tasks, only_failed })) = change {
            url.set_query(Some(&format!("includeTasks={include_tasks}&onlyFailed={only_failed}")));
        }
        url
    }

    /// Where the connectors of `cluster` are listed: names, or with `expand` an object each.
    pub(crate) fn list_url(&self, cluster: &Cluster, expand: Option<Expand>) -> Url {
        let mut url = self.at(&self.connectors(cluster));
        url.set_query(expand.map(|expand| match (cluster.place(), expand) {
            (_, Expand::Status) => "expand=status",
            (Place::ConfluentCloud { .. }, Expand::All) => "expand=info,status,id",
            // Takes one value a parameter, and knows no ids.
            (Place::KafkaConnect { .. }, Expand::All) => "expand=info&expand=status",
        }));
        url
    }

    fn connectors(&self, cluster: &Cluster) -> String {
        let prefix = &self.prefix;
        match cluster.place() {
            Place::ConfluentCloud { environment_id, kafka_cluster_id } => {
                let (environment, kafka_cluster) = (encode(environment_id), encode(kafka_cluster_id));
                format!("{prefix}/connect/v1/environments/{environment}/clusters/{kafka_cluster}/connectors")
            }
            Place::KafkaConnect { .. } => format!("{prefix}/connectors"),
        }
    }

    fn at(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(path);
        url
    }

    pub(crate) fn is_plain(&self) -> bool {
        self.base.scheme() == "http"
    }

    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(&self.base)
    }

    pub(crate) fn as_str(&self) -> &str {
        self.base.as_str().trim_end_matches('/')
    }

    /// `host:port`, for messages.
    pub(crate) fn authority(&self) -> &str {
        self.base.authority()
    }
}

/// Whether what is sent to this URL's host stays on this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost")
        }
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn bad(why: &str) -> Error {
    Error::configuration(
        format!("base_url cannot be used: {why}"),
        "Give base_url as scheme, host and, if need be, a path, such as https://api.confluent.cloud.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(base: &str, name: &str) -> String {
        let connector = Connector::new("env-a", "lkc-b", name).unwrap();
        Endpoint::parse(base).unwrap().connector_url(&connector, "resume").to_string()
    }

    #[test]
    fn a_name_is_one_segment_whatever_it_holds() {
        let start = "https://h/connect/v1/environments/env-a/clusters/lkc-b/connectors/";
        for (name, encoded) in [
            ("a/b", "a%2Fb"),
            ("%2e%2e", "%252e%252e"),
            ("a b?c#d", "a%20b%3Fc%23d"),
            ("x->y", "x-%3Ey"),
            ("...", "..."),
            ("é", "%C3%A9"),
            ("\\", "%5C"),
            ("\t\n", "%09%0A"),
        ] {
            assert_eq!(target("https://h", name), format!("{start}{encoded}/resume"), "{name:?}");
        }
    }

    #[test]
    fn a_base_may_have_a_path() {
        for base in ["http://h:1/proxy/cloud", "http://h:1/proxy/cloud/"] {
            assert!(target(base, "n").starts_with("http://h:1/proxy/cloud/connect/v1/"), "{base}");
        }
    }

    #[test]
    fn loopback_is_by_name_and_by_address() {
        for (base, expected) in [
            ("http://localhost:1", true),
            ("http://api.localhost", true),
            ("http://127.9.9.9", true),
            ("http://[::1]:8083", true),
            ("http://localhost.example.com", false),
            ("http://10.0.0.1", false),
        ] {
            assert_eq!(Endpoint::parse(base).unwrap().is_loopback(), expected, "{base}");
        }
    }
}
