//! Putting an action into a plan, or changing one: what, led by whom, by when, for how much, and which
//! approaches and areas it serves (G07, guidance; W09, proposal 2).
//!
//! Once the plan is approved, a change says why. A milestone that was reached stays.

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Action, Asked, Entry, MilestoneAsked, NotThere, Plan};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    arrangements::Arrangements,
    id::{
        AreaId, DeliveryPlanId, IndicatorId, OutcomeId, PartnerId, PersonId, PlanActionId, RuleId,
        SeatId,
    },
    prose::{Prose, Title, Words},
};

/// The most actions in one plan.
const MOST_ACTIONS: usize = 500;
/// The most of anything that one action lists.
const MOST: usize = 60;
/// The most that one action may cost, in pence: a thousand million pounds.
const MOST_PENCE: u64 = 100_000_000_000;

/// Puts an action into a delivery plan, or changes one that is there.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetAction {
    /// The plan.
    pub plan: DeliveryPlanId,
    /// The action that is changed; left out for a new one.
    pub action: Option<PlanActionId>,
    /// What it is called.
    pub title: Title,
    /// What is to be done.
    pub says: Option<Words>,
    /// Whether it is one of the plan's priorities.
    #[serde(default)]
    pub priority: bool,
    /// The partner that leads it.
    pub lead: PartnerId,
    /// The person who leads it there.
    pub person: Option<PersonId>,
    /// Other partners that take part.
    #[serde(default)]
    pub with: Vec<PartnerId>,
    /// The first day of the work.
    pub starts: Date,
    /// The day by which it is done.
    pub due: Date,
    /// What it may cost, in pence.
    pub budget: Option<u64>,
    /// Outcomes of the agreement that it serves.
    #[serde(default)]
    pub outcomes: Vec<OutcomeId>,
    /// Indicators by which it is seen to work.
    #[serde(default)]
    pub indicators: Vec<IndicatorId>,
    /// Actions that have to be done before, of this plan or another.
    #[serde(default)]
    pub depends_on: Vec<PlanActionId>,
    /// Approaches across the themes that it serves.
    #[serde(default)]
    pub approaches: Vec<RuleId>,
    /// Areas that it serves; none: everywhere alike.
    #[serde(default)]
    pub areas: Vec<AreaId>,
    /// What will show on the way that it is coming on.
    #[serde(default)]
    pub milestones: Vec<MilestoneWanted>,
    /// Why it is changed: asked for once the plan is approved.
    pub why: Option<Words>,
    /// The seat on the plan's body from which it is set; left out by the secretariat.
    pub seat: Option<SeatId>,
}

/// A milestone of an action.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MilestoneWanted {
    /// The number of one that is there; left out for a new one.
    pub no: Option<u16>,
    /// What will have happened.
    pub title: Title,
    /// By when.
    pub due: Date,
}

/// Why an action is not set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetActionRefused {
    /// Something that it refers to is not there.
    #[error(transparent)]
    NotThere(#[from] NotThere),
    /// The action belongs to another plan.
    #[error("{0} is an action of another plan")]
    OtherPlan(PlanActionId),
    /// The plan is approved, and no reason is given.
    #[error("the plan is approved, and no reason for the change is given")]
    WithoutReason,
    /// It ends before it begins.
    #[error("it would be done before it begins")]
    EndsFirst,
    /// The arrangements have no such approach.
    #[error("the arrangements have no approach {0}")]
    NoSuchApproach(RuleId),
    /// The arrangements have no such area.
    #[error("the arrangements have no area {0}")]
    NoSuchArea(AreaId),
    /// It would wait for itself.
    #[error("{0} waits for this action, so this one cannot wait for it")]
    Circle(PlanActionId),
    /// The action has no such milestone.
    #[error("the action has no milestone {0}")]
    NoSuchMilestone(u16),
    /// A milestone that was reached would be gone.
    #[error("milestone {0} has been reached, and stays")]
    Reached(u16),
    /// A milestone before the beginning or after the end.
    #[error("the milestone “{0}” is not between the first day and the day by which it is done")]
    OutsideMilestone(Title),
    /// More than can be kept.
    #[error(
        "a plan has at most {MOST_ACTIONS} actions, and an action at most {MOST} of anything, each once"
    )]
    TooMany,
    /// More money than can be.
    #[error("it would cost more than a thousand million pounds")]
    TooMuch,
}

use SetActionRefused::*;

