//! Ratifying: what an inquorate meeting agreed comes before the next, which agrees to it or does not
//! (G07, para 24).
//!
//! Only a quorate meeting can, and only under the item that brought the decision back. By consensus or
//! by a vote is the meeting's own business; where it recorded a decision of its own under that item,
//! this names it. What is not ruled on is put on the next agenda when the meeting is closed.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unvotable, Verdict};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{DecisionId, ItemNo, MeetingId},
    meetings::{Origin, Unready},
};

/// Records whether a quorate meeting ratifies what was agreed without a quorum.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ratify {
    /// The decision that waits to be ratified.
    pub decision: DecisionId,
    /// The meeting that rules on it.
    pub meeting: MeetingId,
    /// The item that brought it back.
    pub item: ItemNo,
    /// Whether the meeting agrees.
    pub agreed: bool,
}

/// Why nothing is ratified.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RatifyRefused {
    /// The meeting or item is not there, or not at the right point.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// No such decision.
    #[error(transparent)]
    Unvotable(#[from] Unvotable),
    /// It stands without.
    #[error("{0} was not agreed without a quorum, so there is nothing to ratify")]
    NothingToRatify(DecisionId),
    /// It was ruled on.
    #[error("{0} was ruled on at {1}")]
    AlreadyRuledOn(DecisionId, MeetingId),
    /// Another item.
    #[error("item {1} of {0} did not bring {2} back to be ratified")]
    NotUnderThisItem(MeetingId, ItemNo, DecisionId),
    /// Too few are there.
    #[error("{0} are present and {1} are needed, so this meeting cannot ratify anything")]
    Inquorate(u32, u32),
    /// A vote is being taken.
    #[error("the vote on {0} is still open")]
    VoteOpen(DecisionId),
}

use RatifyRefused::*;

