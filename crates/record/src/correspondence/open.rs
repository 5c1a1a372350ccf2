//! Putting a question by correspondence: to every partner with a filled seat that votes on the body.
//!
//! The text is what they are asked to agree to, word for word, with why it cannot wait for a meeting.
//! The arrangements may forbid it for a body.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Asked, Entry};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    arrangements::VoteUnit,
    decisions::voter_by,
    id::BodyId,
    prose::{Prose, Title, Words},
    say_day,
    structure::{SeatOn, Structure},
};

/// Puts a question to the members of a body, to be answered by a day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenCorrespondence {
    /// The body whose members are asked.
    pub body: BodyId,
    /// What it is about, in a few words.
    pub title: Title,
    /// What they are asked to agree to, word for word.
    pub text: Words,
    /// Why it cannot wait for a meeting.
    pub why: Words,
    /// The last day for answers.
    pub deadline: Date,
}

/// Why a question is not put.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenCorrespondenceRefused {
    /// No such body today.
    #[error("the arrangements have no body {0}")]
    NoSuchBody(BodyId),
    /// The arrangements forbid it.
    #[error("the arrangements do not let the body {0} decide by correspondence")]
    NotAllowed(BodyId, Option<String>),
    /// No seat of it votes.
    #[error("nobody holds a seat on the body {0} that could answer")]
    NobodyToAsk(BodyId),
    /// There is no time to answer.
    #[error("{} leaves no day to answer: today is {}", say_day(*.0), say_day(*.1))]
    TooSoon(Date, Date),
}

use OpenCorrespondenceRefused::*;

/// Whose answer a seat gives: its partner's, or its own where votes are by seat or it is no partner's.
pub(super) fn answers_for(
    structure: &Structure,
    body: &BodyId,
    day: Date,
    seat: &SeatOn<'_>,
) -> Option<crate::decisions::Voter> {
    let rule = structure.body(body, day)?.1.vote.as_ref();
    seat.holder?;
    voter_by(rule.map_or(VoteUnit::Partner, |rule| rule.unit), seat)
}

/// Those who are asked when a question is put to a body on a day.
pub(super) fn asked(structure: &Structure, body: &BodyId, day: Date) -> Asked {
    let seats = structure.seats_on(body, day);
    seats
        .iter()
        .filter_map(|seat| answers_for(structure, body, day, seat))
        .collect()
}

impl Act for OpenCorrespondence {
    const NAME: &'static str = "correspondence.open";
    const SUMMARY: &'static str =
        "Put a question to the members of a body by correspondence, to be answered by a day.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = OpenCorrespondenceRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = minute.date_in(&record.structure.zone());
        let body = record.structure.body(&self.body, today);
        let (_, body) = body.ok_or_else(|| NoSuchBody(self.body.clone()))?;
        if let Some(rule) = body.correspondence.as_ref().filter(|rule| !rule.allowed) {
            return Err(NotAllowed(self.body.clone(), rule.clause.clone()));
        }
        if asked(&record.structure, &self.body, today).is_empty() {
            return Err(NobodyToAsk(self.body.clone()));
        }
        if self.deadline <= today {
            return Err(TooSoon(self.deadline, today));
        }
        Ok(vec![crate::Entry::Correspondence(
            Entry::CorrespondenceOpened {
                correspondence: record.correspondence.next_id(&self.body),
                body: self.body.clone(),
                title: self.title.clone(),
                text: Prose::from(&self.text),
                why: Prose::from(&self.why),
                on: today,
                deadline: self.deadline,
            },
        )])
    }
}

impl Refusal for OpenCorrespondenceRefused {
    fn advice(&self) -> Advice {
        match self {
            NoSuchBody(_) => Advice::new(
                "correspondence/no-such-body",
                "body",
                "Choose a body of the arrangements in force.",
            ),
            NotAllowed(_, clause) => Advice::new(
                "correspondence/not-allowed",
                "body",
                "Call a meeting of the body instead.",
            )
            .by(clause.as_deref()),
            NobodyToAsk(_) => Advice::new(
                "correspondence/nobody-to-ask",
                "body",
                "Appoint its members first.",
            ),
            TooSoon(..) => Advice::new(
                "correspondence/too-soon",
                "deadline",
                "Choose tomorrow or a later day.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{decisions::Voter, testkit::*};

    fn open(body: &str, deadline: &str) -> OpenCorrespondence {
        OpenCorrespondence {
            body: id(body),
            title: Title::new("Bridge repairs").unwrap(),
            text: Words::new("That the bridge is repaired.").unwrap(),
            why: Words::new("The flood did not wait.").unwrap(),
            deadline: date(deadline),
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let forbidden = ARRANGEMENTS.replace(
            "[body.quorum]\nshare = \"1/2\"\nof = \"members\"",
            "[body.correspondence]\nallowed = false\nclause = \"13\"\n\n[body.quorum]\nshare = \"1/2\"\nof = \"members\"",
        );
        rules([
            (
                Book::new(),
                open("board", "2007-02-01"),
                Err(NoSuchBody(id("board"))),
            ),
            (Book::three_rivers(), open("board", "2007-02-01"), Ok(())),
            (Book::three_rivers(), open("board", "2007-01-03"), Ok(())),
            (
                Book::three_rivers(),
                open("board", "2007-01-02"),
                Err(TooSoon(date("2007-01-02"), date("2007-01-02"))),
            ),
            (
                Book::three_rivers(),
                open("mars", "2007-02-01"),
                Err(NoSuchBody(id("mars"))),
            ),
            (
                Book::adopted(),
                open("board", "2007-02-01"),
                Err(NobodyToAsk(id("board"))),
            ),
            // Nobody on the forum speaks for a partner.
            (
                Book::three_rivers(),
                open("forum", "2007-02-01"),
                Err(NobodyToAsk(id("forum"))),
            ),
            (
                Book::adopting(&forbidden).fills(),
                open("board", "2007-02-01"),
                Err(NotAllowed(id("board"), Some("13".to_owned()))),
            ),
        ]);
    }

    #[test]
    fn each_partner_is_asked_once_however_many_seats_it_has() {
        let book = Book::three_rivers().after(open("board", "2007-02-01"));
        let question = book.record.correspondence.all().next().unwrap();
        let partner = |name: &str| Voter::Partner(id(name));
        let asked = [
            partner("council"),
            partner("health"),
            partner("voluntary-action"),
            Voter::Seat(seat("board.ambassador")),
        ];
        assert_eq!(question.asked, asked.into());
        assert_eq!(question.id.as_str(), "board-by-correspondence-1");
    }
}
