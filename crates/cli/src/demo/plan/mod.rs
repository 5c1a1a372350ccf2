//! The plan: strategy, agreement, targets and figures of Worcestershire; everything in it is invented but
//! the names and numbers of National Indicators.
//!
//! What is said is in `crates/cli/demo/plan`. `series` invents the numbers, `agreement` tells what was agreed,
//! `figures` what came of it quarter by quarter, `trouble` what became of what was off
//! track, `delivery` how the groups' plans came on, Warwick's too.

mod agreement;
pub(super) mod delivery;
mod figures;
mod series;
mod trouble;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday};
use serde::Deserialize;
use serde_json::Value;

use self::series::Row;
use super::{story::Story, writer::mistake};
use crate::say::Trouble;

const TEXT: &str = include_str!("../../../demo/plan/worcestershire.toml");
const PLANS: &str = include_str!("../../../demo/plan/worcestershire-delivery.toml");

/// The plan as its text has it.
#[derive(Debug, Clone, Deserialize)]
struct Plan {
    /// What `plan.adopt-strategy` and `plan.make-agreement` ask for.
    strategy: Value,
    agreement: Value,
    refresh: Vec<Refresh>,
    /// Name, block, theme, body that leads, partner that leads, title.
    outcomes: Rows<(String, String, String, String, String, String)>,
    indicators: Rows<Row>,
    said: Said,
    /// Indicator, period, district if any, light, person, why.
    overrides: Rows<(String, String, String, String, String, String)>,
    /// Indicator, period, district if any, thousandths, day, why.
    corrections: Rows<(String, String, String, i64, Date, String)>,
    /// Indicator, period, thousandths, day, from whom.
    again: Rows<(String, String, i64, Date, String)>,
    trouble: trouble::Sentences,
}

/// Rows of a table.
#[derive(Debug, Clone, Deserialize)]
struct Rows<T> {
    rows: Vec<T>,
}

/// A version of the agreement.
#[derive(Debug, Clone, Deserialize)]
struct Refresh {
    told: Date,
    from: Date,
    until: Option<Date>,
    why: String,
}

/// What was said of figures.
#[derive(Debug, Clone, Deserialize)]
struct Said {
    /// Indicator, period, words.
    rows: Vec<(String, String, String)>,
    better: Vec<String>,
    worse: Vec<String>,
}

/// Leaves the plan with the story.
pub(super) fn tell(story: &mut Story) -> Result<(), Trouble> {
    let plan: Plan = toml::from_str(TEXT).map_err(|error| mistake(format!("plan: {error}")))?;
    agreement::tell(&plan, story)?;
    figures::tell(&plan, story)?;
    trouble::tell(&plan.trouble, story);
    delivery::tell(PLANS, story)
}

impl Plan {
    fn row(&self, name: &str) -> Result<&Row, Trouble> {
        let found = self.indicators.rows.iter().find(|row| row.name == name);
        found.ok_or_else(|| mistake(format!("there is no indicator {name}")))
    }

    /// The body that leads on an indicator.
    fn lead(&self, row: &Row) -> &str {
        let mut all = self.outcomes.rows.iter();
        all.find(|one| one.0 == row.outcome)
            .map_or("", |one| one.3.as_str())
    }
}

/// A moment of a working day, that day or the next.
pub(super) fn at_work(day: Date, hour: i8, minute: i8) -> DateTime {
    let later = match day.weekday() {
        Weekday::Saturday => 2,
        Weekday::Sunday => 1,
        _ => 0,
    };
    day.saturating_add(later.days()).at(hour, minute, 0, 0)
}
