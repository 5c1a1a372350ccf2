//! How an indicator stands on a day, ready to be shown.

use jiff::civil::Date;
use record::plan::{
    Fraction, Good, Indicator, IndicatorSays, Judge, Light, Period, Travel, Unlit, Where, in_unit,
};
use serde::Serialize;

use super::{IndicatorRef, PersonRef};
use crate::Reading;

/// How many of the latest figures a small line shows.
const LATEST: usize = 12;

/// The most letters of a value with its unit where there is little room.
const MOST_LETTERS: usize = 12;

/// A value, rounded as its indicator is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Value {
    /// The number by itself: "59.2".
    pub number: String,
    /// As people say it: "59.2%", "9.3 for every 1,000 households".
    pub said: String,
    /// The same where there is little room: a long unit is left out, as it stands nearby.
    pub brief: String,
    /// As it is written where the unit stands above a column: "1,234", "59.2%".
    #[serde(skip)]
    pub bare: String,
}

impl Value {
    pub(in crate::views) fn of(value: Fraction, says: &IndicatorSays) -> Self {
        let unit = says.unit.as_ref().map(|unit| unit.as_str());
        let said = in_unit(value, says.places, unit);
        let short = said.chars().count() <= MOST_LETTERS;
        let bare = match unit {
            Some(unit) if unit.starts_with('%') => said.clone(),
            _ => in_unit(value, says.places, None),
        };
        Self {
            number: value.rounded(says.places),
            brief: if short {
                said.clone()
            } else {
                in_unit(value, says.places, None)
            },
            said,
            bare,
        }
    }
}

/// A light that was set otherwise than it comes out.
#[derive(Debug, Clone, Serialize)]
pub struct OverrideView {
    /// The light that comes out by the rule, where one does.
    pub by_rule: Option<Light>,
    /// Why it was set otherwise.
    pub why: String,
    /// Whose judgement it is.
    pub person: Option<PersonRef>,
    /// On which day.
    pub on: Date,
}

/// What a year will come to.
#[derive(Debug, Clone, Serialize)]
pub struct ForecastView {
    /// The year.
    pub year: Period,
    /// What it will come to.
    pub value: Value,
    /// The light that would show.
    pub light: Option<Light>,
    /// Whether all its figures are there, so that nothing is foretold.
    pub known: bool,
    /// The method, in a sentence.
    pub method: &'static str,
}

/// How an indicator stands.
#[derive(Debug, Clone, Serialize)]
pub struct StandsView {
    /// Its light.
    pub light: Option<Light>,
    /// Why it has none, in words.
    pub unlit: Option<&'static str>,
    /// The period that it is of.
    pub period: Period,
    /// The same in words.
    pub period_said: String,
    /// The figure of that period.
    pub figure: Option<Value>,
    /// The figures since the year began, where they are added to be held against the target.
    pub so_far: Option<Value>,
    /// What it is held against, in words.
    pub target: Option<String>,
    /// Whether its figure should be there by now and is not.
    pub late: bool,
    /// Who set the light otherwise, and why.
    pub overridden: Option<OverrideView>,
    /// Where it is going.
    pub travel: Travel,
    /// The same in words.
    pub travel_said: &'static str,
    /// What the year will come to.
    pub forecast: Option<ForecastView>,
}

