//! Entries: what the lines of the book say. Past tense; a variant never changes its meaning.

use serde::{Deserialize, Serialize};

use crate::{
    book, correspondence, decisions, delivery, disputes, efficiency, exceptions, meetings, money,
    plan, prose::Prose, structure, watching,
};

/// What one line of the book says; this enum only tells which module speaks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "module", rename_all = "kebab-case")]
pub enum Entry {
    /// Of arrangements and seats.
    Structure(structure::Entry),
    /// Of meetings, minutes and actions.
    Meetings(meetings::Entry),
    /// Of motions, votes and decisions.
    Decisions(decisions::Entry),
    /// Of questions put by correspondence.
    Correspondence(correspondence::Entry),
    /// Of disputes between partners.
    Disputes(disputes::Entry),
    /// Of the book itself.
    Book(book::Entry),
    /// Of the plan.
    Plan(plan::Entry),
    /// Of delivery plans and what goes with them.
    Delivery(delivery::Entry),
    /// Of exceptions and log jams.
    Exceptions(exceptions::Entry),
    /// Of efficiency reviews.
    Efficiency(efficiency::Entry),
    /// Of the watch list.
    Watching(watching::Entry),
    /// Of money.
    Money(money::Entry),
}

/// Why a line cannot be read: it was written by a newer Folkmoot, or is damaged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the line says something that this version of Folkmoot does not understand: {0}")]
pub struct NotUnderstood(String);

impl Entry {
    /// Reads an entry as it was written. Errors when this version does not know it.
    pub fn read(json: &str) -> Result<Self, NotUnderstood> {
        serde_json::from_str(json).map_err(|error| NotUnderstood(error.to_string()))
    }

    /// The words of people in it, in the order in which they are written.
    pub fn prose_mut(&mut self) -> Vec<&mut Prose> {
        match self {
            Self::Structure(entry) => entry.prose_mut(),
            Self::Meetings(entry) => entry.prose_mut(),
            Self::Decisions(entry) => entry.prose_mut(),
            Self::Correspondence(entry) => entry.prose_mut(),
            Self::Disputes(entry) => entry.prose_mut(),
            Self::Book(entry) => entry.prose_mut(),
            Self::Plan(entry) => entry.prose_mut(),
            Self::Delivery(entry) => entry.prose_mut(),
            Self::Exceptions(entry) => entry.prose_mut(),
            Self::Efficiency(entry) => entry.prose_mut(),
            Self::Watching(entry) => entry.prose_mut(),
            Self::Money(entry) => entry.prose_mut(),
        }
    }
}
