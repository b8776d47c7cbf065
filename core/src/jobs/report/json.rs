//! A report as JSON, the same in every language: written whole, read with suspicion.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Report;
use super::saved_report::{SavedReport, VERSION};
use crate::error::{Error, Result};
use crate::text::{one_line, shortened};

/// The most of a parser's complaint, in bytes.
const LONGEST_COMPLAINT: usize = 300;

#[derive(Deserialize)]
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
    let mut json = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let place = if path == "." { String::new() } else { format!("{path}: ") };
        refused(&format!("{place}{}", error.inner()))
    })?;
    json.end().map_err(|error| refused(&error.to_string()))?;
    Ok(read)
}

fn refused(complaint: &str) -> Error {
    // Backticks are for the names of options.
    let complaint = one_line(complaint).replace('`', "\"");
    let reason = format!("the text is not a saved report: {}", shortened(&complaint, LONGEST_COMPLAINT));
    Error::invalid_request("text", reason).advised("Give the whole text that the report was saved as.")
}
