//! Adding an item to the agenda of a meeting that is not over.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Item, ItemCalled, Origin, Unready, call::MOST_ITEMS};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::MeetingId,
};

/// Adds an item at the end of an agenda.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddItem {
    /// The meeting.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemCalled,
}

/// Why an item is not added.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddItemRefused {
    /// The meeting is not there, or over.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// The agenda is full.
    #[error("the agenda has {MOST_ITEMS} items already")]
    Full,
}

impl Act for AddItem {
    const NAME: &'static str = "meetings.add-item";
    const SUMMARY: &'static str = "Add an item at the end of a meeting's agenda.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = AddItemRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_not_closed(&self.meeting)?;
        let no = meeting.next_item_no().ok_or(AddItemRefused::Full)?;
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
        };
        Ok(vec![crate::Entry::Meetings(Entry::ItemAdded {
            meeting: self.meeting.clone(),
            item,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for AddItemRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            Self::Full => Advice::new(
                "meetings/too-many-items",
                "item",
                "Take it to the next meeting.",
            ),
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
}
