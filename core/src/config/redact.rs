//! Masks the client's secrets in text from outside, before it enters an error, an event, a status or a log line.
//!
//! Servers echo secrets in many forms: escaped for JSON, a URL or HTML, in base64, folded, cut off. So a text is also compared with
//! its escapes undone, and the characters that a secret came from are masked in the text itself.

use std::collections::VecDeque;
use std::iter;
use std::sync::{PoisonError, RwLock};

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use crate::secret::Secret;
use crate::text::{LINE, one_line, shortened};

/// Stands in place of a secret.
const MASK: &str = "[redacted]";

/// Shorter "secrets" would mask ordinary words.
const SHORTEST_SECRET: usize = 4;

/// So many first characters of a secret give it away: it may have been cut off after them.
const TELLING: usize = 12;

/// How often an escape may be escaped itself.
const DEEPEST_ESCAPES: usize = 3;

/// So many sets of secrets that were learned later are kept: those of the last renewals, whose echo may still come.
const MOST_LEARNED: usize = 8;

/// Knows the client's secrets, so that an echo of one, by a server or a library, goes no further.
pub(crate) struct Redactor {
    known: Known,
    /// Secrets that a client with tokens of its own learns while it runs.
    learned: RwLock<VecDeque<Known>>,
}

/// Secrets in all their forms.
struct Known {
    secrets: Vec<Secret>,
    /// Whether a secret begins with a byte.
    begins: [bool; 256],
}

/// Where a part of a text begins and ends, in bytes.
type Span = (usize, usize);

impl Known {
    fn new(secrets: impl IntoIterator<Item = Secret>) -> Self {
        let long_enough = |form: &Secret| form.expose().len() >= SHORTEST_SECRET;
        let mut secrets: Vec<_> = secrets.into_iter().flat_map(forms).filter(long_enough).collect();
        secrets.sort_by(|a, b| a.expose().cmp(b.expose()));
        secrets.dedup_by(|a, b| a.expose() == b.expose());
        let mut begins = [false; 256];
        for first in secrets.iter().filter_map(|secret| secret.expose().bytes().next()) {
            if let Some(begins) = begins.get_mut(usize::from(first)) {
                *begins = true;
            }
        }
        Self { secrets, begins }
    }

    fn has(&self, secret: &Secret) -> bool {
        self.secrets.iter().any(|known| known.expose() == secret.expose())
    }

    /// How many bytes at the start of `rest` belong to a secret.
    fn longest_match(&self, rest: &[u8]) -> Option<usize> {
        rest.first().filter(|first| self.begins.get(usize::from(**first)) == Some(&true))?;
        let matched = |secret: &Secret| {
            let secret = secret.expose().as_bytes();
            let common = secret.iter().zip(rest).take_while(|(one, other)| one == other).count();
            (common >= secret.len().min(TELLING)).then_some(common)
        };
        self.secrets.iter().filter_map(matched).max()
    }
}

impl Redactor {
    pub(crate) fn new(secrets: impl IntoIterator<Item = Secret>) -> Self {
        Self { known: Known::new(secrets), learned: RwLock::default() }
    }

    /// From now on, masks this secret as well.
    pub(crate) fn learn(&self, secret: &Secret) {
        let mut learned = self.learned.write().unwrap_or_else(PoisonError::into_inner);
        // A source without a life gives the same token for each attempt.
        let again = learned.iter().position(|known| known.has(secret)).and_then(|index| learned.remove(index));
        learned.push_back(again.unwrap_or_else(|| Known::new([secret.clone()])));
        if learned.len() > MOST_LEARNED {
            learned.pop_front();
        }
    }

