//! The exchange of an identity token for an access token, `POST /sts/v1/oauth2/token`.

use std::time::Duration;

use http::request::Parts;
use http::{Method, StatusCode};
use serde::Deserialize;
use serde_json::json;

use crate::respond::answer::Answer;
use crate::respond::script::{Cue, Lines, Script};
use crate::spec::seconds::Seconds;
use crate::state::form::Form;
use crate::state::jwt;
use crate::state::tokens::Tokens;

const PATH: &str = "/sts/v1/oauth2/token";
pub(crate) const IDENTITY_POOL_ID: &str = "pool-sandbox";
const LONGEST: u64 = 900;
const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";
const FIXED: [(&str, &str); 3] = [
    ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
    ("subject_token_type", "urn:ietf:params:oauth:token-type:jwt"),
    ("requested_token_type", ACCESS_TOKEN),
];

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct StsSpec {
    pub(crate) identity_pool_id: String,
    subject_tokens: Option<Vec<String>>,
    lifetime: Seconds,
    answers: Lines,
}

impl Default for StsSpec {
    fn default() -> Self {
        Self {
            identity_pool_id: IDENTITY_POOL_ID.to_owned(),
            subject_tokens: None,
            lifetime: Seconds(Duration::from_secs(LONGEST)),
            answers: Lines::default(),
        }
    }
}

/// The token service of Confluent Cloud.
pub(crate) struct Sts {
    identity_pool_id: String,
    subject_tokens: Option<Vec<String>>,
    lifetime: Duration,
    script: Script,
}

impl From<StsSpec> for Sts {
    fn from(spec: StsSpec) -> Self {
        let StsSpec { identity_pool_id, subject_tokens, lifetime, answers } = spec;
        Self { identity_pool_id, subject_tokens, lifetime: lifetime.0, script: answers.into() }
    }
}

impl Sts {
    pub(crate) fn is_asked(head: &Parts) -> bool {
        head.method == Method::POST && head.uri.path() == PATH
    }

    /// Answers an exchange. The server then accepts the token that it issues.
    pub(crate) fn answer(&self, form: Option<&Form>, tokens: &Tokens) -> Answer {
        if let Cue::Answer(answer) = self.script.next() {
            return answer;
        }
        match form.ok_or("The body is no form").and_then(|form| self.lifetime(form)) {
            Ok(lifetime) => Answer::json(
                StatusCode::OK,
                &json!({
                    "access_token": tokens.issue("sts-access-token", lifetime),
                    "issued_token_type": ACCESS_TOKEN,
                    "token_type": "Bearer",
                    "expires_in": lifetime.as_secs_f64(),
                }),
            ),
            Err(detail) => refusal(detail),
        }
    }

    /// The life of the token that the form asks for.
    fn lifetime(&self, form: &Form) -> Result<Duration, &'static str> {
        let is = |name: &str, value: &str| form.get(name).is_some_and(|given| given == value);
        if let Some((name, _)) = FIXED.iter().find(|(name, value)| !is(name, value)) {
            return Err(match *name {
                "grant_type" => "grant_type is missing or wrong",
                "subject_token_type" => "subject_token_type is missing or wrong",
                _ => "requested_token_type is missing or wrong",
            });
        }
        if !is("identity_pool_id", &self.identity_pool_id) {
            return Err("Unknown identity pool");
        }
        let subject = form.get("subject_token").map_or("", String::as_str);
        let is_known = match &self.subject_tokens {
            Some(known) => known.iter().any(|token| token == subject),
            None => jwt::is_alive(subject),
        };
        if !is_known {
            return Err("The subject token is invalid");
        }
        let wanted = form.get("expires_in").map_or(Ok(LONGEST), |text| text.parse());
        let wanted =
            wanted.ok().filter(|seconds| (1..=LONGEST).contains(seconds)).ok_or("expires_in is not 1 to 900")?;
        Ok(self.lifetime.min(Duration::from_secs(wanted)))
    }
}

fn refusal(detail: &str) -> Answer {
    let error =
        json!({"id": "sandbox", "status": "400", "code": "invalid_request", "title": "Bad Request", "detail": detail});
    Answer::json(StatusCode::BAD_REQUEST, &json!({ "errors": [error] }))
}
