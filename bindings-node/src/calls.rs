//! The calls that end with one answer of the service: each starts one, and gives its number or why it cannot be started.

use napi::Env;
use napi::bindgen_prelude::Either;
use napi_derive::napi;

use crate::client::{Around, NativeClient, number};
use crate::errors::NativeError;
use crate::mailbox::Mailbox;
use crate::options::{NativeCallOptions, call_options, restart_scope};

#[napi]
impl NativeClient {
    /// `address` has the parts of a connector's address or of a cluster's, or one text that is a connector's address; of
    /// self-managed Kafka Connect it has the connector's name or nothing.
    #[napi]
    #[allow(clippy::too_many_arguments, reason = "an object in their place would cost more to cross")]
    pub fn call(
        &self,
        env: Env,
        mailbox: &Mailbox,
        name: String,
        address: Vec<String>,
        options: Option<NativeCallOptions>,
        wants_events: bool,
        providing: bool,
    ) -> napi::Result<Either<u32, NativeError>> {
        let started = self.start(env, mailbox, Around { wants_events, providing }, |service| {
            let options = options.unwrap_or_default();
            let scope = restart_scope(service, options.include_tasks, options.only_failed);
            service.call(&name, &address, scope, call_options(&options)?)
        })?;
        Ok(number(started))
    }
}
