//! What somebody owes in delivery: progress that is due, input that is asked for, an action without a
//! report, an engagement without an outcome.

use jiff::{ToSpan, civil::Date};
use record::{
    delivery::{Progress, Stage},
    id::{DeliveryPlanId, EngagementId, PersonId, PlanActionId},
};
use serde::Serialize;

use super::{PlanLine, is_current};
use crate::Reading;

/// Something of delivery that somebody owes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "owes", rename_all = "kebab-case")]
pub enum PlanOwed {
    /// A report of progress: a milestone's day has passed, or nothing was reported for long.
    Progress {
        /// The action.
        action: PlanActionId,
        /// Its plan.
        plan: DeliveryPlanId,
        /// What it is called.
        title: String,
        /// Since or by when.
        by: Date,
    },
    /// Input on another group's draft.
    Input {
        /// The plan.
        plan: DeliveryPlanId,
        /// What it is called.
        title: String,
        /// The last day.
        by: Date,
    },
    /// What came of an engagement.
    Engagement {
        /// The engagement.
        engagement: EngagementId,
        /// With whom it was.
        who: String,
        /// The day on which it was to be.
        by: Date,
    },
}

impl PlanOwed {
    /// By when it is owed.
    pub fn by(&self) -> Date {
        match self {
            Self::Progress { by, .. } | Self::Input { by, .. } | Self::Engagement { by, .. } => *by,
        }
    }
}

/// An action that is under way is reported at least this often.
const QUARTER: i32 = 92;

/// What somebody owes today, and within two weeks: the earliest first.
pub fn plans_owed(reading: &Reading, person: PersonId, until: Date) -> Vec<PlanOwed> {
    let (record, today) = (&reading.record, reading.today());
    let (delivery, structure) = (&record.delivery, &record.structure);
    let mut owed = Vec::new();
    for action in delivery.actions().filter(|it| it.is_open()) {
        let asked = &action.asked;
        let theirs = asked.person == Some(person)
            || (asked.person.is_none() && structure.represents(person, &asked.lead, today));
        let plan = delivery.plan(&action.plan);
        let counts = plan.is_some_and(|plan| plan.stage() == Stage::Approved);
        let begun = asked.starts <= today || action.state() != Progress::NotStarted;
        if !theirs || !counts || !begun {
            continue;
        }
        let milestone = action.next_milestone().map(|it| it.due);
        let last = action.last_told().unwrap_or(asked.starts);
        let again = last.saturating_add(QUARTER.days());
        let by = milestone.map_or(again, |due| due.min(again)).min(asked.due);
        // What was reported after that day has been heard.
        let heard = action.last_told().is_some_and(|told| told >= by) && again > until;
        if by <= until && !heard {
            owed.push(PlanOwed::Progress {
                action: action.id.clone(),
                plan: action.plan.clone(),
                title: asked.title.to_string(),
                by,
            });
        }
    }
    let speaks = |body: &record::id::BodyId| {
        let seats = structure.seats_on(body, today);
        let mut seats = seats.iter().filter(|seat| seat.holder.is_some());
        seats.any(|seat| {
            structure
                .speaks_for(person, seat.id(), today, None)
                .is_some()
        })
    };
    let drafts = delivery
        .plans()
        .filter(|plan| plan.stage() == Stage::Circulated);
    for plan in drafts {
        let mut silent = plan.silent().filter(|(_, until)| *until >= today);
        if let Some((_, by)) = silent.find(|(body, _)| speaks(body)) {
            owed.push(PlanOwed::Input {
                plan: plan.id.clone(),
                title: plan.title.to_string(),
                by,
            });
        }
    }
    let untold = delivery
        .engagements()
        .filter(|it| it.report.is_none() && it.when < today);
    for engagement in untold.filter(|it| speaks(&it.body)) {
        owed.push(PlanOwed::Engagement {
            engagement: engagement.id.clone(),
            who: engagement.who.to_string(),
            by: engagement.when,
        });
    }
    owed.sort_by_key(PlanOwed::by);
    owed
}

/// Plans of this year or one to come that are not approved, with how many things they lack.
pub fn plans_to_complete(reading: &Reading) -> Vec<PlanLine> {
    let today = reading.today();
    let plans = reading.record.delivery.plans();
    let open =
        plans.filter(|plan| plan.stage() != Stage::Approved && is_current(reading, plan, today));
    open.map(|plan| PlanLine::of(reading, plan, today))
        .collect()
}
