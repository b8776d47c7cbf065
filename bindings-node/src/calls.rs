//! The calls that end with one answer of the service's: each is started, and gives its number, under which its result
//! will come, or why it cannot be started.

use napi::Env;
use napi::bindgen_prelude::Either;
use napi_derive::napi;
use unpause::{Error, RestartOptions};

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
        #[napi(ts_arg_type = "'resume' | 'pause' | 'stop' | 'restart' | 'status'")] action: String,
        environment_id: String,
        kafka_cluster_id: String,
        connector_name: String,
        timeout_ms: Option<f64>,
        deadline_ms: Option<f64>,
        wants_events: bool,
    ) -> napi::Result<Either<u32, NativeError>> {
        self.start(env, mailbox, wants_events, |service, _| {
            let connector = service.connector(environment_id, kafka_cluster_id, connector_name)?;
            let options = call_options(timeout_ms, deadline_ms)?;
            Ok(async move {
                let client = service.client();
                match action.as_str() {
                    "resume" => client.resume_with(&connector, &options).await.map(Answer::value),
                    "pause" => client.pause_with(&connector, &options).await.map(Answer::value),
                    "stop" => {
                        let connect = service.kafka_connect()?;
                        connect.stop(connector.connector_name(), &options).await.map(Answer::value)
                    }
                    "restart" => client.restart_with(&connector, &options).await.map(Answer::value),
                    "status" => client.status_with(&connector, &options).await.map(Answer::value),
                    _ => Err(Error::internal(format!("there is no {action}"))),
                }
            })
        })
    }

    /// A restart by self-managed Kafka Connect, which can be told of what.
    #[napi]
    #[allow(clippy::too_many_arguments, reason = "as above")]
    pub fn restart(
        &self,
        env: Env,
        mailbox: &Mailbox,
        connector_name: String,
        include_tasks: Option<bool>,
        only_failed: Option<bool>,
        timeout_ms: Option<f64>,
        deadline_ms: Option<f64>,
        wants_events: bool,
    ) -> napi::Result<Either<u32, NativeError>> {
        self.start(env, mailbox, wants_events, |service, _| {
            let default = RestartOptions::default();
            let what = RestartOptions {
                include_tasks: include_tasks.unwrap_or(default.include_tasks),
                only_failed: only_failed.unwrap_or(default.only_failed),
            };
            let options = call_options(timeout_ms, deadline_ms)?;
            Ok(async move { service.kafka_connect()?.restart(&connector_name, what, &options).await })
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
        self.start(env, mailbox, wants_events, |service, _| {
            let cluster = service.cluster(environment_id, kafka_cluster_id)?;
            let options = call_options(timeout_ms, deadline_ms)?;
            Ok(async move {
                let client = service.client();
                if expanded {
                    client.list_expanded_with(&cluster, &options).await.map(Answer::value)
                } else {
                    client.list_with(&cluster, &options).await.map(Answer::value)
                }
            })
        })
    }
}