    /// `text` without any of the secrets.
    pub(crate) fn mask(&self, text: impl Into<String>) -> String {
        let text = text.into();
        let learned = self.learned.read().unwrap_or_else(PoisonError::into_inner);
        let known: Vec<&Known> =
            iter::once(&self.known).chain(&*learned).filter(|one| !one.secrets.is_empty()).collect();
        if known.is_empty() {
            return text;
        }
        let mut spans = spans(&known, &text, 0);
        if spans.is_empty() {
            return text;
        }
        spans.sort_unstable();
        let mut masked = String::new();
        let mut done = 0;
        for (start, end) in spans {
            if start >= done {
                masked.push_str(text.get(done..start).unwrap_or_default());
                masked.push_str(MASK);
            }
            done = done.max(end);
            // A secret that was cut off may agree with the text up to inside a character.
            while !text.is_char_boundary(done) {
                done += 1;
            }
        }
        masked + text.get(done..).unwrap_or_default()
    }

    /// `text` as part of one line, bounded, without secrets.
    pub(crate) fn line(&self, text: &str) -> String {
        let masked = self.mask(text);
        // A secret that was broken into lines shows only when they are joined.
        shortened(&self.mask(one_line(&masked)), LINE).into_owned()
    }
}

/// Where secrets are in a text, whose escapes have been undone `depth` times.
fn spans(known: &[&Known], text: &str, depth: usize) -> Vec<Span> {
    let mut found = plain_spans(known, text);
    if depth < DEEPEST_ESCAPES && text.bytes().any(is_escape) {
        let normal = Normal::of(text);
        if normal.text != text {
            let deeper = spans(known, &normal.text, depth + 1);
            found.extend(deeper.into_iter().map(|(start, end)| (normal.origin(start), normal.origin(end))));
        }
    }
    found
}

/// Where secrets are in a text as it is, whole ones and ones that were cut off.
fn plain_spans(known: &[&Known], text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
        match known.iter().filter_map(|known| known.longest_match(rest)).max() {
            Some(length) => {
                spans.push((at, at + length));
                at += length;
            }
            None => at += 1,
        }
    }
    spans
}

impl Default for Redactor {
    fn default() -> Self {
        Self::new([])
    }
}

/// Whether a byte begins an escape.
fn is_escape(byte: u8) -> bool {
    matches!(byte, b'\\' | b'%' | b'&')
}

/// A text with its escapes undone once, and the place in the text that each byte came from.
struct Normal {
    text: String,
    /// For each byte of `text`, and for its end. Bodies have at most 64 MiB.
    origins: Vec<u32>,
}

impl Normal {
    fn of(text: &str) -> Self {
        let mut normal = Self { text: String::with_capacity(text.len()), origins: Vec::with_capacity(text.len() + 1) };
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let (decoded, length) = unescape(rest).unwrap_or_else(|| {
                let character = rest.chars().next().unwrap_or_default();
                (character, character.len_utf8())
            });
            normal.text.push(decoded);
            normal.origins.resize(normal.text.len(), origin(at));
            at += length;
        }
        normal.origins.push(origin(text.len()));
        normal
    }

    fn origin(&self, at: usize) -> usize {
        let origin = self.origins.get(at).or(self.origins.last()).copied().unwrap_or_default();
        usize::try_from(origin).unwrap_or(usize::MAX)
    }
}

fn origin(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The character that an escape at the start of `text` stands for, and the escape's length.
fn unescape(text: &str) -> Option<(char, usize)> {
    let hexadecimal = |digits: Option<&str>| u32::from_str_radix(digits?, 16).ok().and_then(char::from_u32);
    match text.as_bytes() {
        [b'\\', b'u', ..] => unescape_utf16(text),
        [b'\\', b'x', ..] => Some((hexadecimal(text.get(2..4))?, 4)),
        [b'\\', b'n', ..] => Some(('\n', 2)),
        [b'\\', b't', ..] => Some(('\t', 2)),
        [b'\\', b'r', ..] => Some(('\r', 2)),
        [b'\\', b'"' | b'\'' | b'/' | b'\\', ..] => Some((text.chars().nth(1)?, 2)),
        [b'%', ..] => unescape_percent(text),
        [b'&', b'#', ..] => {
            let digits = text.get(2..text.bytes().take(12).position(|byte| byte == b';')?)?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            Some((char::from_u32(code.ok()?)?, digits.len() + 3))
        }
        [b'&', ..] => ENTITIES.iter().find(|(name, _)| text.starts_with(name)).map(|(name, is)| (*is, name.len())),
        _ => None,
    }
}

/// `\u…`, or two of them for a character that has a pair.
fn unescape_utf16(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| u32::from_str_radix(text.get(at..at + 6)?.strip_prefix("\\u")?, 16).ok();
    match (unit(0)?, unit(6)) {
        (high @ 0xD800..=0xDBFF, Some(low @ 0xDC00..=0xDFFF)) => {
            Some((char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00))?, 12))
        }
        (one, _) => Some((char::from_u32(one)?, 6)),
    }
}

