//! Who may read a paper, and who may know what is said under an item. Everything that shows, sends or
//! finds a paper asks here, and nothing else decides it (docs/decisions/0021).
//!
//! | Class | Who may read it |
//! |---|---|
//! | Draft | the secretariat, and whoever tabled it |
//! | Public | everyone |
//! | Members | members of the body, and whoever the arrangements entitle to papers for members |
//! | Exempt, confidential | members of the body, and whoever the arrangements entitle to all papers |
//!
//! A member is whoever speaks for a member's seat on the day of the meeting, or today once that has
//! passed: its holder, a substitute named for it. Other seats, and the members of associate groups, are
//! entitled to what `papers` says at the seat or at the group's line to the body. Whoever declared an
//! interest in the item reads nothing that is withheld under it, and no more does anyone of their
//! organisation when it is the organisation's.

use jiff::civil::Date;
use record::{
    Author,
    arrangements::Entitled,
    id::{BodyId, ItemNo, MeetingId, PersonId, SeatId},
    meetings::{ClassKind, Item, Meeting, PaperHash, Tabled},
    structure::Standing,
};

use super::{Audience, meeting::may_see};
use crate::Reading;

/// Whether someone may read a paper under an item, or where none is named, know what is minuted and
/// decided under it as far as that is withheld.
pub fn may_read(
    reading: &Reading,
    audience: Audience,
    meeting: &MeetingId,
    item: ItemNo,
    paper: Option<&PaperHash>,
) -> bool {
    let Some(meeting) = reading.record.meetings.get(meeting) else {
        return false;
    };
    let Some(item) = meeting.item(item) else {
        return false;
    };
    match paper {
        None => reads_matter(reading, audience, meeting, item),
        Some(hash) => item
            .paper(hash)
            .is_some_and(|paper| reads_paper(reading, audience, meeting, item, paper)),
    }
}

/// Whether someone may read a paper.
pub(crate) fn reads_paper(
    reading: &Reading,
    audience: Audience,
    meeting: &Meeting,
    item: &Item,
    paper: &Tabled,
) -> bool {
    let class = paper.class.kind().max(item.class.kind());
    if paper.withdrawn.is_some() {
        return audience.secretariat && !is_interested(reading, audience, meeting, item);
    }
    let wrote = match &paper.by {
        Author::Person(author) => audience.person == Some(*author),
        Author::System(_) => false,
    };
    reads(reading, audience, meeting, item, class)
        || (wrote && class == ClassKind::Draft && !is_interested(reading, audience, meeting, item))
}

/// Whether someone may know what is said under an item: everyone, unless it is private.
pub(crate) fn reads_matter(
    reading: &Reading,
    audience: Audience,
    meeting: &Meeting,
    item: &Item,
) -> bool {
    reads(reading, audience, meeting, item, item.class.kind())
}

/// Whether someone may see what happened under an item of a meeting, now.
pub(crate) fn may_know(
    reading: &Reading,
    meeting: &Meeting,
    item: ItemNo,
    audience: Audience,
) -> bool {
    let item = meeting.item(item);
    may_see(meeting, audience)
        && item.is_none_or(|item| reads_matter(reading, audience, meeting, item))
}

fn reads(
    reading: &Reading,
    audience: Audience,
    meeting: &Meeting,
    item: &Item,
    class: ClassKind,
) -> bool {
    let needed = match class {
        ClassKind::Public => return true,
        ClassKind::Members => Some(Entitled::Members),
        ClassKind::Exempt | ClassKind::Confidential => Some(Entitled::All),
        ClassKind::Draft => None,
    };
    if is_interested(reading, audience, meeting, item) {
        return false;
    }
    if audience.secretariat {
        return true;
    }
    audience.person.zip(needed).is_some_and(|(person, needed)| {
        entitled(reading, meeting, person).is_some_and(|entitled| entitled >= needed)
    })
}

/// Whether someone, or their organisation, has declared an interest in an item.
pub(crate) fn is_interested(
    reading: &Reading,
    audience: Audience,
    meeting: &Meeting,
    item: &Item,
) -> bool {
    let Some(person) = audience.person else {
        return false;
    };
    let structure = &reading.record.structure;
    let mut declared = meeting.interests.iter();
    declared.any(|interest| {
        if interest.item != item.no {
            return false;
        }
        if interest.person == person {
            return true;
        }
        let seat = interest
            .for_organisation
            .then(|| structure.seat_on(&interest.seat, meeting.date))
            .flatten();
        let partner = seat.as_ref().and_then(|seat| seat.partner());
        partner.is_some_and(|partner| {
            let seats = structure.seats_on(&meeting.body, meeting.date).into_iter();
            let mut own = seats.filter(|seat| seat.partner() == Some(partner));
            let speaks =
                |seat: &SeatId| structure.speaks_for(person, seat, meeting.date, Some(&meeting.id));
            own.any(|seat| speaks(seat.id()).is_some())
                || structure.represents(person, partner, meeting.date)
                || structure.represents(person, partner, reading.today())
        })
    })
}

/// Which papers of a body a person is entitled to, on the day of a meeting of it, or today once that
/// has passed; none: they have no part in it.
pub(crate) fn entitled(reading: &Reading, meeting: &Meeting, person: PersonId) -> Option<Entitled> {
    let day = meeting.date.max(reading.today());
    let own = of_body(reading, &meeting.body, day, person, Some(&meeting.id));
    let adoption = reading.record.structure.in_force(day)?;
    let bodies = adoption.arrangements.body.iter();
    let lines = bodies.filter_map(|body| {
        let lines = body.line.iter().filter(|line| line.to == meeting.body);
        let most = lines.map(|line| line.papers).max()?;
        let belongs = most > Entitled::Public
            && of_body(reading, &body.id, day, person, None) == Some(Entitled::All);
        belongs.then_some(most)
    });
    lines.chain(own).max()
}

/// Which papers of a body its own seats entitle a person to.
fn of_body(
    reading: &Reading,
    body: &BodyId,
    day: Date,
    person: PersonId,
    meeting: Option<&MeetingId>,
) -> Option<Entitled> {
    let structure = &reading.record.structure;
    let seats = structure.seats_on(body, day).into_iter();
    let spoken_for = seats.filter(|seat| {
        let in_force = seat.standing != Standing::NotInForce;
        in_force
            && structure
                .speaks_for(person, seat.id(), day, meeting)
                .is_some()
    });
    spoken_for.map(|seat| seat.chair.seat.entitled()).max()
}
