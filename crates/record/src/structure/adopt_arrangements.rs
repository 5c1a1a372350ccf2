//! Adopting arrangements: from a day on, the partnership works by this text.
//!
//! Whether the body that adopts them may do so is not judged here; the decision, where the book has
//! it, is named. A text with errors is refused whole; warnings are for people to weigh.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{ArrangementsText, Entry};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::DecisionId,
    say_day,
};

/// Adopts governance arrangements from a day on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdoptArrangements {
    /// The arrangements, as TOML.
    pub text: String,
    /// The day from which they are in force.
    pub from: Date,
    /// The decision that adopted them, where the book has it.
    pub decided_by: Option<DecisionId>,
}

/// Why arrangements are not adopted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AdoptArrangementsRefused {
    /// `folkmoot check` finds errors.
    #[error(
        "these arrangements cannot be adopted: line {line}, {code}: {message} ({count} in all)"
    )]
    Faulty {
        /// How many errors.
        count: usize,
        /// The line of the first.
        line: usize,
        /// Its code.
        code: &'static str,
        /// What it says.
        message: String,
    },
    /// They would begin before arrangements that are already adopted.
    #[error(
        "arrangements in force from {} are already adopted, and these would begin before them", say_day(*.0)
    )]
    BeforeLast(Date),
    /// They would change a day on which a meeting was held.
    #[error("a meeting was held on {}, and what was adopted for that day stays as it was", say_day(*.0))]
    BeforeAMeeting(Date),
    /// The very same text is in force.
    #[error("these very arrangements are already in force, from {}", say_day(*.0))]
    Same(Date),
    /// No such decision.
    #[error("there is no decision {0} in the book")]
    NoSuchDecision(DecisionId),
}

use AdoptArrangementsRefused::{BeforeAMeeting, BeforeLast, Faulty, NoSuchDecision, Same};

impl Act for AdoptArrangements {
    const NAME: &'static str = "structure.adopt-arrangements";
    const SUMMARY: &'static str = "Adopt governance arrangements from a day on.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = AdoptArrangementsRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let text = ArrangementsText::read(&self.text).map_err(|findings| {
            let count = findings.len();
            let first = findings.into_iter().next();
            let line = first
                .as_ref()
                .map_or(1, |finding| finding.line_and_column(&self.text).0);
            let (code, message) = first.map_or(("E000", String::new()), |finding| {
                (finding.code, finding.message)
            });
            Faulty {
                count,
                line,
                code,
                message,
            }
        })?;
        if let Some(last) = record.structure.adoptions().next_back() {
            if self.from < last.from {
                return Err(BeforeLast(last.from));
            }
            if *last.text == *self.text {
                return Err(Same(last.from));
            }
        }
        let mut held = record
            .meetings
            .all()
            .rev()
            .filter(|meeting| meeting.opened.is_some());
        if let Some(meeting) = held.next().filter(|meeting| self.from <= meeting.date) {
            return Err(BeforeAMeeting(meeting.date));
        }
        if let Some(decision) = &self.decided_by
            && record.decisions.get(decision).is_none()
        {
            return Err(NoSuchDecision(decision.clone()));
        }
        let (from, decided_by) = (self.from, self.decided_by.clone());
        Ok(vec![crate::Entry::Structure(Entry::ArrangementsAdopted {
            from,
            decided_by,
            text,
        })])
    }
}

impl Refusal for AdoptArrangementsRefused {
    fn advice(&self) -> Advice {
        match self {
            Faulty { .. } => Advice::new(
                "structure/faulty-arrangements",
                "text",
                "Run “folkmoot check” on the file: it shows each error with its line and how to mend it.",
            ),
            BeforeLast(_) => Advice::new(
                "structure/before-last-adoption",
                "from",
                "Choose that day or a later one; history before it stays as it was.",
            ),
            BeforeAMeeting(_) => Advice::new(
                "structure/before-a-meeting",
                "from",
                "Choose a later day; history before it stays as it was.",
            ),
            Same(_) => Advice::new(
                "structure/same-arrangements",
                "text",
                "There is nothing to adopt.",
            ),
            NoSuchDecision(_) => Advice::new(
                "structure/no-such-decision",
                "decided_by",
                "Name a decision that is in the book, or leave it out.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn adopt(text: &str, from: &str) -> AdoptArrangements {
        AdoptArrangements {
            text: text.to_owned(),
            from: date(from),
            decided_by: None,
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let changed = ARRANGEMENTS.replace("3/4", "2/3");
        let decided_by = |decision: &str| AdoptArrangements {
            decided_by: Some(id(decision)),
            ..adopt(&changed, "2008-01-01")
        };
        let meeting =
            || Book::board_under_way(&["chair", "leader"]).agrees(BOARD, "To change them.");
        rules([
            (Book::new(), adopt(ARRANGEMENTS, "2007-01-01"), Ok(())),
            (
                Book::adopted(),
                adopt(ARRANGEMENTS, "2008-01-01"),
                Err(Same(date("2007-01-01"))),
            ),
            (
                Book::adopted(),
                adopt(&changed, "2006-12-31"),
                Err(BeforeLast(date("2007-01-01"))),
            ),
            (Book::adopted(), adopt(&changed, "2007-01-01"), Ok(())),
            (
                Book::adopted(),
                decided_by("board-2007-04-18-2"),
                Err(NoSuchDecision(id("board-2007-04-18-2"))),
            ),
            (meeting(), decided_by("board-2007-04-18-2"), Ok(())),
            (
                meeting(),
                adopt(&changed, "2007-04-18"),
                Err(BeforeAMeeting(date("2007-04-18"))),
            ),
            (meeting(), adopt(&changed, "2007-04-19"), Ok(())),
        ]);
    }

    #[test]
    fn a_faulty_text_is_refused_with_the_line_of_its_first_error() {
        let table = [
            ("", 1, "E004"),
            ("[partnership]\nname = 5", 1, "E004"),
            ("[partnership\n", 1, "E002"),
        ];
        for (text, expected_line, expected_code) in table {
            let ruling = Book::new().ruling(&adopt(text, "2007-01-01"));
            let Err(Faulty {
                line, code, count, ..
            }) = &ruling
            else {
                panic!("{text:?} is not refused: {ruling:?}");
            };
            assert!(*count > 0);
            assert_eq!(*line, expected_line, "{text:?} {ruling:?}");
            assert_eq!(*code, expected_code, "{text:?}");
        }
    }
}
