//! The course of an indicator, period by period: what was aimed at, what came, what was said.

use jiff::civil::Date;
use record::plan::{
    Aim, Every, Fraction, Good, InYear, Indicator, IndicatorSays, Judge, Light, Period, Where,
    edges,
};
use serde::Serialize;

use super::Value;

/// The most periods that are shown.
const MOST: usize = 48;

/// One period of an indicator.
#[derive(Debug, Clone, Serialize)]
pub struct PeriodRow {
    /// The period.
    pub period: Period,
    /// In words: "quarter 3 of 2007-08".
    pub said: String,
    /// For the axis of a chart: "Q3 07-08".
    pub short: String,
    /// The figure.
    pub figure: Option<Value>,
    /// What a rate is made of: "12 out of 40, per 100".
    pub parts: Option<String>,
    /// The target; the lower end where good is within a range.
    pub target: Option<Value>,
    /// The upper end of the range, where good is within one.
    pub upper: Option<Value>,
    /// From where to where the target is missed within the tolerance.
    pub tolerated: Option<(String, String)>,
    /// Its light.
    pub light: Option<Light>,
    /// Whether the light was set otherwise than it comes out.
    pub overridden: bool,
    /// Whether its figure should be there by now and is not.
    pub late: bool,
    /// What is said beside the figure.
    pub words: Option<String>,
    /// Where the figure comes from.
    pub source: Option<String>,
    /// Why it was corrected, where it was.
    pub corrected: Option<String>,
    /// What else was handed in for the period, and was set aside.
    pub aside: Vec<AsideView>,
}

/// A figure that was set aside because there was another.
#[derive(Debug, Clone, Serialize)]
pub struct AsideView {
    /// The figure.
    pub figure: Value,
    /// Where it came from.
    pub source: String,
    /// On which day.
    pub on: Date,
}

/// What is aimed at in a period: its own target, or its share in that of a longer one.
pub(super) fn aim(
    judge: &Judge<'_>,
    indicator: &Indicator,
    says: &IndicatorSays,
    area: &Where,
    period: Period,
) -> Option<Aim> {
    let own = |period| {
        let target = indicator.target(area, period, judge.on);
        target.map(|said| said.what.aim())
    };
    if let Some(aim) = own(period) {
        return Some(aim);
    }
    let longer = [Every::Quarter, Every::Half, Every::Year].into_iter();
    let longer = longer.filter(|every| *every > period.every());
    for every in longer {
        let whole = Period::around(period.first_day(judge.starts), every, judge.starts);
        let Some(aim) = own(whole) else { continue };
        if says.in_year != InYear::Sum {
            return Some(aim);
        }
        let parts = every.months() / period.every().months();
        let parts = Fraction::whole(i64::from(parts));
        return Some(Aim {
            value: aim.value.over(parts)?,
            upper: aim.upper.over(parts)?,
        });
    }
    None
}

/// Every period from the first figure or target to the last, the latest where there are very many.
pub(in crate::views) fn course(
    judge: &Judge<'_>,
    indicator: &Indicator,
    says: &IndicatorSays,
    area: &Where,
) -> Vec<PeriodRow> {
    let figures = indicator.known(area, judge.on).map(|(period, _)| period);
    let targets = indicator.targets.get(area).into_iter().flatten();
    let targets = targets.filter(|(_, set)| set.iter().any(|said| said.on <= judge.on));
    let inside = |period: &Period| {
        let day = |day| Period::around(day, says.every, judge.starts);
        let first = day(period.first_day(judge.starts));
        [first, day(period.last_day(judge.starts))]
    };
    let targets = targets.flat_map(|(period, _)| inside(period));
    let all: Vec<Period> = figures.chain(targets).collect();
    let (Some(first), Some(last)) = (all.iter().min(), all.iter().max()) else {
        return Vec::new();
    };
    let mut rows: Vec<PeriodRow> = std::iter::successors(Some(*last), |at| Some(at.previous()))
        .take_while(|at| at >= first)
        .take(MOST)
        .filter_map(|period| row(judge, indicator, says, area, period))
        .collect();
    rows.reverse();
    rows
}

fn row(
    judge: &Judge<'_>,
    indicator: &Indicator,
    says: &IndicatorSays,
    area: &Where,
    period: Period,
) -> Option<PeriodRow> {
    let judged = judge.at(indicator, area, period)?;
    let figure = judged.figure;
    let aim = aim(judge, indicator, says, area, period);
    let shown = |value| Value::of(value, says);
    let cell = indicator
        .figures
        .get(area)
        .and_then(|cells| cells.get(&period));
    let aside = cell.into_iter().flat_map(|cell| cell.aside.iter());
    let aside = aside.filter(|one| one.on <= judge.on);
    Some(PeriodRow {
        period,
        said: period.said(),
        short: period.short(),
        figure: figure.map(|figure| shown(figure.value())),
        parts: figure.and_then(|figure| figure.figure.rate().map(|_| figure.figure.to_string())),
        target: aim.map(|aim| shown(aim.value)),
        upper: aim
            .filter(|_| says.good == Good::Within)
            .map(|aim| shown(aim.upper)),
        tolerated: aim.map(|aim| {
            let (below, above) = edges(&aim, judged.tolerance);
            let (low, high) = match says.good {
                Good::Higher => (below, aim.value),
                Good::Lower => (aim.upper, above),
                Good::Within => (below, above),
            };
            (low.rounded(says.places), high.rounded(says.places))
        }),
        light: judged.light,
        overridden: judged.overridden.is_some(),
        late: judged.late,
        words: figure.and_then(|figure| figure.words.as_ref().map(|it| it.shown().to_owned())),
        source: figure.map(|figure| figure.source.to_string()),
        corrected: figure.and_then(|figure| figure.why.as_ref().map(|it| it.shown().to_owned())),
        aside: aside
            .map(|one| AsideView {
                figure: shown(one.value()),
                source: one.source.to_string(),
                on: one.on,
            })
            .collect(),
    })
}
