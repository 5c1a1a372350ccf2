//! Opening a meeting: someone takes the chair.
//!
//! An inquorate meeting may be opened: it may discuss, and what it agrees waits for ratification
//!. Who of those present should take the chair is for them to settle.

use jiff::civil::Time;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Meeting, Stage, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    arrangements::SeatOffice,
    id::{MeetingId, SeatId},
};

/// Opens a meeting.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// The meeting.
    pub meeting: MeetingId,
    /// The seat that takes the chair; the chair's own when left out.
    pub chair: Option<SeatId>,
    /// When, such as `10:30`; now when left out.
    pub at: Option<Time>,
}

/// Why a meeting is not opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenRefused {
    /// The meeting is not there, or over.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// It is open.
    #[error("the meeting {0} is open already")]
    AlreadyOpen(MeetingId),
    /// Nobody is in the room for the chair.
    #[error("nobody is in the room for the seat {0}, so it cannot take the chair")]
    ChairAbsent(SeatId),
    /// The arrangements give the body no chair.
    #[error("the arrangements give this body no chair's seat, so say who takes the chair")]
    NoChairSeat,
    /// Observers and others who only attend do not take the chair.
    #[error("the seat {0} is not a member's, so it cannot take the chair")]
    NotAMember(SeatId),
}

use OpenRefused::{AlreadyOpen, ChairAbsent, NoChairSeat, NotAMember};

impl Act for Open {
    const NAME: &'static str = "meetings.open";
    const SUMMARY: &'static str = "Open a meeting: someone takes the chair.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = OpenRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_not_closed(&self.meeting)?;
        if meeting.stage == Stage::Open {
            return Err(AlreadyOpen(self.meeting.clone()));
        }
        let chair = self
            .chair
            .clone()
            .or_else(|| chairs_seat(record, meeting))
            .ok_or(NoChairSeat)?;
        if !meeting.room.contains_key(&chair) {
            return Err(ChairAbsent(chair));
        }
        let seat = record.structure.seat_on(&chair, meeting.date);
        if !seat.is_some_and(|seat| seat.chair.seat.counts()) {
            return Err(NotAMember(chair));
        }
        let at = self.at.unwrap_or_else(|| meeting.opening(record, minute));
        Ok(vec![crate::Entry::Meetings(Entry::MeetingOpened {
            meeting: self.meeting.clone(),
            chair,
            at,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

/// The seat of the chair, or of the vice-chair where only that one is in the room.
fn chairs_seat(record: &Record, meeting: &Meeting) -> Option<SeatId> {
    let seats = record.structure.seats_on(&meeting.body, meeting.date);
    let of = |office: SeatOffice| {
        let seat = seats
            .iter()
            .find(|seat| seat.chair.seat.office == Some(office));
        seat.map(|seat| seat.chair.id.clone())
    };
    let there = |seat: &SeatId| meeting.room.contains_key(seat);
    let (chair, vice) = (of(SeatOffice::Chair), of(SeatOffice::ViceChair));
    chair.clone().filter(there).or(vice.filter(there)).or(chair)
}

impl Refusal for OpenRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            AlreadyOpen(_) => Advice::new(
                "meetings/already-open",
                "meeting",
                "There is nothing to do.",
            ),
            ChairAbsent(_) => Advice::new(
                "meetings/chair-absent",
                "chair",
                "Record the chair's arrival, or choose a member in the room to take the chair.",
            ),
            NoChairSeat => Advice::new(
                "meetings/no-chair-seat",
                "chair",
                "Choose a member in the room to take the chair.",
            ),
            NotAMember(_) => Advice::new(
                "meetings/not-a-member",
                "chair",
                "Choose a member in the room.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn open(meeting: &str, chair: Option<&str>) -> Open {
        Open {
            meeting: id(meeting),
            chair: chair.map(seat),
            at: None,
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let with = |names: &[&str]| {
            names.iter().fold(Book::called("board"), |book, name| {
                book.arrives(BOARD, name)
            })
        };
        let forum = || Book::called("forum").arrives(FORUM, "forum.citizen-1");
        rules([
            (
                Book::three_rivers(),
                open(BOARD, None),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (
                with(&[]),
                open(BOARD, None),
                Err(ChairAbsent(seat("board.chair"))),
            ),
            (
                with(&["board.health"]),
                open(BOARD, None),
                Err(ChairAbsent(seat("board.chair"))),
            ),
            (with(&["board.chair"]), open(BOARD, None), Ok(())),
            // The vice-chair takes the chair when the chair is away.
            (with(&["board.leader"]), open(BOARD, None), Ok(())),
            (
                with(&["board.health"]),
                open(BOARD, Some("board.health")),
                Ok(()),
            ),
            (
                with(&["board.health"]),
                open(BOARD, Some("board.leader")),
                Err(ChairAbsent(seat("board.leader"))),
            ),
            (
                with(&["board.observer"]),
                open(BOARD, Some("board.observer")),
                Err(NotAMember(seat("board.observer"))),
            ),
            (
                with(&["board.adviser"]),
                open(BOARD, Some("board.adviser")),
                Err(NotAMember(seat("board.adviser"))),
            ),
            (forum(), open(FORUM, None), Err(NoChairSeat)),
            (forum(), open(FORUM, Some("forum.citizen-1")), Ok(())),
            (
                Book::board_under_way(&["chair"]),
                open(BOARD, None),
                Err(AlreadyOpen(id(BOARD))),
            ),
            (
                Book::board_under_way(&["chair"]).closes(BOARD),
                open(BOARD, None),
                Err(Unready::Closed(id(BOARD)).into()),
            ),
        ]);
    }

    #[test]
    fn it_opens_by_the_clock_on_its_day_and_not_before_it_begins() {
        let table = [
            ("2007-04-18T10:20", "10:30"),
            ("2007-04-18T10:42", "10:42"),
            ("2007-04-18T10:42:59", "10:42"),
            ("2007-04-18T23:59:59", "23:59"),
            ("2007-04-20T09:00", "10:30"),
        ];
        for (clock, opened) in table {
            let book = Book::called("board").arrives(BOARD, "board.chair");
            let book = book.at(clock).after(open(BOARD, None));
            let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
            assert_eq!(meeting.opened, Some(time(opened)), "{clock}");
        }
    }

    #[test]
    fn the_chair_comes_before_the_vice_chair() {
        let book = Book::called("board")
            .arrives(BOARD, "board.leader")
            .arrives(BOARD, "board.chair")
            .after(open(BOARD, None));
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        assert_eq!(meeting.chair, Some(seat("board.chair")));
    }
}
