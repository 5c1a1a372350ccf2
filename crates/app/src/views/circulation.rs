//! Circulation: who gets the agenda and papers of a meeting, and who has opened them.
//!
//! Who has opened what is the office's knowledge, not the book's, and is only for the secretariat.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use record::{
    arrangements::{Capacity, LineKind},
    id::{ItemNo, MeetingId, PersonId},
    meetings::Meeting,
};
use serde::Serialize;

use super::{Audience, BodyRef, ClassView, MeetingLine, NoticeView, PersonRef};
use crate::{Denied, House, Reading};

/// What stands for the agenda among what was opened.
pub const AGENDA: &str = "agenda";

/// Someone opened an agenda or a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Who.
    pub person: PersonId,
    /// [`AGENDA`], or the hash of the paper.
    pub what: String,
    /// When, the first time.
    pub at: Timestamp,
}

/// Who gets a meeting's agenda and papers.
#[derive(Debug, Clone, Serialize)]
pub struct CirculationView {
    /// The meeting.
    pub line: MeetingLine,
    /// Its deadlines.
    pub notice: NoticeView,
    /// Each person who gets them, in the order of the seats.
    pub people: Vec<Recipient>,
    /// Groups that are kept in touch: their chairs get them, too.
    pub groups: Vec<BodyRef>,
    /// Each paper, and who has opened it.
    pub papers: Vec<PaperOpened>,
    /// Items for decision or discussion under which no paper is tabled.
    pub missing: Vec<(ItemNo, String)>,
}

/// Someone who gets an agenda.
#[derive(Debug, Clone, Serialize)]
pub struct Recipient {
    /// Who.
    pub person: PersonRef,
    /// For which seats, and in what way: "Leader of the Council, as substitute".
    pub seats: Vec<String>,
    /// As what: member, substitute, observer and so on.
    pub role: &'static str,
    /// When they opened the agenda.
    pub opened: Option<Timestamp>,
    /// How many of the papers they have opened.
    pub papers: usize,
}

/// A paper and who has opened it.
#[derive(Debug, Clone, Serialize)]
pub struct PaperOpened {
    /// Under which item.
    pub item: ItemNo,
    /// Its title.
    pub title: String,
    /// The hash of its bytes.
    pub hash: String,
    /// Who may read it.
    pub class: ClassView,
    /// Who of those who get it has opened it.
    pub people: Vec<PersonRef>,
    /// Who else has.
    pub others: Vec<PersonRef>,
}

impl House {
    /// Who opened the agenda and papers of a meeting.
    pub fn opened(&self, partnership: &str, meeting: &MeetingId) -> Result<Vec<Opened>, Denied> {
        let receipts = self.office().receipts(partnership, meeting.as_str())?;
        let opened = receipts.into_iter().filter_map(|receipt| {
            Some(Opened {
                person: receipt.person.parse().ok()?,
                what: receipt.what,
                at: Timestamp::from_second(receipt.at).ok()?,
            })
        });
        Ok(opened.collect())
    }

    /// Notes that someone opened the agenda of a meeting or a paper of it. Noted once.
    pub fn note_opened(
        &self,
        partnership: &str,
        meeting: &MeetingId,
        what: &str,
        person: PersonId,
    ) -> Result<(), Denied> {
        let now = self.now().as_second();
        let (meeting, person) = (meeting.as_str(), person.to_string());
        let office = self.office();
        Ok(office.note_receipt(partnership, meeting, what, &person, now)?)
    }
}

/// Whether a person gets the agenda of a meeting.
pub fn is_sent(reading: &Reading, meeting: &MeetingId, person: PersonId) -> bool {
    let meeting = reading.record.meetings.get(meeting);
    meeting.is_some_and(|meeting| {
        let people = recipients(reading, meeting);
        people.iter().any(|(sent, ..)| *sent == person)
    })
}

