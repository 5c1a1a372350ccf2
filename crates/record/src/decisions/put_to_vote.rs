//! Putting a motion to the vote.
//!
//! Where the arrangements make a vote the last resort, consensus must have been tried and the reason
//! why it was not reached is on the record (G07, para 20): in words, or by the objections that stood to
//! the proposal.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Question, Stage, Unvotable};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::DecisionId,
    prose::{Prose, Words},
};

/// Puts a motion to the vote.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PutToVote {
    /// The motion.
    pub decision: DecisionId,
    /// What was tried, and why consensus was not reached. May be left out where objections to the
    /// proposal stand, which are cited then.
    pub last_resort: Option<Words>,
}

/// Why a motion is not put.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PutToVoteRefused {
    /// The motion is not there or decided, or the body does not vote.
    #[error(transparent)]
    Unvotable(#[from] Unvotable),
    /// It was not seconded.
    #[error("the motion {0} has not been seconded")]
    NotSeconded(DecisionId, Option<String>),
    /// It was put.
    #[error("the motion {0} has been put to the vote already")]
    AlreadyPut(DecisionId),
    /// No reason is given.
    #[error("a vote is the last resort: say what was tried and why consensus was not reached")]
    NotTheLastResort(Option<String>),
    /// Another vote is open.
    #[error("the vote on {0} is still open")]
    AnotherOpen(DecisionId),
}

use PutToVoteRefused::{AlreadyPut, AnotherOpen, NotSeconded, NotTheLastResort};

impl Act for PutToVote {
    const NAME: &'static str = "decisions.put-to-vote";
    const SUMMARY: &'static str = "Put a seconded motion to the vote.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = PutToVoteRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let Question { motion, rule, .. } = record.find_question(&self.decision)?;
        if motion.stage == Stage::Moved && rule.seconder {
            return Err(NotSeconded(motion.id.clone(), rule.clause.clone()));
        }
        if motion.being_voted() {
            return Err(AlreadyPut(motion.id.clone()));
        }
        let objections: Vec<_> = motion.objectors().cloned().collect();
        if rule.last_resort && self.last_resort.is_none() && objections.is_empty() {
            return Err(NotTheLastResort(rule.clause.clone()));
        }
        if let Some(other) = record
            .decisions
            .of_meeting(&motion.meeting)
            .find(|other| other.being_voted())
        {
            return Err(AnotherOpen(other.id.clone()));
        }
        Ok(vec![crate::Entry::Decisions(Entry::PutToVote {
            decision: self.decision.clone(),
            last_resort: self.last_resort.as_ref().map(Prose::from),
            objections,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Decision(&self.decision))
    }
}

impl Refusal for PutToVoteRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unvotable(unvotable) => unvotable.advice(),
            NotSeconded(_, clause) => Advice::new(
                "decisions/not-seconded",
                "decision",
                "Ask a member of another partner to second it.",
            )
            .by(clause.as_deref()),
            AlreadyPut(_) => Advice::new("decisions/already-put", "decision", "Votes can be cast."),
            NotTheLastResort(clause) => Advice::new(
                "decisions/not-the-last-resort",
                "last_resort",
                "Write a sentence or two; it is shown with the decision.",
            )
            .by(clause.as_deref()),
            AnotherOpen(_) => Advice::new(
                "decisions/another-vote-open",
                "decision",
                "Close that vote first.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meetings::Unready;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let motion = format!("{BOARD}-2");
        let clause = || Some("11-12".to_owned());
        let put_without_a_word = |motion: &str| PutToVote {
            decision: id(motion),
            last_resort: None,
        };
        let put = |motion: &str| PutToVote {
            last_resort: Some(Words::new("An hour of talk.").unwrap()),
            ..put_without_a_word(motion)
        };
        let open = || Book::board_under_way(&["chair", "leader", "health"]);
        let moved = || open().moves(BOARD, "board.leader");
        let seconded = || moved().seconds(&motion, "board.health");
        let another = format!("{BOARD}-2-2");
        let two = || {
            let book = seconded().moves(BOARD, "board.leader");
            book.seconds(&another, "board.health").puts(&motion)
        };
        let learning = format!("{LEARNING}-2");
        let unseconded = Book::under_way("learning", &["school", "clinic"]);
        let unseconded = unseconded.moves_at(LEARNING, 2, "learning.school");
        rules([
            (
                open(),
                put(&motion),
                Err(Unvotable::NoSuchMotion(id(&motion)).into()),
            ),
            (
                moved(),
                put(&motion),
                Err(NotSeconded(id(&motion), clause())),
            ),
            (
                seconded(),
                put_without_a_word(&motion),
                Err(NotTheLastResort(clause())),
            ),
            (seconded(), put(&motion), Ok(())),
            (
                seconded().puts(&motion),
                put(&motion),
                Err(AlreadyPut(id(&motion))),
            ),
            (
                seconded().puts(&motion).counts(&motion, None),
                put(&motion),
                Err(Unvotable::Decided(id(&motion)).into()),
            ),
            (two(), put(&another), Err(AnotherOpen(id(&motion)))),
            (two().counts(&motion, None), put(&another), Ok(())),
            (
                seconded().closes(BOARD),
                put(&motion),
                Err(Unvotable::from(Unready::Closed(id(BOARD))).into()),
            ),
            // Where nobody has to second, and a vote is as good as any way to decide.
            (unseconded, put_without_a_word(&learning), Ok(())),
        ]);
    }

    // Requirement: DE2 at /{partnership}/decisions/{decision}
    #[test]
    fn objections_to_the_proposal_are_reason_enough_and_are_cited() {
        let motion = format!("{BOARD}-2");
        let put = || PutToVote {
            decision: id(&motion),
            last_resort: None,
        };
        let object = crate::decisions::Position::Object;
        let proposed = || {
            let open = Book::board_under_way(&["chair", "leader", "health"]);
            open.proposes(BOARD, "To raise the bank.")
        };
        let taken_up = |book: Book| {
            let book = book.moves_proposal(&motion, "board.leader");
            book.seconds(&motion, "board.health")
        };
        let objected = || taken_up(proposed().states(&motion, "board.health", object));
        let unmoved = Unvotable::NotMoved(id(&motion));
        let no_reason = NotTheLastResort(Some("11-12".to_owned()));
        rules([
            (proposed(), put(), Err(unmoved.into())),
            (taken_up(proposed()), put(), Err(no_reason)),
            (objected(), put(), Ok(())),
        ]);
        let book = objected().after(put());
        let motion = book.record.decisions.get(&id(&motion)).unwrap();
        assert_eq!(motion.objections, [seat("board.health")]);
    }
}
