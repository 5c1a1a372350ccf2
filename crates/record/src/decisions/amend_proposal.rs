//! Changing the words of a proposal: members then say afresh where they stand.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Unproposed};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::DecisionId,
    prose::{Prose, Words},
};

/// Changes the words of a proposal.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendProposal {
    /// The proposal.
    pub decision: DecisionId,
    /// What is proposed now.
    pub text: Words,
}

/// Why a proposal is not amended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmendProposalRefused {
    /// It is not there, or no longer a proposal.
    #[error(transparent)]
    Unproposed(#[from] Unproposed),
    /// The words are the same.
    #[error("these are the very words of the proposal {0}")]
    Unchanged(DecisionId),
}

impl Act for AmendProposal {
    const NAME: &'static str = "decisions.amend-proposal";
    const SUMMARY: &'static str =
        "Change the words of a proposal; members say afresh where they stand.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = AmendProposalRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let (proposal, _) = record.find_proposal(&self.decision)?;
        if proposal.text.words() == Some(self.text.as_str()) {
            return Err(AmendProposalRefused::Unchanged(proposal.id.clone()));
        }
        Ok(vec![crate::Entry::Decisions(Entry::ProposalAmended {
            decision: self.decision.clone(),
            text: Prose::from(&self.text),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Decision(&self.decision))
    }
}

impl Refusal for AmendProposalRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unproposed(unproposed) => unproposed.advice(),
            Self::Unchanged(_) => Advice::new(
                "decisions/proposal-unchanged",
                "text",
                "Change the words, or leave the proposal as it is.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{decisions::Position, meetings::Unready, testkit::*};

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let name = format!("{BOARD}-2");
        let amend = |text: &str| AmendProposal {
            decision: id(&name),
            text: Words::new(text).unwrap(),
        };
        let open = || Book::board_under_way(&["chair", "leader", "health", "voluntary"]);
        let proposed = || open().proposes(BOARD, "To raise the bank.");
        let no_longer = || Err(Unproposed::NoLonger(id(&name)).into());
        rules([
            (
                open(),
                amend("x"),
                Err(Unproposed::NoSuchProposal(id(&name)).into()),
            ),
            (proposed(), amend("To raise the bank by a foot."), Ok(())),
            (
                proposed(),
                amend("To raise the bank."),
                Err(AmendProposalRefused::Unchanged(id(&name))),
            ),
            (open().moves(BOARD, "board.leader"), amend("x"), no_longer()),
            (proposed().agrees_on(&name), amend("x"), no_longer()),
            (
                proposed().closes(BOARD),
                amend("x"),
                Err(Unproposed::from(Unready::Closed(id(BOARD))).into()),
            ),
        ]);
    }

    #[test]
    fn positions_start_afresh_and_the_earlier_words_are_kept() {
        let name = format!("{BOARD}-2");
        let book = Book::board_under_way(&["chair", "leader", "health"])
            .proposes(BOARD, "To raise the bank.")
            .states(&name, "board.health", Position::Object)
            .after(AmendProposal {
                decision: id(&name),
                text: Words::new("To raise the bank by a foot.").unwrap(),
            });
        let proposal = book.record.decisions.get(&id(&name)).unwrap();
        assert!(proposal.positions.is_empty());
        assert_eq!(proposal.text.shown(), "To raise the bank by a foot.");
        assert_eq!(proposal.earlier[0].1.shown(), "To raise the bank.");
    }
}
