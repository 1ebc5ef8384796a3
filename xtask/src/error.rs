//! What can end a command early.

use std::{
    fmt::{self, Display},
    io,
};

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug)]
pub enum Error {
    /// The command line makes no sense; exit status 2.
    Usage(String),
    /// Something did not work; exit status 1.
    Failure(String),
    /// The same, and the output says already what.
    Reported,
}

impl Error {
    pub fn failure(message: impl Into<String>) -> Self {
        Self::Failure(message.into())
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::Failure(message) => f.write_str(message),
            Self::Reported => Ok(()),
        }
    }
}

/// Says what was being done, or to which file, when an operation failed.
pub trait Context<T> {
    fn context(self, what: impl Display) -> Result<T>;
}

impl<T> Context<T> for io::Result<T> {
    fn context(self, what: impl Display) -> Result<T> {
        self.map_err(|error| Error::Failure(format!("{what}: {error}")))
    }
}
