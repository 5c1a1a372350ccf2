//! One outcome: what is to come true, who leads, and how its indicators stand.

use jiff::civil::Date;
use record::{id::OutcomeId, plan::Judge};
use serde::Serialize;

use super::{IndicatorLine, LeadView, OutcomeRef, ThemeRef, performance::lines};
use crate::{Reading, views::delivery::PlanActionLine};

/// An outcome on a day.
#[derive(Debug, Clone, Serialize)]
pub struct OutcomeView {
    /// The day.
    pub date: Date,
    /// The outcome.
    pub outcome: OutcomeRef,
    /// More about it.
    pub says: Option<String>,
    /// The agreement that it belongs to, by its title.
    pub agreement: Option<String>,
    /// Its block in the agreement.
    pub block: Option<String>,
    /// Its theme.
    pub theme: ThemeRef,
    /// Who leads.
    pub lead: LeadView,
    /// Since when it is not pursued any more, and why.
    pub ended: Option<(Date, String)>,
    /// Its indicators.
    pub indicators: Vec<IndicatorLine>,
    /// Actions of delivery plans that serve it.
    pub actions: Vec<PlanActionLine>,
}

/// An outcome on a day; none when there is no such outcome, or not yet.
pub fn outcome(reading: &Reading, id: &OutcomeId, on: Date) -> Option<OutcomeView> {
    let judge = Judge::on(&reading.record, on);
    let plan = &reading.record.plan;
    let outcome = plan.outcome(id)?;
    let begun = outcome.set.front().is_some_and(|said| said.on <= on);
    let says = outcome.on(on).filter(|_| begun)?;
    let agreement = plan.agreement(&says.agreement);
    let version = agreement.and_then(|agreement| agreement.on(on));
    let block = version.and_then(|it| it.blocks.iter().find(|block| block.id == says.block));
    let ended = outcome.ended.as_ref().filter(|it| it.on <= on);
    Some(OutcomeView {
        date: on,
        outcome: OutcomeRef::of(id, says),
        says: says.says.as_ref().map(|it| it.shown().to_owned()),
        agreement: agreement.map(|it| it.title.to_string()),
        block: block.map(|it| it.name.to_string()),
        theme: ThemeRef::of(judge.arrangements, &says.theme),
        lead: LeadView::of(reading, &judge, &says.lead),
        ended: ended.map(|it| (it.on, it.what.shown().to_owned())),
        actions: super::actions(reading, |asked| asked.outcomes.contains(id)),
        indicators: lines(reading, &judge, outcome, &None),
    })
}
