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
    id::{MeetingId, PersonId, SeatId},
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
    #[error("nobody holds the seat {0} on {1}")]
    Vacant(SeatId, Date),
    /// The person may not speak for the seat.
    #[error("this person is neither the holder of the seat {0} nor a substitute named for it")]
    NotTheirSeat(SeatId),
    /// Someone is in the room for the seat.
    #[error("someone is in the room for the seat {0} already")]
    InTheRoom(SeatId),
    /// The person sits in another seat.
    #[error("this person is in the room already, for the seat {0}")]
    Elsewhere(SeatId),
    /// They left later than they come back.
    #[error("the seat {seat} was left at {left}, which is after {at}")]
    BeforeLeaving {
        /// The seat.
        seat: SeatId,
        /// When it was left.
        left: Time,
        /// When they are said to come.
        at: Time,
    },
}

use RecordArrivalRefused::{BeforeLeaving, Elsewhere, InTheRoom, NoSuchSeat, NotTheirSeat, Vacant};

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
        if meeting.room.contains_key(&self.seat) {
            return Err(InTheRoom(seat()));
        }
        if let Some((other, _)) = meeting
            .room
            .iter()
            .find(|(_, there)| there.person == person)
        {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{structure::EndAppointment, testkit::*};

    fn arrive(name: &str) -> RecordArrival {
        RecordArrival {
            meeting: id(BOARD),
            seat: seat(name),
            person: None,
            at: None,
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let called = || Book::called("board");
        let arrived = || called().arrives(BOARD, "board.leader");
        let as_person = |person, name: &str| RecordArrival {
            person: Some(person),
            ..arrive(name)
        };
        let at = |hour: &str, name: &str| RecordArrival {
            at: Some(time(hour)),
            ..arrive(name)
        };
        let left = || {
            arrived().after(super::super::RecordDeparture {
                meeting: id(BOARD),
                seat: seat("board.leader"),
                at: Some(time("11:40")),
            })
        };
        let resigned = called().after(EndAppointment {
            seat: seat("board.leader"),
            on: date("2007-04-17"),
        });
        let leader = || seat("board.leader");
        let day = date("2007-04-18");
        rules([
            (
                Book::three_rivers(),
                arrive("board.leader"),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (called(), arrive("board.leader"), Ok(())),
            (called(), arrive("board.observer"), Ok(())),
            (
                called(),
                arrive("board.mayor"),
                Err(NoSuchSeat(seat("board.mayor"))),
            ),
            (
                called(),
                arrive("executive.chief"),
                Err(NoSuchSeat(seat("executive.chief"))),
            ),
            (
                called(),
                arrive("board.rural"),
                Err(Vacant(seat("board.rural"), day)),
            ),
            (
                called(),
                arrive("board.health-later"),
                Err(Vacant(seat("board.health-later"), day)),
            ),
            (resigned, arrive("board.leader"), Err(Vacant(leader(), day))),
            (
                called(),
                as_person(holder_of("board.leader"), "board.leader"),
                Ok(()),
            ),
            (
                called(),
                as_person(holder_of("board.health"), "board.leader"),
                Err(NotTheirSeat(leader())),
            ),
            (
                called(),
                as_person(substitute_for("board.leader"), "board.leader"),
                Err(NotTheirSeat(leader())),
            ),
            // The holder comes in place of the substitute once the substitute has left.
            (
                called().sends_a_substitute(BOARD, "board.leader"),
                arrive("board.leader"),
                Err(InTheRoom(leader())),
            ),
            (
                called()
                    .sends_a_substitute(BOARD, "board.leader")
                    .leaves(BOARD, "board.leader"),
                arrive("board.leader"),
                Ok(()),
            ),
            (arrived(), arrive("board.leader"), Err(InTheRoom(leader()))),
            (
                left(),
                at("11:39", "board.leader"),
                Err(BeforeLeaving {
                    seat: leader(),
                    left: time("11:40"),
                    at: time("11:39"),
                }),
            ),
            (left(), at("11:40", "board.leader"), Ok(())),
            (
                Book::board_under_way(&["chair"]).closes(BOARD),
                arrive("board.leader"),
                Err(Unready::Closed(id(BOARD)).into()),
            ),
        ]);
    }

    #[test]
    fn one_person_speaks_for_one_seat_at_a_time() {
        let leader = holder_of("board.leader");
        let book = Book::called("board").arrives(BOARD, "board.leader").after(
            crate::structure::NameSubstitute {
                seat: seat("board.councillor-1"),
                person: leader,
                meeting: Some(id(BOARD)),
                from: None,
                until: None,
            },
        );
        let for_another = RecordArrival {
            person: Some(leader),
            ..arrive("board.councillor-1")
        };
        rules([
            (
                book.clone(),
                for_another.clone(),
                Err(Elsewhere(seat("board.leader"))),
            ),
            (book.leaves(BOARD, "board.leader"), for_another, Ok(())),
        ]);
    }

    /// A seat that has ended still has the holder it had; nobody comes in for it.
    #[test]
    fn a_seat_that_has_ended_brings_nobody_in() {
        let book = Book::adopted()
            .after(crate::structure::Appoint {
                seat: seat("executive.transition"),
                person: person(1),
                from: date("2007-01-01"),
                until: None,
                partner: None,
            })
            .calls("executive");
        let act = RecordArrival {
            meeting: id(EXECUTIVE),
            ..arrive("executive.transition")
        };
        let vacant = Vacant(seat("executive.transition"), date("2007-04-18"));
        rules([(book, act, Err(vacant))]);
    }
}
