//! The service that a server plays.

use serde::Deserialize;

use crate::state::lifecycle::{FAILED, PAUSED, RUNNING, STOPPED};

/// The service that a server plays.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Played {
    #[default]
    ConfluentCloud,
    KafkaConnect,
    IdentityProvider,
}

impl Played {
    /// An identity provider has no connectors.
    pub(crate) fn with_connectors(self) -> Option<Service> {
        match self {
            Self::ConfluentCloud => Some(Service::ConfluentCloud),
            Self::KafkaConnect => Some(Service::KafkaConnect),
            Self::IdentityProvider => None,
        }
    }
}

/// A service that has connectors.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Service {
    ConfluentCloud,
    /// A self-managed worker of Apache Kafka Connect.
    KafkaConnect,
}

impl Service {
    /// The state of a connector's tasks if the script has none. `None`: it has no tasks.
    pub(crate) fn task_state(self, connector_state: &str) -> Option<&'static str> {
        match (self, connector_state) {
            (Self::ConfluentCloud, PAUSED) => Some(STOPPED),
            (Self::KafkaConnect, PAUSED) => Some(PAUSED),
            (Self::KafkaConnect, STOPPED) => None,
            (_, RUNNING) => Some(RUNNING),
            (_, FAILED) => Some(FAILED),
            _ => Some("UNASSIGNED"),
        }
    }

    /// Whether a resume changes anything.
    pub(crate) fn can_resume(self, connector_state: &str) -> bool {
        connector_state == PAUSED || self == Self::KafkaConnect && connector_state == STOPPED
    }
}
