//! Coming back into the room after an item for which someone had withdrawn.

use jiff::civil::Time;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{MeetingId, SeatId},
};

/// Comes back into the room.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnToRoom {
    /// The meeting.
    pub meeting: MeetingId,
    /// The seat.
    pub seat: SeatId,
    /// When, such as `11:55`; now when left out.
    pub at: Option<Time>,
}

/// Why a return is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReturnToRoomRefused {
    /// The meeting is not there, or not under way.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// Nobody withdrew.
    #[error("nobody has withdrawn for the seat {0}")]
    NotWithdrawn(SeatId),
    /// They withdrew later than they are said to have come back.
    #[error("they withdrew for the seat {seat} at {}, which is after {}", .went.strftime("%H:%M"), .at.strftime("%H:%M"))]
    BeforeWithdrawing {
        /// The seat.
        seat: SeatId,
        /// When they withdrew.
        went: Time,
        /// When they are said to have come back.
        at: Time,
    },
}

use ReturnToRoomRefused::{BeforeWithdrawing, NotWithdrawn};

impl Act for ReturnToRoom {
    const NAME: &'static str = "meetings.return-to-room";
    const SUMMARY: &'static str = "Come back into the room after withdrawing for an item.";
    const AUTHORITY: Authority = Authority::SitterOrSecretariat;
    type Refused = ReturnToRoomRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_open(&self.meeting)?;
        let out = meeting
            .withdrawn
            .get(&self.seat)
            .ok_or_else(|| NotWithdrawn(self.seat.clone()))?;
        let at = self
            .at
            .unwrap_or_else(|| meeting.now(record, minute).max(out.since));
        if at < out.since {
            return Err(BeforeWithdrawing {
                seat: self.seat.clone(),
                went: out.since,
                at,
            });
        }
        Ok(vec![crate::Entry::Meetings(Entry::ReturnedToRoom {
            meeting: self.meeting.clone(),
            seat: self.seat.clone(),
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

impl Refusal for ReturnToRoomRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            NotWithdrawn(_) => Advice::new(
                "meetings/not-withdrawn",
                "seat",
                "Record their arrival instead, if they come for the first time or had left.",
            ),
            BeforeWithdrawing { .. } => Advice::new(
                "meetings/before-withdrawing",
                "at",
                "Give a time after they withdrew.",
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
        let back = |name: &str, at: Option<&str>| ReturnToRoom {
            meeting: id(BOARD),
            seat: seat(name),
            at: at.map(time),
        };
        let usual = || back("board.leader", None);
        let open = || Book::board_under_way(&["chair", "leader"]);
        let out = || {
            open()
                .declares(BOARD, "board.leader", 2)
                .at("2007-04-18T11:00")
                .withdraws(BOARD, "board.leader", 2)
        };
        let leader = || seat("board.leader");
        rules([
            (
                Book::three_rivers(),
                usual(),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (
                Book::called("board"),
                usual(),
                Err(Unready::NotOpened(id(BOARD)).into()),
            ),
            (open(), usual(), Err(NotWithdrawn(leader()))),
            (out(), usual(), Ok(())),
            (out(), back("board.leader", Some("11:00")), Ok(())),
            (
                out(),
                back("board.leader", Some("10:59")),
                Err(BeforeWithdrawing {
                    seat: leader(),
                    went: time("11:00"),
                    at: time("10:59"),
                }),
            ),
            (
                out().returns(BOARD, "board.leader"),
                usual(),
                Err(NotWithdrawn(leader())),
            ),
            // Who left altogether comes back by arriving.
            (
                out().leaves(BOARD, "board.leader"),
                usual(),
                Err(NotWithdrawn(leader())),
            ),
            (
                out().closes(BOARD),
                usual(),
                Err(Unready::Closed(id(BOARD)).into()),
            ),
        ]);
    }

    #[test]
    fn the_stays_and_the_withdrawal_fit_together() {
        let book = Book::board_under_way(&["chair", "leader"])
            .declares(BOARD, "board.leader", 2)
            .at("2007-04-18T11:00")
            .withdraws(BOARD, "board.leader", 2)
            .at("2007-04-18T11:20")
            .returns(BOARD, "board.leader");
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        let stays = meeting.presence.iter();
        let stays = stays.filter(|stay| stay.seat == seat("board.leader"));
        let stays: Vec<_> = stays.map(|stay| (stay.from, stay.until)).collect();
        assert_eq!(
            stays,
            [(time("10:30"), Some(time("11:00"))), (time("11:20"), None)]
        );
        let out = &meeting.withdrawals[0];
        assert_eq!((out.from, out.until), (time("11:00"), Some(time("11:20"))));
    }
}
