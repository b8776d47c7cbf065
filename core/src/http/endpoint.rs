//! The URL of each operation; the only place that knows URLs.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

use crate::config::base_url::BaseUrl;
use crate::model::address::{Cluster, Place};
use crate::model::operation::{Change, Expand, Operation, RestartOptions};

/// Everything but RFC 3986's unreserved characters: a connector's name is free text and may hold any of `/ % ? #`.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The URL that an operation calls.
pub(crate) fn url(base: &BaseUrl, operation: Operation<'_>) -> Url {
    let mut url = base.at(&path(operation));
    if let Some(query) = query(operation) {
        url.set_query(Some(&query));
    }
    url
}

/// The path of an operation, below that of the base URL.
pub(crate) fn path(operation: Operation<'_>) -> String {
    let connectors = connectors(operation.target().cluster());
    match operation {
        Operation::Change(change, connector) => {
            format!("{connectors}/{}/{}", encode(connector.connector_name()), segment(change))
        }
        Operation::Status(connector) => format!("{connectors}/{}/status", encode(connector.connector_name())),
        Operation::List(..) => connectors,
    }
}

/// The path under which a cluster's connectors are.
fn connectors(cluster: &Cluster) -> String {
    match cluster.place() {
        Place::ConfluentCloud { environment_id, kafka_cluster_id } => {
            let (environment, kafka_cluster) = (encode(environment_id), encode(kafka_cluster_id));
            format!("/connect/v1/environments/{environment}/clusters/{kafka_cluster}/connectors")
        }
        Place::KafkaConnect { .. } => "/connectors".to_owned(),
    }
}

fn segment(change: Change) -> &'static str {
    match change {
        Change::Resume => "resume",
        Change::Pause => "pause",
        Change::Stop => "stop",
        Change::Restart(_) => "restart",
    }
}

fn query(operation: Operation<'_>) -> Option<String> {
    let expand = match operation {
        Operation::Change(Change::Restart(Some(RestartOptions { include_tasks, only_failed })), _) => {
            return Some(format!("includeTasks={include_tasks}&onlyFailed={only_failed}"));
        }
        Operation::List(cluster, Some(expand)) => match (cluster.place(), expand) {
            (Place::ConfluentCloud { .. }, Expand::All) => "expand=status,id",
            // Kafka Connect knows no ids.
            (Place::KafkaConnect { .. }, Expand::All) | (_, Expand::Status) => "expand=status",
        },
        _ => return None,
    };
    Some(expand.to_owned())
}

/// One part of an address as one segment of a URL's path.
fn encode(part: &str) -> impl fmt::Display + '_ {
    utf8_percent_encode(part, SEGMENT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::address::Connector;

    fn target(base: &str, name: &str) -> String {
        let connector = Connector::new("env-a", "lkc-b", name).unwrap();
        url(&BaseUrl::parse(base).unwrap(), Operation::Change(Change::Resume, &connector)).to_string()
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
}
