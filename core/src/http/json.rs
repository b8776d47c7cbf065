//! JSON, read tolerantly and in little memory: unknown parts are skipped, a part of another shape than expected is absent, and odd
//! bytes spoil only the text that they are in.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// What JSON means by a lone half of a surrogate pair: nothing. A text that was cut inside an emoji has one.
const REPLACEMENT: &str = "\\ufffd";

/// The body as text. A byte that is not UTF-8 becomes the replacement character; some gateways begin with a byte order mark.
pub(crate) fn as_text(body: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body))
}

/// Reads a document. One that is no JSON is read again with the usual faults of hand-made JSON repaired.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    read_with(text, |text| serde_json::from_str(text))
}

/// As [`read`], by a function of the caller's.
pub(crate) fn read_with<T>(text: &str, read: impl Fn(&str) -> serde_json::Result<T>) -> Option<T> {
    read(text).ok().or_else(|| read(&repaired(text)).ok())
}

/// A value if it has the expected shape, and otherwise nothing.
#[derive(Debug)]
pub(crate) struct Lenient<T>(pub(crate) Option<T>);

impl<T> Default for Lenient<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        Ok(Self(serde_json::from_str(raw.get()).ok()))
    }
}

/// A text that is there and not blank.
#[derive(Debug, Default)]
pub(crate) struct Text(pub(crate) Option<String>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        Ok(Self(string(raw).filter(|text| !text.trim().is_empty())))
    }
}

/// The text of a JSON string, if the value is one.
pub(crate) fn string(raw: &str) -> Option<String> {
    raw.starts_with('"').then(|| read(raw)).flatten()
}

/// Reads an array of texts; more than `most` are an error.
pub(crate) fn strings(text: &str, most: usize) -> serde_json::Result<Vec<String>> {
    struct Strings(usize);
    impl<'de> Visitor<'de> for Strings {
        type Value = Vec<String>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an array of strings")
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<String>, A::Error> {
            let mut strings = Vec::new();
            while let Some(string) = seq.next_element()? {
                if strings.len() == self.0 {
                    return Err(too_many(self.0));
                }
                strings.push(string);
            }
            Ok(strings)
        }
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let strings = deserializer.deserialize_seq(Strings(most))?;
    deserializer.end()?;
    Ok(strings)
}

/// Goes through an object entry by entry, and keeps none; more than `most` are an error.
pub(crate) fn each_entry(text: &str, most: usize, mut entry: impl FnMut(String, &RawValue)) -> serde_json::Result<()> {
    struct Entries<F>(usize, F);
    impl<'de, F: FnMut(String, &RawValue)> Visitor<'de> for Entries<F> {
        type Value = ();
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }
        fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
            let mut left = self.0;
            while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
                left = left.checked_sub(1).ok_or_else(|| too_many(self.0))?;
                (self.1)(name, value);
            }
            Ok(())
        }
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.deserialize_map(Entries(most, &mut entry))?;
    deserializer.end()
}

fn too_many<E: serde::de::Error>(most: usize) -> E {
    E::custom(format_args!("more than {most} elements"))
}

/// The elements of an array that can be read, up to `MOST` of them; of anything else none.
#[derive(Debug)]
pub(crate) struct Elements<T, const MOST: usize>(pub(crate) Vec<T>);

impl<T, const MOST: usize> Default for Elements<T, MOST> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: DeserializeOwned + Default, const MOST: usize> Deserialize<'de> for Elements<T, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Seq<T, const MOST: usize>(PhantomData<T>);
        impl<'de, T: DeserializeOwned + Default, const MOST: usize> Visitor<'de> for Seq<T, MOST> {
            type Value = Vec<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
                let mut elements = Vec::new();
                while elements.len() < MOST {
                    let Some(Lenient(element)) = seq.next_element()? else { return Ok(elements) };
                    elements.push(element.unwrap_or_default());
                }
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(elements)
            }
        }
        let raw = <&RawValue>::deserialize(deserializer)?;
        let mut elements = serde_json::Deserializer::from_str(raw.get());
        Ok(Self(elements.deserialize_seq(Seq::<T, MOST>(PhantomData)).unwrap_or_default()))
    }
}

