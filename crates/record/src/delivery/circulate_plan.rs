//! Sending a draft plan to other groups for their input, by a day (G07, protocols of theme groups:
//! "circulates draft plans to other theme groups for their input").

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, NotThere};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{BodyId, DeliveryPlanId, SeatId},
    prose::{Prose, Words},
};

/// The most bodies asked at once.
const MOST: usize = 60;

/// Sends the draft of a delivery plan to other groups for their input.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CirculatePlan {
    /// The plan.
    pub plan: DeliveryPlanId,
    /// The bodies.
    pub to: Vec<BodyId>,
    /// The last day for input.
    pub until: Date,
    /// What they are asked in particular.
    pub words: Option<Words>,
    /// The seat on the plan's body from which it is sent; left out by the secretariat.
    pub seat: Option<SeatId>,
}

/// Why a plan is not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CirculatePlanRefused {
    /// Something that it refers to is not there.
    #[error(transparent)]
    NotThere(#[from] NotThere),
    /// To nobody, to one twice, to itself, or to too many.
    #[error("a plan is sent to 1 to {MOST} other bodies, each once")]
    ToWhom,
}

impl Act for CirculatePlan {
    const NAME: &'static str = "delivery.circulate-plan";
    const SUMMARY: &'static str = "Send a draft delivery plan to other groups for their input.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = CirculatePlanRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = record.today_of(minute);
        let plan = record.find_draft(&self.plan)?;
        record.sits_on(self.seat.as_ref(), &plan.body, today)?;
        let once: BTreeSet<_> = self.to.iter().collect();
        let fit = once.len() == self.to.len() && (1..=MOST).contains(&once.len());
        if !fit || once.contains(&plan.body) {
            return Err(CirculatePlanRefused::ToWhom);
        }
        for body in &self.to {
            record.find_body(body, today)?;
        }
        if self.until < today {
            return Err(NotThere::Past(self.until, today).into());
        }
        Ok(vec![crate::Entry::Delivery(Entry::PlanCirculated {
            plan: self.plan.clone(),
            to: self.to.clone(),
            until: self.until,
            words: self.words.as_ref().map(Prose::from),
            on: today,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }
}

impl Refusal for CirculatePlanRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NotThere(refused @ NotThere::Body(_)) => refused.advice().about("to"),
            Self::NotThere(refused) => refused.advice(),
            Self::ToWhom => Advice::new(
                "delivery/to-whom",
                "to",
                "Choose the other groups that the plan concerns.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::*;
    use super::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let to = |bodies: &[&str], until: &str| CirculatePlan {
            plan: id(PLAN),
            to: bodies.iter().map(|body| id(body)).collect(),
            until: date(until),
            words: None,
            seat: None,
        };
        let day = "2007-01-31";
        use CirculatePlanRefused::ToWhom;
        rules([
            (
                there(),
                to(&["board"], day),
                Err(NotThere::Plan(id(PLAN)).into()),
            ),
            (begun(), to(&["board", "executive"], day), Ok(())),
            (begun(), to(&["board"], "2007-01-02"), Ok(())),
            (
                begun(),
                to(&["board"], "2007-01-01"),
                Err(NotThere::Past(date("2007-01-01"), date("2007-01-02")).into()),
            ),
            (begun(), to(&[], day), Err(ToWhom)),
            (begun(), to(&["board", "board"], day), Err(ToWhom)),
            (begun(), to(&["learning"], day), Err(ToWhom)),
            (
                begun(),
                to(&["mars"], day),
                Err(NotThere::Body(id("mars")).into()),
            ),
            (
                approved(),
                to(&["board"], day),
                Err(NotThere::Approved(id(PLAN), date("2007-01-02")).into()),
            ),
        ]);
    }
}
