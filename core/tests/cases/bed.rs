//! The test bed of a real Kafka Connect (`tests/kafka-connect`), where there is one.

use std::time::Duration;

use serde_json::{Map, Value};
use tokio::time::timeout;

use crate::support::{Failure, ask};

/// Its addresses: what stands for them in a case, and where the environment has them.
const ADDRESSES: [(&str, &str); 3] = [
    ("${bed.url}", "KAFKA_CONNECT_URL"),
    ("${bed.url2}", "KAFKA_CONNECT_URL_2"),
    ("${bed.cloud_url}", "KAFKA_CONNECT_CLOUD_URL"),
];
const CONTROL: &str = "KAFKA_CONNECT_CONTROL";
/// Every action has a deadline of its own, which says more.
const LONGEST: Duration = Duration::from_secs(180);

/// Puts the test bed's addresses into a text. What the environment lacks stays, and no call will reach it.
pub(crate) fn fill(mut text: String) -> String {
    for (placeholder, variable) in ADDRESSES {
        if let Ok(address) = std::env::var(variable) {
            text = text.replace(placeholder, &address);
        }
    }
    text
}

/// Has the test bed do something, and waits until it is done.
pub(crate) async fn act(action: &Map<String, Value>) -> Result<(), Failure> {
    let control =
        std::env::var(CONTROL).map_err(|_| format!("{CONTROL} is not set: run tests/kafka-connect/run.py"))?;
    timeout(LONGEST, ask(&control, "POST", "/do", &action.clone().into())).await?.map(drop)
}
