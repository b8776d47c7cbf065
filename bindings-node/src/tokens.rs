//! JavaScript's answers to the questions for tokens, which come through its mailbox.

use std::time::Duration;

use napi_derive::napi;
use unpause::Token;
use unpause::bridge::TokenDesk;

use crate::client::NativeClient;
use crate::failure::Thrown;
use crate::mailbox::Mailbox;

#[napi]
impl NativeClient {
    /// Answers a question with a token. Does nothing if nobody waits for it any more.
    #[napi(catch_unwind)]
    pub fn supply(&self, question: i64, value: String, expires_in_ms: Option<f64>) {
        let token = Token::new(value);
        let token = match expires_in_ms {
            Some(time) => token.expires_in(life(time)),
            None => token,
        };
        self.answer(question, |desk, number| desk.supply(number, Ok(token)));
    }

    /// Answers a question with the value that the function threw, which JavaScript keeps under the number `failure`.
    #[napi(catch_unwind)]
    pub fn fail(&self, mailbox: &Mailbox, question: i64, failure: u32, words: String) {
        let thrown = Thrown::new(failure, words, mailbox.forgotten.clone());
        self.answer(question, |desk, number| desk.supply(number, Err(Box::new(thrown))));
    }
}

impl NativeClient {
    fn answer(&self, question: i64, answer: impl FnOnce(&TokenDesk, u64)) {
        if let (Some(desk), Ok(number)) = (&self.desk, u64::try_from(question)) {
            answer(desk, number);
        }
    }
}

/// None at all if it has passed: a function may count it from a clock.
fn life(milliseconds: f64) -> Duration {
    let seconds = milliseconds / 1_000.0;
    Duration::try_from_secs_f64(seconds).unwrap_or(if seconds > 0.0 { Duration::MAX } else { Duration::ZERO })
}
