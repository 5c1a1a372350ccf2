//! Delivery as the book says: plans with their actions, priorities to come, engagements.

use std::sync::Arc;

use imbl::{OrdMap, Vector};
use jiff::civil::Date;

use super::{
    Action, Appraisal, Appraised, Capacity, Compatible, Concerned, Entry, Fate, Plan, Stage,
};
use crate::{
    Author, LineNo, Minute,
    id::{
        BodyId, DecisionId, DeliveryPlanId, EngagementId, PartnerId, PlanActionId, PriorityId,
        RuleId, SeatId, ThemeId,
    },
    plan::Period,
    prose::{Prose, Title},
};

/// An appraisal that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// What was found.
    pub appraisal: Appraisal,
    /// The seat that made it.
    pub seat: Option<SeatId>,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// Advice by community representatives.
#[derive(Debug, Clone, PartialEq)]
pub struct Advice {
    /// On what.
    pub about: Concerned,
    /// The seat of whoever advised.
    pub seat: Option<SeatId>,
    /// What it would mean for communities.
    pub words: Prose,
    /// What they ask to be changed.
    pub asks: Option<Prose>,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// A partner's report on how far its own plans fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Compatibility {
    /// The partner.
    pub partner: PartnerId,
    /// With what.
    pub about: Concerned,
    /// The partner's own plan.
    pub own: Title,
    /// How far they fit.
    pub fits: Compatible,
    /// What is done to bring them into line.
    pub words: Prose,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// The passing of a gate.
#[derive(Debug, Clone, PartialEq)]
pub struct Passing {
    /// The gate.
    pub gate: RuleId,
    /// The decision that its condition holds.
    pub decision: DecisionId,
    /// The priority actions that were moving forward or done.
    pub actions: Vec<PlanActionId>,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// A priority that is to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Priority {
    /// Its name.
    pub id: PriorityId,
    /// What it is called.
    pub title: Title,
    /// The theme that it belongs to.
    pub theme: Option<ThemeId>,
    /// Why it is to come.
    pub says: Prose,
    /// The first day on which it can realistically begin.
    pub earliest: Date,
    /// Whether there is the capacity for it.
    pub capacity: Capacity,
    /// What it takes, and who has it.
    pub needs: Prose,
    /// The partner that would lead it.
    pub lead: PartnerId,
    /// The day on which it was last planned.
    pub on: Date,
    /// Days on which it was to begin before it was planned anew.
    pub before: Vec<Date>,
    /// What became of it.
    pub closed: Option<Left>,
    /// The line of the book that said so last.
    pub line: LineNo,
}

/// How a priority left the pipeline.
#[derive(Debug, Clone, PartialEq)]
pub struct Left {
    /// What became of it.
    pub fate: Fate,
    /// The plan into which it was brought.
    pub plan: Option<DeliveryPlanId>,
    /// In words.
    pub words: Prose,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// An engagement with stakeholders.
#[derive(Debug, Clone, PartialEq)]
pub struct Engagement {
    /// Its name.
    pub id: EngagementId,
    /// The body.
    pub body: BodyId,
    /// The financial year.
    pub year: Period,
    /// With whom.
    pub who: Title,
    /// How.
    pub how: Prose,
    /// On which day or by which day.
    pub when: Date,
    /// What came of it.
    pub report: Option<Heard>,
    /// The line of the book that planned it last.
    pub line: LineNo,
}

/// What came of an engagement.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    /// The day on which it was held.
    pub held: Date,
    /// What was heard.
    pub heard: Prose,
    /// What changed for it.
    pub changed: Prose,
    /// The line of the book.
    pub line: LineNo,
}

/// Everything of delivery, as the book says.
#[derive(Debug, Clone, Default)]
pub struct Delivery {
    pub(super) plans: OrdMap<DeliveryPlanId, Arc<Plan>>,
    pub(super) actions: OrdMap<PlanActionId, Arc<Action>>,
    pub(super) of_plan: OrdMap<DeliveryPlanId, Vector<PlanActionId>>,
    pub(super) appraisals: OrdMap<Appraised, Vector<Made>>,
    pub(super) advice: OrdMap<Concerned, Vector<Advice>>,
    pub(super) compatibility: Vector<Compatibility>,
    pub(super) gates: OrdMap<RuleId, Passing>,
    pub(super) priorities: Vector<Arc<Priority>>,
    pub(super) engagements: OrdMap<EngagementId, Arc<Engagement>>,
}

impl Delivery {
    /// Takes in an entry.
    pub(crate) fn apply(&mut self, line: LineNo, minute: &Minute, entry: &Entry) {
        match entry {
            Entry::PlanBegun { plan, .. } => {
                let begun = Plan::begun(line, entry);
                self.plans
                    .extend(begun.map(|begun| (plan.clone(), Arc::new(begun))));
            }
            Entry::PlanActionSet {
                plan,
                action,
                asked,
                why,
                on,
            } => {
                let known = self.actions.contains_key(action);
                if !known {
                    let of_plan = self.of_plan.entry(plan.clone()).or_default();
                    of_plan.push_back(action.clone());
                }
                let set = self
                    .actions
                    .entry(action.clone())
                    .or_insert_with(|| Arc::new(Action::set(action, plan, asked, line)));
                if known {
                    Arc::make_mut(set).change(line, asked, why.as_ref(), *on);
                }
                self.touch(plan, line);
            }
            Entry::PlanActionDropped { action, .. }
            | Entry::MilestoneReached { action, .. }
            | Entry::MilestoneMoved { action, .. }
            | Entry::ProgressReported { action, .. } => {
                self.of_action(action, line, &minute.by, entry);
            }
            Entry::PlanPartWritten { plan, .. }
            | Entry::PlanCirculated { plan, .. }
            | Entry::InputGiven { plan, .. }
            | Entry::InputAnswered { plan, .. }
            | Entry::PlanApproved { plan, .. } => {
                if let Some(plan) = self.plans.get_mut(plan) {
                    Arc::make_mut(plan).apply(line, &minute.by, entry);
                }
            }
            _ => self.beside_the_plans(line, entry),
        }
    }

