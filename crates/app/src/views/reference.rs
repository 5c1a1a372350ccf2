//! Short mentions of people, partners, bodies and seats, with their names.

use jiff::civil::Date;
use record::{
    arrangements::{
        Appointed, Arrangements, Body, BodyKind, Capacity, Partner, SeatOffice, Unless,
    },
    id::{BodyId, PartnerId, PersonId, SeatId},
    structure::{Mandate, SeatOn, Standing},
};
use serde::Serialize;

use crate::Reading;

/// A person, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonRef {
    /// Their number.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Whether everyone may read a page about them: the public record names them.
    pub public: bool,
}

/// A partner, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartnerRef {
    /// Its short name in addresses.
    pub id: PartnerId,
    /// Its full name.
    pub name: String,
    /// The name for tables.
    pub short_name: String,
    /// Whether it is a body of the partnership.
    pub is_body: bool,
    /// Its sector, where it has one.
    pub sector: Option<String>,
}

/// A body, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BodyRef {
    /// Its short name in addresses.
    pub id: BodyId,
    /// Its full name.
    pub name: String,
    /// The name for tables.
    pub short_name: String,
    /// What kind of body it is.
    pub kind: BodyKind,
}

/// A seat on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SeatView {
    /// Its name.
    pub id: SeatId,
    /// What it is called.
    pub title: String,
    /// In what capacity it takes part.
    pub capacity: Capacity,
    /// Whether it may vote.
    pub votes: bool,
    /// Whether it takes the chair.
    pub office: Option<SeatOffice>,
    /// The partner that it speaks for.
    pub partner: Option<PartnerRef>,
    /// Others who may fill it instead.
    pub alternatives: Vec<String>,
    /// Who holds it.
    pub holder: Option<PersonRef>,
    /// Since when.
    pub since: Option<Date>,
    /// Until when, where the appointment has a last day.
    pub until: Option<Date>,
    /// Who may stand in for the holder on that day, at any meeting.
    pub substitutes: Vec<PersonRef>,
    /// Whether it is empty though someone should hold it.
    pub vacant: bool,
    /// Whether it is conditional and not taken up.
    pub not_taken_up: bool,
    /// The day it begins, where that is still to come.
    pub begins: Option<Date>,
    /// Whether it is only there for someone who is no member already.
    pub conditional: bool,
    /// The post its holder has.
    pub post: Option<String>,
    /// How its holder is found.
    pub appointed: Appointed,
    /// By whom.
    pub by: Option<String>,
    /// How many months an appointment lasts; none: until further notice.
    pub term_months: Option<u16>,
    /// Who may come with the holder.
    pub supported_by: Option<String>,
    /// Whether it is a voice that represents nobody.
    pub voice: bool,
    /// A note on what the paper says.
    pub note: Option<String>,
    /// The post that the holder has, where it is known.
    pub post_held: Option<String>,
    /// Whether the holder may commit their organisation, where it is known.
    pub mandate: Option<Mandate>,
    /// Whether the holder has another post than the seat asks for, and refers back.
    pub too_junior: bool,
    /// The role that goes with it, by name.
    pub role: Option<String>,
    /// When the holder accepted the role, in this appointment.
    pub accepted: Option<Date>,
    /// The body from which it is filled.
    pub filled_from: Option<BodyRef>,
    /// The organisations for which its partner stands together.
    pub together: Vec<String>,
    /// The clause it comes from.
    pub clause: Option<String>,
}

impl PersonRef {
    pub(crate) fn of(reading: &Reading, person: PersonId) -> Self {
        Self {
            id: person,
            name: reading.names.of(person).to_owned(),
            public: is_public(reading, person),
        }
    }
}

/// A person, by the name that may be shown of them; none when the public record does not name them.
pub fn named(reading: &Reading, person: PersonId) -> Option<PersonRef> {
    Some(PersonRef::of(reading, person)).filter(|person| person.public)
}

/// Whether the public record names a person: they hold or held a seat, were named to stand in, or are
/// or were a point of contact.
pub(crate) fn is_public(reading: &Reading, person: PersonId) -> bool {
    let structure = &reading.record.structure;
    let mut contacts = structure.contacts();
    reading.names.knows(person)
        && (structure.knows(person) || contacts.any(|contact| contact.person == person))
}

