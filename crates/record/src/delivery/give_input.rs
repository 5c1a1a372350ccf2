//! Giving input on another group's draft plan, from a seat of a body that was asked.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, NotThere};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{BodyId, DeliveryPlanId, SeatId},
    prose::{Prose, Words},
    say_day,
};

/// The most inputs on one plan.
const MOST: u16 = 1_000;

/// Gives a group's input on a draft delivery plan.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveInput {
    /// The plan.
    pub plan: DeliveryPlanId,
    /// The body that gives it.
    pub body: BodyId,
    /// The seat on that body that speaks for it; left out by the secretariat.
    pub seat: Option<SeatId>,
    /// What it has to say.
    pub words: Words,
}

/// Why input is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GiveInputRefused {
    /// Something that it refers to is not there.
    #[error(transparent)]
    NotThere(#[from] NotThere),
    /// Nobody asked that body.
    #[error("the plan was not sent to the body {0}")]
    NotAsked(BodyId),
    /// The day has passed.
    #[error("the last day for input was {}", say_day(*.0))]
    TooLate(Date),
    /// More than can be kept.
    #[error("there are {MOST} inputs on this plan already")]
    TooMany,
}

use GiveInputRefused::{NotAsked, TooLate, TooMany};

impl Act for GiveInput {
    const NAME: &'static str = "delivery.give-input";
    const SUMMARY: &'static str = "Give a group's input on another group's draft delivery plan.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = GiveInputRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = record.today_of(minute);
        let plan = record.find_draft(&self.plan)?;
        let asked = plan.circulations.iter();
        let until = asked
            .filter(|it| it.to.contains(&self.body))
            .map(|it| it.until)
            .max();
        let until = until.ok_or_else(|| NotAsked(self.body.clone()))?;
        if today > until {
            return Err(TooLate(until));
        }
        record.sits_on(self.seat.as_ref(), &self.body, today)?;
        let input = plan.inputs.len() as u16 + 1;
        if input > MOST {
            return Err(TooMany);
        }
        Ok(vec![crate::Entry::Delivery(Entry::InputGiven {
            plan: self.plan.clone(),
            input,
            body: self.body.clone(),
            seat: self.seat.clone(),
            words: Prose::from(&self.words),
            on: today,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }
}

impl Refusal for GiveInputRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NotThere(refused) => refused.advice(),
            NotAsked(_) => Advice::new(
                "delivery/not-asked",
                "body",
                "Ask those who make the plan to send it to that body.",
            ),
            TooLate(_) => Advice::new(
                "delivery/too-late",
                "plan",
                "Tell those who make the plan, who may send it again.",
            ),
            TooMany => Advice::new(
                "delivery/too-many-inputs",
                "plan",
                "Say it at a meeting of the body.",
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
        rules([
            (
                begun(),
                input("executive", None),
                Err(NotAsked(id("executive"))),
            ),
            (sent(), input("executive", None), Ok(())),
            (sent(), input("executive", Some("executive.nurse")), Ok(())),
            (
                sent(),
                input("executive", Some("board.leader")),
                Err(NotThere::Seat(seat("board.leader"), id("executive")).into()),
            ),
            (sent(), input("forum", None), Err(NotAsked(id("forum")))),
            (
                sent().at("2007-01-31T23:00"),
                input("executive", None),
                Ok(()),
            ),
            (
                sent().at("2007-02-01T09:00"),
                input("executive", None),
                Err(TooLate(date("2007-01-31"))),
            ),
        ]);
        let silent = |book: Book| {
            let plan = book.record.delivery.plan(&id(PLAN)).unwrap().clone();
            plan.silent()
                .map(|(body, _)| body.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(silent(sent()), ["board", "executive"]);
        assert_eq!(silent(sent().after(input("executive", None))), ["board"]);
    }
}
