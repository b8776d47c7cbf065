//! The command line.

use std::fs;
use std::path::PathBuf;

use lexopt::prelude::{Long, Short, ValueExt as _};
use serde_json::{Value, json};
use unpause_sandbox::Options;

pub(crate) const HELP: &str = "\
A server on this machine that behaves like Confluent Cloud's Connect API.

Usage: unpause-sandbox [--port N] [--control-port N] [--server FILE] [--forward URL] [--no-stdin]

  --port N           port of the API (default: any free port)
  --control-port N   port of the control interface (default: any free port)
  --server FILE      JSON file that describes the server (default: the demo server)
  --forward URL      put the API in front of a real Kafka Connect worker, such as http://127.0.0.1:8083
  --no-stdin         keep running when standard input closes
  -h, --help         show this
  -V, --version      show the version

When it is ready, it prints one line of JSON: url, control_url, api_key, api_secret, token; for the exchange of tokens
identity_pool_id, subject_token; and of an identity provider token_url, client_id, client_secret.
It stops when its standard input closes, and on SIGINT and SIGTERM.
";

pub(crate) enum Command {
    Help,
    Version,
    Run { options: Options, watches_stdin: bool },
}

/// Reads the command line. A mistake in it is one line of text.
pub(crate) fn parse() -> Result<Command, String> {
    let mut parser = lexopt::Parser::from_env();
    let mut options = Options::default();
    let mut forward = None;
    let mut watches_stdin = true;
    while let Some(argument) = parser.next().map_err(in_words)? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Short('V') | Long("version") => return Ok(Command::Version),
            Long("port") => options.port = port(&mut parser, "--port")?,
            Long("control-port") => options.control_port = port(&mut parser, "--control-port")?,
            Long("server") => {
                let path = parser.value().map_err(in_words)?;
                options.server = Some(server(path.into())?);
            }
            Long("forward") => forward = Some(parser.value().map_err(in_words)?.string().map_err(in_words)?),
            Long("no-stdin") => watches_stdin = false,
            other => return Err(in_words(other.unexpected())),
        }
    }
    if let Some(url) = forward {
        options.server = Some(forwarding(options.server, url));
    }
    Ok(Command::Run { options, watches_stdin })
}

fn port(parser: &mut lexopt::Parser, flag: &str) -> Result<u16, String> {
    let value = parser.value().map_err(in_words)?;
    value.parse().map_err(|_| format!("{flag} needs a number from 0 to 65535"))
}

fn server(path: PathBuf) -> Result<Value, String> {
    if path.as_os_str() == "-" {
        return Err("--server needs a file: standard input is what keeps the sandbox alive".to_owned());
    }
    let failed = |error: &dyn std::fmt::Display| format!("--server {}: {error}", path.display());
    let text = fs::read_to_string(&path).map_err(|error| failed(&error))?;
    serde_json::from_str(&text).map_err(|error| failed(&error))
}

/// The server of `--server`, or an empty one, in front of this worker.
fn forwarding(server: Option<Value>, url: String) -> Value {
    let mut server = server.unwrap_or_else(|| json!({}));
    if let Some(keys) = server.as_object_mut() {
        keys.insert("forward".to_owned(), url.into());
    }
    server
}

fn in_words(error: lexopt::Error) -> String {
    error.to_string()
}
