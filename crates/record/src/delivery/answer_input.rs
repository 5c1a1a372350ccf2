//! Saying what was done with a group's input: whether the plan was changed for it, or why not.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, NotThere};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{DeliveryPlanId, SeatId},
    prose::{Prose, Words},
};

/// Says what was done with an input on a delivery plan.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerInput {
    /// The plan.
    pub plan: DeliveryPlanId,
    /// The number of the input.
    pub input: u16,
    /// Whether the plan was changed for it.
    pub changed: bool,
    /// What was done, or why not.
    pub words: Words,
    /// The seat on the plan's body from which it is answered; left out by the secretariat.
    pub seat: Option<SeatId>,
}

/// Why an input is not answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerInputRefused {
    /// Something that it refers to is not there.
    #[error(transparent)]
    NotThere(#[from] NotThere),
    /// No such input.
    #[error("the plan has no input {0}")]
    NoSuchInput(u16),
    /// It was answered.
    #[error("input {0} was answered")]
    Answered(u16),
}

impl Act for AnswerInput {
    const NAME: &'static str = "delivery.answer-input";
    const SUMMARY: &'static str = "Say what was done with a group's input on a delivery plan.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = AnswerInputRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = record.today_of(minute);
        let plan = record.find_plan(&self.plan)?;
        record.sits_on(self.seat.as_ref(), &plan.body, today)?;
        let input = plan.inputs.iter().find(|it| it.no == self.input);
        let input = input.ok_or(AnswerInputRefused::NoSuchInput(self.input))?;
        if input.answer.is_some() {
            return Err(AnswerInputRefused::Answered(self.input));
        }
        Ok(vec![crate::Entry::Delivery(Entry::InputAnswered {
            plan: self.plan.clone(),
            input: self.input,
            changed: self.changed,
            words: Prose::from(&self.words),
            on: today,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }
}

impl Refusal for AnswerInputRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NotThere(refused) => refused.advice(),
            Self::NoSuchInput(_) => Advice::new(
                "delivery/no-such-input",
                "input",
                "Choose one from the plan's page.",
            ),
            Self::Answered(_) => Advice::new(
                "delivery/input-answered",
                "input",
                "There is nothing to do.",
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
        let answer = || AnswerInput {
            plan: id(PLAN),
            input: 1,
            changed: true,
            words: words("Boats are in it now."),
            seat: None,
        };
        let given = || sent().after(input("executive", None));
        rules([
            (sent(), answer(), Err(AnswerInputRefused::NoSuchInput(1))),
            (given(), answer(), Ok(())),
            (
                given().after(answer()),
                answer(),
                Err(AnswerInputRefused::Answered(1)),
            ),
        ]);
    }
}
