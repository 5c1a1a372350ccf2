//! Recording what a partner's governing body answered to a decision referred to it (G07, para 12).
//!
//! A seat of the partner may, or the secretariat. An answer may change; every change is on the record.
//! A partner that declines is not bound.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Decision, Entry, PartnersAnswer};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{DecisionId, PartnerId, SeatId},
    prose::{Prose, Words},
    say_day,
};

/// Records a partner's answer to a referral.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerReferral {
    /// The decision.
    pub decision: DecisionId,
    /// The partner.
    pub partner: PartnerId,
    /// What it answers.
    pub answer: PartnersAnswer,
    /// On which day it was given.
    pub on: Date,
    /// Who gave it: the cabinet, the trust's board.
    pub by: Words,
    /// On what conditions it agrees, where it sets any.
    pub conditions: Option<Words>,
    /// The seat for which it is recorded; none: the secretariat records it.
    pub seat: Option<SeatId>,
}

/// Why an answer is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerReferralRefused {
    /// The seat or the day does not fit.
    #[error(transparent)]
    Unanswerable(#[from] Unanswerable),
    /// It was not referred.
    #[error("{0} was not referred to the partners")]
    NotReferred(DecisionId),
    /// The partner was not asked.
    #[error("the partner {0} was not asked")]
    NotAsked(PartnerId),
    /// The conditions are missing.
    #[error("it agrees on conditions, and none is given")]
    NoConditions,
    /// Conditions go with one answer only.
    #[error("conditions are given, and it does not agree on conditions")]
    NotConditional,
    /// The same answer stands.
    #[error("this very answer is recorded already")]
    Unchanged,
}

/// What answers to a decision, of a partner or the accountable body, have in common.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unanswerable {
    /// No such decision.
    #[error("there is no decision {0}")]
    NoSuchDecision(DecisionId),
    /// The seat is another's.
    #[error("the seat {0} does not speak for {1} today")]
    NotItsSeat(SeatId, PartnerId),
    /// The day has not come.
    #[error("{} has not come yet", say_day(*.0))]
    ToCome(Date),
    /// It was not decided yet on that day.
    #[error("it was not decided until {}", say_day(*.0))]
    BeforeTheDecision(Date),
}

use AnswerReferralRefused::{NoConditions, NotAsked, NotConditional, NotReferred, Unchanged};

