//! What the pages of the plan show: how everything stands on a day, with names filled in.
//!
//! Lights, travel and forecasts are worked out in `record::plan` as of the day that is asked for; all of it
//! is public at once.

mod agreement;
mod area;
mod course;
mod indicator;
mod outcome;
mod performance;
mod stands;
mod strategy;

use record::{
    arrangements::Arrangements,
    id::{IndicatorId, OutcomeId, ThemeId},
    plan::{IndicatorSays, Judge, Lead, OutcomeSays},
};
use serde::Serialize;

pub use agreement::{
    AgreementVersionView, BlockView, IndicatorTargets, OutcomeTargets, TargetView, VersionLine,
    agreement_version,
};
pub(super) use course::course;

pub use area::{AreaLineView, AreaPlanView, ExpectedView, area_plan};
pub use course::{AsideView, PeriodRow};
pub use indicator::{
    AddsUpView, ChangeView, CommentaryView, DistrictView, IndicatorView, indicator,
};
pub use outcome::{OutcomeView, outcome};
pub use performance::{
    Asked, Choice, LightCounts, OutcomePerformance, PerformanceView, ThemePerformance, performance,
};
pub use stands::{ForecastView, IndicatorLine, OverrideView, StandsView, Value};
pub use strategy::{
    AgreementLine, ApproachView, ChapterView, OutcomeLights, PlanView, PriorityView, StrategyView,
    ThemeOutcomes, plan,
};

use super::{BodyRef, PartnerRef, PersonRef, delivery::PlanActionLine};
use crate::Reading;

/// An indicator, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndicatorRef {
    /// Its name in addresses.
    pub id: IndicatorId,
    /// What it is called.
    pub title: String,
    /// Its number in a list of others: "NI 15".
    pub reference: Option<String>,
}

impl IndicatorRef {
    fn of(id: &IndicatorId, says: &IndicatorSays) -> Self {
        Self {
            id: id.clone(),
            title: says.title.to_string(),
            reference: says.reference.as_ref().map(ToString::to_string),
        }
    }
}

/// An outcome, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutcomeRef {
    /// Its name in addresses.
    pub id: OutcomeId,
    /// What is to come true.
    pub title: String,
}

impl OutcomeRef {
    fn of(id: &OutcomeId, says: &OutcomeSays) -> Self {
        Self {
            id: id.clone(),
            title: says.title.to_string(),
        }
    }
}

/// Outcomes by name, as they are called now.
pub(in crate::views) fn outcome_refs(reading: &Reading, ids: &[OutcomeId]) -> Vec<OutcomeRef> {
    let called = |id: &OutcomeId| {
        let says = reading.record.plan.outcome(id)?.now()?;
        Some(OutcomeRef::of(id, says))
    };
    ids.iter().filter_map(called).collect()
}

/// Indicators by name, as they are called now.
pub(in crate::views) fn indicator_refs(
    reading: &Reading,
    ids: &[IndicatorId],
) -> Vec<IndicatorRef> {
    let called = |id: &IndicatorId| {
        let says = reading.record.plan.indicator(id)?.now()?;
        Some(IndicatorRef::of(id, says))
    };
    ids.iter().filter_map(called).collect()
}

/// A theme, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThemeRef {
    /// Its short name.
    pub id: ThemeId,
    /// Its name.
    pub name: String,
}

impl ThemeRef {
    /// The theme as the arrangements name it; by its short name where they no longer know it.
    pub(in crate::views) fn of(arrangements: Option<&Arrangements>, id: &ThemeId) -> Self {
        let known = arrangements.and_then(|all| all.theme.iter().find(|theme| theme.id == *id));
        Self {
            id: id.clone(),
            name: known.map_or_else(|| id.to_string(), |theme| theme.name.clone()),
        }
    }
}

/// Who leads on an outcome.
#[derive(Debug, Clone, Serialize)]
pub struct LeadView {
    /// The body that answers for it.
    pub body: Option<BodyRef>,
    /// The partner that leads.
    pub partner: Option<PartnerRef>,
    /// The person named for it.
    pub person: Option<PersonRef>,
}

impl LeadView {
    fn of(reading: &Reading, judge: &Judge<'_>, lead: &Lead) -> Self {
        let partner = lead.partner.as_ref().zip(judge.arrangements);
        Self {
            body: body(judge, &lead.body),
            partner: partner.map(|(id, arrangements)| PartnerRef::of(arrangements, id)),
            person: lead.person.map(|person| PersonRef::of(reading, person)),
        }
    }
}

fn body(judge: &Judge<'_>, id: &record::id::BodyId) -> Option<BodyRef> {
    judge.arrangements?.body(id).map(BodyRef::of)
}

/// Actions of delivery plans that are to be done or were, as they stand today: those that are not done
/// first, by the day they are due.
fn actions(
    reading: &Reading,
    serves: impl Fn(&record::delivery::Asked) -> bool,
) -> Vec<PlanActionLine> {
    let today = reading.today();
    let all = reading.record.delivery.actions();
    let serving = all.filter(|action| action.dropped.is_none() && serves(&action.asked));
    let mut lines: Vec<PlanActionLine> = serving
        .map(|action| PlanActionLine::of(reading, action, today, false))
        .collect();
    let done = record::delivery::Progress::Done;
    lines.sort_by_key(|line| (line.state == done, line.due));
    lines
}
