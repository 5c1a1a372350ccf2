//! Cancelling a meeting that has been called. What waited for it goes back to wait for the next.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Stage, Unready, forward_plan::Waiting};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::MeetingId,
    prose::{Prose, Words},
};

/// Cancels a meeting that has not begun.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    /// The meeting.
    pub meeting: MeetingId,
    /// Why.
    pub why: Words,
}

/// Why a meeting is not cancelled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CancelRefused {
    /// The meeting is not there, over or cancelled already.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// It is under way.
    #[error("the meeting {0} is under way")]
    Begun(MeetingId),
}

impl Act for Cancel {
    const NAME: &'static str = "meetings.cancel";
    const SUMMARY: &'static str = "Cancel a meeting that has not begun, with the reason.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = CancelRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_not_closed(&self.meeting)?;
        if meeting.stage != Stage::Called {
            return Err(CancelRefused::Begun(self.meeting.clone()));
        }
        let cancelled = Entry::MeetingCancelled {
            meeting: self.meeting.clone(),
            why: Prose::from(&self.why),
        };
        // What stands on it of itself or was called for it ends with it; what waited, waits again.
        let waiting = meeting
            .items
            .iter()
            .filter(|item| !meeting.deferred.contains_key(&item.no))
            .filter(|item| item.planned.is_some() || item.origin.decision().is_some())
            .map(|item| Waiting::again(record, meeting, item, None))
            .collect();
        let back = record
            .meetings
            .plan(record, minute, &meeting.body, Some(meeting), waiting);
        let entries = std::iter::once(cancelled).chain(back);
        Ok(entries.map(crate::Entry::Meetings).collect())
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for CancelRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            Self::Begun(_) => {
                Advice::new("meetings/begun", "meeting", "Close it, whatever was done.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn cancel(meeting: &str) -> Cancel {
        Cancel {
            meeting: id(meeting),
            why: Words::new("The hall is flooded.").unwrap(),
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let unready = Unready::NoSuchMeeting(id(BOARD));
        rules([
            (Book::three_rivers(), cancel(BOARD), Err(unready.into())),
            (Book::called("board"), cancel(BOARD), Ok(())),
            (
                Book::called("board").cancels(BOARD),
                cancel(BOARD),
                Err(Unready::Cancelled(id(BOARD)).into()),
            ),
            (
                Book::board_under_way(&["chair"]),
                cancel(BOARD),
                Err(CancelRefused::Begun(id(BOARD))),
            ),
            (
                Book::board_under_way(&["chair"]).closes(BOARD),
                cancel(BOARD),
                Err(Unready::Closed(id(BOARD)).into()),
            ),
        ]);
    }

    fn titles(book: &Book, meeting: &str) -> Vec<String> {
        let meeting = book.record.meetings.get(&id(meeting)).unwrap();
        let items = meeting.items.iter();
        items.map(|item| item.title.to_string()).collect()
    }

    #[test]
    fn what_waited_to_be_ratified_goes_back_to_the_plan_and_on_to_the_next_meeting() {
        let inquorate = || {
            Book::board_under_way(&["chair"])
                .agrees(BOARD, "To meet by the weir.")
                .agrees(BOARD, "To meet at noon.")
                .closes(BOARD)
                .calls_on("board", "2007-07-18")
        };
        let book = inquorate().cancels("board-2007-07-18");
        let waiting: Vec<String> = book
            .record
            .meetings
            .planned()
            .map(|planned| format!("{}: {}", planned.id, planned.title))
            .collect();
        assert_eq!(
            waiting,
            [
                "board-to-come-3: To ratify: decision board-2007-04-18-2",
                "board-to-come-4: To ratify: decision board-2007-04-18-2-2"
            ]
        );
        let decision = id(&format!("{BOARD}-2"));
        assert_eq!(book.record.meetings.bringing_back(&decision).count(), 0);
        let book = book.calls_on("board", "2007-10-17");
        assert_eq!(book.record.meetings.planned().count(), 0);
        assert_eq!(
            titles(&book, "board-2007-10-17")[1..3],
            [
                "To ratify: decision board-2007-04-18-2",
                "To ratify: decision board-2007-04-18-2-2"
            ]
        );
        let straight = inquorate()
            .calls_on("board", "2007-10-17")
            .cancels("board-2007-07-18");
        assert_eq!(straight.record.meetings.planned().count(), 0);
        assert_eq!(
            titles(&straight, "board-2007-10-17")[4..],
            [
                "To ratify: decision board-2007-04-18-2",
                "To ratify: decision board-2007-04-18-2-2"
            ]
        );
    }

    #[test]
    fn it_is_no_longer_to_come_and_another_may_be_called_for_its_hour() {
        let book = Book::called("board").cancels(BOARD);
        assert_eq!(book.record.meetings.to_come().count(), 0);
        let book = book.calls("board");
        let ids: Vec<String> = book
            .record
            .meetings
            .to_come()
            .map(|meeting| meeting.id.to_string())
            .collect();
        assert_eq!(ids, ["board-2007-04-18-part-2"]);
    }
}
