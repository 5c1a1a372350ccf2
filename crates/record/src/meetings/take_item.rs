//! Taking an item: the meeting turns to it, at a time.
//!
//! From then on it is the item that screens show, and its minutes run. Items are taken in whatever
//! order the chair wishes, and an item may be taken again. Nothing is decided by it and no count
//! depends on it: what is decided at an item that nobody said was taken stands all the same.

use jiff::civil::Time;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{DecisionId, ItemNo, MeetingId},
};

/// Takes an item.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeItem {
    /// The meeting.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemNo,
    /// When, such as `10:50`; now when left out.
    pub at: Option<Time>,
}

/// Why an item is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TakeItemRefused {
    /// The meeting or item is not there, or not at the right point.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// The meeting is at this item.
    #[error("the meeting {0} is at item {1} already")]
    AtItAlready(MeetingId, ItemNo),
    /// A vote is open at another item.
    #[error("the vote on {0} is open")]
    VoteOpen(DecisionId),
    /// The meeting was still at another item then.
    #[error("the meeting came to where it is at {}, which is after {}", .since.strftime("%H:%M"), .at.strftime("%H:%M"))]
    BeforeTheLast {
        /// When it came there.
        since: Time,
        /// When the item is said to have been taken.
        at: Time,
    },
}

use TakeItemRefused::{AtItAlready, BeforeTheLast, VoteOpen};

impl Act for TakeItem {
    const NAME: &'static str = "meetings.take-item";
    const SUMMARY: &'static str = "Turn to an item: from now on the meeting deals with it.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = TakeItemRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_open(&self.meeting)?;
        meeting.find_item_to_take(self.item)?;
        let last = meeting.taken.last();
        if last.is_some_and(|last| last.item == self.item) {
            return Err(AtItAlready(self.meeting.clone(), self.item));
        }
        let mut motions = record.decisions.of_meeting(&self.meeting);
        if let Some(open) = motions.find(|motion| motion.being_voted() && motion.item != self.item)
        {
            return Err(VoteOpen(open.id.clone()));
        }
        let since = last.map(|last| last.at).or(meeting.opened);
        let now = meeting.now(record, minute);
        let at = self
            .at
            .unwrap_or_else(|| since.map_or(now, |since| now.max(since)));
        if let Some(since) = since.filter(|since| at < *since) {
            return Err(BeforeTheLast { since, at });
        }
        Ok(vec![crate::Entry::Meetings(Entry::ItemTaken {
            meeting: self.meeting.clone(),
            item: self.item,
            at,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for TakeItemRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            AtItAlready(..) => Advice::new(
                "meetings/at-it-already",
                "item",
                "Go on with it, or choose another item.",
            ),
            VoteOpen(_) => Advice::new("meetings/vote-open", "item", "Close the vote first."),
            BeforeTheLast { .. } => Advice::new(
                "meetings/before-the-last",
                "at",
                "Give a later time, or leave it empty for now.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{decisions::Certificate, testkit::*};

    const MOTION: &str = "board-2007-04-18-2";

    fn open() -> Book {
        Book::board_under_way(&["chair", "leader", "councillor-1", "health"])
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let take = |item: u16, at: Option<&str>| TakeItem {
            meeting: id(BOARD),
            item: ItemNo(item),
            at: at.map(time),
        };
        let late = |since: &str, at: &str| BeforeTheLast {
            since: time(since),
            at: time(at),
        };
        let second = || open().at("2007-04-18T10:50").takes(BOARD, 2);
        let put = || open().put(BOARD, "board.leader", "board.health");
        rules([
            (
                Book::three_rivers(),
                take(2, None),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (
                Book::called("board"),
                take(2, None),
                Err(Unready::NotOpened(id(BOARD)).into()),
            ),
            (open(), take(2, None), Ok(())),
            (open(), take(2, Some("10:30")), Ok(())),
            (open(), take(2, Some("10:29")), Err(late("10:30", "10:29"))),
            (
                open(),
                take(9, None),
                Err(Unready::NoSuchItem(id(BOARD), ItemNo(9)).into()),
            ),
            (
                second(),
                take(2, None),
                Err(AtItAlready(id(BOARD), ItemNo(2))),
            ),
            // In any order, and one again.
            (second(), take(1, None), Ok(())),
            (second().takes(BOARD, 1), take(2, None), Ok(())),
            (
                second(),
                take(1, Some("10:49")),
                Err(late("10:50", "10:49")),
            ),
            // The vote is open at item 2.
            (put(), take(2, None), Ok(())),
            (put(), take(1, None), Err(VoteOpen(id(MOTION)))),
            (put().counts(MOTION, None), take(1, None), Ok(())),
            (
                open().closes(BOARD),
                take(2, None),
                Err(Unready::Closed(id(BOARD)).into()),
            ),
        ]);
    }

    #[test]
    fn it_changes_nothing_about_what_is_decided_and_why() {
        let certificate = |book: Book| {
            let book = book.agrees(BOARD, "To mend the weir.");
            let decision = book.record.decisions.get(&id(MOTION)).unwrap();
            let mut certificate = Certificate::of(&book.record, decision).unwrap();
            certificate.line = 0;
            certificate
        };
        assert_eq!(
            certificate(open()),
            certificate(open().takes(BOARD, 1).takes(BOARD, 2))
        );
    }

    #[test]
    fn the_minutes_of_an_item_run_from_when_it_was_taken() {
        let book = open().at("2007-04-18T10:50").takes(BOARD, 2);
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        let at = meeting.at_hand().unwrap();
        assert_eq!((at.item, at.at), (ItemNo(2), time("10:50")));
        // Ten to eleven in British Summer Time.
        assert_eq!(at.since.to_string(), "2007-04-18T09:50:00Z");
    }
}
