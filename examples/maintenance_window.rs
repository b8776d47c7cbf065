//! A maintenance window: pauses the connectors of a cluster, later resumes exactly those, and restarts what has failed:
//! `cargo run --example maintenance_window -- pause ENVIRONMENT_ID KAFKA_CLUSTER_ID [FILE]`, and after the work `resume`.
//!
//! Both wait until it is done. The file (`paused.json`) keeps the report of the pause meanwhile; any language of Unpause reads it.
//! Credentials come from CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET.

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use std::error::Error;
use std::fs;
use std::process::ExitCode;

use unpause::{AllOptions, Client, Cluster, ManyOptions, Report};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match window().await {
        Ok(reports) if reports.iter().all(|report| report.counts.failed == 0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn window() -> Result<Vec<Report>, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().unwrap_or_default();
    let (step, cluster) = (next(), Cluster::new(next(), next())?);
    let file = arguments.next().unwrap_or_else(|| "paused.json".to_owned());
    let client = Client::from_env()?;
    match step.as_str() {
        "pause" => pause(&client, &cluster, &file).await,
        "resume" => resume(&client, &cluster, &file).await,
        _ => Err("the first argument is pause or resume".into()),
    }
}

async fn pause(client: &Client, cluster: &Cluster, file: &str) -> Result<Vec<Report>, Box<dyn Error>> {
    if fs::exists(file)? {
        return Err(format!("{file} is the report of another window: resume that first, or name another file").into());
    }
    let paused = client.pause_all(cluster, AllOptions { many: waiting(), ..Default::default() }).await?;
    fs::write(file, paused.to_json())?;
    show(&paused);
    Ok(vec![paused])
}

async fn resume(client: &Client, cluster: &Cluster, file: &str) -> Result<Vec<Report>, Box<dyn Error>> {
    if !fs::exists(file)? {
        return Err(format!("{file} is not there: pause first, or name the file of the pause").into());
    }
    let paused = Report::from_json(&fs::read_to_string(file)?)?;
    let resumed = client.resume_many(&paused, waiting()).await?;
    show(&resumed);
    // By default what has failed, or has failed tasks.
    let restarted = client.restart_all(cluster, AllOptions { many: waiting(), ..Default::default() }).await?;
    show(&restarted);
    if resumed.counts.accepted == resumed.counts.total {
        fs::remove_file(file)?;
    }
    Ok(vec![resumed, restarted])
}

fn waiting() -> ManyOptions {
    ManyOptions { wait: true, ..Default::default() }
}

fn show(report: &Report) {
    println!("{}: {report}", report.operation.name());
    for failure in report.failures() {
        let reason = failure.error.as_ref().map(ToString::to_string).unwrap_or_default();
        println!("{}: {reason}", failure.connector);
    }
}
