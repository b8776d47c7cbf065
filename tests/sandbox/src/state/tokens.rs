//! The tokens of a server: those of its JSON, and those that it issues.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde::Deserialize;

use crate::lock::lock;
use crate::spec::seconds::Seconds;

/// A token in the JSON: a text, or one that ends.
#[derive(Deserialize)]
#[serde(untagged, expecting = "must be a text, or an object with token, and lifetime or uses")]
pub(crate) enum Written {
    Text(String),
    Ending(Ending),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ending {
    token: String,
    /// Seconds from its first use.
    lifetime: Option<Seconds>,
    /// So many requests.
    uses: Option<u64>,
}

/// For how long a token is good.
#[derive(Clone, Copy, Default)]
struct Life {
    lifetime: Option<Duration>,
    uses: Option<u64>,
    begun: Option<Instant>,
}

#[derive(Default)]
pub(crate) struct Tokens {
    lives: Mutex<HashMap<String, Life>>,
    issued: AtomicU64,
}

impl From<Vec<Written>> for Tokens {
    fn from(written: Vec<Written>) -> Self {
        let life = |token| match token {
            Written::Text(token) => (token, Life::default()),
            Written::Ending(Ending { token, lifetime, uses }) => {
                (token, Life { lifetime: lifetime.map(|seconds| seconds.0), uses, begun: None })
            }
        };
        Self { lives: Mutex::new(written.into_iter().map(life).collect()), issued: AtomicU64::new(0) }
    }
}

impl Tokens {
    /// Whether a request with this token is let in. It counts as a use.
    pub(crate) fn accept(&self, token: &str) -> bool {
        lock(&self.lives).get_mut(token).is_some_and(Life::take)
    }

    /// A new token, which lives from now on.
    pub(crate) fn issue(&self, prefix: &str, lifetime: Duration) -> String {
        let token = format!("{prefix}-{}", self.issued.fetch_add(1, Ordering::Relaxed) + 1);
        let life = Life { lifetime: Some(lifetime), uses: None, begun: Some(Instant::now()) };
        lock(&self.lives).insert(token.clone(), life);
        token
    }
}

impl Life {
    fn take(&mut self) -> bool {
        let begun = *self.begun.get_or_insert_with(Instant::now);
        if self.lifetime.is_some_and(|lifetime| begun.elapsed() >= lifetime) {
            return false;
        }
        match &mut self.uses {
            Some(0) => false,
            Some(left) => {
                *left -= 1;
                true
            }
            None => true,
        }
    }
}
