//! Taking words out of the book: unlawful, or written by mistake.
//!
//! Two people authorise it, and the ground stays on the record. The line, its number and its hash
//! stay; only the words and the salt that proves them go, so that the chain still holds. Votes,
//! numbers and dates are no words and cannot be taken out.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Entry;
use crate::{
    LineNo, Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::PersonId,
    prose::{Prose, Words},
};

/// Takes words out of a line of the book.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Redact {
    /// The line.
    pub line: LineNo,
    /// Which of its texts, from 0.
    #[serde(default)]
    pub ordinal: u32,
    /// On what ground.
    pub ground: Words,
    /// The two people who authorise it.
    pub authorised_by: [PersonId; 2],
}

/// Why words are not taken out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RedactRefused {
    /// The book is not that long.
    #[error("the book has no line {0}")]
    NoSuchLine(LineNo),
    /// They are gone already.
    #[error("text {1} of line {0} has been taken out already")]
    AlreadyGone(LineNo, u32),
    /// One person is not two.
    #[error("two different people have to authorise it")]
    OnePerson,
}

use RedactRefused::{AlreadyGone, NoSuchLine, OnePerson};

impl Act for Redact {
    const NAME: &'static str = "book.redact";
    const SUMMARY: &'static str = "Take an unlawful or mistaken text out of a line of the book.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = RedactRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        if self.line == 0 || self.line > record.last {
            return Err(NoSuchLine(self.line));
        }
        if record.book.redaction(self.line, self.ordinal).is_some() {
            return Err(AlreadyGone(self.line, self.ordinal));
        }
        let [one, other] = self.authorised_by;
        if one == other {
            return Err(OnePerson);
        }
        Ok(vec![crate::Entry::Book(Entry::Redacted {
            line: self.line,
            ordinal: self.ordinal,
            ground: Prose::from(&self.ground),
            authorised_by: self.authorised_by,
        })])
    }

    fn people(&self) -> Vec<PersonId> {
        self.authorised_by.to_vec()
    }
}

impl Refusal for RedactRefused {
    fn advice(&self) -> Advice {
        match self {
            NoSuchLine(_) => Advice::new(
                "book/no-such-line",
                "line",
                "Look up the number on the page of the book.",
            ),
            AlreadyGone(..) => {
                Advice::new("book/already-gone", "ordinal", "There is nothing to do.")
            }
            OnePerson => Advice::new("book/one-person", "authorised_by", "Name a second person."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let redact = |line: LineNo, ordinal: u32, one: u32, other: u32| Redact {
            line,
            ordinal,
            ground: Words::new("It named a private person.").unwrap(),
            authorised_by: [person(one), person(other)],
        };
        let book = || Book::board_under_way(&["chair"]).agrees(BOARD, "To thank Ann Smith.");
        let last = book().record.last;
        rules([
            (Book::new(), redact(0, 0, 1, 2), Err(NoSuchLine(0))),
            (Book::new(), redact(1, 0, 1, 2), Err(NoSuchLine(1))),
            (book(), redact(last, 0, 1, 2), Ok(())),
            (book(), redact(last + 1, 0, 1, 2), Err(NoSuchLine(last + 1))),
            (book(), redact(last, 0, 1, 1), Err(OnePerson)),
            (
                book().after(redact(last, 0, 1, 2)),
                redact(last, 0, 1, 2),
                Err(AlreadyGone(last, 0)),
            ),
        ]);
    }
}
