//! One indicator: how it stands and why, its course, its districts, what was said and what was changed.

use jiff::civil::Date;
use record::{
    LineNo,
    id::{AreaId, IndicatorId},
    plan::{AddsUp, Districts, Indicator, IndicatorSays, Judge, Period, Where, Working},
};
use serde::Serialize;

use super::{
    IndicatorLine, IndicatorRef, LeadView, OutcomeRef, PeriodRow, StandsView, ThemeRef, Value,
    course::course, performance::lines,
};
use crate::{
    Reading,
    views::{AreaRef, delivery::PlanActionLine},
};

/// An indicator on a day.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorView {
    /// The day.
    pub date: Date,
    /// The indicator.
    pub indicator: IndicatorRef,
    /// The outcome that it measures.
    pub outcome: Option<OutcomeRef>,
    /// The outcome's theme.
    pub theme: Option<ThemeRef>,
    /// Who leads on the outcome.
    pub lead: Option<LeadView>,
    /// What it stands for: "Headline indicator".
    pub standing: &'static str,
    /// The headline that it belongs to, where it is none itself.
    pub headline: Option<IndicatorRef>,
    /// Indicators that stand for it or lead to it.
    pub below: Vec<IndicatorLine>,
    /// How it is measured.
    pub definition: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
    /// With how many decimal places it is shown.
    pub places: u8,
    /// Which way is good, in words.
    pub good: &'static str,
    /// How often it is measured: "quarter".
    pub every: &'static str,
    /// How the figures of a year make the year's, in words.
    pub in_year: &'static str,
    /// How the districts make the county, in words.
    pub districts_make: &'static str,
    /// Where the figures come from.
    pub source: String,
    /// Where it began: the period, and its value.
    pub baseline: Option<(String, Value)>,
    /// Since when it is measured no longer, and why.
    pub retired: Option<(Date, String)>,
    /// How it stands.
    pub stands: StandsView,
    /// How its light came about.
    pub working: Working,
    /// How it came about where it is going.
    pub travel_working: Working,
    /// How the forecast came about.
    pub forecast_working: Option<Working>,
    /// Its course.
    pub course: Vec<PeriodRow>,
    /// Its districts, in the order of the arrangements.
    pub districts: Vec<DistrictView>,
    /// Other areas in which it is measured.
    pub elsewhere: Vec<DistrictView>,
    /// Whether the districts' targets make the county's, for each period that has any.
    pub targets_add_up: Vec<AddsUpView>,
    /// Whether the districts' latest figures make the county's.
    pub figures_add_up: Option<AddsUpView>,
    /// What was said, the latest first.
    pub commentary: Vec<CommentaryView>,
    /// What was set and changed, the latest first.
    pub changes: Vec<ChangeView>,
    /// Actions of delivery plans that are seen by it to work.
    pub actions: Vec<PlanActionLine>,
}

/// An indicator in an area.
#[derive(Debug, Clone, Serialize)]
pub struct DistrictView {
    /// The area.
    pub area: AreaRef,
    /// How it stands there.
    pub stands: StandsView,
    /// How its light came about.
    pub working: Working,
    /// Its course there.
    pub course: Vec<PeriodRow>,
}

/// Whether districts make the county.
#[derive(Debug, Clone, Serialize)]
pub struct AddsUpView {
    /// The period.
    pub period: Period,
    /// The same in words.
    pub said: String,
    /// Whether they do; none where it cannot be told.
    pub fits: Option<bool>,
    /// In a sentence.
    pub words: String,
}

/// What was said of a period.
#[derive(Debug, Clone, Serialize)]
pub struct CommentaryView {
    /// The period.
    pub period: Period,
    /// The same in words.
    pub said: String,
    /// What was said.
    pub words: String,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// Something that was set or changed.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
    /// What.
    pub what: String,
    /// Why.
    pub why: Option<String>,
}

