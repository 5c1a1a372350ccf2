//! Saying that what is said under an item is exempt or confidential, or that it is not.
//!
//! Its title on the agenda stays as everyone may read it. What is minuted and decided under a private
//! item is only for those who may read it; the minutes have a summary for everyone else.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Class, ClassAsked, ClassKind, ClassRefused, Entry, Stage, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ItemNo, MeetingId, PersonId},
    prose::{Prose, Title},
};

/// Says who may know what is said under an item.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassifyItem {
    /// The meeting.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemNo,
    /// Its class: public, exempt or confidential.
    pub class: ClassAsked,
    /// What it is called among those who may know, where that is something else. When left out, it stays.
    pub real_title: Option<Title>,
}

/// Why an item is not of a class.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ItemClassRefused {
    /// The class is not well given.
    #[error(transparent)]
    Class(#[from] ClassRefused),
    /// Papers may have this class, and items not.
    #[error("an item is public, exempt or confidential; only papers are {}", .0.word())]
    OnlyPapers(ClassKind),
    /// A real title beside the real title.
    #[error("what everyone may know has no second title")]
    SecondTitle,
}

/// Why an item keeps its class.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClassifyItemRefused {
    /// The meeting or item is not there, or was cancelled.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// It cannot have that class.
    #[error(transparent)]
    Class(#[from] ItemClassRefused),
    /// It is public.
    #[error("item {0} is public already")]
    Already(ItemNo),
    /// The minutes are approved without a summary of it.
    #[error("the minutes are approved, and have no summary of item {0} for everyone")]
    Approved(ItemNo),
}

/// The class of an item, or why it cannot be given.
pub(super) fn item_class(
    record: &Record,
    minute: &Minute,
    on: Date,
    asked: &ClassAsked,
    real_title: Option<&Title>,
) -> Result<Class, ItemClassRefused> {
    if let kind @ (ClassKind::Draft | ClassKind::Members) = asked.is {
        return Err(ItemClassRefused::OnlyPapers(kind));
    }
    let class = asked.decide(record, minute, on)?;
    if class.is_public() && real_title.is_some() {
        return Err(ItemClassRefused::SecondTitle);
    }
    Ok(class)
}

impl Act for ClassifyItem {
    const NAME: &'static str = "meetings.classify-item";
    const SUMMARY: &'static str =
        "Say whether what is said under an item is public, exempt or confidential.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = ClassifyItemRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find(&self.meeting)?;
        if meeting.stage == Stage::Cancelled {
            return Err(Unready::Cancelled(self.meeting.clone()).into());
        }
        let item = meeting.find_item(self.item)?;
        let title = self.real_title.as_ref();
        let class = item_class(record, minute, meeting.date, &self.class, title)?;
        if class.is_public() && item.class.is_public() {
            return Err(ClassifyItemRefused::Already(self.item));
        }
        let approval = meeting.approval.as_ref();
        let unsummed = approval.is_some_and(|approval| {
            let mut summaries = approval.summaries.iter();
            !summaries.any(|summary| summary.item == self.item)
        });
        if unsummed && class.is_private() && meeting.said(self.item).is_some() {
            return Err(ClassifyItemRefused::Approved(self.item));
        }
        Ok(vec![crate::Entry::Meetings(Entry::ItemClassified {
            meeting: self.meeting.clone(),
            item: self.item,
            class,
            real_title: title.map(Prose::from),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }

    fn people(&self) -> Vec<PersonId> {
        self.class.officer.into_iter().collect()
    }
}

impl Refusal for ItemClassRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Class(refused) => refused.advice(),
            Self::OnlyPapers(_) => Advice::new(
                "meetings/only-papers",
                "class.is",
                "Choose public, exempt or confidential.",
            ),
            Self::SecondTitle => Advice::new(
                "meetings/second-title",
                "real_title",
                "Leave it out, or choose exempt or confidential.",
            ),
        }
    }
}

impl Refusal for ClassifyItemRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            Self::Class(refused) => refused.advice(),
            Self::Already(_) => Advice::new(
                "meetings/item-public",
                "class.is",
                "There is nothing to do.",
            ),
            Self::Approved(_) => Advice::new(
                "meetings/no-summary",
                "item",
                "What everyone has agreed to be the record cannot be withheld any more.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn classify(item: u16, class: ClassAsked) -> ClassifyItem {
        ClassifyItem {
            meeting: id(BOARD),
            item: ItemNo(item),
            class,
            real_title: None,
        }
    }

    // Requirement: PU2 at /{partnership}/meetings/{meeting}/items/{item}/class
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let called = || Book::called("board");
        let public = ClassAsked::public;
        let minuted = || {
            Book::board_under_way(&["chair"])
                .closes(BOARD)
                .drafts(BOARD)
        };
        let only = |kind| Err(ItemClassRefused::OnlyPapers(kind).into());
        rules([
            (called(), classify(2, exempt()), Ok(())),
            (called(), classify(2, confidential()), Ok(())),
            (
                called().after(classify(2, exempt())),
                classify(2, public()),
                Ok(()),
            ),
            (
                called(),
                classify(2, public()),
                Err(ClassifyItemRefused::Already(ItemNo(2))),
            ),
            (
                called(),
                classify(2, ClassAsked::plain(ClassKind::Members)),
                only(ClassKind::Members),
            ),
            (
                called(),
                classify(2, ClassAsked::plain(ClassKind::Draft)),
                only(ClassKind::Draft),
            ),
            (
                called(),
                ClassifyItem {
                    real_title: Title::new("The miller's bid").ok(),
                    ..classify(2, public())
                },
                Err(ItemClassRefused::SecondTitle.into()),
            ),
            (
                called(),
                classify(9, exempt()),
                Err(Unready::NoSuchItem(id(BOARD), ItemNo(9)).into()),
            ),
            (
                called().cancels(BOARD),
                classify(2, exempt()),
                Err(Unready::Cancelled(id(BOARD)).into()),
            ),
            (minuted(), classify(2, exempt()), Ok(())),
            (
                minuted().approves(BOARD),
                classify(1, exempt()),
                Err(ClassifyItemRefused::Approved(ItemNo(1))),
            ),
        ]);
    }
}
