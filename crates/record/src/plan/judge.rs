//! How an indicator stands on a day: its light, where it is going, what the year will come to.
//!
//! The rules are in files of their own; here is only which figures and which target they are asked of,
//! by the arrangements in force and as it was all known on that day. Nothing of it is written down.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::{
    Aim, Course, Every, Fraction, Good, InYear, Indicator, IndicatorSays, Light, Measured,
    Overriding, Period, Said, Tolerance, Travel, Where, due, forecast, light, stale, travel,
    whole_year,
};
use crate::{
    Record,
    arrangements::{Against, Arrangements, ForecastMethod, Performance},
    id::RuleId,
};

/// What holds where the arrangements say nothing of performance.
static UNSAID: LazyLock<Performance> = LazyLock::new(Performance::default);

/// Judges indicators as of a day.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'r> {
    /// All that the book says.
    pub record: &'r Record,
    /// The arrangements in force, or the first that will be.
    pub arrangements: Option<&'r Arrangements>,
    /// What they say of performance.
    pub performance: &'r Performance,
    /// The first month of the financial year.
    pub starts: u8,
    /// The day.
    pub on: Date,
}

/// How an indicator stands.
#[derive(Debug, Clone)]
pub struct Judged<'r> {
    /// The light that shows: none, for the reason given.
    pub light: Option<Light>,
    /// The light that comes out by the rule.
    pub by_rule: Option<Light>,
    /// Why there is no light by the rule.
    pub unlit: Option<Unlit>,
    /// The period that it is of.
    pub period: Period,
    /// The figure of that period.
    pub figure: Option<&'r Measured>,
    /// What is held against the target, and the target.
    pub compared: Option<Compared>,
    /// How far the target may be missed.
    pub tolerance: Tolerance,
    /// The clause that says so.
    pub clause: Option<&'r str>,
    /// The period whose figure has to be there by now.
    pub due: Period,
    /// Whether it is not.
    pub late: bool,
    /// Who set the light otherwise, and why.
    pub overridden: Option<(&'r Overriding, &'r Said<Option<Overriding>>)>,
}

/// Why there is no light.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlit {
    /// No target was set for the period.
    NoTarget,
    /// No figure has to be there yet.
    NotDue,
    /// It is not measured in this area.
    NotHere,
    /// It is measured no longer.
    Retired,
}

/// What is held against what.
#[derive(Debug, Clone, Copy)]
pub struct Compared {
    /// The value.
    pub value: Fraction,
    /// The target.
    pub aim: Aim,
    /// Which target it is.
    pub by: By,
}

/// Which target a figure is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// That of its own period.
    Period,
    /// That of a longer period around it, which has none of its own.
    Around(Period),
    /// So many parts of a year's target: the figures since the year began are added.
    PartOf(Period, u8),
}

/// Where an indicator is going.
#[derive(Debug, Clone, Copy)]
pub struct Travelled<'r> {
    /// Which way.
    pub travel: Travel,
    /// What it is compared with.
    pub before: Option<(Period, &'r Measured)>,
    /// The clause that says so.
    pub clause: Option<&'r str>,
}

/// What a year will come to.
#[derive(Debug, Clone, Copy)]
pub struct Foretold<'r> {
    /// The year.
    pub year: Period,
    /// What it will come to.
    pub value: Fraction,
    /// The light that would show.
    pub light: Option<Light>,
    /// The year's target.
    pub aim: Option<Aim>,
    /// Whether all figures are there, so that nothing is foretold.
    pub known: bool,
    /// The method.
    pub method: ForecastMethod,
    /// The clause that says so.
    pub clause: Option<&'r str>,
}

impl<'r> Judge<'r> {
    /// A judge of what was known on a day.
    pub fn on(record: &'r Record, on: Date) -> Self {
        let adoption = record.structure.in_force_or_first(on);
        let arrangements = adoption.map(|adoption| &*adoption.arrangements);
        Self {
            record,
            arrangements,
            performance: arrangements
                .and_then(|it| it.performance.as_ref())
                .unwrap_or(&UNSAID),
            starts: arrangements.map_or(4, |it| it.partnership.financial_year_starts),
            on,
        }
    }

    /// The last period whose figure has to be there by now.
    pub fn due(&self, every: Every) -> Period {
        let days = self.performance.stale.after_days;
        due(self.on, every, self.starts, days)
    }

