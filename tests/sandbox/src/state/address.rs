//! Where a request goes: the documented paths, taken apart.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// What names a connector, decoded.
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
    /// Takes apart a path as it came: segments are split first and decoded then, so that a name may hold a slash.
    pub(crate) fn parse(path: &'a str) -> Option<Self> {
        let mut segments = path.strip_prefix("/connect/v1/environments/")?.split('/');
        let environment_id = decode(segments.next()?);
        segments.next().filter(|segment| *segment == "clusters")?;
        let kafka_cluster_id = decode(segments.next()?);
        segments.next().filter(|segment| *segment == "connectors")?;
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

fn decode(segment: &str) -> Cow<'_, str> {
    percent_decode_str(segment).decode_utf8_lossy()
}
