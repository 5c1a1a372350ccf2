//! Of delivery: what the lines of the book say.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Appraisal, Appraised, Capacity, Compatible, Concerned, Fate, MilestoneAsked, Progress,
};
use crate::{
    id::{
        AreaId, BodyId, DecisionId, DeliveryPlanId, EngagementId, IndicatorId, OutcomeId,
        PartnerId, PersonId, PlanActionId, PriorityId, RuleId, SeatId, ThemeId,
    },
    plan::Period,
    prose::{Prose, Title},
};

/// What an action of a delivery plan is, as it was last set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// What it is called.
    pub title: Title,
    /// What is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<Prose>,
    /// Whether it is one of the plan's priorities.
    pub priority: bool,
    /// The partner that leads it.
    pub lead: PartnerId,
    /// The person who leads it there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Partners that take part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<PartnerId>,
    /// The first day of the work.
    pub starts: Date,
    /// The day by which it is done.
    pub due: Date,
    /// What it may cost, in pence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<u64>,
    /// Outcomes of the agreement that it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<OutcomeId>,
    /// Indicators by which it is seen to work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<IndicatorId>,
    /// Actions that have to be done before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<PlanActionId>,
    /// Approaches across the themes that it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approaches: Vec<RuleId>,
    /// Areas that it serves; none: everywhere alike.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<AreaId>,
    /// What will show on the way that it is coming on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<MilestoneAsked>,
}

/// Of delivery plans, their actions, the gate, priorities to come and engagement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    /// A body began its delivery plan for a year.
    PlanBegun {
        /// The plan.
        plan: DeliveryPlanId,
        /// The body.
        body: BodyId,
        /// The financial year.
        year: Period,
        /// What it is called.
        title: Title,
        /// The themes that it serves.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        themes: Vec<ThemeId>,
        /// On which day.
        on: Date,
    },
    /// A part of a plan was written, or written anew.
    PlanPartWritten {
        /// The plan.
        plan: DeliveryPlanId,
        /// The part, as the arrangements name it.
        part: RuleId,
        /// What it says.
        words: Prose,
        /// On which day.
        on: Date,
    },
    /// An action was put into a plan, or changed there.
    PlanActionSet {
        /// The plan.
        plan: DeliveryPlanId,
        /// The action.
        action: PlanActionId,
        /// What it is from now on.
        #[serde(flatten)]
        asked: Box<Asked>,
        /// Why it was changed, once the plan had been approved.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<Prose>,
        /// On which day.
        on: Date,
    },
    /// An action was given up.
    PlanActionDropped {
        /// The action.
        action: PlanActionId,
        /// Why.
        why: Prose,
        /// On which day.
        on: Date,
    },
    /// A milestone was reached.
    MilestoneReached {
        /// The action.
        action: PlanActionId,
        /// The number of the milestone.
        milestone: u16,
        /// On which day.
        on: Date,
        /// What was said of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Prose>,
    },
    /// A milestone was put off, or brought forward.
    MilestoneMoved {
        /// The action.
        action: PlanActionId,
        /// The number of the milestone.
        milestone: u16,
        /// The new day.
        due: Date,
        /// Why.
        why: Prose,
    },
    /// How an action comes on was reported.
    ProgressReported {
        /// The action.
        action: PlanActionId,
        /// How it stands.
        state: Progress,
        /// In words.
        words: Prose,
        /// On which day.
        on: Date,
    },
    /// An action or a decision was appraised.
    Appraised {
        /// Which.
        of: Appraised,
        /// What was found.
        #[serde(flatten)]
        appraisal: Appraisal,
        /// The seat that appraised it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seat: Option<SeatId>,
        /// On which day.
        on: Date,
    },
    /// A draft plan was sent to other groups for their input.
    PlanCirculated {
        /// The plan.
        plan: DeliveryPlanId,
        /// The bodies.
        to: Vec<BodyId>,
        /// The last day for input.
        until: Date,
        /// What they are asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Prose>,
        /// On which day.
        on: Date,
    },
    /// A group gave its input on a plan.
    InputGiven {
        /// The plan.
        plan: DeliveryPlanId,
        /// Its number among the plan's, from 1.
        input: u16,
        /// The body that gave it.
        body: BodyId,
        /// The seat that spoke for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seat: Option<SeatId>,
        /// What it said.
        words: Prose,
        /// On which day.
        on: Date,
    },
    /// Those who make a plan said what they did with an input.
    InputAnswered {
        /// The plan.
        plan: DeliveryPlanId,
        /// The number of the input.
        input: u16,
        /// Whether the plan was changed for it.
        changed: bool,
        /// What was done, or why not.
        words: Prose,
        /// On which day.
        on: Date,
    },
    /// A plan was approved.
    PlanApproved {
        /// The plan.
        plan: DeliveryPlanId,
        /// The body that approved it.
        body: BodyId,
        /// Its decision, where the book has it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<DecisionId>,
        /// Why it was approved though something is missing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        despite: Option<Prose>,
        /// On which day.
        on: Date,
    },
    /// Community representatives advised on what something would mean for communities.
    ImpactAdvised {
        /// On what.
        about: Concerned,
        /// The seat of whoever advised.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seat: Option<SeatId>,
        /// What it would mean for communities.
        words: Prose,
        /// What they ask to be changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asks: Option<Prose>,
        /// On which day.
        on: Date,
    },
    /// A partner said how far its own plans fit.
    CompatibilityReported {
        /// The partner.
        partner: PartnerId,
        /// With what.
        about: Concerned,
        /// The partner's own plan.
        own: Title,
        /// How far they fit.
        fits: Compatible,
        /// What is done to bring them into line.
        words: Prose,
        /// The seat that reported it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seat: Option<SeatId>,
        /// On which day.
        on: Date,
    },
    /// A gate was passed.
    GatePassed {
        /// The gate, as the arrangements name it.
        gate: RuleId,
        /// The decision that its condition holds.
        decision: DecisionId,
        /// The priority actions that were moving forward or done.
        actions: Vec<PlanActionId>,
        /// The day on which it was passed.
        on: Date,
    },
    /// A priority that is to come was planned, or planned anew.
    PriorityPlanned {
        /// The priority.
        priority: PriorityId,
        /// What it is called.
        title: Title,
        /// The theme that it belongs to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        theme: Option<ThemeId>,
        /// Why it is to come.
        says: Prose,
        /// The first day on which it can realistically begin.
        earliest: Date,
        /// Whether there is the capacity for it.
        capacity: Capacity,
        /// What it takes, and who has it.
        needs: Prose,
        /// The partner that would lead it.
        lead: PartnerId,
        /// On which day.
        on: Date,
    },
    /// A priority left the pipeline.
    PriorityClosed {
        /// The priority.
        priority: PriorityId,
        /// What became of it.
        fate: Fate,
        /// The plan into which it was brought.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        plan: Option<DeliveryPlanId>,
        /// In words.
        words: Prose,
        /// On which day.
        on: Date,
    },
    /// An engagement with stakeholders was planned, or planned anew.
    EngagementPlanned {
        /// The engagement.
        engagement: EngagementId,
        /// The body.
        body: BodyId,
        /// The financial year.
        year: Period,
        /// With whom.
        who: Title,
        /// How.
        how: Prose,
        /// On which day or by which day.
        when: Date,
        /// On which day it was planned.
        on: Date,
    },
    /// What an engagement changed was told.
    EngagementReported {
        /// The engagement.
        engagement: EngagementId,
        /// On which day it was held.
        held: Date,
        /// What was heard.
        heard: Prose,
        /// What changed for it.
        changed: Prose,
        /// On which day it was told.
        on: Date,
    },
}

