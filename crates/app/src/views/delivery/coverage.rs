//! Coverage: which approaches and areas the actions of plans serve, and where none does.

use record::{
    delivery::{Action, coverage},
    id::{AreaId, DeliveryPlanId, RuleId},
};
use serde::Serialize;

use super::{PlanActionLine, PlanLineOf, is_current, rules};
use crate::{Reading, views::Audience};

/// A cell of the table.
#[derive(Debug, Clone, Serialize)]
pub struct CoverageCell {
    /// The area; none: everywhere.
    pub area: Option<AreaId>,
    /// The actions that serve the approach there: name, plan and title.
    pub actions: Vec<PlanLineOf>,
    /// How many serve it, counting those that serve everywhere.
    pub serving: usize,
}

/// A row of the table: an approach.
#[derive(Debug, Clone, Serialize)]
pub struct CoverageRow {
    /// The approach.
    pub approach: RuleId,
    /// What it is called.
    pub name: String,
    /// A cell for each area, and the last for everywhere.
    pub cells: Vec<CoverageCell>,
}

/// The table of approaches by areas, and the actions with what each serves.
#[derive(Debug, Clone, Serialize)]
pub struct CoverageView {
    /// The plan that it is of; none: every current plan.
    pub plan: Option<DeliveryPlanId>,
    /// The plans among which one may choose: name, what it is called.
    pub plans: Vec<(DeliveryPlanId, String)>,
    /// The areas: name, and what it is called.
    pub areas: Vec<(AreaId, String)>,
    /// Each approach.
    pub rows: Vec<CoverageRow>,
    /// Approaches and areas that nothing serves.
    pub gaps: Vec<(String, String)>,
    /// Every action, with the approaches and areas that it serves.
    pub actions: Vec<(PlanActionLine, Vec<String>, Vec<String>)>,
    /// Actions that state no approach.
    pub without: Vec<PlanLineOf>,
}

/// What the current plans cover, or one of them; none when there is no such plan.
pub fn plan_coverage(
    reading: &Reading,
    plan: Option<&DeliveryPlanId>,
    audience: Audience,
) -> Option<CoverageView> {
    let (record, today) = (&reading.record, reading.today());
    let delivery = &record.delivery;
    if let Some(plan) = plan {
        delivery.plan(plan)?;
    }
    let known = rules(reading, today);
    let approaches = known.map_or(&[][..], |rules| &rules.approach);
    let areas = known.map_or(&[][..], |rules| &rules.area);
    let target = |it: &&record::arrangements::Area| {
        use record::arrangements::AreaKind::{District, TargetArea};
        matches!(it.kind, District | TargetArea)
    };
    let areas: Vec<_> = areas.iter().filter(target).collect();
    let plans = delivery.plans();
    let plans: Vec<_> = plans.filter(|it| is_current(reading, it, today)).collect();
    let counted: Vec<&Action> = match plan {
        Some(plan) => delivery.actions_of(plan).collect(),
        None => plans
            .iter()
            .flat_map(|plan| delivery.actions_of(&plan.id))
            .collect(),
    };
    let approach_ids: Vec<RuleId> = approaches.iter().map(|it| it.id.clone()).collect();
    let area_ids: Vec<AreaId> = areas.iter().map(|it| it.id.clone()).collect();
    let table = coverage(counted.iter().copied(), &approach_ids, &area_ids);
    let of = |id: &record::id::PlanActionId| {
        let action = delivery.action(id)?;
        Some(PlanLineOf::of(action))
    };
    let row = |approach: &record::arrangements::Approach| CoverageRow {
        approach: approach.id.clone(),
        name: approach.name.clone(),
        cells: area_ids
            .iter()
            .map(Some)
            .chain([None])
            .map(|area| {
                let cell = (approach.id.clone(), area.cloned());
                let there = table.cells.get(&cell).map_or(&[][..], |cell| cell);
                CoverageCell {
                    area: area.cloned(),
                    actions: there.iter().filter_map(of).collect(),
                    serving: area.map_or(there.len(), |area| table.serving(&approach.id, area)),
                }
            })
            .collect(),
    };
    let approach_name = |id: &RuleId| {
        let found = approaches.iter().find(|it| it.id == *id);
        found.map_or_else(|| id.to_string(), |it| it.name.clone())
    };
    let area_name = |id: &AreaId| {
        let found = areas.iter().find(|it| it.id == *id);
        found.map_or_else(|| id.to_string(), |it| it.name.clone())
    };
    let shown = counted.iter().filter(|it| it.dropped.is_none());
    Some(CoverageView {
        plan: plan.cloned(),
        plans: plans
            .iter()
            .map(|plan| (plan.id.clone(), format!("{}, {}", plan.title, plan.year)))
            .collect(),
        areas: areas
            .iter()
            .map(|it| (it.id.clone(), it.name.clone()))
            .collect(),
        rows: approaches.iter().map(row).collect(),
        gaps: table
            .gaps()
            .map(|(approach, area)| (approach_name(approach), area_name(area)))
            .collect(),
        actions: shown
            .map(|it| {
                let line = PlanActionLine::of(reading, it, today, audience.inside());
                let approaches = it.asked.approaches.iter().map(approach_name);
                let areas = it.asked.areas.iter().map(area_name);
                (line, approaches.collect(), areas.collect())
            })
            .collect(),
        without: table.without.iter().filter_map(of).collect(),
    })
}