    fn of_action(&mut self, action: &PlanActionId, line: LineNo, by: &Author, entry: &Entry) {
        if let Some(action) = self.actions.get_mut(action) {
            let action = Arc::make_mut(action);
            action.apply(line, by, entry);
            let plan = action.plan.clone();
            self.touch(&plan, line);
        }
    }

    fn touch(&mut self, plan: &DeliveryPlanId, line: LineNo) {
        if let Some(plan) = self.plans.get_mut(plan) {
            Arc::make_mut(plan).changed = line;
        }
    }

    /// What is said of appraisals, advice, partners, the gate, priorities and engagements.
    fn beside_the_plans(&mut self, line: LineNo, entry: &Entry) {
        match entry {
            Entry::Appraised {
                of,
                appraisal,
                seat,
                on,
            } => self
                .appraisals
                .entry(of.clone())
                .or_default()
                .push_back(Made {
                    appraisal: appraisal.clone(),
                    seat: seat.clone(),
                    on: *on,
                    line,
                }),
            Entry::ImpactAdvised {
                about,
                seat,
                words,
                asks,
                on,
            } => self
                .advice
                .entry(about.clone())
                .or_default()
                .push_back(Advice {
                    about: about.clone(),
                    seat: seat.clone(),
                    words: words.clone(),
                    asks: asks.clone(),
                    on: *on,
                    line,
                }),
            Entry::CompatibilityReported {
                partner,
                about,
                own,
                fits,
                words,
                on,
                ..
            } => self.compatibility.push_back(Compatibility {
                partner: partner.clone(),
                about: about.clone(),
                own: own.clone(),
                fits: *fits,
                words: words.clone(),
                on: *on,
                line,
            }),
            Entry::GatePassed {
                gate,
                decision,
                actions,
                on,
            } => {
                let passing = Passing {
                    gate: gate.clone(),
                    decision: decision.clone(),
                    actions: actions.clone(),
                    on: *on,
                    line,
                };
                self.gates.insert(gate.clone(), passing);
            }
            Entry::PriorityPlanned { .. } | Entry::PriorityClosed { .. } => {
                self.pipeline(line, entry);
            }
            _ => self.engage(line, entry),
        }
    }

    fn pipeline(&mut self, line: LineNo, entry: &Entry) {
        match entry {
            Entry::PriorityPlanned {
                priority,
                title,
                theme,
                says,
                earliest,
                capacity,
                needs,
                lead,
                on,
            } => {
                let at = self.priorities.iter().position(|it| it.id == *priority);
                let mut before = Vec::new();
                if let Some(known) = at.and_then(|at| self.priorities.get(at)) {
                    before.clone_from(&known.before);
                    if known.earliest != *earliest {
                        before.push(known.earliest);
                    }
                }
                let planned = Arc::new(Priority {
                    id: priority.clone(),
                    title: title.clone(),
                    theme: theme.clone(),
                    says: says.clone(),
                    earliest: *earliest,
                    capacity: *capacity,
                    needs: needs.clone(),
                    lead: lead.clone(),
                    on: *on,
                    before,
                    closed: None,
                    line,
                });
                match at {
                    Some(at) => {
                        self.priorities.set(at, planned);
                    }
                    None => self.priorities.push_back(planned),
                }
            }
            Entry::PriorityClosed {
                priority,
                fate,
                plan,
                words,
                on,
            } => {
                let mut all = self.priorities.iter_mut();
                if let Some(known) = all.find(|it| it.id == *priority) {
                    Arc::make_mut(known).closed = Some(Left {
                        fate: *fate,
                        plan: plan.clone(),
                        words: words.clone(),
                        on: *on,
                        line,
                    });
                }
            }
            _ => {}
        }
    }

