//! What is aimed at and measured in an area, beside the whole partnership: its evidence.

use jiff::civil::Date;
use record::{id::AreaId, plan::Judge};
use serde::Serialize;

use super::{
    IndicatorLine, OutcomeRef, ThemeRef, Value,
    performance::{lines, live},
};
use crate::{Reading, views::delivery::PlanActionLine};

/// An area in the plan, on a day.
#[derive(Debug, Clone, Serialize)]
pub struct AreaPlanView {
    /// The day.
    pub date: Date,
    /// Whether the strategy chose it for special attention.
    pub chosen: bool,
    /// Its chapter of the strategy.
    pub chapter: Option<String>,
    /// What is measured there.
    pub lines: Vec<AreaLineView>,
    /// What is aimed at there, for the latest period with a target.
    pub expected: Vec<ExpectedView>,
    /// Actions of delivery plans that are for it.
    pub actions: Vec<PlanActionLine>,
}

/// An indicator in an area, beside the whole.
#[derive(Debug, Clone, Serialize)]
pub struct AreaLineView {
    /// The outcome.
    pub outcome: OutcomeRef,
    /// Its theme.
    pub theme: ThemeRef,
    /// How it stands in the area.
    pub here: IndicatorLine,
    /// The figure of the whole partnership.
    pub whole: Option<Value>,
}

/// What is aimed at in an area.
#[derive(Debug, Clone, Serialize)]
pub struct ExpectedView {
    /// The indicator.
    pub indicator: super::IndicatorRef,
    /// For which period, in words.
    pub period: String,
    /// What.
    pub target: Value,
}

/// An area in the plan, on a day.
pub fn area_plan(reading: &Reading, id: &AreaId, on: Date) -> AreaPlanView {
    let judge = Judge::on(&reading.record, on);
    let plan = &reading.record.plan;
    let strategy = plan.strategy_on(on).map(|(_, said)| &said.what);
    let chapter = strategy.and_then(|it| it.chapters.iter().find(|one| one.area == *id));
    let here = Some(id.clone());
    let mut view = AreaPlanView {
        date: on,
        chosen: strategy.is_some_and(|it| it.target_areas.contains(id)),
        chapter: chapter.map(|one| one.says.shown().to_owned()),
        lines: Vec::new(),
        expected: Vec::new(),
        actions: super::actions(reading, |asked| asked.areas.contains(id)),
    };
    for (outcome, says) in live(&judge) {
        for line in lines(reading, &judge, outcome, &here) {
            let Some(indicator) = plan.indicator(&line.indicator.id) else {
                continue;
            };
            let Some(what) = indicator.on(on) else {
                continue;
            };
            let whole = indicator.figure(&None, line.stands.period, on);
            let targets = indicator.targets.get(&here).into_iter().flatten();
            let latest = targets
                .filter_map(|(period, _)| Some((*period, indicator.target(&here, *period, on)?)))
                .next_back();
            if let Some((period, said)) = latest {
                view.expected.push(ExpectedView {
                    indicator: line.indicator.clone(),
                    period: period.said(),
                    target: Value::of(said.what.value.exactly(), what),
                });
            }
            view.lines.push(AreaLineView {
                outcome: OutcomeRef::of(&outcome.id, says),
                theme: ThemeRef::of(judge.arrangements, &says.theme),
                whole: whole.map(|figure| Value::of(figure.value(), what)),
                here: line,
            });
        }
    }
    let themes = judge.arrangements.map_or(&[][..], |all| &all.theme);
    let place = |line: &AreaLineView| themes.iter().position(|theme| theme.id == line.theme.id);
    view.lines
        .sort_by_key(|line| place(line).unwrap_or(usize::MAX));
    view
}
