//! The lower bound: a blocking socket, a finished request, and the least parsing for a right answer.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::Result;
use crate::contestant::Contestant;
use crate::target::Target;

pub(crate) struct Raw {
    stream: BufReader<TcpStream>,
    request: Vec<u8>,
    line: String,
}

impl Raw {
    pub(crate) fn new(target: &Target) -> Result<Self> {
        let authority = target.base_url.strip_prefix("http://").ok_or("the server's URL must be http://")?;
        let stream = TcpStream::connect(authority)?;
        stream.set_nodelay(true)?;
        let credentials = BASE64_STANDARD.encode(format!("{}:{}", target.api_key, target.api_secret));
        let request = format!(
            "PUT {} HTTP/1.1\r\nHost: {authority}\r\nAuthorization: Basic {credentials}\r\n\
             Accept: application/json\r\nContent-Length: 0\r\n\r\n",
            target.path()
        );
        Ok(Self { stream: BufReader::new(stream), request: request.into_bytes(), line: String::new() })
    }

    fn call(&mut self) -> Result<()> {
        self.stream.get_mut().write_all(&self.request)?;
        if !self.next_line()?.starts_with("HTTP/1.1 202 ") {
            return Err(format!("the server answered {}", self.line).into());
        }
        let mut body = 0;
        loop {
            match self.next_line()?.split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => body = value.trim().parse()?,
                Some(_) => {}
                None => break,
            }
        }
        std::io::copy(&mut self.stream.by_ref().take(body), &mut std::io::sink())?;
        Ok(())
    }

    fn next_line(&mut self) -> Result<&str> {
        self.line.clear();
        match self.stream.read_line(&mut self.line)? {
            0 => Err("the server closed the connection".into()),
            _ => Ok(self.line.trim_end()),
        }
    }
}

impl Contestant for Raw {
    fn run(&mut self, calls: u32, _in_flight: u32) -> Result<()> {
        (0..calls).try_for_each(|_| self.call())
    }

    fn is_concurrent(&self) -> bool {
        false
    }
}
