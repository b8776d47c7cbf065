//! An error in one line: what failed, for which connector, why, and what to do.

use std::fmt::{self, Display, Formatter};

use super::{Detail, Error, ErrorKind, Fields, OwnedTarget, Subject, Waited};
use crate::model::address::Target;
use crate::model::desired::DesiredState;
use crate::text::{quoted, shortened, time};

/// The most of a reason, and of an advice, in bytes.
const LONGEST_PART: usize = 2048;

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Summary(self).fmt(f)?;
        match &self.0.advice {
            Some(advice) => write!(f, ". {}", shortened(advice, LONGEST_PART)),
            None => Ok(()),
        }
    }
}

/// The message without the advice.
pub(super) struct Summary<'a>(pub(super) &'a Error);

impl Display for Summary<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let fields = &*self.0.0;
        write_subject(f, fields)?;
        f.write_str(&shortened(fields.reason.trim_end_matches('.'), LONGEST_PART))?;
        write_circumstances(f, self.0)
    }
}

/// `cannot resume connector "orders" (env-a/lkc-b): `.
fn write_subject(f: &mut Formatter<'_>, fields: &Fields) -> fmt::Result {
    let Some(Subject { action, target }) = &fields.subject else {
        return f.write_str(match fields.kind {
            ErrorKind::InvalidRequest => "invalid request: ",
            ErrorKind::Configuration => "cannot build the client: ",
            ErrorKind::Internal => "internal error: ",
            _ => "",
        });
    };
    match target {
        OwnedTarget::Connector(connector) => {
            let name = quoted(connector.connector_name());
            let cluster = Target::Cluster(connector.cluster());
            match fields.kind {
                ErrorKind::ConnectorFailed | ErrorKind::WaitTimeout => {
                    let not = match &fields.detail {
                        Detail::Waited(Waited { wanted: DesiredState::Paused, .. }) => "is not paused",
                        Detail::Waited(Waited { wanted: DesiredState::Stopped, .. }) => "is not stopped",
                        _ => "does not run",
                    };
                    write!(f, "connector {name} ({cluster}) {not}: ")
                }
                _ => write!(f, "cannot {action} connector {name} ({cluster}): "),
            }
        }
        OwnedTarget::Cluster(cluster) => write!(f, "cannot {action} of {}: ", Target::Cluster(cluster)),
    }
}

/// `(code 404, request id req-7, 4 attempts in 1.25 s)`.
fn write_circumstances(f: &mut Formatter<'_>, error: &Error) -> fmt::Result {
    let mut parts = Vec::new();
    let status = error.status().map(|status| status.to_string());
    if let Some(code) = error.code().filter(|code| Some(*code) != status.as_deref()) {
        parts.push(format!("code {code}"));
    }
    if let Some(id) = error.request_id() {
        parts.push(format!("request id {id}"));
    }
    let plural = |count: u32| if count == 1 { "" } else { "s" };
    let counted = error.attempts().map(|count| (count, "attempt")).or(error.looks().map(|count| (count, "poll")));
    // A wait that ran out names its time as the reason.
    let elapsed = error.elapsed().filter(|_| error.kind() != ErrorKind::WaitTimeout);
    if let Some((count, what)) = counted {
        let time = elapsed.map(|elapsed| format!(" in {}", time(elapsed))).unwrap_or_default();
        parts.push(format!("{count} {what}{}{time}", plural(count)));
    }
    if parts.is_empty() { Ok(()) } else { write!(f, " ({})", parts.join(", ")) }
}

/// The kind and the message, for a failed `unwrap` or `{:?}` in a log.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {self}", self.kind().name())
    }
}
