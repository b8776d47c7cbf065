//! The address of a connector from the address bar of the console.

use percent_encoding::percent_decode_str;

use crate::error::Result;
use crate::model::address::{Cluster, Connector};

const HOST: &str = "confluent.cloud";

/// The pages of one connector. Any other word after the name may be the rest of a name whose slash is not escaped, and so is
/// refused: without it another connector would be named.
const PAGES: [&str; 9] =
    ["configuration", "details", "edit", "lineage", "logs", "metrics", "overview", "settings", "tasks"];

/// Whether the text is a URL, of the console or not.
pub(crate) fn is_url(text: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| text.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme)))
}

/// `None` for a URL of another host or page. The query and the fragment say nothing about the connector.
pub(crate) fn parse(url: &str) -> Option<Result<Connector>> {
    let (_scheme, rest) = url.split_once("://")?;
    let rest = rest.split(['?', '#']).next()?;
    let (host, path) = rest.split_once('/')?;
    let host = host.to_ascii_lowercase();
    if host != HOST && !host.ends_with(&format!(".{HOST}")) {
        return None;
    }
    let segments: Vec<_> = path.strip_suffix('/').unwrap_or(path).split('/').collect();
    match segments.as_slice() {
        ["environments", environment, "clusters", cluster, "connectors", name, pages @ ..]
            if pages.is_empty() || matches!(pages, [page] if PAGES.contains(page)) =>
        {
            let (environment, cluster, name) = (decoded(environment)?, decoded(cluster)?, decoded(name)?);
            Some(Cluster::new(environment, cluster).and_then(|cluster| cluster.connector(name)))
        }
        _ => None,
    }
}

fn decoded(segment: &str) -> Option<String> {
    percent_decode_str(segment).decode_utf8().ok().map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLUSTER: &str = "environments/env-a/clusters/lkc-b/connectors";

    #[test]
    fn every_form_of_the_address_names_the_connector() {
        let wanted = Connector::new("env-a", "lkc-b", "orders/eu ✓").unwrap();
        let name = "orders%2Feu%20%E2%9C%93";
        for form in [
            format!("https://confluent.cloud/{CLUSTER}/{name}"),
            format!("http://Confluent.Cloud/{CLUSTER}/{name}/"),
            format!("https://login.confluent.cloud/{CLUSTER}/{name}/overview?granularity=PT1M#tasks"),
        ] {
            assert!(is_url(&form));
            assert_eq!(parse(&form).unwrap().unwrap(), wanted, "{form}");
        }
    }

    #[test]
    fn another_page_or_host_is_no_address() {
        for other in [
            format!("https://confluent.cloud.example.com/{CLUSTER}/n"),
            format!("https://confluent.cloud/{CLUSTER}"),
            format!("https://confluent.cloud/{CLUSTER}/orders/eu"),
            format!("https://confluent.cloud/{CLUSTER}/n/overview/tasks"),
            "https://confluent.cloud/environments/env-a/clusters/lkc-b/topics/n".to_owned(),
            format!("https://confluent.cloud/{CLUSTER}/%FF"),
            "https://confluent.cloud".to_owned(),
        ] {
            assert!(parse(&other).is_none(), "{other}");
        }
    }

    #[test]
    fn a_name_that_no_call_can_have_is_refused_as_elsewhere() {
        for name in ["%2E%2E", ""] {
            let error = parse(&format!("https://confluent.cloud/{CLUSTER}/{name}/overview")).unwrap().unwrap_err();
            assert_eq!(error.field(), Some("connector_name"));
        }
    }
}
