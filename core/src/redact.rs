//! Cleans text that came from outside before it enters an error, a log line or an event.

use secrecy::{ExposeSecret, SecretString};

/// What stands where a secret stood.
const MASK: &str = "[redacted]";

/// Shorter "secrets" would mask ordinary words.
const SHORTEST_SECRET: usize = 4;

/// Knows the client's secrets, so that a server or a library that echoes one does not spread it.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    secrets: Vec<SecretString>,
}

impl Redactor {
    pub(crate) fn new(secrets: impl IntoIterator<Item = SecretString>) -> Self {
        let mut secrets: Vec<_> =
            secrets.into_iter().filter(|secret| secret.expose_secret().len() >= SHORTEST_SECRET).collect();
        // Longest first: a secret that holds another one must go as a whole.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.expose_secret().len()));
        Self { secrets }
    }

    /// `text` without any of the secrets.
    pub(crate) fn mask(&self, text: impl Into<String>) -> String {
        let mut text = text.into();
        for secret in self.secrets.iter().map(ExposeSecret::expose_secret) {
            // Most texts are shorter than most secrets (a request id on each call is), and preparing a search is not free.
            if secret.len() <= text.len() && text.contains(secret) {
                text = text.replace(secret, MASK);
            }
        }
        text
    }

    /// `text` as part of one line: no secrets, no control characters, white space folded.
    pub(crate) fn line(&self, text: &str) -> String {
        let blank = |c: char| c.is_control() || c.is_whitespace();
        let mut line = String::with_capacity(text.len());
        for word in text.split(blank).filter(|word| !word.is_empty()) {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.mask(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_whole_secrets_and_folds_lines() {
        let redactor = Redactor::new(["hunter2", "hunter2-long", "ab"].map(SecretString::from));
        assert_eq!(redactor.mask("a hunter2-long b hunter2 ab"), "a [redacted] b [redacted] ab");
        assert_eq!(redactor.line("one\n\ttwo\x1b[31m hunter2"), "one two [31m [redacted]");
    }
}
