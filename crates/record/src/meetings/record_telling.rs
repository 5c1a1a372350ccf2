//! Recording that somebody told others what came of a meeting: the cascade that each member owes (W09,
//! Appendix 1: "Connectivity").
//!
//! Whoever sits at the table speaks for others, and owes them an account: officers and staff,
//! non-executives, colleagues, their own group. It is recorded whom they told, on which day and about
//! what. Whom they owe it the terms of the body say, in their own words; nobody is refused for having
//! told others than those.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Entry, Unready};
use crate::{
    Author, LineNo, Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{MeetingId, PersonId, SeatId},
    prose::{Prose, Words},
    say_day,
};

/// Records that somebody told others what came of a meeting.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordTelling {
    /// The meeting that they told of.
    pub meeting: MeetingId,
    /// The seat for which they told it.
    pub seat: SeatId,
    /// Whom they told.
    pub whom: Told,
    /// What they told, or who it was exactly; the minutes when left out.
    pub about: Option<Words>,
    /// On which day; today when left out.
    pub on: Option<Date>,
}

/// Those who are told what came of a meeting.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    /// Officers of their organisation.
    Officers,
    /// Its staff.
    Staff,
    /// Its non-executives: councillors, governors, trustees.
    NonExecutives,
    /// Colleagues: others who do the same elsewhere.
    Colleagues,
    /// Their own group or partnership.
    Group,
    /// The organisations and people for whom they speak.
    Represented,
}

impl Told {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Officers,
        Self::Staff,
        Self::NonExecutives,
        Self::Colleagues,
        Self::Group,
        Self::Represented,
    ];
}

/// That somebody told others what came of a meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    /// The seat for which they told it.
    pub seat: SeatId,
    /// Who told it.
    pub person: PersonId,
    /// Whom.
    pub whom: Told,
    /// On which day.
    pub on: Date,
    /// What.
    pub about: Option<Prose>,
    /// The line of the book.
    pub line: LineNo,
}

/// Why it is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordTellingRefused {
    /// The meeting is not there, or not over.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// Nobody held the seat on the day of the meeting, or it belongs to another body.
    #[error("nobody held the seat {0} on the body that met")]
    NotHeld(SeatId),
    /// Before the meeting there was nothing to tell.
    #[error("the meeting was held on {}, and this would have been told on {}", say_day(*.date), say_day(*.on))]
    Before {
        /// The day of the meeting.
        date: Date,
        /// The day on which it would have been told.
        on: Date,
    },
    /// What is to come has not been told.
    #[error("{} is still to come", say_day(*.0))]
    ToCome(Date),
    /// It is recorded.
    #[error("it is recorded already that they were told on {} for the seat {seat}", say_day(*.on))]
    AlreadyRecorded {
        /// The seat.
        seat: SeatId,
        /// On which day.
        on: Date,
    },
}

use RecordTellingRefused::{AlreadyRecorded, Before, NotHeld, ToCome};

