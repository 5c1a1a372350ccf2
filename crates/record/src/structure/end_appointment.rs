//! Ending an appointment before its time: a resignation, a new leader, another post.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::Entry;
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::SeatId,
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

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let held = record.structure.holder(&self.seat, self.on);
        let held = held.ok_or_else(|| NotHeld(self.seat.clone(), self.on))?;
        if held.until == Some(self.on) {
            return Err(EndsThen(self.seat.clone(), self.on));
        }
        Ok(vec![crate::Entry::Structure(Entry::AppointmentEnded {
            seat: self.seat.clone(),
            person: held.person,
            on: self.on,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
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
        let end = |name: &str, on: &str| EndAppointment {
            seat: seat(name),
            on: date(on),
        };
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
}
