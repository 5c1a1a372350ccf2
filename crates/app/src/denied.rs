//! Why an act was not recorded. In every case nothing was written.

use std::sync::Arc;

use record::{
    LineNo,
    act::{Malformed, Refused},
    id::PersonId,
};

use crate::NotPermitted;

/// Why an act was not recorded.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Denied {
    /// There is no such partnership.
    #[error("there is no partnership “{0}”")]
    NoSuchPartnership(String),
    /// The text is not an act.
    #[error("{}{malformed}", nth(*.act))]
    Malformed {
        /// Which act of several, from 0.
        act: usize,
        /// What is wrong.
        malformed: Malformed,
    },
    /// The caller may not ask for it.
    #[error("{0}")]
    NotPermitted(NotPermitted),
    /// The rules refuse it.
    #[error("{}{refused}", nth(*.act))]
    Refused {
        /// Which act of several, from 0.
        act: usize,
        /// Why.
        refused: Refused,
    },
    /// A person that the house does not know.
    #[error("nobody has the number {0}")]
    NobodyKnown(PersonId),
    /// A paper whose bytes the house does not have.
    #[error("no paper with the hash {0} was uploaded")]
    NoSuchPaper(String),
    /// Someone else changed the meeting meanwhile.
    #[error("someone else has changed this meeting since you opened the page")]
    Stale {
        /// The line that the caller had seen.
        seen: LineNo,
        /// The line at which it changed.
        changed: LineNo,
    },
    /// The key was used for another request.
    #[error("this Idempotency-Key was used before, for another request")]
    KeyUsed,
    /// So many others write that no turn could be had.
    #[error("the book is being written by others; no turn could be had")]
    Busy,
    /// The book cannot be written or read now.
    #[error("{0}")]
    Book(#[from] journal::Fault),
    /// The office cannot be read now.
    #[error("{0}")]
    Office(Arc<office::Fault>),
    /// A line that this version cannot read.
    #[error("line {line} of the book cannot be read: {why}")]
    NotUnderstood {
        /// The line.
        line: LineNo,
        /// Why not.
        why: String,
    },
    /// The house is closing.
    #[error("the house is closing")]
    Closing,
}

impl From<office::Fault> for Denied {
    fn from(fault: office::Fault) -> Self {
        Self::Office(Arc::new(fault))
    }
}

fn nth(act: usize) -> String {
    if act == 0 {
        String::new()
    } else {
        format!("act {}: ", act + 1)
    }
}

/// What kind of denial it is, for whoever has to choose a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 400.
    Malformed,
    /// 403.
    Forbidden,
    /// 404.
    Unknown,
    /// 409.
    Conflict,
    /// 422.
    Refused,
    /// 503.
    Unavailable,
    /// 500.
    Fault,
}

