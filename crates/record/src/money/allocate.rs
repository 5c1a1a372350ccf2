//! Allocating money of a stream to a partner, for outcomes, by a recorded decision (G07, para 5 and 9).
//!
//! Never more than the stream holds. Whether the decision may be taken is judged where it is; here it has
//! to be carried, under the competence for pooled money, and agreed to by the accountable body.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    AllocationSays, Entry, Pence,
    decided::Unallocated,
    known::{Looking, Unfunded, more_than_nothing},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{AllocationId, DecisionId, OutcomeId, PartnerId, StreamId},
    prose::{Prose, Words},
};

/// Allocates money to a partner.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Allocate {
    /// The stream.
    pub stream: StreamId,
    /// The partner.
    pub partner: PartnerId,
    /// The outcomes that it is for.
    pub outcomes: Vec<OutcomeId>,
    /// How much.
    pub pence: Pence,
    /// What it is for.
    pub purpose: Words,
    /// The decision that allocates it.
    pub decision: DecisionId,
    /// What is meant to be spent in each month of the year, twelve amounts; equal parts when left out.
    #[serde(default)]
    pub profile: Vec<Pence>,
}

/// Why money is not allocated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AllocateRefused {
    /// Something that it names is not there, or not open.
    #[error(transparent)]
    Unfunded(#[from] Unfunded),
    /// The decision does not allocate money.
    #[error(transparent)]
    Unallocated(#[from] Unallocated),
    /// For nothing.
    #[error("it names no outcome that the money is for")]
    NoOutcome,
    /// More than there is.
    #[error("only {left} of {stream} is not allocated yet, and this would be {asked}")]
    NotEnough {
        /// The stream.
        stream: StreamId,
        /// What is not allocated.
        left: Pence,
        /// What was asked for.
        asked: Pence,
        /// The clause of the controls.
        clause: Option<String>,
    },
    /// Not a year.
    #[error("a profile has an amount for each of the twelve months, and this has {0}")]
    NotTwelve(usize),
    /// It does not add up.
    #[error("the months of the profile come to {0}, and {1} is allocated")]
    DoesNotAddUp(Pence, Pence),
}

use AllocateRefused::{DoesNotAddUp, NoOutcome, NotEnough, NotTwelve};

impl Act for Allocate {
    const NAME: &'static str = "money.allocate";
    const SUMMARY: &'static str =
        "Allocate money of a stream to a partner, by a recorded decision.";
    const AUTHORITY: Authority = Authority::FinanceOrSecretariat;
    type Refused = AllocateRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let stream = looking.pooled(&self.stream)?;
        looking.open(stream.says.year)?;
        looking.partner(&self.partner)?;
        if self.outcomes.is_empty() {
            return Err(NoOutcome);
        }
        looking.outcomes(&self.outcomes)?;
        let asked = more_than_nothing(self.pence)?;
        self.adds_up()?;
        looking.allocates(&self.decision)?;
        let left = looking.money.sums_of_stream(&self.stream).available;
        if asked > left {
            return Err(NotEnough {
                stream: self.stream.clone(),
                left,
                asked,
                clause: looking.clause(),
            });
        }
        let nth = looking.money.allocations_of(&self.stream).count() + 1;
        let says = AllocationSays {
            stream: self.stream.clone(),
            partner: self.partner.clone(),
            outcomes: self.outcomes.clone(),
            pence: asked,
            purpose: Prose::from(&self.purpose),
            decision: self.decision.clone(),
            profile: self.profile.clone(),
            on: looking.today,
        };
        Ok(vec![crate::Entry::Money(Entry::Allocated {
            allocation: AllocationId::of(&self.stream, nth),
            says: Box::new(says),
        })])
    }
}

impl Allocate {
    fn adds_up(&self) -> Result<(), AllocateRefused> {
        let sum: Pence = self.profile.iter().copied().sum();
        match self.profile.len() {
            0 => Ok(()),
            12 if sum == self.pence => Ok(()),
            12 => Err(DoesNotAddUp(sum, self.pence)),
            months => Err(NotTwelve(months)),
        }
    }
}

