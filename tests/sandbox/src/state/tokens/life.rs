//! The lives of bearer tokens.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::lock::lock;

/// How long a token is good, if not for ever.
#[derive(Clone, Copy, Default)]
pub(crate) struct Life {
    /// Counted from the first request with the token, or from its issue.
    pub(crate) lifetime: Option<Duration>,
    pub(crate) uses: Option<u64>,
}

/// Tokens, and what is left of their lives.
#[derive(Default)]
pub(crate) struct Tokens(Mutex<HashMap<String, Rest>>);

struct Rest {
    life: Life,
    end: Option<Instant>,
}

impl Tokens {
    /// Adds a token, whose time begins with its first request.
    pub(crate) fn add(&self, token: String, life: Life) {
        lock(&self.0).insert(token, Rest { life, end: None });
    }

    /// Adds a token, whose time begins now.
    pub(crate) fn issue(&self, token: String, life: Life, now: Instant) {
        let mut rest = Rest { life, end: None };
        rest.begin(now);
        let mut tokens = lock(&self.0);
        tokens.retain(|_, rest| !rest.has_ended(now));
        tokens.insert(token, rest);
    }

    /// Whether a request with this token is good. It is one use of the token.
    pub(crate) fn accept(&self, token: &str, now: Instant) -> bool {
        lock(&self.0).get_mut(token).is_some_and(|rest| rest.take(now))
    }
}

impl Rest {
    fn begin(&mut self, now: Instant) {
        if self.end.is_none() {
            self.end = self.life.lifetime.and_then(|lifetime| now.checked_add(lifetime));
        }
    }

    fn has_ended(&self, now: Instant) -> bool {
        self.life.uses == Some(0) || self.end.is_some_and(|end| now >= end)
    }

    fn take(&mut self, now: Instant) -> bool {
        self.begin(now);
        let is_good = !self.has_ended(now);
        self.life.uses = self.life.uses.map(|uses| uses.saturating_sub(1));
        is_good
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn time_begins_with_the_first_request_or_the_issue() {
        let life = Life { lifetime: Some(SECOND), uses: None };
        let (tokens, start) = (Tokens::default(), Instant::now());
        tokens.add("added".to_owned(), life);
        tokens.issue("issued".to_owned(), life, start);

        assert!(tokens.accept("issued", start) && !tokens.accept("issued", start + SECOND));
        assert!(tokens.accept("added", start + SECOND * 9) && !tokens.accept("added", start + SECOND * 10));
    }

    #[test]
    fn uses_are_counted_and_either_end_is_the_end() {
        let (tokens, start) = (Tokens::default(), Instant::now());
        let taken = |token: &str, after: u32| tokens.accept(token, start + SECOND * after);
        tokens.add("three".to_owned(), Life { uses: Some(3), ..Life::default() });
        tokens.add("none".to_owned(), Life { uses: Some(0), ..Life::default() });
        tokens.add("both".to_owned(), Life { uses: Some(3), lifetime: Some(SECOND) });
        tokens.add("for ever".to_owned(), Life { lifetime: Some(Duration::MAX), uses: None });

        assert_eq!([0; 4].map(|after| taken("three", after)), [true, true, true, false]);
        assert!(!taken("none", 0) && !taken("another", 0));
        assert_eq!([0, 1].map(|after| taken("both", after)), [true, false]);
        assert_eq!([0, 99].map(|after| taken("for ever", after)), [true, true]);
    }
}