impl Act for RecordTelling {
    const NAME: &'static str = "meetings.record-telling";
    const SUMMARY: &'static str = "Record that somebody told others what came of a meeting.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = RecordTellingRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_closed(&self.meeting)?;
        let structure = &record.structure;
        let held = structure
            .seat_on(&self.seat, meeting.date)
            .filter(|_| self.seat.body() == meeting.body)
            .and_then(|seat| seat.holder);
        let holder = held.ok_or_else(|| NotHeld(self.seat.clone()))?.person;
        let today = minute.date_in(&structure.zone());
        let on = self.on.unwrap_or(today);
        if on < meeting.date {
            let date = meeting.date;
            return Err(Before { date, on });
        }
        if on > today {
            return Err(ToCome(on));
        }
        let known = meeting
            .tellings
            .iter()
            .any(|told| told.seat == self.seat && told.whom == self.whom && told.on == on);
        if known {
            let seat = self.seat.clone();
            return Err(AlreadyRecorded { seat, on });
        }
        // Whoever was in the room for the seat tells of it, unless another who may speaks up.
        let sat = meeting.presence.iter().rev();
        let sat = sat
            .clone()
            .find(|stay| stay.seat == self.seat)
            .map_or(holder, |stay| stay.person);
        let person = match minute.by {
            Author::Person(person) => structure
                .speaks_for(person, &self.seat, meeting.date, Some(&meeting.id))
                .map_or(sat, |_| person),
            Author::System(_) => sat,
        };
        Ok(vec![crate::Entry::Meetings(Entry::TellingRecorded {
            meeting: self.meeting.clone(),
            seat: self.seat.clone(),
            person,
            whom: self.whom,
            on,
            about: self.about.as_ref().map(Prose::from),
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for RecordTellingRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            NotHeld(_) => Advice::new(
                "meetings/seat-not-held",
                "seat",
                "Choose a seat that was held on the day of the meeting.",
            ),
            Before { .. } => Advice::new(
                "meetings/told-before",
                "on",
                "Choose the day of the meeting or a later one.",
            ),
            ToCome(_) => Advice::new("meetings/told-later", "on", "Record it once it is done."),
            AlreadyRecorded { .. } => Advice::new(
                "meetings/told-already",
                "whom",
                "There is nothing to do; choose another day if they were told again.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn telling(name: &str, whom: Told, on: Option<&str>) -> RecordTelling {
        RecordTelling {
            meeting: id(BOARD),
            seat: seat(name),
            whom,
            about: None,
            on: on.map(date),
        }
    }

    fn held() -> Book {
        Book::board_under_way(&["chair", "leader"])
            .closes(BOARD)
            .at("2007-04-20T09:00")
    }

    // Requirement: RE7, ME13 at /{partnership}/meetings/{meeting}/told
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let staff = |on| telling("board.leader", Told::Staff, on);
        let twice = || held().after(staff(None));
        rules([
            (
                Book::three_rivers(),
                staff(None),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (
                Book::board_under_way(&["chair"]),
                staff(None),
                Err(Unready::NotClosed(id(BOARD)).into()),
            ),
            (held(), staff(None), Ok(())),
            // Who sent apologies has colleagues too.
            (
                held(),
                telling("board.health", Told::Colleagues, None),
                Ok(()),
            ),
            (
                held(),
                telling("board.rural", Told::Staff, None),
                Err(NotHeld(seat("board.rural"))),
            ),
            (
                held(),
                telling("executive.chief", Told::Staff, None),
                Err(NotHeld(seat("executive.chief"))),
            ),
            (held(), staff(Some("2007-04-18")), Ok(())),
            (
                held(),
                staff(Some("2007-04-17")),
                Err(Before {
                    date: date("2007-04-18"),
                    on: date("2007-04-17"),
                }),
            ),
            (
                held(),
                staff(Some("2007-04-21")),
                Err(ToCome(date("2007-04-21"))),
            ),
            (
                twice(),
                staff(None),
                Err(AlreadyRecorded {
                    seat: seat("board.leader"),
                    on: date("2007-04-20"),
                }),
            ),
            (twice(), staff(Some("2007-04-19")), Ok(())),
            (
                twice(),
                telling("board.leader", Told::Officers, None),
                Ok(()),
            ),
        ]);
    }

    #[test]
    fn who_told_it_is_who_was_there_or_who_says_so() {
        let told = |book: &Book| {
            let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
            let one = meeting.tellings.last().unwrap();
            (one.person, one.on)
        };
        let day = date("2007-04-20");
        let by_house = held().after(telling("board.leader", Told::Staff, None));
        assert_eq!(told(&by_house), (holder_of("board.leader"), day));
        let mut book = held();
        book.minute.by = Author::Person(holder_of("board.chair"));
        let book = book.after(telling("board.chair", Told::Group, None));
        assert_eq!(told(&book), (holder_of("board.chair"), day));
    }
}
