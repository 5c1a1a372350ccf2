//! Answering by correspondence: a partner answers once, by any of its seats on the body, and may change
//! its answer until the day has passed. Every answer stays on the record; the last one counts.
//!
//! The secretariat enters what came by e-mail, letter or word of mouth.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Answer, Correspondence, Entry, Means};
use crate::{
    Author, Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{CorrespondenceId, SeatId},
    meetings::PaperHash,
    prose::{Prose, Words},
    say_day,
};

/// Answers a question that was put by correspondence.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerCorrespondence {
    /// The question.
    pub correspondence: CorrespondenceId,
    /// The seat that answers.
    pub seat: SeatId,
    /// How it answers.
    pub answer: Answer,
    /// What it wishes to say besides.
    pub words: Option<Words>,
    /// By what means the answer came; on the page itself when left out.
    pub means: Option<Means>,
    /// The message that it came in, as a file that is kept: SHA-256 of its bytes. With an e-mail or a letter.
    pub message: Option<PaperHash>,
}

/// Why an answer is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerCorrespondenceRefused {
    /// No such question.
    #[error("there is no question by correspondence {0}")]
    NoSuchQuestion(CorrespondenceId),
    /// It was counted.
    #[error("the answers to {} were counted on {}", .0, say_day(*.1))]
    Counted(CorrespondenceId, Date),
    /// The day has passed.
    #[error("the last day for answers was {}", say_day(*.0))]
    TooLate(Date),
    /// The seat belongs to another body, or nobody holds it.
    #[error("nobody holds the seat {0} on the body that is asked")]
    NotHeld(SeatId),
    /// The seat was not asked.
    #[error("the seat {0} was not asked: it has no vote, or its partner came later")]
    NotAsked(SeatId),
    /// Only an e-mail or a letter comes in a message.
    #[error("a message goes with an answer that came by e-mail or by letter")]
    NoMessage,
}

use AnswerCorrespondenceRefused::*;

impl Record {
    /// A question that was put by correspondence and is not counted.
    pub(super) fn find_correspondence(
        &self,
        id: &CorrespondenceId,
    ) -> Result<&Correspondence, AnswerCorrespondenceRefused> {
        let question = self.correspondence.get(id);
        let question = question.ok_or_else(|| NoSuchQuestion(id.clone()))?;
        match &question.closed {
            Some(closed) => Err(Counted(id.clone(), closed.on)),
            None => Ok(question),
        }
    }
}

