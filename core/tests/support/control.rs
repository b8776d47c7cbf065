//! HTTP to a control interface, the sandbox's or the test bed's, over a bare socket: no HTTP client, and nothing that the environment tells one,
//! stands between a test and what it checks.

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Asks the control interface at `control_url`; an answer that is not a 2xx is a failure, in its words.
pub(crate) async fn ask(control_url: &str, method: &str, path: &str, body: &Value) -> Result<Value, Failure> {
    let host = control_url.trim_start_matches("http://");
    let body = body.to_string();
    let length = body.len();
    let head =
        format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
    let mut socket = TcpStream::connect(host).await?;
    socket.write_all((head + &body).as_bytes()).await?;
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("the control interface's answer is cut short")?;
    if !head.starts_with("HTTP/1.1 2") {
        return Err(format!("the control interface refused {method} {path}: {body}").into());
    }
    Ok(if body.is_empty() { Value::Null } else { serde_json::from_str(body)? })
}