impl Act for SetAction {
    const NAME: &'static str = "delivery.set-action";
    const SUMMARY: &'static str = "Put an action into a delivery plan, or change one.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = SetActionRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = record.today_of(minute);
        let plan = record.find_plan(&self.plan)?;
        record.sits_on(self.seat.as_ref(), &plan.body, today)?;
        let known = self.known(record, plan)?;
        if plan.approval.is_some() && self.why.is_none() {
            return Err(WithoutReason);
        }
        self.fits()?;
        let nothing = || NotThere::Body(plan.body.clone());
        self.refers(record.rules_on(today).ok_or_else(nothing)?)?;
        self.serves(record, known)?;
        self.waits(record)?;
        let milestones = self.laid(known)?;
        let count = record.delivery.actions_of(&self.plan).count();
        if known.is_none() && count >= MOST_ACTIONS {
            return Err(TooMany);
        }
        let action = self.action.clone();
        let action = action.unwrap_or_else(|| PlanActionId::of(&self.plan, count + 1));
        let changed = known.is_some() || plan.approval.is_some();
        Ok(vec![crate::Entry::Delivery(Entry::PlanActionSet {
            plan: self.plan.clone(),
            action,
            asked: Box::new(self.asked(milestones)),
            why: self.why.as_ref().filter(|_| changed).map(Prose::from),
            on: today,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        self.action.as_ref().map(Subject::PlanAction)
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }

    fn people(&self) -> Vec<PersonId> {
        self.person.into_iter().collect()
    }
}

impl SetAction {
    fn known<'a>(
        &self,
        record: &'a Record,
        plan: &Plan,
    ) -> Result<Option<&'a Action>, SetActionRefused> {
        let Some(id) = &self.action else {
            return Ok(None);
        };
        let action = record.find_plan_action(id)?;
        if action.plan != plan.id {
            return Err(OtherPlan(id.clone()));
        }
        Ok(Some(action))
    }

    /// Days, money and lengths.
    fn fits(&self) -> Result<(), SetActionRefused> {
        if self.due < self.starts {
            return Err(EndsFirst);
        }
        if self.budget.is_some_and(|pence| pence > MOST_PENCE) {
            return Err(TooMuch);
        }
        fn once<T: Ord>(list: &[T]) -> bool {
            list.len() <= MOST && list.iter().collect::<BTreeSet<_>>().len() == list.len()
        }
        let fit = once(&self.with)
            && once(&self.outcomes)
            && once(&self.indicators)
            && once(&self.depends_on)
            && once(&self.approaches)
            && once(&self.areas)
            && self.milestones.len() <= MOST;
        if !fit {
            return Err(TooMany);
        }
        let outside = |it: &&MilestoneWanted| it.due < self.starts || it.due > self.due;
        match self.milestones.iter().find(outside) {
            Some(outside) => Err(OutsideMilestone(outside.title.clone())),
            None => Ok(()),
        }
    }

    /// What it refers to in the arrangements.
    fn refers(&self, rules: &Arrangements) -> Result<(), SetActionRefused> {
        let stranger = |partner: &&PartnerId| rules.partner(partner).is_none();
        let mut partners = std::iter::once(&self.lead).chain(&self.with);
        if let Some(stranger) = partners.find(stranger) {
            return Err(NotThere::Partner(stranger.clone()).into());
        }
        let unknown = |id: &&RuleId| !rules.approach.iter().any(|it| it.id == **id);
        if let Some(unknown) = self.approaches.iter().find(unknown) {
            return Err(NoSuchApproach(unknown.clone()));
        }
        let unknown = |id: &&AreaId| !rules.area.iter().any(|it| it.id == **id);
        match self.areas.iter().find(unknown) {
            Some(unknown) => Err(NoSuchArea(unknown.clone())),
            None => Ok(()),
        }
    }

    /// What of the agreement it serves. What it served before may stay, though it has ended.
    fn serves(&self, record: &Record, known: Option<&Action>) -> Result<(), NotThere> {
        let before = known.map(|known| &known.asked);
        for outcome in &self.outcomes {
            if before.is_none_or(|before| !before.outcomes.contains(outcome)) {
                record.find_outcome(outcome)?;
            }
        }
        for indicator in &self.indicators {
            if before.is_none_or(|before| !before.indicators.contains(indicator)) {
                record.find_indicator(indicator)?;
            }
        }
        Ok(())
    }

    /// What it waits for: each is there, and none of them waits for this one.
    fn waits(&self, record: &Record) -> Result<(), SetActionRefused> {
        for first in &self.depends_on {
            record.find_plan_action(first)?;
            let Some(own) = &self.action else { continue };
            let mut seen = BTreeSet::new();
            let mut ahead = vec![first];
            while let Some(next) = ahead.pop() {
                if next == own {
                    return Err(Circle(first.clone()));
                }
                if seen.insert(next) {
                    let known = record.delivery.action(next);
                    ahead.extend(known.iter().flat_map(|known| &known.asked.depends_on));
                }
            }
        }
        Ok(())
    }

    /// Its milestones with their numbers.
    fn laid(&self, known: Option<&Action>) -> Result<Vec<MilestoneAsked>, SetActionRefused> {
        let before = known.map_or(&[][..], |known| &known.milestones);
        let mut kept = BTreeSet::new();
        for no in self.milestones.iter().filter_map(|it| it.no) {
            if !before.iter().any(|it| it.no == no) || !kept.insert(no) {
                return Err(NoSuchMilestone(no));
            }
        }
        let gone = |it: &&super::Milestone| it.reached.is_some() && !kept.contains(&it.no);
        if let Some(gone) = before.iter().find(gone) {
            return Err(Reached(gone.no));
        }
        let mut last = before.iter().map(|it| it.no).max().unwrap_or(0);
        let laid = self.milestones.iter().map(|wanted| MilestoneAsked {
            no: wanted.no.unwrap_or_else(|| {
                last = last.saturating_add(1);
                last
            }),
            title: wanted.title.clone(),
            due: wanted.due,
        });
        Ok(laid.collect())
    }

    fn asked(&self, milestones: Vec<MilestoneAsked>) -> Asked {
        Asked {
            title: self.title.clone(),
            says: self.says.as_ref().map(Prose::from),
            priority: self.priority,
            lead: self.lead.clone(),
            person: self.person,
            with: self.with.clone(),
            starts: self.starts,
            due: self.due,
            budget: self.budget,
            outcomes: self.outcomes.clone(),
            indicators: self.indicators.clone(),
            depends_on: self.depends_on.clone(),
            approaches: self.approaches.clone(),
            areas: self.areas.clone(),
            milestones,
        }
    }
}

impl Refusal for SetActionRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NotThere(refused) => refused.advice(),
            OtherPlan(_) => Advice::new(
                "delivery/other-plan",
                "action",
                "Choose an action of this plan, or leave it out for a new one.",
            ),
            WithoutReason => Advice::new(
                "delivery/without-reason",
                "why",
                "Say why the approved plan is changed.",
            ),
            EndsFirst => Advice::new(
                "delivery/ends-first",
                "due",
                "Choose a day on or after the first day of the work.",
            ),
            NoSuchApproach(_) => Advice::new(
                "delivery/no-such-approach",
                "approaches",
                "Choose approaches of the arrangements in force.",
            ),
            NoSuchArea(_) => Advice::new(
                "delivery/no-such-area",
                "areas",
                "Choose areas of the arrangements in force.",
            ),
            Circle(_) => Advice::new(
                "delivery/circle",
                "depends_on",
                "Leave it out, or change what the other one waits for.",
            ),
            NoSuchMilestone(_) => Advice::new(
                "delivery/no-such-milestone",
                "milestones",
                "Name each milestone once, and leave the number out for a new one.",
            ),
            Reached(_) => Advice::new(
                "delivery/milestone-reached",
                "milestones",
                "Keep it among the milestones.",
            ),
            OutsideMilestone(_) => Advice::new(
                "delivery/milestone-outside",
                "milestones",
                "Choose a day within the work, or change its first or last day.",
            ),
            TooMany => Advice::new(
                "delivery/too-many",
                "",
                "Name each thing once, and put less into one action.",
            ),
            TooMuch => Advice::new(
                "delivery/too-much",
                "budget",
                "Write the budget in pence; a thousand pounds are 100000.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::*;
    use super::*;

    fn step(no: Option<u16>, due: &str) -> MilestoneWanted {
        MilestoneWanted {
            no,
            title: Title::new("The first bank stands").unwrap(),
            due: date(due),
        }
    }

    // Requirement: PL6, PL7 at /{partnership}/delivery/{plan}/actions/{plan_action}
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let change = |f: fn(&mut SetAction)| {
            let mut act = new_action("Raise the bank");
            f(&mut act);
            act
        };
        let of = |f: fn(&mut SetAction)| {
            let mut act = change(f);
            act.action = Some(id(FIRST));
            act
        };
        let title = Title::new("The first bank stands").unwrap();
        let reached = || started().after(reach(1));
        rules([
            (begun(), change(|_| ()), Ok(())),
            (
                there(),
                change(|_| ()),
                Err(NotThere::Plan(id(PLAN)).into()),
            ),
            (
                begun(),
                change(|it| it.due = date("2007-03-31")),
                Err(EndsFirst),
            ),
            (
                begun(),
                change(|it| it.lead = id("mars")),
                Err(NotThere::Partner(id("mars")).into()),
            ),
            (
                begun(),
                change(|it| it.approaches = vec![id("haste")]),
                Err(NoSuchApproach(id("haste"))),
            ),
            (
                begun(),
                change(|it| it.areas = vec![id("moon")]),
                Err(NoSuchArea(id("moon"))),
            ),
            (
                begun(),
                change(|it| it.areas = vec![id("weir"), id("weir")]),
                Err(TooMany),
            ),
            (
                begun(),
                change(|it| it.budget = Some(MOST_PENCE + 1)),
                Err(TooMuch),
            ),
            (
                begun(),
                change(|it| it.milestones = vec![step(None, "2009-01-01")]),
                Err(OutsideMilestone(title)),
            ),
            (
                begun(),
                change(|it| it.milestones = vec![step(Some(1), "2007-06-01")]),
                Err(NoSuchMilestone(1)),
            ),
            (
                begun(),
                change(|it| it.depends_on = vec![id(FIRST)]),
                Err(NotThere::Action(id(FIRST)).into()),
            ),
            (
                started(),
                change(|it| it.depends_on = vec![id(FIRST)]),
                Ok(()),
            ),
            (
                started(),
                of(|it| it.depends_on = vec![id(FIRST)]),
                Err(Circle(id(FIRST))),
            ),
            // The second waits for the first, so the first cannot wait for the second.
            (
                started().after(change(|it| it.depends_on = vec![id(FIRST)])),
                of(|it| it.depends_on = vec![id(SECOND)]),
                Err(Circle(id(SECOND))),
            ),
            (
                reached(),
                of(|it| it.milestones = Vec::new()),
                Err(Reached(1)),
            ),
            (
                reached(),
                of(|it| it.milestones = vec![step(Some(1), "2007-06-01")]),
                Ok(()),
            ),
            (approved(), change(|_| ()), Err(WithoutReason)),
            (
                approved(),
                change(|it| it.why = Words::new("It rained.").ok()),
                Ok(()),
            ),
        ]);
    }

