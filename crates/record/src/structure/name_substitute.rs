//! Naming a substitute for the holder of a seat, for one meeting or until further notice.
//!
//! A substitute counts for quorum and casts the partner's vote (G07, para 11 and 20). They name no
//! further substitutes: only the holder does, or the secretariat for them.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::Entry;
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{MeetingId, PersonId, SeatId},
    say_day,
};

/// Names a substitute for the holder of a seat.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NameSubstitute {
    /// The seat.
    pub seat: SeatId,
    /// Who may stand in.
    pub person: PersonId,
    /// For this meeting only; leave it out for a standing substitute.
    pub meeting: Option<MeetingId>,
    /// First day of a standing substitute; today when left out.
    pub from: Option<Date>,
    /// Last day of a standing substitute.
    pub until: Option<Date>,
}

/// Why a substitute is not named.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameSubstituteRefused {
    /// No such seat on that day.
    #[error("there is no seat {0} in the arrangements in force on {day}", day = say_day(*.1))]
    NoSuchSeat(SeatId, Date),
    /// Nobody holds the seat.
    #[error("nobody holds the seat {0} on {day}, so nobody can be substituted", day = say_day(*.1))]
    Vacant(SeatId, Date),
    /// The person holds the seat.
    #[error("this person holds the seat {0} already")]
    IsTheHolder(SeatId),
    /// No such meeting.
    #[error("there is no meeting {0}")]
    NoSuchMeeting(MeetingId),
    /// The meeting is another body's.
    #[error("{meeting} is not a meeting of the body on which {seat} is")]
    OtherBody {
        /// The meeting.
        meeting: MeetingId,
        /// The seat.
        seat: SeatId,
    },
    /// Days given as well as a meeting.
    #[error("a substitute for one meeting needs no first or last day")]
    DaysAndMeeting,
    /// The last day is before the first.
    #[error("the last day, {}, is before the first, {}", say_day(*.until), say_day(*.from))]
    EndsBeforeItBegins {
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
    },
}

use NameSubstituteRefused::{
    DaysAndMeeting, EndsBeforeItBegins, IsTheHolder, NoSuchMeeting, NoSuchSeat, OtherBody, Vacant,
};

