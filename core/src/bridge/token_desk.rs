//! Tokens from a function of another language.
//!
//! The core asks here, and a binding answers. Nothing is called back: the binding takes the numbers of the questions from
//! [`TokenDesk::wanted`], wherever its language likes functions to be called, and brings the answers to [`TokenDesk::supply`].

use std::collections::{HashMap, VecDeque};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};

use tokio::sync::{Notify, oneshot};

use crate::config::token_source::{BoxError, Provider, Source, StsToken, Token, TokenProvider, TokenSource};
use crate::lock::lock;

/// The questions for tokens of one client.
#[derive(Default)]
pub struct TokenDesk {
    questions: Mutex<Questions>,
    /// Wakes whoever waits for a question.
    asked: Notify,
}

#[derive(Default)]
struct Questions {
    last: u64,
    /// Nobody has taken these yet.
    open: VecDeque<u64>,
    answers: HashMap<u64, oneshot::Sender<Result<Token, BoxError>>>,
}

/// The source of tokens that a function of the binding's language is.
pub fn function_as_token_source() -> TokenSource {
    TokenSource(Source::Provider(Provider::OfBinding))
}

/// An exchange whose identity tokens come from a function of the binding's language.
pub fn function_as_subject_token(sts: StsToken) -> StsToken {
    StsToken { subject_token: Some(Provider::OfBinding), ..sts }
}

impl TokenDesk {
    /// The number of the next question. Each is given once. Dropping this future loses nothing.
    pub async fn wanted(&self) -> u64 {
        loop {
            let asked = self.asked.notified();
            if let Some(number) = self.next() {
                return number;
            }
            asked.await;
        }
    }

    /// Runs a call, and meanwhile takes questions. `ask` brings each to where it is answered.
    pub async fn beside<T>(&self, call: impl Future<Output = T>, mut ask: impl FnMut(u64)) -> T {
        let mut call = pin!(call);
        loop {
            tokio::select! {
                biased;
                end = &mut call => return end,
                number = self.wanted() => ask(number),
            }
        }
    }

    /// Answers a question. An answer that nobody waits for any more is dropped.
    pub fn supply(&self, number: u64, answer: Result<Token, BoxError>) {
        if let Some(asker) = lock(&self.questions).answers.remove(&number) {
            // The asker may have gone in this moment.
            let _ = asker.send(answer);
        }
    }

    /// Gives a question back that was taken and not answered, so that another taker gets it.
    pub fn put_back(&self, number: u64) {
        lock(&self.questions).open.push_front(number);
        self.asked.notify_one();
    }

    /// Ends when nobody waits for the answer any more.
    pub async fn unwanted(&self, number: u64) {
        std::future::poll_fn(|context| match lock(&self.questions).answers.get_mut(&number) {
            Some(asker) => asker.poll_closed(context),
            None => std::task::Poll::Ready(()),
        })
        .await;
    }

    fn next(&self) -> Option<u64> {
        let mut questions = lock(&self.questions);
        let Questions { open, answers, .. } = &mut *questions;
        answers.retain(|_, asker| !asker.is_closed());
        std::iter::from_fn(|| open.pop_front()).find(|number| answers.contains_key(number))
    }
}

impl TokenProvider for Arc<TokenDesk> {
    fn token(&self) -> Pin<Box<dyn Future<Output = Result<Token, BoxError>> + Send + '_>> {
        let (asker, answer) = oneshot::channel();
        let mut questions = lock(&self.questions);
        questions.last += 1;
        let number = questions.last;
        questions.answers.insert(number, asker);
        questions.open.push_back(number);
        drop(questions);
        self.asked.notify_one();
        Box::pin(async move { answer.await.unwrap_or_else(|_| Err("the client was closed".into())) })
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[tokio::test]
    async fn a_question_is_taken_once_and_answered_by_its_number() {
        let desk = Arc::new(TokenDesk::default());
        let mut token = desk.token();
        assert!((&mut token).now_or_never().is_none());
        let number = desk.wanted().await;
        assert!(desk.wanted().now_or_never().is_none());
        desk.put_back(number);
        assert_eq!(desk.wanted().await, number);
        assert!(desk.unwanted(number).now_or_never().is_none());
        desk.supply(number, Ok(Token::new("t-1")));
        assert_eq!(token.await.unwrap().value.expose(), "t-1");
    }

    #[tokio::test]
    async fn a_question_that_nobody_waits_for_is_gone() {
        let desk = Arc::new(TokenDesk::default());
        let token = desk.token();
        let number = desk.wanted().await;
        drop(token);
        desk.unwanted(number).await;
        desk.supply(number, Ok(Token::new("late")));
        desk.put_back(number);
        assert!(desk.wanted().now_or_never().is_none());
    }
}
