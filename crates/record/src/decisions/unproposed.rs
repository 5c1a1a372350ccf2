//! Refusals that the acts on a proposal share, and looking one up.

use super::{Decision, Stage};
use crate::{
    Record,
    act::{Advice, Refusal},
    id::DecisionId,
    meetings::{Meeting, Unready},
};

/// A proposal is not there, or no longer before its meeting.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unproposed {
    /// Its meeting is not at the right point.
    #[error(transparent)]
    Unready(#[from] Unready),
    /// No such proposal.
    #[error("there is no proposal {0}")]
    NoSuchProposal(DecisionId),
    /// It is under another item.
    #[error("the proposal {0} is not under this item")]
    UnderAnother(DecisionId),
    /// It was agreed, or moved as a motion.
    #[error("{0} is no longer a proposal: it was agreed, or moved as a motion")]
    NoLonger(DecisionId),
}

impl Refusal for Unproposed {
    fn advice(&self) -> Advice {
        match self {
            Self::Unready(unready) => unready.advice().about("decision"),
            Self::NoSuchProposal(_) => Advice::new(
                "decisions/no-such-proposal",
                "decision",
                "Choose one from the page of its meeting.",
            ),
            Self::UnderAnother(_) => Advice::new(
                "decisions/under-another-item",
                "decision",
                "Choose a proposal under the same item.",
            ),
            Self::NoLonger(_) => Advice::new(
                "decisions/no-longer-a-proposal",
                "decision",
                "Put a new proposal if there is more to agree.",
            ),
        }
    }
}

impl Record {
    /// A proposal that is before its meeting, which is under way.
    pub(crate) fn find_proposal(
        &self,
        id: &DecisionId,
    ) -> Result<(&Decision, &Meeting), Unproposed> {
        let unknown = || Unproposed::NoSuchProposal(id.clone());
        let proposal = self.decisions.get(id).ok_or_else(unknown)?;
        let meeting = self.meetings.find_open(&proposal.meeting)?;
        match proposal.stage {
            Stage::Proposed => Ok((proposal, meeting)),
            _ => Err(Unproposed::NoLonger(id.clone())),
        }
    }
}
