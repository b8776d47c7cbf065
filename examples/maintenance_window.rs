//! A maintenance window: pauses what runs in a cluster and saves the report. Called again, it resumes exactly that, waits, and
//! restarts what failed: `cargo run --example maintenance_window -- ENVIRONMENT_ID KAFKA_CLUSTER_ID FILE`.
//!
//! Credentials come from CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET. FILE is the report; the same programs in other
//! languages read it, too.

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;
use std::{env, fs, path::Path};

use unpause::{AllOptions, Client, Cluster, ManyOptions, Report};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let mut next = || arguments.next().unwrap_or_default();
    match window(&next(), &next(), &next()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn window(environment_id: &str, kafka_cluster_id: &str, file: &str) -> Result<(), Box<dyn Error>> {
    let client = Client::from_env()?;
    let cluster = Cluster::new(environment_id, kafka_cluster_id)?;
    // In a real window leave `failure_grace` out: 10 s pass over a short failure.
    let many = ManyOptions { wait: true, failure_grace: Some(Duration::from_secs(1)), ..Default::default() };
    let all = AllOptions { many, ..Default::default() };

    if !Path::new(file).exists() {
        let paused = client.pause_all(&cluster, all).await?;
        fs::write(file, paused.to_json())?;
        show("pause", &paused);
        return Ok(());
    }
    let paused = Report::from_json(&fs::read_to_string(file)?)?;
    show("resume", &client.resume_many(&paused, many).await?);
    // By default what has failed, or has failed tasks.
    show("restart", &client.restart_all(&cluster, all).await?);
    fs::remove_file(file)?;
    Ok(())
}

fn show(what: &str, report: &Report) {
    println!("{what}: {report}");
    for failure in report.failures() {
        if let Some(error) = &failure.error {
            println!("  {error}");
        }
    }
}
