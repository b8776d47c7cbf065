//! The calls that end with one answer of the service's: each is started, and gives its number, under which its result
//! will come, or why it cannot be started.

use napi::Env;
use napi::bindgen_prelude::Either;
use napi_derive::napi;
use unpause::{Cluster, Connector, Error};

use crate::client::NativeClient;
use crate::mailbox::Mailbox;
use crate::options::call_options;
use crate::outcome::{Answer, NativeError};

#[napi]
impl NativeClient {
    /// What is done to, or asked about, one connector.
    #[napi]
    #[allow(clippy::too_many_arguments, reason = "plain values cross the border faster than an object's fields")]
    pub fn call(
        &self,
        env: Env,
        mailbox: &Mailbox,
        #[napi(ts_arg_type = "'resume' | 'pause' | 'restart' | 'status'")] action: String,
        environment_id: String,
        kafka_cluster_id: String,
        connector_name: String,
        timeout_ms: Option<f64>,
        deadline_ms: Option<f64>,
        wants_events: bool,
    ) -> napi::Result<Either<u32, NativeError>> {
        self.start(env, mailbox, wants_events, |client, _| {
            let connector = Connector::new(environment_id, kafka_cluster_id, connector_name)?;
            let options = call_options(timeout_ms, deadline_ms)?;
            Ok(async move {
                match action.as_str() {
                    "resume" => client.resume_with(&connector, &options).await.map(Answer::value),
                    "pause" => client.pause_with(&connector, &options).await.map(Answer::value),
                    "restart" => client.restart_with(&connector, &options).await.map(Answer::value),
                    "status" => client.status_with(&connector, &options).await.map(Answer::value),
                    _ => Err(Error::internal(format!("there is no {action}"))),
                }
            })
        })
    }

    /// The connectors of a cluster: their names, or all that a listing says.
    #[napi]
    #[allow(clippy::too_many_arguments, reason = "as above")]
    pub fn list(
        &self,
        env: Env,
        mailbox: &Mailbox,
        expanded: bool,
        environment_id: String,
        kafka_cluster_id: String,
        timeout_ms: Option<f64>,
        deadline_ms: Option<f64>,
        wants_events: bool,
    ) -> napi::Result<Either<u32, NativeError>> {
        self.start(env, mailbox, wants_events, |client, _| {
            let cluster = Cluster::new(environment_id, kafka_cluster_id)?;
            let options = call_options(timeout_ms, deadline_ms)?;
            Ok(async move {
                if expanded {
                    client.list_expanded_with(&cluster, &options).await.map(Answer::value)
                } else {
                    client.list_with(&cluster, &options).await.map(Answer::value)
                }
            })
        })
    }
}
