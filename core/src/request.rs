//! A call that has not been sent yet: it takes its limits, and is sent when it is awaited.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::call::engine::Engine;
use crate::config::options::CallOptions;
use crate::error::Result;
use crate::model::accepted::Accepted;
use crate::model::address::{Cluster, Connector};
use crate::model::listing::ListedConnector;
use crate::model::operation::{Change, Expand, RestartOptions};
use crate::model::status::ConnectorStatus;

/// A future of a call's result.
type Sent<T> = Pin<Box<dyn Future<Output = Result<T>> + Send>>;

/// A call that has not been sent yet. Give it limits of its own if you like, then `.await` it.
///
/// ```no_run
/// # async fn example() -> Result<(), unpause::Error> {
/// use std::time::Duration;
/// use unpause::{Client, Connector};
///
/// let client = Client::from_env()?;
/// let connector = Connector::parse("env-a1b2c3/lkc-x7y8z9/orders-sink")?;
/// let accepted = client.resume(&connector).deadline(Duration::from_secs(10)).await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a call is sent when it is awaited"]
pub struct Call<T> {
    options: CallOptions,
    send: Box<dyn FnOnce(CallOptions) -> Sent<T> + Send>,
}

impl<T> Call<T> {
    pub(crate) fn new<F>(send: impl FnOnce(CallOptions) -> F + Send + 'static) -> Self
    where
        F: Future<Output = Result<T>> + Send + 'static,
    {
        Self { options: CallOptions::default(), send: Box::new(|options| Box::pin(send(options))) }
    }

    /// Time for one attempt of this call. Default: the client's.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// Time for this call with all its attempts and waits. Default: the client's.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.options.deadline = Some(deadline);
        self
    }

    /// Both limits at once.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }
}

impl<T> IntoFuture for Call<T> {
    type Output = Result<T>;
    type IntoFuture = Sent<T>;

    fn into_future(self) -> Sent<T> {
        (self.send)(self.options)
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("options", &self.options).finish_non_exhaustive()
    }
}

// A bad address fails the call when it is awaited, as every other error does.

pub(crate) fn change(engine: &Arc<Engine>, change: Change, connector: Result<Connector>) -> Call<Accepted> {
    let engine = Arc::clone(engine);
    Call::new(move |options| async move { Ok(engine.change(change, &connector?, &options).await?.accepted) })
}

pub(crate) fn status(engine: &Arc<Engine>, connector: Result<Connector>) -> Call<ConnectorStatus> {
    let engine = Arc::clone(engine);
    Call::new(move |options| async move { engine.status(&connector?, &options).await })
}

pub(crate) fn list(engine: &Arc<Engine>, cluster: Cluster) -> Call<Vec<String>> {
    let engine = Arc::clone(engine);
    Call::new(move |options| async move { engine.list(&cluster, &options).await })
}

pub(crate) fn list_expanded(engine: &Arc<Engine>, cluster: Cluster) -> Call<Vec<ListedConnector>> {
    let engine = Arc::clone(engine);
    Call::new(move |options| async move {
        Ok(engine.list_expanded(&cluster, &engine.rules(&options)?, Expand::All).await?.result)
    })
}

/// A restart that has not been sent yet: a [`Call`] with options of its own.
#[must_use = "a call is sent when it is awaited"]
pub struct Restart {
    engine: Arc<Engine>,
    connector: Result<Connector>,
    scope: RestartOptions,
    options: CallOptions,
}

impl Restart {
    pub(crate) fn new(engine: &Arc<Engine>, connector: Result<Connector>) -> Self {
        let (scope, options) = (RestartOptions::default(), CallOptions::default());
        Self { engine: Arc::clone(engine), connector, scope, options }
    }

    /// Whether to restart the tasks, too. Default true.
    pub fn include_tasks(mut self, include: bool) -> Self {
        self.scope.include_tasks = include;
        self
    }

    /// Whether to restart only what has failed. Default false.
    pub fn only_failed(mut self, only: bool) -> Self {
        self.scope.only_failed = only;
        self
    }

    /// Time for one attempt of this call. Default: the client's.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// Time for this call with all its attempts and waits. Default: the client's.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.options.deadline = Some(deadline);
        self
    }

    /// Both limits at once.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }
}

impl IntoFuture for Restart {
    type Output = Result<Accepted>;
    type IntoFuture = Sent<Accepted>;

    fn into_future(self) -> Sent<Accepted> {
        let change = Change::Restart(Some(self.scope));
        self::change(&self.engine, change, self.connector).options(self.options).into_future()
    }
}

impl fmt::Debug for Restart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Restart").field("scope", &self.scope).field("options", &self.options).finish_non_exhaustive()
    }
}
