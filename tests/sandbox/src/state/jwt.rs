//! JSON Web Tokens of the sandbox's own. They are signed by nobody.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// A token for this subject and audience.
pub(crate) fn make(subject: &str, audience: &str, lifetime: Duration) -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let claims = json!({
        "iss": "unpause-sandbox", "sub": subject, "aud": audience,
        "iat": now.as_secs(), "exp": (now + lifetime).as_secs(), "jti": now.as_nanos().to_string(),
    });
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.c2lnbmVkLWJ5LW5vYm9keQ", part(&json!({"alg": "none", "typ": "JWT"})), part(&claims))
}

/// Whether a text is such a token and has not expired.
pub(crate) fn is_alive(token: &str) -> bool {
    let parts: Vec<_> = token.split('.').collect();
    let [_, claims, _] = parts.as_slice() else { return false };
    let Some(claims) = URL_SAFE_NO_PAD.decode(claims).ok().and_then(|it| serde_json::from_slice::<Value>(&it).ok())
    else {
        return false;
    };
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs_f64();
    claims.is_object() && claims.get("exp").and_then(Value::as_f64).is_none_or(|exp| exp > now)
}
