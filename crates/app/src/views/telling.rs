//! Who told whom what came of a meeting, and who has not told anybody yet (W09, Appendix 1).
//!
//! Whoever held a seat on the day of the meeting owes it. To whom, the body's terms say in words; where
//! they say nothing, those for whom anybody at a table speaks.

use jiff::{ToSpan, civil::Date};
use record::{
    arrangements::Capacity,
    id::{MeetingId, PersonId, SeatId},
    meetings::{Meeting, Told},
    structure::TermsOn,
};
use serde::Serialize;

use super::{Audience, MeetingLine, PartnerRef, PersonRef, meeting::may_see, words};
use crate::Reading;

/// For how many days after its minutes a meeting waits on a desk to be told of.
const WAITS: i64 = 60;

/// Who told whom what came of a meeting.
#[derive(Debug, Clone, Serialize)]
pub struct TellingView {
    /// The meeting.
    pub line: MeetingLine,
    /// What the body's terms say of whom its members tell; empty when they say nothing.
    pub owed: Vec<String>,
    /// Each seat that was held, in the order of the seats.
    pub seats: Vec<TellingOf>,
    /// How many seats nobody told anything for.
    pub silent: usize,
}

/// What was told for a seat.
#[derive(Debug, Clone, Serialize)]
pub struct TellingOf {
    /// The seat.
    pub seat: SeatId,
    /// What it is called.
    pub title: String,
    /// The partner that it speaks for.
    pub partner: Option<PartnerRef>,
    /// Who held it on the day.
    pub holder: PersonRef,
    /// Whether anybody was in the room for it.
    pub was_there: bool,
    /// What was told, in the order of the book.
    pub told: Vec<ToldView>,
}

/// That somebody told others.
#[derive(Debug, Clone, Serialize)]
pub struct ToldView {
    /// Who told it.
    pub person: PersonRef,
    /// Whom.
    pub whom: Told,
    /// Whom, in words.
    pub words: &'static str,
    /// On which day.
    pub on: Date,
    /// What.
    pub about: Option<String>,
}

/// Who told whom what came of a meeting; none when there is none, it is not over, or whoever looks
/// does not belong to the partnership.
pub fn telling(reading: &Reading, id: &MeetingId, audience: Audience) -> Option<TellingView> {
    let meeting = reading.record.meetings.get(id)?;
    let over = meeting.closed_line.is_some() && audience.inside() && may_see(meeting, audience);
    if !over {
        return None;
    }
    let structure = &reading.record.structure;
    let adoption = structure.in_force_or_first(meeting.date)?;
    let of = |seat: record::structure::SeatOn<'_>| {
        let holder = seat.holder?.person;
        let told = meeting.tellings.iter();
        let told = told.filter(|told| told.seat == *seat.id());
        let partner = seat.partner();
        Some(TellingOf {
            title: seat.chair.title(),
            partner: partner.map(|partner| PartnerRef::of(&adoption.arrangements, partner)),
            holder: PersonRef::of(reading, holder),
            was_there: meeting.presence.iter().any(|stay| stay.seat == *seat.id()),
            told: told
                .map(|told| ToldView {
                    person: PersonRef::of(reading, told.person),
                    whom: told.whom,
                    words: words::told(told.whom),
                    on: told.on,
                    about: told.about.as_ref().map(|words| words.shown().to_owned()),
                })
                .collect(),
            seat: seat.id().clone(),
        })
    };
    let seats = structure.seats_on(&meeting.body, meeting.date);
    let seats: Vec<TellingOf> = seats.into_iter().filter_map(of).collect();
    Some(TellingView {
        line: MeetingLine::of(reading, meeting),
        owed: owed(reading, meeting),
        silent: seats.iter().filter(|seat| seat.told.is_empty()).count(),
        seats,
    })
}

/// The seats for which a person may say whom they told: those that they may speak for at the meeting.
pub fn may_tell(reading: &Reading, id: &MeetingId, person: Option<PersonId>) -> Vec<SeatId> {
    let structure = &reading.record.structure;
    let Some(meeting) = reading.record.meetings.get(id) else {
        return Vec::new();
    };
    let seats = structure.seats_on(&meeting.body, meeting.date).into_iter();
    let held = seats.filter(|seat| seat.holder.is_some());
    let speaks = |seat: &SeatId| {
        person.is_none_or(|person| {
            let speaks = structure.speaks_for(person, seat, meeting.date, Some(&meeting.id));
            speaks.is_some()
        })
    };
    let seats = held.map(|seat| seat.id().clone());
    seats.filter(speaks).collect()
}

/// Meetings whose minutes are published and of which a person has told nobody yet, for the seats that
/// they held.
pub(super) fn to_tell(reading: &Reading, person: PersonId) -> Vec<MeetingLine> {
    let today = reading.today();
    let earliest = today.saturating_sub(WAITS.days());
    let structure = &reading.record.structure;
    let bodies: std::collections::BTreeSet<_> = structure
        .seats_held(person, today)
        .iter()
        .map(|seat| seat.id().body())
        .collect();
    let mut waiting = Vec::new();
    for body in bodies {
        let meetings = reading.record.meetings.of(&body).rev();
        let recent =
            meetings.take_while(|meeting| meeting.date >= earliest || meeting.date > today);
        for meeting in recent.filter(|meeting| meeting.published.is_some()) {
            let seats = structure.seats_on(&meeting.body, meeting.date).into_iter();
            let mut mine = seats.filter(|seat| {
                seat.chair.seat.capacity == Capacity::Member
                    && seat.holder.is_some_and(|holder| holder.person == person)
            });
            let told = |seat: &SeatId| meeting.tellings.iter().any(|told| told.seat == *seat);
            if mine.any(|seat| !told(seat.id())) {
                waiting.push(MeetingLine::of(reading, meeting));
            }
        }
    }
    waiting
}

/// What a body's terms say of how what it does is told on.
fn owed(reading: &Reading, meeting: &Meeting) -> Vec<String> {
    match reading
        .record
        .structure
        .terms_on(&meeting.body, meeting.date)
    {
        Some(TermsOn::Adopted { terms, .. }) => terms.connectivity.clone(),
        Some(TermsOn::Approved(version)) => version
            .terms
            .connectivity
            .iter()
            .flat_map(|words| words.shown().lines().map(str::to_owned).collect::<Vec<_>>())
            .filter(|line| !line.trim().is_empty())
            .collect(),
        None => Vec::new(),
    }
}
