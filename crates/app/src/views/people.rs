//! Organisations and people: where they sit.

use std::collections::BTreeMap;

use jiff::civil::Date;
use record::{
    arrangements::{Capacity, Organisation, Partner},
    id::{PartnerId, PersonId, SeatId},
    structure::{SeatOn, Standing},
};
use serde::Serialize;

use super::{
    ActionView, Audience, BodyRef, ContactView, MeetingLine, PartnerRef, PersonRef, SeatView,
    actions,
    filling::{takes_part, warnings},
    fit::{FitView, fit_of_seats, heard},
    meetings_to_come,
    over_time::contact_of,
    reference::is_public,
};
use crate::Reading;

/// A seat with its body.
#[derive(Debug, Clone, Serialize)]
pub struct HeldSeat {
    /// The body.
    pub body: BodyRef,
    /// The seat.
    pub seat: SeatView,
}

/// An organisation in a list.
#[derive(Debug, Clone, Serialize)]
pub struct OrganisationLine {
    /// The organisation.
    pub partner: PartnerRef,
    /// How many seats are its own.
    pub seats: usize,
    /// On which bodies.
    pub bodies: Vec<BodyRef>,
}

/// An organisation on a day.
#[derive(Debug, Clone, Serialize)]
pub struct OrganisationView {
    /// The day.
    pub date: Date,
    /// The organisation.
    pub partner: PartnerRef,
    /// To whom it answers besides the partnership.
    pub accountable_to: Option<String>,
    /// The paragraph, law or document that says so.
    pub accountable_clause: Option<String>,
    /// Whether it is one of the partnership's own bodies, whose lines stand on its page.
    pub is_body: bool,
    /// Its seats.
    pub seats: Vec<HeldSeat>,
    /// How it takes part, where it is a member here and something else there.
    pub takes_part: Vec<(Capacity, Vec<BodyRef>)>,
    /// Actions that it was asked to do.
    pub actions: Vec<ActionView>,
    /// Meetings to come of the bodies on which it sits.
    pub next: Vec<MeetingLine>,
    /// The way from it to the Board, or where it is heard.
    pub fit: FitView,
}

/// A person on a day.
#[derive(Debug, Clone, Serialize)]
pub struct PersonView {
    /// The day.
    pub date: Date,
    /// The person.
    pub person: PersonRef,
    /// Seats that they hold.
    pub seats: Vec<HeldSeat>,
    /// Where it may be unclear for whom they speak, a sentence each.
    pub warnings: Vec<String>,
    /// Seats for which they may stand in.
    pub stands_in: Vec<HeldSeat>,
    /// Meetings to come of the bodies on which they sit.
    pub next: Vec<MeetingLine>,
    /// The bodies for which they are a point of contact.
    pub contact_for: Vec<ContactView>,
    /// Actions that they were asked to do and that are open.
    pub actions: Vec<ActionView>,
    /// The way from them to the Board.
    pub fit: FitView,
}

