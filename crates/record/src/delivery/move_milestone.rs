//! Putting a milestone off, or bringing it forward, with the reason. When it was due before is kept.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, MilestoneRefused};
use crate::{
    Minute, Record,
    act::{Act, Authority, Subject},
    id::PlanActionId,
    prose::{Prose, Words},
};

/// Moves a milestone of an action to another day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveMilestone {
    /// The action.
    pub action: PlanActionId,
    /// The number of the milestone.
    pub milestone: u16,
    /// The new day.
    pub due: Date,
    /// Why.
    pub why: Words,
}

impl Act for MoveMilestone {
    const NAME: &'static str = "delivery.move-milestone";
    const SUMMARY: &'static str = "Move a milestone of a plan's action, with the reason.";
    const AUTHORITY: Authority = Authority::OwnerOrSecretariat;
    type Refused = MilestoneRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let action = record.find_plan_action(&self.action)?;
        let milestone = action.ahead(self.milestone)?;
        if milestone.due == self.due {
            return Err(MilestoneRefused::DueThen(self.milestone, self.due));
        }
        let (starts, due) = (action.asked.starts, action.asked.due);
        if self.due < starts || self.due > due {
            return Err(MilestoneRefused::Outside(starts, due));
        }
        Ok(vec![crate::Entry::Delivery(Entry::MilestoneMoved {
            action: self.action.clone(),
            milestone: self.milestone,
            due: self.due,
            why: Prose::from(&self.why),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::PlanAction(&self.action))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::*;
    use super::*;

    fn shift(due: &str) -> MoveMilestone {
        MoveMilestone {
            action: id(FIRST),
            milestone: 1,
            due: date(due),
            why: words("It rained."),
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let work = || MilestoneRefused::Outside(date("2007-04-01"), date("2008-03-31"));
        rules([
            (started(), shift("2007-09-01"), Ok(())),
            (
                started(),
                shift("2007-06-01"),
                Err(MilestoneRefused::DueThen(1, date("2007-06-01"))),
            ),
            (started(), shift("2007-03-31"), Err(work())),
            (started(), shift("2008-04-01"), Err(work())),
            (
                started().after(reach(1)),
                shift("2007-09-01"),
                Err(MilestoneRefused::Reached(1, date("2007-01-02"))),
            ),
        ]);
    }

    #[test]
    fn the_day_before_is_kept() {
        let book = started().after(shift("2007-09-01"));
        let milestone = &book.record.delivery.action(&id(FIRST)).unwrap().milestones[0];
        assert_eq!(milestone.due, date("2007-09-01"));
        assert_eq!(milestone.moved[0].0, date("2007-06-01"));
        assert!(!milestone.overdue(date("2007-09-01")));
        assert!(milestone.overdue(date("2007-09-02")));
    }
}
