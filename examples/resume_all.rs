//! Resumes everything that is paused in a cluster, and waits until it runs:
//! `cargo run --example resume_all -- ENVIRONMENT_ID KAFKA_CLUSTER_ID`.
//!
//! Credentials come from CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET.

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use std::process::ExitCode;

use futures_util::StreamExt as _;
use indicatif::{ProgressBar, ProgressStyle};
use unpause::{AllOptions, Client, Cluster, Error, ManyOptions, Report};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().unwrap_or_default();
    match resume_all(&next(), &next()).await {
        Ok(report) => {
            println!("{report}");
            for result in report.failures() {
                let reason = result.error.as_ref().map(ToString::to_string).unwrap_or_default();
                println!("{}: {reason}", result.connector);
            }
            if report.counts.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("{}: {error}", error.kind().name());
            ExitCode::FAILURE
        }
    }
}

async fn resume_all(environment_id: &str, kafka_cluster_id: &str) -> Result<Report, Error> {
    let client = Client::from_env()?;
    let many = ManyOptions { wait: true, ..Default::default() };
    let mut job =
        client.resume_all(&Cluster::new(environment_id, kafka_cluster_id)?, AllOptions { many, ..Default::default() });
    let bar = ProgressBar::new(0).with_style(style());
    while let Some(progress) = job.next().await {
        bar.set_length(progress.counts.total as u64);
        bar.set_position(progress.counts.done as u64);
        bar.set_message(progress.to_string());
    }
    bar.finish_and_clear();
    job.await
}

fn style() -> ProgressStyle {
    let template = ProgressStyle::with_template("{bar:30} {pos}/{len} running, {elapsed}  {msg}");
    template.unwrap_or_else(|_| ProgressStyle::default_bar())
}
