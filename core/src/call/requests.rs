//! The calls about one connector, which may be given by its name or by its id.

use std::time::Duration;

use http::StatusCode;

use crate::call::engine::{Answered, CallRules, Engine};
use crate::call::from_failure::restarted_alone;
use crate::call::id_lookup::{IdLookup, Named};
use crate::config::options::CallOptions;
use crate::error::Result;
use crate::http::documents;
use crate::http::json::as_text;
use crate::http::response::Answer;
use crate::model::accepted::Accepted;
use crate::model::address::Connector;
use crate::model::operation::{Change, ManyOperation, Operation};
use crate::model::status::ConnectorStatus;

/// A change that the service has taken.
pub(crate) struct Taken {
    pub(crate) accepted: Accepted,
    /// Of a restart, where the service tells it: the status right after it.
    pub(crate) status: Option<ConnectorStatus>,
}

impl Engine {
    /// A change of a connector.
    pub(crate) async fn change(&self, change: Change, connector: &Connector, options: &CallOptions) -> Result<Taken> {
        self.change_within(change, connector, &self.rules(options)?, &IdLookup::default()).await
    }

    /// A change in a job, which looks up its ids together; a 404 must last for `missing_grace` before it is believed.
    pub(crate) async fn change_in_job(
        &self,
        change: Change,
        connector: &Connector,
        options: &CallOptions,
        missing_grace: Duration,
        ids: &IdLookup,
    ) -> Result<Taken> {
        let rules = CallRules { missing_grace, shares_rate_limit: true, ..self.rules(options)? };
        self.change_within(change, connector, &rules, ids).await
    }

    async fn change_within(
        &self,
        change: Change,
        connector: &Connector,
        rules: &CallRules,
        ids: &IdLookup,
    ) -> Result<Taken> {
        let send = |connector| self.change_once(change, connector, rules);
        let Named { result, attempts, .. } = self.by_name_or_id(connector, rules, ids, send).await;
        result.map(|taken| {
            let accepted = Accepted { attempts: attempts + taken.accepted.attempts, ..taken.accepted };
            Taken { accepted, ..taken }
        })
    }

    async fn change_once(&self, change: Change, connector: Connector, rules: &CallRules) -> Result<Taken> {
        let operation = Operation::Change(change, &connector);
        let Answered { answer, visits, attempts, elapsed } = self.send(operation, rules).await?;
        if change.wants_more_than_the_connector() && answer.head.status == StatusCode::NO_CONTENT {
            let error = restarted_alone(&answer, operation, &self.settings, &visits);
            return Err(error.took(attempts, elapsed));
        }
        let Answer { head, body } = answer;
        let read = || documents::status(&as_text(&body), connector.connector_name(), &self.settings.redactor);
        let status = (change.operation() == ManyOperation::Restart).then(read).flatten();
        let accepted = Accepted {
            connector,
            request_id: head.request_id,
            attempts,
            elapsed,
            rate_limit: head.rate_limit,
            restarting: status.as_ref().map(ConnectorStatus::restarting),
        };
        Ok(Taken { accepted, status })
    }

    pub(crate) async fn status(&self, connector: &Connector, options: &CallOptions) -> Result<ConnectorStatus> {
        let rules = self.rules(options)?;
        let read = |connector| self.status_once(connector, &rules);
        self.by_name_or_id(connector, &rules, &IdLookup::default(), read).await.result
    }
}