/// The text with lone surrogates and raw control characters in its strings replaced, and with null for the numbers that JSON does
/// not have: `NaN`, `Infinity` and those that are too large.
fn repaired(text: &str) -> String {
    let mut fixed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => push_string(&mut fixed, rest),
            '-' | '0'..='9' | 'N' | 'I' => push_number(&mut fixed, rest),
            other => {
                fixed.push(other);
                other.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    fixed
}

/// Appends the string at the start of `text`; returns its length there.
fn push_string(fixed: &mut String, text: &str) -> usize {
    fixed.push('"');
    let mut at = 1;
    while let Some(rest) = text.get(at..)
        && let Some(first) = rest.chars().next()
    {
        let (length, is_end) = match first {
            '"' => {
                fixed.push('"');
                (1, true)
            }
            '\\' => (push_escape(fixed, rest), false),
            control if control < ' ' => {
                fixed.push_str(&format!("\\u{:04x}", u32::from(control)));
                (1, false)
            }
            other => {
                fixed.push(other);
                (other.len_utf8(), false)
            }
        };
        at += length;
        if is_end {
            break;
        }
    }
    at
}

/// Appends the escape at the start of `text`; returns its length there.
fn push_escape(fixed: &mut String, text: &str) -> usize {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    let length = match (unit(0), unit(6)) {
        (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
        (Some(0xD800..=0xDFFF), _) => {
            fixed.push_str(REPLACEMENT);
            return 6;
        }
        (Some(_), _) => 6,
        (None, _) => 1 + text.chars().nth(1).map_or(0, char::len_utf8),
    };
    match text.as_bytes().get(1) {
        // No escape of JSON's: the backslash is meant as it is.
        Some(b'u') if length < 6 => fixed.push_str("\\\\u"),
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' | b'u') => {
            fixed.push_str(text.get(..length).unwrap_or_default());
        }
        _ => {
            fixed.push_str("\\\\");
            return 1;
        }
    }
    length
}

/// Appends the number or the word at the start of `text`, null for one that JSON does not have; returns its length there.
fn push_number(fixed: &mut String, text: &str) -> usize {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let length = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let word = text.get(..length).unwrap_or_default();
    match word.parse::<f64>() {
        Ok(number) if !number.is_finite() => fixed.push_str("null"),
        _ => fixed.push_str(word),
    }
    length
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn odd_bytes_spoil_only_their_own_text() {
        for (odd, expected) in [
            (r#"{"a":"x\ud83d","b":1}"#, r#"{"a":"x�","b":1}"#),
            (r#"{"a":"\udc00y","b":1}"#, r#"{"a":"�y","b":1}"#),
            (r#"{"a":"\ud83d\ude00","b":NaN}"#, r#"{"a":"😀","b":null}"#),
            (r#"{"a":-Infinity,"b":[Infinity,1e999,-1e999,1.5e3]}"#, r#"{"a":null,"b":[null,null,null,1500.0]}"#),
            ("{\"a\":\"line\nbreak\tand \u{1}\"}", r#"{"a":"line\nbreak\tand \u0001"}"#),
            (r#"{"a":"C:\new \q \u12"}"#, r#"{"a":"C:\new \\q \\u12"}"#),
        ] {
            let value = read::<Value>(odd).map(|value| value.to_string());
            assert_eq!(value.as_deref(), Some(expected), "{odd}");
        }
    }

    #[test]
    fn what_is_no_json_stays_none() {
        for text in ["", "<html>", "{", "{\"a\":", "\"", "\\", "NaN2", "[1,]"] {
            assert_eq!(read::<Value>(text), None, "{text}");
        }
    }
}
