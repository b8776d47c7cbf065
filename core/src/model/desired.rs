//! The state that a change leads to, and that a wait waits for.

/// The state of a connector that a wait waits for, its tasks included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DesiredState {
    /// `running`: it says `RUNNING`, it has its tasks, and each of them says `RUNNING`.
    #[default]
    Running,
    /// `paused`: it says `PAUSED`, and each of its tasks `PAUSED`, `STOPPED` (as Confluent Cloud says) or `FAILED`: a pause leaves
    /// a failed task failed.
    Paused,
    /// `stopped`: it says `STOPPED`, and its tasks are gone. Only self-managed Kafka Connect stops connectors.
    Stopped,
}

impl DesiredState {
    /// The state's name, the same in every language: `running`, `paused`, `stopped`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
        }
    }

    /// The state of that name; absent if there is none.
    ///
    /// ```
    /// use unpause::DesiredState;
    ///
    /// assert_eq!(DesiredState::named("paused"), Some(DesiredState::Paused));
    /// assert_eq!(DesiredState::named("PAUSED"), None);
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Running, Self::Paused, Self::Stopped].into_iter().find(|state| state.name() == name)
    }
}
