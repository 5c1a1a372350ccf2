//! Withdrawing from the room for an item in which someone declared an interest.
//!
//! Whoever withdraws is not there: neither for the quorum nor for votes nor for consensus. What they
//! voted on an open motion under that item falls; their partner keeps its vote if another of its
//! members stays. The withdrawal ends when they come back or leave; it does not end with the item by
//! itself, because only those at the meeting know when they were called back in.

use jiff::civil::Time;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ItemNo, MeetingId, SeatId},
};

/// Withdraws from the room for an item.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// The meeting.
    pub meeting: MeetingId,
    /// The seat.
    pub seat: SeatId,
    /// The item in which they declared an interest.
    pub item: ItemNo,
    /// When, such as `11:40`; now when left out.
    pub at: Option<Time>,
}

/// Why a withdrawal is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WithdrawRefused {
    /// The meeting or item is not there, or the meeting is not under way.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// Nobody is in the room for the seat.
    #[error("nobody is in the room for the seat {0}")]
    NotThere(SeatId),
    /// They are out of the room.
    #[error("whoever sits for the seat {0} has withdrawn already, for item {1}")]
    AlreadyWithdrawn(SeatId, ItemNo),
    /// No interest was declared.
    #[error("whoever is in the room for the seat {0} has declared no interest in item {1}")]
    NotDeclared(SeatId, ItemNo),
    /// They came later than they are said to have gone.
    #[error("they came for the seat {seat} at {}, which is after {}", .came.strftime("%H:%M"), .at.strftime("%H:%M"))]
    BeforeArriving {
        /// The seat.
        seat: SeatId,
        /// When they came.
        came: Time,
        /// When they are said to have gone.
        at: Time,
    },
}

use WithdrawRefused::{AlreadyWithdrawn, BeforeArriving, NotDeclared, NotThere};

