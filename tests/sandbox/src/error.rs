//! The error of a sandbox or a world that cannot start.

use std::{fmt, io};

/// Why a sandbox cannot be started.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The JSON of a server has a mistake; the text names its key.
    Mistake(String),
    /// A port that cannot be opened.
    Listen {
        /// The requested port; 0 means any free one.
        port: u16,
        /// The error of the system.
        source: io::Error,
    },
    /// A certificate cannot be made or stored.
    Certificates(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    pub(crate) fn certificates(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Certificates(source.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mistake(mistake) => formatter.write_str(mistake),
            Self::Listen { port: 0, source } => write!(formatter, "no port can be opened: {source}"),
            Self::Listen { port, source } => write!(formatter, "port {port} cannot be opened: {source}"),
            Self::Certificates(source) => write!(formatter, "no certificates: {source}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Mistake(_) => None,
            Self::Listen { source, .. } => Some(source),
            Self::Certificates(source) => Some(source.as_ref()),
        }
    }
}
