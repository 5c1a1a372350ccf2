//! Putting the items of an agenda in another order, before it is issued. They are numbered anew.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Meeting, Unready, unready::Settled};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ItemNo, MeetingId},
};

/// Puts the items of an agenda in another order.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReorderAgenda {
    /// The meeting.
    pub meeting: MeetingId,
    /// The numbers that its items have now, in the new order: each of them once.
    pub order: Vec<ItemNo>,
}

/// Why an agenda stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReorderAgendaRefused {
    /// The meeting is not there, over or cancelled.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// The agenda is settled.
    #[error(transparent)]
    Settled(#[from] Settled),
    /// Items are missing, or there twice.
    #[error("the agenda of {0} has items 1 to {1}: each has to be named once")]
    NotAll(MeetingId, usize),
}

impl Act for ReorderAgenda {
    const NAME: &'static str = "meetings.reorder-agenda";
    const SUMMARY: &'static str = "Put an agenda that is not issued yet in another order.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = ReorderAgendaRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_not_closed(&self.meeting)?;
        meeting.not_settled()?;
        if !is_all(meeting, &self.order) {
            return Err(ReorderAgendaRefused::NotAll(
                self.meeting.clone(),
                meeting.items.len(),
            ));
        }
        Ok(vec![crate::Entry::Meetings(Entry::AgendaReordered {
            meeting: self.meeting.clone(),
            order: self.order.clone(),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

fn is_all(meeting: &Meeting, order: &[ItemNo]) -> bool {
    let there: BTreeSet<ItemNo> = meeting.items.iter().map(|item| item.no).collect();
    let named: BTreeSet<ItemNo> = order.iter().copied().collect();
    order.len() == meeting.items.len() && there == named
}

impl Refusal for ReorderAgendaRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            Self::Settled(settled) => settled.advice(),
            Self::NotAll(..) => Advice::new(
                "meetings/not-all-items",
                "order",
                "Give every item its place, each a different one.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{prose::Title, testkit::*};

    fn order(numbers: &[u16]) -> ReorderAgenda {
        ReorderAgenda {
            meeting: id(BOARD),
            order: numbers.iter().map(|no| ItemNo(*no)).collect(),
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let called = || Book::called("board");
        let not_all = || Err(ReorderAgendaRefused::NotAll(id(BOARD), 4));
        rules([
            (called(), order(&[2, 1, 4, 3]), Ok(())),
            (called(), order(&[1, 2, 3, 4]), Ok(())),
            (called(), order(&[1, 2, 3]), not_all()),
            (called(), order(&[1, 2, 3, 3]), not_all()),
            (called(), order(&[1, 2, 3, 4, 5]), not_all()),
            (called(), order(&[]), not_all()),
            (
                called().issues(BOARD),
                order(&[2, 1, 4, 3]),
                Err(Settled::Issued(id(BOARD)).into()),
            ),
            (
                Book::board_under_way(&["chair"]),
                order(&[2, 1, 4, 3]),
                Err(Settled::Begun(id(BOARD)).into()),
            ),
            (
                called().cancels(BOARD),
                order(&[2, 1, 4, 3]),
                Err(Unready::Cancelled(id(BOARD)).into()),
            ),
        ]);
    }

    #[test]
    fn items_are_numbered_anew_and_what_they_bring_back_follows() {
        let book = Book::board_under_way(&["chair"])
            .agrees(BOARD, "To meet by the weir.")
            .closes(BOARD)
            .calls_on("board", "2007-07-18");
        let book = book.after(ReorderAgenda {
            meeting: id("board-2007-07-18"),
            order: [1, 3, 2, 5, 4].map(ItemNo).to_vec(),
        });
        let meeting = book.record.meetings.get(&id("board-2007-07-18")).unwrap();
        let agenda: Vec<(u16, &Title)> = meeting
            .items
            .iter()
            .map(|item| (item.no.0, &item.title))
            .collect();
        assert_eq!(agenda[1].1.as_str(), "Flood plan");
        assert_eq!(
            (agenda[2].0, agenda[2].1.as_str()),
            (3, "To ratify: decision board-2007-04-18-2")
        );
        let decision = id(&format!("{BOARD}-2"));
        let back: Vec<ItemNo> = book
            .record
            .meetings
            .bringing_back(&decision)
            .map(|(_, no)| no)
            .collect();
        assert_eq!(back, [ItemNo(3)]);
    }
}
