//! Writing a part of a plan: one of those that the arrangements ask for (G07, guidance, 1 to 6).
//!
//! A part may be written anew until the plan is approved; how often it was is kept.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, NotThere};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{DeliveryPlanId, RuleId, SeatId},
    prose::{Prose, Words},
};

/// Writes a part of a delivery plan, in place of what it said before.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WritePart {
    /// The plan.
    pub plan: DeliveryPlanId,
    /// The part, as the arrangements name it: `work-programme`.
    pub part: RuleId,
    /// What it says.
    pub words: Words,
    /// The seat on the plan's body from which it is written; left out by the secretariat.
    pub seat: Option<SeatId>,
}

/// Why a part is not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WritePartRefused {
    /// Something that it refers to is not there.
    #[error(transparent)]
    NotThere(#[from] NotThere),
    /// The arrangements ask for no such part.
    #[error("the arrangements ask for no part {0} in a delivery plan")]
    NoSuchPart(RuleId, Option<String>),
}

impl Act for WritePart {
    const NAME: &'static str = "delivery.write-part";
    const SUMMARY: &'static str =
        "Write one of the parts of a delivery plan that the arrangements ask for.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = WritePartRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = record.today_of(minute);
        let plan = record.find_draft(&self.plan)?;
        record.sits_on(self.seat.as_ref(), &plan.body, today)?;
        let asked = record
            .rules_on(today)
            .and_then(|rules| rules.plans.as_ref());
        let parts = asked.map_or(&[][..], |plans| &plans.part);
        if !parts.iter().any(|part| part.id == self.part) {
            let clause = asked.and_then(|plans| plans.clause.clone());
            return Err(WritePartRefused::NoSuchPart(self.part.clone(), clause));
        }
        Ok(vec![crate::Entry::Delivery(Entry::PlanPartWritten {
            plan: self.plan.clone(),
            part: self.part.clone(),
            words: Prose::from(&self.words),
            on: today,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::PlanPart(&self.plan, &self.part))
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }
}

impl Refusal for WritePartRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NotThere(refused) => refused.advice(),
            Self::NoSuchPart(_, clause) => Advice::new(
                "delivery/no-such-part",
                "part",
                "Choose one of the parts that the plan's page lists.",
            )
            .by(clause.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::*;
    use super::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let write = |part: &str, name: Option<&str>| WritePart {
            plan: id(PLAN),
            part: id(part),
            words: words("We meet when it rains."),
            seat: name.map(seat),
        };
        rules([
            (
                there(),
                write("meetings", None),
                Err(NotThere::Plan(id(PLAN)).into()),
            ),
            (begun(), write("meetings", None), Ok(())),
            (begun(), write("meetings", Some("learning.tutor")), Ok(())),
            (
                begun(),
                write("meetings", Some("executive.chief")),
                Err(NotThere::Seat(seat("executive.chief"), id("learning")).into()),
            ),
            (
                begun(),
                write("songs", None),
                Err(WritePartRefused::NoSuchPart(
                    id("songs"),
                    Some("40".to_owned()),
                )),
            ),
            (
                approved(),
                write("meetings", None),
                Err(NotThere::Approved(id(PLAN), date("2007-01-02")).into()),
            ),
        ]);
    }
}
