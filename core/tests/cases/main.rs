//! Runs the shared table of cases (`tests/cases/*.json`) against this crate. The format is in that folder's README.

mod bed;
mod call;
mod client;
mod compare;
mod control;
mod document;
mod format;
mod pattern;
mod provider;
mod run;
mod step;
#[path = "../support/control.rs"]
mod support;

use std::process::{Command, ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use unpause_sandbox::Sandbox;

use control::World;
use format::{Case, Cases, Written};
use support::Failure;

/// Set in a child process of the runner: the world that its one case is to run in.
const CHILD: &str = "UNPAUSE_CASE_CHILD";

fn main() -> Result<ExitCode, Failure> {
    let mut arguments = Arguments::from_args();
    // Most of a case is waiting.
    arguments.test_threads.get_or_insert(if format::is_real() { 1 } else { 8 });
    let cases = Cases::read()?;
    if let Ok(world) = std::env::var(CHILD) {
        let world: World = serde_json::from_str(&world)?;
        return Ok(libtest_mimic::run(&arguments, trials(cases, move |case| run_in(case, &world))).exit_code());
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let sandbox = runtime.block_on(Sandbox::start(unpause_sandbox::Options::default()))?;
    let control = sandbox.control_url().to_owned();
    let conclusion = libtest_mimic::run(&arguments, trials(cases, move |case| run_in_own_world(case, &control)));
    Ok(conclusion.exit_code())
}

fn trials(cases: Cases, run: impl Fn(&Value) -> Result<(), Failure> + Clone + Send + 'static) -> Vec<Trial> {
    let trial = |(name, Written { value, runs_here }): (String, Written)| {
        let run = run.clone();
        let trial = Trial::test(name, move || run(&value).map_err(|failure| Failed::from(failure.to_string())));
        trial.with_ignored_flag(!runs_here)
    };
    cases.0.into_iter().map(trial).collect()
}

/// Runs a case in this process, in a world that is there already.
fn run_in(written: &Value, world: &World) -> Result<(), Failure> {
    let case = Case::parse(&world.fill(written))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(run::run(&case, world))
}

fn run_in_own_world(written: &Value, control: &str) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let case = Case::parse(written)?;
    let world = runtime.block_on(World::make(control, &case.servers, &case.files))?;
    let result = if case.environment.is_empty() { run_in(written, &world) } else { run_in_child(written, &world) };
    let deleted = runtime.block_on(world.delete());
    result.and(deleted)
}

/// Nothing else can set an environment safely: other threads may be reading it.
fn run_in_child(written: &Value, world: &World) -> Result<(), Failure> {
    let case = Case::parse(&world.fill(written))?;
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["--exact", &case.name]).env(CHILD, serde_json::to_string(world)?);
    for (name, value) in &case.environment {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let output = command.output()?;
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if output.status.success() && out.contains("1 passed") {
        return Ok(());
    }
    Err(format!("in a child process with the case's environment ({}):\n{out}{err}", output.status).into())
}
