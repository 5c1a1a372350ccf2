//! Adding an item to the agenda of a meeting that is not over. Once the agenda is issued it goes into
//! a supplement, and needs a reason when too few clear days are left.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Class, ClassAsked, Entry, Item, ItemCalled, Notice, Origin, Unready,
    call::MOST_ITEMS,
    classify_item::{ItemClassRefused, item_class},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{MeetingId, PersonId},
    prose::{Prose, Title, Words},
    say_day,
};

/// Adds an item at the end of an agenda.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddItem {
    /// The meeting.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemCalled,
    /// Why it comes late, once the agenda is issued and too few clear days are left.
    pub late_reason: Option<Words>,
    /// Who may know what is said under it; everyone when left out. Its title is read by everyone.
    pub class: Option<ClassAsked>,
    /// What it is called among those who may know, where that is something else.
    pub real_title: Option<Title>,
}

/// Why an item is not added.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddItemRefused {
    /// The meeting is not there, or over.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// It cannot have that class.
    #[error(transparent)]
    Class(#[from] ItemClassRefused),
    /// The agenda is full.
    #[error("the agenda has {MOST_ITEMS} items already")]
    Full,
    /// Too few clear days are left.
    #[error("the agenda has been issued, and items were due by {day}", day = say_day(*.due))]
    Late {
        /// The last day for it.
        due: Date,
        /// The clause that says so.
        clause: Option<String>,
    },
}

impl Act for AddItem {
    const NAME: &'static str = "meetings.add-item";
    const SUMMARY: &'static str = "Add an item at the end of a meeting's agenda.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = AddItemRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_not_closed(&self.meeting)?;
        let no = meeting.next_item_no().ok_or(AddItemRefused::Full)?;
        let notice = Notice::of_meeting(record, meeting);
        let today = minute.date_in(&record.structure.zone());
        let late = meeting.issued.is_some() && notice.is_agenda_late(today);
        if late && self.late_reason.is_none() {
            return Err(AddItemRefused::Late {
                due: notice.agenda.by,
                clause: notice.clause,
            });
        }
        let reason = self.late_reason.as_ref().filter(|_| late);
        let ItemCalled {
            title,
            purpose,
            presenter,
            minutes,
        } = self.item.clone();
        let item = Item {
            no,
            title,
            purpose,
            presenter,
            minutes,
            origin: Origin::Called,
            planned: None,
            papers: Vec::new(),
            class: Class::Public,
            real_title: None,
            classed: None,
            released: None,
        };
        let added = Entry::ItemAdded {
            meeting: self.meeting.clone(),
            item,
            late: reason.map(Prose::from),
        };
        let asked = self.class.as_ref();
        let class = asked
            .map(|asked| {
                item_class(
                    record,
                    minute,
                    meeting.date,
                    asked,
                    self.real_title.as_ref(),
                )
            })
            .transpose()?;
        let classified = class.filter(|class| !class.is_public());
        let classified = classified.map(|class| Entry::ItemClassified {
            meeting: self.meeting.clone(),
            item: no,
            class,
            real_title: self.real_title.as_ref().map(Prose::from),
        });
        let entries = std::iter::once(added).chain(classified);
        Ok(entries.map(crate::Entry::Meetings).collect())
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }

    fn people(&self) -> Vec<PersonId> {
        let class = self.class.as_ref();
        class.and_then(|class| class.officer).into_iter().collect()
    }
}

impl Refusal for AddItemRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            Self::Class(refused) => refused.advice(),
            Self::Full => Advice::new(
                "meetings/too-many-items",
                "item",
                "Take it to the next meeting.",
            ),
            Self::Late { clause, .. } => Advice::new(
                "meetings/too-late",
                "late_reason",
                "Say why it cannot wait, or put it on the forward plan.",
            )
            .by(clause.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{prose::Title, testkit::*};

    fn add(meeting: &str) -> AddItem {
        AddItem {
            meeting: id(meeting),
            item: ItemCalled {
                title: Title::new("Otters").unwrap(),
                purpose: crate::arrangements::Purpose::Discussion,
                presenter: None,
                minutes: None,
            },
            late_reason: None,
            class: None,
            real_title: None,
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let full = (0..95).fold(Book::called("board"), |book, _| book.after(add(BOARD)));
        let last = (0..94).fold(Book::called("board"), |book, _| book.after(add(BOARD)));
        let open = || Book::board_under_way(&["chair"]);
        rules([
            (
                Book::three_rivers(),
                add(BOARD),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (Book::called("board"), add(BOARD), Ok(())),
            (open(), add(BOARD), Ok(())),
            (
                open().closes(BOARD),
                add(BOARD),
                Err(Unready::Closed(id(BOARD)).into()),
            ),
            (last, add(BOARD), Ok(())),
            (full, add(BOARD), Err(AddItemRefused::Full)),
        ]);
    }

    #[test]
    fn an_item_gets_the_next_number() {
        let book = Book::called("board").after(add(BOARD)).after(add(BOARD));
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        let numbers: Vec<u16> = meeting.items.iter().map(|item| item.no.0).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
    }

    // Requirement: ME14 at /{partnership}/meetings/{meeting}/items/add
    #[test]
    fn what_comes_after_the_agenda_is_a_supplement_and_needs_a_reason_when_late() {
        let issued = Book::three_rivers().calls("board").issues(BOARD);
        let because = || AddItem {
            late_reason: Some(Words::new("The weir broke.").unwrap()),
            ..add(BOARD)
        };
        let late = || AddItemRefused::Late {
            due: date("2007-04-10"),
            clause: None,
        };
        let at = |when: &str| issued.clone().at(when);
        rules([
            (at("2007-04-10T17:00"), add(BOARD), Ok(())),
            (at("2007-04-11T09:00"), add(BOARD), Err(late())),
            (at("2007-04-11T09:00"), because(), Ok(())),
            (at("2007-04-18T09:00"), add(BOARD), Err(late())),
        ]);
        let book = at("2007-04-05T09:00")
            .after(because())
            .after(add(BOARD))
            .at("2007-04-12T09:00")
            .after(because());
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        type Told<'a> = (u16, String, Vec<(u16, Option<&'a str>)>);
        let told: Vec<Told<'_>> = meeting
            .supplements
            .iter()
            .map(|supplement| {
                let added = supplement.added.iter();
                let added =
                    added.map(|added| (added.item.0, added.why.as_ref().map(|why| why.shown())));
                (supplement.no, supplement.on.to_string(), added.collect())
            })
            .collect();
        assert_eq!(
            told,
            [
                (1, "2007-04-05".to_owned(), vec![(5, None), (6, None)]),
                (
                    2,
                    "2007-04-12".to_owned(),
                    vec![(7, Some("The weir broke."))]
                ),
            ]
        );
    }
}
