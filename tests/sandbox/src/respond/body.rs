//! The body of an answer, and the faults in its middle.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

use crate::net::link::{Ending, Link};

/// Small frames keep "sent" close to the truth: HTTP/2 takes the next one only when the client has room for it.
const FRAME: usize = 16 * 1024;

/// The event after half of the body.
#[derive(Clone, Copy, Default)]
pub(crate) struct Middle {
    pub(crate) pause: Option<Duration>,
    pub(crate) ends_there: bool,
}

pub(crate) struct AnswerBody {
    rest: Bytes,
    /// The number of bytes that are left in the middle of the body.
    second_half: usize,
    middle: Middle,
    sleeping: Option<Pin<Box<Sleep>>>,
    ending: Option<Ending>,
    link: Arc<Link>,
}

impl AnswerBody {
    pub(crate) fn new(bytes: Bytes, middle: Middle, ending: Ending, link: Arc<Link>) -> Self {
        let stops = middle.pause.is_some() || middle.ends_there;
        Self {
            second_half: if stops { bytes.len().div_ceil(2) } else { 0 },
            rest: bytes,
            middle,
            sleeping: None,
            ending: Some(ending),
            link,
        }
    }

    fn poll_middle(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if let Some(pause) = self.middle.pause.take() {
            self.sleeping = Some(Box::pin(sleep(pause)));
        }
        if let Some(sleeping) = &mut self.sleeping {
            ready!(sleeping.as_mut().poll(cx));
            self.sleeping = None;
        }
        if !self.middle.ends_there {
            return Poll::Ready(());
        }
        if let Some(ending) = self.ending.take() {
            self.link.ending(ending);
            // The connection must be polled once more, to flush: only then is the ending complete.
            cx.waker().wake_by_ref();
        }
        Poll::Pending
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let this = self.get_mut();
        if this.rest.is_empty() {
            return Poll::Ready(None);
        }
        if this.rest.len() == this.second_half {
            ready!(this.poll_middle(cx));
        }
        let before_the_middle = this.rest.len().saturating_sub(this.second_half);
        let available = if before_the_middle == 0 { this.rest.len() } else { before_the_middle };
        Poll::Ready(Some(Ok(Frame::data(this.rest.split_to(available.min(FRAME))))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}

impl Drop for AnswerBody {
    fn drop(&mut self) {
        if !self.rest.is_empty() {
            return;
        }
        if let Some(ending) = self.ending.take() {
            self.link.ending(ending);
        }
    }
}
