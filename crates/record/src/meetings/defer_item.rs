//! Deferring an item: it is not taken at this meeting, and goes back to wait for a later one.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Origin, Unready, forward_plan::Waiting};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{DecisionId, ItemNo, MeetingId},
    prose::{Prose, Words},
};

/// Puts an item of an agenda on a later meeting.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeferItem {
    /// The meeting.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemNo,
    /// Why.
    pub why: Words,
}

/// Why an item is not deferred.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeferItemRefused {
    /// The meeting or item is not there, or over.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// It comes back without that.
    #[error("item {0} stands on every agenda")]
    Standing(ItemNo),
    /// It was taken.
    #[error("something was moved or decided under item {0} already: {1}")]
    TakenUp(ItemNo, DecisionId),
}

use DeferItemRefused::{Standing, TakenUp};

impl Act for DeferItem {
    const NAME: &'static str = "meetings.defer-item";
    const SUMMARY: &'static str = "Put an item of an agenda on a later meeting, with the reason.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = DeferItemRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_not_closed(&self.meeting)?;
        let item = meeting.find_item_to_take(self.item)?;
        if matches!(item.origin, Origin::Standing { .. }) {
            return Err(Standing(self.item));
        }
        let mut decisions = record.decisions.of_meeting(&self.meeting);
        if let Some(taken) = decisions.find(|decision| decision.item == self.item) {
            return Err(TakenUp(self.item, taken.id.clone()));
        }
        let deferred = Entry::ItemDeferred {
            meeting: self.meeting.clone(),
            item: self.item,
            why: Prose::from(&self.why),
        };
        let again = Waiting::again(record, meeting, item, Some(&self.why));
        let back = record
            .meetings
            .plan(record, minute, &meeting.body, Some(meeting), vec![again]);
        let entries = std::iter::once(deferred).chain(back);
        Ok(entries.map(crate::Entry::Meetings).collect())
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for DeferItemRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            Standing(_) => Advice::new(
                "meetings/stands-on-every-agenda",
                "item",
                "There is nothing to do: the next agenda has it, too.",
            ),
            TakenUp(..) => Advice::new(
                "meetings/item-taken-up",
                "item",
                "Minute what was done; add an item to a later meeting for what is left.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn defer(item: u16) -> DeferItem {
        DeferItem {
            meeting: id(BOARD),
            item: ItemNo(item),
            why: Words::new("The paper is not ready.").unwrap(),
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let called = || Book::called("board");
        let open = || Book::board_under_way(&["chair", "leader", "health"]);
        rules([
            (called(), defer(2), Ok(())),
            (called().issues(BOARD), defer(2), Ok(())),
            (open(), defer(2), Ok(())),
            (called(), defer(1), Err(Standing(ItemNo(1)))),
            (
                called(),
                defer(9),
                Err(Unready::NoSuchItem(id(BOARD), ItemNo(9)).into()),
            ),
            (
                called().after(defer(2)),
                defer(2),
                Err(Unready::Deferred(id(BOARD), ItemNo(2)).into()),
            ),
            (
                open().agrees(BOARD, "To meet by the weir."),
                defer(2),
                Err(TakenUp(ItemNo(2), id("board-2007-04-18-2"))),
            ),
            (
                open().closes(BOARD),
                defer(2),
                Err(Unready::Closed(id(BOARD)).into()),
            ),
        ]);
    }

    // Requirement: ME12 at /{partnership}/forward-plan
    #[test]
    fn it_waits_for_the_next_meeting_and_nothing_is_decided_under_it_at_this_one() {
        let book = Book::board_under_way(&["chair", "leader", "health"]).after(defer(3));
        let waiting = book.record.meetings.planned_for(&id("board")).next();
        let waiting = waiting.unwrap();
        assert_eq!(waiting.title.as_str(), "Bridge repairs");
        assert_eq!(waiting.from, Some(id(BOARD)));
        let why = waiting.why.as_ref().map(|why| why.shown());
        assert_eq!(why, Some("The paper is not ready."));
        let mut book = book;
        let agree = serde_json::json!({"act": "decisions.agree-by-consensus", "meeting": BOARD, "item": 3, "text": "So be it."});
        let refused = book.acts_json(agree).unwrap_err();
        let Unaccepted::Refused(refused) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(refused.advice.code, "meetings/item-deferred");
        let book = book.closes(BOARD).calls_on("board", "2007-07-18");
        let next = book.record.meetings.get(&id("board-2007-07-18")).unwrap();
        assert_eq!(next.items[1].title.as_str(), "Bridge repairs");
        assert_eq!(next.items[1].planned, Some(id("board-to-come-1")));
    }
}
