//! Resumes one connector: `cargo run --example resume -- ENVIRONMENT_ID KAFKA_CLUSTER_ID CONNECTOR_NAME`.
//!
//! Credentials come from CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET.

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use std::process::ExitCode;
use std::time::Duration;

use unpause::{Client, Connector, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().unwrap_or_default();
    match resume(&next(), &next(), &next()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", error.kind().name());
            ExitCode::FAILURE
        }
    }
}

async fn resume(environment_id: &str, kafka_cluster_id: &str, connector_name: &str) -> Result<(), Error> {
    let client = Client::builder().from_env().deadline(Duration::from_secs(10)).build()?;
    let accepted = client.resume(&Connector::new(environment_id, kafka_cluster_id, connector_name)?).await?;
    let request_id = accepted.request_id.unwrap_or_default();
    println!("accepted in {:.1} ms, request id {request_id}", accepted.elapsed.as_secs_f64() * 1e3);
    Ok(())
}
