//! How what a body answers for stood in a period: a light with its working for each indicator.

use record::{
    arrangements::Arrangements,
    id::{BodyId, IndicatorId},
    plan::{
        Every, Foretold, Fraction, InYear, Indicator, IndicatorSays, Judge, Judged, Light, Period,
        Travel, Unlit, forecast_said, in_unit,
    },
};
use serde::Serialize;

use super::{
    PartnerRef,
    period_report::PeriodView,
    plan::{ForecastView, PeriodRow, Value, course},
};
use crate::Reading;

/// How many periods the picture of an indicator shows.
const MOST_PERIODS: usize = 12;

/// The indicators of one theme.
#[derive(Debug, Clone, Serialize)]
pub struct ThemeInPeriod {
    /// The theme.
    pub theme: String,
    /// Its indicators, outcome by outcome.
    pub indicators: Vec<IndicatorInPeriod>,
}

/// How an indicator stood in a period.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorInPeriod {
    /// The indicator.
    pub id: IndicatorId,
    /// What it is called.
    pub title: String,
    /// Its number in a list of others: "NI 15".
    pub reference: Option<String>,
    /// The outcome that it measures.
    pub outcome: String,
    /// The partner that leads on it.
    pub lead: Option<PartnerRef>,
    /// The period of which it tells: the last of its own that ended in the period of the report.
    pub period: String,
    /// The same in short: "Q3 09-10".
    pub short: String,
    /// Its light; none: see `unlit`.
    pub light: Option<Light>,
    /// Why it has no light.
    pub unlit: Option<&'static str>,
    /// Its value.
    pub value: Option<ValueInPeriod>,
    /// What was aimed at.
    pub target: Option<ValueInPeriod>,
    /// Which way it is going, by its last figure.
    pub travel: Option<&'static str>,
    /// What the year comes to, in words, with the method.
    pub forecast: Option<String>,
    /// What was said of it.
    pub commentary: Option<String>,
    /// How its light came about.
    pub working: Option<String>,
    /// The clause of the arrangements by which it is judged.
    pub clause: Option<String>,
    /// Its course up to that period, for a picture.
    pub course: CourseInPeriod,
}

/// The course of an indicator up to a period, and what is aimed at until the end of its year.
#[derive(Debug, Clone, Serialize)]
pub struct CourseInPeriod {
    /// Period by period, the first first.
    pub rows: Vec<PeriodRow>,
    /// Its unit.
    pub unit: Option<String>,
    /// With how many decimal places it is shown.
    pub places: u8,
    /// What its year comes to, where that can be told and lies on the scale of its periods.
    pub forecast: Option<ForecastView>,
}

/// A value, to reckon with and to read.
#[derive(Debug, Clone, Serialize)]
pub struct ValueInPeriod {
    /// So many units of the last decimal place.
    pub units: i64,
    /// Decimal places.
    pub places: u8,
    /// With its unit: "59.2%".
    pub said: String,
}

/// Every indicator for which a body answers in a period, theme by theme. A body that leads on no outcome
/// and oversees others, as a board does, is told of all.
pub(super) fn performance(
    reading: &Reading,
    body: &BodyId,
    period: &PeriodView,
) -> Vec<ThemeInPeriod> {
    let on = period.last.min(reading.today());
    let adoption = reading.record.structure.in_force_or_first(on);
    let Some(arrangements) = adoption.map(|adoption| &*adoption.arrangements) else {
        return Vec::new();
    };
    // What is known today of how it stood then.
    let judge = Judge::on(&reading.record, reading.today());
    let plan = &reading.record.plan;
    let alive = plan.outcomes().filter(|outcome| {
        let says = outcome.on(on);
        says.is_some() && outcome.lives_on(on)
    });
    let alive: Vec<_> = alive.collect();
    let led = |id: &BodyId| {
        let mut all = alive.iter();
        all.any(|outcome| outcome.on(on).is_some_and(|says| says.lead.body == *id))
    };
    let leads = led(body);
    let mut themes: Vec<ThemeInPeriod> = Vec::new();
    for outcome in &alive {
        let Some(says) = outcome.on(on) else { continue };
        if leads && says.lead.body != *body || !leads && !oversees(arrangements, body) {
            continue;
        }
        let named = arrangements
            .theme
            .iter()
            .find(|theme| theme.id == says.theme);
        let theme = named.map_or_else(|| says.theme.to_string(), |theme| theme.name.clone());
        let lead = says.lead.partner.as_ref();
        let lead = lead.map(|partner| PartnerRef::of(arrangements, partner));
        let rows = plan.indicators_of(&outcome.id).filter_map(|indicator| {
            let mut row = indicator_in_period(&judge, indicator, period)?;
            row.outcome = says.title.to_string();
            row.lead = lead.clone();
            Some(row)
        });
        let rows: Vec<IndicatorInPeriod> = rows.collect();
        match themes.iter_mut().find(|known| known.theme == theme) {
            Some(known) => known.indicators.extend(rows),
            None => themes.push(ThemeInPeriod {
                theme,
                indicators: rows,
            }),
        }
    }
    themes.retain(|theme| !theme.indicators.is_empty());
    themes
}

