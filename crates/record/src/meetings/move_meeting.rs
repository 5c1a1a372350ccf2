//! Moving a meeting to another day, hour or place. Its name stays, and the page says from when.
//!
//! Hours are civil times in the partnership's zone: half past ten stays half past ten across the end
//! of summer time. What notice the new day leaves is not judged; the reason stands on the record.

use jiff::civil::{Date, Time};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Stage, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{BodyId, MeetingId},
    prose::{Prose, Title, Words},
    say_day,
};

/// Moves a meeting to another day, hour or place.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// The meeting.
    pub meeting: MeetingId,
    /// The new day.
    pub date: Date,
    /// When it begins then, such as `10:30`.
    pub starts: Time,
    /// Where.
    pub place: Title,
    /// Why.
    pub why: Words,
}

/// Why a meeting is not moved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoveRefused {
    /// The meeting is not there, over or cancelled.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// It is under way.
    #[error("the meeting {0} is under way")]
    Begun(MeetingId),
    /// Nothing would change.
    #[error("the meeting {0} is there and then already")]
    Unchanged(MeetingId),
    /// The day has passed.
    #[error("{} has passed", say_day(*.0))]
    Past(Date),
    /// The body is not there on that day.
    #[error("the body {0} does not exist on {day}", day = say_day(*.1))]
    NotThen(BodyId, Date),
    /// The body meets at that hour already.
    #[error("the body meets on that day at that time already: {0}")]
    AlreadyCalled(MeetingId),
}

use MoveRefused::{AlreadyCalled, Begun, NotThen, Past, Unchanged};

