//! On which days a body would meet if nothing stood in the way.

use jiff::{
    Span, ToSpan,
    civil::{Date, Weekday},
};

use super::{Before, CycleAsked};
use crate::arrangements::{Body, Cadence};

/// Weekdays for bodies that have not met yet.
pub(super) const TURN: [Weekday; 3] = [Weekday::Wednesday, Weekday::Tuesday, Weekday::Thursday];

/// A day on which a body would meet.
pub(super) struct Slot {
    pub(super) date: Date,
    pub(super) every: Cadence,
    pub(super) before: Option<Before>,
    first: Date,
    next: Date,
}

impl Slot {
    /// Whether a meeting on that day does for this one.
    pub(super) fn is_met_by(&self, day: Date) -> bool {
        self.first <= day && day < self.next
    }

    /// Whether it stays about where it was if it moves to that day.
    pub(super) fn may_move_to(&self, day: Date) -> bool {
        apart(self.date, day) <= apart(self.first, self.next)
    }
}

/// How many days lie between two.
pub(super) fn apart(one: Date, other: Date) -> u32 {
    one.until(other)
        .map_or(u32::MAX, |span| span.get_days().unsigned_abs())
}

/// The last such weekday on or before a day.
pub(super) fn weekday_by(day: Date, weekday: Weekday) -> Date {
    let back = day.weekday().since(weekday);
    day.checked_sub(Span::new().days(i64::from(back)))
        .unwrap_or(day)
}

/// One day for each period of the body's cadence, in the middle of it.
pub(super) fn ideal(body: &Body, begun: Date, asked: &CycleAsked, weekday: Weekday) -> Vec<Slot> {
    let stated = body.meets.as_ref();
    let wished = asked.every.get(&body.id).copied();
    let Some(usually) = wished.or(stated.map(|meets| meets.every)) else {
        return Vec::new();
    };
    let at_first = stated.filter(|meets| meets.every == usually);
    let new_until = at_first
        .and_then(|meets| meets.at_first.as_ref())
        .map(|first| {
            let months = i64::from(first.months.min(1_200));
            let until = body
                .starts
                .unwrap_or(begun)
                .saturating_add(Span::new().months(months));
            (first.every, until)
        });
    let ends = body.ends.map_or(asked.until, |ends| {
        asked.until.min(ends.saturating_add(1.day()))
    });
    let mut first = body
        .starts
        .map_or(asked.from, |starts| asked.from.max(starts));
    let mut slots = Vec::new();
    while first < ends && slots.len() < 60 {
        let every = match new_until {
            Some((at_first, until)) if first < until => at_first,
            _ => usually,
        };
        let Some(period) = period(every) else {
            break;
        };
        let next = first.saturating_add(period);
        let middle = first.saturating_add(Span::new().days(i64::from(apart(first, next) / 2)));
        let date = weekday_by(middle.saturating_add(3.days()), weekday);
        if date < ends && date >= asked.from {
            slots.push(Slot {
                date,
                every,
                before: None,
                first,
                next,
            });
        }
        first = next;
    }
    slots
}

/// How long it is from one meeting to the next; none: it does not meet at times.
fn period(every: Cadence) -> Option<Span> {
    Some(match every {
        Cadence::Monthly => 1.month(),
        Cadence::SixWeekly => 6.weeks(),
        Cadence::TwoMonthly => 2.months(),
        Cadence::Quarterly => 3.months(),
        Cadence::ThreeAYear => 4.months(),
        Cadence::SixMonthly => 6.months(),
        Cadence::Annual => 1.year(),
        Cadence::AfterEachMeeting | Cadence::AtOnce | Cadence::AsNeeded => return None,
    })
}
