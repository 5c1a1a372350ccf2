//! Areas: districts, wards and target areas, with the bodies, organisations and seats that refer to them.
//!
//! What is aimed at and measured in an area is in `plan`; here is only what the arrangements say of it.

use jiff::civil::Date;
use record::{
    arrangements::{Area, AreaKind, Arrangements},
    id::{AreaId, PartnerId},
};
use serde::Serialize;

use super::{BodyRef, HeldSeat, PartnerRef, office::seats_where, words};
use crate::Reading;

/// An area, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AreaRef {
    /// Its short name in addresses.
    pub id: AreaId,
    /// Its name.
    pub name: String,
    /// What kind of area it is.
    pub kind: AreaKind,
}

impl AreaRef {
    /// An area of the arrangements, by name.
    pub fn of(area: &Area) -> Self {
        Self {
            id: area.id.clone(),
            name: area.name.clone(),
            kind: area.kind,
        }
    }

    /// What kind of area it is, in words: "district".
    pub fn kind_said(&self) -> &'static str {
        words::area_kind(self.kind)
    }
}

/// An area in a list.
#[derive(Debug, Clone, Serialize)]
pub struct AreaLine {
    /// The area.
    pub area: AreaRef,
    /// How many areas it lies in, one in the other: the county's districts are one deep.
    pub depth: usize,
    /// How many bodies serve it.
    pub bodies: usize,
    /// How many organisations serve it.
    pub organisations: usize,
}

impl AreaLine {
    /// How far a list moves it in: no further than four steps.
    pub fn deep(&self) -> usize {
        self.depth.min(4)
    }
}

/// What the arrangements say of an area.
#[derive(Debug, Clone, Serialize)]
pub struct AreaAboutView {
    /// The day.
    pub date: Date,
    /// The area.
    pub area: AreaRef,
    /// Its official code, where it has one.
    pub code: Option<String>,
    /// The area it lies in.
    pub within: Option<AreaRef>,
    /// The areas that lie in it.
    pub parts: Vec<AreaRef>,
    /// The bodies that serve it.
    pub bodies: Vec<BodyRef>,
    /// The organisations that serve it.
    pub organisations: Vec<PartnerRef>,
    /// Seats, anywhere, of those bodies and organisations.
    pub seats: Vec<HeldSeat>,
}

/// The areas of the arrangements in force on a day, each under the one it lies in.
pub fn areas(reading: &Reading, date: Date) -> Vec<AreaLine> {
    let Some(adoption) = reading.record.structure.in_force(date) else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    below(&adoption.arrangements, None, 0, date, &mut lines);
    lines
}

/// Adds the areas that lie in `within`; arrangements in which areas lie in one another in a ring do not
/// hang it, because a ring is below nothing.
fn below(
    arrangements: &Arrangements,
    within: Option<&AreaId>,
    depth: usize,
    date: Date,
    lines: &mut Vec<AreaLine>,
) {
    let known = |id: &AreaId| arrangements.area.iter().any(|area| area.id == *id);
    for area in &arrangements.area {
        let upper = area.within.as_ref().filter(|id| known(id));
        if upper != within || depth > arrangements.area.len() {
            continue;
        }
        let serves = |of: &Option<AreaId>| of.as_ref() == Some(&area.id);
        let bodies = arrangements.body.iter();
        let bodies = bodies.filter(|body| serves(&body.area) && body.exists_on(date));
        let organisations = arrangements.organisation.iter();
        lines.push(AreaLine {
            area: AreaRef::of(area),
            depth,
            bodies: bodies.count(),
            organisations: organisations.filter(|one| serves(&one.area)).count(),
        });
        below(arrangements, Some(&area.id), depth + 1, date, lines);
    }
}

/// What the arrangements in force on a day say of an area; none when they do not know it.
pub fn area_about(reading: &Reading, id: &AreaId, date: Date) -> Option<AreaAboutView> {
    let adoption = reading.record.structure.in_force(date)?;
    let arrangements = &*adoption.arrangements;
    let find = |id: &AreaId| arrangements.area.iter().find(|area| area.id == *id);
    let area = find(id)?;
    let serves = |of: &Option<AreaId>| of.as_ref() == Some(id);
    let bodies = arrangements.body.iter();
    let bodies: Vec<_> = bodies
        .filter(|body| serves(&body.area) && body.exists_on(date))
        .collect();
    let organisations = arrangements.organisation.iter();
    let organisations: Vec<_> = organisations.filter(|one| serves(&one.area)).collect();
    let seats = seats_where(reading, date, |seat| {
        let of = |partner: &PartnerId| {
            bodies
                .iter()
                .any(|body| body.id.as_str() == partner.as_str())
                || organisations.iter().any(|one| one.id == *partner)
        };
        seat.partner.as_ref().is_some_and(|partner| of(&partner.id))
    });
    Some(AreaAboutView {
        date,
        area: AreaRef::of(area),
        code: area.code.clone(),
        within: area.within.as_ref().and_then(find).map(AreaRef::of),
        parts: arrangements
            .area
            .iter()
            .filter(|one| one.within.as_ref() == Some(id))
            .map(AreaRef::of)
            .collect(),
        bodies: bodies.into_iter().map(BodyRef::of).collect(),
        organisations: organisations
            .into_iter()
            .map(|one| PartnerRef::of(arrangements, &one.id))
            .collect(),
        seats,
    })
}
