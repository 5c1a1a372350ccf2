//! Correcting minutes: other words for an item, beside those they replace.
//!
//! Until the minutes are approved a correction may come from anyone who reads the draft. Minutes that
//! the body approved are the body's own, so that only a later meeting of it may agree to correct them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unready};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{ItemNo, MeetingId},
    prose::{Prose, Words},
};

/// Corrects what the minutes say of an item.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectMinutes {
    /// The meeting whose minutes they are.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemNo,
    /// What the minutes are to say of it.
    pub text: Words,
    /// What was wrong.
    pub why: Words,
    /// The later meeting of the same body that agreed it; needed once the minutes are approved.
    pub agreed_at: Option<MeetingId>,
}

/// Why minutes are not corrected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorrectMinutesRefused {
    /// The meeting or item is not there, or the meeting is not over.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// There is nothing to correct.
    #[error("the minutes of {0} have not been drafted")]
    NotDrafted(MeetingId),
    /// They say so.
    #[error("the minutes say exactly this of item {0} already")]
    Unchanged(ItemNo),
    /// Approved minutes are the body's.
    #[error("the minutes of {0} are approved, so that a later meeting has to agree a correction")]
    NotAgreed(MeetingId),
    /// The meeting that agreed is another body's, or was not held.
    #[error("{0} is not a meeting of the same body that was held after {1}")]
    NotALaterMeeting(MeetingId, MeetingId),
}

use CorrectMinutesRefused::{NotALaterMeeting, NotAgreed, NotDrafted, Unchanged};

impl Act for CorrectMinutes {
    const NAME: &'static str = "meetings.correct-minutes";
    const SUMMARY: &'static str =
        "Correct the minutes of an item, beside the words that are replaced.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = CorrectMinutesRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_closed(&self.meeting)?;
        meeting.find_item(self.item)?;
        let id = || self.meeting.clone();
        if meeting.minutes().is_none() {
            return Err(NotDrafted(id()));
        }
        if meeting.approval.is_some() && self.agreed_at.is_none() {
            return Err(NotAgreed(id()));
        }
        if let Some(at) = &self.agreed_at {
            let later = record.meetings.get(at);
            let later = later.filter(|later| later.was_held_after(meeting));
            later.ok_or_else(|| NotALaterMeeting(at.clone(), id()))?;
        }
        let says = meeting.said(self.item).and_then(Prose::words);
        if says == Some(self.text.as_str()) {
            return Err(Unchanged(self.item));
        }
        Ok(vec![crate::Entry::Meetings(Entry::MinutesCorrected {
            meeting: id(),
            item: self.item,
            text: Prose::from(&self.text),
            why: Prose::from(&self.why),
            agreed_at: self.agreed_at.clone(),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for CorrectMinutesRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            NotDrafted(_) => Advice::new(
                "meetings/minutes-not-drafted",
                "meeting",
                "Draft them first.",
            ),
            Unchanged(_) => Advice::new(
                "meetings/minutes-unchanged",
                "text",
                "There is nothing to do.",
            ),
            NotAgreed(_) => Advice::new(
                "meetings/correction-not-agreed",
                "agreed_at",
                "Take it to the next meeting under matters arising, and name that meeting here.",
            ),
            NotALaterMeeting(..) => Advice::new(
                "meetings/not-a-later-meeting",
                "agreed_at",
                "Name a later meeting of the same body that has been opened.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    const NEXT: &str = "board-2007-07-18";

    fn correct(item: u16, text: &str, at: Option<&str>) -> CorrectMinutes {
        CorrectMinutes {
            meeting: id(BOARD),
            item: ItemNo(item),
            text: Words::new(text).unwrap(),
            why: Words::new("Two members were left out.").unwrap(),
            agreed_at: at.map(id),
        }
    }

    fn closed() -> Book {
        Book::board_under_way(&["chair"]).closes(BOARD)
    }

    fn next_opened(book: Book) -> Book {
        book.calls_on("board", "2007-07-18")
            .at("2007-07-18T10:30")
            .arrives(NEXT, "board.leader")
            .opens(NEXT, "board.leader")
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let usual = |at| correct(1, "The chair welcomed everyone but two.", at);
        let drafted = || closed().drafts(BOARD);
        let approved = || drafted().approves(BOARD);
        let not_later = |at: &str| Err(NotALaterMeeting(id(at), id(BOARD)));
        rules([
            (
                Book::three_rivers(),
                usual(None),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (
                Book::called("board").at("2007-06-01T09:00"),
                usual(None),
                Err(Unready::NotClosed(id(BOARD)).into()),
            ),
            (closed(), usual(None), Err(NotDrafted(id(BOARD)))),
            (drafted(), usual(None), Ok(())),
            (
                drafted(),
                correct(1, "The chair welcomed everyone.", None),
                Err(Unchanged(ItemNo(1))),
            ),
            // Nothing was minuted under item 2, and something should have been.
            (drafted(), correct(2, "The plan was praised.", None), Ok(())),
            (
                drafted(),
                correct(9, "Something.", None),
                Err(Unready::NoSuchItem(id(BOARD), ItemNo(9)).into()),
            ),
            (approved(), usual(None), Err(NotAgreed(id(BOARD)))),
            (approved(), usual(Some(BOARD)), not_later(BOARD)),
            (approved(), usual(Some(NEXT)), not_later(NEXT)),
            (
                approved().calls_on("board", "2007-07-18"),
                usual(Some(NEXT)),
                not_later(NEXT),
            ),
            (next_opened(approved()), usual(Some(NEXT)), Ok(())),
            (
                next_opened(approved().publishes(BOARD)),
                usual(Some(NEXT)),
                Ok(()),
            ),
        ]);
    }

    #[test]
    fn the_words_that_are_replaced_stay_beside_those_that_replace_them() {
        let book = next_opened(closed().drafts(BOARD).approves(BOARD).publishes(BOARD))
            .after(correct(1, "Everyone was welcome.", Some(NEXT)))
            .after(correct(1, "Everyone was very welcome.", Some(NEXT)));
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        let told = |prose: &Option<Prose>| prose.as_ref().map(|prose| prose.shown().to_owned());
        let was: Vec<_> = meeting.corrections().map(|one| told(&one.was)).collect();
        assert_eq!(
            was,
            [
                Some("The chair welcomed everyone.".to_owned()),
                Some("Everyone was welcome.".to_owned())
            ]
        );
        let now = meeting.said(ItemNo(1)).cloned();
        assert_eq!(told(&now), Some("Everyone was very welcome.".to_owned()));
        assert_eq!(
            meeting.minutes().unwrap().items[0].text.shown(),
            "The chair welcomed everyone."
        );
    }

    #[test]
    fn a_new_draft_takes_the_place_of_a_corrected_one() {
        let book = closed()
            .drafts(BOARD)
            .after(correct(1, "Everyone was welcome.", None))
            .drafts(BOARD);
        let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
        assert_eq!(meeting.corrections().count(), 0);
        assert_eq!(
            meeting.said(ItemNo(1)).unwrap().shown(),
            "The chair welcomed everyone."
        );
    }
}