impl StandsView {
    pub(super) fn of(
        reading: &Reading,
        judge: &Judge<'_>,
        indicator: &Indicator,
        area: &Where,
    ) -> Option<Self> {
        let says = indicator.on(judge.on)?;
        let judged = judge.light(indicator, area)?;
        let travel = judge.travel(indicator, area).travel;
        let forecast = judge.forecast(indicator, area);
        let compared = judged.compared;
        let value = judged.figure.map(record::plan::Measured::value);
        Some(Self {
            light: judged.light,
            unlit: judged.light.is_none().then(|| unlit(judged.unlit)),
            period: judged.period,
            period_said: judged.period.said(),
            figure: value.map(|value| Value::of(value, says)),
            so_far: compared
                .filter(|compared| Some(compared.value) != value)
                .map(|compared| Value::of(compared.value, says)),
            target: compared.map(|compared| {
                let lower = Value::of(compared.aim.value, says).brief;
                match says.good {
                    Good::Within => {
                        format!("{lower} to {}", Value::of(compared.aim.upper, says).brief)
                    }
                    _ => lower,
                }
            }),
            late: judged.late,
            overridden: judged.overridden.map(|(overriding, said)| OverrideView {
                by_rule: judged.by_rule,
                why: overriding.why.shown().to_owned(),
                person: overriding.person.map(|who| PersonRef::of(reading, who)),
                on: said.on,
            }),
            travel,
            travel_said: travel.word(),
            forecast: forecast.map(|foretold| ForecastView {
                year: foretold.year,
                value: Value::of(foretold.value, says),
                light: foretold.light,
                known: foretold.known,
                method: record::plan::forecast_said(foretold.method),
            }),
        })
    }

    /// Whether it is off track, or its figure is missing: what a reader should see first.
    pub fn asks_for_attention(&self) -> bool {
        matches!(self.light, Some(Light::OffTrack | Light::NotReported))
    }
}

fn unlit(why: Option<Unlit>) -> &'static str {
    match why {
        Some(Unlit::NoTarget) | None => "No target set",
        Some(Unlit::NotDue) => "Not due yet",
        Some(Unlit::NotHere) => "Not measured here",
        Some(Unlit::Retired) => "Measured no longer",
    }
}

/// An indicator in a list: how it stands, its course in small, and what is said of it.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorLine {
    /// The indicator.
    pub indicator: IndicatorRef,
    /// What it stands for: "Headline indicator".
    pub standing: &'static str,
    /// The headline that it belongs to, where it is none itself.
    pub headline: Option<record::id::IndicatorId>,
    /// How it stands.
    pub stands: StandsView,
    /// Its latest figures, oldest first; none where a period has none.
    pub measured: Vec<Option<String>>,
    /// The targets of the same periods.
    pub aimed: Vec<Option<String>>,
    /// The first line of what is said of the latest period.
    pub narrative: Option<String>,
    /// With how many decimal places it is shown.
    pub places: u8,
}

impl IndicatorLine {
    pub(super) fn of(
        reading: &Reading,
        judge: &Judge<'_>,
        indicator: &Indicator,
        area: &Where,
    ) -> Option<Self> {
        let says = indicator.on(judge.on)?;
        let stands = StandsView::of(reading, judge, indicator, area)?;
        let last = stands.period;
        let known = indicator.known(area, judge.on).next();
        let first = known.map_or(last, |(first, _)| first);
        let mut periods: Vec<Period> = std::iter::successors(Some(last), |at| Some(at.previous()))
            .take_while(|at| *at >= first)
            .take(LATEST)
            .collect();
        periods.reverse();
        let measured = periods.iter().map(|at| {
            let figure = indicator.figure(area, *at, judge.on);
            figure.map(|figure| figure.value().rounded(says.places))
        });
        let aimed = periods.iter().map(|at| {
            let aim = super::course::aim(judge, indicator, says, area, *at);
            aim.map(|aim| aim.value.rounded(says.places))
        });
        Some(Self {
            indicator: IndicatorRef::of(&indicator.id, says),
            standing: says.standing.word(),
            headline: says.standing.headline().cloned(),
            measured: measured.collect(),
            aimed: aimed.collect(),
            narrative: narrative(judge, indicator, area, last),
            places: says.places,
            stands,
        })
    }
}

/// The first line of what is said of a period: beside its figure in an area, or of it all.
fn narrative(
    judge: &Judge<'_>,
    indicator: &Indicator,
    area: &Where,
    period: Period,
) -> Option<String> {
    let beside = indicator.figure(area, period, judge.on);
    let beside = beside.and_then(|figure| figure.words.as_ref());
    let said = || indicator.said(period, judge.on).map(|said| &said.what);
    let words = match area {
        Some(_) => beside?,
        None => said().or(beside)?,
    };
    let first = words.shown().lines().find(|line| !line.trim().is_empty())?;
    Some(first.trim().to_owned())
}
