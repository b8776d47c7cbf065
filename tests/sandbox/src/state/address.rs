//! The documented paths, parsed.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::spec::service::Service;

/// The address of a connector, decoded.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Address<'a> {
    pub(crate) environment_id: Cow<'a, str>,
    pub(crate) kafka_cluster_id: Cow<'a, str>,
    pub(crate) name: Cow<'a, str>,
}

pub(crate) enum Route<'a> {
    List { environment_id: Cow<'a, str>, kafka_cluster_id: Cow<'a, str> },
    Connector { address: Address<'a>, action: &'a str },
}

impl<'a> Route<'a> {
    /// Parses a path as it came: splits segments first and decodes them then, so that a name may hold a slash. Workers know
    /// no environments and clusters: these are empty.
    pub(crate) fn parse(service: Service, path: &'a str) -> Option<Self> {
        let mut segments = path.strip_prefix('/')?.split('/');
        let (environment_id, kafka_cluster_id) = match service {
            Service::ConfluentCloud => {
                skip(&mut segments, &["connect", "v1", "environments"])?;
                let environment_id = decode(segments.next()?);
                skip(&mut segments, &["clusters"])?;
                (environment_id, decode(segments.next()?))
            }
            Service::KafkaConnect => Default::default(),
        };
        skip(&mut segments, &["connectors"])?;
        match (segments.next(), segments.next(), segments.next()) {
            (None | Some(""), None, None) => Some(Self::List { environment_id, kafka_cluster_id }),
            (Some(name), Some(action), None) => {
                let name = decode(name);
                let address = Address { environment_id, kafka_cluster_id, name };
                Some(Self::Connector { address, action })
            }
            _ => None,
        }
    }
}

fn skip<'a>(segments: &mut impl Iterator<Item = &'a str>, expected: &[&str]) -> Option<()> {
    expected.iter().all(|name| segments.next() == Some(name)).then_some(())
}

/// The part of a path behind a cluster's `…/connectors`, as it came.
pub(crate) fn below_connectors(path: &str) -> Option<&str> {
    let (environment, rest) = path.strip_prefix("/connect/v1/environments/")?.split_once('/')?;
    let (cluster, rest) = rest.strip_prefix("clusters/")?.split_once('/')?;
    let below = rest.strip_prefix("connectors")?;
    let is_whole = !environment.is_empty() && !cluster.is_empty() && (below.is_empty() || below.starts_with('/'));
    is_whole.then_some(below)
}

fn decode(segment: &str) -> Cow<'_, str> {
    percent_decode_str(segment).decode_utf8_lossy()
}
