//! Cleans text from outside before it enters an error, a log line or an event.

use std::cmp::Ordering;

use crate::secret::Secret;
use zeroize::Zeroizing;

/// Stands in place of a secret.
const MASK: &str = "[redacted]";

/// Shorter "secrets" would mask ordinary words.
const SHORTEST_SECRET: usize = 4;

/// Knows the client's secrets, so that an echo of one, by a server or a library, goes no further.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    secrets: Vec<Secret>,
}

impl Redactor {
    pub(crate) fn new(secrets: impl IntoIterator<Item = Secret>) -> Self {
        let mut secrets: Vec<_> =
            secrets.into_iter().flat_map(forms).filter(|form| form.expose().len() >= SHORTEST_SECRET).collect();
        // Longest first: a secret that contains another one must go as a whole.
        secrets.sort_by(|a, b| longest_first(a.expose(), b.expose()));
        secrets.dedup_by(|a, b| a.expose() == b.expose());
        Self { secrets }
    }

    /// `text` without any of the secrets.
    pub(crate) fn mask(&self, text: impl Into<String>) -> String {
        let mut text = text.into();
        for secret in self.secrets.iter().map(Secret::expose) {
            // Most texts, such as a request id, are shorter than most secrets, and preparing a search is not free.
            if secret.len() <= text.len() && text.contains(secret) {
                text = text.replace(secret, MASK);
            }
        }
        text
    }

    /// `text` as part of one line: no secrets, no control characters, white space folded.
    pub(crate) fn line(&self, text: &str) -> String {
        // Before folding, a secret has the form in which it was sent; folding brings out those that were broken into lines.
        self.mask(folded(&self.mask(text)))
    }
}

fn longest_first(a: &str, b: &str) -> Ordering {
    b.len().cmp(&a.len()).then_with(|| a.cmp(b))
}

/// A secret in each form in which text may hold it: as it is, on one line, and inside JSON.
fn forms(secret: Secret) -> [Secret; 4] {
    let own = secret.expose();
    let line = Zeroizing::new(folded(own));
    let [in_json, line_in_json, line] = [in_json(own), in_json(&line), line].map(|form| Secret::from(form.as_str()));
    [secret, in_json, line_in_json, line]
}

fn folded(text: &str) -> String {
    let blank = |c: char| c.is_control() || c.is_whitespace();
    let mut line = String::with_capacity(text.len());
    for word in text.split(blank).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// As a part of a JSON string.
fn in_json(text: &str) -> Zeroizing<String> {
    let quoted = Zeroizing::new(serde_json::to_string(text).unwrap_or_default());
    let inside = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    Zeroizing::new(inside.unwrap_or(text).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_whole_secrets_and_folds_lines() {
        let redactor = Redactor::new(["hunter2", "hunter2-long", "ab"].map(Secret::from));
        assert_eq!(redactor.mask("a hunter2-long b hunter2 ab"), "a [redacted] b [redacted] ab");
        assert_eq!(redactor.line("one\n\ttwo\x1b[31m hunter2"), "one two [31m [redacted]");
    }

    #[test]
    fn masks_free_text_on_one_line_and_in_several() {
        let redactor = Redactor::new(["two  spaces", " around "].map(Secret::from));
        for text in ["got two  spaces", "got\ttwo spaces", "got two\r\n  spaces", "got around"] {
            assert_eq!(redactor.line(text), "got [redacted]", "{text:?}");
        }
    }

    #[test]
    fn a_form_stands_once() {
        let redactor = Redactor::new(["hunter2", "hunter2", "a  b  c"].map(Secret::from));
        let known: Vec<_> = redactor.secrets.iter().map(Secret::expose).collect();
        assert_eq!(known, ["a  b  c", "hunter2", "a b c"]);
    }

    #[test]
    fn masks_free_text_inside_json() {
        let secret = "a \"quoted\"\ttab\\";
        let redactor = Redactor::new([Secret::from(secret)]);
        let document = serde_json::json!({ "echo": secret }).to_string();
        assert_eq!(redactor.mask(document.as_str()), r#"{"echo":"[redacted]"}"#);
        assert_eq!(redactor.line(&document), r#"{"echo":"[redacted]"}"#);
    }

    #[test]
    fn a_form_that_is_too_short_is_no_secret() {
        let redactor = Redactor::new([Secret::from(" a  b ")]);
        assert_eq!(redactor.line("from a b to < a  b >"), "from a b to <[redacted]>");
    }
}
