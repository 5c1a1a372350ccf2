//! What the book says of itself: which words were taken out, and on whose authority.
//!
//! Taking the words out is done by the journal, in the same transaction as the entry; here it is
//! only known that it happened.

mod redact;

use imbl::OrdMap;
use serde::{Deserialize, Serialize};

pub use redact::{Redact, RedactRefused};

use crate::{LineNo, act::ActKind, id::PersonId, prose::Prose};

/// The acts of this module.
pub(crate) fn acts() -> Vec<ActKind> {
    vec![ActKind::of::<Redact>()]
}

/// Of the book itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    /// Words were taken out of a line.
    Redacted {
        /// The line.
        line: LineNo,
        /// Which of its texts, from 0.
        ordinal: u32,
        /// On what ground.
        ground: Prose,
        /// The two people who authorised it.
        authorised_by: [PersonId; 2],
    },
}

impl Entry {
    pub(crate) fn prose_mut(&mut self) -> Vec<&mut Prose> {
        match self {
            Self::Redacted { ground, .. } => vec![ground],
        }
    }
}

/// What was taken out of the book.
#[derive(Debug, Clone, Default)]
pub struct Book {
    redacted: OrdMap<(LineNo, u32), Prose>,
}

impl Book {
    /// Takes in an entry.
    pub(crate) fn apply(&mut self, entry: &Entry) {
        match entry {
            Entry::Redacted {
                line,
                ordinal,
                ground,
                ..
            } => {
                self.redacted.insert((*line, *ordinal), ground.clone());
            }
        }
    }

    /// The ground on which a text was taken out of a line, where it was.
    pub fn redaction(&self, line: LineNo, ordinal: u32) -> Option<&Prose> {
        self.redacted.get(&(line, ordinal))
    }

    /// How many texts were taken out.
    pub fn redactions(&self) -> usize {
        self.redacted.len()
    }
}
