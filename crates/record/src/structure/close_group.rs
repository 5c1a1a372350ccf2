//! Closing a group that ran for a time, with its report (W09, E).
//!
//! What it was asked to do and has not done is not judged here: the page says it before the form is
//! sent. A meeting that is still called stands in the way, because nobody would come.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::Entry;
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{BodyId, MeetingId},
    meetings::{PaperHash, Stage},
    prose::{Prose, Words},
    say_day,
};

/// Closes a group, with its report.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseGroup {
    /// The group: any body that has a last day.
    pub group: BodyId,
    /// Its last day; when left out today, or the last day that it has if that has passed.
    pub on: Option<Date>,
    /// What it reports, in words.
    pub report: Option<Words>,
    /// Its report as a paper, by the hash that uploading gave.
    pub paper: Option<PaperHash>,
}

/// Why a group is not closed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CloseGroupRefused {
    /// No such body, or it has no last day.
    #[error("there is no body {0} that has a last day")]
    NoSuchGroup(BodyId),
    /// It is closed.
    #[error("{0} is closed already, with its last day on {day}", day = say_day(*.1))]
    Closed(BodyId, Date),
    /// Not a day on which it is there.
    #[error("{} is no day of its run, which ends on {}", say_day(*.on), say_day(*.ends))]
    NotThen {
        /// The day.
        on: Date,
        /// Its last day.
        ends: Date,
    },
    /// It met later than that.
    #[error("it met on {}, after that day", say_day(*.0))]
    MetLater(Date),
    /// Meetings are called.
    #[error("meetings of it are still called: {}", list(.0))]
    MeetingsCalled(Vec<MeetingId>),
    /// No report.
    #[error("neither a report in words nor a paper is given")]
    NoReport,
}

fn list(meetings: &[MeetingId]) -> String {
    let names: Vec<&str> = meetings.iter().map(|meeting| meeting.as_str()).collect();
    names.join(", ")
}

use CloseGroupRefused::{Closed, MeetingsCalled, MetLater, NoReport, NoSuchGroup, NotThen};

impl Act for CloseGroup {
    const NAME: &'static str = "structure.close-group";
    const SUMMARY: &'static str = "Close a group that ran for a time, with its report.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = CloseGroupRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let structure = &record.structure;
        let none = || NoSuchGroup(self.group.clone());
        let (starts, ends) = structure.span(&self.group).ok_or_else(none)?;
        let ends = ends.ok_or_else(none)?;
        let run = structure.run(&self.group);
        if let Some(closing) = run.and_then(|run| run.closing.as_ref()) {
            return Err(Closed(self.group.clone(), closing.on));
        }
        let today = minute.date_in(&structure.zone());
        let on = self.on.unwrap_or(today.min(ends));
        if on < starts.unwrap_or(Date::MIN) || ends < on {
            return Err(NotThen { on, ends });
        }
        let meetings = || record.meetings.of(&self.group);
        let called = meetings().filter(|meeting| match meeting.stage {
            Stage::Open => true,
            Stage::Called => on < meeting.date,
            _ => false,
        });
        let called: Vec<MeetingId> = called.map(|meeting| meeting.id.clone()).collect();
        if !called.is_empty() {
            return Err(MeetingsCalled(called));
        }
        let mut held = meetings().filter(|meeting| meeting.opened.is_some());
        if let Some(meeting) = held.find(|meeting| on < meeting.date) {
            return Err(MetLater(meeting.date));
        }
        if self.report.is_none() && self.paper.is_none() {
            return Err(NoReport);
        }
        Ok(vec![crate::Entry::Structure(Entry::GroupClosed {
            group: self.group.clone(),
            on,
            report: self.report.as_ref().map(Prose::from),
            paper: self.paper.clone(),
        })])
    }

    fn paper(&self) -> Option<&PaperHash> {
        self.paper.as_ref()
    }
}

