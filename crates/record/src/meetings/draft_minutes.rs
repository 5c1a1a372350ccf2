//! Drafting the minutes: what was said, item by item.
//!
//! Attendance, decisions, dissents and actions stand in the book already and are not written again.
//! A draft may be replaced until the minutes are approved; every draft stays in the book.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, ItemMinutes, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ItemNo, MeetingId},
    prose::{Prose, Words},
};

/// Drafts the minutes of a meeting.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftMinutes {
    /// The meeting.
    pub meeting: MeetingId,
    /// What was said, item by item; items with nothing to say are left out.
    pub items: Vec<ItemMinuted>,
}

/// What was said under an item.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemMinuted {
    /// The item.
    pub item: ItemNo,
    /// What was said.
    pub text: Words,
}

/// Why minutes are not drafted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DraftMinutesRefused {
    /// The meeting or an item is not there, or the meeting is not over.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// They are approved.
    #[error("the minutes of {0} are approved, so they can no longer be changed")]
    Approved(MeetingId),
    /// Nothing was written.
    #[error("nothing was written under any item")]
    Empty,
    /// An item stands there twice.
    #[error("item {0} stands there twice")]
    Twice(ItemNo),
    /// The public might have stayed.
    #[error("no resolution is recorded that excluded the public from item {0}")]
    NotExcluded(ItemNo),
}

use DraftMinutesRefused::{Approved, Empty, NotExcluded, Twice};

impl Act for DraftMinutes {
    const NAME: &'static str = "meetings.draft-minutes";
    const SUMMARY: &'static str = "Draft the minutes of a meeting, item by item.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = DraftMinutesRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_closed(&self.meeting)?;
        if meeting.approval.is_some() {
            return Err(Approved(self.meeting.clone()));
        }
        if self.items.is_empty() {
            return Err(Empty);
        }
        let mut seen = BTreeSet::new();
        for ItemMinuted { item, .. } in &self.items {
            meeting.find_item(*item)?;
            if !seen.insert(*item) {
                return Err(Twice(*item));
            }
            if meeting.is_private(*item) && !meeting.excluded.contains_key(item) {
                return Err(NotExcluded(*item));
            }
        }
        let items = self.items.iter();
        let items = items
            .map(|said| ItemMinutes {
                item: said.item,
                text: Prose::from(&said.text),
            })
            .collect();
        Ok(vec![crate::Entry::Meetings(Entry::MinutesDrafted {
            meeting: self.meeting.clone(),
            items,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for DraftMinutesRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready @ Unready::NoSuchItem(..)) => unready.advice().about("items"),
            Self::Unready(unready) => unready.advice(),
            Approved(_) => Advice::new(
                "meetings/minutes-approved",
                "meeting",
                "A later meeting can agree a correction, which stands beside the words it replaces.",
            ),
            Empty => Advice::new(
                "meetings/minutes-empty",
                "items",
                "Write what was said under at least one item.",
            ),
            Twice(_) => Advice::new(
                "meetings/item-twice",
                "items",
                "Put what was said under it together.",
            ),
            NotExcluded(_) => Advice::new(
                "meetings/public-not-excluded",
                "items",
                "Record the resolution that excluded the public, or leave the item out.",
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
        let draft = |items: &[u16]| DraftMinutes {
            meeting: id(BOARD),
            items: items
                .iter()
                .map(|item| ItemMinuted {
                    item: ItemNo(*item),
                    text: Words::new("Noted.").unwrap(),
                })
                .collect(),
        };
        let open = || Book::board_under_way(&["chair"]);
        let closed = || open().closes(BOARD);
        rules([
            (
                Book::three_rivers(),
                draft(&[1]),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (
                Book::called("board"),
                draft(&[1]),
                Err(Unready::NotClosed(id(BOARD)).into()),
            ),
            (
                open(),
                draft(&[1]),
                Err(Unready::NotClosed(id(BOARD)).into()),
            ),
            (closed(), draft(&[1, 2]), Ok(())),
            (closed(), draft(&[]), Err(Empty)),
            (closed(), draft(&[1, 2, 1]), Err(Twice(ItemNo(1)))),
            (
                closed(),
                draft(&[7]),
                Err(Unready::NoSuchItem(id(BOARD), ItemNo(7)).into()),
            ),
            (closed().drafts(BOARD), draft(&[2]), Ok(())),
            (
                closed().drafts(BOARD).approves(BOARD),
                draft(&[1]),
                Err(Approved(id(BOARD))),
            ),
        ]);
    }

    // Requirement: PU2 at /{partnership}/meetings/{meeting}/minutes/edit
    #[test]
    fn nothing_private_is_minuted_before_the_public_is_excluded() {
        let draft = || DraftMinutes {
            meeting: id(BOARD),
            items: vec![ItemMinuted {
                item: ItemNo(2),
                text: Words::new("The miller's bid is the lowest.").unwrap(),
            }],
        };
        let private = Book::board_under_way(&["chair"]).after(crate::meetings::ClassifyItem {
            meeting: id(BOARD),
            item: ItemNo(2),
            class: exempt(),
            real_title: None,
        });
        let excluded = private.clone().after(exclude_public(BOARD, 2));
        rules([
            (private.closes(BOARD), draft(), Err(NotExcluded(ItemNo(2)))),
            (excluded.closes(BOARD), draft(), Ok(())),
        ]);
    }

    // Requirement: ME5 at /{partnership}/meetings/{meeting}/minutes/edit
    #[test]
    fn a_meeting_that_never_took_place_has_no_minutes() {
        let draft = || DraftMinutes {
            meeting: id(BOARD),
            items: vec![ItemMinuted {
                item: ItemNo(1),
                text: Words::new("Noted.").unwrap(),
            }],
        };
        // Its day has passed, and people had even come; but nobody opened it.
        let passed = Book::called("board")
            .arrives(BOARD, "board.leader")
            .at("2007-06-01T09:00");
        let refused = Err(Unready::NotClosed(id(BOARD)).into());
        rules([(passed, draft(), refused)]);
    }

    #[test]
    fn a_new_draft_replaces_the_last_and_both_stay() {
        let book = Book::board_under_way(&["chair"])
            .closes(BOARD)
            .drafts(BOARD)
            .drafts(BOARD);
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        assert_eq!(meeting.drafts.len(), 2);
        assert_eq!(meeting.minutes().unwrap().line, book.record.last);
    }
}
