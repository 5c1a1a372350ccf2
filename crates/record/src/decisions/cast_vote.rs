//! Casting a vote: one for each partner, however many of its seats are present (G07, para 20).
//!
//! Any of a partner's members in the room may cast it; the last vote cast before the chair closes
//! the poll counts, and every change is on the record.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Question, Unvotable, Vote};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{DecisionId, SeatId},
};

/// Casts a vote for a seat.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CastVote {
    /// The motion.
    pub decision: DecisionId,
    /// The seat that votes.
    pub seat: SeatId,
    /// How.
    pub vote: Vote,
}

/// Why a vote is not cast.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CastVoteRefused {
    /// The motion is not there or not put, or the seat has no vote.
    #[error(transparent)]
    Unvotable(#[from] Unvotable),
    /// The same vote stands.
    #[error("this very vote is recorded already")]
    Unchanged,
}

impl Act for CastVote {
    const NAME: &'static str = "decisions.cast-vote";
    const SUMMARY: &'static str = "Cast a partner's vote, or change it before the vote is closed.";
    const AUTHORITY: Authority = Authority::SitterOrSecretariat;
    type Refused = CastVoteRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let Question {
            motion,
            meeting,
            rule,
        } = record.find_question(&self.decision)?.being_voted()?;
        let voter = record.find_voter(rule, meeting, &self.seat)?;
        if motion
            .ballots
            .get(&voter)
            .is_some_and(|cast| cast.vote == self.vote && cast.seat == self.seat)
        {
            return Err(CastVoteRefused::Unchanged);
        }
        let (decision, seat, vote) = (self.decision.clone(), self.seat.clone(), self.vote);
        Ok(vec![crate::Entry::Decisions(Entry::VoteCast {
            decision,
            seat,
            voter,
            vote,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Decision(&self.decision))
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }
}

impl Refusal for CastVoteRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unvotable(unvotable) => unvotable.advice(),
            Self::Unchanged => Advice::new(
                "decisions/vote-unchanged",
                "vote",
                "There is nothing to do; it counts.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meetings::Unready;
    use crate::{decisions::Voter, testkit::*};

    const THERE: &[&str] = &["chair", "leader", "councillor-1", "health", "observer"];

    fn open() -> Book {
        Book::board_under_way(THERE)
    }

    fn put() -> Book {
        open().put(BOARD, "board.leader", "board.health")
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let motion = format!("{BOARD}-2");
        let cast = |name: &str, vote| CastVote {
            decision: id(&motion),
            seat: seat(name),
            vote,
        };
        let yes = |name: &str| cast(name, Vote::For);
        let moved = || open().moves(BOARD, "board.leader");
        let voted = || put().votes(&motion, "board.leader", Vote::For);
        let absent = |name: &str| Err(Unvotable::Absent(seat(name)).into());
        let no_vote = |name: &str, why, clause: &str| {
            Err(Unvotable::NoVote(seat(name), why, Some(clause.to_owned())).into())
        };
        rules([
            (
                open(),
                yes("board.leader"),
                Err(Unvotable::NoSuchMotion(id(&motion)).into()),
            ),
            (
                moved(),
                yes("board.leader"),
                Err(Unvotable::NotPut(id(&motion)).into()),
            ),
            (
                moved().seconds(&motion, "board.health"),
                yes("board.leader"),
                Err(Unvotable::NotPut(id(&motion)).into()),
            ),
            (put(), yes("board.leader"), Ok(())),
            (put(), yes("board.voluntary"), absent("board.voluntary")),
            (put(), yes("board.mayor"), absent("board.mayor")),
            (
                put().leaves(BOARD, "board.leader"),
                yes("board.leader"),
                absent("board.leader"),
            ),
            (
                put().arrives(BOARD, "board.voluntary"),
                yes("board.voluntary"),
                Ok(()),
            ),
            (
                put(),
                yes("board.chair"),
                no_vote("board.chair", "it speaks for no partner", "3"),
            ),
            (
                put(),
                yes("board.observer"),
                no_vote(
                    "board.observer",
                    "observers and others who attend do not vote",
                    "7",
                ),
            ),
            (
                voted(),
                yes("board.leader"),
                Err(CastVoteRefused::Unchanged),
            ),
            (voted(), cast("board.leader", Vote::Against), Ok(())),
            (voted(), yes("board.councillor-1"), Ok(())),
            (
                voted().counts(&motion, None),
                yes("board.health"),
                Err(Unvotable::Decided(id(&motion)).into()),
            ),
            (
                voted().counts(&motion, None).closes(BOARD),
                yes("board.health"),
                Err(Unvotable::from(Unready::Closed(id(BOARD))).into()),
            ),
        ]);
    }

    #[test]
    fn a_partner_has_one_vote_and_its_last_one_counts() {
        let motion = format!("{BOARD}-2");
        let book = put()
            .votes(&motion, "board.leader", Vote::For)
            .votes(&motion, "board.councillor-1", Vote::Against)
            .votes(&motion, "board.leader", Vote::Abstain);
        let decision = book.record.decisions.get(&id(&motion)).unwrap();
        let council = Voter::Partner(id("council"));
        assert_eq!(decision.ballots.keys().collect::<Vec<_>>(), [&council]);
        let ballot = &decision.ballots[&council];
        assert_eq!((ballot.vote, ballot.changes), (Vote::Abstain, 2));
        assert_eq!(ballot.seat, seat("board.leader"));
    }
}
