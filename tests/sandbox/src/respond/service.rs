//! The way of a request to its answer, or to the end of its connection.

use std::future::pending;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use http::header::HeaderValue;
use http::request::Parts;
use http::{Method, Request, Response, Version};
use http_body_util::{BodyExt as _, Collected};
use hyper::body::Incoming;
use tokio::time::sleep;

use crate::journal::Outcome;
use crate::net::link::{Ending, Link, Manner, Takeover};
use crate::respond::answer::{Answer, Fault, REQUEST_ID};
use crate::respond::body::AnswerBody;
use crate::respond::exchange::Exchange;
use crate::state::proxy;
use crate::state::server::{Decision, Server};

/// Answers a request, or ends its connection: then the future waits until it is dropped with the connection.
pub(crate) async fn respond(
    server: Arc<Server>,
    link: Arc<Link>,
    request: Request<Incoming>,
) -> Result<Response<AnswerBody>, h2::Error> {
    let (head, body) = request.into_parts();
    let exchange = Exchange::begin(&server.journal, &link, &head);
    let body = read(body).await;
    let form = server.form(&head, &body);
    if let Some(form) = &form {
        exchange.note_form(form);
    }
    let (decision, quota) = server.decide(&head, form.as_ref());
    let answer = match decision {
        Decision::Answer(answer) => answer,
        Decision::Tunnel(target) => match proxy::connect(&target).await {
            Ok(upstream) => return hand_over(&link, Takeover::Tunnel { upstream, exchange }).await,
            Err(answer) => answer,
        },
        Decision::Forward(worker, call) => worker.answer(&call, &head, body).await,
    };
    let answer = server.sign(answer, quota);
    if !answer.delay.is_zero() {
        sleep(answer.delay).await;
    }
    if answer.fault == Some(Fault::RefuseStream) && head.version == Version::HTTP_2 {
        exchange.end(Outcome::Faulted, Instant::now());
        return Err(h2::Reason::REFUSED_STREAM.into());
    }
    if answer.fault.is_some_and(|fault| fault.strikes_before()) || answer.raw.is_some() {
        return without_http(&head, &link, answer, exchange).await;
    }
    Ok(respond_with(answer, &head, link, exchange))
}

/// Reads the body: unread bytes would turn the FIN of a scripted close into a RST.
async fn read(body: Incoming) -> Bytes {
    // A client that breaks off in the middle does not wait for an answer.
    body.collect().await.map(Collected::to_bytes).unwrap_or_default()
}

fn respond_with(mut answer: Answer, head: &Parts, link: Arc<Link>, mut exchange: Exchange) -> Response<AnswerBody> {
    exchange.set_status(answer.status);
    if answer.has_request_id
        && let Ok(id) = HeaderValue::try_from(format!("req-{}", exchange.number()))
    {
        answer = answer.with(REQUEST_ID, id);
    }
    if head.method == Method::HEAD {
        answer.body.clear();
    }
    let middle = answer.middle();
    let ending = Ending {
        exchange,
        outcome: if middle.ends_there { Outcome::Faulted } else { Outcome::Answered },
        then: answer.fault.map(|fault| fault.manner()),
    };
    let body = AnswerBody::new(answer.body.clone(), middle, ending, link);
    answer.into_response(body)
}

async fn without_http<T>(head: &Parts, link: &Link, answer: Answer, exchange: Exchange) -> T {
    match answer.raw {
        Some(bytes) if head.version != Version::HTTP_2 => hand_over(link, Takeover::Raw { bytes, exchange }).await,
        _ => {
            exchange.end(Outcome::Faulted, Instant::now());
            link.cut(answer.fault.map_or(Manner::Close, |fault| fault.manner()));
            pending().await
        }
    }
}

async fn hand_over<T>(link: &Link, takeover: Takeover) -> T {
    link.hand_over(takeover);
    pending().await
}
