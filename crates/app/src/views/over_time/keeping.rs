//! Whether a body keeps to its own terms, in sentences: what is asked, whether it is kept, what was
//! found, and the paragraph.

use jiff::civil::Date;
use record::{
    id::{BodyId, PartnerId, PersonId},
    structure::{Constraint, Facts, Keeping, Kept, keeps},
};
use serde::Serialize;

use super::super::{BodyRef, PartnerRef, words};
use crate::Reading;

/// One thing that a body's terms set.
#[derive(Debug, Clone, Serialize)]
pub struct KeepingView {
    /// What they ask, in a sentence.
    pub asks: String,
    /// Whether it is kept; none: it is too early to tell.
    pub kept: Option<bool>,
    /// What was found, in a sentence.
    pub found: String,
    /// The paragraph that sets it.
    pub clause: Option<String>,
}

/// Everything that a body's terms set, held against the book on a day.
pub fn keeping(reading: &Reading, id: &BodyId, date: Date) -> Vec<KeepingView> {
    let all = keeps(&reading.record, id, date).into_iter();
    all.map(|keeping| KeepingView {
        asks: asks(reading, &keeping.constraint, date),
        kept: match keeping.kept {
            Kept::Yes => Some(true),
            Kept::No => Some(false),
            Kept::TooEarly => None,
        },
        found: found(reading, &keeping, date),
        clause: keeping.clause,
    })
    .collect()
}

fn partners(number: u32) -> String {
    words::count(number as usize, "partner", "partners")
}

fn meetings(number: u32) -> String {
    words::count(number as usize, "meeting", "meetings")
}

fn asks(reading: &Reading, constraint: &Constraint, date: Date) -> String {
    match constraint {
        Constraint::FewestPartners(fewest) => format!("At least {}.", partners(*fewest)),
        Constraint::MostPartners(most) => format!("At most {}.", partners(*most)),
        Constraint::Includes(other) => format!(
            "Every member of {} is a member here.",
            BodyRef::named(reading, other, date).name
        ),
        Constraint::Partners(these) => format!(
            "Among its members at least: {}.",
            list(these.iter().map(|partner| name(reading, partner, date)))
        ),
        Constraint::FewestMeetings(fewest) => {
            format!("At least {} in twelve months.", meetings(*fewest))
        }
        Constraint::MostMeetings(most) => {
            format!("At most {} in twelve months.", meetings(*most))
        }
        Constraint::Meets(every) => format!("Meets {}.", words::cadence(*every)),
        Constraint::OnePerson { districts, most } => format!(
            "A link person for each of {}, and at most {most} to one person.",
            words::count(districts.len(), "district", "districts")
        ),
    }
}

fn found(reading: &Reading, keeping: &Keeping, date: Date) -> String {
    match &keeping.facts {
        Facts::Partners(there) if there.is_empty() => "No partner has a member here.".to_owned(),
        Facts::Partners(there) => {
            let verb = if there.len() == 1 { "has" } else { "have" };
            let names = list(there.iter().map(|partner| name(reading, partner, date)));
            let number = words::count(there.len(), "partner", "partners");
            format!("{number} {verb} a member here: {names}.")
        }
        Facts::MissingPeople { of: 0, .. } => "That body has no members on this day.".to_owned(),
        Facts::MissingPeople { missing, of } if missing.is_empty() => {
            format!("All {of} of them are.")
        }
        Facts::MissingPeople { missing, of } => {
            let names = list(missing.iter().map(|person| person_name(reading, *person)));
            format!("{} of {of} are not: {names}.", missing.len())
        }
        Facts::MissingPartners(missing) if missing.is_empty() => "All of them are.".to_owned(),
        Facts::MissingPartners(missing) => {
            let names = list(missing.iter().map(|partner| name(reading, partner, date)));
            format!("Missing: {names}.")
        }
        Facts::Meetings { held, needed } => {
            let number = words::count(held.len(), "meeting was", "meetings were");
            let since = words::short_day(date);
            let so_far = format!("{number} held in the twelve months to {since}");
            match (keeping.kept, needed) {
                (Kept::TooEarly, _) => {
                    format!("{so_far}; the body has not been there long enough to tell.")
                }
                (_, Some(needed)) => format!("{so_far}; by then there should be {needed}."),
                (_, None) => format!("{so_far}."),
            }
        }
        Facts::Districts { without, too_many } => districts(reading, without, too_many, date),
    }
}

fn districts(reading: &Reading, without: &[BodyId], too_many: &[PersonId], date: Date) -> String {
    let mut said = Vec::new();
    if !without.is_empty() {
        let named = |id: &BodyId| BodyRef::named(reading, id, date).short_name;
        said.push(format!("Nobody for {}.", list(without.iter().map(named))));
    }
    if !too_many.is_empty() {
        let names = list(too_many.iter().map(|person| person_name(reading, *person)));
        said.push(format!("Too many for {names}."));
    }
    if said.is_empty() {
        said.push("Each has its own.".to_owned());
    }
    said.join(" ")
}

fn name(reading: &Reading, partner: &PartnerId, date: Date) -> String {
    let adoption = reading.record.structure.in_force(date);
    adoption.map_or_else(
        || partner.to_string(),
        |adoption| PartnerRef::of(&adoption.arrangements, partner).name,
    )
}

fn person_name(reading: &Reading, person: PersonId) -> String {
    reading.names.of(person).to_owned()
}

fn list(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
