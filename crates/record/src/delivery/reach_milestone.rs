//! Recording that a milestone was reached, by those who lead the action.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Action, Entry, Milestone, NotThere};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::PlanActionId,
    prose::{Prose, Words},
    say_day,
};

/// Records that a milestone of an action was reached.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReachMilestone {
    /// The action.
    pub action: PlanActionId,
    /// The number of the milestone.
    pub milestone: u16,
    /// On which day.
    pub on: Date,
    /// What is to be said of it.
    pub words: Option<Words>,
}

/// Why nothing becomes of a milestone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MilestoneRefused {
    /// The action is not there.
    #[error(transparent)]
    NotThere(#[from] NotThere),
    /// No such milestone.
    #[error("{0} has no milestone {1}")]
    NoSuchMilestone(PlanActionId, u16),
    /// It was reached.
    #[error("milestone {} was reached on {}", .0, say_day(*.1))]
    Reached(u16, Date),
    /// It is due that day anyway.
    #[error("milestone {} is due on {} already", .0, say_day(*.1))]
    DueThen(u16, Date),
    /// Before the work begins, or after it is done.
    #[error("the work is from {} to {}", say_day(*.0), say_day(*.1))]
    Outside(Date, Date),
}

use MilestoneRefused::{DueThen, NoSuchMilestone, Outside, Reached};

impl Action {
    /// A milestone that was not reached.
    pub(super) fn ahead(&self, no: u16) -> Result<&Milestone, MilestoneRefused> {
        let found = self.milestones.iter().find(|it| it.no == no);
        let found = found.ok_or_else(|| NoSuchMilestone(self.id.clone(), no))?;
        match &found.reached {
            Some((on, ..)) => Err(Reached(no, *on)),
            None => Ok(found),
        }
    }
}

impl Act for ReachMilestone {
    const NAME: &'static str = "delivery.reach-milestone";
    const SUMMARY: &'static str = "Record that a milestone of a plan's action was reached.";
    const AUTHORITY: Authority = Authority::OwnerOrSecretariat;
    type Refused = MilestoneRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = record.today_of(minute);
        let action = record.find_plan_action(&self.action)?;
        action.ahead(self.milestone)?;
        if self.on > today {
            return Err(NotThere::ToCome(self.on, today).into());
        }
        Ok(vec![crate::Entry::Delivery(Entry::MilestoneReached {
            action: self.action.clone(),
            milestone: self.milestone,
            on: self.on,
            words: self.words.as_ref().map(Prose::from),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::PlanAction(&self.action))
    }
}

impl Refusal for MilestoneRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NotThere(refused) => refused.advice(),
            NoSuchMilestone(..) => Advice::new(
                "delivery/no-such-milestone",
                "milestone",
                "Choose one from the action's page.",
            ),
            Reached(..) => Advice::new(
                "delivery/milestone-reached",
                "milestone",
                "There is nothing to do.",
            ),
            DueThen(..) => Advice::new("delivery/due-then", "due", "Choose another day."),
            Outside(..) => Advice::new(
                "delivery/milestone-outside",
                "due",
                "Choose a day within the work, or change the action.",
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
        let early = ReachMilestone {
            on: date("2007-01-03"),
            ..reach(1)
        };
        rules([
            (begun(), reach(1), Err(NotThere::Action(id(FIRST)).into())),
            (started(), reach(1), Ok(())),
            (started(), reach(9), Err(NoSuchMilestone(id(FIRST), 9))),
            (
                started().after(reach(1)),
                reach(1),
                Err(Reached(1, date("2007-01-02"))),
            ),
            (
                started(),
                early,
                Err(NotThere::ToCome(date("2007-01-03"), date("2007-01-02")).into()),
            ),
        ]);
    }
}
