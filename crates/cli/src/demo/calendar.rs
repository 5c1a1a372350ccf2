//! When each body meets. The arrangements say it of few bodies; the rest is plausible and invented.

use jiff::civil::{Date, Time, Weekday};
use serde::Deserialize;

use super::{partnership::Partnership, writer::mistake};
use crate::say::Trouble;

/// How a body meets through the years.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cycle {
    /// The body.
    pub(super) body: String,
    /// The table of its partnership with what it talks about.
    pub(super) business: String,
    /// The place that its business speaks of, where several bodies share it.
    #[serde(default)]
    pub(super) district: Option<String>,
    /// The theme that its business speaks of, where several bodies share it.
    #[serde(default)]
    pub(super) theme: Option<String>,
    /// The months in which it meets, on the given weekday of the month.
    #[serde(default)]
    months: Vec<i8>,
    #[serde(default)]
    weekday: Option<String>,
    #[serde(default)]
    nth: i8,
    /// Or the days on which it meets.
    #[serde(default)]
    days: Vec<Date>,
    /// When it begins.
    pub(super) starts: Time,
    /// Where it meets, in turn.
    pub(super) places: Vec<String>,
    /// How many ordinary items it takes at a meeting.
    pub(super) items: usize,
    /// The first and the last month in which it meets by the rule.
    #[serde(default = "first")]
    from: Date,
    #[serde(default = "last")]
    until: Date,
}

fn first() -> Date {
    jiff::civil::date(2007, 2, 1)
}

fn last() -> Date {
    jiff::civil::date(2010, 4, 30)
}

#[derive(Deserialize)]
struct Cycles {
    cycle: Vec<Cycle>,
}

/// Every body's cycle.
pub(super) fn cycles(of: &Partnership) -> Result<Vec<Cycle>, Trouble> {
    let cycles: Cycles = toml::from_str(of.cycles).map_err(|error| mistake(error.to_string()))?;
    Ok(cycles.cycle)
}

impl Cycle {
    /// The days on which it meets, in order.
    pub(super) fn days(&self) -> Vec<Date> {
        let weekday = match self.weekday.as_deref() {
            Some("monday") => Weekday::Monday,
            Some("tuesday") => Weekday::Tuesday,
            Some("wednesday") => Weekday::Wednesday,
            Some("friday") => Weekday::Friday,
            _ => Weekday::Thursday,
        };
        let months = (2007..=2010_i16).flat_map(|year| self.months.iter().map(move |m| (year, *m)));
        let by_rule = months
            .filter_map(|(year, month)| Date::new(year, month, 1).ok())
            .filter_map(|month| month.nth_weekday_of_month(self.nth, weekday).ok())
            .filter(|day| (self.from..=self.until).contains(day));
        let mut days: Vec<Date> = self.days.iter().copied().chain(by_rule).collect();
        days.sort_unstable();
        days
    }
}
