//! JSON Web Tokens, as far as their lives matter. Nothing is verified: that is the service's part.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use zeroize::Zeroizing;

#[derive(Deserialize)]
struct Claims {
    exp: Option<f64>,
    iat: Option<f64>,
}

/// Whether a text has the three parts of a signed token.
pub(crate) fn is_jwt(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 3 && claims(text).is_some()
}

/// How long a token still lives. If it ended in the past, the clock may be wrong: then it says nothing.
pub(crate) fn life(text: &str, now: SystemTime) -> Option<Duration> {
    let Claims { exp, iat } = claims(text)?;
    let exp = exp?;
    let now = now.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs_f64();
    let left = iat.map_or(exp - now, |iat| (exp - now).min(exp - iat));
    Duration::try_from_secs_f64(left).ok().filter(|left| !left.is_zero())
}

fn claims(text: &str) -> Option<Claims> {
    let payload = text.split('.').nth(1)?;
    let decoded = Zeroizing::new(URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?);
    serde_json::from_slice(&decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(claims: &str) -> String {
        format!("{}.{}.c2ln", URL_SAFE_NO_PAD.encode("{}"), URL_SAFE_NO_PAD.encode(claims))
    }

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn the_life_is_what_is_left_and_never_more_than_there_was() {
        let token = token(r#"{"exp": 1900, "iat": 1000, "sub": "x"}"#);
        for (now, expected) in [(1000, Some(900)), (1300, Some(600)), (500, Some(900)), (1900, None), (9999, None)] {
            assert_eq!(life(&token, at(now)), expected.map(Duration::from_secs), "{now}");
        }
    }

    #[test]
    fn other_texts_say_nothing() {
        for text in ["", "opaque", "a.b.c", "a.b", &token("{}"), &token("[]"), &token(r#"{"exp": 1e999}"#)] {
            assert_eq!(life(text, at(1)), None, "{text}");
        }
        assert!(is_jwt(&token("{}")));
        for text in ["", "opaque", "a.b.c", "a..b", "<html>.</html>."] {
            assert!(!is_jwt(text), "{text}");
        }
    }
}
