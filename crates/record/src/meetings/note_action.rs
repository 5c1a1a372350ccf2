//! Noting an action: a partner is asked to do something by a day (G07, para 14 and 30).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ActionId, ItemNo, MeetingId, PartnerId, PersonId},
    prose::{Prose, Words},
    say_day,
};

/// Notes an action.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteAction {
    /// The meeting.
    pub meeting: MeetingId,
    /// The item under which it was agreed.
    pub item: ItemNo,
    /// What is to be done.
    pub what: Words,
    /// The partner that is to do it: an organisation or body.
    pub owner: PartnerId,
    /// The person, where one was named.
    pub person: Option<PersonId>,
    /// By when.
    pub due: Date,
}

/// Why an action is not noted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteActionRefused {
    /// The meeting or item is not there, or not at the right point.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// No such partner.
    #[error("there is no organisation or body {0} in the arrangements")]
    NoSuchPartner(PartnerId),
    /// Due before it was asked.
    #[error("it would be due on {}, before the meeting on {}", say_day(*.due), say_day(*.date))]
    DueBefore {
        /// When it would be due.
        due: Date,
        /// The day of the meeting.
        date: Date,
    },
}

use NoteActionRefused::{DueBefore, NoSuchPartner};

impl Act for NoteAction {
    const NAME: &'static str = "meetings.note-action";
    const SUMMARY: &'static str = "Note an action: who does what by when.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = NoteActionRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_open(&self.meeting)?;
        meeting.find_item(self.item)?;
        let adoption = record.structure.in_force(meeting.date);
        if adoption
            .and_then(|adoption| adoption.arrangements.partner(&self.owner))
            .is_none()
        {
            return Err(NoSuchPartner(self.owner.clone()));
        }
        if self.due < meeting.date {
            return Err(DueBefore {
                due: self.due,
                date: meeting.date,
            });
        }
        Ok(vec![crate::Entry::Meetings(Entry::ActionNoted {
            action: ActionId::of(&self.meeting, meeting.actions.len() + 1),
            meeting: self.meeting.clone(),
            item: self.item,
            what: Prose::from(&self.what),
            owner: self.owner.clone(),
            person: self.person,
            due: self.due,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }

    fn people(&self) -> Vec<PersonId> {
        self.person.into_iter().collect()
    }
}

impl Refusal for NoteActionRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            NoSuchPartner(_) => Advice::new(
                "meetings/no-such-partner",
                "owner",
                "Name an organisation or body of the arrangements.",
            ),
            DueBefore { .. } => Advice::new(
                "meetings/due-before",
                "due",
                "Choose the day of the meeting or a later one.",
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
        let note = |item: u16, owner: &str, due: &str| NoteAction {
            meeting: id(BOARD),
            item: ItemNo(item),
            what: Words::new("Print the flood plan.").unwrap(),
            owner: id(owner),
            person: None,
            due: date(due),
        };
        let usual = || note(2, "council", "2007-05-31");
        let open = || Book::board_under_way(&["chair"]);
        let day = date("2007-04-18");
        rules([
            (
                Book::three_rivers(),
                usual(),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (
                Book::called("board"),
                usual(),
                Err(Unready::NotOpened(id(BOARD)).into()),
            ),
            (open(), usual(), Ok(())),
            (
                open(),
                note(9, "council", "2007-05-31"),
                Err(Unready::NoSuchItem(id(BOARD), ItemNo(9)).into()),
            ),
            (open(), note(2, "learning", "2007-05-31"), Ok(())),
            (
                open(),
                note(2, "guild", "2007-05-31"),
                Err(NoSuchPartner(id("guild"))),
            ),
            (open(), note(2, "council", "2007-04-18"), Ok(())),
            (
                open(),
                note(2, "council", "2007-04-17"),
                Err(DueBefore {
                    due: date("2007-04-17"),
                    date: day,
                }),
            ),
            (
                open().closes(BOARD),
                usual(),
                Err(Unready::Closed(id(BOARD)).into()),
            ),
        ]);
    }
}
