//! The structure of a partnership on a day: bodies and the lines between them.

use jiff::civil::Date;
use record::{
    LineNo,
    id::BodyId,
    structure::{Adoption, Standing, Structure},
};
use serde::Serialize;

use super::{BodyRef, LineView, body::lines_of, words};
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
    /// Bodies that are to begin after that day, the soonest first.
    pub planned: Vec<PlannedBody>,
    /// Every adoption, oldest first, to look at other days.
    pub adoptions: Vec<AdoptionView>,
}

/// A body that has not begun.
#[derive(Debug, Clone, Serialize)]
pub struct PlannedBody {
    /// The body.
    pub body: BodyRef,
    /// Its first day.
    pub starts: Date,
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
    /// What kind of body it is, in the partnership's own word.
    pub kind: String,
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
                kind: words::kind_here(&adoption.arrangements, body.kind),
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
            .filter(|body| body.exists_on(date))
            .map(line)
            .collect()
    });
    StructureView {
        date,
        adoption: adoption.map(AdoptionView::of),
        bodies,
        planned: planned(structure, date),
        adoptions: structure.adoptions().map(AdoptionView::of).collect(),
    }
}

/// Bodies of the arrangements then in force, and of those adopted for later, that begin after a day.
fn planned(structure: &Structure, date: Date) -> Vec<PlannedBody> {
    let now = structure.in_force(date);
    let has = |id: &BodyId| now.is_some_and(|now| now.arrangements.body(id).is_some());
    let later = structure
        .adoptions()
        .filter(|adoption| date < adoption.from);
    let from_now = now.into_iter().flat_map(|adoption| {
        let bodies = adoption.arrangements.body.iter();
        bodies.filter_map(|body| Some((body, body.starts?)))
    });
    let from_later = later.flat_map(|adoption| {
        let bodies = adoption.arrangements.body.iter();
        let new = bodies.filter(|body| !has(&body.id));
        new.map(|body| {
            (
                body,
                body.starts.unwrap_or(adoption.from).max(adoption.from),
            )
        })
    });
    let mut planned: Vec<PlannedBody> = Vec::new();
    for (body, starts) in from_now.chain(from_later) {
        let told = planned.iter().any(|other| other.body.id == body.id);
        if date < starts && !told {
            let body = BodyRef::of(body);
            planned.push(PlannedBody { body, starts });
        }
    }
    planned.sort_by_key(|planned| planned.starts);
    planned
}
