//! Drives an asynchronous client in this thread: each call in flight has a lane, and the lanes share the work.

use std::cell::Cell;

use futures_util::future::try_join_all;
use tokio::runtime::{Builder, Runtime};

use crate::Result;
use crate::contestant::Contestant;

/// One call of an asynchronous client.
pub(crate) trait Call {
    async fn call(&self) -> Result<()>;
}

/// A client and its runtime.
pub(crate) struct Lanes<C> {
    client: C,
    runtime: Runtime,
}

impl<C> Lanes<C> {
    pub(crate) fn new(client: C) -> Result<Self> {
        Ok(Self { client, runtime: Builder::new_current_thread().enable_all().build()? })
    }
}

impl<C: Call> Contestant for Lanes<C> {
    fn run(&mut self, calls: u32, in_flight: u32) -> Result<()> {
        let left = Cell::new(calls);
        let lane = async || {
            while let Some(rest) = left.get().checked_sub(1) {
                left.set(rest);
                self.client.call().await?;
            }
            Ok(())
        };
        self.runtime.block_on(async {
            match in_flight {
                // Not joined: a join of one costs a little more than the plain loop that a user writes.
                1 => lane().await,
                _ => try_join_all((0..in_flight).map(|_| lane())).await.map(drop),
            }
        })
    }

    fn is_concurrent(&self) -> bool {
        true
    }
}