/// An indicator on a day; none when there is no such indicator, or not yet.
pub fn indicator(reading: &Reading, id: &IndicatorId, on: Date) -> Option<IndicatorView> {
    let judge = Judge::on(&reading.record, on);
    let plan = &reading.record.plan;
    let indicator = plan.indicator(id)?;
    let begun = indicator.set.front().is_some_and(|said| said.on <= on);
    let says = indicator.on(on).filter(|_| begun)?;
    let judged = judge.light(indicator, &None)?;
    let outcome = plan.outcome(&says.outcome);
    let outcome = outcome.and_then(|outcome| Some((outcome, outcome.on(on)?)));
    let siblings = outcome.map(|(outcome, _)| lines(reading, &judge, outcome, &None));
    let below = siblings.into_iter().flatten();
    let headline = says.standing.headline().and_then(|id| {
        let says = plan.indicator(id)?.on(on)?;
        Some(IndicatorRef::of(id, says))
    });
    let (districts, elsewhere) = areas(reading, &judge, indicator);
    let foretold = judge.forecast(indicator, &None);
    let retired = indicator.retired.as_ref().filter(|it| it.on <= on);
    Some(IndicatorView {
        date: on,
        indicator: IndicatorRef::of(id, says),
        outcome: outcome.map(|(outcome, says)| OutcomeRef::of(&outcome.id, says)),
        theme: outcome.map(|(_, says)| ThemeRef::of(judge.arrangements, &says.theme)),
        lead: outcome.map(|(_, says)| LeadView::of(reading, &judge, &says.lead)),
        standing: says.standing.word(),
        headline,
        below: below
            .filter(|line| line.headline.as_ref() == Some(id))
            .collect(),
        definition: says.definition.as_ref().map(|it| it.shown().to_owned()),
        unit: says.unit.as_ref().map(ToString::to_string),
        places: says.places,
        good: says.good.said(),
        every: says.every.word(),
        in_year: says.in_year.said(),
        districts_make: says.districts.said(),
        source: says.source.to_string(),
        baseline: says
            .baseline
            .as_ref()
            .map(|it| (it.period.said(), Value::of(it.value.exactly(), says))),
        retired: retired.map(|it| (it.on, it.what.shown().to_owned())),
        stands: StandsView::of(reading, &judge, indicator, &None)?,
        working: judge.working(indicator, &judged),
        travel_working: judge.travel_working(indicator, &judge.travel(indicator, &None)),
        forecast_working: foretold.map(|it| judge.forecast_working(indicator, &it)),
        course: course(&judge, indicator, says, &None),
        targets_add_up: targets_add_up(&judge, indicator, says),
        figures_add_up: figures_add_up(&judge, indicator, says),
        districts,
        elsewhere,
        commentary: commentary(indicator, on),
        changes: changes(indicator, says, on),
        actions: super::actions(reading, |asked| asked.indicators.contains(id)),
    })
}

/// The districts that it is measured in, and the other areas.
fn areas(
    reading: &Reading,
    judge: &Judge<'_>,
    indicator: &Indicator,
) -> (Vec<DistrictView>, Vec<DistrictView>) {
    let Some(arrangements) = judge.arrangements else {
        return (Vec::new(), Vec::new());
    };
    let is_district = |id: &AreaId| arrangements.districts().any(|area| area.id == *id);
    let views = arrangements.area.iter().filter_map(|area| {
        let here: Where = Some(area.id.clone());
        let measured =
            indicator.figures.contains_key(&here) || indicator.targets.contains_key(&here);
        if !measured {
            return None;
        }
        let judged = judge.light(indicator, &here)?;
        Some(DistrictView {
            area: AreaRef::of(area),
            stands: StandsView::of(reading, judge, indicator, &here)?,
            working: judge.working(indicator, &judged),
            course: course(judge, indicator, indicator.on(judge.on)?, &here),
        })
    });
    views.partition(|view| is_district(&view.area.id))
}

fn targets_add_up(
    judge: &Judge<'_>,
    indicator: &Indicator,
    says: &IndicatorSays,
) -> Vec<AddsUpView> {
    let all = indicator.targets.values();
    let mut periods: Vec<Period> = all.flat_map(|of| of.keys().copied()).collect();
    periods.sort();
    periods.dedup();
    let views = periods.into_iter().filter_map(|period| {
        let adds_up = judge.targets_add_up(indicator, period);
        adds_up_view(judge, says, period, &adds_up, "targets")
    });
    views.collect()
}