impl Denied {
    /// What kind of denial it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Malformed { .. } => Kind::Malformed,
            Self::NotPermitted(_) => Kind::Forbidden,
            Self::NoSuchPartnership(_) => Kind::Unknown,
            Self::Stale { .. } | Self::KeyUsed => Kind::Conflict,
            Self::Refused { .. } | Self::NobodyKnown(_) | Self::NoSuchPaper(_) => Kind::Refused,
            Self::Busy | Self::Closing => Kind::Unavailable,
            Self::Book(
                journal::Fault::Full | journal::Fault::Unavailable(_) | journal::Fault::Unknown,
            ) => Kind::Unavailable,
            Self::Office(fault) => match **fault {
                office::Fault::Full
                | office::Fault::Unavailable { .. }
                | office::Fault::Missing { .. } => Kind::Unavailable,
                _ => Kind::Fault,
            },
            Self::Book(_) | Self::NotUnderstood { .. } => Kind::Fault,
        }
    }

    /// A stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSuchPartnership(_) => "no-such-partnership",
            Self::Malformed { .. } => "malformed",
            Self::NotPermitted(_) => "not-permitted",
            Self::Refused { refused, .. } => refused.advice.code,
            Self::NobodyKnown(_) => "nobody-known",
            Self::NoSuchPaper(_) => "no-such-paper",
            Self::Stale { .. } => "stale",
            Self::KeyUsed => "key-used",
            Self::Busy => "busy",
            Self::Book(journal::Fault::Full) => "disk-full",
            Self::Book(_) => "book",
            Self::Office(fault) if matches!(**fault, office::Fault::Full) => "disk-full",
            Self::Office(_) => "office",
            Self::NotUnderstood { .. } => "not-understood",
            Self::Closing => "closing",
        }
    }

    /// The next step.
    pub fn help(&self) -> &str {
        match self {
            Self::NoSuchPartnership(_) => {
                "Choose one from the first page, or make it with “folkmoot init”."
            }
            Self::Malformed { .. } => {
                "Correct the field; GET /api/v1/acts gives the form of each act."
            }
            Self::NotPermitted(not) => not.help(),
            Self::Refused { refused, .. } => refused.advice.help,
            Self::NobodyKnown(_) => "Add the person first, and use the number that you are given.",
            Self::NoSuchPaper(_) => "Upload the paper first, and use the hash that you are given.",
            Self::Stale { .. } => {
                "Look at what changed below, then send your form again. Nothing you typed is lost."
            }
            Self::KeyUsed => "Use a fresh key for each request.",
            Self::Busy => "Try again in a moment.",
            Self::Book(fault) => fault.help(),
            Self::Office(fault) => fault.help(),
            Self::NotUnderstood { .. } => {
                "Use the version of Folkmoot that wrote the book, or a newer one. The book was not touched."
            }
            Self::Closing => "Try again in a moment.",
        }
    }

    /// The field that has to change, where it is known.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Malformed { malformed, .. } => Some(&malformed.field),
            Self::Refused { refused, .. } => {
                Some(refused.advice.field).filter(|field| !field.is_empty())
            }
            _ => None,
        }
    }

    /// The clause that it follows from, where it follows from one.
    pub fn clause(&self) -> Option<&str> {
        match self {
            Self::Refused { refused, .. } => refused.advice.clause.as_deref(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_denial_has_its_kind_its_code_and_a_next_step() {
        let full = || office::Fault::Full.into();
        let table: [(Denied, Kind, &str); 11] = [
            (
                Denied::NoSuchPartnership("x".to_owned()),
                Kind::Unknown,
                "no-such-partnership",
            ),
            (
                Denied::NotPermitted(NotPermitted::NotYourSeat),
                Kind::Forbidden,
                "not-permitted",
            ),
            (
                Denied::NoSuchPaper("x".to_owned()),
                Kind::Refused,
                "no-such-paper",
            ),
            (
                Denied::Stale {
                    seen: 1,
                    changed: 2,
                },
                Kind::Conflict,
                "stale",
            ),
            (Denied::KeyUsed, Kind::Conflict, "key-used"),
            (Denied::Busy, Kind::Unavailable, "busy"),
            (Denied::Closing, Kind::Unavailable, "closing"),
            (
                Denied::Book(journal::Fault::Full),
                Kind::Unavailable,
                "disk-full",
            ),
            (
                Denied::Book(journal::Fault::Unknown),
                Kind::Unavailable,
                "book",
            ),
            (full(), Kind::Unavailable, "disk-full"),
            (
                Denied::Book(journal::Fault::Other("x".to_owned())),
                Kind::Fault,
                "book",
            ),
        ];
        for (denied, kind, code) in table {
            assert_eq!((denied.kind(), denied.code()), (kind, code), "{denied}");
            assert!(!denied.to_string().is_empty(), "{denied:?}");
            assert!(
                denied.help().ends_with('.'),
                "{denied:?}: {}",
                denied.help()
            );
        }
    }
}
