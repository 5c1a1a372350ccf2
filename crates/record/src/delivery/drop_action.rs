//! Giving up an action of a plan, with the reason. It stays in the plan and says so.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, NotThere, Progress};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{PlanActionId, SeatId},
    prose::{Prose, Words},
};

/// Gives up an action of a delivery plan.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DropAction {
    /// The action.
    pub action: PlanActionId,
    /// Why.
    pub why: Words,
    /// The seat on the plan's body from which it is given up; left out by the secretariat.
    pub seat: Option<SeatId>,
}

/// Why an action is not given up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DropActionRefused {
    /// It is not there, or was given up.
    #[error(transparent)]
    NotThere(#[from] NotThere),
    /// It is done.
    #[error("{0} is done")]
    Done(PlanActionId),
}

impl Act for DropAction {
    const NAME: &'static str = "delivery.drop-action";
    const SUMMARY: &'static str = "Give up an action of a delivery plan, with the reason.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = DropActionRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = record.today_of(minute);
        let action = record.find_plan_action(&self.action)?;
        let plan = record.find_plan(&action.plan)?;
        record.sits_on(self.seat.as_ref(), &plan.body, today)?;
        if action.state() == Progress::Done {
            return Err(DropActionRefused::Done(self.action.clone()));
        }
        Ok(vec![crate::Entry::Delivery(Entry::PlanActionDropped {
            action: self.action.clone(),
            why: Prose::from(&self.why),
            on: today,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::PlanAction(&self.action))
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }
}

impl Refusal for DropActionRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NotThere(refused) => refused.advice(),
            Self::Done(_) => Advice::new(
                "delivery/done",
                "action",
                "Report how it stands, if it is not done after all.",
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
        let give_up = || DropAction {
            action: id(FIRST),
            why: words("The bank is a listed building."),
            seat: None,
        };
        rules([
            (begun(), give_up(), Err(NotThere::Action(id(FIRST)).into())),
            (started(), give_up(), Ok(())),
            (
                started().after(give_up()),
                give_up(),
                Err(NotThere::Dropped(id(FIRST), date("2007-01-02")).into()),
            ),
            (
                started().after(report(FIRST, Progress::Done)),
                give_up(),
                Err(DropActionRefused::Done(id(FIRST))),
            ),
        ]);
    }
}
