//! One case: its client, its steps, and then what the servers saw.

use futures_util::future::join_all;
use tokio::time::timeout;
use unpause::Error;

use crate::bed;
use crate::call::{self, End, Outcome, Reports};
use crate::client::AnyClient;
use crate::compare::Comparison;
use crate::control::World;
use crate::format::{Case, OneOrMore, Options, longest};
use crate::provider::Function;
use crate::step::{CallStep, Expected, ProgressPatterns, Step};
use crate::support::Failure;

pub(crate) async fn run(case: &Case, world: &World) -> Result<(), Failure> {
    let mut comparison = Comparison::new(case)?;
    let steps = timeout(longest(), run_steps(case, world, &mut comparison)).await;
    let journal = world.journal().await?;
    match steps {
        Ok(Ok(())) => comparison.check_journal(case, &journal),
        Ok(Err(failure)) => comparison.note(failure.to_string()),
        Err(_) => comparison.note(format!("not done after {} s", longest().as_secs())),
    }
    comparison.conclude(case, &journal)
}

async fn run_steps(case: &Case, world: &World, comparison: &mut Comparison) -> Result<(), Failure> {
    let function = Function::default();
    let client = build(case, world, &function)?;
    if let Ok(client) = &client {
        comparison.check_secrets("the client's Debug", &format!("{client:?}"));
        let _ = function.client.set(client.clone());
    }
    let reports = Reports::default();
    for (number, step) in (1..).zip(&case.steps) {
        reports.begin_step();
        let place = format!("step {number}");
        match step {
            Step::Await(awaited) => world.wait(awaited).await.map_err(|failure| format!("{place}: {failure}"))?,
            Step::Write(file) => world.write(&file.file, &file.content)?,
            Step::Bed(action) => bed::act(action).await.map_err(|failure| format!("{place}: {failure}"))?,
            Step::Call(step) => {
                let calls = (0..step.together).map(|_| call::make(step, &client, world, &reports));
                for outcome in join_all(calls).await {
                    let outcome = outcome.map_err(|failure| format!("{place}: {failure}"))?;
                    compare(&place, step, &outcome, comparison);
                }
            }
        }
    }
    if let Some(pattern) = &case.provider_calls {
        comparison.check("provider_calls", pattern, &function.calls().into());
    }
    Ok(())
}

fn compare(place: &str, step: &CallStep, outcome: &Outcome, comparison: &mut Comparison) {
    comparison.check_secrets("the outcome's text", &outcome.text);
    let (name, end, pattern) = match &step.expected {
        Expected::Accepted(pattern) => ("accepted", End::Success, pattern),
        Expected::Result(pattern) => ("result", End::Success, pattern),
        Expected::Error(pattern) => ("error", End::Error, pattern),
        Expected::Cancelled(pattern) => ("cancelled", End::Cancelled, pattern),
    };
    if outcome.end != end {
        return comparison.note(format!("{place}: expected {name}, got {:?}: {}", outcome.end, outcome.text));
    }
    comparison.check(&format!("{place}: {name}"), pattern, &outcome.document);
    let Some(ProgressPatterns { count, first, last }) = &step.progress else { return };
    let told = &outcome.progress;
    for (name, pattern, actual) in [
        ("count", count, Some(told.len().into())),
        ("first", first, told.first().cloned()),
        ("last", last, told.last().cloned()),
    ] {
        if let Some(pattern) = pattern {
            comparison.check(&format!("{place}: progress.{name}"), pattern, &actual.unwrap_or_default());
        }
    }
}

fn build(case: &Case, world: &World, function: &Function) -> Result<Result<AnyClient, Error>, Failure> {
    let options = case.options()?;
    // The runner's own default for it, which came after the placeholders were filled.
    let base_url = options.base_url.map(|given| match given {
        OneOrMore::One(url) => OneOrMore::One(world.fill_text(&url)),
        more @ OneOrMore::More(_) => more,
    });
    let options = Options { base_url, ..options };
    Ok(AnyClient::build(case.client_kind, options, case.from_env, function))
}