/// Whether a body oversees what others lead: others answer to it.
fn oversees(arrangements: &Arrangements, body: &BodyId) -> bool {
    use record::arrangements::BodyKind;
    let found = arrangements.body.iter().find(|known| known.id == *body);
    found.is_some_and(|body| {
        matches!(
            body.kind,
            BodyKind::Board
                | BodyKind::Executive
                | BodyKind::PerformanceGroup
                | BodyKind::Scrutiny
                | BodyKind::PublicServicesExecutive
        )
    })
}

fn indicator_in_period(
    judge: &Judge<'_>,
    indicator: &Indicator,
    period: &PeriodView,
) -> Option<IndicatorInPeriod> {
    let says = indicator.on(judge.on)?;
    let own = own_period(judge, says, period);
    let judged = judge.at(indicator, &None, own)?;
    if matches!(judged.unlit, Some(Unlit::Retired | Unlit::NotHere)) {
        return None;
    }
    let unit = says.unit.as_ref().map(|unit| unit.as_str());
    let value = |value: Fraction| ValueInPeriod {
        units: value.units(says.places),
        places: says.places,
        said: in_unit(value, says.places, unit),
    };
    let newest = indicator.known(&None, judge.on).next_back();
    let is_newest = newest.is_some_and(|(newest, _)| newest == own);
    let foretold = judge.forecast(indicator, &None).filter(|_| is_newest);
    let working = judge.working(indicator, &judged);
    Some(IndicatorInPeriod {
        id: indicator.id.clone(),
        title: says.title.to_string(),
        reference: says.reference.as_ref().map(ToString::to_string),
        outcome: String::new(),
        lead: None,
        period: own.said(),
        short: own.short(),
        light: judged.light,
        unlit: judged.light.is_none().then(|| unlit(&judged)).flatten(),
        value: judged.figure.map(|figure| value(figure.value())),
        target: judged.compared.map(|compared| value(compared.aim.value)),
        travel: is_newest
            .then(|| judge.travel(indicator, &None).travel)
            .filter(|travel| *travel != Travel::Unknown)
            .map(Travel::word),
        forecast: foretold.map(|foretold| judge.forecast_working(indicator, &foretold).sum),
        commentary: indicator
            .said(own, judge.on)
            .map(|said| said.what.shown().to_owned()),
        working: Some(working.sum).filter(|sum| !sum.is_empty()),
        clause: working.clause,
        course: course_until(judge, indicator, says, own, foretold),
    })
}

/// The course up to a period, and what is aimed at until the end of its year; what came later is left out.
fn course_until(
    judge: &Judge<'_>,
    indicator: &Indicator,
    says: &IndicatorSays,
    own: Period,
    foretold: Option<Foretold<'_>>,
) -> CourseInPeriod {
    let year = Period::around(own.first_day(judge.starts), Every::Year, judge.starts);
    let all = course(judge, indicator, says, &None).into_iter();
    let shown = all.filter(|row| row.period <= own || year.holds(row.period));
    let mut rows: Vec<PeriodRow> = shown
        .map(|row| {
            let came = row.period <= own;
            PeriodRow {
                figure: row.figure.filter(|_| came),
                parts: row.parts.filter(|_| came),
                light: row.light.filter(|_| came),
                overridden: row.overridden && came,
                words: None,
                source: None,
                corrected: None,
                aside: Vec::new(),
                ..row
            }
        })
        .collect();
    let first = rows.len().saturating_sub(MOST_PERIODS);
    rows.drain(..first);
    // Where figures are added, what the year comes to is on another scale than its periods.
    let foretold = foretold.filter(|it| says.in_year != InYear::Sum && it.year.holds(own));
    CourseInPeriod {
        rows,
        unit: says.unit.as_ref().map(ToString::to_string),
        places: says.places,
        forecast: foretold.map(|it| ForecastView {
            year: it.year,
            value: Value::of(it.value, says),
            light: it.light,
            known: it.known,
            method: forecast_said(it.method),
        }),
    }
}

/// The last period of an indicator's own that ended by the end of the report's.
fn own_period(judge: &Judge<'_>, says: &IndicatorSays, period: &PeriodView) -> Period {
    let around = Period::around(period.last, says.every, judge.starts);
    if around.last_day(judge.starts) <= period.last {
        around
    } else {
        around.previous()
    }
}

fn unlit(judged: &Judged<'_>) -> Option<&'static str> {
    Some(match judged.unlit? {
        Unlit::NoTarget => "No target was set",
        Unlit::NotDue => "Not due yet",
        Unlit::NotHere => "Not measured here",
        Unlit::Retired => "Measured no longer",
    })
}
