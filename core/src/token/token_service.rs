//! A service that gives tokens: one request, its retries, and the error if it gives none.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use tokio::time::{Instant, sleep};

use crate::config::redact::Redactor;
use crate::config::retry_policy::RetryPolicy;
use crate::config::settings::{Reach, Settings};
use crate::config::token_source::Token;
use crate::error::{CredentialsStage, Error, Result, TimeLimit};
use crate::http::failure::{Failure, Until};
use crate::http::json::as_text;
use crate::http::response::{Answer, Refusal};
use crate::http::transport::{Request, Transport};
use crate::jitter::Jitter;
use crate::secret::Secret;

/// A service that gives tokens.
pub(crate) struct TokenService {
    stage: CredentialsStage,
    transport: Arc<Transport>,
    redactor: Arc<Redactor>,
    retry: RetryPolicy,
    timeout: Duration,
    jitter: Jitter,
}

impl TokenService {
    /// Confluent's own, behind the same address as everything else, and on the same connections.
    pub(crate) fn of_confluent(settings: &Settings, transport: &Arc<Transport>) -> Self {
        Self::new(CredentialsStage::Exchange, Arc::clone(transport), settings)
    }

    /// The user's identity provider.
    pub(crate) fn of_identity_provider(settings: &Settings, reach: Reach) -> Result<Self> {
        Ok(Self::new(CredentialsStage::IdentityProvider, Arc::new(Transport::elsewhere(settings, reach)?), settings))
    }

    fn new(stage: CredentialsStage, transport: Arc<Transport>, settings: &Settings) -> Self {
        let redactor = Arc::clone(&settings.redactor);
        Self { stage, transport, redactor, retry: settings.retry, timeout: settings.timeout, jitter: Jitter::new() }
    }

    /// From now on, masks this secret as well.
    pub(crate) fn learn(&self, secret: &Secret) {
        self.redactor.learn(secret);
    }

    /// Asks for a token, which `read` finds in the answer.
    pub(crate) async fn ask(
        &self,
        request: Request,
        end: Instant,
        read: impl Fn(&str) -> Option<Token>,
    ) -> Result<Token> {
        let authority = request.url.authority().to_owned();
        match self.send(request, end).await {
            Ok(answer) => {
                let token = read(&as_text(&answer.body)).ok_or_else(|| self.no_token(&authority, &answer))?;
                self.redactor.learn(&token.value);
                Ok(token)
            }
            Err(failure) => Err(self.error(&authority, failure)),
        }
    }

    async fn send(&self, request: Request, end: Instant) -> Result<Answer, Failure> {
        let mut attempts = 0;
        loop {
            let at = (Instant::now() + self.timeout).min(end);
            let until = Until { at, limit: TimeLimit::Timeout };
            let failure = match self.transport.send(request.clone(), until, &self.redactor).await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            attempts += 1;
            let backoff = || self.retry.backoff(attempts, self.jitter.fraction());
            let wait = failure.asked_wait().unwrap_or_else(backoff);
            if attempts >= self.retry.max_attempts || !failure.may_pass() || Instant::now() + wait >= end {
                return Err(failure);
            }
            sleep(wait).await;
        }
    }

    /// `the identity provider (idp.example.com)`.
    fn name(&self, authority: &str) -> String {
        match self.stage {
            CredentialsStage::Exchange => format!("the token exchange of Confluent Cloud ({authority})"),
            _ => format!("the identity provider ({authority})"),
        }
    }

    fn error(&self, authority: &str, failure: Failure) -> Error {
        let may_pass = failure.may_pass();
        let name = self.name(authority);
        let error = match failure {
            Failure::Refused(refusal) => {
                let reason = format!("no token to send: {name} answered {}", refusal.answer());
                let advice = self.advice(refusal.head.status);
                Error::credentials(self.stage, reason).answered((*refusal).into()).advised(advice)
            }
            failure => {
                let reason = format!("no token to send: {name} gave no answer: {}", failure.summary());
                Error::credentials(self.stage, reason)
                    .advised(format!("Check that {authority} can be reached from here: network, firewall, proxy."))
            }
        };
        error.passing(may_pass)
    }

    fn no_token(&self, authority: &str, answer: &Answer) -> Error {
        // The body may hold a token in a shape that is not known, so none of it is shown.
        let refusal = Refusal::new(answer.head.clone(), b"", &self.redactor);
        let reason = format!(
            "no token to send: {} answered {}, but not with a token",
            self.name(authority),
            refusal.status_line()
        );
        Error::credentials(self.stage, reason).answered(refusal.into()).advised(match self.stage {
            CredentialsStage::Exchange => "Check `base_url`: a proxy or another service may answer there.",
            _ => "Check `token_url`: it must be the identity provider's token endpoint.",
        })
    }

    fn advice(&self, status: StatusCode) -> &'static str {
        match (self.stage, status.as_u16()) {
            (_, 408 | 425 | 429 | 500..=599) => "Try again later.",
            (CredentialsStage::Exchange, 404) => "Check `base_url`: it must be that of Confluent Cloud's API.",
            (CredentialsStage::Exchange, _) => {
                "Check `identity_pool_id`, and that the identity token is of the pool's identity provider, fits the pool's \
                 filter (audience, subject) and has not expired."
            }
            (_, 404) => "Check `token_url`: it must be the identity provider's token endpoint.",
            (_, _) => {
                "Check `client_id`, `client_secret` and `token_scope` with the identity provider; in GitHub Actions, the \
                 job's permissions and `github_audience`."
            }
        }
    }
}
