//! Reviewing the membership of a body, every year: it is confirmed, or it changes.
//!
//! What changes is appointed or adopted by other acts; here is only that the body was looked at.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, ReviewOutcome};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::BodyId,
    prose::{Prose, Words},
    say_day,
};

/// Records that the membership of a body was reviewed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewMembership {
    /// The body.
    pub body: BodyId,
    /// The day of the review; today when left out.
    pub on: Option<Date>,
    /// Whether the membership stays or changes.
    pub outcome: ReviewOutcome,
    /// What was said, and what is to change.
    pub words: Option<Words>,
}

/// Why a review is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReviewMembershipRefused {
    /// The arrangements have no such body.
    #[error("there is no body {0} in the arrangements in force on {day}", day = say_day(*.1))]
    NoSuchBody(BodyId, Date),
    /// It has no seats.
    #[error("the arrangements list no seats for {0}, so there is no membership to review")]
    NoSeats(BodyId),
    /// The day is still to come.
    #[error("{} is still to come", say_day(*.0))]
    StillToCome(Date),
    /// A later review is on record.
    #[error("the membership of {0} was reviewed on {day}", day = say_day(*.1))]
    BeforeLast(BodyId, Date),
    /// A change without a word.
    #[error("the membership changes, and nothing says how")]
    SaysNothing,
}

use ReviewMembershipRefused::{BeforeLast, NoSeats, NoSuchBody, SaysNothing, StillToCome};

impl Act for ReviewMembership {
    const NAME: &'static str = "structure.review-membership";
    const SUMMARY: &'static str = "Record that the membership of a body was reviewed.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = ReviewMembershipRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let structure = &record.structure;
        let today = minute.date_in(&structure.zone());
        let on = self.on.unwrap_or(today);
        if on > today {
            return Err(StillToCome(on));
        }
        let (_, body) = structure
            .body(&self.body, on)
            .ok_or_else(|| NoSuchBody(self.body.clone(), on))?;
        if body.seat.is_empty() {
            return Err(NoSeats(self.body.clone()));
        }
        let last = structure.reviews(&self.body).next_back();
        if let Some(last) = last.filter(|last| on <= last.on) {
            return Err(BeforeLast(self.body.clone(), last.on));
        }
        if self.outcome == ReviewOutcome::Changed && self.words.is_none() {
            return Err(SaysNothing);
        }
        Ok(vec![crate::Entry::Structure(Entry::MembershipReviewed {
            body: self.body.clone(),
            on,
            outcome: self.outcome,
            words: self.words.as_ref().map(Prose::from),
        })])
    }
}

impl Refusal for ReviewMembershipRefused {
    fn advice(&self) -> Advice {
        match self {
            NoSuchBody(..) => Advice::new(
                "structure/no-such-body",
                "body",
                "Choose a body of the structure on that day.",
            ),
            NoSeats(_) => Advice::new(
                "structure/no-seats",
                "body",
                "Choose a body that has seats.",
            ),
            StillToCome(_) => Advice::new(
                "structure/still-to-come",
                "on",
                "Record it when it has happened.",
            ),
            BeforeLast(..) => Advice::new(
                "structure/before-last-review",
                "on",
                "Give a day after that review.",
            ),
            SaysNothing => Advice::new(
                "structure/review-says-nothing",
                "words",
                "Write down what changes.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn review(body: &str, on: &str) -> ReviewMembership {
        ReviewMembership {
            body: id(body),
            on: Some(date(on)),
            outcome: ReviewOutcome::Confirmed,
            words: None,
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let book = || Book::three_rivers().at("2007-05-01T09:00");
        let reviewed = || book().after(review("board", "2007-04-18"));
        let changed = |words: Option<&str>| ReviewMembership {
            outcome: ReviewOutcome::Changed,
            words: words.map(|words| Words::new(words).unwrap()),
            ..review("board", "2007-04-18")
        };
        rules([
            (
                Book::new(),
                review("board", "2007-01-01"),
                Err(NoSuchBody(id("board"), date("2007-01-01"))),
            ),
            (book(), review("board", "2007-04-18"), Ok(())),
            (
                book(),
                review("moon", "2007-04-18"),
                Err(NoSuchBody(id("moon"), date("2007-04-18"))),
            ),
            (
                book(),
                review("flood", "2007-04-18"),
                Err(NoSeats(id("flood"))),
            ),
            (
                book(),
                review("board", "2007-05-02"),
                Err(StillToCome(date("2007-05-02"))),
            ),
            (
                reviewed(),
                review("board", "2007-04-18"),
                Err(BeforeLast(id("board"), date("2007-04-18"))),
            ),
            (reviewed(), review("board", "2007-04-19"), Ok(())),
            (reviewed(), review("executive", "2007-04-18"), Ok(())),
            (book(), changed(None), Err(SaysNothing)),
            (book(), changed(Some("One seat more.")), Ok(())),
        ]);
    }

    #[test]
    fn the_next_review_is_due_a_year_later() {
        let (board, flood) = (id("board"), id("flood"));
        let book = Book::three_rivers().at("2007-05-01T09:00");
        let due = |book: &Book, body, day| book.record.structure.review_due(body, date(day));
        // Never reviewed: a year after the arrangements gave it seats.
        assert_eq!(due(&book, &board, "2007-05-01"), Some(date("2008-01-01")));
        assert_eq!(due(&book, &flood, "2007-05-01"), None);
        assert_eq!(due(&Book::new(), &board, "2007-05-01"), None);
        let book = book.after(review("board", "2007-04-18"));
        assert_eq!(due(&book, &board, "2007-05-01"), Some(date("2008-04-18")));
    }
}
