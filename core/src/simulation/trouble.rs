//! Services that answer oddly: what takes seconds or hours of waiting to see, and no server can be asked for twice.

use futures_util::StreamExt;

use super::*;
use crate::config::options::CallOptions;
use crate::jobs::many::options::{AllOptions, ManyOptions};
use crate::jobs::report::Report;
use crate::jobs::wait::options::WaitOptions;
use crate::model::address::{Cluster, Connector};

const LISTING: &str = "/connectors";

fn connectors(count: usize) -> Vec<Connector> {
    (0..count).map(|number| Connector::new("env-a", "lkc-b", format!("c-{number}")).unwrap()).collect()
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn refused(status: u16, headers: &[(&'static str, &str)]) -> Option<Scripted> {
    Some(Scripted::Answer(Err(refusal(status, headers))))
}

fn answered(document: &Value) -> Option<Scripted> {
    Some(Scripted::Answer(Ok(Answer { head: head(200, &[]), body: document.to_string().into_bytes() })))
}

/// The first request is refused so, and no other.
fn refused_once(headers: &'static [(&'static str, &'static str)]) -> impl FnMut(&str) -> Option<Scripted> + Send {
    let mut first = true;
    move |_| std::mem::take(&mut first).then(|| refused(429, headers)).flatten()
}

async fn resumed(service: &Arc<Service>, count: usize, options: ManyOptions) -> Report {
    service.client().resume_many(connectors(count), options).await.unwrap()
}

fn waiting(deadline: u64) -> ManyOptions {
    ManyOptions { wait: true, deadline: Some(seconds(deadline)), ..Default::default() }
}

#[tokio::test(start_paused = true)]
async fn what_the_service_puts_off_for_longer_than_the_deadline_fails_at_once_and_the_client_recovers() {
    let service = Service::scripted(Duration::ZERO, refused_once(&[("retry-after", "99999999")]));
    let client = service.client();
    let started = Instant::now();
    let report = client.resume_many(connectors(20), ManyOptions::default()).await.unwrap();
    assert!(started.elapsed() < seconds(1), "{:?}", started.elapsed());
    let sent = report.results.iter().filter(|result| result.sent).count();
    // Those in flight already, and no other.
    assert!(report.counts.done == 20 && sent <= 5, "{sent} sent: {report}");
    sleep(seconds(3600)).await;
    assert!(client.resume(&connectors(1)[0]).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_deadline_may_be_longer_than_the_clients() {
    for wait in [false, true] {
        let service = Service::scripted(Duration::ZERO, refused_once(&[("retry-after", "150")]));
        let report = resumed(&service, 3, ManyOptions { wait, ..waiting(400) }).await;
        assert_eq!(report.counts.accepted, 3, "{report}");
    }
    let service = Service::scripted(Duration::ZERO, refused_once(&[("retry-after", "150")]));
    let options = WaitOptions { deadline: Some(seconds(400)), ..Default::default() };
    assert!(service.client().resume_and_wait(&connectors(1)[0], options).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn nothing_is_locked_while_others_are_told_of_a_closed_gate() {
    let service = Service::scripted(Duration::ZERO, refused_once(&[("retry-after", "200")]));
    let client = service.client();
    client.resume(&connectors(1)[0]).await.unwrap_err();
    let pacer = &client.engine().pacer;
    let mut told = false;
    pacer.admit(Instant::now() + seconds(1000), |_| told = !pacer.is_locked()).await.unwrap();
    assert!(told);
}

#[tokio::test(start_paused = true)]
async fn a_call_for_which_the_window_has_no_room_in_time_fails_at_once_and_says_when_it_has() {
    let limit = RateLimit { requests: 10, window: seconds(60), by_the_clock: false, says: Says::Limit };
    let service = Service::new(Some(limit), Duration::ZERO, 1);
    let client = service.client();
    client.resume_many(connectors(20), ManyOptions::default()).await.unwrap();
    let started = Instant::now();
    let call = CallOptions { timeout: None, deadline: Some(seconds(5)) };
    let error = client.resume(&connectors(1)[0]).options(call).await.unwrap_err();
    assert!(started.elapsed() < seconds(1), "{:?}", started.elapsed());
    assert!(error.retry_after().unwrap() > seconds(30), "{error}");
}

#[tokio::test(start_paused = true)]
async fn after_a_429_any_answer_lets_more_go() {
    let mut first = true;
    let service = Service::scripted(Duration::ZERO, move |_| {
        let status = if std::mem::take(&mut first) { 429 } else { 404 };
        refused(status, &[("retry-after", "1")])
    });
    let report = resumed(&service, 1000, ManyOptions::default()).await;
    assert!(report.elapsed < seconds(4), "{:?}", report.elapsed);
}

#[tokio::test(start_paused = true)]
async fn a_404_of_what_was_listed_must_last_to_be_believed() {
    let began = Instant::now();
    let service = Service::scripted(Duration::ZERO, move |path| {
        if path.ends_with(LISTING) {
            let paused = json!({"status": {"connector": {"state": "PAUSED"}, "tasks": []}});
            return answered(&json!({ "c-0": paused, "gone": paused }));
        }
        if path.contains("gone") || began.elapsed() < seconds(8) { refused(404, &[]) } else { None }
    });
    let cluster = Cluster::new("env-a", "lkc-b").unwrap();
    let report = service.client().resume_all(&cluster, AllOptions::default()).await.unwrap();
    assert_eq!((report.counts.accepted, report.counts.failed), (1, 1), "{report}");
    assert!((seconds(10)..seconds(11)).contains(&report.elapsed), "{:?}", report.elapsed);
}

#[tokio::test(start_paused = true)]
async fn a_listing_that_may_not_be_read_ends_nobodys_wait() {
    let service = Service::scripted(seconds(2), |path| if path.ends_with(LISTING) { refused(403, &[]) } else { None });
    let report = resumed(&service, 50, waiting(60)).await;
    assert_eq!(report.counts.reached, 50, "{report}");
}

#[tokio::test(start_paused = true)]
async fn a_proxys_page_in_place_of_a_listing_ends_nobodys_wait() {
    let mut listings = 0;
    let service = Service::scripted(seconds(5), move |path| {
        listings += u32::from(path.ends_with(LISTING));
        (path.ends_with(LISTING) && listings == 2).then(|| answered(&json!("<html>"))).flatten()
    });
    let report = resumed(&service, 100, waiting(60)).await;
    assert_eq!(report.counts.reached, 100, "{report}");
}

#[tokio::test(start_paused = true)]
async fn one_that_hangs_keeps_nobody_else_waiting() {
    let service = Service::scripted(seconds(1), |path| {
        if path.ends_with("/c-0/status") {
            return Some(Scripted::Silence);
        }
        let runs = json!({"status": {"connector": {"state": "RUNNING"}, "tasks": [{"id": 0, "state": "RUNNING"}]}});
        let listed = (1..10).map(|number| (format!("c-{number}"), runs.clone())).collect();
        path.ends_with(LISTING).then(|| answered(&Value::Object(listed))).flatten()
    });
    let job = service.client().resume_many(connectors(10), waiting(110));
    let tally = job.tally();
    let job = tokio::spawn(job);
    sleep(seconds(2)).await;
    assert_eq!(tally.report().counts.reached, 9, "{}", tally.report());
    let report = job.await.unwrap().unwrap();
    assert!(report.elapsed < seconds(112), "{:?}", report.elapsed);
}

#[tokio::test(start_paused = true)]
async fn those_that_no_listing_has_are_looked_at_together() {
    let service = Service::scripted(seconds(2), |path| path.ends_with(LISTING).then(|| answered(&json!({}))).flatten());
    let report = resumed(&service, 1000, waiting(60)).await;
    assert_eq!(report.counts.reached, 1000, "{report}");
    assert!(report.elapsed < seconds(12), "{:?}", report.elapsed);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_holds_though_others_have_more_time() {
    let began = Instant::now();
    let mut refusals = 0;
    let service = Service::scripted(seconds(100_000), move |path| {
        if path.ends_with("/c-1/resume") && began.elapsed() < seconds(50) {
            return refused(503, &[("retry-after", "60")]);
        }
        if path.ends_with(LISTING) && began.elapsed() > seconds(95) {
            refusals += 1;
            return if refusals == 1 { refused(429, &[("retry-after", "50")]) } else { None };
        }
        None
    });
    let report = resumed(&service, 3, ManyOptions { concurrency: Some(1), ..waiting(110) }).await;
    for result in &report.results {
        let took = result.error.as_ref().unwrap().elapsed().unwrap();
        assert!(took <= seconds(110), "{}: {took:?}", result.connector.connector_name());
    }
}

#[tokio::test(start_paused = true)]
async fn those_whose_deadlines_come_one_after_the_other_share_their_last_looks() {
    let limit = RateLimit { requests: 10, window: seconds(1), by_the_clock: false, says: Says::Limit };
    let service = Service::new(Some(limit), seconds(100_000), 1);
    let report = resumed(&service, 1000, waiting(300)).await;
    assert_eq!(report.counts.failed, 1000, "{report}");
    let listings = service.arrivals(LISTING);
    let most =
        listings.iter().map(|from| listings.iter().filter(|at| (*from..*from + seconds(10)).contains(at)).count());
    assert!(most.max().unwrap() <= 12);
}

#[tokio::test(start_paused = true)]
async fn what_was_not_seen_for_a_while_has_not_settled() {
    let mut looks = 0;
    let service = Service::scripted(Duration::ZERO, move |path| {
        looks += u32::from(path.ends_with("/status"));
        (path.ends_with("/status") && (2..7).contains(&looks)).then(|| refused(503, &[])).flatten()
    });
    let options = WaitOptions { settle: Some(seconds(10)), ..Default::default() };
    let running = service.client().resume_and_wait(&connectors(1)[0], options).await.unwrap();
    let seen_again = service.arrivals("/status")[6];
    assert!(Instant::now() - seen_again >= seconds(10), "{running:?}");
}

/// One 429 with nonsense, and then none: nothing is held for longer than an hour, and a deadline ends what waits.
#[tokio::test(start_paused = true)]
async fn one_nonsense_429_locks_a_client_for_an_hour_at_the_most() {
    for headers in [
        &[("retry-after", "1e30")] as &'static [(&str, &str)],
        &[("retry-after", "86400"), ("x-ratelimit-limit", "1")],
        &[("x-ratelimit-reset", "1795406399000"), ("x-ratelimit-limit", "3")],
        &[("x-ratelimit-limit", "0")],
        &[("x-ratelimit-limit", "18446744073709551615"), ("retry-after", "3600")],
        &[],
    ] {
        let service = Service::scripted(Duration::ZERO, refused_once(headers));
        let client = service.client();
        let started = Instant::now();
        let options = ManyOptions { deadline: Some(seconds(3)), ..Default::default() };
        let report = client.resume_many(connectors(40), options).await.unwrap();
        assert_eq!(report.counts.done, 40, "{headers:?}: {report}");
        assert!(started.elapsed() < seconds(60), "{headers:?}: {:?}", started.elapsed());
        sleep(seconds(3600)).await;
        for _ in 0..20 {
            assert!(client.resume(&connectors(1)[0]).await.is_ok(), "{headers:?}");
        }
        assert!(started.elapsed() < seconds(2 * 3600), "{headers:?}: {:?}", started.elapsed());
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_in_a_loop_over_a_job_does_not_wait_for_the_job() {
    let service = Service::scripted(Duration::from_millis(50), refused_once(&[("retry-after", "1")]));
    let client = service.client();
    let mut job = client.resume_many(connectors(40), ManyOptions::default());
    while let Some(progress) = job.next().await {
        client.resume(&progress.result.connector).await.unwrap();
    }
    assert_eq!(job.await.unwrap().counts.accepted, 40);
}
