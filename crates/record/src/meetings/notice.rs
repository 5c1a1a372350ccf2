//! Notice: by which day the agenda goes out and papers are due.
//!
//! The arrangements say how many clear days; where they do not, five are the convention. What may
//! still be added late, and with what reason, is judged by the acts.

use jiff::civil::Date;

use super::Meeting;
use crate::{
    Record,
    arrangements::Body,
    calendar::{clear_days_between, last_day_for},
};

/// Clear days by convention, where the arrangements do not say.
pub const CONVENTION: u16 = 5;

/// A day before a meeting by which something is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The last working day for it.
    pub by: Date,
    /// How many clear days that leaves.
    pub clear_days: u16,
    /// Whether the arrangements say so; else it is the convention.
    pub stated: bool,
}

/// Both deadlines of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// For the agenda.
    pub agenda: Deadline,
    /// For the papers.
    pub papers: Deadline,
    /// The clause that says so, where one does.
    pub clause: Option<String>,
    meeting: Date,
}

impl Notice {
    /// The notice that a body's meeting on a day needs.
    pub fn of(body: Option<&Body>, meeting: Date) -> Self {
        let meets = body.and_then(|body| body.meets.as_ref());
        let deadline = |days: Option<u16>| {
            let clear_days = days.unwrap_or(CONVENTION);
            Deadline {
                by: last_day_for(clear_days, meeting),
                clear_days,
                stated: days.is_some(),
            }
        };
        let agenda = deadline(meets.and_then(|meets| meets.notice_days));
        let papers = deadline(meets.and_then(|meets| meets.papers_days));
        let stated = agenda.stated || papers.stated;
        Self {
            clause: meets
                .filter(|_| stated)
                .and_then(|meets| meets.clause.clone()),
            agenda,
            papers,
            meeting,
        }
    }

    /// The notice that a meeting needs, by the arrangements in force on its day.
    pub fn of_meeting(record: &Record, meeting: &Meeting) -> Self {
        let body = record.structure.body(&meeting.body, meeting.date);
        Self::of(body.map(|(_, body)| body), meeting.date)
    }

    /// Whether an agenda that goes out on a day is too late.
    pub fn is_agenda_late(&self, today: Date) -> bool {
        self.is_late(&self.agenda, today)
    }

    /// Whether a paper that is tabled on a day is too late.
    pub fn is_paper_late(&self, today: Date) -> bool {
        self.is_late(&self.papers, today)
    }

    fn is_late(&self, deadline: &Deadline, today: Date) -> bool {
        let left = clear_days_between(today, self.meeting);
        today > self.meeting || left < usize::from(deadline.clear_days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    // Requirement: ME14 at /{partnership}/meetings/{meeting}
    #[test]
    fn five_clear_days_by_convention_and_others_by_clause() {
        let minimal = include_str!("../../../../arrangements/minimal.toml");
        let read = |text: &str| crate::arrangements::read(text).unwrap();
        let told = |text: &str, day: &str| {
            let arrangements = read(text);
            let notice = Notice::of(arrangements.body.first(), date(day));
            (
                notice.agenda.by.to_string(),
                notice.agenda.stated,
                notice.papers.by.to_string(),
                notice.papers.stated,
                notice.clause,
            )
        };
        let ten = minimal.replace(
            "notice_days = 5",
            "notice_days = 10\npapers_days = 3\nclause = \"9\"",
        );
        let silent = minimal.replace("notice_days = 5", "");
        let days = |agenda: &str, stated, papers: &str, other, clause: Option<&str>| {
            let clause = clause.map(str::to_owned);
            (agenda.to_owned(), stated, papers.to_owned(), other, clause)
        };
        assert_eq!(
            told(minimal, "2007-04-18"),
            days("2007-04-10", true, "2007-04-10", false, None)
        );
        assert_eq!(
            told(&ten, "2007-04-18"),
            days("2007-03-30", true, "2007-04-12", true, Some("9"))
        );
        assert_eq!(
            told(&silent, "2007-04-18"),
            days("2007-04-10", false, "2007-04-10", false, None)
        );
    }

    #[test]
    fn a_notice_on_sunday_is_in_time_if_the_clear_days_are_left() {
        let notice = Notice::of(None, date("2007-04-23"));
        assert_eq!(notice.agenda.by, date("2007-04-13"));
        assert!(!notice.is_agenda_late(date("2007-04-15")));
        assert!(notice.is_agenda_late(date("2007-04-16")));
        assert!(notice.is_paper_late(date("2007-04-24")));
    }
}
