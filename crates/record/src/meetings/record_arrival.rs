//! Recording that someone came into the room for a seat.
//!
//! Decides whether they may speak for the seat: as its holder, or as a named substitute (G07, para
//! 11 and 20). Quorum follows from it by itself.

use jiff::civil::{Date, Time};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ItemNo, MeetingId, PersonId, SeatId},
    say_day,
    structure::Who,
};

/// Records an arrival.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordArrival {
    /// The meeting.
    pub meeting: MeetingId,
    /// The seat for which they come.
    pub seat: SeatId,
    /// Who came; the holder when left out.
    pub person: Option<PersonId>,
    /// When, such as `10:32`; the time the meeting begins, or now when it is open, when left out.
    pub at: Option<Time>,
}

/// Why an arrival is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordArrivalRefused {
    /// The meeting is not there, or over.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// The body has no such seat.
    #[error("there is no seat {0} on the body that meets")]
    NoSuchSeat(SeatId),
    /// Nobody holds the seat.
    #[error("nobody holds the seat {0} on {day}", day = say_day(*.1))]
    Vacant(SeatId, Date),
    /// The person may not speak for the seat.
    #[error("this person is neither the holder of the seat {0} nor a substitute named for it")]
    NotTheirSeat(SeatId),
    /// Someone is in the room for the seat.
    #[error("someone is in the room for the seat {0} already")]
    InTheRoom(SeatId),
    /// They are out of the room for an interest.
    #[error("whoever sits for the seat {0} has withdrawn for item {1}")]
    Withdrawn(SeatId, ItemNo),
    /// The person sits in another seat.
    #[error("this person is in the room already, for the seat {0}")]
    Elsewhere(SeatId),
    /// They left later than they come back.
    #[error("the seat {seat} was left at {}, which is after {}", .left.strftime("%H:%M"), .at.strftime("%H:%M"))]
    BeforeLeaving {
        /// The seat.
        seat: SeatId,
        /// When it was left.
        left: Time,
        /// When they are said to come.
        at: Time,
    },
}

use RecordArrivalRefused::{
    BeforeLeaving, Elsewhere, InTheRoom, NoSuchSeat, NotTheirSeat, Vacant, Withdrawn,
};

impl Act for RecordArrival {
    const NAME: &'static str = "meetings.record-arrival";
    const SUMMARY: &'static str = "Record that someone came into the room for a seat.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = RecordArrivalRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_not_closed(&self.meeting)?;
        let seat = || self.seat.clone();
        let on = record
            .structure
            .seat_on(&self.seat, meeting.date)
            .filter(|_| self.seat.body() == meeting.body)
            .ok_or_else(|| NoSuchSeat(seat()))?;
        let holder = on.holder.map(|holder| holder.person);
        let holder = holder.ok_or_else(|| Vacant(seat(), meeting.date))?;
        let person = self.person.unwrap_or(holder);
        let who = record
            .structure
            .speaks_for(person, &self.seat, meeting.date, Some(&meeting.id));
        let who = who.ok_or_else(|| NotTheirSeat(seat()))?;
        if let Some(out) = meeting.withdrawn.get(&self.seat) {
            return Err(Withdrawn(seat(), out.item));
        }
        if meeting.room.contains_key(&self.seat) {
            return Err(InTheRoom(seat()));
        }
        let sits = |seat: &&SeatId| meeting.sitter(seat) == Some(person);
        let mut taken = meeting.room.keys().chain(meeting.withdrawn.keys());
        if let Some(other) = taken.find(sits) {
            return Err(Elsewhere(other.clone()));
        }
        let at = self.at.unwrap_or_else(|| meeting.now(record, minute));
        let left = meeting
            .presence
            .iter()
            .rev()
            .find(|stay| stay.seat == self.seat)
            .and_then(|stay| stay.until);
        if let Some(left) = left.filter(|left| at < *left) {
            return Err(BeforeLeaving {
                seat: seat(),
                left,
                at,
            });
        }
        Ok(vec![crate::Entry::Meetings(Entry::ArrivalRecorded {
            meeting: self.meeting.clone(),
            seat: seat(),
            person,
            substitute: who == Who::Substitute,
            at,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }

    fn people(&self) -> Vec<PersonId> {
        self.person.into_iter().collect()
    }
}

impl Refusal for RecordArrivalRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            NoSuchSeat(_) => Advice::new(
                "meetings/no-such-seat",
                "seat",
                "Choose a seat of the body that meets.",
            ),
            Vacant(..) => Advice::new("meetings/seat-vacant", "seat", "Appoint a holder first."),
            NotTheirSeat(_) => Advice::new(
                "meetings/not-their-seat",
                "person",
                "Ask the holder to name them as substitute, for this meeting or standing.",
            ),
            InTheRoom(_) => Advice::new(
                "meetings/in-the-room",
                "seat",
                "Record the departure of whoever has left, then the arrival.",
            ),
            Withdrawn(..) => Advice::new(
                "meetings/withdrawn",
                "seat",
                "Record that they came back; or, if a substitute takes over, that they left.",
            ),
            Elsewhere(_) => Advice::new(
                "meetings/sits-elsewhere",
                "person",
                "One person speaks for one seat at a time: record their departure from the other, or name a substitute.",
            ),
            BeforeLeaving { .. } => Advice::new(
                "meetings/before-leaving",
                "at",
                "Give a time after they left.",
            ),
        }
    }
}
