//! A steer: what a body says at a meeting is to be done about an exception that stands before it, with
//! the decision where one was taken. The secretariat records it under the item.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unfit};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{BodyId, DecisionId, ExceptionId, ItemNo, MeetingId},
    meetings::{Stage, Unready},
    prose::{Prose, Words},
};

/// Records the steer that a meeting gave.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveSteer {
    /// The exception.
    pub exception: ExceptionId,
    /// The meeting that gave it.
    pub meeting: MeetingId,
    /// The item under which it was given.
    pub item: ItemNo,
    /// The decision, where one was taken.
    pub decision: Option<DecisionId>,
    /// What was said.
    pub words: Words,
}

/// Why a steer is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GiveSteerRefused {
    /// The exception is not there, or closed.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The meeting or item is not there, or it was not opened.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// It never stood before that body.
    #[error("it has not come before the body {0}")]
    NotBefore(BodyId),
    /// The decision was taken elsewhere.
    #[error("{0} was not taken under item {1} of that meeting")]
    AnotherDecision(DecisionId, ItemNo),
}

use GiveSteerRefused::{AnotherDecision, NotBefore};

impl Act for GiveSteer {
    const NAME: &'static str = "exceptions.give-steer";
    const SUMMARY: &'static str = "Record the steer that a meeting gave on an exception.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = GiveSteerRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let exception = record.exceptions.find_open(&self.exception)?;
        let meeting = record.meetings.get(&self.meeting);
        let meeting = meeting.ok_or_else(|| Unready::NoSuchMeeting(self.meeting.clone()))?;
        match meeting.stage {
            Stage::Open | Stage::Closed => {}
            Stage::Called => return Err(Unready::NotOpened(self.meeting.clone()).into()),
            Stage::Cancelled => return Err(Unready::Cancelled(self.meeting.clone()).into()),
        }
        meeting.find_item(self.item)?;
        if exception.stood().all(|held| held.body != meeting.body) {
            return Err(NotBefore(meeting.body.clone()));
        }
        if let Some(id) = &self.decision {
            let taken = record.decisions.get(id);
            let here =
                taken.is_some_and(|taken| taken.meeting == self.meeting && taken.item == self.item);
            if !here {
                return Err(AnotherDecision(id.clone(), self.item));
            }
        }
        Ok(vec![crate::Entry::Exceptions(Entry::SteerGiven {
            exception: self.exception.clone(),
            body: meeting.body.clone(),
            meeting: self.meeting.clone(),
            item: self.item,
            decision: self.decision.clone(),
            words: Prose::from(&self.words),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Exception(&self.exception))
    }
}

impl Refusal for GiveSteerRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfit(unfit) => unfit.advice(),
            Self::Unready(unready) => unready.advice(),
            NotBefore(_) => Advice::new(
                "exceptions/not-before-the-body",
                "meeting",
                "Pass the exception on to that body, or choose a meeting of one where it stood.",
            ),
            AnotherDecision(..) => Advice::new(
                "exceptions/another-decision",
                "decision",
                "Choose a decision that was taken under the item, or leave it out.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    fn steer(meeting: &str, item: u16, decision: Option<&str>) -> GiveSteer {
        GiveSteer {
            exception: id("exception-1"),
            meeting: id(meeting),
            item: ItemNo(item),
            decision: decision.map(id),
            words: Words::new("Ask the county for two more buses.").unwrap(),
        }
    }

    // Requirement: PL5 at /{partnership}/exceptions/{exception}/steer
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let raised = |body: &str| Book::three_rivers().after(raise_exception(body, None));
        let called = || raised("board").calls("board");
        let open = || {
            called()
                .at("2007-04-18T10:30")
                .arrives(BOARD, "board.chair")
                .opens(BOARD, "board.chair")
        };
        let agreed = || open().agrees(BOARD, "To pay for two buses.");
        let decision = format!("{BOARD}-2");
        rules([
            (
                Book::three_rivers(),
                steer(BOARD, 2, None),
                Err(Unfit::NoSuchException(id("exception-1")).into()),
            ),
            (
                raised("board"),
                steer(BOARD, 2, None),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (
                called(),
                steer(BOARD, 2, None),
                Err(Unready::NotOpened(id(BOARD)).into()),
            ),
            (open(), steer(BOARD, 2, None), Ok(())),
            (open().closes(BOARD), steer(BOARD, 2, None), Ok(())),
            (
                open(),
                steer(BOARD, 44, None),
                Err(Unready::NoSuchItem(id(BOARD), ItemNo(44)).into()),
            ),
            (agreed(), steer(BOARD, 2, Some(&decision)), Ok(())),
            (
                agreed(),
                steer(BOARD, 1, Some(&decision)),
                Err(AnotherDecision(id(&decision), ItemNo(1))),
            ),
            (
                Book::board_under_way(&["chair"]).after(raise_exception("learning", None)),
                steer(BOARD, 2, None),
                Err(NotBefore(id("board"))),
            ),
        ]);
    }

    #[test]
    fn what_was_asked_is_answered_by_a_steer_of_the_body_where_it_stands() {
        let book = Book::board_under_way(&["chair"]).after(raise_exception("board", None));
        let awaits = |book: &Book| {
            let exception = book.record.exceptions.get(&id("exception-1"));
            exception.unwrap().awaits_steer()
        };
        assert!(awaits(&book));
        assert!(!awaits(&book.after(steer(BOARD, 2, None))));
    }
}
