//! What a wait is for, and what a status says about it.

use crate::error::Situation;
use crate::model::desired::DesiredState;
use crate::model::status::{ConnectorStatus, State};

/// The state that a wait is for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Goal {
    pub(crate) wanted: DesiredState,
    /// Of a running connector.
    pub(crate) min_tasks: usize,
}

/// What a wait has seen on its way.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seen {
    /// Whether the connector has said anything but PAUSED.
    pub(crate) left_paused: bool,
    /// Whether the connector itself has been in the wanted state.
    pub(crate) was_there: bool,
    /// Whether it was in the wanted state at the last poll, tasks and all.
    pub(crate) is_reached: bool,
}

impl Goal {
    pub(crate) fn is_reached(&self, status: &ConnectorStatus) -> bool {
        match self.wanted {
            DesiredState::Running => status.is_running(self.min_tasks),
            DesiredState::Paused => status.is_paused(),
            DesiredState::Stopped => status.is_stopped(),
        }
    }

    /// Whether a failure that lasts keeps the connector from the wanted state. A pause leaves a failed connector failed, but works on
    /// one whose tasks have failed; a stop ends every state.
    pub(crate) fn is_out_of_reach(&self, status: &ConnectorStatus) -> bool {
        match self.wanted {
            DesiredState::Running => status.has_failed(),
            DesiredState::Paused => status.kind == State::Failed,
            DesiredState::Stopped => false,
        }
    }

    /// Whether the connector itself is in the wanted state, whatever its tasks say.
    pub(crate) fn is_there(&self, status: &ConnectorStatus) -> bool {
        status.kind
            == match self.wanted {
                DesiredState::Running => State::Running,
                DesiredState::Paused => State::Paused,
                DesiredState::Stopped => State::Stopped,
            }
    }

    pub(crate) fn situation(&self, status: &ConnectorStatus, seen: Seen) -> Situation {
        if seen.is_reached {
            return Situation::NotSettled;
        }
        match self.wanted {
            DesiredState::Running => self.not_running(status, seen),
            DesiredState::Paused if status.kind == State::Paused => Situation::TasksNotPaused,
            DesiredState::Stopped if status.kind == State::Stopped => Situation::TasksNotStopped,
            DesiredState::Paused | DesiredState::Stopped => not_idle(status, seen),
        }
    }

    fn not_running(&self, status: &ConnectorStatus, seen: Seen) -> Situation {
        match status.kind {
            State::Paused if seen.left_paused => Situation::PausedAgain,
            State::Paused => Situation::StillPaused,
            State::Provisioning => Situation::Provisioning,
            _ if status.has_failed() => Situation::Failed,
            State::Running if status.tasks.len() < self.min_tasks => Situation::NoTasks,
            _ if !status.tasks.is_empty() && status.tasks_running() < status.tasks.len() => Situation::TasksNotRunning,
            _ => Situation::Other,
        }
    }
}

/// The situation of a connector that is to be paused or stopped.
fn not_idle(status: &ConnectorStatus, seen: Seen) -> Situation {
    match status.kind {
        _ if seen.was_there => Situation::ResumedAgain,
        State::Running => Situation::StillRunning,
        State::Paused => Situation::StillPaused,
        State::Provisioning => Situation::Provisioning,
        State::Failed => Situation::Failed,
        State::Stopped | State::Restarting | State::Other => Situation::Other,
    }
}
