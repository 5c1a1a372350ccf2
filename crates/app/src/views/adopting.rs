//! Adopting arrangements: what would change, before anything is written.
//!
//! It compares what is in force with what is about to be. Whether the new text is sound, `check`
//! says; whether it may be adopted, `structure` decides.

use std::collections::BTreeSet;

use jiff::civil::Date;
use record::{arrangements::Arrangements, id::SeatId};
use serde::Serialize;

use super::{HeldSeat, office::seats_where};
use crate::Reading;

/// What new arrangements would change.
#[derive(Debug, Clone, Serialize)]
pub struct AdoptingView {
    /// The counts of what would no longer be in force; none: nothing is in force by then.
    pub before: Option<Counts>,
    /// The counts of what would be.
    pub after: Counts,
    /// Names of bodies that there would be for the first time.
    pub new_bodies: Vec<String>,
    /// Names of bodies that there would be no more.
    pub gone_bodies: Vec<String>,
    /// Seats that are held and that there would be no more.
    pub unseated: Vec<HeldSeat>,
}

/// How many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Bodies.
    pub bodies: usize,
    /// Seats, each of several alike counted.
    pub seats: usize,
    /// Organisations.
    pub organisations: usize,
}

impl Counts {
    fn of(arrangements: &Arrangements) -> Self {
        Self {
            bodies: arrangements.body.len(),
            seats: seat_ids(arrangements).len(),
            organisations: arrangements.organisation.len(),
        }
    }
}

/// What would change if these arrangements were in force from a day on.
pub fn adopting(reading: &Reading, new: &Arrangements, from: Date) -> AdoptingView {
    let structure = &reading.record.structure;
    let now = structure.in_force(from);
    // Groups that the book founded stay beside whatever is adopted.
    let now = now.map(|adoption| &*adoption.as_adopted);
    let bodies = now.map_or(&[][..], |now| &now.body);
    let new_bodies = new
        .body
        .iter()
        .filter(|body| !bodies.iter().any(|other| other.id == body.id));
    let gone_bodies = bodies.iter().filter(|body| new.body(&body.id).is_none());
    let seats = seat_ids(new);
    AdoptingView {
        before: now.map(Counts::of),
        after: Counts::of(new),
        new_bodies: new_bodies.map(|body| body.name.clone()).collect(),
        gone_bodies: gone_bodies.map(|body| body.name.clone()).collect(),
        unseated: seats_where(reading, from, |seat| {
            let founded = structure.group(&seat.id.body()).is_some();
            let stays = founded && new.body(&seat.id.body()).is_none();
            seat.holder.is_some() && !stays && !seats.contains(&seat.id)
        }),
    }
}

fn seat_ids(arrangements: &Arrangements) -> BTreeSet<SeatId> {
    let bodies = arrangements.body.iter();
    bodies
        .flat_map(|body| body.seats().map(|chair| chair.id))
        .collect()
}