impl Entry {
    /// The decision, or the proposal for one, that is appraised, advised on or compared with a partner's
    /// own plans; none where it is about something else.
    pub fn decision(&self) -> Option<&DecisionId> {
        match self {
            Self::Appraised {
                of: Appraised::Decision(decision),
                ..
            }
            | Self::ImpactAdvised {
                about: Concerned::Decision(decision),
                ..
            }
            | Self::CompatibilityReported {
                about: Concerned::Decision(decision),
                ..
            } => Some(decision),
            _ => None,
        }
    }

    pub(crate) fn prose_mut(&mut self) -> Vec<&mut Prose> {
        match self {
            Self::PlanBegun { .. } | Self::GatePassed { .. } => Vec::new(),
            Self::PlanPartWritten { words, .. }
            | Self::ProgressReported { words, .. }
            | Self::InputGiven { words, .. }
            | Self::InputAnswered { words, .. }
            | Self::CompatibilityReported { words, .. }
            | Self::PriorityClosed { words, .. } => vec![words],
            Self::PlanActionSet { asked, why, .. } => {
                asked.says.iter_mut().chain(why.iter_mut()).collect()
            }
            Self::PlanActionDropped { why, .. } | Self::MilestoneMoved { why, .. } => vec![why],
            Self::MilestoneReached { words, .. } | Self::PlanCirculated { words, .. } => {
                words.iter_mut().collect()
            }
            Self::Appraised { appraisal, .. } => appraisal.prose_mut(),
            Self::PlanApproved { despite, .. } => despite.iter_mut().collect(),
            Self::ImpactAdvised { words, asks, .. } => {
                std::iter::once(words).chain(asks.iter_mut()).collect()
            }
            Self::PriorityPlanned { says, needs, .. } => vec![says, needs],
            Self::EngagementPlanned { how, .. } => vec![how],
            Self::EngagementReported { heard, changed, .. } => vec![heard, changed],
        }
    }
}
