//! JSON Web Tokens. Nobody verifies them here, so the signature of these is a text.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use crate::state::tokens::seconds;

pub(crate) fn mint(claims: &Value) -> String {
    let header = json!({ "alg": "RS256", "typ": "JWT" });
    let parts = [header.to_string(), claims.to_string(), "sandbox".to_owned()];
    parts.map(|part| URL_SAFE_NO_PAD.encode(part)).join(".")
}

/// The claims of a token that expires after this time.
pub(crate) fn lived(lifetime: Duration) -> Map<String, Value> {
    let now = since_epoch();
    // Whole seconds, as everywhere, unless they would hide the token's whole life.
    let issued = if lifetime.subsec_nanos() == 0 { Duration::from_secs(now.as_secs()) } else { now };
    let expires = issued.saturating_add(lifetime);
    Map::from_iter([("iat".to_owned(), seconds(issued)), ("exp".to_owned(), seconds(expires))])
}

/// The mistake of a text that is no token, or of a token that has expired.
pub(crate) fn check(text: &str) -> Result<(), &'static str> {
    let claims = claims(text).ok_or("is not a JWT")?;
    let expires = claims.get("exp").and_then(Value::as_f64);
    if expires.is_some_and(|expires| expires <= since_epoch().as_secs_f64()) {
        return Err("has expired");
    }
    Ok(())
}

fn claims(text: &str) -> Option<Map<String, Value>> {
    let parts: Vec<_> = text.split('.').collect();
    let [_, claims, _] = parts.as_slice() else {
        return None;
    };
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
}

fn since_epoch() -> Duration {
    SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_until_it_expires() {
        let expiring = |lifetime| mint(&Value::Object(lived(lifetime)));
        assert_eq!(check(&expiring(Duration::from_secs(60))), Ok(()));
        assert_eq!(check(&expiring(Duration::from_millis(900))), Ok(()));
        assert_eq!(check(&mint(&json!({ "sub": "x" }))), Ok(()), "it never expires");
        assert_eq!(check(&expiring(Duration::ZERO)), Err("has expired"));
    }

    #[test]
    fn other_texts_are_no_tokens() {
        let claims_alone = URL_SAFE_NO_PAD.encode("{}");
        for text in ["", "opaque", "a.b.c", &claims_alone, &format!("a.{claims_alone}"), &mint(&json!([]))] {
            assert_eq!(check(text), Err("is not a JWT"), "{text}");
        }
    }
}