impl Act for NameSubstitute {
    const NAME: &'static str = "structure.name-substitute";
    const SUMMARY: &'static str =
        "Name a substitute for the holder of a seat, for one meeting or standing.";
    const AUTHORITY: Authority = Authority::HolderOrSecretariat;
    type Refused = NameSubstituteRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let (from, until) = self.days(record, minute)?;
        let seat = || self.seat.clone();
        let on = record
            .structure
            .seat_on(&self.seat, from)
            .ok_or_else(|| NoSuchSeat(seat(), from))?;
        let holder = on.holder.ok_or_else(|| Vacant(seat(), from))?;
        if holder.person == self.person {
            return Err(IsTheHolder(seat()));
        }
        Ok(vec![crate::Entry::Structure(Entry::SubstituteNamed {
            seat: seat(),
            person: self.person,
            meeting: self.meeting.clone(),
            from,
            until,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }

    fn subject(&self) -> Option<Subject<'_>> {
        self.meeting.as_ref().map(Subject::Meeting)
    }

    fn people(&self) -> Vec<PersonId> {
        vec![self.person]
    }
}

impl NameSubstitute {
    fn days(
        &self,
        record: &Record,
        minute: &Minute,
    ) -> Result<(Date, Option<Date>), NameSubstituteRefused> {
        if let Some(id) = &self.meeting {
            let meeting = record
                .meetings
                .get(id)
                .ok_or_else(|| NoSuchMeeting(id.clone()))?;
            if self.from.is_some() || self.until.is_some() {
                return Err(DaysAndMeeting);
            }
            if meeting.body != self.seat.body() {
                return Err(OtherBody {
                    meeting: id.clone(),
                    seat: self.seat.clone(),
                });
            }
            return Ok((meeting.date, Some(meeting.date)));
        }
        let from = self
            .from
            .unwrap_or_else(|| minute.date_in(&record.structure.zone()));
        match self.until {
            Some(until) if until < from => Err(EndsBeforeItBegins { from, until }),
            until => Ok((from, until)),
        }
    }
}

impl Refusal for NameSubstituteRefused {
    fn advice(&self) -> Advice {
        match self {
            NoSuchSeat(..) => Advice::new(
                "structure/no-such-seat",
                "seat",
                "Choose a seat from the body's page, under “Who sits here”.",
            ),
            Vacant(..) => Advice::new("structure/seat-vacant", "seat", "Appoint a holder first."),
            IsTheHolder(_) => {
                Advice::new("structure/is-the-holder", "person", "Name someone else.")
            }
            NoSuchMeeting(_) => Advice::new(
                "structure/no-such-meeting",
                "meeting",
                "Choose a meeting that has been called.",
            ),
            OtherBody { .. } => Advice::new(
                "structure/other-body",
                "meeting",
                "Choose a meeting of the seat's own body.",
            ),
            DaysAndMeeting => Advice::new(
                "structure/days-and-meeting",
                "from",
                "Give either the meeting or the days.",
            ),
            EndsBeforeItBegins { .. } => Advice::new(
                "structure/ends-before-it-begins",
                "until",
                "Choose a last day on or after the first.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn name(seat_name: &str, number: u32) -> NameSubstitute {
        NameSubstitute {
            seat: seat(seat_name),
            person: person(number),
            meeting: None,
            from: Some(date("2007-04-18")),
            until: None,
        }
    }

    fn at(meeting: &str, act: NameSubstitute) -> NameSubstitute {
        NameSubstitute {
            meeting: Some(id(meeting)),
            from: None,
            ..act
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let day = date("2007-04-18");
        let (leader, later) = (seat("board.leader"), seat("board.health-later"));
        let holder = NameSubstitute {
            person: holder_of("board.leader"),
            ..name("board.leader", 0)
        };
        let until = |until: &str| NameSubstitute {
            until: Some(date(until)),
            ..name("board.leader", 500)
        };
        let both = NameSubstitute {
            meeting: Some(id(BOARD)),
            ..name("board.leader", 500)
        };
        rules([
            (
                Book::new(),
                name("board.leader", 500),
                Err(NoSuchSeat(leader.clone(), day)),
            ),
            (
                Book::adopted(),
                name("board.leader", 500),
                Err(Vacant(leader.clone(), day)),
            ),
            (
                Book::three_rivers(),
                name("board.mayor", 500),
                Err(NoSuchSeat(seat("board.mayor"), day)),
            ),
            (
                Book::three_rivers(),
                name("board.health-later", 500),
                Err(Vacant(later, day)),
            ),
            (
                Book::three_rivers(),
                holder,
                Err(IsTheHolder(leader.clone())),
            ),
            (Book::three_rivers(), name("board.leader", 500), Ok(())),
            (Book::three_rivers(), until("2007-04-18"), Ok(())),
            (
                Book::three_rivers(),
                until("2007-04-17"),
                Err(EndsBeforeItBegins {
                    from: day,
                    until: date("2007-04-17"),
                }),
            ),
            (
                Book::three_rivers(),
                at(BOARD, name("board.leader", 500)),
                Err(NoSuchMeeting(id(BOARD))),
            ),
            (
                Book::called("board"),
                at(BOARD, name("board.leader", 500)),
                Ok(()),
            ),
            (Book::called("board"), both, Err(DaysAndMeeting)),
            (
                Book::called("forum"),
                at(FORUM, name("board.leader", 500)),
                Err(OtherBody {
                    meeting: id(FORUM),
                    seat: leader,
                }),
            ),
        ]);
    }

    #[test]
    fn a_substitute_for_one_meeting_speaks_at_that_meeting_only() {
        let book = Book::called("board").after(at(BOARD, name("board.leader", 500)));
        let speaks = |meeting: Option<&str>| {
            let meeting = meeting.map(id::<MeetingId>);
            let structure = &book.record.structure;
            structure.speaks_for(
                person(500),
                &seat("board.leader"),
                date("2007-04-18"),
                meeting.as_ref(),
            )
        };
        assert_eq!(speaks(Some(BOARD)), Some(crate::structure::Who::Substitute));
        assert_eq!(speaks(Some("board-2007-04-18-part-2")), None);
        assert_eq!(speaks(None), None);
    }
}
