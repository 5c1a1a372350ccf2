//! What a meeting's page tells of the room and of the minutes besides who was there: interests, who
//! withdrew, the quorum after each coming and going, and corrections.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use record::{
    LineNo,
    arrangements::Capacity,
    id::{ItemNo, MeetingId, PersonId, SeatId},
    meetings::{Correction, InRoom, Meeting, Way},
};
use serde::Serialize;

use super::{
    PartnerRef, PersonRef, QuorumView,
    actions::{author, day_of},
};
use crate::Reading;

/// An interest that someone declared in an item.
#[derive(Debug, Clone, Serialize)]
pub struct InterestView {
    /// The item.
    pub item: ItemNo,
    /// The seat.
    pub seat: SeatId,
    /// Whose it is.
    pub person: PersonRef,
    /// The partner that the seat speaks for.
    pub partner: Option<PartnerRef>,
    /// What it is.
    pub nature: String,
    /// Whether they said that they would withdraw.
    pub withdraws: bool,
    /// On which day it was declared.
    pub on: Date,
    /// When they were out of the room for the item.
    pub withdrawn: Vec<(Time, Option<Time>)>,
}

/// The quorum after someone came or went.
#[derive(Debug, Clone, Serialize)]
pub struct QuorumMoment {
    /// When.
    pub at: Time,
    /// Who.
    pub person: PersonRef,
    /// Which way: `came`, `left`, `withdrew` or `returned`.
    pub way: &'static str,
    /// How the quorum stood then.
    pub quorum: QuorumView,
}

/// In what kind someone attended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttendanceKind {
    /// A member.
    Member,
    /// A substitute named for a member.
    Substitute,
    /// An observer.
    Observer,
    /// In attendance, or an adviser.
    InAttendance,
    /// Sent apologies.
    Apologies,
    /// A member who neither came nor sent apologies.
    Absent,
}

impl AttendanceKind {
    /// Of someone who came.
    pub(crate) fn of(capacity: Capacity, substitute: bool) -> Self {
        match capacity {
            Capacity::Member if substitute => Self::Substitute,
            Capacity::Member => Self::Member,
            Capacity::Observer => Self::Observer,
            Capacity::InAttendance | Capacity::Adviser => Self::InAttendance,
        }
    }
}

/// A correction of the minutes of an item.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionView {
    /// The item.
    pub item: ItemNo,
    /// On which day.
    pub on: Date,
    /// Who recorded it.
    pub by: String,
    /// What stood there; none: nothing.
    pub was: Option<String>,
    /// What stands there since.
    pub text: String,
    /// Why.
    pub why: String,
    /// The meeting that agreed it, with its day.
    pub agreed_at: Option<(MeetingId, Date)>,
    /// The line of the book.
    pub line: LineNo,
}

impl CorrectionView {
    pub(crate) fn of(reading: &Reading, correction: &Correction) -> Self {
        let agreed_at = correction.agreed_at.as_ref().and_then(|at| {
            let meeting = reading.record.meetings.get(at)?;
            Some((at.clone(), meeting.date))
        });
        Self {
            item: correction.item,
            on: day_of(reading, correction.at),
            by: author(reading, &correction.by),
            was: correction.was.as_ref().map(|was| was.shown().to_owned()),
            text: correction.text.shown().to_owned(),
            why: correction.why.shown().to_owned(),
            agreed_at,
            line: correction.line,
        }
    }
}

/// Interests declared in an item, in the order in which they were declared.
pub(crate) fn interests(reading: &Reading, meeting: &Meeting, item: ItemNo) -> Vec<InterestView> {
    let structure = &reading.record.structure;
    let adoption = structure.in_force_or_first(meeting.date);
    let declared = meeting.interests.iter();
    let declared = declared.filter(|interest| interest.item == item);
    let view = |interest: &record::meetings::Interest| {
        let seat = structure.seat_on(&interest.seat, meeting.date);
        let partner = seat.as_ref().and_then(|seat| seat.partner().cloned());
        let times = meeting.withdrawals.iter().filter(|out| {
            out.seat == interest.seat && out.person == interest.person && out.item == item
        });
        InterestView {
            item,
            seat: interest.seat.clone(),
            person: PersonRef::of(reading, interest.person),
            partner: partner
                .zip(adoption)
                .map(|(partner, adoption)| PartnerRef::of(&adoption.arrangements, &partner)),
            nature: interest.nature.shown().to_owned(),
            withdraws: interest.withdraws,
            on: day_of(reading, interest.at),
            withdrawn: times.map(|out| (out.from, out.until)).collect(),
        }
    };
    declared.map(view).collect()
}

/// How the quorum stood after each coming and going once the meeting was open.
pub(crate) fn quorum_over_time(reading: &Reading, meeting: &Meeting) -> Vec<QuorumMoment> {
    let Some(opened) = meeting.opened else {
        return Vec::new();
    };
    let mut room: BTreeMap<SeatId, InRoom> = BTreeMap::new();
    let mut moments = Vec::new();
    for change in &meeting.changes {
        if change.way.inwards() {
            let there = InRoom {
                person: change.person,
                substitute: was_substitute(meeting, &change.seat, change.person),
                since: change.at,
            };
            room.insert(change.seat.clone(), there);
        } else {
            room.remove(&change.seat);
        }
        if change.at <= opened && change.way == Way::Came {
            continue;
        }
        moments.push(QuorumMoment {
            at: change.at,
            person: PersonRef::of(reading, change.person),
            way: match change.way {
                Way::Came => "came",
                Way::Left => "left",
                Way::Withdrew => "withdrew",
                Way::Returned => "returned",
            },
            quorum: QuorumView::with(reading, meeting, &room),
        });
    }
    moments
}

fn was_substitute(meeting: &Meeting, seat: &SeatId, person: PersonId) -> bool {
    let mut stays = meeting.presence.iter();
    stays.any(|stay| stay.seat == *seat && stay.person == person && stay.substitute)
}
