//! The methods that wait, or are about many connectors.

use std::sync::Arc;

use crate::error::Result;
use crate::jobs::job::{ManyJob, WaitJob};
use crate::jobs::many::input::{ManyInput, changed};
use crate::jobs::many::options::{AllOptions, ManyOptions};
use crate::jobs::many::run::{change_all, change_many};
use crate::jobs::report::Report;
use crate::jobs::wait::options::WaitOptions;
use crate::jobs::wait::run::{change_and_wait, wait_until};
use crate::kafka_connect::KafkaConnect;
use crate::model::address::Connector;
use crate::model::desired::DesiredState;
use crate::model::operation::{Change, RestartOptions};

impl KafkaConnect {
    /// Polls a connector until it is in a state; see [`Client::wait_until`](crate::Client::wait_until).
    ///
    /// # Errors
    /// As [`Client::wait_until`](crate::Client::wait_until).
    pub fn wait_until(&self, name: &str, state: DesiredState, options: WaitOptions) -> WaitJob {
        wait_until(Arc::clone(&self.engine), self.connector(name), state, options)
    }

    /// Polls a connector until it runs; see [`Client::wait_until_running`](crate::Client::wait_until_running).
    ///
    /// # Errors
    /// As [`Client::wait_until`](crate::Client::wait_until).
    pub fn wait_until_running(&self, name: &str, options: WaitOptions) -> WaitJob {
        self.wait_until(name, DesiredState::Running, options)
    }

    /// Resumes a connector and waits until it runs; see [`Client::resume_and_wait`](crate::Client::resume_and_wait).
    ///
    /// # Errors
    /// As [`Client::resume_and_wait`](crate::Client::resume_and_wait).
    pub fn resume_and_wait(&self, name: &str, options: WaitOptions) -> WaitJob {
        self.and_wait(Change::Resume, name, options)
    }

    /// Pauses a connector and waits until it and its tasks are paused; see
    /// [`Client::pause_and_wait`](crate::Client::pause_and_wait).
    ///
    /// # Errors
    /// As [`Client::pause_and_wait`](crate::Client::pause_and_wait).
    pub fn pause_and_wait(&self, name: &str, options: WaitOptions) -> WaitJob {
        self.and_wait(Change::Pause, name, options)
    }

    /// Stops a connector and waits until its tasks are gone; see [`KafkaConnect::stop`] and [`KafkaConnect::wait_until`]. The
    /// deadline is for both.
    ///
    /// # Errors
    /// As those two, but a failed connector can be stopped, too.
    pub fn stop_and_wait(&self, name: &str, options: WaitOptions) -> WaitJob {
        self.and_wait(Change::Stop, name, options)
    }

    /// Restarts a connector and waits until it runs; see [`KafkaConnect::restart`] and
    /// [`Client::restart_and_wait`](crate::Client::restart_and_wait). If the worker answers that nothing is restarted, the present
    /// state counts.
    ///
    /// # Errors
    /// As [`Client::restart_and_wait`](crate::Client::restart_and_wait).
    ///
    /// ```no_run
    /// # async fn example(connect: unpause::KafkaConnect) -> Result<(), unpause::Error> {
    /// use unpause::{RestartOptions, WaitOptions};
    ///
    /// let failed = RestartOptions { only_failed: true, ..Default::default() };
    /// let result = connect.restart_and_wait("orders-sink", failed, WaitOptions::default()).await?;
    /// println!("{:?}", result.accepted.and_then(|accepted| accepted.restarting));
    /// # Ok(())
    /// # }
    /// ```
    pub fn restart_and_wait(&self, name: &str, scope: RestartOptions, options: WaitOptions) -> WaitJob {
        self.and_wait(Change::Restart(Some(scope)), name, options)
    }

    /// Resumes many connectors; see [`Client::resume_many`](crate::Client::resume_many).
    ///
    /// # Errors
    /// As [`Client::resume_many`](crate::Client::resume_many), and for a name that cannot be addressed, before anything is sent.
    pub fn resume_many(&self, names: impl ManyInput<Self>, options: ManyOptions) -> ManyJob {
        self.many(Change::Resume, names, options)
    }

    /// Pauses many connectors; see [`Client::pause_many`](crate::Client::pause_many).
    ///
    /// # Errors
    /// As [`KafkaConnect::resume_many`].
    pub fn pause_many(&self, names: impl ManyInput<Self>, options: ManyOptions) -> ManyJob {
        self.many(Change::Pause, names, options)
    }

    /// Stops many connectors, and waits until their tasks are gone if `wait` is set; see
    /// [`Client::resume_many`](crate::Client::resume_many).
    ///
    /// # Errors
    /// As [`KafkaConnect::resume_many`].
    pub fn stop_many(&self, names: impl ManyInput<Self>, options: ManyOptions) -> ManyJob {
        self.many(Change::Stop, names, options)
    }

    /// Restarts many connectors; see [`Client::restart_many`](crate::Client::restart_many).
    ///
    /// # Errors
    /// As [`KafkaConnect::resume_many`].
    pub fn restart_many(&self, names: impl ManyInput<Self>, scope: RestartOptions, options: ManyOptions) -> ManyJob {
        self.many(Change::Restart(Some(scope)), names, options)
    }

    /// Resumes all connectors that are in one of some states, by default all that are paused (not the stopped ones); see
    /// [`Client::resume_all`](crate::Client::resume_all).
    pub fn resume_all(&self, options: AllOptions) -> ManyJob {
        self.all(Change::Resume, options)
    }

    /// Pauses all connectors that are in one of some states, by default all that are neither paused nor stopped; see
    /// [`Client::pause_all`](crate::Client::pause_all).
    pub fn pause_all(&self, options: AllOptions) -> ManyJob {
        self.all(Change::Pause, options)
    }

    /// Stops all connectors that are in one of some states, by default all that are not stopped yet; see
    /// [`Client::pause_all`](crate::Client::pause_all).
    pub fn stop_all(&self, options: AllOptions) -> ManyJob {
        self.all(Change::Stop, options)
    }

    /// Restarts all connectors that are in one of some states, by default all that have failed or have failed tasks; see
    /// [`Client::restart_all`](crate::Client::restart_all).
    pub fn restart_all(&self, scope: RestartOptions, options: AllOptions) -> ManyJob {
        self.all(Change::Restart(Some(scope)), options)
    }

    fn and_wait(&self, change: Change, name: &str, options: WaitOptions) -> WaitJob {
        change_and_wait(Arc::clone(&self.engine), change, self.connector(name), options)
    }

    fn many(&self, change: Change, names: impl ManyInput<Self>, options: ManyOptions) -> ManyJob {
        change_many(Arc::clone(&self.engine), change, names.connectors(self), options)
    }

    fn all(&self, change: Change, options: AllOptions) -> ManyJob {
        change_all(Arc::clone(&self.engine), change, self.cluster.clone(), options)
    }
}

impl<I: IntoIterator<Item: AsRef<str>>> ManyInput<KafkaConnect> for I {
    fn connectors(self, connect: &KafkaConnect) -> Result<Vec<Connector>> {
        self.into_iter().map(|name| connect.connector(name.as_ref())).collect()
    }
}

impl ManyInput<KafkaConnect> for &Report {
    fn connectors(self, connect: &KafkaConnect) -> Result<Vec<Connector>> {
        changed(self, Some(&connect.cluster))
    }
}