impl Refusal for AllocateRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfunded(unfunded) => unfunded.advice(),
            Self::Unallocated(unallocated) => unallocated.advice(),
            NoOutcome => Advice::new(
                "money/no-outcome",
                "outcomes",
                "Choose at least one outcome of the agreement.",
            ),
            NotEnough { clause, .. } => Advice::new(
                "money/not-enough",
                "pence",
                "Allocate less, or choose another stream.",
            )
            .by(clause.as_deref()),
            NotTwelve(_) => Advice::new(
                "money/not-twelve",
                "profile",
                "Write one amount for each month, or leave the profile out.",
            ),
            DoesNotAddUp(..) => Advice::new(
                "money/does-not-add-up",
                "profile",
                "Correct the months, or the amount.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{structure::Undecided, testkit::*};

    // Requirement: FU2 at /api/v1/{partnership}/acts
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let with = |change: fn(&mut Allocate)| {
            let mut asked = allocate("health", 6_000);
            change(&mut asked);
            asked
        };
        let not = |it: Unfunded| Err(it.into());
        let undecided = |it: Undecided| Err(Unallocated::from(it).into());
        let clause = Some("Controls".to_owned());
        rules([
            (funded(), with(|_| ()), Ok(())),
            (funded(), allocate("health", 12_000), Ok(())),
            (
                funded(),
                allocate("health", 12_001),
                Err(NotEnough {
                    stream: id("a-revenue-2007"),
                    left: Pence::pounds(12_000),
                    asked: Pence::pounds(12_001),
                    clause: clause.clone(),
                }),
            ),
            (
                allocated(),
                allocate("council", 6_001),
                Err(NotEnough {
                    stream: id("a-revenue-2007"),
                    left: Pence::pounds(6_000),
                    asked: Pence::pounds(6_001),
                    clause,
                }),
            ),
            (
                funded(),
                with(|it| it.pence = Pence::ZERO),
                not(Unfunded::Nothing),
            ),
            (
                funded(),
                with(|it| it.stream = id("mars")),
                not(Unfunded::NoSuchStream(id("mars"))),
            ),
            (
                funded(),
                with(|it| it.stream = id("a-aligned-2007")),
                not(Unfunded::Aligned(
                    id("a-aligned-2007"),
                    Some("Aligned".to_owned()),
                )),
            ),
            (
                funded(),
                with(|it| it.partner = id("mars")),
                not(Unfunded::NoSuchPartner(id("mars"))),
            ),
            (funded(), with(|it| it.outcomes.clear()), Err(NoOutcome)),
            (
                funded(),
                with(|it| it.outcomes = vec![id("mars")]),
                not(Unfunded::NoSuchOutcome(id("mars"))),
            ),
            (
                funded(),
                with(|it| it.profile = vec![Pence::pounds(6_000)]),
                Err(NotTwelve(1)),
            ),
            (
                funded(),
                with(|it| it.profile = Pence::pounds(5_999).shared(12)),
                Err(DoesNotAddUp(Pence::pounds(5_999), Pence::pounds(6_000))),
            ),
            (
                funded(),
                with(|it| it.decision = id("board-2007-01-01-1")),
                undecided(Undecided::NoSuchDecision(id("board-2007-01-01-1"))),
            ),
            (
                unanswered(),
                with(|_| ()),
                Err(Unallocated::NotAnswered(id(MONEY_DECISION), Some("20".to_owned())).into()),
            ),
            (
                declined(),
                with(|_| ()),
                Err(Unallocated::NotAgreedTo(id(MONEY_DECISION), Some("20".to_owned())).into()),
            ),
            (
                decided_otherwise(),
                with(|_| ()),
                Err(Unallocated::OtherCompetence {
                    decision: id(MONEY_DECISION),
                    what: "How the pooled money is spent".to_owned(),
                    clause: Some("20".to_owned()),
                }
                .into()),
            ),
        ]);
    }
}