    fn engage(&mut self, line: LineNo, entry: &Entry) {
        match entry {
            Entry::EngagementPlanned {
                engagement,
                body,
                year,
                who,
                how,
                when,
                ..
            } => {
                let planned = Engagement {
                    id: engagement.clone(),
                    body: body.clone(),
                    year: *year,
                    who: who.clone(),
                    how: how.clone(),
                    when: *when,
                    report: None,
                    line,
                };
                self.engagements
                    .insert(engagement.clone(), Arc::new(planned));
            }
            Entry::EngagementReported {
                engagement,
                held,
                heard,
                changed,
                ..
            } => {
                if let Some(known) = self.engagements.get_mut(engagement) {
                    Arc::make_mut(known).report = Some(Heard {
                        held: *held,
                        heard: heard.clone(),
                        changed: changed.clone(),
                        line,
                    });
                }
            }
            _ => {}
        }
    }

    /// The plan of that name.
    pub fn plan(&self, id: &DeliveryPlanId) -> Option<&Plan> {
        self.plans.get(id).map(|plan| &**plan)
    }

    /// Every plan, by name.
    pub fn plans(&self) -> impl DoubleEndedIterator<Item = &Plan> {
        self.plans.values().map(|plan| &**plan)
    }

    /// The action of that name.
    pub fn action(&self, id: &PlanActionId) -> Option<&Action> {
        self.actions.get(id).map(|action| &**action)
    }

    /// Every action of every plan, by name.
    pub fn actions(&self) -> impl DoubleEndedIterator<Item = &Action> {
        self.actions.values().map(|action| &**action)
    }

    /// The actions of a plan, in the order in which they were put into it.
    pub fn actions_of(&self, plan: &DeliveryPlanId) -> impl DoubleEndedIterator<Item = &Action> {
        let of_plan = self.of_plan.get(plan).into_iter().flatten();
        of_plan.filter_map(|id| self.action(id))
    }

    /// The appraisals of something, the oldest first.
    pub fn appraisals(&self, of: &Appraised) -> impl DoubleEndedIterator<Item = &Made> {
        self.appraisals.get(of).into_iter().flatten()
    }

    /// The advice of community representatives on something, the oldest first.
    pub fn advice(&self, about: &Concerned) -> impl DoubleEndedIterator<Item = &Advice> {
        self.advice.get(about).into_iter().flatten()
    }

    /// Partners' reports on how far their own plans fit, the oldest first.
    pub fn compatibility(&self) -> impl DoubleEndedIterator<Item = &Compatibility> {
        self.compatibility.iter()
    }

    /// The passing of a gate, where it was passed.
    pub fn passed(&self, gate: &RuleId) -> Option<&Passing> {
        self.gates.get(gate)
    }

    /// Priorities to come, and those that came or were given up, in the order in which they were planned.
    pub fn priorities(&self) -> impl DoubleEndedIterator<Item = &Priority> {
        self.priorities.iter().map(|priority| &**priority)
    }

    /// A priority to come.
    pub fn priority(&self, id: &PriorityId) -> Option<&Priority> {
        self.priorities().find(|priority| priority.id == *id)
    }

    /// Every engagement, by name.
    pub fn engagements(&self) -> impl DoubleEndedIterator<Item = &Engagement> {
        self.engagements.values().map(|engagement| &**engagement)
    }

    /// An engagement.
    pub fn engagement(&self, id: &EngagementId) -> Option<&Engagement> {
        self.engagements.get(id).map(|engagement| &**engagement)
    }

    /// Whether a plan still counts: it is not of a year that another plan of the same body follows.
    pub fn is_latest(&self, plan: &Plan) -> bool {
        let later = |other: &Plan| other.body == plan.body && plan.year < other.year;
        !self
            .plans()
            .any(|other| later(other) && other.stage() == Stage::Approved)
    }
}
