//! Recording apologies for a seat.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{MeetingId, SeatId},
};

/// Records that the holder of a seat sends apologies.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordApologies {
    /// The meeting.
    pub meeting: MeetingId,
    /// The seat.
    pub seat: SeatId,
}

/// Why apologies are not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordApologiesRefused {
    /// The meeting is not there, or over.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// The body has no such seat.
    #[error("there is no seat {0} on the body that meets")]
    NoSuchSeat(SeatId),
    /// Someone is in the room for the seat.
    #[error("someone is in the room for the seat {0}")]
    InTheRoom(SeatId),
    /// They are recorded.
    #[error("apologies for the seat {0} are recorded already")]
    AlreadyRecorded(SeatId),
}

use RecordApologiesRefused::{AlreadyRecorded, InTheRoom, NoSuchSeat};

impl Act for RecordApologies {
    const NAME: &'static str = "meetings.record-apologies";
    const SUMMARY: &'static str = "Record apologies for a seat.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = RecordApologiesRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_not_closed(&self.meeting)?;
        let on = record
            .structure
            .seat_on(&self.seat, meeting.date)
            .filter(|_| self.seat.body() == meeting.body);
        if on.is_none() {
            return Err(NoSuchSeat(self.seat.clone()));
        }
        if meeting.sitter(&self.seat).is_some() {
            return Err(InTheRoom(self.seat.clone()));
        }
        if meeting.apologies.contains(&self.seat) {
            return Err(AlreadyRecorded(self.seat.clone()));
        }
        let (meeting, seat) = (self.meeting.clone(), self.seat.clone());
        Ok(vec![crate::Entry::Meetings(Entry::ApologiesRecorded {
            meeting,
            seat,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for RecordApologiesRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            NoSuchSeat(_) => Advice::new(
                "meetings/no-such-seat",
                "seat",
                "Choose a seat of the body that meets.",
            ),
            InTheRoom(_) => Advice::new(
                "meetings/in-the-room",
                "seat",
                "Record their departure if they have left.",
            ),
            AlreadyRecorded(_) => Advice::new(
                "meetings/apologies-recorded",
                "seat",
                "There is nothing to do.",
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
        let sends = |name: &str| RecordApologies {
            meeting: id(BOARD),
            seat: seat(name),
        };
        let called = || Book::called("board");
        let arrived = || called().arrives(BOARD, "board.leader");
        let closed = Book::board_under_way(&["chair"]).closes(BOARD);
        rules([
            (
                Book::three_rivers(),
                sends("board.leader"),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (called(), sends("board.leader"), Ok(())),
            (
                called(),
                sends("board.mayor"),
                Err(NoSuchSeat(seat("board.mayor"))),
            ),
            (
                called(),
                sends("executive.chief"),
                Err(NoSuchSeat(seat("executive.chief"))),
            ),
            (
                called().after(sends("board.leader")),
                sends("board.leader"),
                Err(AlreadyRecorded(seat("board.leader"))),
            ),
            (
                arrived(),
                sends("board.leader"),
                Err(InTheRoom(seat("board.leader"))),
            ),
            (
                arrived().leaves(BOARD, "board.leader"),
                sends("board.leader"),
                Ok(()),
            ),
            (
                closed,
                sends("board.leader"),
                Err(Unready::Closed(id(BOARD)).into()),
            ),
        ]);
    }
}