    /// How far an indicator may miss its target, with the clause that says so.
    pub fn tolerance(&self, named: Option<&RuleId>) -> (Tolerance, Option<&'r str>) {
        let usual = self.performance;
        let named = named.and_then(|id| usual.tolerance.iter().find(|it| it.id == *id));
        let (within, points, clause) = match named {
            Some(it) => (
                it.amber_within,
                it.amber_points,
                it.clause.as_ref().or(usual.clause.as_ref()),
            ),
            None => (
                usual.amber_within,
                usual.amber_points,
                usual.clause.as_ref(),
            ),
        };
        let tolerance = match (within, points) {
            (Some(share), _) => Tolerance::Share(share),
            (None, Some(points)) => Tolerance::Points(points),
            (None, None) => Tolerance::None,
        };
        (tolerance, clause.map(String::as_str))
    }

    /// How an indicator stands now: by its last figure, or not at all when that is too old.
    pub fn light(&self, indicator: &'r Indicator, area: &Where) -> Option<Judged<'r>> {
        let says = indicator.on(self.on)?;
        let latest = indicator.known(area, self.on).next_back();
        let due = self.due(says.every);
        let period = match latest {
            Some((latest, _)) if !stale(Some(latest), due) => latest,
            _ => due,
        };
        self.at(indicator, area, period)
    }

    /// How an indicator stood in a period, as it is known now.
    pub fn at(&self, indicator: &'r Indicator, area: &Where, period: Period) -> Option<Judged<'r>> {
        let says = indicator.on(self.on)?;
        let (tolerance, clause) = self.tolerance(says.tolerance.as_ref());
        let figure = indicator.figure(area, period, self.on);
        let due = self.due(says.every);
        let late = figure.is_none() && period <= due;
        let mut compared = None;
        let by_rule = if !indicator.lives_on(self.on) {
            Err(Unlit::Retired)
        } else if let Some(figure) = figure {
            match self.compare(indicator, says, area, period, figure) {
                Some(Ok(found)) => {
                    compared = Some(found);
                    Ok(light(found.value, &found.aim, says.good, tolerance))
                }
                Some(Err(Missing)) => Ok(Light::NotReported),
                None => Err(Unlit::NoTarget),
            }
        } else if !measured_in(indicator, area) {
            Err(Unlit::NotHere)
        } else if late && self.asked_for(says, period) {
            Ok(Light::NotReported)
        } else {
            Err(Unlit::NotDue)
        };
        let overridden = indicator.overriding(area, period, self.on);
        let shown = overridden.map(|(it, _)| it.light);
        Some(Judged {
            light: shown.or(by_rule.ok()),
            by_rule: by_rule.ok(),
            unlit: by_rule.err(),
            period,
            figure,
            compared,
            tolerance,
            clause,
            due,
            late: late && by_rule == Ok(Light::NotReported),
            overridden,
        })
    }

    /// Whether figures of a period are asked for at all: nothing is, of the time before the agreement.
    fn asked_for(&self, says: &IndicatorSays, period: Period) -> bool {
        let plan = &self.record.plan;
        let outcome = plan.outcome(&says.outcome).and_then(|it| it.now());
        let agreement = outcome.and_then(|it| plan.agreement(&it.agreement));
        agreement.is_none_or(|agreement| {
            agreement.from <= period.last_day(self.starts)
                && period.first_day(self.starts) <= agreement.until()
        })
    }

    /// What is held against which target.
    fn compare(
        &self,
        indicator: &Indicator,
        says: &IndicatorSays,
        area: &Where,
        period: Period,
        figure: &Measured,
    ) -> Option<Result<Compared, Missing>> {
        let target = |period| {
            indicator
                .target(area, period, self.on)
                .map(|it| it.what.aim())
        };
        let of = |value, aim, by| Some(Ok(Compared { value, aim, by }));
        if let Some(aim) = target(period) {
            return of(figure.value(), aim, By::Period);
        }
        let longer = [Every::Quarter, Every::Half, Every::Year].into_iter();
        let mut around = longer
            .filter(|every| *every > period.every())
            .map(|every| Period::around(period.first_day(self.starts), every, self.starts));
        let (whole, aim) = around.find_map(|whole| Some((whole, target(whole)?)))?;
        if says.in_year != InYear::Sum {
            return of(figure.value(), aim, By::Around(whole));
        }
        let mut so_far = Fraction::ZERO;
        let (mut count, mut all) = (0_u8, 0_u8);
        for part in whole.parts(period.every()) {
            all += 1;
            if part > period {
                continue;
            }
            count += 1;
            let Some(figure) = indicator.figure(area, part, self.on) else {
                return Some(Err(Missing));
            };
            so_far = so_far.plus(figure.value())?;
        }
        let share = Fraction::of(i128::from(count), u128::from(all));
        let aim = Aim {
            value: aim.value.times(share)?,
            upper: aim.upper.times(share)?,
        };
        of(so_far, aim, By::PartOf(whole, count))
    }

    /// Where an indicator is going, by its last figure.
    pub fn travel(&self, indicator: &'r Indicator, area: &Where) -> Travelled<'r> {
        let rule = &self.performance.travel;
        let clause = rule.clause.as_deref();
        let unknown = Travelled {
            travel: Travel::Unknown,
            before: None,
            clause,
        };
        let mut known = indicator.known(area, self.on);
        let Some(((period, last), says)) = known.next_back().zip(indicator.on(self.on)) else {
            return unknown;
        };
        let before = match rule.against {
            Against::PeriodBefore => period.previous(),
            Against::YearBefore => period.a_year_before(),
        };
        let earlier = indicator.figure(area, before, self.on);
        let aim = match says.good {
            Good::Within => self
                .compare(indicator, says, area, period, last)
                .and_then(Result::ok)
                .map(|compared| compared.aim),
            _ => None,
        };
        Travelled {
            travel: travel(
                last.value(),
                earlier.map(Measured::value),
                says.good,
                aim.as_ref(),
                rule.steady_within,
            ),
            before: earlier.map(|it| (before, it)),
            clause,
        }
    }

    /// What the year of the last figure will come to; none where the method cannot tell.
    pub fn forecast(&self, indicator: &'r Indicator, area: &Where) -> Option<Foretold<'r>> {
        let says = indicator.on(self.on)?;
        let (last, _) = indicator.known(area, self.on).next_back()?;
        if says.every == Every::Year {
            return None;
        }
        let year = last.year();
        let of_year = |year: Period| -> Vec<Option<Fraction>> {
            let parts = year.parts(says.every);
            parts
                .map(|part| indicator.figure(area, part, self.on).map(Measured::value))
                .collect()
        };
        let this = of_year(year);
        let so_far: Vec<Fraction> = this.iter().map_while(|it| *it).collect();
        // A gap before the last figure: the method has no course to follow.
        if so_far.len() < usize::from(last.nth()) {
            return None;
        }
        let before: Vec<Option<Fraction>> = of_year(Period::year_of(year.begins_in() - 1));
        let course = Course {
            periods: this.len(),
            so_far,
            year_before_end: before.last().copied().flatten(),
            year_before: before
                .into_iter()
                .collect::<Option<_>>()
                .unwrap_or_default(),
        };
        let rule = &self.performance.forecast;
        let value = forecast(&course, says.in_year, rule.method)?;
        let aim = self.aim_of_year(indicator, says, area, year);
        let (tolerance, _) = self.tolerance(says.tolerance.as_ref());
        Some(Foretold {
            year,
            value,
            light: aim.map(|aim| light(value, &aim, says.good, tolerance)),
            aim,
            known: course.so_far.len() == course.periods,
            method: rule.method,
            clause: rule.clause.as_deref(),
        })
    }

    /// A year's target: its own, or what those of its periods make.
    pub fn aim_of_year(
        &self,
        indicator: &Indicator,
        says: &IndicatorSays,
        area: &Where,
        year: Period,
    ) -> Option<Aim> {
        let target = |period| {
            indicator
                .target(area, period, self.on)
                .map(|it| it.what.aim())
        };
        if let Some(aim) = target(year) {
            return Some(aim);
        }
        let parts = year.parts(says.every);
        if says.in_year == InYear::Last {
            return target(parts.last()?);
        }
        let aims: Vec<Aim> = parts.map(target).collect::<Option<_>>()?;
        let ends = |end: fn(&Aim) -> Fraction| -> Vec<Fraction> { aims.iter().map(end).collect() };
        Some(Aim {
            value: whole_year(&ends(|aim| aim.value), says.in_year)?,
            upper: whole_year(&ends(|aim| aim.upper), says.in_year)?,
        })
    }
}

/// A figure of the year so far is not there.
struct Missing;

/// Whether an indicator is measured in an area: it has a target or a figure there. For the whole
/// partnership every indicator is, unless it is only ever told of its areas.
fn measured_in(indicator: &Indicator, area: &Where) -> bool {
    let here = indicator.figures.contains_key(area) || indicator.targets.contains_key(area);
    here || (area.is_none() && indicator.figures.is_empty() && indicator.targets.is_empty())
}
