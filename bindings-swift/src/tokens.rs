//! Tokens from a Swift function: which calls ask it, and how its answer comes back.

use std::error::Error as StdError;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use unpause::bridge::{Service, TokenDesk, function_as_subject_token, function_as_token_source, seconds};
use unpause::{ClientCredentials, Error, StsToken, Token, TokenSource};

use crate::cause::{NativeCause, Thrown};
use crate::runtime;

/// The source of a client's tokens.
#[derive(uniffi::Enum)]
pub(crate) enum NativeTokenProvider {
    /// The client's function.
    Function,
    Sts {
        sts: NativeStsToken,
    },
    ClientCredentials {
        credentials: NativeClientCredentials,
    },
}

/// An exchange; `None` stands for an option that is not given. Times are seconds.
#[derive(uniffi::Record)]
pub(crate) struct NativeStsToken {
    pub(crate) identity_pool_id: String,
    /// Whether the client's function gives identity tokens.
    pub(crate) has_subject_token: bool,
    pub(crate) subject_token_file: Option<String>,
    pub(crate) github_audience: Option<String>,
    pub(crate) client_credentials: Option<NativeClientCredentials>,
    pub(crate) lifetime: Option<f64>,
}

#[derive(uniffi::Record)]
pub(crate) struct NativeClientCredentials {
    pub(crate) token_url: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    pub(crate) token_scope: Option<String>,
}

/// A Swift function, wrapped. It is told of questions on the runtime's thread, and answers them elsewhere.
#[uniffi::export(callback_interface)]
pub(crate) trait NativeTokenFunction: Send + Sync {
    fn wanted(&self, question: Arc<NativeQuestion>);
    /// Nobody waits for the answer any more. Comes after the question.
    fn unwanted(&self, number: u64);
}

/// A question for a token. One that is dropped without an answer goes to another call.
#[derive(uniffi::Object)]
pub(crate) struct NativeQuestion {
    desk: Arc<TokenDesk>,
    number: u64,
    answered: Arc<AtomicBool>,
}

#[uniffi::export]
impl NativeQuestion {
    /// Its number, unique for the client.
    fn number(&self) -> u64 {
        self.number
    }

    /// Answers with a token, and the seconds that it lives.
    fn supply(&self, value: String, expires_in: Option<f64>) {
        let life = expires_in.map(|life| seconds("expires_in", life)).transpose();
        self.answer(life.map_err(Into::into).map(|life| match life {
            Some(life) => Token::new(value).expires_in(life),
            None => Token::new(value),
        }));
    }

    /// Answers with the error that the function threw.
    fn fail(&self, cause: Arc<dyn NativeCause>) {
        self.answer(Err(Box::new(Thrown::new(cause))));
    }
}

impl NativeQuestion {
    fn answer(&self, answer: Result<Token, Box<dyn StdError + Send + Sync>>) {
        self.answered.store(true, Ordering::Relaxed);
        self.desk.supply(self.number, answer);
    }
}

impl Drop for NativeQuestion {
    fn drop(&mut self) {
        if !self.answered.load(Ordering::Relaxed) {
            self.desk.put_back(self.number);
        }
    }
}

/// How the calls of a client get their tokens from its function.
#[derive(Clone)]
pub(crate) struct Asker {
    service: Service,
    function: Option<Arc<dyn NativeTokenFunction>>,
    /// Whether the function itself makes the calls.
    is_providing: bool,
}

impl Asker {
    pub(crate) fn new(service: Service, function: Option<Box<dyn NativeTokenFunction>>) -> Self {
        Self { service, function: function.map(Arc::from), is_providing: false }
    }

    /// The same for the calls that the function makes.
    pub(crate) fn providing(&self) -> Self {
        Self { is_providing: true, ..self.clone() }
    }

    /// Runs a call, and asks the function meanwhile.
    pub(crate) async fn run<T>(self, call: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        let Some(function) = self.function else { return call.await };
        let desk = self.service.token_desk();
        let call = desk.beside(call, |number| ask(&function, desk, number));
        if self.is_providing { self.service.providing(call).await } else { call.await }
    }
}

fn ask(function: &Arc<dyn NativeTokenFunction>, desk: &Arc<TokenDesk>, number: u64) {
    let answered = Arc::new(AtomicBool::new(false));
    let question = NativeQuestion { desk: Arc::clone(desk), number, answered: Arc::clone(&answered) };
    let (watched, told) = (Arc::clone(desk), Arc::clone(function));
    let watch = async move {
        watched.unwanted(number).await;
        if !answered.load(Ordering::Relaxed) {
            told.unwanted(number);
        }
    };
    // First, so that nothing is unwanted before it was wanted.
    function.wanted(Arc::new(question));
    // Without a runtime there would be no call either.
    let _ = runtime::spawn(watch);
}

impl NativeTokenProvider {
    pub(crate) fn checked(self) -> Result<TokenSource, Error> {
        Ok(match self {
            Self::Function => function_as_token_source(),
            Self::ClientCredentials { credentials } => credentials.into_core().into(),
            Self::Sts { sts } => sts.checked()?.into(),
        })
    }
}

impl NativeStsToken {
    fn checked(self) -> Result<StsToken, Error> {
        let mut sts = StsToken::new(self.identity_pool_id);
        if self.has_subject_token {
            sts = function_as_subject_token(sts);
        }
        if let Some(path) = self.subject_token_file {
            sts = sts.subject_token_file(path);
        }
        if let Some(audience) = self.github_audience {
            sts = sts.github_audience(audience);
        }
        if let Some(credentials) = self.client_credentials {
            sts = sts.client_credentials(credentials.into_core());
        }
        Ok(match self.lifetime {
            Some(lifetime) => sts.lifetime(seconds("lifetime", lifetime)?),
            None => sts,
        })
    }
}

impl NativeClientCredentials {
    fn into_core(self) -> ClientCredentials {
        let credentials = ClientCredentials::new(self.token_url, self.client_id, self.client_secret);
        match self.token_scope {
            Some(scope) => credentials.token_scope(scope),
            None => credentials,
        }
    }
}
