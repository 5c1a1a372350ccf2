//! Issuing the agenda: the notice of a meeting. What is added afterwards is a supplement.
//!
//! The agenda is public before that, too; issuing says that it is settled and has gone out. A notice
//! that leaves too few clear days needs a reason, which stands on the record.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Notice, Stage, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::MeetingId,
    prose::{Prose, Words},
    say_day,
};

/// Issues the agenda of a meeting.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueAgenda {
    /// The meeting.
    pub meeting: MeetingId,
    /// Why it goes out with fewer clear days than are asked for, where it does.
    pub late_reason: Option<Words>,
}

/// Why an agenda is not issued.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IssueAgendaRefused {
    /// The meeting is not there, over or cancelled.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// It is under way.
    #[error("the meeting {0} is under way")]
    Begun(MeetingId),
    /// The agenda went out before.
    #[error("the agenda of {0} was issued on {day}", day = say_day(*.1))]
    AlreadyIssued(MeetingId, Date),
    /// Nothing to talk about.
    #[error("the agenda of {0} has no items")]
    NoBusiness(MeetingId),
    /// Too few clear days are left.
    #[error("{days} clear days were to be left before the meeting, so the agenda was due on {day}", day = say_day(*.due))]
    Late {
        /// How many clear days.
        days: u16,
        /// The last day.
        due: Date,
        /// The clause that says so.
        clause: Option<String>,
    },
}

use IssueAgendaRefused::{AlreadyIssued, Begun, Late, NoBusiness};

impl Act for IssueAgenda {
    const NAME: &'static str = "meetings.issue-agenda";
    const SUMMARY: &'static str = "Issue the agenda of a meeting: give notice of it.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = IssueAgendaRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_not_closed(&self.meeting)?;
        if meeting.stage != Stage::Called {
            return Err(Begun(self.meeting.clone()));
        }
        if let Some(issue) = &meeting.issued {
            return Err(AlreadyIssued(self.meeting.clone(), issue.on));
        }
        if meeting.items.is_empty() {
            return Err(NoBusiness(self.meeting.clone()));
        }
        let on = minute.date_in(&record.structure.zone());
        let notice = Notice::of_meeting(record, meeting);
        let late = notice.is_agenda_late(on);
        if late && self.late_reason.is_none() {
            return Err(Late {
                days: notice.agenda.clear_days,
                due: notice.agenda.by,
                clause: notice.clause,
            });
        }
        let reason = self.late_reason.as_ref().filter(|_| late);
        Ok(vec![crate::Entry::Meetings(Entry::AgendaIssued {
            meeting: self.meeting.clone(),
            on,
            late: reason.map(Prose::from),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for IssueAgendaRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            Begun(_) => Advice::new(
                "meetings/begun",
                "meeting",
                "Notice cannot be given of a meeting that has begun.",
            ),
            AlreadyIssued(..) => Advice::new(
                "meetings/agenda-issued",
                "meeting",
                "There is nothing to do. What is added now goes into a supplement.",
            ),
            NoBusiness(_) => {
                Advice::new("meetings/no-business", "meeting", "Add at least one item.")
            }
            Late { clause, .. } => Advice::new(
                "meetings/notice-too-short",
                "late_reason",
                "Say why it goes out late, or move the meeting to a later day.",
            )
            .by(clause.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn issue(reason: Option<&str>) -> IssueAgenda {
        IssueAgenda {
            meeting: id(BOARD),
            late_reason: reason.map(|text| Words::new(text).unwrap()),
        }
    }

    // Requirement: ME14 at /{partnership}/meetings/{meeting}/issue
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let called = || Book::three_rivers().calls("board");
        let late = || Late {
            days: 5,
            due: date("2007-04-10"),
            clause: None,
        };
        let in_time = called().at("2007-04-10T16:00");
        let unready = Unready::NoSuchMeeting(id(BOARD));
        let issued = in_time.clone().after(issue(None));
        rules([
            (Book::three_rivers(), issue(None), Err(unready.into())),
            (in_time.clone(), issue(None), Ok(())),
            (called().at("2007-04-11T09:00"), issue(None), Err(late())),
            (
                called().at("2007-04-11T09:00"),
                issue(Some("The post was late.")),
                Ok(()),
            ),
            (
                issued,
                issue(None),
                Err(AlreadyIssued(id(BOARD), date("2007-04-10"))),
            ),
            (
                Book::board_under_way(&["chair"]),
                issue(None),
                Err(Begun(id(BOARD))),
            ),
            (
                Book::board_under_way(&["chair"]).closes(BOARD),
                issue(None),
                Err(Unready::Closed(id(BOARD)).into()),
            ),
            (
                called().cancels(BOARD),
                issue(None),
                Err(Unready::Cancelled(id(BOARD)).into()),
            ),
        ]);
    }

    #[test]
    fn a_reason_stands_on_the_record_only_when_it_was_late() {
        let reason = |when: &str| {
            let book = Book::three_rivers().calls("board").at(when);
            let book = book.after(issue(Some("The post was late.")));
            let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
            let issue = meeting.issued.clone().unwrap();
            (issue.on, issue.late.map(|late| late.shown().to_owned()))
        };
        assert_eq!(reason("2007-04-10T16:00"), (date("2007-04-10"), None));
        assert_eq!(
            reason("2007-04-16T16:00"),
            (date("2007-04-16"), Some("The post was late.".to_owned()))
        );
    }
}
