//! A connector's address from one text, as people and other tools write it.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use crate::error::{Error, Result};
use crate::model::address::{Cluster, Connector, Place};
use crate::model::console_url;

const CRN: &str = "crn://";

/// Confluent's own ids of connectors begin so. A name may begin so, too, and is not refused for it.
const CONNECTOR_ID: &str = "lcc-";

impl Connector {
    /// Reads `environment_id/kafka_cluster_id/connector_name` (Terraform's import form), a CRN,
    /// `crn://confluent.cloud/organization=…/environment=env-…/cloud-cluster=lkc-…/connector=<name>`, or the URL of the connector's
    /// page in the console, `https://confluent.cloud/environments/env-…/clusters/lkc-…/connectors/<name>`.
    ///
    /// In the first form the name is everything after the second slash, unencoded, further slashes included. You can write an
    /// id, `lcc-…`, in place of the name: the calls look the name up. In a CRN and a URL percent-escapes are decoded, and a
    /// slash in a name must be escaped. A URL's query and fragment are left out.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) with field `text` for anything else, and as
    /// [`Connector::new`].
    ///
    /// ```
    /// use unpause::Connector;
    ///
    /// let connector = Connector::parse("env-a1b2c3/lkc-x7y8z9/orders/eu")?;
    /// assert_eq!(connector.connector_name(), "orders/eu");
    /// let crn = "crn://confluent.cloud/organization=o-1/environment=env-a1b2c3/cloud-cluster=lkc-x7y8z9/connector=orders%2Feu";
    /// assert_eq!(Connector::parse(crn)?, connector);
    /// # Ok::<(), unpause::Error>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self> {
        if let Some(crn) = text.strip_prefix(CRN) {
            return from_crn(text, crn);
        }
        if console_url::is_url(text.trim()) {
            return console_url::parse(text.trim()).unwrap_or_else(|| Err(unreadable(text)));
        }
        let mut parts = text.splitn(3, '/');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(environment_id), Some(kafka_cluster_id), Some(name)) => {
                Self::new(environment_id, kafka_cluster_id, name)
            }
            (Some(id), None, None) if id.starts_with(CONNECTOR_ID) => Err(unreadable(text).advised(
                "An id alone does not say where the connector is: write environment_id/kafka_cluster_id/lcc-….",
            )),
            _ => Err(unreadable(text)),
        }
    }

    /// Whether the name may be an id of the service's.
    pub(crate) fn may_be_id(&self) -> bool {
        matches!(self.cluster().place(), Place::ConfluentCloud { .. })
            && self.connector_name().starts_with(CONNECTOR_ID)
    }
}

fn from_crn(text: &str, crn: &str) -> Result<Connector> {
    let parts = crn_parts(crn).ok_or_else(|| unreadable(text))?;
    let part = |name: &str| {
        let value = percent_decode_str(parts.get(name)?).decode_utf8().ok()?;
        Some(value.into_owned())
    };
    match (part("environment"), part("cloud-cluster"), part("connector")) {
        (Some(environment), Some(cluster), Some(name)) => Cluster::new(environment, cluster)?.connector(name),
        _ => Err(unreadable(text)),
    }
}

/// The parts by their names. An unescaped slash would cut a name short and so name another connector; of two values for one part,
/// neither is safe to use. Both are refused.
fn crn_parts(crn: &str) -> Option<HashMap<&str, &str>> {
    let (_authority, path) = crn.split_once('/')?;
    let mut parts = HashMap::new();
    for part in path.split('/') {
        let (name, value) = part.split_once('=')?;
        if parts.insert(name, value).is_some() {
            return None;
        }
    }
    Some(parts)
}

fn unreadable(text: &str) -> Error {
    Error::invalid_request("text", format!("{text:?} is not the address of a connector")).advised(
        "Write environment_id/kafka_cluster_id/connector_name, or a CRN with environment, cloud-cluster and connector, or the \
         URL of the connector's page in the console.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_slashes_and_percent_signs() {
        for name in ["a", "a/b", "/a", "a%2Fb", "x -> y", "lcc-1"] {
            let connector = Connector::parse(&format!("env-a/lkc-b/{name}")).unwrap();
            assert_eq!(connector, Connector::new("env-a", "lkc-b", name).unwrap());
        }
    }

    #[test]
    fn other_texts_are_refused_with_the_right_forms() {
        for text in ["", "orders-sink", "lcc-1", "env-a/lkc-b", "crn://confluent.cloud/environment=env-a/connector=n"] {
            let error = Connector::parse(text).unwrap_err();
            assert_eq!(error.field(), Some("text"), "{error}");
        }
        assert_eq!(Connector::parse("env-a/lkc-b/").unwrap_err().field(), Some("connector_name"));
        assert!(Connector::parse("lcc-1").unwrap_err().to_string().contains("An id alone"));
    }

    #[test]
    fn a_crns_parts_stand_in_any_order_and_are_decoded() {
        let crn = "crn://confluent.cloud/organization=o/cloud-cluster=lkc-b/environment=env-a/connector=%E2%9C%93%20x";
        assert_eq!(Connector::parse(crn).unwrap(), Connector::new("env-a", "lkc-b", "✓ x").unwrap());
    }

    #[test]
    fn a_crn_that_could_mean_another_connector_is_refused() {
        for end in ["connector=orders/eu", "connector=orders/", "/connector=n", "connector=a/connector=b"] {
            let crn = format!("crn://confluent.cloud/environment=env-a/cloud-cluster=lkc-b/{end}");
            assert_eq!(Connector::parse(&crn).unwrap_err().field(), Some("text"), "{crn}");
        }
        let named = "crn:///environment=env-a/cloud-cluster=lkc-b/connector=a=b";
        assert_eq!(Connector::parse(named).unwrap(), Connector::new("env-a", "lkc-b", "a=b").unwrap());
    }
}
