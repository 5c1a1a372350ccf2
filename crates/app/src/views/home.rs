//! The first pages: all partnerships, and one partnership at a glance.

use record::{arrangements::Statement, structure::Standing};
use serde::Serialize;

use super::{AdoptionView, Audience, DecisionLine, MeetingLine, decisions, meetings_to_come};
use crate::{Denied, House, Reading};

/// A partnership in the directory.
#[derive(Debug, Clone, Serialize)]
pub struct PartnershipLine {
    /// Its address.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The name that people use.
    pub short_name: String,
    /// The area it serves.
    pub area: String,
    /// What it is, in two sentences.
    pub about: String,
}

/// A partnership at a glance.
#[derive(Debug, Clone, Serialize)]
pub struct HomeView {
    /// The partnership.
    pub partnership: PartnershipLine,
    /// The arrangements in force.
    pub adoption: Option<AdoptionView>,
    /// Meetings to come, soonest first, a handful.
    pub next: Vec<MeetingLine>,
    /// The latest decisions, a handful.
    pub decisions: Vec<DecisionLine>,
    /// How many bodies it has.
    pub bodies: usize,
    /// How many organisations take part.
    pub organisations: usize,
    /// How many seats are filled.
    pub filled: usize,
    /// How many are empty though someone should hold them.
    pub vacant: usize,
    /// Its status, as the arrangements state it.
    pub statements: Vec<Statement>,
}

impl PartnershipLine {
    /// A partnership whose arrangements are not adopted yet is known by its address only.
    pub(crate) fn of(reading: &Reading) -> Self {
        let id = reading.partnership.to_string();
        let Some(adoption) = reading.record.structure.in_force_or_first(reading.today()) else {
            let about = "Its governance arrangements have not been adopted yet.".to_owned();
            return Self {
                name: id.clone(),
                short_name: id.clone(),
                id,
                area: String::new(),
                about,
            };
        };
        let partnership = &adoption.arrangements.partnership;
        let short_name = partnership
            .short_name
            .clone()
            .unwrap_or_else(|| partnership.name.clone());
        let (name, area, about) = (
            partnership.name.clone(),
            partnership.area.clone(),
            partnership.about.clone(),
        );
        Self {
            id,
            name,
            short_name,
            area,
            about,
        }
    }
}

/// Every partnership whose book is kept here.
pub fn directory(house: &House) -> Result<Vec<PartnershipLine>, Denied> {
    let all = house.partnerships()?;
    all.iter()
        .map(|id| Ok(PartnershipLine::of(&house.read(id)?)))
        .collect()
}

/// A partnership at a glance.
pub fn home(reading: &Reading, audience: Audience) -> HomeView {
    let today = reading.today();
    let structure = &reading.record.structure;
    let adoption = structure.in_force(today);
    let arrangements = adoption.map(|adoption| &*adoption.arrangements);
    let bodies = arrangements.map_or(&[][..], |arrangements| &arrangements.body);
    let seats = || {
        bodies
            .iter()
            .flat_map(|body| structure.seats_of(body, today))
    };
    let standing = |standing: Standing| seats().filter(|seat| seat.standing == standing).count();
    HomeView {
        partnership: PartnershipLine::of(reading),
        adoption: adoption.map(AdoptionView::of),
        next: meetings_to_come(reading, None).take(4).collect(),
        decisions: decisions(reading, audience).take(5).collect(),
        bodies: bodies.len(),
        organisations: arrangements.map_or(0, |arrangements| arrangements.organisation.len()),
        filled: standing(Standing::Filled),
        vacant: standing(Standing::Vacant),
        statements: arrangements.map_or_else(Vec::new, |arrangements| {
            arrangements.partnership.statement.clone()
        }),
    }
}
