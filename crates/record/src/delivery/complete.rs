//! What a plan still lacks: the parts that the arrangements ask for, and what the guidance asks of its
//! actions (G07, guidance for implementation plans).
//!
//! Every finding says what it is about, whether it is met, and which actions fall short. Whether a plan
//! is good is not judged here, nor whether it may be approved all the same.

use jiff::civil::Date;
use serde::Serialize;

use super::{Action, Appraised, Concerned, Plan};
use crate::{
    Record,
    id::{PlanActionId, RuleId},
};

/// Something that a plan has to have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wanted {
    /// A part of the arrangements.
    Part(RuleId),
    /// At least one action.
    Actions,
    /// A person who leads each action.
    Leads,
    /// A milestone, or an indicator or outcome, for each action: how one sees that it works.
    Targets,
    /// What each action may cost.
    Resources,
    /// The approaches across the themes that each action serves.
    Approaches,
    /// An appraisal of each action.
    Appraisals,
    /// Sending the draft to other groups, until their day has passed or all have answered.
    Circulation,
    /// An answer to each input.
    Answers,
    /// Advice of community representatives.
    CommunityAdvice,
    /// An engagement of stakeholders in that year.
    Engagement,
}

/// Whether a plan has something that it has to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub wanted: Wanted,
    /// Whether it does.
    pub met: bool,
    /// The actions that fall short.
    pub short: Vec<PlanActionId>,
    /// The clause that asks for it.
    pub clause: Option<String>,
}

/// What a plan has to have, and whether it does, on a day.
pub fn findings(record: &Record, plan: &Plan, today: Date) -> Vec<Finding> {
    let rules = record.structure.in_force_or_first(today);
    let rules = rules.map(|adoption| &*adoption.arrangements);
    let asked = rules
        .and_then(|rules| rules.plans.clone())
        .unwrap_or_default();
    let clause = asked.clause.clone();
    let plain = |wanted: Wanted, met: bool| Finding {
        wanted,
        met,
        short: Vec::new(),
        clause: clause.clone(),
    };
    let parts = asked.part.iter();
    let mut found: Vec<Finding> = parts
        .map(|part| plain(Wanted::Part(part.id.clone()), plan.part(&part.id).is_some()))
        .collect();
    let actions: Vec<&Action> = record.delivery.actions_of(&plan.id).collect();
    let actions: Vec<&Action> = actions
        .into_iter()
        .filter(|action| action.dropped.is_none())
        .collect();
    found.push(plain(Wanted::Actions, !actions.is_empty()));
    let each = |wanted: Wanted, has: &dyn Fn(&Action) -> bool| {
        let without = actions.iter().filter(|action| !has(action));
        let short: Vec<_> = without.map(|action| action.id.clone()).collect();
        Finding {
            wanted,
            met: short.is_empty(),
            short,
            clause: clause.clone(),
        }
    };
    if !actions.is_empty() {
        found.push(each(Wanted::Leads, &|it| it.asked.person.is_some()));
        found.push(each(Wanted::Targets, &|it| {
            let asked = &it.asked;
            !(it.milestones.is_empty() && asked.outcomes.is_empty() && asked.indicators.is_empty())
        }));
        found.push(each(Wanted::Resources, &|it| it.asked.budget.is_some()));
        if rules.is_some_and(|rules| !rules.approach.is_empty()) {
            found.push(each(Wanted::Approaches, &|it| {
                !it.asked.approaches.is_empty()
            }));
        }
        if rules.is_some_and(|rules| !rules.principle.is_empty()) {
            found.push(each(Wanted::Appraisals, &|it| {
                let of = Appraised::Action(it.id.clone());
                record.delivery.appraisals(&of).next().is_some()
            }));
        }
    }
    let waits = plan.silent().any(|(_, until)| today <= until);
    let sent = !plan.circulations.is_empty();
    found.push(plain(Wanted::Circulation, sent && !waits));
    if sent {
        let all = plan.inputs.iter().all(|input| input.answer.is_some());
        found.push(plain(Wanted::Answers, all));
    }
    if let Some(advice) = &asked.community_advice {
        let about = Concerned::Plan(plan.id.clone());
        let given = record.delivery.advice(&about).next().is_some();
        found.push(Finding {
            clause: advice.clause.clone(),
            ..plain(Wanted::CommunityAdvice, given)
        });
    }
    let mut engaged = record.delivery.engagements();
    let engaged = engaged.any(|it| it.body == plan.body && it.year == plan.year);
    found.push(plain(Wanted::Engagement, engaged));
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::*;
    use super::*;

    fn missing(book: &Book) -> Vec<Wanted> {
        let plan = book.record.delivery.plan(&id(PLAN)).unwrap();
        let found = findings(&book.record, plan, date("2007-01-02"));
        let missing = found.into_iter().filter(|it| !it.met);
        missing.map(|it| it.wanted).collect()
    }

    // Requirement: PL6 at /{partnership}/delivery/{plan}
    #[test]
    fn a_plan_is_told_what_it_lacks_until_it_lacks_nothing() {
        let part = |name: &str| Wanted::Part(id(name));
        assert_eq!(
            missing(&begun()),
            [
                part("work"),
                part("meetings"),
                Wanted::Actions,
                Wanted::Circulation,
                Wanted::CommunityAdvice,
                Wanted::Engagement
            ]
        );
        assert_eq!(
            missing(&started())[2..],
            [
                Wanted::Leads,
                Wanted::Appraisals,
                Wanted::Circulation,
                Wanted::CommunityAdvice,
                Wanted::Engagement
            ]
        );
        // Two bodies may still answer, and the plan waits for them.
        assert!(missing(&sent()).contains(&Wanted::Circulation));
        let given = sent()
            .after(input("board", None))
            .after(input("executive", None));
        assert!(!missing(&given).contains(&Wanted::Circulation));
        assert!(missing(&given).contains(&Wanted::Answers));
        assert_eq!(missing(&whole()), []);
    }
}
