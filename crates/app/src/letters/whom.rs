//! Whom something is told: those who belong to a meeting, who were there, who owe something.

use std::collections::BTreeSet;

use record::{
    id::{PartnerId, PersonId},
    meetings::{Action, Meeting},
};

use super::{To, is_chair};
use crate::{
    Reading, Role,
    views::{Audience, BodyRef, groups, may_know, recipients},
};

/// Those who get a meeting's agenda: whoever holds a seat or may stand in for one, of whatever kind, and
/// the chairs of groups that the body keeps in touch with. Each once.
pub(super) fn circulated_to(reading: &Reading, meeting: &Meeting) -> Vec<To> {
    let mut all = belonging(reading, meeting);
    let mut known: BTreeSet<PersonId> = all.iter().map(|to| to.person).collect();
    let body = BodyRef::named(reading, &meeting.body, meeting.date);
    for group in groups(reading, meeting) {
        let seats = reading.record.structure.seats_on(&group.id, meeting.date);
        let chairs = seats
            .iter()
            .filter(|seat| is_chair(seat.chair.seat.office))
            .filter_map(|seat| seat.holder);
        for chair in chairs {
            if known.insert(chair.person) {
                all.push(To {
                    person: chair.person,
                    why: format!(
                        "You get this because you chair {}, with which {} keeps in touch.",
                        group.name, body.name
                    ),
                });
            }
        }
    }
    all
}

/// Those who hold a seat at a meeting or may stand in for one. Each once.
pub(super) fn belonging(reading: &Reading, meeting: &Meeting) -> Vec<To> {
    let body = BodyRef::named(reading, &meeting.body, meeting.date);
    recipients(reading, meeting)
        .into_iter()
        .map(|(person, role, seats)| To {
            person,
            why: format!(
                "You get this because of your seat on {}: {} ({}).",
                body.name,
                seats.join(", "),
                role.to_lowercase()
            ),
        })
        .collect()
}

/// Those who were in the room at a meeting, each once, in the order in which they came.
pub(super) fn present(meeting: &Meeting) -> Vec<PersonId> {
    let mut known = BTreeSet::new();
    let stays = meeting.presence.iter().map(|stay| stay.person);
    stays.filter(|person| known.insert(*person)).collect()
}

/// Those who are to do an action: the person named, or those who speak for the partner that owes it,
/// on the body that asked if there are any there, else anywhere.
pub(super) fn owing(reading: &Reading, action: &Action) -> Vec<PersonId> {
    if let Some(person) = action.person {
        return vec![person];
    }
    let meeting = reading.record.meetings.get(&action.meeting);
    let there: Vec<PersonId> = meeting
        .map(|meeting| speaking_for(reading, &action.owner, [&meeting.body].into_iter()))
        .unwrap_or_default();
    if !there.is_empty() {
        return there;
    }
    let adoption = reading.record.structure.in_force(reading.today());
    let bodies = adoption
        .into_iter()
        .flat_map(|adoption| &adoption.arrangements.body)
        .map(|body| &body.id);
    speaking_for(reading, &action.owner, bodies)
}

fn speaking_for<'a>(
    reading: &Reading,
    partner: &PartnerId,
    bodies: impl Iterator<Item = &'a record::id::BodyId>,
) -> Vec<PersonId> {
    let (structure, today) = (&reading.record.structure, reading.today());
    let mut known = BTreeSet::new();
    let mut found = Vec::new();
    for body in bodies {
        let held = structure.seats_on(body, today);
        let people = held.iter().filter_map(|seat| seat.holder);
        for holder in people {
            let speaks = structure.represents(holder.person, partner, today);
            if speaks && known.insert(holder.person) {
                found.push(holder.person);
            }
        }
    }
    found
}

/// The secretariat.
pub(super) fn secretariat(reading: &Reading) -> Vec<PersonId> {
    let names = &reading.names;
    let all = names.all().into_iter().map(|person| person.id);
    all.filter(|person| names.has_role(&reading.partnership, *person, Role::Secretariat))
        .collect()
}

/// Whether someone may read what happened at a meeting.
pub(super) fn may_read(reading: &Reading, meeting: &Meeting, person: PersonId) -> bool {
    meeting.published.is_some() || Audience::of(reading, Some(person)).inside()
}

/// Whether someone may read what an action says: not if its item is private to others.
pub(super) fn may_read_action(reading: &Reading, action: &Action, person: PersonId) -> bool {
    let meeting = reading.record.meetings.get(&action.meeting);
    meeting.is_some_and(|meeting| {
        let audience = Audience::of(reading, Some(person));
        may_know(reading, meeting, action.item, audience)
    })
}
