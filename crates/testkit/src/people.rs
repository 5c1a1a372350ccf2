//! Names, people and days, written short.

use std::{fmt, str::FromStr};

use jiff::civil::{Date, Time};
use record::id::{PersonId, SeatId};

use super::FILLED;

/// Person number `number`: always the same opaque number for the same person.
pub fn person(number: u32) -> PersonId {
    PersonId(u128::from(number).to_be_bytes())
}

/// The seat of that name, with its body: `board.leader`.
pub fn seat(name: &str) -> SeatId {
    id(name)
}

/// A name of any kind: a body, a meeting, a decision.
pub fn id<Name: FromStr<Err: fmt::Debug>>(name: &str) -> Name {
    name.parse().expect("a name that can be read")
}

/// A day: `2007-04-18`.
pub fn date(day: &str) -> Date {
    day.parse().expect("a day that can be read")
}

/// A time of day: `10:30`.
pub fn time(hour: &str) -> Time {
    hour.parse().expect("a time that can be read")
}

/// Who holds one of the [`FILLED`] seats.
pub fn holder_of(seat: &str) -> PersonId {
    let place = FILLED.iter().position(|filled| *filled == seat);
    person(1 + place.expect("a filled seat") as u32)
}

/// Who stands in for the holder of one of the [`FILLED`] seats, once they are named.
pub fn substitute_for(seat: &str) -> PersonId {
    let place = FILLED.iter().position(|filled| *filled == seat);
    person(101 + place.expect("a filled seat") as u32)
}
