//! The benchmark's server, and its contestants in Rust (see README.md).

mod clients;
mod contestant;
mod cpu;
mod lanes;
mod raw;
mod server;
mod target;
mod worker;

use std::error::Error;
use std::process::ExitCode;

use clients::{Reqwest, Unpause, UnpauseMany};
use contestant::Contestant;
use lanes::Lanes;
use raw::Raw;
use target::Target;

const USAGE: &str = "usage: unpause-bench serve | unpause-bench worker CONTESTANT \
                     BASE_URL API_KEY API_SECRET ENVIRONMENT_ID KAFKA_CLUSTER_ID CONNECTOR_NAME";

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("unpause-bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("serve") => server::run(),
        Some("worker") => {
            let name = arguments.next().ok_or(USAGE)?;
            let target = Target::from_arguments(arguments).ok_or(USAGE)?;
            worker::run(contestant(&name, target)?)
        }
        _ => Err(USAGE.into()),
    }
}

fn contestant(name: &str, target: Target) -> Result<Box<dyn Contestant>> {
    Ok(match name {
        "raw" => Box::new(Raw::new(&target)?),
        "reqwest" => Box::new(Lanes::new(Reqwest::new(target)?)?),
        "unpause" => Box::new(Lanes::new(Unpause::new(&target)?)?),
        "unpause-token" => Box::new(Lanes::new(Unpause::with_token(&target)?)?),
        "unpause-token-provider" => Box::new(Lanes::new(Unpause::with_token_provider(&target)?)?),
        "unpause-many" => Box::new(UnpauseMany::new(&target)?),
        _ => return Err(format!("there is no contestant {name:?}").into()),
    })
}
