//! `${server.url}` and the like, in any string of a world's servers.

use std::collections::BTreeMap;

use serde_json::Value;

/// The address of a server, the CA to trust, and the files for clients of a server that demands certificates.
pub(crate) struct Place {
    pub(crate) url: String,
    pub(crate) port: u16,
    pub(crate) ca_bundle: Option<String>,
    pub(crate) client_files: BTreeMap<&'static str, String>,
}

pub(crate) type Places = BTreeMap<String, Place>;

/// Replaces the placeholders. An unknown one is a mistake.
pub(crate) fn fill(document: &mut Value, places: &Places) -> Result<(), String> {
    match document {
        Value::String(text) if text.contains("${") => {
            *text = filled(text, places)?;
            Ok(())
        }
        Value::Array(values) => values.iter_mut().try_for_each(|value| fill(value, places)),
        Value::Object(object) => object.values_mut().try_for_each(|value| fill(value, places)),
        _ => Ok(()),
    }
}

fn filled(text: &str, places: &Places) -> Result<String, String> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let (placeholder, after) =
            after.split_once('}').ok_or_else(|| format!("{text:?}: a placeholder is not closed"))?;
        let meaning = meaning(placeholder, places)
            .ok_or_else(|| format!("${{{placeholder}}}: there is no such server, or it has no such value"))?;
        filled.push_str(before);
        filled.push_str(&meaning);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

fn meaning(placeholder: &str, places: &Places) -> Option<String> {
    let (server, value) = placeholder.rsplit_once('.')?;
    let place = places.get(server)?;
    match value {
        "url" => Some(place.url.clone()),
        "port" => Some(place.port.to_string()),
        "ca_bundle" => place.ca_bundle.clone(),
        file => place.client_files.get(file).cloned(),
    }
}
