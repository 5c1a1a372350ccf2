//! Excluding the public from an item: a resolution that names the item and the description under which
//! it is exempt (LGA 1972, s.100A). Where an item is confidential the public must be excluded, and the
//! resolution names the item alone.
//!
//! Without it nothing private is minuted under the item.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Class, ClassRefused, Entry, Stage, Unready, class::known};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ExemptionId, ItemNo, MeetingId},
    prose::{Prose, Words},
};

/// Records that a meeting resolved to exclude the public from an item.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExcludePublic {
    /// The meeting.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemNo,
    /// The descriptions that the resolution names; those of the item when left out.
    #[serde(default)]
    pub paragraphs: Vec<ExemptionId>,
    /// What was resolved. Everyone may read it, once the minutes are published.
    pub words: Words,
}

/// Why it is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExcludePublicRefused {
    /// The meeting or item is not there, or has not been opened.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// The descriptions are not known.
    #[error(transparent)]
    Class(#[from] ClassRefused),
    /// Everyone may know what is said.
    #[error("item {0} is neither exempt nor confidential, so nobody can be excluded from it")]
    NotPrivate(ItemNo),
    /// A description for something confidential.
    #[error("item {0} is confidential, and the resolution names no description")]
    Confidential(ItemNo),
    /// It was resolved.
    #[error("the public has been excluded from item {0} already")]
    Already(ItemNo),
    /// The minutes are approved.
    #[error("the minutes of {0} are approved, and nothing more can be recorded of it")]
    Approved(MeetingId),
}

use ExcludePublicRefused::{Already, Approved, Confidential, NotPrivate};

impl Act for ExcludePublic {
    const NAME: &'static str = "meetings.exclude-public";
    const SUMMARY: &'static str =
        "Record that a meeting resolved to exclude the public from an item.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = ExcludePublicRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find(&self.meeting)?;
        match meeting.stage {
            Stage::Cancelled => return Err(Unready::Cancelled(self.meeting.clone()).into()),
            Stage::Called => return Err(Unready::NotOpened(self.meeting.clone()).into()),
            Stage::Open | Stage::Closed => {}
        }
        if meeting.approval.is_some() {
            return Err(Approved(self.meeting.clone()));
        }
        let item = meeting.find_item_to_take(self.item)?;
        let paragraphs = match &item.class {
            Class::Exempt { paragraphs, .. } if self.paragraphs.is_empty() => paragraphs.clone(),
            Class::Exempt { .. } => known(record, meeting.date, &self.paragraphs)?,
            Class::Confidential { .. } if self.paragraphs.is_empty() => Vec::new(),
            Class::Confidential { .. } => return Err(Confidential(self.item)),
            _ => return Err(NotPrivate(self.item)),
        };
        if meeting.excluded.contains_key(&self.item) {
            return Err(Already(self.item));
        }
        Ok(vec![crate::Entry::Meetings(Entry::PublicExcluded {
            meeting: self.meeting.clone(),
            item: self.item,
            paragraphs,
            words: Prose::from(&self.words),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for ExcludePublicRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            Self::Class(refused) => refused.advice().about("paragraphs"),
            NotPrivate(_) => Advice::new(
                "meetings/not-private",
                "item",
                "Say first that the item is exempt or confidential, and why.",
            ),
            Confidential(_) => Advice::new(
                "meetings/item-confidential",
                "paragraphs",
                "Leave the descriptions out.",
            ),
            Already(_) => Advice::new(
                "meetings/public-excluded",
                "item",
                "There is nothing to do.",
            ),
            Approved(_) => Advice::new(
                "meetings/minutes-approved",
                "meeting",
                "A later meeting can agree a correction of the minutes.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        meetings::{ClassAsked, ClassifyItem},
        testkit::*,
    };

    fn private(book: Book, class: ClassAsked) -> Book {
        book.after(ClassifyItem {
            meeting: id(BOARD),
            item: ItemNo(2),
            class,
            real_title: None,
        })
    }

    // Requirement: PU2 at /{partnership}/meetings/{meeting}/table
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let open = || Book::board_under_way(&["chair"]);
        let naming = |paragraphs: &[&str]| ExcludePublic {
            paragraphs: paragraphs.iter().map(|name| id(name)).collect(),
            ..exclude_public(BOARD, 2)
        };
        let usual = || naming(&[]);
        let unready = |why: Unready| Err(why.into());
        let unknown = ClassRefused::NoSuchParagraph(id("9"));
        rules([
            (private(open(), exempt()), usual(), Ok(())),
            (private(open(), exempt()), naming(&["3", "5"]), Ok(())),
            (
                private(open(), exempt()),
                naming(&["9"]),
                Err(unknown.into()),
            ),
            (private(open(), confidential()), usual(), Ok(())),
            (
                private(open(), confidential()),
                naming(&["3"]),
                Err(Confidential(ItemNo(2))),
            ),
            (open(), usual(), Err(NotPrivate(ItemNo(2)))),
            (
                private(Book::called("board"), exempt()),
                usual(),
                unready(Unready::NotOpened(id(BOARD))),
            ),
            (
                private(open(), exempt()).after(usual()),
                usual(),
                Err(Already(ItemNo(2))),
            ),
            // It may be written down after the meeting, while its minutes are.
            (private(open(), exempt()).closes(BOARD), usual(), Ok(())),
            (
                private(open(), exempt())
                    .closes(BOARD)
                    .drafts(BOARD)
                    .approves(BOARD),
                usual(),
                Err(Approved(id(BOARD))),
            ),
        ]);
        let book = private(open(), exempt()).after(usual());
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        assert_eq!(meeting.excluded[&ItemNo(2)].paragraphs, [id("3")]);
    }
}
