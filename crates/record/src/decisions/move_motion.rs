//! Moving a motion (G07, para 22): a new one, or a proposal on which there is no consensus.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, OutOfScope, ScopeAsked, Unproposed, Unvotable};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{DecisionId, ItemNo, MeetingId, SeatId},
    meetings::Unready,
    prose::{Prose, Words},
};

/// Moves a motion under an item.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveMotion {
    /// The meeting.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemNo,
    /// The seat that moves it.
    pub seat: SeatId,
    /// The motion.
    pub text: Words,
    /// The proposal that it takes up, where consensus on one was not reached.
    pub proposal: Option<DecisionId>,
    /// Under which competence it falls, at which level, to whom it is a recommendation. Left out when
    /// the proposal has said so.
    #[serde(default)]
    pub scope: ScopeAsked,
}

/// Why a motion is not moved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoveMotionRefused {
    /// The meeting or item is not there, or not at the right point.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// The seat may not move it, or the body does not vote.
    #[error(transparent)]
    Unvotable(#[from] Unvotable),
    /// The proposal is not there, or no longer a proposal.
    #[error(transparent)]
    Unproposed(#[from] Unproposed),
    /// The body may not decide it.
    #[error(transparent)]
    OutOfScope(#[from] OutOfScope),
}

impl Act for MoveMotion {
    const NAME: &'static str = "decisions.move-motion";
    const SUMMARY: &'static str = "Move a motion under an item.";
    const AUTHORITY: Authority = Authority::SitterOrSecretariat;
    type Refused = MoveMotionRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let meeting = record.meetings.find_open(&self.meeting)?;
        meeting.find_item_to_take(self.item)?;
        let rule = record
            .vote_rule(meeting)
            .ok_or_else(|| Unvotable::NoVoteRule(meeting.body.clone()))?;
        record.find_voter(rule, meeting, &self.seat)?;
        let proposal = match &self.proposal {
            Some(id) => Some(record.find_proposal(id)?.0),
            None => None,
        };
        let here = |id: &DecisionId| {
            let it = record.decisions.get(id);
            it.is_some_and(|it| it.meeting == self.meeting && it.item == self.item)
        };
        if let Some(elsewhere) = self.proposal.as_ref().filter(|id| !here(id)) {
            return Err(Unproposed::UnderAnother(elsewhere.clone()).into());
        }
        let scope = match proposal {
            Some(proposal) if self.scope == ScopeAsked::default() => proposal.scope.clone(),
            _ => self.scope.at(record, meeting)?,
        };
        let next = || record.decisions.next_id(&self.meeting, self.item);
        Ok(vec![crate::Entry::Decisions(Entry::MotionMoved {
            decision: self.proposal.clone().unwrap_or_else(next),
            meeting: self.meeting.clone(),
            item: self.item,
            mover: self.seat.clone(),
            text: Prose::from(&self.text),
            scope,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Meeting(&self.meeting))
    }
}

impl Refusal for MoveMotionRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice(),
            Self::Unvotable(unvotable @ Unvotable::NoVoteRule(_)) => {
                unvotable.advice().about("meeting")
            }
            Self::Unvotable(unvotable) => unvotable.advice(),
            Self::Unproposed(unproposed) => unproposed.advice().about("proposal"),
            Self::OutOfScope(out) => out.advice(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let at = |meeting: &str, item: u16, name: &str| MoveMotion {
            meeting: id(meeting),
            item: ItemNo(item),
            seat: seat(name),
            text: Words::new("That the flood plan be adopted.").unwrap(),
            proposal: None,
            scope: ScopeAsked::default(),
        };
        let moved = |name: &str| at(BOARD, 2, name);
        let all = ["chair", "leader", "ambassador", "observer", "adviser"];
        let open = || Book::board_under_way(&all);
        let forum = Book::under_way("forum", &["citizen-1"]);
        let no_vote = |name: &str, why, clause: &str| {
            Err(Unvotable::NoVote(seat(name), why, Some(clause.to_owned())).into())
        };
        let only_attends = "observers and others who attend do not vote";
        rules([
            (
                Book::three_rivers(),
                moved("board.leader"),
                Err(Unready::NoSuchMeeting(id(BOARD)).into()),
            ),
            (
                Book::called("board"),
                moved("board.leader"),
                Err(Unready::NotOpened(id(BOARD)).into()),
            ),
            (open(), moved("board.leader"), Ok(())),
            (
                open(),
                at(BOARD, 9, "board.leader"),
                Err(Unready::NoSuchItem(id(BOARD), ItemNo(9)).into()),
            ),
            (
                open(),
                moved("board.health"),
                Err(Unvotable::Absent(seat("board.health")).into()),
            ),
            (
                open(),
                moved("board.mayor"),
                Err(Unvotable::Absent(seat("board.mayor")).into()),
            ),
            // Nobody's seat votes only where the arrangements say so.
            (
                open(),
                moved("board.chair"),
                no_vote("board.chair", "it speaks for no partner", "3"),
            ),
            (open(), moved("board.ambassador"), Ok(())),
            (
                open(),
                moved("board.observer"),
                no_vote("board.observer", only_attends, "7"),
            ),
            (
                open(),
                moved("board.adviser"),
                no_vote("board.adviser", only_attends, "11-12"),
            ),
            (
                forum,
                MoveMotion {
                    item: ItemNo(1),
                    ..at(FORUM, 1, "forum.citizen-1")
                },
                Err(Unvotable::NoVoteRule(id("forum")).into()),
            ),
            (
                open().closes(BOARD),
                moved("board.leader"),
                Err(Unready::Closed(id(BOARD)).into()),
            ),
        ]);
    }

    // Requirement: DE2 at /{partnership}/meetings/{meeting}/table
    #[test]
    fn a_proposal_without_consensus_becomes_the_motion() {
        let name = format!("{BOARD}-2");
        let takes_up = |item: u16| MoveMotion {
            meeting: id(BOARD),
            item: ItemNo(item),
            seat: seat("board.leader"),
            text: Words::new("That the bank be raised.").unwrap(),
            proposal: Some(id(&name)),
            scope: ScopeAsked::default(),
        };
        let open = || Book::board_under_way(&["chair", "leader", "health"]);
        let proposed = || open().proposes(BOARD, "To raise the bank.");
        rules([
            (
                open(),
                takes_up(2),
                Err(Unproposed::NoSuchProposal(id(&name)).into()),
            ),
            (proposed(), takes_up(2), Ok(())),
            (
                proposed(),
                takes_up(3),
                Err(Unproposed::UnderAnother(id(&name)).into()),
            ),
            (
                proposed().after(takes_up(2)),
                takes_up(2),
                Err(Unproposed::NoLonger(id(&name)).into()),
            ),
        ]);
        let object = crate::decisions::Position::Object;
        let book = proposed()
            .states(&name, "board.health", object)
            .after(takes_up(2));
        let motion = book.record.decisions.get(&id(&name)).unwrap();
        assert_eq!(motion.text.shown(), "That the bank be raised.");
        assert_eq!(motion.objectors().count(), 1);
        assert_eq!(book.record.decisions.of_meeting(&id(BOARD)).count(), 1);
    }
}
