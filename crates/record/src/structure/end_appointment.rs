//! Ending an appointment before its time: a resignation, a death, a new leader, another post.
//!
//! Who resigned, died or left the post on the very day of a meeting, and is in its room, leaves the
//! room with it, so that they count no longer. Who is replaced sits until the end of their last day.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Ground};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::SeatId,
    meetings::{self, Stage},
    prose::{Prose, Words},
    say_day,
};

/// Ends the appointment to a seat: the day given is the last.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndAppointment {
    /// The seat.
    pub seat: SeatId,
    /// Last day.
    pub on: Date,
    /// Why: resigned, died, left the post, replaced, or something else.
    pub ground: Option<Ground>,
    /// What else is to be said of it. Anyone can read it.
    pub words: Option<Words>,
}

/// Why an appointment is not ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EndAppointmentRefused {
    /// Nobody holds it on that day.
    #[error("nobody holds the seat {0} on {day}", day = say_day(*.1))]
    NotHeld(SeatId, Date),
    /// It ends on that very day anyway.
    #[error("the appointment to {0} ends on {day} already", day = say_day(*.1))]
    EndsThen(SeatId, Date),
}

use EndAppointmentRefused::{EndsThen, NotHeld};

impl Act for EndAppointment {
    const NAME: &'static str = "structure.end-appointment";
    const SUMMARY: &'static str = "End the appointment to a seat before its time.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = EndAppointmentRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let held = record.structure.holder(&self.seat, self.on);
        let held = held.ok_or_else(|| NotHeld(self.seat.clone(), self.on))?;
        if held.until == Some(self.on) {
            return Err(EndsThen(self.seat.clone(), self.on));
        }
        let ended = crate::Entry::Structure(Entry::AppointmentEnded {
            seat: self.seat.clone(),
            person: held.person,
            on: self.on,
            ground: self.ground,
            words: self.words.as_ref().map(Prose::from),
        });
        let departure = self.departures(record, minute);
        Ok([ended].into_iter().chain(departure).collect())
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }
}

impl EndAppointment {
    /// An ending of which no more is said than the day.
    pub fn of(seat: SeatId, on: Date) -> Self {
        Self {
            seat,
            on,
            ground: None,
            words: None,
        }
    }

    /// The meetings of that day whose room the holder leaves because they are gone.
    pub fn leaves<'a>(&'a self, record: &'a Record) -> impl Iterator<Item = &'a meetings::Meeting> {
        let at_once = self.ground.is_some_and(Ground::ends_at_once);
        let held = record.structure.holder(&self.seat, self.on);
        let person = held.filter(|_| at_once).map(|held| held.person);
        record.meetings.all().filter(move |meeting| {
            meeting.date == self.on
                && meeting.stage != Stage::Closed
                && person.is_some()
                && meeting.sitter(&self.seat) == person
        })
    }

    fn departures<'a>(
        &'a self,
        record: &'a Record,
        minute: &'a Minute,
    ) -> impl Iterator<Item = crate::Entry> {
        self.leaves(record).map(move |meeting| {
            let there = meeting.room.get(&self.seat).map(|there| there.since);
            let out = meeting.withdrawn.get(&self.seat).map(|out| out.since);
            let now = meeting.now(record, minute);
            crate::Entry::Meetings(meetings::Entry::DepartureRecorded {
                meeting: meeting.id.clone(),
                seat: self.seat.clone(),
                at: there.or(out).map_or(now, |since| now.max(since)),
            })
        })
    }
}

impl Refusal for EndAppointmentRefused {
    fn advice(&self) -> Advice {
        match self {
            NotHeld(..) => Advice::new(
                "structure/seat-not-held",
                "seat",
                "Look at the body's page: who sits there that day?",
            ),
            EndsThen(..) => Advice::new("structure/ends-then", "on", "There is nothing to do."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let end = |name: &str, on: &str| EndAppointment::of(seat(name), date(on));
        let leader = || seat("board.leader");
        let ended = || Book::three_rivers().after(end("board.leader", "2007-06-30"));
        rules([
            (
                Book::adopted(),
                end("board.leader", "2007-06-30"),
                Err(NotHeld(leader(), date("2007-06-30"))),
            ),
            (
                Book::three_rivers(),
                end("board.leader", "2006-12-31"),
                Err(NotHeld(leader(), date("2006-12-31"))),
            ),
            (
                Book::three_rivers(),
                end("board.leader", "2007-06-30"),
                Ok(()),
            ),
            (
                ended(),
                end("board.leader", "2007-06-30"),
                Err(EndsThen(leader(), date("2007-06-30"))),
            ),
            (
                ended(),
                end("board.leader", "2007-07-01"),
                Err(NotHeld(leader(), date("2007-07-01"))),
            ),
            (ended(), end("board.leader", "2007-05-31"), Ok(())),
        ]);
    }

    fn on_the_day(ground: Option<Ground>) -> EndAppointment {
        EndAppointment {
            ground,
            ..EndAppointment::of(seat("board.leader"), date("2007-04-18"))
        }
    }

    // Requirement: ST4 at /{partnership}/structure/{body}/seats/{seat}/end
    #[test]
    fn whoever_is_gone_leaves_the_room_and_the_quorum_follows() {
        let book = Book::board_under_way(&["chair", "leader", "health", "voluntary"]);
        let quorum = |book: &Book| {
            let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
            let there = meeting.room.contains_key(&seat("board.leader"));
            (
                there,
                meeting.quorum(&book.record).present,
                meeting.quorum(&book.record).quorate(),
            )
        };
        assert_eq!(quorum(&book), (true, 4, true));
        let table = [
            (Some(Ground::Died), (false, 3, false)),
            (Some(Ground::Resigned), (false, 3, false)),
            (Some(Ground::LeftThePost), (false, 3, false)),
            (Some(Ground::Replaced), (true, 4, true)),
            (Some(Ground::Other), (true, 4, true)),
            (None, (true, 4, true)),
        ];
        for (ground, expected) in table {
            assert_eq!(
                quorum(&book.clone().after(on_the_day(ground))),
                expected,
                "{ground:?}"
            );
        }
        let meeting = book.after(on_the_day(Some(Ground::Died))).record.meetings;
        let stay = meeting.get(&id(BOARD)).unwrap().presence[1].clone();
        assert_eq!(stay.until, Some(time("10:31")));
    }

    #[test]
    fn a_substitute_in_the_room_stays_to_the_end_of_the_day() {
        let book = Book::called("board").sends_a_substitute(BOARD, "board.leader");
        let book = book.after(on_the_day(Some(Ground::Died)));
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        assert!(meeting.room.contains_key(&seat("board.leader")));
    }

    #[test]
    fn a_meeting_of_another_day_is_left_alone() {
        let book = Book::board_under_way(&["chair", "leader"]);
        let later = EndAppointment {
            on: date("2007-04-30"),
            ..on_the_day(Some(Ground::Resigned))
        };
        let mut after = book.clone();
        assert_eq!(after.act(later).unwrap().len(), 1);
        let closed = book.closes(BOARD).after(on_the_day(Some(Ground::Died)));
        let meeting = closed.record.meetings.get(&id(BOARD)).unwrap();
        assert!(
            meeting
                .presence
                .iter()
                .all(|stay| stay.until != Some(time("10:32")))
        );
    }
}