/// `%…`, or as many of them as the character has bytes.
fn unescape_percent(text: &str) -> Option<(char, usize)> {
    let byte = |n: usize| u8::from_str_radix(text.get(3 * n..3 * n + 3)?.strip_prefix('%')?, 16).ok();
    let bytes: Vec<u8> = (0..4).map_while(byte).collect();
    (1..=bytes.len()).find_map(|n| Some((std::str::from_utf8(bytes.get(..n)?).ok()?.chars().next()?, 3 * n)))
}

/// The named entities that HTML escapes with.
const ENTITIES: [(&str, char); 6] =
    [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&apos;", '\''), ("&sol;", '/')];

/// A secret in each form that no unescaping leads back from: as it is, on one line, and inside base64, whose letters depend on how
/// many bytes come before it.
fn forms(secret: Secret) -> Vec<Secret> {
    let own = secret.expose();
    let line = one_line(own);
    // Forms write a space as a plus.
    let mut forms = vec![Secret::from(line), Secret::from(own.replace(' ', "+"))];
    if own.len() >= TELLING {
        forms.push(Secret::from(STANDARD_NO_PAD.encode(own)));
        for before in 0..3_usize {
            let padded = Secret::from(format!("{}{own}", "\0".repeat(before)));
            let encoded = Secret::from(STANDARD_NO_PAD.encode(padded.expose()));
            // The first letters also depend on the bytes before, the last ones on those after.
            let (skipped, dropped) = ((before * 8).div_ceil(6), usize::from(!(own.len() + before).is_multiple_of(3)));
            let inner = encoded.expose().get(skipped..encoded.expose().len() - dropped).unwrap_or_default();
            forms.push(Secret::from(inner));
            forms.push(Secret::from(inner.replace('+', "-").replace('/', "_")));
        }
    }
    // A trailing = is padding of base64, which may be left out.
    let unpadded = own.trim_end_matches('=');
    if unpadded.len() != own.len() {
        forms.push(Secret::from(unpadded));
    }
    forms.push(secret);
    forms
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    const SECRET: &str = "pa/ss\"w=rd-0123456789";

    fn redactor() -> Redactor {
        Redactor::new([Secret::from(SECRET)])
    }

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
    fn masks_a_secret_however_it_is_escaped() {
        for text in [
            SECRET.to_owned(),
            serde_json::to_string(SECRET).unwrap().trim_matches('"').to_owned(),
            SECRET.replace('/', "\\/").replace('"', "\\\""),
            SECRET.replace('=', "\\u003d").replace('"', "\\u0022"),
            SECRET.replace('=', "%3D").replace('/', "%2f").replace('"', "%22"),
            SECRET.replace('"', "&quot;").replace('=', "&#61;").replace('/', "&#x2F;"),
            SECRET.replace('=', "%253D"),
            SECRET.replace('"', "\\\\\\\""),
            STANDARD.encode(SECRET),
            STANDARD.encode(SECRET).trim_end_matches('=').to_owned(),
        ] {
            let masked = redactor().mask(format!("x {text} y"));
            // The padding of base64 may stay.
            assert_eq!(masked.replace("]= y", "] y").replace("]== y", "] y"), "x [redacted] y", "{text}");
        }
    }

    #[test]
    fn masks_free_text_however_it_is_escaped() {
        let redactor =
            Redactor::new(["correct horse battery", "pässwörd-lang", "key-😀-2024-abcdef"].map(Secret::from));
        for text in [
            "correct+horse+battery",
            "correct%20horse%20battery",
            "p%C3%A4ssw%c3%b6rd-lang",
            "p\\u00e4ssw\\u00f6rd-lang",
            "key-\\ud83d\\ude00-2024-abcdef",
            "key-%F0%9F%98%80-2024-abcdef",
        ] {
            assert_eq!(redactor.mask(format!("x {text} y")), "x [redacted] y", "{text}");
        }
    }

    #[test]
    fn the_text_after_a_secret_that_differs_inside_a_character_stays() {
        let redactor = Redactor::new([Secret::from("geheimnis-12é")]);
        assert_eq!(redactor.mask("geheimnis-12è is wrong"), "[redacted] is wrong");
    }

    #[test]
    fn beginnings_of_escapes_are_read_in_linear_time() {
        for start in ["&#", "&#x", "\\u", "%", "&", "\\"] {
            let text = start.repeat(2_000_000);
            assert_eq!(redactor().mask(text.as_str()), text);
        }
    }

    #[test]
    fn masks_a_secret_inside_a_longer_text_in_base64() {
        for before in ["", "u:", "user:"] {
            let encoded = STANDARD.encode(format!("{before}{SECRET} and more"));
            let masked = redactor().mask(encoded.as_str());
            assert!(masked.contains(MASK) && masked.len() < encoded.len(), "{masked}");
        }
    }

    #[test]
    fn masks_a_secret_that_was_cut_off() {
        assert_eq!(redactor().mask("token pa/ss\"w=rd-01234"), "token [redacted]");
        assert_eq!(redactor().mask("token pa/ss\\u0022w=rd-0"), "token [redacted]");
        assert_eq!(redactor().mask("pa/ss"), "pa/ss");
    }

    #[test]
    fn masks_a_secret_that_looks_like_an_escape() {
        assert_eq!(Redactor::new([Secret::from("a%41b\\n")]).mask("x a%41b\\n y"), "x [redacted] y");
    }

    #[test]
    fn learns_secrets_and_forgets_old_ones() {
        let redactor = redactor();
        for number in 0..=MOST_LEARNED {
            redactor.learn(&Secret::from(format!("{number}-token-abcdef").as_str()));
        }
        assert_eq!(redactor.mask(format!("{SECRET} 1-token-abcdef")), "[redacted] [redacted]");
        assert_eq!(redactor.learned.read().unwrap().len(), MOST_LEARNED);
        assert_eq!(redactor.mask("0-token-abcdef"), "0-token-abcdef");
    }

    #[test]
    fn a_secret_that_is_learned_again_pushes_no_other_out() {
        let redactor = redactor();
        redactor.learn(&Secret::from("first-token"));
        for _ in 0..=MOST_LEARNED {
            redactor.learn(&Secret::from("second-token"));
        }
        assert_eq!(redactor.mask("first-token second-token"), "[redacted] [redacted]");
        assert_eq!(redactor.learned.read().unwrap().len(), 2);
    }

    #[test]
    fn ordinary_text_stays() {
        for text in ["100 % of it", "a & b", "C:\\new\\x", "%zz %", "&nope; &#99999999;", "é%C3"] {
            assert_eq!(redactor().mask(text), text);
        }
    }

    #[test]
    fn a_secret_that_is_too_short_is_none() {
        let redactor = Redactor::new([Secret::from(" a  b ")]);
        assert_eq!(redactor.line("from a b to < a  b >"), "from a b to <[redacted]>");
    }

    #[test]
    fn a_line_is_bounded() {
        assert!(redactor().line(&"é".repeat(1_000_000)).len() < LINE + 40);
    }
}