impl Act for AnswerCorrespondence {
    const NAME: &'static str = "correspondence.answer";
    const SUMMARY: &'static str =
        "Answer a question by correspondence; the last answer of each partner counts.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = AnswerCorrespondenceRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let question = record.find_correspondence(&self.correspondence)?;
        let structure = &record.structure;
        let today = minute.date_in(&structure.zone());
        if today > question.deadline {
            return Err(TooLate(question.deadline));
        }
        let written = matches!(self.means, Some(Means::Email | Means::Letter));
        if self.message.is_some() && !written {
            return Err(NoMessage);
        }
        let not_held = || NotHeld(self.seat.clone());
        let on = structure
            .seat_on(&self.seat, today)
            .filter(|_| self.seat.body() == question.body);
        let on = on.ok_or_else(not_held)?;
        let holder = on.holder.ok_or_else(not_held)?.person;
        let voter = question.voter_of(structure, today, &on);
        let voter = voter.ok_or_else(|| NotAsked(self.seat.clone()))?;
        let person = match minute.by {
            Author::Person(person) => structure
                .speaks_for(person, &self.seat, today, None)
                .map_or(holder, |_| person),
            Author::System(_) => holder,
        };
        Ok(vec![crate::Entry::Correspondence(Entry::AnswerGiven {
            correspondence: question.id.clone(),
            seat: self.seat.clone(),
            voter,
            person,
            answer: self.answer,
            words: self.words.as_ref().map(Prose::from),
            means: self.means.unwrap_or_default(),
            on: today,
            message: self.message.clone(),
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }

    fn paper(&self) -> Option<&PaperHash> {
        self.message.as_ref()
    }
}

impl Refusal for AnswerCorrespondenceRefused {
    fn advice(&self) -> Advice {
        match self {
            NoSuchQuestion(_) => Advice::new(
                "correspondence/no-such-question",
                "correspondence",
                "Choose one from the list of questions by correspondence.",
            ),
            Counted(..) => Advice::new(
                "correspondence/counted",
                "correspondence",
                "Raise it at the next meeting.",
            ),
            TooLate(_) => Advice::new(
                "correspondence/too-late",
                "correspondence",
                "Raise it at the next meeting.",
            ),
            NotHeld(_) => Advice::new(
                "correspondence/seat-not-held",
                "seat",
                "Choose a seat that is held on the body that is asked.",
            ),
            NoMessage => Advice::new(
                "correspondence/no-message",
                "message",
                "Say that the answer came by e-mail or by letter, or leave the message out.",
            ),
            NotAsked(_) => Advice::new(
                "correspondence/not-asked",
                "seat",
                "Choose a seat of someone who was asked.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        correspondence::{CloseCorrespondence, OpenCorrespondence},
        decisions::Voter,
        id::PersonId,
        prose::Title,
        testkit::*,
    };

    const QUESTION: &str = "board-by-correspondence-1";

    fn asked() -> Book {
        Book::three_rivers().after(OpenCorrespondence {
            body: id("board"),
            title: Title::new("Bridge repairs").unwrap(),
            text: Words::new("That the bridge is repaired.").unwrap(),
            why: Words::new("The flood did not wait.").unwrap(),
            deadline: date("2007-01-12"),
        })
    }

    fn answer(name: &str, answer: Answer) -> AnswerCorrespondence {
        AnswerCorrespondence {
            correspondence: id(QUESTION),
            seat: seat(name),
            answer,
            words: None,
            means: None,
            message: None,
        }
    }

    fn by_mail(means: Option<Means>) -> AnswerCorrespondence {
        AnswerCorrespondence {
            means,
            message: Some("0".repeat(64).parse().unwrap()),
            ..answer("board.leader", Answer::Agree)
        }
    }

    // Requirement: DE17 at /{partnership}/decisions/by-correspondence/{correspondence}/answer
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let yes = |name: &str| answer(name, Answer::Agree);
        let counted = || {
            let close = CloseCorrespondence {
                correspondence: id(QUESTION),
            };
            asked().at("2007-01-13T09:00").after(close)
        };
        rules([
            (
                Book::three_rivers(),
                yes("board.leader"),
                Err(NoSuchQuestion(id(QUESTION))),
            ),
            (asked(), yes("board.leader"), Ok(())),
            (asked(), yes("board.councillor-2"), Ok(())),
            (asked(), by_mail(Some(Means::Email)), Ok(())),
            (asked(), by_mail(Some(Means::Letter)), Ok(())),
            (asked(), by_mail(Some(Means::Telephone)), Err(NoMessage)),
            (asked(), by_mail(None), Err(NoMessage)),
            (asked().at("2007-01-12T23:59"), yes("board.leader"), Ok(())),
            (
                asked().at("2007-01-13T00:00"),
                yes("board.leader"),
                Err(TooLate(date("2007-01-12"))),
            ),
            (
                counted(),
                yes("board.leader"),
                Err(Counted(id(QUESTION), date("2007-01-13"))),
            ),
            (
                asked(),
                yes("board.rural"),
                Err(NotHeld(seat("board.rural"))),
            ),
            (
                asked(),
                yes("executive.chief"),
                Err(NotHeld(seat("executive.chief"))),
            ),
            (
                asked(),
                yes("board.observer"),
                Err(NotAsked(seat("board.observer"))),
            ),
            (
                asked(),
                yes("board.chair"),
                Err(NotAsked(seat("board.chair"))),
            ),
        ]);
    }

    #[test]
    fn a_partner_has_one_answer_and_every_change_is_on_record() {
        let book = asked()
            .after(answer("board.leader", Answer::Agree))
            .after(answer("board.councillor-1", Answer::Disagree));
        let question = book.record.correspondence.get(&id(QUESTION)).unwrap();
        assert_eq!(question.answers.len(), 1);
        let given = &question.answers[&Voter::Partner(id("council"))];
        assert_eq!((given.answer, given.changes), (Answer::Disagree, 1));
        assert_eq!(given.seat, seat("board.councillor-1"));
        assert_eq!(question.silent().count(), 3);
    }

    #[test]
    fn who_answered_is_the_substitute_when_the_substitute_did() {
        let person: PersonId = substitute_for("board.health");
        let mut book = asked().after(crate::structure::NameSubstitute {
            seat: seat("board.health"),
            person,
            meeting: None,
            from: None,
            until: None,
        });
        book.minute.by = Author::Person(person);
        let book = book.after(answer("board.health", Answer::Agree));
        let question = book.record.correspondence.get(&id(QUESTION)).unwrap();
        assert_eq!(
            question.answers[&Voter::Partner(id("health"))].person,
            person
        );
    }
}