impl Act for Ratify {
    const NAME: &'static str = "decisions.ratify";
    const SUMMARY: &'static str =
        "Record whether a quorate meeting ratifies what was agreed without a quorum.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = RatifyRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let id = || self.decision.clone();
        let decision = record.decisions.get(&self.decision);
        let decision = decision.ok_or_else(|| Unvotable::NoSuchMotion(id()))?;
        let meeting = record.meetings.find_open(&self.meeting)?;
        let item = meeting.find_item(self.item)?;
        if !decision.for_ratification() {
            return Err(NothingToRatify(id()));
        }
        if let Some(ruling) = &decision.ratification {
            return Err(AlreadyRuledOn(id(), ruling.meeting.clone()));
        }
        let brings = |origin: &Origin| matches!(origin, Origin::Ratification { decision } if *decision == self.decision);
        if !brings(&item.origin) {
            return Err(NotUnderThisItem(meeting.id.clone(), item.no, id()));
        }
        let quorum = meeting.quorum(record);
        if let Some(needed) = quorum.needed.filter(|_| !quorum.quorate()) {
            return Err(Inquorate(quorum.present, needed));
        }
        let here = record.decisions.of_meeting(&self.meeting);
        let under: Vec<_> = here.filter(|other| other.item == self.item).collect();
        if let Some(open) = under.iter().find(|other| other.being_voted()) {
            return Err(VoteOpen(open.id.clone()));
        }
        let settles = |verdict: &Verdict| verdict.agreed() == self.agreed;
        let mut decided = under.iter().rev();
        let settled_by = decided.find(|other| other.verdict().is_some_and(settles));
        Ok(vec![crate::Entry::Decisions(Entry::Ratified {
            decision: id(),
            meeting: self.meeting.clone(),
            item: self.item,
            agreed: self.agreed,
            quorum,
            settled_by: settled_by.map(|other| other.id.clone()),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for RatifyRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            Self::Unvotable(unvotable) => unvotable.advice(),
            NothingToRatify(_) => Advice::new(
                "decisions/nothing-to-ratify",
                "decision",
                "Choose a decision that waits to be ratified.",
            ),
            AlreadyRuledOn(..) => Advice::new(
                "decisions/already-ruled-on",
                "decision",
                "There is nothing to do; a new motion can change it.",
            ),
            NotUnderThisItem(..) => Advice::new(
                "decisions/not-under-this-item",
                "item",
                "Choose the item that says what it is to ratify.",
            ),
            Inquorate(..) => Advice::new(
                "decisions/inquorate",
                "meeting",
                "When this meeting is closed it is put on the next agenda by itself.",
            ),
            VoteOpen(_) => Advice::new("decisions/vote-open", "item", "Close the vote first."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    const WAITS: &str = "board-2007-04-18-2";
    const NEXT: &str = "board-2007-07-18";
    const FOUR: [&str; 4] = [
        "board.chair",
        "board.leader",
        "board.health",
        "board.voluntary",
    ];

    fn ratify(item: u16, agreed: bool) -> Ratify {
        Ratify {
            decision: id(WAITS),
            meeting: id(NEXT),
            item: ItemNo(item),
            agreed,
        }
    }

    /// Three of the seven agreed; four are needed.
    fn waits() -> Book {
        Book::board_under_way(&["chair", "leader", "health"]).agrees(BOARD, "To thank the wardens.")
    }

    /// The next meeting is called, and these come.
    fn next(book: Book, there: &[&str]) -> Book {
        let book = book.closes(BOARD).calls_on("board", "2007-07-18");
        let book = there
            .iter()
            .fold(book, |book, seat| book.arrives(NEXT, seat));
        book.at("2007-07-18T10:30").opens(NEXT, there[0])
    }

    fn under(book: &Book) -> u16 {
        let waits = id(WAITS);
        let back = book.record.meetings.bringing_back(&waits);
        back.last().unwrap().1.0
    }

    // Requirement: ME4 at /{partnership}/meetings/{meeting}/table
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let quorate = || next(waits(), &FOUR);
        let item = under(&quorate());
        let done = || quorate().after(ratify(item, true));
        let stands = || {
            Book::board_under_way(&["chair", "leader", "health", "voluntary"]).agrees(BOARD, "So.")
        };
        rules([
            (
                Book::three_rivers(),
                ratify(item, true),
                Err(Unvotable::NoSuchMotion(id(WAITS)).into()),
            ),
            (
                waits(),
                ratify(item, true),
                Err(Unready::NoSuchMeeting(id(NEXT)).into()),
            ),
            (quorate(), ratify(item, true), Ok(())),
            (quorate(), ratify(item, false), Ok(())),
            (
                quorate(),
                ratify(99, true),
                Err(Unready::NoSuchItem(id(NEXT), ItemNo(99)).into()),
            ),
            (
                quorate(),
                ratify(1, true),
                Err(NotUnderThisItem(id(NEXT), ItemNo(1), id(WAITS))),
            ),
            (
                next(waits(), &FOUR[..3]),
                ratify(item, true),
                Err(Inquorate(3, 4)),
            ),
            (
                next(stands(), &FOUR),
                ratify(1, true),
                Err(NothingToRatify(id(WAITS))),
            ),
            (
                done(),
                ratify(item, true),
                Err(AlreadyRuledOn(id(WAITS), id(NEXT))),
            ),
            (
                quorate().closes(NEXT),
                ratify(item, true),
                Err(Unready::Closed(id(NEXT)).into()),
            ),
        ]);
    }

    #[test]
    fn what_is_ruled_on_waits_no_longer() {
        for agreed in [true, false] {
            let book = next(waits(), &FOUR);
            assert_eq!(book.record.decisions.for_ratification().count(), 1);
            let item = under(&book);
            let book = book.after(ratify(item, agreed)).closes(NEXT);
            assert_eq!(book.record.decisions.for_ratification().count(), 0);
            let ruling = &book.record.decisions.get(&id(WAITS)).unwrap().ratification;
            assert_eq!(ruling.as_ref().unwrap().agreed, agreed);
            assert_eq!(book.record.meetings.planned().count(), 0);
        }
    }

    #[test]
    fn what_too_few_could_not_ratify_comes_before_the_next_meeting() {
        let book = waits().agrees(BOARD, "To thank the otters.");
        let book = next(book, &FOUR[..3]).closes(NEXT);
        let planned: Vec<_> = book.record.meetings.planned_for(&id("board")).collect();
        assert_eq!(planned.len(), 2);
        assert_ne!(planned[0].id, planned[1].id);
        let book = book.calls_on("board", "2007-10-17");
        let back = book
            .record
            .meetings
            .bringing_back(&id(WAITS))
            .last()
            .unwrap();
        assert_eq!(back.0.id.as_str(), "board-2007-10-17");
    }

    #[test]
    fn the_decision_that_settled_it_is_named() {
        let book = next(waits(), &FOUR);
        let item = under(&book);
        let book = book.after(crate::decisions::AgreeByConsensus {
            meeting: id(NEXT),
            item: ItemNo(item),
            text: Some(crate::prose::Words::new("That this is ratified.").unwrap()),
            decision: None,
            scope: Default::default(),
        });
        let book = book.after(ratify(item, true));
        let ruling = book
            .record
            .decisions
            .get(&id(WAITS))
            .unwrap()
            .ratification
            .clone();
        assert_eq!(
            ruling.unwrap().settled_by,
            Some(id(&format!("{NEXT}-{item}")))
        );
    }
}
