//! Recording whether the accountable body agrees to a decision on money (G07, para 5 and 9).
//!
//! Asked for where the competence says so. Until it is recorded the decision waits for it.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unanswerable};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{DecisionId, SeatId},
    prose::{Prose, Words},
};

/// Records whether the accountable body agrees.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordAgreement {
    /// The decision.
    pub decision: DecisionId,
    /// Whether it agrees.
    pub agrees: bool,
    /// On which day it said so.
    pub on: Date,
    /// Who said so for it: the treasurer, the cabinet.
    pub by: Words,
    /// What was said besides, where it is to be recorded.
    pub words: Option<Words>,
    /// The seat for which it is recorded; none: the secretariat or the finance officer of the
    /// accountable body records it.
    pub seat: Option<SeatId>,
}

/// Why its agreement is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordAgreementRefused {
    /// The decision is not there, or the seat or the day does not fit.
    #[error(transparent)]
    Unanswerable(#[from] Unanswerable),
    /// Its agreement is not asked for.
    #[error("{0} needs no agreement of the accountable body")]
    NotNeeded(DecisionId),
    /// There is no accountable body.
    #[error("the arrangements name no accountable body")]
    NoAccountableBody,
    /// The same stands.
    #[error("this is recorded already")]
    Unchanged,
}

use RecordAgreementRefused::{NoAccountableBody, NotNeeded, Unchanged};

impl Act for RecordAgreement {
    const NAME: &'static str = "decisions.record-agreement";
    const SUMMARY: &'static str =
        "Record whether the accountable body agrees to a decision on money.";
    const AUTHORITY: Authority = Authority::SeatFinanceOrSecretariat;
    type Refused = RecordAgreementRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let decision = record.find_answerable(&self.decision, minute, self.on)?;
        let not_needed = || NotNeeded(self.decision.clone());
        let asked = decision.accountable.as_ref().ok_or_else(not_needed)?;
        let partner = asked.partner.clone().ok_or(NoAccountableBody)?;
        record.find_its_seat(self.seat.as_ref(), &partner, minute)?;
        let same = asked.consent.as_ref().is_some_and(|consent| {
            consent.agrees == self.agrees
                && consent.on == self.on
                && consent.by.words() == Some(self.by.as_str())
        });
        if same {
            return Err(Unchanged);
        }
        Ok(vec![crate::Entry::Decisions(
            Entry::AccountableBodyAnswered {
                decision: self.decision.clone(),
                partner,
                agrees: self.agrees,
                on: self.on,
                by: Prose::from(&self.by),
                words: self.words.as_ref().map(Prose::from),
            },
        )])
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }
}

impl Refusal for RecordAgreementRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unanswerable(unanswerable) => unanswerable.advice(),
            NotNeeded(_) => Advice::new(
                "decisions/agreement-not-needed",
                "decision",
                "Choose a decision that waits for the accountable body.",
            ),
            NoAccountableBody => Advice::new(
                "decisions/no-accountable-body",
                "decision",
                "Adopt arrangements that name the accountable body.",
            ),
            Unchanged => Advice::new(
                "decisions/agreement-unchanged",
                "agrees",
                "There is nothing to do.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    // Requirement: DE16 at /{partnership}/decisions/{decision}
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let name = "executive-2007-04-18-2";
        let agree = |agrees, on: &str| RecordAgreement {
            decision: id(name),
            agrees,
            on: date(on),
            by: Words::new("The treasurer").unwrap(),
            words: None,
            seat: None,
        };
        let of = |it: RecordAgreement, name: &str| RecordAgreement {
            seat: Some(seat(name)),
            ..it
        };
        let open = || Book::under_way("executive", &["chief", "nurse"]);
        let on_money = || {
            open()
                .agrees_under(EXECUTIVE, "pooled-money")
                .at("2007-05-20T09:00")
        };
        let plain = open()
            .agrees(EXECUTIVE, "To meet in the mill.")
            .at("2007-05-20T09:00");
        let nobody = Book::adopting(&ARRANGEMENTS.replace("accountable_body = \"council\"", ""))
            .fills()
            .calls("executive")
            .arrives(EXECUTIVE, "executive.chief")
            .arrives(EXECUTIVE, "executive.nurse")
            .at("2007-04-18T10:30")
            .opens(EXECUTIVE, "executive.chief")
            .agrees_under(EXECUTIVE, "pooled-money")
            .at("2007-05-20T09:00");
        let yes = || agree(true, "2007-05-01");
        let early = Unanswerable::BeforeTheDecision(date("2007-04-18"));
        let not_its = Unanswerable::NotItsSeat(seat("executive.nurse"), id("council"));
        rules([
            (
                open(),
                agree(true, "2007-04-18"),
                Err(Unanswerable::NoSuchDecision(id(name)).into()),
            ),
            (plain, yes(), Err(NotNeeded(id(name)))),
            (nobody, yes(), Err(NoAccountableBody)),
            (on_money(), yes(), Ok(())),
            (on_money(), agree(false, "2007-05-01"), Ok(())),
            (on_money(), agree(true, "2007-04-01"), Err(early.into())),
            (
                on_money(),
                agree(true, "2007-06-01"),
                Err(Unanswerable::ToCome(date("2007-06-01")).into()),
            ),
            (on_money(), of(yes(), "executive.chief"), Ok(())),
            (
                on_money(),
                of(yes(), "executive.nurse"),
                Err(not_its.into()),
            ),
            (on_money().after(yes()), yes(), Err(Unchanged)),
            (on_money().after(yes()), agree(false, "2007-05-02"), Ok(())),
        ]);
        let waits = |book: &Book| book.record.decisions.waiting().count();
        assert_eq!(
            (waits(&on_money()), waits(&on_money().after(yes()))),
            (1, 0)
        );
    }
}
