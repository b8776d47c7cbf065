//! A report as JSON, the same in every language: written whole, read with suspicion.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::Report;
use super::saved_report::{SavedReport, VERSION};
use crate::error::{Error, Result};
use crate::text::{one_line, shortened};

/// The most of a parser's complaint, in bytes.
const LONGEST_COMPLAINT: usize = 300;

#[derive(Deserialize)]
#[serde(expecting = "a saved report")]
struct Head {
    version: u32,
}

pub(super) fn write(report: &Report) -> String {
    // Every key is a string and every number finite, so that it cannot fail.
    serde_json::to_string(&SavedReport::from(report)).unwrap_or_default()
}

pub(super) fn read(text: &str) -> Result<Report> {
    let Head { version } = parse(text)?;
    if version != VERSION {
        let reason = format!("the report's version is {version}, and this version of Unpause reads version {VERSION}");
        return Err(Error::invalid_request("text", reason).advised("Read it with the version that has written it."));
    }
    parse::<SavedReport>(text).map(Report::from)
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T> {
    // Some editors begin a file with a mark.
    let text = text.trim_start_matches('\u{feff}');
    let mut json = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let place = if path == "." { String::new() } else { format!("{path}: ") };
        refused(text, &place, error.inner())
    })?;
    json.end().map_err(|error| refused(text, "", &error))?;
    Ok(read)
}

fn refused(text: &str, place: &str, error: &serde_json::Error) -> Error {
    let complaint = match error.classify() {
        Category::Eof if text.trim().is_empty() => "it is empty".to_owned(),
        Category::Eof => format!("it is cut short: {place}{error}"),
        Category::Syntax => format!("it is not JSON: {place}{error}"),
        Category::Data | Category::Io => format!("{place}{error}"),
    };
    // Backticks are for the names of options.
    let complaint = one_line(&complaint).replace('`', "\"");
    let reason = format!("the text is not a saved report: {}", shortened(&complaint, LONGEST_COMPLAINT));
    Error::invalid_request("text", reason).advised("Give the whole text that the report was saved as.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    const SAVED: &str = include_str!("../../../fuzz/corpus/reports/errors");

    #[test]
    fn what_is_read_is_what_was_written() {
        for saved in [SAVED, include_str!("../../../fuzz/corpus/reports/pause")] {
            let report = read(saved).unwrap();
            let written = write(&report);
            assert_eq!(write(&read(&written).unwrap()), written);
            assert_eq!(read(&written).unwrap().to_string(), report.to_string());
        }
    }

    #[test]
    fn a_text_that_is_cut_short_is_refused() {
        for end in (0..SAVED.len()).filter(|end| SAVED.is_char_boundary(*end)) {
            let error = read(SAVED.get(..end).unwrap()).unwrap_err();
            assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidRequest, Some("text")), "{end}");
        }
    }

    #[test]
    fn odd_bytes_break_nothing() {
        for at in 0..SAVED.len() {
            for odd in ["\"", "}", "0", "-", "null", "\\", "\u{202e}"] {
                let text = format!("{}{odd}{}", SAVED.get(..at).unwrap(), SAVED.get(at + 1..).unwrap());
                match read(&text) {
                    Ok(report) => assert!(read(&write(&report)).is_ok(), "{text}"),
                    Err(error) => assert_eq!(error.field(), Some("text"), "{text}"),
                }
            }
        }
    }
}