fn seats_where(reading: &Reading, date: Date, keep: impl Fn(&SeatOn<'_>) -> bool) -> Vec<HeldSeat> {
    let structure = &reading.record.structure;
    let Some(adoption) = structure.in_force(date) else {
        return Vec::new();
    };
    let arrangements = &*adoption.arrangements;
    let mut held = Vec::new();
    for body in &arrangements.body {
        for on in structure.seats_of(body, date) {
            if on.standing != Standing::NotInForce && keep(&on) {
                let seat = SeatView::of(reading, arrangements, &on, date);
                held.push(HeldSeat {
                    body: BodyRef::of(body),
                    seat,
                });
            }
        }
    }
    held
}

/// One seat on a day, with its body: also one that has not begun or has ended. None when the
/// arrangements in force then do not have it.
pub fn seat(reading: &Reading, id: &SeatId, date: Date) -> Option<HeldSeat> {
    let structure = &reading.record.structure;
    let (adoption, body) = structure.body(&id.body(), date)?;
    let on = structure.seat_on(id, date)?;
    Some(HeldSeat {
        body: BodyRef::of(body),
        seat: SeatView::of(reading, &adoption.arrangements, &on, date),
    })
}

/// Every organisation of the arrangements in force on a day, with the bodies on which it sits.
pub fn organisations(reading: &Reading, date: Date) -> Vec<OrganisationLine> {
    let structure = &reading.record.structure;
    let Some(adoption) = structure.in_force(date) else {
        return Vec::new();
    };
    let arrangements = &*adoption.arrangements;
    let mut sits: BTreeMap<PartnerId, (usize, Vec<BodyRef>)> = BTreeMap::new();
    for body in arrangements.body.iter().filter(|body| body.exists_on(date)) {
        for on in structure.seats_of(body, date) {
            let Some(partner) = on.partner().filter(|_| on.standing != Standing::NotInForce) else {
                continue;
            };
            let (seats, bodies) = sits.entry(partner.clone()).or_default();
            *seats += 1;
            if bodies.last().is_none_or(|last| last.id != body.id) {
                bodies.push(BodyRef::of(body));
            }
        }
    }
    let line = |organisation: &Organisation| {
        let (seats, bodies) = sits.remove(&organisation.id).unwrap_or_default();
        OrganisationLine {
            partner: PartnerRef::of(arrangements, &organisation.id),
            seats,
            bodies,
        }
    };
    arrangements.organisation.iter().map(line).collect()
}

/// An organisation on a day; none when the arrangements in force then do not have it.
pub fn organisation(
    reading: &Reading,
    id: &PartnerId,
    date: Date,
    audience: Audience,
) -> Option<OrganisationView> {
    let adoption = reading.record.structure.in_force(date)?;
    let (accountable_to, accountable_clause, is_body) = match adoption.arrangements.partner(id)? {
        Partner::Organisation(organisation) => {
            let clause = organisation.accountable_clause.clone();
            (organisation.accountable_to.clone(), clause, false)
        }
        Partner::Body(_) => (None, None, true),
    };
    let actions = actions(reading, audience, |action| action.owner == *id).collect();
    let seats = seats_where(reading, date, |on| {
        on.partner()
            .is_some_and(|partner| adoption.arrangements.stands_for(partner, id))
    });
    let sits = |meeting: &MeetingLine| seats.iter().any(|held| held.body.id == meeting.body.id);
    Some(OrganisationView {
        next: meetings_to_come(reading, None).filter(sits).collect(),
        fit: if seats.is_empty() {
            heard(reading, id, date)
        } else {
            fit_of_seats(reading, &seats, date)
        },
        date,
        partner: PartnerRef::of(&adoption.arrangements, id),
        accountable_to,
        accountable_clause,
        is_body,
        takes_part: takes_part(reading, id, date),
        seats,
        actions,
    })
}

/// Whether there is a page of somebody for whoever looks: their own where they sit, anybody's for the
/// secretariat, and for the public whoever the record names.
pub fn has_page(reading: &Reading, id: PersonId, audience: Audience) -> bool {
    audience.secretariat || audience.person == Some(id) || is_public(reading, id)
}

/// A person on a day; none when the house does not know them.
pub fn person(
    reading: &Reading,
    id: PersonId,
    date: Date,
    audience: Audience,
) -> Option<PersonView> {
    if !reading.names.knows(id) {
        return None;
    }
    let structure = &reading.record.structure;
    let seats = seats_where(reading, date, |on| {
        on.holder.is_some_and(|holder| holder.person == id)
    });
    let stands_in = seats_where(reading, date, |on| {
        structure.speaks_for(id, on.id(), date, None) == Some(record::structure::Who::Substitute)
    });
    // Someone whom the public record does not name is nobody's business.
    if !has_page(reading, id, audience) {
        return None;
    }
    let sits = |meeting: &MeetingLine| {
        seats
            .iter()
            .chain(&stands_in)
            .any(|held| held.body.id == meeting.body.id)
    };
    Some(PersonView {
        date,
        person: PersonRef::of(reading, id),
        warnings: warnings(reading, &seats, date),
        fit: fit_of_seats(reading, &seats, date),
        actions: actions(reading, audience, |action| {
            action.is_open() && action.person == Some(id)
        })
        .collect(),
        next: meetings_to_come(reading, None).filter(sits).collect(),
        seats,
        stands_in,
        contact_for: contact_of(reading, id, date),
    })
}
