//! Declaring an interest in an item, before the meeting or at it.
//!
//! A declaration says what the interest is and whether its owner means to withdraw. Whether they must
//! is for them and the chair; leaving the room is recorded on its own.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ItemNo, MeetingId, PersonId, SeatId},
    prose::{Prose, Words},
};

/// Declares an interest in an item.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclareInterest {
    /// The meeting.
    pub meeting: MeetingId,
    /// The seat for which whoever has the interest takes part.
    pub seat: SeatId,
    /// The item.
    pub item: ItemNo,
    /// Whose interest it is; when left out, whoever is in the room for the seat, or else its holder.
    pub person: Option<PersonId>,
    /// What the interest is.
    pub nature: Words,
    /// Whether they will withdraw for the item.
    #[serde(default)]
    pub withdraws: bool,
    /// Whether it is the interest of the organisation for which the seat speaks, and so of all its
    /// people. None of them may read what is withheld under the item.
    #[serde(default)]
    pub for_organisation: bool,
}

/// Why an interest is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeclareInterestRefused {
    /// The meeting or item is not there, or the meeting is over.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// The body has no such seat.
    #[error("there is no seat {0} on the body that meets")]
    NoSuchSeat(SeatId),
    /// Nobody holds the seat.
    #[error("nobody holds the seat {0} on the day of the meeting")]
    Vacant(SeatId),
    /// The person does not speak for the seat.
    #[error("this person is neither the holder of the seat {0} nor a substitute named for it")]
    NotTheirSeat(SeatId),
    /// It is declared.
    #[error("an interest in item {1} is declared for the seat {0} already")]
    AlreadyDeclared(SeatId, ItemNo),
}

use DeclareInterestRefused::{AlreadyDeclared, NoSuchSeat, NotTheirSeat, Vacant};

impl Act for DeclareInterest {
    const NAME: &'static str = "meetings.declare-interest";
    const SUMMARY: &'static str = "Declare an interest in an item of a meeting.";
    const AUTHORITY: Authority = Authority::SitterOrSecretariat;
    type Refused = DeclareInterestRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_not_closed(&self.meeting)?;
        meeting.find_item(self.item)?;
        let seat = || self.seat.clone();
        let on = record
            .structure
            .seat_on(&self.seat, meeting.date)
            .filter(|_| self.seat.body() == meeting.body)
            .ok_or_else(|| NoSuchSeat(seat()))?;
        let holder = on.holder.map(|holder| holder.person);
        let person = self
            .person
            .or_else(|| meeting.sitter(&self.seat))
            .or(holder)
            .ok_or_else(|| Vacant(seat()))?;
        record
            .structure
            .speaks_for(person, &self.seat, meeting.date, Some(&meeting.id))
            .ok_or_else(|| NotTheirSeat(seat()))?;
        if meeting.interest(&self.seat, person, self.item).is_some() {
            return Err(AlreadyDeclared(seat(), self.item));
        }
        Ok(vec![crate::Entry::Meetings(Entry::InterestDeclared {
            meeting: self.meeting.clone(),
            seat: seat(),
            item: self.item,
            person,
            nature: Prose::from(&self.nature),
            withdraws: self.withdraws,
            for_organisation: self.for_organisation,
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

impl Refusal for DeclareInterestRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            NoSuchSeat(_) => Advice::new(
                "meetings/no-such-seat",
                "seat",
                "Choose a seat of the body that meets.",
            ),
            Vacant(_) => Advice::new("meetings/seat-vacant", "seat", "Appoint a holder first."),
            NotTheirSeat(_) => Advice::new(
                "meetings/not-their-seat",
                "person",
                "Name the holder, or a substitute named for the seat.",
            ),
            AlreadyDeclared(..) => Advice::new(
                "meetings/interest-declared",
                "item",
                "There is nothing to do; it is shown with the item.",
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
        let declare = |name: &str, item: u16, who: Option<u32>| DeclareInterest {
            meeting: id(BOARD),
            seat: seat(name),
            item: ItemNo(item),
            person: who.map(person),
            nature: Words::new("My brother owns the weir.").unwrap(),
            withdraws: true,
            for_organisation: false,
        };
        let usual = || declare("board.leader", 2, None);
        let called = || Book::called("board");
        let leader = || seat("board.leader");
        rules([
            (
                Book::three_rivers(),
                usual(),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            // Before the meeting, and at it.
            (called(), usual(), Ok(())),
            (called().arrives(BOARD, "board.leader"), usual(), Ok(())),
            (Book::board_under_way(&["chair", "leader"]), usual(), Ok(())),
            // Whoever attends may have an interest, too.
            (called(), declare("board.observer", 2, None), Ok(())),
            (
                called(),
                declare("board.leader", 9, None),
                Err(Unready::NoSuchItem(id(BOARD), ItemNo(9)).into()),
            ),
            (
                called(),
                declare("executive.chief", 2, None),
                Err(NoSuchSeat(seat("executive.chief"))),
            ),
            (
                called(),
                declare("board.rural", 2, None),
                Err(Vacant(seat("board.rural"))),
            ),
            (
                called(),
                declare("board.leader", 2, Some(900)),
                Err(NotTheirSeat(leader())),
            ),
            (
                called().after(usual()),
                usual(),
                Err(AlreadyDeclared(leader(), ItemNo(2))),
            ),
            (
                called().after(usual()),
                declare("board.leader", 3, None),
                Ok(()),
            ),
            // The substitute has interests of their own.
            (
                called()
                    .after(usual())
                    .sends_a_substitute(BOARD, "board.leader"),
                usual(),
                Ok(()),
            ),
            (
                Book::board_under_way(&["chair"]).closes(BOARD),
                usual(),
                Err(Unready::Closed(id(BOARD)).into()),
            ),
        ]);
    }
}
