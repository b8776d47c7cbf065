//! The operations of the API: what a call does, and to what.

use http::Method;

use crate::model::address::{Cluster, Connector, Target};
use crate::model::desired::DesiredState;

/// One call of the API with its subject.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Operation<'a> {
    /// Changes a connector.
    Change(Change, &'a Connector),
    /// Reads a connector's status.
    Status(&'a Connector),
    /// Lists a cluster's connectors: names, or with `Expand` an object each.
    List(&'a Cluster, Option<Expand>),
}

/// The change that a call makes to a connector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// Ends a pause or a stop.
    Resume,
    /// Keeps the tasks, which do nothing.
    Pause,
    /// Shuts the tasks down.
    Stop,
    /// With options, if the service takes them.
    Restart(Option<RestartOptions>),
}

/// The change that a job makes to many connectors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ManyOperation {
    /// `resume`
    #[default]
    Resume,
    /// `pause`
    Pause,
    /// `stop`, of self-managed Kafka Connect only.
    Stop,
    /// `restart`
    Restart,
}

/// How much a listing holds: no more than is used, because an entry with its configuration can be large.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Expand {
    /// Statuses, and ids where the service has them.
    All,
    Status,
}

/// What a restart covers besides the connector itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestartOptions {
    /// Restart the tasks, too. Default true, because failures are mostly failures of tasks; the REST interface's own default is
    /// false.
    pub include_tasks: bool,
    /// Restart only what has failed. Default false.
    pub only_failed: bool,
}

impl Default for RestartOptions {
    fn default() -> Self {
        Self { include_tasks: true, only_failed: false }
    }
}

impl<'a> Operation<'a> {
    pub(crate) fn target(self) -> Target<'a> {
        match self {
            Self::Change(_, connector) | Self::Status(connector) => Target::Connector(connector),
            Self::List(cluster, _) => Target::Cluster(cluster),
        }
    }

    pub(crate) fn method(self) -> Method {
        match self {
            Self::Change(Change::Restart(_), _) => Method::POST,
            Self::Change(..) => Method::PUT,
            Self::Status(_) | Self::List(..) => Method::GET,
        }
    }

    /// Whether it only reads. The body of its answer is the result.
    pub(crate) fn is_read(self) -> bool {
        !matches!(self, Self::Change(..))
    }

    /// Whether a request that the service may have acted on can be sent again.
    pub(crate) fn is_idempotent(self) -> bool {
        !matches!(self, Self::Change(Change::Restart(_), _))
    }

    /// The words of a message: `cannot resume connector …`.
    pub(crate) fn action(self) -> &'static str {
        match self {
            Self::Change(change, _) => change.verb(),
            Self::Status(_) => "get the status of",
            Self::List(..) => "list the connectors",
        }
    }
}

impl Change {
    pub(crate) const fn operation(self) -> ManyOperation {
        match self {
            Self::Resume => ManyOperation::Resume,
            Self::Pause => ManyOperation::Pause,
            Self::Stop => ManyOperation::Stop,
            Self::Restart(_) => ManyOperation::Restart,
        }
    }

    /// The change by its verb. `restart` is the scope of a restart, if the service takes one.
    pub(crate) fn named(verb: &str, restart: Option<RestartOptions>) -> Option<Self> {
        [Self::Resume, Self::Pause, Self::Stop, Self::Restart(restart)].into_iter().find(|change| change.verb() == verb)
    }

    /// Whether it is a restart that is not of the connector alone, in any state. Kafka before 3.0 knows no other.
    pub(crate) const fn wants_more_than_the_connector(self) -> bool {
        matches!(self, Self::Restart(Some(scope)) if scope.include_tasks || scope.only_failed)
    }

    pub(crate) const fn verb(self) -> &'static str {
        self.operation().name()
    }
}

impl ManyOperation {
    /// The operation's name, the same in every language: `resume`, `pause`, `stop`, `restart`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Resume => "resume",
            Self::Pause => "pause",
            Self::Stop => "stop",
            Self::Restart => "restart",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Resume, Self::Pause, Self::Stop, Self::Restart].into_iter().find(|operation| operation.name() == name)
    }

    /// `resumed`, as a summary says it.
    pub(crate) const fn done(self) -> &'static str {
        match self {
            Self::Resume => "resumed",
            Self::Pause => "paused",
            Self::Stop => "stopped",
            Self::Restart => "restarted",
        }
    }

    /// The state that it leads to.
    pub(crate) const fn leads_to(self) -> DesiredState {
        match self {
            Self::Resume | Self::Restart => DesiredState::Running,
            Self::Pause => DesiredState::Paused,
            Self::Stop => DesiredState::Stopped,
        }
    }
}
