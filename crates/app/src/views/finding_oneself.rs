//! Finding oneself: organisations, bodies and people whose name has the words that someone typed.
//!
//! People are found only where the public record names them.

use jiff::civil::Date;
use serde::Serialize;

use super::{BodyRef, PartnerRef, PersonRef};
use crate::Reading;

/// The most of each kind that are shown.
const MOST: usize = 30;

/// What was found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OneselfView {
    /// Organisations.
    pub organisations: Vec<PartnerRef>,
    /// Bodies.
    pub bodies: Vec<BodyRef>,
    /// People.
    pub people: Vec<PersonRef>,
}

impl OneselfView {
    /// How much was found.
    pub fn many(&self) -> usize {
        self.organisations.len() + self.bodies.len() + self.people.len()
    }
}

/// Organisations, bodies and people with every one of these words in their name, on a day.
pub fn find_oneself(reading: &Reading, typed: &str, date: Date) -> OneselfView {
    let typed = typed.to_lowercase();
    let wanted: Vec<&str> = typed.split_whitespace().take(8).collect();
    if wanted.is_empty() {
        return OneselfView::default();
    }
    let fits = |names: &[&str]| {
        let names = names.join(" ").to_lowercase();
        wanted.iter().all(|word| names.contains(word))
    };
    let adoption = reading.record.structure.in_force(date);
    let arrangements = adoption.map(|adoption| &*adoption.arrangements);
    let mut found = OneselfView::default();
    if let Some(arrangements) = arrangements {
        let organisations = arrangements.organisation.iter();
        let own = organisations.map(|one| PartnerRef::of(arrangements, &one.id));
        found.organisations = own
            .filter(|one| fits(&[&one.name, &one.short_name]))
            .take(MOST)
            .collect();
        let bodies = arrangements.body.iter().filter(|body| body.exists_on(date));
        found.bodies = bodies
            .filter(|body| fits(&[&body.name, body.short_name()]))
            .take(MOST)
            .map(BodyRef::of)
            .collect();
    }
    let people = reading.names.all().into_iter();
    let fitting = people.filter(|person| fits(&[&person.name]));
    let people = fitting.map(|person| PersonRef::of(reading, person.id));
    found.people = people.filter(|person| person.public).take(MOST).collect();
    found
}
