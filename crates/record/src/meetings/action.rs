//! An action, from the meeting that asked for it to its end; and which actions arise at a meeting.
//!
//! An action is overdue the day after its due date, and escalated once it has been overdue for longer
//! than the arrangements allow. Both follow from the day on which someone looks; nothing is written.

use jiff::{Timestamp, ToSpan, civil::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Entry, Meeting, Meetings};
use crate::{
    Author, LineNo, Minute, Record,
    arrangements::ActionRules,
    id::{ActionId, ItemNo, MeetingId, PartnerId, PersonId},
    prose::Prose,
};

/// Something that a partner was asked to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// Its name.
    pub id: ActionId,
    /// The meeting that asked.
    pub meeting: MeetingId,
    /// Under which item.
    pub item: ItemNo,
    /// What is to be done.
    pub what: Prose,
    /// The partner that is to do it.
    pub owner: PartnerId,
    /// The person, where one was named.
    pub person: Option<PersonId>,
    /// By when.
    pub due: Date,
    /// The line of the book.
    pub line: LineNo,
    /// What was reported of it, oldest first.
    pub reports: Vec<Report>,
    /// How its day was put off, oldest first.
    pub extensions: Vec<Extension>,
    /// How it ended.
    pub closed: Option<Closed>,
    /// The line at which it last changed.
    pub changed: LineNo,
}

/// How something stood, as its owner reported.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The line of the book.
    pub line: LineNo,
    /// When.
    pub at: Timestamp,
    /// Who reported it.
    pub by: Author,
    /// What they said.
    pub words: Prose,
}

/// An action was put off.
#[derive(Debug, Clone, PartialEq)]
pub struct Extension {
    /// The line of the book.
    pub line: LineNo,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub by: Author,
    /// When it was due before.
    pub was: Date,
    /// When it is due since.
    pub due: Date,
    /// Why.
    pub why: Prose,
}

/// The end of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Closed {
    /// The line of the book.
    pub line: LineNo,
    /// When.
    pub at: Timestamp,
    /// Who closed it.
    pub by: Author,
    /// What came of it.
    pub outcome: ActionOutcome,
    /// What was said of it.
    pub words: Option<Prose>,
    /// The action that takes it further.
    pub into: Option<ActionId>,
}

/// What came of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ActionOutcome {
    /// It was done.
    Done,
    /// It need not be done any more.
    NoLongerNeeded,
    /// Another action takes it further.
    PassedOn,
}

impl Action {
    /// As it was noted; none when the entry notes no action.
    pub(super) fn noted(line: LineNo, entry: &Entry) -> Option<Self> {
        let Entry::ActionNoted {
            action,
            meeting,
            item,
            what,
            owner,
            person,
            due,
        } = entry
        else {
            return None;
        };
        Some(Self {
            id: action.clone(),
            meeting: meeting.clone(),
            item: *item,
            what: what.clone(),
            owner: owner.clone(),
            person: *person,
            due: *due,
            line,
            reports: Vec::new(),
            extensions: Vec::new(),
            closed: None,
            changed: line,
        })
    }

    /// Takes in what became of it.
    pub(super) fn apply(&mut self, line: LineNo, minute: &Minute, entry: &Entry) {
        self.changed = line;
        let (at, by) = (minute.at, minute.by.clone());
        match entry {
            Entry::ActionReported { words, .. } => self.reports.push(Report {
                line,
                at,
                by,
                words: words.clone(),
            }),
            Entry::ActionExtended { due, why, .. } => {
                let was = std::mem::replace(&mut self.due, *due);
                self.extensions.push(Extension {
                    line,
                    at,
                    by,
                    was,
                    due: *due,
                    why: why.clone(),
                });
            }
            Entry::ActionClosed {
                outcome,
                words,
                into,
                ..
            } => {
                self.closed = Some(Closed {
                    line,
                    at,
                    by,
                    outcome: *outcome,
                    words: words.clone(),
                    into: into.clone(),
                });
            }
            _ => {}
        }
    }

    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// Whether its day has passed and it is still to be done.
    pub fn overdue(&self, today: Date) -> bool {
        self.is_open() && self.due < today
    }

    /// Whether it has been overdue for longer than the rules allow: the day after that many days.
    pub fn escalated(&self, rules: &ActionRules, today: Date) -> bool {
        let last = self
            .due
            .saturating_add(i64::from(rules.escalate_days).days());
        self.is_open() && last < today
    }
}

impl Record {
    /// The rules for actions on a day: the arrangements', or what holds where they say nothing.
    pub fn action_rules(&self, today: Date) -> ActionRules {
        let adoption = self.structure.in_force(today);
        adoption
            .and_then(|adoption| adoption.arrangements.actions.clone())
            .unwrap_or_default()
    }
}

