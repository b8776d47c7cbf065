//! Text for one line of a message or a log: bounded, and without characters that hide or move other text.

use std::borrow::Cow;

/// The most bytes of one text from outside in a message, an event or a log line.
pub(crate) const LINE: usize = 500;

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
    fn a_line_is_one_line_and_hides_nothing() {
        assert_eq!(one_line(" a\r\n\tb\u{2028}c\u{85}d "), "a b c d");
        assert_eq!(one_line("x\u{202e}y\u{200b}z\u{1b}[31m"), "x\\u{202e}y\\u{200b}z [31m");
        assert_eq!(visible("a\nb\u{2066}"), "a\\nb\\u{2066}");
    }
}
