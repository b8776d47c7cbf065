//! Confluent Cloud's Security Token Service: an identity token goes in, an access token comes out.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use http::header::ALLOW;
use http::{HeaderValue, Method, StatusCode};
use serde::Deserialize;
use serde_json::json;

use crate::respond::answer::Answer;
use crate::respond::script::{Cue, Lines, Script};
use crate::spec::seconds::Seconds;
use crate::state::tokens::form::Form;
use crate::state::tokens::life::{Life, Tokens};
use crate::state::tokens::{issued, jwt, seconds};

const PATH: &str = "/sts/v1/oauth2/token";

const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";

/// The fields with one possible value.
const FIXED: [(&str, &str); 3] = [
    ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
    ("subject_token_type", "urn:ietf:params:oauth:token-type:jwt"),
    ("requested_token_type", ACCESS_TOKEN),
];

const MOST_SECONDS: u64 = 900;

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct StsSpec {
    pub(crate) identity_pool_id: String,
    subject_tokens: Option<Vec<String>>,
    lifetime: Seconds,
    uses: Option<u64>,
    pub(crate) answers: Lines,
}

impl Default for StsSpec {
    fn default() -> Self {
        Self {
            identity_pool_id: "pool-sandbox".to_owned(),
            subject_tokens: None,
            lifetime: Seconds(Duration::from_secs(MOST_SECONDS)),
            uses: None,
            answers: Lines::default(),
        }
    }
}

impl StsSpec {
    /// A token that the exchange accepts, if there is one.
    pub(crate) fn subject_token(&self) -> Option<String> {
        match &self.subject_tokens {
            Some(tokens) => tokens.first().cloned(),
            None => Some(jwt::mint(&json!({ "sub": "sandbox" }))),
        }
    }
}

pub(crate) struct Sts {
    identity_pool_id: String,
    subject_tokens: Option<Vec<String>>,
    lifetime: Duration,
    uses: Option<u64>,
    script: Script,
    count: AtomicU64,
    pub(crate) tokens: Tokens,
}

impl Sts {
    pub(crate) fn new(spec: StsSpec) -> Self {
        Self {
            identity_pool_id: spec.identity_pool_id,
            subject_tokens: spec.subject_tokens,
            lifetime: spec.lifetime.0,
            uses: spec.uses,
            script: spec.answers.into(),
            count: AtomicU64::new(0),
            tokens: Tokens::default(),
        }
    }

    pub(crate) fn is_at(path: &str) -> bool {
        path == PATH
    }

    /// Answers any request at its path.
    pub(crate) fn answer(&self, method: &Method, form: &Form) -> Answer {
        if let Cue::Answer(answer) = self.script.next() {
            return answer;
        }
        if *method != Method::POST {
            let answer = Answer::error(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed");
            return answer.with(ALLOW, HeaderValue::from_static("POST"));
        }
        match self.granted(form) {
            Ok(lifetime) => self.issue(lifetime),
            Err(mistake) => refusal(&mistake),
        }
    }

    fn issue(&self, lifetime: Duration) -> Answer {
        let number = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        let token = format!("sts-token-{number:04}");
        let life = Life { lifetime: Some(lifetime), uses: self.uses };
        self.tokens.issue(token.clone(), life, Instant::now());
        issued(&json!({
            "access_token": token,
            "issued_token_type": ACCESS_TOKEN,
            "token_type": "Bearer",
            "expires_in": seconds(lifetime),
        }))
    }

    /// The lifetime of the token for this form, or the form's mistake, which never quotes the identity token.
    fn granted(&self, form: &Form) -> Result<Duration, String> {
        form.check()?;
        for (name, expected) in FIXED {
            let value = form.required(name)?;
            if value != expected {
                return Err(format!("{name} must be {expected}, not {value}"));
            }
        }
        let pool = form.required("identity_pool_id")?;
        if pool != self.identity_pool_id {
            return Err(format!("identity_pool_id: there is no identity pool {pool}"));
        }
        self.check_subject(form.required("subject_token")?)?;
        self.lifetime(form.get("expires_in"))
    }

    fn check_subject(&self, token: &str) -> Result<(), String> {
        let checked = match &self.subject_tokens {
            Some(tokens) if tokens.iter().any(|known| known == token) => Ok(()),
            Some(_) => Err("is not one of the identity pool's"),
            None => jwt::check(token),
        };
        checked.map_err(|mistake| format!("subject_token {mistake}"))
    }

    fn lifetime(&self, asked: Option<&str>) -> Result<Duration, String> {
        let Some(asked) = asked else {
            return Ok(self.lifetime);
        };
        let seconds = asked.parse().ok().filter(|seconds| (1..=MOST_SECONDS).contains(seconds));
        let seconds = seconds.ok_or_else(|| format!("expires_in must be 1 to {MOST_SECONDS}, not {asked}"))?;
        Ok(self.lifetime.min(Duration::from_secs(seconds)))
    }
}

/// The documented shape of an error of the exchange.
fn refusal(detail: &str) -> Answer {
    let error = json!({
        "id": "sandbox", "status": "400", "code": "invalid_request", "title": "Bad Request", "detail": detail,
    });
    Answer::json(StatusCode::BAD_REQUEST, &json!({ "errors": [error] }))
}
