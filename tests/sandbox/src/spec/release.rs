//! The version of Kafka that a worker plays, which decides the calls that it knows.

use serde::Deserialize;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Release(u32, u32);

impl Release {
    pub(crate) const CURRENT: Self = Self(4, 3);

    pub(crate) fn expands_lists(self) -> bool {
        self >= Self(2, 3)
    }

    pub(crate) fn restarts_tasks(self) -> bool {
        self >= Self(3, 0)
    }

    pub(crate) fn stops(self) -> bool {
        self >= Self(3, 5)
    }
}

impl TryFrom<String> for Release {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let parts = text.split_once('.').and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
        parts.map(|(major, minor)| Self(major, minor)).ok_or("kafka: write it as \"2.8\"")
    }
}
