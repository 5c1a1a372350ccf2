//! The structure of a partnership on a day: bodies and the lines between them.

use jiff::civil::Date;
use record::{
    LineNo,
    structure::{Adoption, Standing},
};
use serde::Serialize;

use super::{BodyRef, LineView, body::lines_of};
use crate::Reading;

/// The structure on a day.
#[derive(Debug, Clone, Serialize)]
pub struct StructureView {
    /// The day.
    pub date: Date,
    /// The arrangements in force; none: nothing is adopted by then.
    pub adoption: Option<AdoptionView>,
    /// The bodies that exist on that day, in the order of the arrangements.
    pub bodies: Vec<BodyLine>,
    /// Every adoption, oldest first, to look at other days.
    pub adoptions: Vec<AdoptionView>,
}

/// Arrangements and when they began.
#[derive(Debug, Clone, Serialize)]
pub struct AdoptionView {
    /// In force from this day on.
    pub from: Date,
    /// The line of the book.
    pub line: LineNo,
    /// The paper that they put into data.
    pub source: Option<String>,
}

/// A body in the structure.
#[derive(Debug, Clone, Serialize)]
pub struct BodyLine {
    /// The body.
    pub body: BodyRef,
    /// What it is for.
    pub purpose: Option<String>,
    /// Seats that someone holds.
    pub filled: usize,
    /// Seats that someone holds or should hold.
    pub seats: usize,
    /// Its lines to other bodies.
    pub lines: Vec<LineView>,
}

impl AdoptionView {
    pub(crate) fn of(adoption: &Adoption) -> Self {
        Self {
            from: adoption.from,
            line: adoption.line,
            source: adoption.arrangements.partnership.source.clone(),
        }
    }
}

/// The structure of a partnership on a day.
pub fn structure(reading: &Reading, date: Date) -> StructureView {
    let structure = &reading.record.structure;
    let adoption = structure.in_force(date);
    let bodies = adoption.map_or_else(Vec::new, |adoption| {
        let exists = |body: &&record::arrangements::Body| {
            body.starts.is_none_or(|starts| starts <= date)
                && body.ends.is_none_or(|ends| date <= ends)
        };
        let line = |body: &record::arrangements::Body| {
            let seats = structure.seats_of(body, date);
            let filled = seats
                .iter()
                .filter(|seat| seat.standing == Standing::Filled)
                .count();
            let vacant = seats
                .iter()
                .filter(|seat| seat.standing == Standing::Vacant)
                .count();
            BodyLine {
                body: BodyRef::of(body),
                purpose: body.purpose.clone(),
                filled,
                seats: filled + vacant,
                lines: lines_of(&adoption.arrangements, body),
            }
        };
        adoption
            .arrangements
            .body
            .iter()
            .filter(exists)
            .map(line)
            .collect()
    });
    StructureView {
        date,
        adoption: adoption.map(AdoptionView::of),
        bodies,
        adoptions: structure.adoptions().map(AdoptionView::of).collect(),
    }
}