impl PartnerRef {
    pub(crate) fn of(arrangements: &Arrangements, id: &PartnerId) -> Self {
        let Some(partner) = arrangements.partner(id) else {
            let name = id.to_string();
            return Self {
                id: id.clone(),
                short_name: name.clone(),
                name,
                is_body: false,
                sector: None,
            };
        };
        Self {
            id: id.clone(),
            name: partner.name().to_owned(),
            short_name: partner.short_name().to_owned(),
            is_body: matches!(partner, Partner::Body(_)),
            sector: partner
                .sector()
                .map(|sector| sector_name(arrangements, sector)),
        }
    }
}

pub(crate) fn sector_name(arrangements: &Arrangements, id: &record::id::SectorId) -> String {
    let sector = arrangements.sector.iter().find(|sector| sector.id == *id);
    sector.map_or_else(|| id.to_string(), |sector| sector.name.clone())
}

impl BodyRef {
    pub(crate) fn of(body: &Body) -> Self {
        Self {
            id: body.id.clone(),
            name: body.name.clone(),
            short_name: body.short_name().to_owned(),
            kind: body.kind,
        }
    }

    /// The body of that name on a day, or a mention by its id where the arrangements no longer have it.
    pub(crate) fn named(reading: &Reading, id: &BodyId, date: Date) -> Self {
        let adoption = reading.record.structure.in_force_or_first(date);
        let body = adoption.and_then(|adoption| adoption.arrangements.body(id));
        body.map_or_else(
            || Self {
                id: id.clone(),
                name: id.to_string(),
                short_name: id.to_string(),
                kind: BodyKind::External,
            },
            Self::of,
        )
    }
}

/// The names of the organisations for which the partner of a seat stands together.
fn together(arrangements: &Arrangements, on: &SeatOn<'_>) -> Vec<String> {
    let organisations = arrangements.organisation.iter();
    let mut own = organisations.filter(|one| Some(&one.id) == on.partner());
    let stands_for = own.next().map_or(&[][..], |own| &own.stands_for);
    let named = stands_for
        .iter()
        .filter_map(|partner| arrangements.partner(partner));
    named.map(|partner| partner.name().to_owned()).collect()
}

impl SeatView {
    pub(crate) fn of(
        reading: &Reading,
        arrangements: &Arrangements,
        on: &SeatOn<'_>,
        date: Date,
    ) -> Self {
        let seat = on.chair.seat;
        Self {
            id: on.id().clone(),
            title: on.chair.title(),
            capacity: seat.capacity,
            votes: seat.may_vote(),
            office: seat.office,
            partner: on
                .partner()
                .map(|partner| PartnerRef::of(arrangements, partner)),
            alternatives: seat.or.clone(),
            holder: on
                .holder
                .map(|holder| PersonRef::of(reading, holder.person)),
            since: on.holder.map(|holder| holder.from),
            until: on.holder.and_then(|holder| holder.until),
            substitutes: reading
                .record
                .structure
                .substitutions(on.id())
                .filter(|named| named.meeting.is_none())
                .filter(|named| named.from <= date && named.until.is_none_or(|until| date <= until))
                .map(|named| PersonRef::of(reading, named.person))
                .collect(),
            vacant: on.standing == Standing::Vacant,
            not_taken_up: on.standing == Standing::NotTakenUp,
            begins: seat.starts.filter(|starts| *starts > date),
            conditional: seat.unless == Some(Unless::AlreadyAMember),
            post: seat.post.clone(),
            appointed: seat.appointed,
            by: seat.by.clone(),
            term_months: seat.term(),
            supported_by: seat.supported_by.clone(),
            voice: seat.voice,
            note: seat.note.clone(),
            post_held: on
                .holder
                .and_then(|holder| holder.post.as_ref().map(ToString::to_string)),
            mandate: on.holder.and_then(|holder| holder.mandate),
            too_junior: on.too_junior(),
            accepted: on.holder.zip(seat.role.as_ref()).and_then(|(held, role)| {
                let structure = &reading.record.structure;
                Some(structure.accepted(on.id(), held, role)?.on)
            }),
            role: seat
                .role
                .as_ref()
                .and_then(|role| Some(arrangements.role(role)?.name.clone())),
            filled_from: seat
                .filled_from
                .as_ref()
                .and_then(|body| arrangements.body(body).map(BodyRef::of)),
            together: together(arrangements, on),
            clause: seat.clause.clone(),
        }
    }
}
