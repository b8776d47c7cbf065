//! One case: its client, its steps, and then what the servers saw.

use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::timeout;
use unpause::{Accepted, CallOptions, Client, ClientOptions, Connector, Error, RetryPolicy, seconds};

use crate::compare::{Comparison, Outcome};
use crate::control::World;
use crate::format::{CallArguments, Case, Expected, Limits, Options, Step};
use crate::support::Failure;

/// No case takes a tenth of it.
const LONGEST: Duration = Duration::from_secs(60);

pub(crate) async fn run(case: &Case, world: &World) -> Result<(), Failure> {
    let mut comparison = Comparison::new(case)?;
    let steps = timeout(LONGEST, run_steps(case, world, &mut comparison)).await;
    let journal = world.journal().await?;
    match steps {
        Ok(Ok(())) => comparison.check_journal(case, &journal),
        Ok(Err(failure)) => comparison.note(failure.to_string()),
        Err(_) => comparison.note(format!("not done after {} s", LONGEST.as_secs())),
    }
    comparison.conclude(case, &journal)
}

async fn run_steps(case: &Case, world: &World, comparison: &mut Comparison) -> Result<(), Failure> {
    let client = build(case, world)?;
    if let Ok(client) = &client {
        comparison.check_secrets("the client's Debug", &format!("{client:?}"));
    }
    for (number, step) in (1..).zip(&case.steps) {
        match step {
            Step::Await(awaited) => world.wait(awaited).await.map_err(|failure| format!("step {number}: {failure}"))?,
            Step::Call { arguments, options, together, expected } => {
                let calls = (0..*together).map(|_| resume(&client, arguments, options));
                for outcome in join_all(calls).await {
                    compare(number, expected, outcome, comparison);
                }
            }
        }
    }
    Ok(())
}

fn compare(step: usize, expected: &Expected, outcome: Result<Accepted, Error>, comparison: &mut Comparison) {
    let outcome = match &outcome {
        Ok(accepted) => Outcome::accepted(accepted),
        Err(error) => Outcome::error(error),
    };
    comparison.check_secrets("the outcome's text", &outcome.text);
    match (expected, outcome.is_error) {
        (Expected::Accepted(pattern), false) => {
            comparison.check(&format!("step {step}: accepted"), pattern, &outcome.document)
        }
        (Expected::Error(pattern), true) => {
            comparison.check(&format!("step {step}: error"), pattern, &outcome.document)
        }
        (Expected::Accepted(_), true) => {
            comparison.note(format!("step {step}: expected success, got {}", outcome.text))
        }
        (Expected::Error(_), false) => comparison.note(format!("step {step}: expected an error, got {}", outcome.text)),
    }
}

async fn resume(client: &Result<Client, Error>, arguments: &CallArguments, limits: &Limits) -> Result<Accepted, Error> {
    let client = client.as_ref().map_err(Error::clone)?;
    let options = CallOptions {
        timeout: limits.timeout.map(|value| seconds("timeout", value)).transpose()?,
        deadline: limits.deadline.map(|value| seconds("deadline", value)).transpose()?,
    };
    let connector = Connector::new(&arguments.environment_id, &arguments.kafka_cluster_id, &arguments.connector_name)?;
    client.resume_with(&connector, &options).await
}

fn build(case: &Case, world: &World) -> Result<Result<Client, Error>, Failure> {
    let options = case.options()?;
    // The runner's own default for it, which came after the placeholders were filled.
    let base_url = options.base_url.as_deref().map(|url| world.fill_text(url));
    let options = Options { base_url, ..options };
    Ok(client_options(options, case.from_env).and_then(Client::new))
}

fn client_options(options: Options, from_env: bool) -> Result<ClientOptions, Error> {
    let duration = |name, value: Option<f64>| value.map(|value| seconds(name, value)).transpose();
    let retry = options.retry.map(|retry| RetryPolicy::from_numbers(retry.max_attempts, retry.base, retry.cap));
    Ok(ClientOptions {
        api_key: options.api_key,
        api_secret: options.api_secret.map(Into::into),
        token: options.token.map(Into::into),
        base_url: options.base_url,
        timeout: duration("timeout", options.timeout)?,
        connect_timeout: duration("connect_timeout", options.connect_timeout)?,
        deadline: duration("deadline", options.deadline)?,
        retry: retry.transpose()?,
        ca_bundle: options.ca_bundle.map(Into::into),
        proxy: options.proxy.map(Into::into),
        user_agent: options.user_agent,
        headers: options.headers.into_iter().map(|(name, value)| (name, value.into())).collect(),
        allow_insecure: options.allow_insecure,
        from_env,
        on_event: None,
    })
}