fn figures_add_up(
    judge: &Judge<'_>,
    indicator: &Indicator,
    says: &IndicatorSays,
) -> Option<AddsUpView> {
    let (period, _) = indicator.known(&None, judge.on).next_back()?;
    let adds_up = judge.figures_add_up(indicator, period);
    adds_up_view(judge, says, period, &adds_up, "figures")
}

fn adds_up_view(
    judge: &Judge<'_>,
    says: &IndicatorSays,
    period: Period,
    adds_up: &AddsUp,
    what: &str,
) -> Option<AddsUpView> {
    let names = |areas: &[AreaId]| {
        let known = areas.iter().map(|id| {
            let area = judge.arrangements.and_then(|all| all.area(id));
            area.map_or_else(|| id.to_string(), |area| area.name.clone())
        });
        known.collect::<Vec<_>>().join(", ")
    };
    let how = match says.districts {
        Districts::WeightedMean => "The weighted mean",
        _ => "The sum",
    };
    let come = |value| {
        let value = Value::of(value, says).said;
        format!("{how} of the districts’ {what} is {value}")
    };
    let (fits, words) = match adds_up {
        AddsUp::NotAsked => return None,
        AddsUp::Yes { comes_to } => (Some(true), format!("{}, as the county’s", come(*comes_to))),
        AddsUp::No {
            comes_to,
            difference,
        } => {
            let size = Value::of(difference.size(), says).said;
            let more = if difference.is_negative() {
                "less"
            } else {
                "more"
            };
            let words = format!("{}: {size} {more} than the county’s", come(*comes_to));
            (Some(false), words)
        }
        AddsUp::Missing(areas) => (None, format!("There are no {what} of {}", names(areas))),
        AddsUp::Unweighted(areas) => (
            None,
            format!(
                "It is not known what the {what} of {} are out of",
                names(areas)
            ),
        ),
        AddsUp::NoCounty { comes_to } => {
            (None, format!("{}; the county has none", come(*comes_to)))
        }
    };
    Some(AddsUpView {
        period,
        said: period.said(),
        fits,
        words,
    })
}

fn commentary(indicator: &Indicator, on: Date) -> Vec<CommentaryView> {
    let periods = indicator.commentary.keys().rev();
    let said = periods.filter_map(|period| {
        let said = indicator.said(*period, on)?;
        Some(CommentaryView {
            period: *period,
            said: period.said(),
            words: said.what.shown().to_owned(),
            on: said.on,
            line: said.line,
        })
    });
    said.collect()
}

/// Its definition and its targets, each time they were set, and every correction.
fn changes(indicator: &Indicator, says: &IndicatorSays, on: Date) -> Vec<ChangeView> {
    let mut changes: Vec<ChangeView> = Vec::new();
    for (nth, said) in indicator.set.iter().enumerate() {
        changes.push(ChangeView {
            on: said.on,
            line: said.line,
            what: if nth == 0 {
                "The indicator was set"
            } else {
                "The indicator was set anew"
            }
            .to_owned(),
            why: None,
        });
    }
    for target in indicator.targets.values().flat_map(|of| of.values()) {
        let mut before = None;
        for said in target {
            let known = changes.iter().any(|change| change.line == said.line);
            if !known {
                let what = if before.is_some() {
                    "Targets were set anew"
                } else {
                    "Targets were set"
                };
                changes.push(ChangeView {
                    on: said.on,
                    line: said.line,
                    what: what.to_owned(),
                    why: said.what.why.as_ref().map(|why| why.shown().to_owned()),
                });
            }
            before = Some(said);
        }
    }
    for (period, cell) in indicator.figures.values().flatten() {
        let pairs = cell.versions.iter().zip(cell.versions.iter().skip(1));
        for (before, after) in pairs {
            let (was, is) = (
                Value::of(before.value(), says),
                Value::of(after.value(), says),
            );
            let what = format!(
                "The figure of {} was corrected from {} to {}",
                period.said(),
                was.said,
                is.said
            );
            changes.push(ChangeView {
                on: after.on,
                line: after.line,
                what,
                why: after.why.as_ref().map(|why| why.shown().to_owned()),
            });
        }
    }
    changes.retain(|change| change.on <= on);
    changes.sort_by_key(|change| std::cmp::Reverse(change.line));
    changes
}
