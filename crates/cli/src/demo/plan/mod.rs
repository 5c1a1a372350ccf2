//! The plan: how the groups' delivery plans came on, in both partnerships. Everything in it is invented.
//!
//! What is said is in `crates/cli/demo/plan`.

pub(super) mod delivery;

use jiff::civil::{Date, DateTime, Weekday};

use super::story::Story;
use crate::say::Trouble;

const PLANS: &str = include_str!("../../../demo/plan/worcestershire-delivery.toml");

/// Leaves the plan with the story.
pub(super) fn tell(story: &mut Story) -> Result<(), Trouble> {
    delivery::tell(PLANS, story)
}

/// A moment of a working day, that day or the next.
fn at_work(day: Date, hour: i8, minute: i8) -> DateTime {
    let later = match day.weekday() {
        Weekday::Saturday => 2,
        Weekday::Sunday => 1,
        _ => 0,
    };
    let day = day.saturating_add(jiff::ToSpan::days(later));
    day.at(hour, minute, 0, 0)
}
