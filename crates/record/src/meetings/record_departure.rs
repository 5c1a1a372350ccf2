//! Recording that someone left the room. What they voted before stays counted. Whoever had withdrawn for
//! an interest may leave altogether, which ends the withdrawal.

use jiff::civil::Time;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{MeetingId, SeatId},
};

/// Records a departure.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordDeparture {
    /// The meeting.
    pub meeting: MeetingId,
    /// The seat.
    pub seat: SeatId,
    /// When, such as `11:40`; now when left out.
    pub at: Option<Time>,
}

/// Why a departure is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordDepartureRefused {
    /// The meeting is not there, or over.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// Nobody is in the room for the seat.
    #[error("nobody is in the room for the seat {0}")]
    NotThere(SeatId),
    /// They came later than they are said to have left.
    #[error("they came for the seat {seat} at {}, which is after {}", .came.strftime("%H:%M"), .at.strftime("%H:%M"))]
    BeforeArriving {
        /// The seat.
        seat: SeatId,
        /// When they came.
        came: Time,
        /// When they are said to have left.
        at: Time,
    },
}

use RecordDepartureRefused::{BeforeArriving, NotThere};

impl Act for RecordDeparture {
    const NAME: &'static str = "meetings.record-departure";
    const SUMMARY: &'static str = "Record that someone left the room.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = RecordDepartureRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_not_closed(&self.meeting)?;
        let there = meeting.room.get(&self.seat).map(|there| there.since);
        let out = meeting.withdrawn.get(&self.seat).map(|out| out.since);
        let since = there.or(out).ok_or_else(|| NotThere(self.seat.clone()))?;
        let at = self
            .at
            .unwrap_or_else(|| meeting.now(record, minute).max(since));
        if at < since {
            return Err(BeforeArriving {
                seat: self.seat.clone(),
                came: since,
                at,
            });
        }
        let (meeting, seat) = (self.meeting.clone(), self.seat.clone());
        Ok(vec![crate::Entry::Meetings(Entry::DepartureRecorded {
            meeting,
            seat,
            at,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for RecordDepartureRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            NotThere(_) => Advice::new(
                "meetings/not-there",
                "seat",
                "Record their arrival first, if they were there.",
            ),
            BeforeArriving { .. } => Advice::new(
                "meetings/before-arriving",
                "at",
                "Give a time after they came.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let leave = |name: &str, at: Option<&str>| RecordDeparture {
            meeting: id(BOARD),
            seat: seat(name),
            at: at.map(time),
        };
        let called = || Book::called("board");
        let arrived = || called().arrives(BOARD, "board.leader");
        let leader = || seat("board.leader");
        rules([
            (
                Book::three_rivers(),
                leave("board.leader", None),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (
                called(),
                leave("board.leader", None),
                Err(NotThere(leader())),
            ),
            (
                called(),
                leave("nowhere", None),
                Err(NotThere(seat("nowhere"))),
            ),
            (arrived(), leave("board.leader", None), Ok(())),
            (arrived(), leave("board.leader", Some("10:30")), Ok(())),
            (
                arrived(),
                leave("board.leader", Some("10:29")),
                Err(BeforeArriving {
                    seat: leader(),
                    came: time("10:30"),
                    at: time("10:29"),
                }),
            ),
            (
                arrived().leaves(BOARD, "board.leader"),
                leave("board.leader", None),
                Err(NotThere(leader())),
            ),
            (
                Book::board_under_way(&["chair", "leader"]).closes(BOARD),
                leave("board.leader", None),
                Err(Unready::Closed(id(BOARD)).into()),
            ),
        ]);
    }

    #[test]
    fn a_meeting_minuted_later_leaves_at_the_earliest_when_they_came() {
        let book = Book::board_under_way(&["chair", "leader"])
            .at("2007-04-20T09:00")
            .leaves(BOARD, "board.leader");
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        assert_eq!(meeting.presence[1].until, Some(time("10:30")));
    }
}