impl Act for Move {
    const NAME: &'static str = "meetings.move";
    const SUMMARY: &'static str = "Move a meeting to another day, hour or place, with the reason.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = MoveRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_not_closed(&self.meeting)?;
        if meeting.stage != Stage::Called {
            return Err(Begun(self.meeting.clone()));
        }
        let same = (meeting.date, meeting.starts) == (self.date, self.starts);
        if same && meeting.place == self.place {
            return Err(Unchanged(self.meeting.clone()));
        }
        if self.date < minute.date_in(&record.structure.zone()) {
            return Err(Past(self.date));
        }
        let body = record.structure.body(&meeting.body, self.date);
        let there = body.is_some_and(|(_, body)| {
            let begun = body.starts.is_none_or(|starts| starts <= self.date);
            begun && body.ends.is_none_or(|ends| self.date <= ends)
        });
        if !there {
            return Err(NotThen(meeting.body.clone(), self.date));
        }
        let other = record
            .meetings
            .at_that_time(&meeting.body, self.date, self.starts);
        if let Some(other) = other.filter(|other| other.id != self.meeting) {
            return Err(AlreadyCalled(other.id.clone()));
        }
        Ok(vec![crate::Entry::Meetings(Entry::MeetingMoved {
            meeting: self.meeting.clone(),
            date: self.date,
            starts: self.starts,
            place: self.place.clone(),
            why: Prose::from(&self.why),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for MoveRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            Begun(_) => Advice::new(
                "meetings/begun",
                "meeting",
                "Close it, and call another meeting for what is left.",
            ),
            Unchanged(_) => Advice::new(
                "meetings/not-moved",
                "date",
                "Give another day, time or place.",
            ),
            Past(_) => Advice::new(
                "meetings/day-has-passed",
                "date",
                "Choose today or a later day.",
            ),
            NotThen(..) => Advice::new(
                "meetings/body-not-then",
                "date",
                "Choose a day on which the body exists.",
            ),
            AlreadyCalled(_) => Advice::new(
                "meetings/already-called",
                "starts",
                "Choose another time, or cancel one of the two.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::DateTime};

    use super::*;
    use crate::{meetings::Meeting, testkit::*};

    fn to(day: &str, starts: &str) -> Move {
        Move {
            meeting: id(BOARD),
            date: date(day),
            starts: time(starts),
            place: Title::new("Weir House").unwrap(),
            why: Words::new("The hall is flooded.").unwrap(),
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let called = || Book::called("board");
        let elsewhere = Move {
            place: Title::new("Mill").unwrap(),
            ..to("2007-04-18", "10:30")
        };
        let unready = Unready::NoSuchMeeting(id(BOARD));
        rules([
            (
                Book::three_rivers(),
                to("2007-04-25", "10:30"),
                Err(unready.into()),
            ),
            (called(), to("2007-04-25", "10:30"), Ok(())),
            (called(), to("2007-04-18", "14:00"), Ok(())),
            (called(), elsewhere, Ok(())),
            (
                called(),
                to("2007-04-18", "10:30"),
                Err(Unchanged(id(BOARD))),
            ),
            (
                called(),
                to("2007-04-17", "10:30"),
                Err(Past(date("2007-04-17"))),
            ),
            (
                called().calls_on("board", "2007-05-02"),
                to("2007-05-02", "10:30"),
                Err(AlreadyCalled(id("board-2007-05-02"))),
            ),
            (
                called()
                    .calls_on("board", "2007-05-02")
                    .cancels("board-2007-05-02"),
                to("2007-05-02", "10:30"),
                Ok(()),
            ),
            (
                Book::board_under_way(&["chair"]),
                to("2007-04-25", "10:30"),
                Err(Begun(id(BOARD))),
            ),
            (
                called().cancels(BOARD),
                to("2007-04-25", "10:30"),
                Err(Unready::Cancelled(id(BOARD)).into()),
            ),
        ]);
    }

    #[test]
    fn a_body_is_there_on_the_new_day() {
        let book = Book::three_rivers().calls_on("flood", "2007-04-18");
        let before = Move {
            meeting: id("flood-2007-04-18"),
            ..to("2007-01-31", "10:30")
        };
        rules([(book, before, Err(NotThen(id("flood"), date("2007-01-31"))))]);
    }

    /// Half past ten on the last day of summer time is an hour earlier in the world than a day later.
    #[test]
    fn an_hour_stays_the_same_across_the_end_of_summer_time() {
        let begins = |book: &Book, meeting: &Meeting| -> Timestamp {
            let civil = DateTime::from_parts(meeting.date, meeting.starts);
            let zone = book.record.structure.zone();
            civil.to_zoned(zone).unwrap().timestamp()
        };
        let summer = Book::called("board").after(to("2007-10-27", "10:30"));
        let winter = summer.clone().after(to("2007-10-28", "10:30"));
        let told = |book: &Book| {
            let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
            (
                meeting.starts.to_string(),
                begins(book, meeting).to_string(),
            )
        };
        assert_eq!(
            told(&summer),
            ("10:30:00".to_owned(), "2007-10-27T09:30:00Z".to_owned())
        );
        assert_eq!(
            told(&winter),
            ("10:30:00".to_owned(), "2007-10-28T10:30:00Z".to_owned())
        );
    }

    #[test]
    fn its_name_stays_and_the_next_meeting_on_the_old_day_gets_another() {
        let book = Book::called("board").after(to("2007-05-02", "10:30"));
        let book = book
            .calls_on("board", "2007-04-18")
            .calls_on("board", "2007-04-30");
        let days: Vec<String> = book
            .record
            .meetings
            .all()
            .map(|meeting| format!("{} on {}", meeting.id, meeting.date))
            .collect();
        assert_eq!(
            days,
            [
                "board-2007-04-18-part-2 on 2007-04-18",
                "board-2007-04-30 on 2007-04-30",
                "board-2007-04-18 on 2007-05-02",
            ]
        );
        let moved = book.record.meetings.get(&id(BOARD)).unwrap();
        assert_eq!(moved.moves[0].date, date("2007-04-18"));
        assert_eq!(moved.moves[0].why.shown(), "The hall is flooded.");
    }
}
