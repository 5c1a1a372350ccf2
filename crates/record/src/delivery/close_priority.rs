//! Taking a priority out of the pipeline: it was brought into a plan, or given up.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Fate, PriorityRefused};
use crate::{
    Minute, Record,
    act::{Act, Authority},
    id::{DeliveryPlanId, PriorityId},
    prose::{Prose, Words},
};

/// Takes a priority out of the pipeline.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosePriority {
    /// The priority.
    pub priority: PriorityId,
    /// What became of it.
    pub fate: Fate,
    /// The delivery plan into which it was brought.
    pub plan: Option<DeliveryPlanId>,
    /// In words.
    pub words: Words,
}

impl Act for ClosePriority {
    const NAME: &'static str = "delivery.close-priority";
    const SUMMARY: &'static str =
        "Take a priority out of the pipeline: into a delivery plan, or given up.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = PriorityRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        record.find_priority(&self.priority)?;
        match (&self.plan, self.fate) {
            (None, Fate::Introduced) => return Err(PriorityRefused::NoPlan),
            (Some(plan), _) => {
                record.find_plan(plan)?;
            }
            (None, Fate::Dropped) => {}
        }
        let introduced = self.fate == Fate::Introduced;
        Ok(vec![crate::Entry::Delivery(Entry::PriorityClosed {
            priority: self.priority.clone(),
            fate: self.fate,
            plan: self.plan.clone().filter(|_| introduced),
            words: Prose::from(&self.words),
            on: record.today_of(minute),
        })])
    }
}

#[cfg(test)]
mod tests {
    use super::super::{NotThere, tests::*};
    use super::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let close = |fate: Fate, plan: Option<&str>| ClosePriority {
            priority: id("priority-1"),
            fate,
            plan: plan.map(id),
            words: words("It begins in May."),
        };
        let planned = || begun().after(priority("2007-10-01"));
        use Fate::{Dropped, Introduced};
        rules([
            (
                begun(),
                close(Dropped, None),
                Err(PriorityRefused::NoSuchPriority(id("priority-1"))),
            ),
            (planned(), close(Dropped, None), Ok(())),
            (planned(), close(Introduced, Some(PLAN)), Ok(())),
            (
                planned(),
                close(Introduced, None),
                Err(PriorityRefused::NoPlan),
            ),
            (
                planned(),
                close(Introduced, Some("x-2007-08")),
                Err(NotThere::Plan(id("x-2007-08")).into()),
            ),
            (
                planned().after(close(Dropped, None)),
                close(Dropped, None),
                Err(PriorityRefused::Left(id("priority-1"), date("2007-01-02"))),
            ),
        ]);
    }
}