impl Refusal for CloseGroupRefused {
    fn advice(&self) -> Advice {
        match self {
            NoSuchGroup(_) => Advice::new(
                "structure/no-such-group",
                "group",
                "Choose a body that runs for a time from the structure page.",
            ),
            Closed(..) => Advice::new("structure/group-closed", "group", "There is nothing to do."),
            NotThen { .. } => Advice::new(
                "structure/not-then",
                "on",
                "Choose a day on which it is there, or give it a longer run first.",
            ),
            MetLater(_) => Advice::new(
                "structure/met-later",
                "on",
                "Choose that day or a later one.",
            ),
            MeetingsCalled(_) => Advice::new(
                "structure/meetings-called",
                "on",
                "Hold or cancel them first, or choose a last day after them.",
            ),
            NoReport => Advice::new(
                "structure/no-report",
                "report",
                "Write what came of its work, or upload its report.",
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
        let founded = || {
            Book::three_rivers()
                .after(found_group("alcohol"))
                .at("2007-06-01T09:00")
        };
        let closed = |change: fn(&mut CloseGroup)| {
            let mut act = close_group("alcohol");
            change(&mut act);
            act
        };
        let ends = date("2007-10-31");
        let called = || founded().calls_on("alcohol", "2007-09-03");
        let held = || {
            let person_there = crate::structure::Appoint::new(
                seat("alcohol.lead"),
                person(700),
                date("2007-05-01"),
            );
            called()
                .after(person_there)
                .at("2007-09-03T10:00")
                .arrives("alcohol-2007-09-03", "alcohol.lead")
                .opens("alcohol-2007-09-03", "alcohol.lead")
        };
        rules([
            (founded(), close_group("alcohol"), Ok(())),
            (founded(), close_group("flood"), Ok(())),
            (
                founded(),
                close_group("board"),
                Err(NoSuchGroup(id("board"))),
            ),
            (
                founded().after(close_group("alcohol")),
                close_group("alcohol"),
                Err(Closed(id("alcohol"), date("2007-06-01"))),
            ),
            (
                founded(),
                closed(|act| act.on = Some(date("2007-04-30"))),
                Err(NotThen {
                    on: date("2007-04-30"),
                    ends,
                }),
            ),
            (
                founded(),
                closed(|act| act.on = Some(date("2007-11-01"))),
                Err(NotThen {
                    on: date("2007-11-01"),
                    ends,
                }),
            ),
            (founded(), closed(|act| act.report = None), Err(NoReport)),
            (
                called(),
                close_group("alcohol"),
                Err(MeetingsCalled(vec![id("alcohol-2007-09-03")])),
            ),
            (
                called(),
                closed(|act| act.on = Some(date("2007-09-03"))),
                Ok(()),
            ),
            (
                held(),
                closed(|act| act.on = Some(date("2007-09-03"))),
                Err(MeetingsCalled(vec![id("alcohol-2007-09-03")])),
            ),
            (
                held().closes("alcohol-2007-09-03"),
                closed(|act| act.on = Some(date("2007-09-02"))),
                Err(MetLater(date("2007-09-03"))),
            ),
            (
                held().closes("alcohol-2007-09-03"),
                closed(|act| act.on = Some(date("2007-09-03"))),
                Ok(()),
            ),
            // Its last day has passed: that is the day on which it is closed.
            (
                founded().at("2008-02-01T09:00"),
                close_group("alcohol"),
                Ok(()),
            ),
        ]);
    }

    #[test]
    fn what_is_closed_meets_no_more() {
        let book = Book::three_rivers()
            .after(found_group("alcohol"))
            .at("2007-06-01T09:00")
            .after(close_group("alcohol"));
        let (_, body) = book
            .record
            .structure
            .body(&id("alcohol"), date("2007-06-02"))
            .unwrap();
        assert!(!body.exists_on(date("2007-06-02")) && body.exists_on(date("2007-06-01")));
    }
}
