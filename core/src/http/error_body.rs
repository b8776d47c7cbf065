//! The JSON shapes in which the service, its front ends and identity providers describe an error, and everything else.

use serde_json::Value;

use crate::http::json;

/// What an error's body says, as far as it says anything.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Description {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
}

/// Reads any of the shapes; a body that is none of them describes nothing.
pub(crate) fn describe(body: &[u8]) -> Description {
    let Some(document) = json::read::<Value>(&json::as_text(body)) else {
        return Description::default();
    };
    let (code, message) = if let Some(error) = document.get("error").filter(|error| error.is_object()) {
        (scalar(error, "code"), text(error, "message"))
    } else if let Some(error) = document.get("errors").and_then(|errors| errors.get(0)) {
        let code = scalar(error, "code").or_else(|| scalar(error, "status"));
        (code, text(error, "detail").or_else(|| text(error, "title")).or_else(|| error.as_str().map(str::to_owned)))
    } else if let (Some(code), Some(message)) = (text(&document, "error"), text(&document, "error_description")) {
        (Some(code), Some(message))
    } else {
        let message = text(&document, "message").or_else(|| text(&document, "error"));
        (scalar(&document, "error_code").or_else(|| scalar(&document, "code")), message)
    };
    let request_id = text(&document, "requestId").or_else(|| text(&document, "request_id"));
    Description { code, message, request_id }
}

/// A code may be an integer or a string.
fn scalar(of: &Value, name: &str) -> Option<String> {
    match of.get(name)? {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        _ => None,
    }
}

fn text(of: &Value, name: &str) -> Option<String> {
    of.get(name)?.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, code: Option<&str>, message: Option<&str>, request_id: Option<&str>) {
        let own = |text: Option<&str>| text.map(str::to_owned);
        let expected = Description { code: own(code), message: own(message), request_id: own(request_id) };
        assert_eq!(describe(body.as_bytes()), expected, "{body}");
    }

    #[test]
    fn the_shapes() {
        check(
            r#"{"error":"invalid_client","error_description":"no such client"}"#,
            Some("invalid_client"),
            Some("no such client"),
            None,
        );
        check(r#"{"error":{"code":404,"message":"not found"}}"#, Some("404"), Some("not found"), None);
        check(
            r#"{"errors":[{"id":"1","status":"403","code":"denied","detail":"no"}]}"#,
            Some("denied"),
            Some("no"),
            None,
        );
        check(r#"{"errors":[{"status":"403","title":"Forbidden"}]}"#, Some("403"), Some("Forbidden"), None);
        check(
            r#"{"status":401,"error":{"code":"EXPIRED","message":"old"},"requestId":"r-1"}"#,
            Some("EXPIRED"),
            Some("old"),
            Some("r-1"),
        );
        check(r#"{"error_code":409,"message":"rebalance"}"#, Some("409"), Some("rebalance"), None);
    }

    #[test]
    fn anything_else_describes_as_much_as_it_can() {
        check(r#"{"error":"nope"}"#, None, Some("nope"), None);
        check(r#"{"error":{"code":null,"message":7}}"#, None, None, None);
        for body in ["", "null", "[]", "7", "{}", r#"{"errors":[]}"#, r#"{"errors":{}}"#, "<html>", r#"{"error":{"#] {
            check(body, None, None, None);
        }
    }
}