/// Who gets the agenda of a meeting, and who has opened what; none when there is no such meeting.
pub fn circulation(
    reading: &Reading,
    id: &MeetingId,
    opened: &[Opened],
) -> Option<CirculationView> {
    let meeting = reading.record.meetings.get(id)?;
    let recipients = recipients(reading, meeting);
    let sent: BTreeSet<PersonId> = recipients.iter().map(|(person, ..)| *person).collect();
    let current = meeting.items.iter().flat_map(|item| {
        let current = item.papers.iter().filter(|paper| paper.is_current());
        current.map(move |paper| (item, paper))
    });
    let papers: Vec<PaperOpened> = current
        .map(|(item, paper)| {
            let hash = paper.hash.to_string();
            let opened = opened.iter().filter(|one| one.what == hash);
            let (people, others) = opened
                .map(|one| one.person)
                .partition::<Vec<_>, _>(|person| sent.contains(person));
            let named = |people: Vec<PersonId>| -> Vec<PersonRef> {
                let people = people.into_iter();
                people
                    .map(|person| PersonRef::of(reading, person))
                    .collect()
            };
            let real = paper.real_title.as_ref();
            PaperOpened {
                item: item.no,
                title: real.map_or(paper.title.to_string(), |real| real.shown().to_owned()),
                class: ClassView::of(reading, meeting.date, &paper.class, true),
                people: named(people),
                others: named(others),
                hash,
            }
        })
        .collect();
    let of = |person: PersonId| opened.iter().filter(move |one| one.person == person);
    let people = recipients
        .into_iter()
        .map(|(person, role, seats)| Recipient {
            opened: of(person).find(|one| one.what == AGENDA).map(|one| one.at),
            papers: papers
                .iter()
                .filter(|paper| of(person).any(|one| one.what == paper.hash))
                .count(),
            person: PersonRef::of(reading, person),
            role,
            seats,
        });
    Some(CirculationView {
        line: MeetingLine::of(reading, meeting),
        notice: NoticeView::of(reading, meeting, Audience::SECRETARIAT),
        people: people.collect(),
        groups: groups(reading, meeting),
        papers,
        missing: missing(meeting),
    })
}

/// Business for which something ought to be read, with nothing to read.
fn missing(meeting: &Meeting) -> Vec<(ItemNo, String)> {
    use record::{arrangements::Purpose, meetings::Origin};
    let items = meeting.items.iter().filter(|item| {
        item.papers.is_empty()
            && item.purpose != Purpose::Information
            && !matches!(item.origin, Origin::Standing { .. })
            && meeting.takes(item.no)
    });
    items
        .map(|item| (item.no, item.title.to_string()))
        .collect()
}

/// Holders and substitutes, each once, in the order of the seats.
fn recipients(reading: &Reading, meeting: &Meeting) -> Vec<(PersonId, &'static str, Vec<String>)> {
    let structure = &reading.record.structure;
    let mut order = Vec::new();
    let mut known: BTreeMap<PersonId, (&'static str, Vec<String>)> = BTreeMap::new();
    let mut add = |person: PersonId, role, seat: String| {
        let entry = known.entry(person).or_insert_with(|| {
            order.push(person);
            (role, Vec::new())
        });
        entry.1.push(seat);
    };
    for seat in structure.seats_on(&meeting.body, meeting.date) {
        let title = seat.chair.title();
        if let Some(holder) = seat.holder {
            add(holder.person, role(seat.chair.seat.capacity), title.clone());
        }
        let substitutes = structure.substitutions(seat.id());
        for named in substitutes {
            let speaks =
                structure.speaks_for(named.person, seat.id(), meeting.date, Some(&meeting.id));
            if speaks == Some(record::structure::Who::Substitute) {
                add(named.person, "Substitute", title.clone());
            }
        }
    }
    let mut people: Vec<_> = Vec::new();
    for person in order {
        if let Some((role, mut seats)) = known.remove(&person) {
            seats.dedup();
            people.push((person, role, seats));
        }
    }
    people
}

fn role(capacity: Capacity) -> &'static str {
    match capacity {
        Capacity::Member => "Member",
        Capacity::Observer => "Observer",
        Capacity::InAttendance => "In attendance",
        Capacity::Adviser => "Adviser",
    }
}

/// Bodies with which a body keeps in touch, or that advise it: associates get its papers, too (W09).
fn groups(reading: &Reading, meeting: &Meeting) -> Vec<BodyRef> {
    let Some(adoption) = reading.record.structure.in_force(meeting.date) else {
        return Vec::new();
    };
    let bodies = &adoption.arrangements.body;
    let kept = |kind: LineKind| matches!(kind, LineKind::LiaisesWith | LineKind::Advises);
    let own = bodies.iter().find(|body| body.id == meeting.body);
    let linked = |other: &&record::arrangements::Body| {
        let towards = other.line.iter();
        let mut towards = towards.filter(|line| kept(line.kind) && line.to == meeting.body);
        let from = own.into_iter().flat_map(|own| &own.line);
        let mut from =
            from.filter(|line| line.kind == LineKind::LiaisesWith && line.to == other.id);
        other.id != meeting.body && (towards.next().is_some() || from.next().is_some())
    };
    bodies.iter().filter(linked).map(BodyRef::of).collect()
}