impl Meetings {
    /// The actions that arise at a meeting: of earlier meetings of the same body, those open, and those
    /// closed since the meeting before. Of a meeting that is over: as they stood when it closed. The
    /// soonest due first.
    pub fn arising(&self, meeting: &Meeting) -> Vec<&Action> {
        let until = meeting.closed_line.unwrap_or(LineNo::MAX);
        let before = self
            .of(&meeting.body)
            .rev()
            .filter(|other| other.is_before(meeting))
            .find_map(|other| other.closed_line)
            .unwrap_or(0);
        let asked = self.asked_by.get(&meeting.body).into_iter().flatten();
        let asked = asked.filter_map(|id| self.action(id));
        let asked = asked.take_while(|action| action.line < until);
        let arises = |action: &&Action| {
            let earlier = self.get(&action.meeting);
            let closed = action.closed.as_ref().map(|closed| closed.line);
            earlier.is_some_and(|asked| asked.is_before(meeting))
                && closed.is_none_or(|closed| closed > before)
        };
        let mut arising: Vec<&Action> = asked.filter(arises).collect();
        arising.sort_by(|one, other| (one.due, &one.id).cmp(&(other.due, &other.id)));
        arising
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        meetings::{CloseAction, ExtendAction, NoteAction, ReportAction},
        prose::Words,
        testkit::*,
    };

    const LATER: &str = "board-2007-07-18";

    fn note(due: &str) -> NoteAction {
        NoteAction {
            meeting: id(BOARD),
            item: ItemNo(2),
            what: Words::new("Print the flood plan.").unwrap(),
            owner: id("council"),
            person: None,
            due: date(due),
        }
    }

    fn close(nth: u32) -> CloseAction {
        CloseAction {
            action: id(&format!("{BOARD}-a{nth}")),
            outcome: ActionOutcome::Done,
            words: None,
            to: None,
            into: None,
        }
    }

    fn arising(book: &Book, meeting: &str) -> Vec<String> {
        let meetings = &book.record.meetings;
        let meeting = meetings.get(&id(meeting)).unwrap();
        meetings
            .arising(meeting)
            .into_iter()
            .map(|action| action.id.to_string().replace(BOARD, ""))
            .collect()
    }

    #[test]
    fn overdue_the_day_after_and_escalated_after_the_days_of_the_rule() {
        let book = Book::board_under_way(&["chair"]).after(note("2007-05-01"));
        let action = book.record.meetings.action(&id(&format!("{BOARD}-a1")));
        let action = action.unwrap();
        let rules = ActionRules::default();
        assert_eq!(rules.escalate_days, 28);
        let table = [
            ("2007-05-01", false, false),
            ("2007-05-02", true, false),
            ("2007-05-29", true, false),
            ("2007-05-30", true, true),
        ];
        for (today, overdue, escalated) in table {
            let today = date(today);
            assert_eq!(action.overdue(today), overdue, "{today}");
            assert_eq!(action.escalated(&rules, today), escalated, "{today}");
        }
        let done = book.after(close(1));
        let action = done.record.meetings.action(&id(&format!("{BOARD}-a1")));
        assert!(!action.unwrap().overdue(date("2007-06-30")));
        assert!(!action.unwrap().escalated(&rules, date("2007-06-30")));
    }

    #[test]
    fn open_actions_and_those_closed_since_arise_at_the_next_meeting_of_the_body() {
        let asked = Book::board_under_way(&["chair"])
            .after(note("2007-06-01"))
            .after(note("2007-05-01"))
            .closes(BOARD);
        assert_eq!(arising(&asked, BOARD), [""; 0]);
        let called = asked.calls_on("board", "2007-07-18").after(close(2));
        assert_eq!(arising(&called, LATER), ["-a2", "-a1"]);
        let held = called
            .at("2007-07-18T10:30")
            .arrives(LATER, "board.chair")
            .opens(LATER, "board.chair")
            .closes(LATER);
        // What is closed later does not change what arose at a meeting that is over.
        let after = held.calls_on("board", "2007-10-17").after(close(1));
        assert_eq!(arising(&after, LATER), ["-a2", "-a1"]);
        assert_eq!(arising(&after, "board-2007-10-17"), ["-a1"]);
        let other = after.calls_on("executive", "2007-10-17");
        assert_eq!(arising(&other, "executive-2007-10-17"), [""; 0]);
    }

    #[test]
    fn everything_that_became_of_an_action_stays_with_it() {
        let words = |text: &str| Words::new(text).unwrap();
        let action = id(&format!("{BOARD}-a1"));
        let book = Book::board_under_way(&["chair"])
            .after(note("2007-05-01"))
            .after(ReportAction {
                action: id(&format!("{BOARD}-a1")),
                words: words("Half is printed."),
            })
            .after(ExtendAction {
                action: id(&format!("{BOARD}-a1")),
                due: date("2007-06-01"),
                why: words("The press broke."),
            })
            .after(close(1));
        let action = book.record.meetings.action(&action).unwrap();
        assert_eq!(action.reports[0].words.shown(), "Half is printed.");
        let put_off = &action.extensions[0];
        assert_eq!(
            (put_off.was, put_off.due),
            (date("2007-05-01"), date("2007-06-01"))
        );
        assert_eq!(action.closed.as_ref().unwrap().outcome, ActionOutcome::Done);
        let due: Vec<_> = book.record.meetings.actions().collect();
        assert_eq!((due.len(), due[0].due), (1, date("2007-06-01")));
    }
}
