//! Undoing a posting by its opposite, with the reason. Nothing is edited and nothing is deleted.
//!
//! A reversal cannot be reversed, nothing is reversed twice, and nothing that others rest on: every law of
//! the ledger has to hold afterwards. What was spent is undone by reopening the return that says so, an
//! award by changing it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Account, Because, Entry, PostingNo,
    known::{Looking, Unfunded},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    prose::{Prose, Words},
};

/// Undoes a posting by its opposite.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReversePosting {
    /// The posting: the line of the book and its place there, such as `120.1`.
    pub posting: PostingNo,
    /// Why.
    pub why: Words,
}

/// Why a posting is not reversed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReversePostingRefused {
    /// Something that it names is not there, or it would break a law.
    #[error(transparent)]
    Unfunded(#[from] Unfunded),
    /// No such posting.
    #[error("there is no posting {0}")]
    NoSuchPosting(PostingNo),
    /// It undoes another.
    #[error("the posting {0} is a reversal itself, of {1}")]
    IsAReversal(PostingNo, PostingNo, Option<String>),
    /// It is undone.
    #[error("the posting {0} was reversed already, by {1}")]
    ReversedAlready(PostingNo, PostingNo, Option<String>),
    /// Spending is of a return.
    #[error("the posting {0} is of a return, and stands or falls with it")]
    OfAReturn(PostingNo),
    /// An award is changed.
    #[error("the posting {0} is an award, and a stream always has one")]
    OfAnAward(PostingNo),
}

use ReversePostingRefused::*;

impl Act for ReversePosting {
    const NAME: &'static str = "money.reverse-posting";
    const SUMMARY: &'static str = "Undo a posting of the ledger by its opposite.";
    const AUTHORITY: Authority = Authority::Finance;
    const FRESH: bool = true;
    type Refused = ReversePostingRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let posting = looking.money.posting(self.posting);
        let posting = posting.ok_or(NoSuchPosting(self.posting))?;
        if let Some(undone) = posting.reverses {
            return Err(IsAReversal(self.posting, undone, looking.clause()));
        }
        if let Some(by) = posting.reversed_by {
            return Err(ReversedAlready(self.posting, by, looking.clause()));
        }
        if matches!(posting.because, Because::ReturnAccepted(..)) {
            return Err(OfAReturn(self.posting));
        }
        if matches!(posting.from, Account::Award(_)) {
            return Err(OfAnAward(self.posting));
        }
        Ok(looking.lawful(Entry::PostingReversed {
            posting: self.posting,
            why: Prose::from(&self.why),
            on: looking.today,
        })?)
    }
}

impl Refusal for ReversePostingRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfunded(unfunded) => unfunded.advice().about("posting"),
            NoSuchPosting(_) => Advice::new(
                "money/no-such-posting",
                "posting",
                "Choose a posting of the ledger.",
            ),
            IsAReversal(_, _, clause) => Advice::new(
                "money/is-a-reversal",
                "posting",
                "Record what was undone in error anew.",
            )
            .by(clause.as_deref()),
            ReversedAlready(_, _, clause) => Advice::new(
                "money/reversed-already",
                "posting",
                "Nothing more is needed.",
            )
            .by(clause.as_deref()),
            OfAReturn(_) => Advice::new(
                "money/of-a-return",
                "posting",
                "Reopen the return instead; another is then due.",
            ),
            OfAnAward(_) => Advice::new(
                "money/of-an-award",
                "posting",
                "Change the award of the stream instead.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{money::ReleaseState, testkit::*};

    fn reverse(posting: PostingNo) -> ReversePosting {
        ReversePosting {
            posting,
            why: saying("It was for another account."),
        }
    }

    // Requirement: FU10 at /api/v1/{partnership}/acts
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let clause = || Some("Controls".to_owned());
        let nowhere: PostingNo = "9999.1".parse().unwrap();
        let received = || funded().after(instalment(1, 1_000));
        let of = |book: &Book| last_posting(book);
        let undone = || {
            let posting = of(&received());
            received().after(reverse(posting))
        };
        let breaks = |law| {
            Err(Unfunded::Breaks {
                law,
                clause: clause(),
            }
            .into())
        };
        rules([
            (received(), reverse(of(&received())), Ok(())),
            (received(), reverse(nowhere), Err(NoSuchPosting(nowhere))),
            (
                undone(),
                reverse(of(&received())),
                Err(ReversedAlready(of(&received()), of(&undone()), clause())),
            ),
            // A reversed reversal.
            (
                undone(),
                reverse(of(&undone())),
                Err(IsAReversal(of(&undone()), of(&received()), clause())),
            ),
            // The instalment is released: it cannot be as if it had not come.
            (
                released(),
                reverse(
                    released()
                        .record
                        .money
                        .instalments()
                        .next()
                        .unwrap()
                        .posting(),
                ),
                breaks("what is held is never less than nothing"),
            ),
            (released(), reverse(of(&released())), Ok(())),
            // What is released was allocated.
            (
                released(),
                reverse(of(&allocated())),
                breaks("no more is released than was allocated"),
            ),
            (allocated(), reverse(of(&allocated())), Ok(())),
            (
                returned(1, 400),
                reverse(of(&returned(1, 400))),
                Err(OfAReturn(of(&returned(1, 400)))),
            ),
            (
                funded(),
                reverse(of(&funded())),
                Err(OfAnAward(of(&funded()))),
            ),
        ]);
    }

    #[test]
    fn a_reversal_restores_every_balance() {
        for book in [
            funded().after(instalment(1, 1_000)),
            released(),
            allocated(),
        ] {
            let posting = last_posting(&book);
            let before: Vec<_> = {
                let money = &book.record.money;
                let posting = money.posting(posting).unwrap();
                [&posting.from, &posting.to]
                    .map(|it| (it.clone(), money.balance(it) - posting.adds_to(it)))
                    .to_vec()
            };
            let book = book.after(reverse(posting));
            for (account, balance) in before {
                assert_eq!(book.record.money.balance(&account), balance, "{account}");
            }
        }
    }

    #[test]
    fn a_release_that_is_reversed_did_not_go() {
        let book = released();
        let posting = last_posting(&book);
        let book = book.after(reverse(posting));
        let release = book.record.money.release(&id("release-1")).unwrap();
        assert!(matches!(release.state, ReleaseState::Reversed { .. }));
        // It can be proposed anew.
        assert_eq!(book.ruling(&propose_release(1, 500)), Ok(()));
    }
}
