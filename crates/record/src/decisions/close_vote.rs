//! Closing a vote: the votes that stand are counted, by the rule in force on the day.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry, Outcome, Question, Unvotable, Vote, count, entitled,
    following::{Agreement, follow},
    present, rule_on,
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    arrangements::Tie,
    id::DecisionId,
};

/// Closes a vote and counts it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseVote {
    /// The motion.
    pub decision: DecisionId,
    /// The chair's casting vote on a tie, where the arrangements give the chair one.
    pub casting: Option<Vote>,
}

/// Why a vote is not closed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CloseVoteRefused {
    /// The motion is not there or not put.
    #[error(transparent)]
    Unvotable(#[from] Unvotable),
    /// The chair has no casting vote.
    #[error("the arrangements give the chair no casting vote")]
    NoCastingVote(Option<String>),
    /// There is no tie to break.
    #[error("{0} voted for and {1} against, so there is no tie for the chair to break")]
    NotTied(u32, u32),
    /// An abstention breaks no tie.
    #[error("a casting vote is for or against")]
    CastingAbstains,
}

use CloseVoteRefused::{CastingAbstains, NoCastingVote, NotTied};

impl Act for CloseVote {
    const NAME: &'static str = "decisions.close-vote";
    const SUMMARY: &'static str = "Close a vote and count it.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = CloseVoteRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let Question {
            motion,
            meeting,
            rule,
        } = record.find_question(&self.decision)?.being_voted()?;
        let ballots: BTreeMap<_, _> = motion
            .ballots
            .iter()
            .map(|(voter, ballot)| (voter.clone(), ballot.vote))
            .collect();
        let tally = count(
            rule,
            &entitled(record, rule, meeting),
            &present(record, rule, meeting),
            &ballots,
        );
        match self.casting {
            None => {}
            Some(_) if rule.tie != Tie::Chair => return Err(NoCastingVote(rule.clause.clone())),
            Some(Vote::Abstain) => return Err(CastingAbstains),
            Some(_) if !tally.tied() => {
                return Err(NotTied(tally.in_favour, tally.against));
            }
            Some(_) => {}
        }
        let (outcome, quorum) = (rule_on(rule, &tally, self.casting), meeting.quorum(record));
        let agreement = Agreement {
            decision: &self.decision,
            meeting,
            item: motion.item,
            scope: &motion.scope,
            quorum,
        };
        let following = match outcome {
            Outcome::Carried => follow(record, &agreement),
            Outcome::NotCarried | Outcome::Tied => Vec::new(),
        };
        let closed = Entry::VoteClosed {
            decision: self.decision.clone(),
            tally,
            quorum,
            casting: self.casting,
            outcome,
        };
        Ok(std::iter::once(crate::Entry::Decisions(closed))
            .chain(following)
            .collect())
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Decision(&self.decision))
    }
}

impl Refusal for CloseVoteRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unvotable(unvotable) => unvotable.advice(),
            NoCastingVote(clause) => Advice::new(
                "decisions/no-casting-vote",
                "casting",
                "Leave the casting vote out.",
            )
            .by(clause.as_deref()),
            NotTied(..) => Advice::new(
                "decisions/not-tied",
                "casting",
                "Leave the casting vote out.",
            ),
            CastingAbstains => Advice::new(
                "decisions/casting-abstains",
                "casting",
                "Choose for or against.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meetings::Unready;
    use crate::testkit::*;
    use Vote::{Abstain, Against, For};

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let motion = format!("{EXECUTIVE}-2");
        let close = |casting| CloseVote {
            decision: id(&motion),
            casting,
        };
        let there = ["chief", "director", "nurse"];
        let open = || Book::under_way("executive", &there);
        let moved = || open().moves(EXECUTIVE, "executive.chief");
        let put = || open().put(EXECUTIVE, "executive.chief", "executive.nurse");
        let one_for = || put().votes(&motion, "executive.chief", For);
        let tied = || one_for().votes(&motion, "executive.nurse", Against);
        rules([
            (
                open(),
                close(None),
                Err(Unvotable::NoSuchMotion(id(&motion)).into()),
            ),
            (
                moved(),
                close(None),
                Err(Unvotable::NotPut(id(&motion)).into()),
            ),
            (
                moved().seconds(&motion, "executive.nurse"),
                close(None),
                Err(Unvotable::NotPut(id(&motion)).into()),
            ),
            (put(), close(None), Ok(())),
            (tied(), close(None), Ok(())),
            (tied(), close(Some(For)), Ok(())),
            (tied(), close(Some(Against)), Ok(())),
            (tied(), close(Some(Abstain)), Err(CastingAbstains)),
            (one_for(), close(Some(For)), Err(NotTied(1, 0))),
            (
                tied().counts(&motion, None),
                close(None),
                Err(Unvotable::Decided(id(&motion)).into()),
            ),
            (
                tied().counts(&motion, None).closes(EXECUTIVE),
                close(None),
                Err(Unvotable::from(Unready::Closed(id(EXECUTIVE))).into()),
            ),
        ]);
    }

    #[test]
    fn only_some_chairs_have_a_casting_vote() {
        let book = Book::board_under_way(&["chair", "leader", "health"]);
        let book = book.put(BOARD, "board.leader", "board.health");
        let close = CloseVote {
            decision: id("board-2007-04-18-2"),
            casting: Some(For),
        };
        rules([(book, close, Err(NoCastingVote(Some("11-12".to_owned()))))]);
    }
}
