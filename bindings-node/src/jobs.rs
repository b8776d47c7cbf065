//! Long work: it runs on the worker thread, and tells of its progress as long as somebody listens.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::StreamExt;
use napi::Env;
use napi::bindgen_prelude::Either;
use napi_derive::napi;
use unpause::{Connector, Error, Job, ResumeProgress, Tally, WaitJob, WaitProgress};

use crate::client::NativeClient;
use crate::mailbox::Mailbox;
use crate::options::NativeJobOptions;
use crate::outcome::{Answer, NativeError};
use crate::records::{NativeConnector, NativeWaitProgress};
use crate::report::{NativeReport, NativeResumeProgress};
use crate::service::Service;

/// Private: the handle of a job, which knows how far it is after its end, too.
#[napi]
pub struct NativeJob {
    call: u32,
    listening: Arc<AtomicBool>,
    tally: Option<Tally>,
}

/// Something that a job tells while it runs.
#[napi(object, object_from_js = false)]
pub struct NativeProgress {
    pub job: u32,
    #[napi(ts_type = "NativeWaitProgress | NativeResumeProgress")]
    pub told: Told,
}

pub(crate) type Told = Either<NativeWaitProgress, NativeResumeProgress>;

#[napi]
impl NativeJob {
    /// Its number, under which its progress and its result come.
    #[napi(getter)]
    pub fn call(&self) -> u32 {
        self.call
    }

    /// Whether its progress is to come. At first it does, so that whoever listens at once misses nothing.
    #[napi]
    pub fn listen(&self, on: bool) {
        self.listening.store(on, Ordering::Relaxed);
    }

    /// How it stands, for what resumes many.
    #[napi(catch_unwind)]
    pub fn report(&self) -> Option<NativeReport> {
        self.tally.as_ref().map(|tally| tally.report().into())
    }
}

/// Reads an address.
#[napi]
pub fn parse(text: String) -> Either<NativeConnector, NativeError> {
    match Connector::parse(&text) {
        Ok(connector) => Either::A((&connector).into()),
        Err(error) => Either::B(error.into()),
    }
}

#[napi]
impl NativeClient {
    #[napi]
    #[allow(clippy::too_many_arguments, reason = "an address is three strings")]
    pub fn wait(
        &self,
        env: Env,
        mailbox: &Mailbox,
        resume: bool,
        environment_id: String,
        kafka_cluster_id: String,
        connector_name: String,
        options: NativeJobOptions,
        wants_events: bool,
    ) -> napi::Result<Either<NativeJob, NativeError>> {
        self.start_job(env, mailbox, wants_events, |service| {
            let connector = service.connector(environment_id, kafka_cluster_id, connector_name)?;
            let options = options.wait_options()?;
            let job: WaitJob = if resume {
                service.client().resume_and_wait(&connector, options)
            } else {
                service.client().wait_until_running(&connector, options)
            };
            Ok((job, None))
        })
    }

    /// Each connector is its three parts, or one text that names it.
    #[napi]
    pub fn resume_many(
        &self,
        env: Env,
        mailbox: &Mailbox,
        connectors: Vec<Vec<String>>,
        options: NativeJobOptions,
        wants_events: bool,
    ) -> napi::Result<Either<NativeJob, NativeError>> {
        self.start_job(env, mailbox, wants_events, |service| {
            let job = service.client().resume_many(service.many(connectors)?, options.resume_many_options()?);
            let tally = job.tally();
            Ok((job, Some(tally)))
        })
    }

    #[napi]
    pub fn resume_all(
        &self,
        env: Env,
        mailbox: &Mailbox,
        environment_id: String,
        kafka_cluster_id: String,
        options: NativeJobOptions,
        wants_events: bool,
    ) -> napi::Result<Either<NativeJob, NativeError>> {
        self.start_job(env, mailbox, wants_events, |service| {
            let cluster = service.cluster(environment_id, kafka_cluster_id)?;
            let job = service.client().resume_all(&cluster, options.resume_all_options()?);
            let tally = job.tally();
            Ok((job, Some(tally)))
        })
    }
}

impl NativeClient {
    fn start_job<P, T, S, F>(
        &self,
        env: Env,
        mailbox: &Mailbox,
        wants_events: bool,
        make: F,
    ) -> napi::Result<Either<NativeJob, NativeError>>
    where
        P: Tells + Send + 'static,
        T: Answer + Send + Unpin + 'static,
        S: Send + Unpin + 'static,
        F: FnOnce(Service) -> Result<(Job<P, T, S>, Option<Tally>), Error>,
    {
        let listening = Arc::new(AtomicBool::new(true));
        let mut tally = None;
        let started = self.start(env, mailbox, wants_events, |service, number| {
            let (job, its_tally) = make(service)?;
            tally = its_tally;
            let (deliveries, listening) = (Arc::clone(&mailbox.deliveries), Arc::clone(&listening));
            Ok(driven(job, move |progress| {
                if listening.load(Ordering::Relaxed) {
                    deliveries.progress(number, progress.told());
                }
            }))
        })?;
        Ok(match started {
            Either::A(call) => Either::A(NativeJob { call, listening, tally }),
            Either::B(error) => Either::B(error),
        })
    }
}

async fn driven<P, T: Unpin, S: Unpin>(mut job: Job<P, T, S>, tell: impl Fn(P)) -> Result<T, Error> {
    while let Some(progress) = job.next().await {
        tell(progress);
    }
    job.await
}

/// Progress of the core's.
trait Tells {
    fn told(self) -> Told;
}

impl Tells for WaitProgress {
    fn told(self) -> Told {
        Either::A(self.into())
    }
}

impl Tells for ResumeProgress {
    fn told(self) -> Told {
        Either::B(self.into())
    }
}