    // Requirement: PL6 at /{partnership}/delivery/{plan}/actions/{plan_action}
    #[test]
    fn it_serves_outcomes_that_are_pursued_and_indicators_that_are_measured() {
        use crate::plan::{EndOutcome, RetireIndicator};
        let serves = |outcome: &str, indicator: &str| {
            let mut act = new_action("Raise the bank");
            act.outcomes = vec![id(outcome)];
            act.indicators = vec![id(indicator)];
            (act.approaches, act.areas) = (vec![id("families")], vec![id("docks")]);
            act
        };
        let agreed = || {
            let mut begin = begin();
            begin.themes = vec![id("learning")];
            agreed_plan().after(begin)
        };
        let good = || serves("fewer-floods", "flooded-homes");
        let over = |book: Book| {
            book.after(RetireIndicator {
                indicator: id("flooded-homes"),
                why: words("Nobody counts them."),
            })
            .after(EndOutcome {
                outcome: id("fewer-floods"),
                why: words("The valley moved."),
            })
        };
        let again = || SetAction {
            action: Some(id(FIRST)),
            milestones: Vec::new(),
            ..good()
        };
        rules([
            (agreed(), good(), Ok(())),
            (
                agreed(),
                serves("more-floods", "flooded-homes"),
                Err(NotThere::Outcome(id("more-floods")).into()),
            ),
            (
                agreed(),
                serves("fewer-floods", "wet-feet"),
                Err(NotThere::Indicator(id("wet-feet")).into()),
            ),
            (
                over(agreed()),
                SetAction {
                    indicators: Vec::new(),
                    ..good()
                },
                Err(NotThere::Outcome(id("fewer-floods")).into()),
            ),
            (
                over(agreed()),
                SetAction {
                    outcomes: Vec::new(),
                    ..good()
                },
                Err(NotThere::Indicator(id("flooded-homes")).into()),
            ),
            // What it served when they ended it goes on serving.
            (over(agreed().after(good())), again(), Ok(())),
        ]);
    }

    #[test]
    fn what_became_of_a_milestone_stays_when_the_action_changes() {
        let mut again = new_action("Raise the bank higher");
        again.action = Some(id(FIRST));
        again.milestones = vec![step(None, "2007-05-01"), step(Some(1), "2007-06-01")];
        let book = started().after(reach(1)).after(again);
        let action = book.record.delivery.action(&id(FIRST)).unwrap();
        let numbers: Vec<_> = action
            .milestones
            .iter()
            .map(|it| (it.no, it.reached.is_some()))
            .collect();
        assert_eq!(numbers, [(2, false), (1, true)]);
        assert_eq!(action.asked.title.as_str(), "Raise the bank higher");
        assert_eq!(action.changes.len(), 1);
    }
}
