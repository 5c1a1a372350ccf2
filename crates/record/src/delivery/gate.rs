//! Whether a gate's condition holds: every priority action of the delivery plans is moving forward or
//! done, as last reported (W10, 1: "when, and only when").
//!
//! A body whose plan counts and has none that is approved blocks the gate, and so does a set of plans
//! without a single priority action: nothing is moving then. That it holds passes no gate; a body has to
//! decide it (see `pass_gate`).

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};

use super::{Action, Plan, Progress, Stage};
use crate::{
    Record,
    arrangements::Gate,
    id::{BodyId, PlanActionId},
};

/// Why something keeps a gate shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Blocks {
    /// It has not begun.
    NotStarted,
    /// It has come to a stop.
    Stalled,
    /// What was last reported of it is too old to tell.
    Stale,
}

/// A priority action before a gate.
#[derive(Debug, Clone)]
pub struct Before<'a> {
    /// The action.
    pub action: &'a Action,
    /// How it stands.
    pub state: Progress,
    /// The day on which it was last reported.
    pub told: Option<Date>,
    /// Why it blocks; none: it does not.
    pub blocks: Option<Blocks>,
}

/// How a gate stands.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    /// The priority actions, by plan.
    pub actions: Vec<Before<'a>>,
    /// The plans that count.
    pub plans: Vec<&'a Plan>,
    /// Bodies that have no approved plan.
    pub without_plan: Vec<BodyId>,
}

impl Standing<'_> {
    /// How many priority actions move forward or are done.
    pub fn moving(&self) -> usize {
        let moving = self.actions.iter().filter(|it| it.blocks.is_none());
        moving.count()
    }

    /// How many things keep it shut.
    pub fn blocking(&self) -> usize {
        let none = usize::from(self.actions.is_empty());
        self.actions.len() - self.moving() + self.without_plan.len() + none
    }

    /// Whether its condition holds.
    pub fn holds(&self) -> bool {
        self.blocking() == 0
    }

    /// The priority actions, by name.
    pub fn names(&self) -> Vec<PlanActionId> {
        let actions = self.actions.iter();
        actions.map(|it| it.action.id.clone()).collect()
    }
}

/// Why an action blocks, by what was last reported of it.
pub fn blocks(state: Progress, told: Option<Date>, fresh: Option<Date>) -> Option<Blocks> {
    match state {
        Progress::NotStarted => Some(Blocks::NotStarted),
        Progress::Stalled => Some(Blocks::Stalled),
        Progress::Done => None,
        Progress::MovingForward => {
            let stale = fresh.is_some_and(|since| told.is_none_or(|told| told < since));
            stale.then_some(Blocks::Stale)
        }
    }
}

/// How a gate stands on a day.
pub fn standing<'a>(record: &'a Record, gate: &Gate, today: Date) -> Standing<'a> {
    let counts = |plan: &&Plan| {
        let listed = gate.plans.is_empty() || gate.plans.contains(&plan.body);
        listed && plan.stage() == Stage::Approved
    };
    let mut latest: BTreeMap<&BodyId, &Plan> = BTreeMap::new();
    for plan in record.delivery.plans().filter(counts) {
        let known = latest.entry(&plan.body).or_insert(plan);
        if known.year < plan.year {
            *known = plan;
        }
    }
    let plans: Vec<&Plan> = latest.values().copied().collect();
    let without = gate.plans.iter().filter(|body| !latest.contains_key(body));
    let fresh = gate.stale_after_days;
    let fresh = fresh.and_then(|days| today.checked_sub(i64::from(days).days()).ok());
    let of_plans = plans
        .iter()
        .flat_map(|plan| record.delivery.actions_of(&plan.id));
    let counted = of_plans.filter(|action| action.asked.priority && action.dropped.is_none());
    let actions = counted.map(|action| {
        let (state, told) = (action.state(), action.last_told());
        Before {
            action,
            state,
            told,
            blocks: blocks(state, told, fresh),
        }
    });
    Standing {
        actions: actions.collect(),
        without_plan: without.cloned().collect(),
        plans,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::*;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_action_blocks_by_what_was_last_reported_of_it() {
        use Progress::*;
        let (day, later) = (date("2007-01-02"), date("2007-04-01"));
        for (state, told, fresh, blocked) in [
            (NotStarted, None, None, Some(Blocks::NotStarted)),
            (NotStarted, Some(day), Some(day), Some(Blocks::NotStarted)),
            (Stalled, Some(day), None, Some(Blocks::Stalled)),
            (MovingForward, Some(day), None, None),
            (MovingForward, Some(day), Some(day), None),
            (MovingForward, Some(day), Some(later), Some(Blocks::Stale)),
            // What is done stays done.
            (Done, Some(day), Some(later), None),
        ] {
            assert_eq!(blocks(state, told, fresh), blocked, "{state:?} {told:?}");
        }
    }

    // Requirement: PL8 at /{partnership}/delivery/gate
    #[test]
    fn the_gate_is_shut_until_every_priority_action_moves() {
        let stand = |book: &Book| {
            let rules = book.record.structure.in_force(date("2007-01-02")).unwrap();
            let gate = rules.arrangements.gate[0].clone();
            let standing = standing(&book.record, &gate, date("2007-01-02"));
            (standing.moving(), standing.blocking(), standing.holds())
        };
        // No plan, and so no priority action either.
        assert_eq!(stand(&there()), (0, 2, false));
        assert_eq!(stand(&started()), (0, 2, false));
        let book = approved();
        assert_eq!(stand(&book), (0, 1, false));
        let moving = book.after(report(FIRST, Progress::MovingForward));
        assert_eq!(stand(&moving), (1, 0, true));
        let stalled = moving.after(report(FIRST, Progress::Stalled));
        assert_eq!(stand(&stalled), (0, 1, false));
    }

    fn any_state() -> impl Strategy<Value = Progress> {
        use Progress::*;
        proptest::sample::select(vec![NotStarted, MovingForward, Stalled, Done])
    }

    proptest! {
        /// The gate opens when, and only when, no priority action is anything but moving or done.
        #[test]
        fn one_that_does_not_move_keeps_it_shut(states in proptest::collection::vec(any_state(), 1..6)) {
            let mut book = approved();
            for (nth, state) in states.iter().enumerate() {
                if nth > 0 {
                    let mut more = new_action("More");
                    more.why = Some(words("More is needed."));
                    book = book.after(more);
                }
                book = book.after(report(&format!("{PLAN}-{}", nth + 1), *state));
            }
            let rules = book.record.structure.in_force(date("2007-01-02")).unwrap();
            let standing = standing(&book.record, &rules.arrangements.gate[0], date("2007-01-02"));
            prop_assert_eq!(standing.holds(), states.iter().all(|state| state.moves()));
        }
    }
}
