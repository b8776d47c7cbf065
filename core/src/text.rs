//! Text for one line of a message or a log: bounded, and without characters that hide or move other text.

use std::borrow::Cow;
use std::time::Duration;

/// The most bytes of one text from outside in a message, an event or a log line.
pub(crate) const LINE: usize = 500;

/// A time as a person would write it: `0.4 ms`, `0.3 s`, `12.5 s`, `10 min`.
pub(crate) fn time(duration: Duration) -> String {
    let (number, unit) = match duration.as_secs_f64() {
        seconds if seconds >= 600.0 => (seconds / 60.0, "min"),
        seconds if seconds >= 0.1 || seconds == 0.0 => (seconds, "s"),
        seconds => (seconds * 1e3, "ms"),
    };
    let digits = if number < 10.0 { 2 } else { 1 };
    let text = format!("{number:.digits$}");
    let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    format!("{short} {unit}")
}

/// The text up to `most` bytes, whole characters only, and how much is missing.
pub(crate) fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    let kept = cut(text, most);
    Cow::Owned(format!("{kept}… ({} bytes more)", text.len() - kept.len()))
}

/// The first bytes of a text, `most` of them at the most, whole characters only.
pub(crate) fn cut(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    end.and_then(|end| text.get(..end)).unwrap_or_default()
}

/// The text on one line: white space and control characters become single spaces, hidden characters are shown escaped.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_control() || c.is_whitespace()).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        push_visible(&mut line, word);
    }
    line
}

/// A text in a message, quoted by nobody: hidden characters and line breaks are shown escaped, and a long text is shortened.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::new();
    push_visible(&mut shown, &shortened(text, LINE));
    shown
}

/// A name in a message, in quotes: as [`visible`].
pub(crate) fn quoted(name: &str) -> String {
    format!("{:?}", shortened(name, LINE))
}

fn push_visible(shown: &mut String, text: &str) {
    for character in text.chars() {
        if character.is_control() || is_hidden(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
}

/// Characters that cannot be seen, end a line, or change the direction of the text around them.
fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_a_character_and_says_how_much_is_missing() {
        assert_eq!((cut("aé", 2), cut("aé", 3), cut("aé", 9)), ("a", "aé", "aé"));
        assert_eq!(shortened("abcdef", 4), "abcd… (2 bytes more)");
        assert_eq!(shortened("abcd", 4), "abcd");
    }

    #[test]
    fn times_are_written_as_people_do() {
        for (seconds, expected) in [
            (0.298_384_128, "0.3 s"),
            (0.000_412, "0.41 ms"),
            (0.05, "50 ms"),
            (1.25, "1.25 s"),
            (30.0, "30 s"),
            (12.345, "12.3 s"),
            (120.0, "120 s"),
            (3600.0, "60 min"),
            (0.0, "0 s"),
        ] {
            assert_eq!(time(Duration::from_secs_f64(seconds)), expected);
        }
    }

    #[test]
    fn a_line_is_one_line_and_hides_nothing() {
        assert_eq!(one_line(" a\r\n\tb\u{2028}c\u{85}d "), "a b c d");
        assert_eq!(one_line("x\u{202e}y\u{200b}z\u{1b}[31m"), "x\\u{202e}y\\u{200b}z [31m");
        assert_eq!(visible("a\nb\u{2066}"), "a\\nb\\u{2066}");
        assert_eq!(quoted("a\u{202e}\u{200b}\u{2028}\u{feff}"), "\"a\\u{202e}\\u{200b}\\u{2028}\\u{feff}\"");
    }
}
