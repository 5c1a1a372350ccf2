//! What can go wrong with the book, in words for the person who must mend it.
//!
//! A fault is never the user's doing. The sentence says what happened and the help
//! says what to do next; neither carries a text from the book.

use crate::{Head, Receipt};

/// The book could not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The disk is full, or refused the write. Nothing was written. Reading still works,
    /// and writing works again by itself once there is room.
    #[error("the disk has no room for another line; nothing was written")]
    Full,
    /// What is on the disk is not what was written. `line` is the first line that is wrong,
    /// or 0 if the damage is not in one line.
    #[error("{}{what}", at_line(*.line))]
    Corrupt {
        /// The first line that is wrong; 0 for the file as a whole.
        line: u64,
        /// What is wrong with it.
        what: String,
    },
    /// A later Folkmoot wrote this book. It was not touched.
    #[error(
        "this book is in format {found}, and this program understands formats up to {understood}"
    )]
    Newer {
        /// The format of the book.
        found: u32,
        /// The latest format this program knows.
        understood: u32,
    },
    /// The book cannot be reached or written at present.
    #[error("the book cannot be used at present: {0}")]
    Unavailable(String),
    /// The disk or the connection failed while a line was being kept: it may be in the book, or not.
    #[error("it is not known whether the line was kept: the disk or the database failed meanwhile")]
    Unknown,
    /// What was handed over is not a proper line, and nothing was written.
    #[error("the line was not written: {0}")]
    Refused(String),
    /// The idempotency key was used before; the earlier answer stands and nothing was written.
    #[error(
        "this request was already answered by lines {} to {}",
        .0.first,
        .0.last
    )]
    Repeated(Receipt),
    /// Anything else the store reported.
    #[error("the store of the book reported a fault: {0}")]
    Other(String),
}

impl Fault {
    /// What to do next, in one or two sentences.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Full => {
                "Make room on the disk that holds the book. There is no need to restart: \
                 writing resumes by itself."
            }
            Self::Corrupt { .. } => {
                "Stop, and keep a copy of the book as it is. Restore the latest backup, then run \
                 `folkmoot verify` against a checkpoint kept elsewhere to see which lines are missing."
            }
            Self::Newer { .. } => "Install the Folkmoot that wrote this book, or a later one.",
            Self::Unavailable(_) => {
                "Check that the database or the disk is there and answers, then try again. \
                 If it goes on, restart Folkmoot and look at the log of the system."
            }
            Self::Unknown => {
                "Read the book on from the last line you know before trying again; \
                 the receipt of the request says whether it was kept."
            }
            Self::Refused(_) => {
                "This is a mistake in the program. Please report it with this message."
            }
            Self::Repeated(_) => "Show the answer that was given the first time.",
            Self::Other(_) => {
                "Look at the message, and at the log of the database, then try again."
            }
        }
    }

    pub(crate) fn corrupt(line: u64, what: impl Into<String>) -> Self {
        Self::Corrupt {
            line,
            what: what.into(),
        }
    }
}

/// Why an append wrote nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AppendFault {
    /// Someone else wrote since the caller last read. Read on from `last`, decide afresh.
    #[error("the book has moved on to line {}", .head.line)]
    Conflict {
        /// The last line as it now stands.
        head: Head,
    },
    /// There is no room. See [`Fault::Full`].
    #[error("the disk has no room for another line; nothing was written")]
    Full,
    /// Any other fault.
    #[error(transparent)]
    Fault(Fault),
}

impl AppendFault {
    /// What to do next, in one or two sentences.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Conflict { .. } => "Read on, and decide again on what the book now says.",
            Self::Full => Fault::Full.help(),
            Self::Fault(fault) => fault.help(),
        }
    }
}

impl From<Fault> for AppendFault {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Full => Self::Full,
            other => Self::Fault(other),
        }
    }
}

fn at_line(line: u64) -> String {
    if line == 0 {
        String::new()
    } else {
        format!("line {line}: ")
    }
}
