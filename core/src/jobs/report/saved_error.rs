//! An error in a saved report: as much of it as it takes to show it again, and to act on it.

use serde::{Deserialize, Serialize};

use super::saved::{Named, SavedConnector, SavedRateLimit, SavedStatus, Seconds};
use crate::error::{Answered, CredentialsStage, Error, ErrorKind, Situation, TimeLimit, TransportReason, Waited};
use crate::model::address::{Cluster, Connector, Target};
use crate::model::desired::DesiredState;
use crate::model::rate_limit::RateLimit;
use crate::model::status::ConnectorStatus;
use crate::text::one_line;

/// Every action that an error of a job is about.
const ACTIONS: [&str; 7] =
    ["resume", "pause", "stop", "restart", "get the status of", "list the connectors", "wait for"];

#[derive(Serialize, Deserialize)]
#[serde(expecting = "an error")]
pub(super) struct SavedError {
    kind: Named<ErrorKind>,
    /// For other readers: made again from the parts.
    #[serde(default, skip_deserializing)]
    message: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    advice: Option<String>,
    #[serde(default)]
    action: Option<String>,
    /// Absent if the error is about the cluster.
    #[serde(default)]
    connector: Option<SavedConnector>,
    #[serde(default)]
    attempts: Option<u32>,
    #[serde(default)]
    elapsed: Option<Seconds>,
    #[serde(default)]
    limit: Option<Named<TimeLimit>>,
    #[serde(default)]
    transport_reason: Option<Named<TransportReason>>,
    #[serde(default)]
    stage: Option<Named<CredentialsStage>>,
    #[serde(default)]
    status: Option<u16>,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    request_id: Option<String>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    retry_after: Option<Seconds>,
    #[serde(default)]
    rate_limit: Option<SavedRateLimit>,
    #[serde(default)]
    connector_status: Option<SavedStatus>,
    #[serde(default)]
    desired_state: Option<Named<DesiredState>>,
    #[serde(default)]
    situation: Option<Named<Situation>>,
    #[serde(default)]
    looks: Option<u32>,
}

impl From<&Error> for SavedError {
    fn from(error: &Error) -> Self {
        Self {
            kind: Named(error.kind()),
            message: error.to_string(),
            reason: error.reason().to_owned(),
            advice: error.advice().map(str::to_owned),
            action: error.action().map(str::to_owned),
            connector: error.connector().cloned().map(SavedConnector),
            attempts: error.attempts(),
            elapsed: error.elapsed().map(Seconds),
            limit: error.limit().map(Named),
            transport_reason: error.transport_reason().map(Named),
            stage: error.stage().map(Named),
            status: error.status(),
            code: error.code().map(str::to_owned),
            request_id: error.request_id().map(str::to_owned),
            body: error.body().map(str::to_owned),
            retry_after: error.retry_after().map(Seconds),
            rate_limit: error.rate_limit().map(SavedRateLimit::from),
            connector_status: error.connector_status().map(SavedStatus::from),
            desired_state: error.wanted().map(Named),
            situation: error.situation().map(Named),
            looks: error.looks(),
        }
    }
}

impl SavedError {
    /// `of`: the connector of the result.
    pub(super) fn restored(self, of: &Connector, workers: &Cluster) -> Error {
        // The file may have been edited: what was one line is one again.
        let mut error = Error::new(self.kind.0, one_line(&self.reason));
        if let Some(advice) = &self.advice {
            error = error.advised(one_line(advice));
        }
        if let Some(action) = ACTIONS.into_iter().find(|action| self.action.as_deref() == Some(action)) {
            let connector = self.connector.map(|connector| connector.restored(workers));
            let target = connector.as_ref().map_or(Target::Cluster(of.cluster()), Target::Connector);
            error = error.about(action, target);
        }
        let retry_after = self.retry_after.map(|wait| wait.0);
        if let Some(status) = self.status {
            error = error.answered(Answered {
                status,
                code: self.code,
                request_id: self.request_id,
                body: self.body.unwrap_or_default(),
                retry_after,
                rate_limit: self.rate_limit.map(RateLimit::from),
            });
        } else if let Some(polls) = self.looks {
            error = error.waited(Waited {
                wanted: self.desired_state.map(|state| state.0).unwrap_or_default(),
                status: self.connector_status.map(ConnectorStatus::from),
                situation: self.situation.map(|situation| situation.0),
                polls,
                retry_after,
            });
        } else if let Some(Named(limit)) = self.limit {
            error = error.limited_by(limit);
        } else if let Some(Named(reason)) = self.transport_reason {
            error = error.unanswered_for(reason, None);
        }
        if let Some(Named(stage)) = self.stage {
            error = error.at_stage(stage);
        }
        error.counted(self.attempts, self.elapsed.map(|elapsed| elapsed.0))
    }
}