impl Act for Withdraw {
    const NAME: &'static str = "meetings.withdraw";
    const SUMMARY: &'static str =
        "Withdraw from the room for an item in which an interest was declared.";
    const AUTHORITY: Authority = Authority::SitterOrSecretariat;
    type Refused = WithdrawRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_open(&self.meeting)?;
        meeting.find_item(self.item)?;
        let seat = || self.seat.clone();
        if let Some(out) = meeting.withdrawn.get(&self.seat) {
            return Err(AlreadyWithdrawn(seat(), out.item));
        }
        let there = meeting
            .room
            .get(&self.seat)
            .ok_or_else(|| NotThere(seat()))?;
        if meeting
            .interest(&self.seat, there.person, self.item)
            .is_none()
        {
            return Err(NotDeclared(seat(), self.item));
        }
        let at = self
            .at
            .unwrap_or_else(|| meeting.now(record, minute).max(there.since));
        if at < there.since {
            return Err(BeforeArriving {
                seat: seat(),
                came: there.since,
                at,
            });
        }
        Ok(vec![crate::Entry::Meetings(Entry::Withdrew {
            meeting: self.meeting.clone(),
            seat: seat(),
            item: self.item,
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

impl Refusal for WithdrawRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            NotThere(_) => Advice::new(
                "meetings/not-there",
                "seat",
                "Record their arrival first, if they were there.",
            ),
            AlreadyWithdrawn(..) => Advice::new(
                "meetings/already-withdrawn",
                "seat",
                "Record first that they came back.",
            ),
            NotDeclared(..) => Advice::new(
                "meetings/interest-not-declared",
                "item",
                "Declare the interest first; somebody who just leaves has departed.",
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
    use crate::{
        decisions::{Certificate, Vote, Voter},
        testkit::*,
    };

    const MOTION: &str = "board-2007-04-18-2";

    fn open() -> Book {
        Book::board_under_way(&["chair", "leader", "councillor-1", "health"])
    }

    fn declared() -> Book {
        open().declares(BOARD, "board.leader", 2)
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let go = |name: &str, item: u16, at: Option<&str>| Withdraw {
            meeting: id(BOARD),
            seat: seat(name),
            item: ItemNo(item),
            at: at.map(time),
        };
        let usual = || go("board.leader", 2, None);
        let leader = || seat("board.leader");
        rules([
            (
                Book::three_rivers(),
                usual(),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (
                Book::called("board").declares(BOARD, "board.leader", 2),
                usual(),
                Err(Unready::NotOpened(id(BOARD)).into()),
            ),
            (declared(), usual(), Ok(())),
            (declared(), go("board.leader", 2, Some("10:30")), Ok(())),
            (
                declared(),
                go("board.leader", 2, Some("10:29")),
                Err(BeforeArriving {
                    seat: leader(),
                    came: time("10:30"),
                    at: time("10:29"),
                }),
            ),
            (
                declared(),
                go("board.leader", 9, None),
                Err(Unready::NoSuchItem(id(BOARD), ItemNo(9)).into()),
            ),
            (
                declared(),
                go("board.leader", 3, None),
                Err(NotDeclared(leader(), ItemNo(3))),
            ),
            (open(), usual(), Err(NotDeclared(leader(), ItemNo(2)))),
            (
                declared().leaves(BOARD, "board.leader"),
                usual(),
                Err(NotThere(leader())),
            ),
            (
                declared().withdraws(BOARD, "board.leader", 2),
                usual(),
                Err(AlreadyWithdrawn(leader(), ItemNo(2))),
            ),
            (
                declared().closes(BOARD),
                usual(),
                Err(Unready::Closed(id(BOARD)).into()),
            ),
            // The holder's interest is not their substitute's.
            (
                declared()
                    .leaves(BOARD, "board.leader")
                    .sends_a_substitute(BOARD, "board.leader"),
                usual(),
                Err(NotDeclared(leader(), ItemNo(2))),
            ),
        ]);
    }

    #[test]
    fn the_quorum_is_worked_out_again_at_once() {
        let book = declared();
        let quorum = |book: &Book| {
            let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
            meeting.quorum(&book.record)
        };
        assert!(quorum(&book).quorate());
        let out = book.withdraws(BOARD, "board.leader", 2);
        assert_eq!(quorum(&out).present, 3);
        assert!(!quorum(&out).quorate());
        let agreed = out.clone().agrees(BOARD, "To mend the weir.");
        let decision = agreed.record.decisions.get(&id(MOTION)).unwrap();
        assert!(decision.for_ratification());
        assert!(!decision.room.contains_key(&seat("board.leader")));
        assert!(decision.withdrawn.contains_key(&seat("board.leader")));
        let back = agreed.returns(BOARD, "board.leader");
        assert!(quorum(&back).quorate());
    }

    #[test]
    fn what_they_voted_falls_and_their_partner_keeps_its_vote_where_another_member_stays() {
        let book = declared()
            .put(BOARD, "board.councillor-1", "board.health")
            .votes(MOTION, "board.leader", Vote::For)
            .withdraws(BOARD, "board.leader", 2);
        let council = Voter::Partner(id("council"));
        let ballots = |book: &Book| {
            let motion = book.record.decisions.get(&id(MOTION)).unwrap();
            motion.ballots.get(&council).map(|ballot| ballot.vote)
        };
        assert_eq!(ballots(&book), None);
        let book = book
            .votes(MOTION, "board.councillor-1", Vote::Against)
            .votes(MOTION, "board.health", Vote::For);
        assert_eq!(ballots(&book), Some(Vote::Against));
        let counted = book.counts(MOTION, None);
        let motion = counted.record.decisions.get(&id(MOTION)).unwrap();
        let certificate = Certificate::of(&counted.record, motion).unwrap();
        assert!(certificate.recomputed);
        let leader = certificate.seats.iter();
        let leader = leader.filter(|fact| fact.seat == seat("board.leader"));
        let leader: Vec<_> = leader.collect();
        assert!(leader[0].in_room.is_none() && leader[0].withdrew.is_some());
    }

    #[test]
    fn a_partner_all_of_whose_members_withdrew_has_no_vote_and_is_in_no_base() {
        let book = Book::board_under_way(&["chair", "leader", "health", "voluntary"])
            .declares(BOARD, "board.leader", 2)
            .withdraws(BOARD, "board.leader", 2)
            .put(BOARD, "board.voluntary", "board.health")
            .votes(MOTION, "board.voluntary", Vote::For)
            .votes(MOTION, "board.health", Vote::For)
            .counts(MOTION, None);
        let motion = book.record.decisions.get(&id(MOTION)).unwrap();
        let Some(crate::decisions::Verdict::Vote { tally, .. }) = motion.verdict() else {
            panic!("it was voted on");
        };
        assert_eq!((tally.in_favour, tally.silent, tally.base), (2, 0, 2));
    }

    #[test]
    fn votes_under_another_item_stay_as_they_were() {
        let book = open()
            .declares(BOARD, "board.leader", 3)
            .put(BOARD, "board.councillor-1", "board.health")
            .votes(MOTION, "board.leader", Vote::For)
            .withdraws(BOARD, "board.leader", 3);
        let motion = book.record.decisions.get(&id(MOTION)).unwrap();
        assert_eq!(motion.ballots.len(), 1);
    }
}