impl Act for AnswerReferral {
    const NAME: &'static str = "decisions.answer-referral";
    const SUMMARY: &'static str =
        "Record what a partner's governing body answered to a decision referred to it.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = AnswerReferralRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let decision = record.find_answerable(&self.decision, minute, self.on)?;
        let not_referred = || NotReferred(self.decision.clone());
        let referral = decision.referral.as_ref().ok_or_else(not_referred)?;
        let asked = referral.partners.get(&self.partner);
        let before = asked.ok_or_else(|| NotAsked(self.partner.clone()))?;
        record.find_its_seat(self.seat.as_ref(), &self.partner, minute)?;
        match (&self.conditions, self.answer) {
            (None, PartnersAnswer::AgreesWithConditions) => return Err(NoConditions),
            (Some(_), PartnersAnswer::Agrees | PartnersAnswer::Declines) => {
                return Err(NotConditional);
            }
            _ => {}
        }
        let same = before.as_ref().is_some_and(|before| {
            let conditions = before.conditions.as_ref().and_then(Prose::words);
            before.answer == self.answer
                && before.on == self.on
                && before.by.words() == Some(self.by.as_str())
                && conditions == self.conditions.as_ref().map(Words::as_str)
        });
        if same {
            return Err(Unchanged);
        }
        Ok(vec![crate::Entry::Decisions(Entry::ReferralAnswered {
            decision: self.decision.clone(),
            partner: self.partner.clone(),
            answer: self.answer,
            on: self.on,
            by: Prose::from(&self.by),
            conditions: self.conditions.as_ref().map(Prose::from),
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }
}

impl Record {
    /// A decision to which an answer of that day may be recorded.
    pub(super) fn find_answerable(
        &self,
        id: &DecisionId,
        minute: &Minute,
        on: Date,
    ) -> Result<&Decision, Unanswerable> {
        let unknown = || Unanswerable::NoSuchDecision(id.clone());
        let decision = self.decisions.get(id).ok_or_else(unknown)?;
        let meeting = self.meetings.get(&decision.meeting).ok_or_else(unknown)?;
        if on > minute.date_in(&self.structure.zone()) {
            return Err(Unanswerable::ToCome(on));
        }
        if on < meeting.date {
            return Err(Unanswerable::BeforeTheDecision(meeting.date));
        }
        Ok(decision)
    }

    /// Judges whether a seat, where one is named, speaks for the partner today.
    pub(super) fn find_its_seat(
        &self,
        seat: Option<&SeatId>,
        partner: &PartnerId,
        minute: &Minute,
    ) -> Result<(), Unanswerable> {
        let today = minute.date_in(&self.structure.zone());
        let Some(seat) = seat else { return Ok(()) };
        let on = self.structure.seat_on(seat, today);
        match on.is_some_and(|on| on.partner() == Some(partner)) {
            true => Ok(()),
            false => Err(Unanswerable::NotItsSeat(seat.clone(), partner.clone())),
        }
    }
}

impl Refusal for Unanswerable {
    fn advice(&self) -> Advice {
        match self {
            Self::NoSuchDecision(_) => Advice::new(
                "decisions/no-such-decision",
                "decision",
                "Choose one from the register of decisions.",
            ),
            Self::NotItsSeat(..) => Advice::new(
                "decisions/not-its-seat",
                "seat",
                "Choose a seat of the partner, or ask the secretariat to record it.",
            ),
            Self::ToCome(_) => Advice::new(
                "decisions/answer-to-come",
                "on",
                "Record it once it is given.",
            ),
            Self::BeforeTheDecision(_) => Advice::new(
                "decisions/answer-too-early",
                "on",
                "Give the day on which the answer was given.",
            ),
        }
    }
}

impl Refusal for AnswerReferralRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unanswerable(unanswerable) => unanswerable.advice(),
            NotReferred(_) => Advice::new(
                "decisions/not-referred",
                "decision",
                "Choose a decision that waits for the partners.",
            ),
            NotAsked(_) => Advice::new(
                "decisions/not-asked",
                "partner",
                "Choose one of the partners to which it was referred.",
            ),
            NoConditions => Advice::new(
                "decisions/no-conditions",
                "conditions",
                "Write what they are.",
            ),
            NotConditional => Advice::new(
                "decisions/not-conditional",
                "conditions",
                "Leave them out, or choose the answer that sets conditions.",
            ),
            Unchanged => Advice::new(
                "decisions/answer-unchanged",
                "answer",
                "There is nothing to do; it is recorded.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;
    use PartnersAnswer::{Agrees, AgreesWithConditions, Declines};

    const THERE: &[&str] = &["chair", "leader", "health", "voluntary"];

    fn answer(partner: &str, answer: PartnersAnswer, on: &str) -> AnswerReferral {
        AnswerReferral {
            decision: id("board-2007-04-18-2"),
            partner: id(partner),
            answer,
            on: date(on),
            by: Words::new("Its cabinet").unwrap(),
            conditions: None,
            seat: None,
        }
    }

    fn referred() -> Book {
        Book::board_under_way(THERE)
            .agrees_under(BOARD, "own-affairs")
            .closes(BOARD)
            .at("2007-05-20T09:00")
    }

    // Requirement: DE7 at /{partnership}/decisions/{decision}
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let plain = Book::board_under_way(THERE)
            .agrees(BOARD, "To thank the wardens.")
            .at("2007-05-20T09:00");
        let too_few = Book::board_under_way(&["chair", "leader"])
            .agrees_under(BOARD, "own-affairs")
            .at("2007-05-20T09:00");
        let with = |it: AnswerReferral, conditions: &str| AnswerReferral {
            conditions: Some(Words::new(conditions).unwrap()),
            ..it
        };
        let of = |it: AnswerReferral, name: &str| AnswerReferral {
            seat: Some(seat(name)),
            ..it
        };
        let agrees = || answer("health", Agrees, "2007-05-10");
        let unknown = Unanswerable::NoSuchDecision(id("board-2007-04-18-2"));
        let not_its = Unanswerable::NotItsSeat(seat("board.leader"), id("health"));
        let not_referred = || Err(NotReferred(id("board-2007-04-18-2")));
        rules([
            (Book::called("board"), agrees(), Err(unknown.into())),
            (plain, agrees(), not_referred()),
            // Without a quorum it waits to be ratified first.
            (too_few, agrees(), not_referred()),
            (referred(), agrees(), Ok(())),
            (referred(), answer("health", Declines, "2007-05-10"), Ok(())),
            (
                referred(),
                answer("mars", Agrees, "2007-05-10"),
                Err(NotAsked(id("mars"))),
            ),
            (
                referred(),
                answer("health", Agrees, "2007-05-21"),
                Err(Unanswerable::ToCome(date("2007-05-21")).into()),
            ),
            (
                referred(),
                answer("health", Agrees, "2007-04-17"),
                Err(Unanswerable::BeforeTheDecision(date("2007-04-18")).into()),
            ),
            (
                referred(),
                answer("health", AgreesWithConditions, "2007-05-10"),
                Err(NoConditions),
            ),
            (
                referred(),
                with(
                    answer("health", AgreesWithConditions, "2007-05-10"),
                    "A review.",
                ),
                Ok(()),
            ),
            (referred(), with(agrees(), "A review."), Err(NotConditional)),
            (referred(), of(agrees(), "board.health"), Ok(())),
            (referred(), of(agrees(), "executive.nurse"), Ok(())),
            (
                referred(),
                of(agrees(), "board.leader"),
                Err(not_its.into()),
            ),
            (referred().after(agrees()), agrees(), Err(Unchanged)),
            (
                referred().after(agrees()),
                answer("health", Declines, "2007-05-12"),
                Ok(()),
            ),
        ]);
    }

    #[test]
    fn it_waits_until_each_partner_has_answered_and_names_those_not_bound() {
        let book = referred();
        let name = id("board-2007-04-18-2");
        let referral = |book: &Book| {
            let decision = book.record.decisions.get(&name).unwrap();
            decision.referral.clone().unwrap()
        };
        let asked = referral(&book);
        let partners: Vec<_> = asked.partners.keys().map(|it| it.as_str()).collect();
        assert_eq!(partners, ["council", "health", "voluntary-action"]);
        assert_eq!(asked.due, Some(date("2007-06-13")));
        assert_eq!(book.record.decisions.waiting().count(), 1);
        let book = book
            .after(answer("council", Agrees, "2007-05-01"))
            .after(answer("health", Declines, "2007-05-02"));
        let open: Vec<_> = referral(&book).waits_for().cloned().collect();
        assert_eq!(open, [id("voluntary-action")]);
        let book = book.after(answer("voluntary-action", Agrees, "2007-05-03"));
        assert!(referral(&book).complete());
        assert_eq!(referral(&book).declined().next(), Some(&id("health")));
        assert_eq!(book.record.decisions.waiting().count(), 0);
    }
}
