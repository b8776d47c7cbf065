//! The line protocol of README.md: on standard input each line is a JSON request, on standard output a JSON answer.

use std::io::{self, BufRead as _, Write as _};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::contestant::Contestant;
use crate::{Result, cpu};

/// Calls to make.
#[derive(Deserialize)]
struct Request {
    calls: u32,
    in_flight: u32,
}

/// The time of the calls.
#[derive(Serialize)]
struct Answer {
    seconds: f64,
    cpu_seconds: Option<f64>,
}

/// The first line, once the contestant is ready.
#[derive(Serialize)]
struct Greeting {
    concurrent: bool,
}

/// Measures on request until standard input closes.
pub(crate) fn run(mut contestant: Box<dyn Contestant>) -> Result<()> {
    say(&Greeting { concurrent: contestant.is_concurrent() })?;
    for line in io::stdin().lock().lines() {
        let request: Request = serde_json::from_str(&line?)?;
        say(&measure(&mut *contestant, &request)?)?;
    }
    Ok(())
}

fn measure(contestant: &mut dyn Contestant, request: &Request) -> Result<Answer> {
    let (started, cpu_before) = (Instant::now(), cpu::used());
    contestant.run(request.calls, request.in_flight)?;
    let (seconds, cpu_after) = (started.elapsed().as_secs_f64(), cpu::used());
    let cpu_seconds = cpu_before.zip(cpu_after).map(|(before, after)| after.saturating_sub(before).as_secs_f64());
    Ok(Answer { seconds, cpu_seconds })
}

fn say(message: &impl Serialize) -> Result<()> {
    let mut stdout = io::stdout().lock();
    serde_json::to_writer(&mut stdout, message)?;
    stdout.write_all(b"\n")?;
    stdout.flush()?;
    Ok(())
}
