//! Letters: what the book gives cause to write, to whom, and how each wishes to have it.
//!
//! `table` says what an entry gives cause to write, `reminders` what a day does. Both are pure: they take
//! what the book says and give `News`. `delivery` turns news into letters, or keeps it for a digest, as
//! each person wishes, and hands it to the office's outbox in the same transaction that notes how far
//! the book's letters are written: so neither a restart nor a second node writes one twice.
//!
//! A letter says that something is there and where. It never holds a paper, nor words that its reader
//! might not see on the page it leads to.

mod delivery;
mod digest;
mod reminders;
mod shown;
mod table;
mod whom;

use office::Wish;
use post::Part;
use record::{
    arrangements::SeatOffice,
    id::{MeetingId, PersonId},
};

pub use shown::{LetterLine, Letters, LettersOf, WishLine, letter_kind};

/// A sort of letter, and what somebody may wish about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// That a meeting is held, moved or cancelled.
    Notice,
    /// That an answer is wanted by correspondence.
    Votes,
    /// What somebody was asked to do.
    Actions,
    /// That something is due soon, or overdue.
    Reminders,
    /// That papers were added, or are due.
    Papers,
    /// That minutes are there, or what was decided by correspondence.
    Minutes,
    /// That what a meeting asked for was done.
    Completed,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Notice,
        Self::Votes,
        Self::Actions,
        Self::Reminders,
        Self::Papers,
        Self::Minutes,
        Self::Completed,
    ];

    /// The kind as a word, as in forms and in the office.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Votes => "votes",
            Self::Actions => "actions",
            Self::Reminders => "reminders",
            Self::Papers => "papers",
            Self::Minutes => "minutes",
            Self::Completed => "completed",
        }
    }

    /// The kind that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What such letters are called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Notice => "Notice of meetings",
            Self::Votes => "Questions by correspondence",
            Self::Actions => "What you are asked to do",
            Self::Reminders => "Reminders",
            Self::Papers => "Papers",
            Self::Minutes => "Minutes and results",
            Self::Completed => "What was done",
        }
    }

    /// What is in them.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Notice => "The agenda is out; a meeting is moved or cancelled",
            Self::Votes => "A question is put to you between meetings",
            Self::Actions => "Actions that a meeting gives you or your organisation",
            Self::Reminders => {
                "Something of yours is due in a week or tomorrow, or is overdue; an answer is still wanted"
            }
            Self::Papers => "Something was added to an agenda; papers are due soon",
            Self::Minutes => {
                "Minutes were sent round or published; what came of a question by correspondence"
            }
            Self::Completed => "Something that a meeting asked for, at which you were, is done",
        }
    }

    /// Why such letters cannot be put off or left out, where they cannot.
    pub const fn why_always(self) -> Option<&'static str> {
        match self {
            Self::Notice => Some(
                "Notice is owed to everyone who belongs to a meeting: one of which somebody was not told can be challenged.",
            ),
            Self::Votes => Some(
                "Your answer is counted, and the record says who did not answer: you have to know that you are asked.",
            ),
            _ => None,
        }
    }

    /// What holds where somebody wished for nothing, or may not.
    pub(crate) fn settled(self, wish: Option<Wish>) -> Wish {
        match self.why_always() {
            Some(_) => Wish::AtOnce,
            None => wish.unwrap_or(Wish::AtOnce),
        }
    }
}

/// Something to be told to some people.
#[derive(Debug, Clone)]
pub(crate) struct News {
    /// What tells it from other news of the partnership; with the person it makes the letter's key.
    pub(crate) key: String,
    pub(crate) kind: Kind,
    /// The meeting it is about, or the question by correspondence.
    pub(crate) about: Option<String>,
    /// What it says in a line.
    pub(crate) subject: String,
    /// What it says.
    pub(crate) parts: Vec<Part>,
    /// What is to be done, and where: a path below the partnership.
    pub(crate) button: (&'static str, String),
    pub(crate) to: Vec<To>,
}

/// Someone to be told, and why they.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct To {
    pub(crate) person: PersonId,
    /// A whole sentence, for the foot of the letter.
    pub(crate) why: String,
}

/// Whether a seat takes the chair.
fn is_chair(office: Option<SeatOffice>) -> bool {
    office == Some(SeatOffice::Chair)
}

/// The path of a meeting's page.
fn page_of(meeting: &MeetingId) -> String {
    format!("/meetings/{meeting}")
}
