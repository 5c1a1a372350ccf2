//! Delivery: the plans of groups for a year, their actions, and what is asked of both.
//!
//! A plan has the parts that the arrangements ask for, and actions with who leads them, by when and for
//! how much. It is sent to other groups, completed and approved (G07, guidance for implementation
//! plans). A gate says when a responsibility passes on (W10). Beside it: priorities to come, engagement
//! with stakeholders, appraisals, advice for communities, and what partners say of their own plans.
//! Targets and figures are in `plan`; what goes wrong and who steers it is in `exceptions`.

mod action;
mod advise_on_impact;
mod answer_input;
mod appraise;
mod approve_plan;
mod begin_plan;
mod circulate_plan;
mod close_priority;
mod complete;
mod coverage;
mod drop_action;
mod entry;
mod gate;
mod give_input;
mod kinds;
mod move_milestone;
mod not_there;
mod pass_gate;
mod plan;
mod plan_engagement;
mod plan_priority;
mod reach_milestone;
mod report_compatibility;
mod report_engagement;
mod report_progress;
mod set_action;
mod state;
#[cfg(test)]
mod tests;
mod write_part;

pub use action::{Action, Change, Milestone, Told};
pub use advise_on_impact::{AdviseOnImpact, AdviseOnImpactRefused};
pub use answer_input::{AnswerInput, AnswerInputRefused};
pub use appraise::{AppraiseAction, AppraiseDecision, AppraiseRefused, Judgement};
pub use approve_plan::{ApprovePlan, ApprovePlanRefused};
pub use begin_plan::{BeginPlan, BeginPlanRefused};
pub use circulate_plan::{CirculatePlan, CirculatePlanRefused};
pub use close_priority::ClosePriority;
pub use complete::{Finding, Wanted, findings};
pub use coverage::{Coverage, coverage};
pub use drop_action::{DropAction, DropActionRefused};
pub use entry::{Asked, Entry};
pub use gate::{Before, Blocks, Standing, blocks, standing};
pub use give_input::{GiveInput, GiveInputRefused};
pub use kinds::{
    Appraisal, Appraised, Bearing, Capacity, Compatible, Concerned, Fate, MilestoneAsked, Progress,
    Score,
};
pub use move_milestone::MoveMilestone;
pub use not_there::NotThere;
pub use pass_gate::{PassGate, PassGateRefused};
pub use plan::{Approval, Circulation, Input, InputAnswer, Part, Plan, Stage};
pub use plan_engagement::{EngagementRefused, PlanEngagement};
pub use plan_priority::{PlanPriority, PriorityRefused};
pub use reach_milestone::{MilestoneRefused, ReachMilestone};
pub use report_compatibility::{ReportCompatibility, ReportCompatibilityRefused};
pub use report_engagement::ReportEngagement;
pub use report_progress::ReportProgress;
pub use set_action::{MilestoneWanted, SetAction, SetActionRefused};
pub use state::{
    Advice, Compatibility, Delivery, Engagement, Heard, Left, Made, Passing, Priority,
};
pub use write_part::{WritePart, WritePartRefused};

use crate::act::ActKind;

/// The acts of this module.
pub(crate) fn acts() -> Vec<ActKind> {
    vec![
        ActKind::of::<BeginPlan>(),
        ActKind::of::<WritePart>(),
        ActKind::of::<SetAction>(),
        ActKind::of::<DropAction>(),
        ActKind::of::<ReachMilestone>(),
        ActKind::of::<MoveMilestone>(),
        ActKind::of::<ReportProgress>(),
        ActKind::of::<AppraiseAction>(),
        ActKind::of::<AppraiseDecision>(),
        ActKind::of::<CirculatePlan>(),
        ActKind::of::<GiveInput>(),
        ActKind::of::<AnswerInput>(),
        ActKind::of::<AdviseOnImpact>(),
        ActKind::of::<ApprovePlan>(),
        ActKind::of::<ReportCompatibility>(),
        ActKind::of::<PassGate>(),
        ActKind::of::<PlanPriority>(),
        ActKind::of::<ClosePriority>(),
        ActKind::of::<PlanEngagement>(),
        ActKind::of::<ReportEngagement>(),
    ]
}
