//! Taking back part of an allocation, by a recorded decision like the one that made it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry, Pence,
    decided::Unallocated,
    known::{Looking, Unfunded, more_than_nothing},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{AllocationId, DecisionId},
    prose::{Prose, Words},
};

/// Takes back part of an allocation.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReduceAllocation {
    /// The allocation.
    pub allocation: AllocationId,
    /// By how much.
    pub pence: Pence,
    /// Why.
    pub why: Words,
    /// The decision that takes it back.
    pub decision: DecisionId,
}

/// Why an allocation is not reduced.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReduceAllocationRefused {
    /// Something that it names is not there, or not open.
    #[error(transparent)]
    Unfunded(#[from] Unfunded),
    /// The decision does not allocate money.
    #[error(transparent)]
    Unallocated(#[from] Unallocated),
    /// The rest is released or spent.
    #[error("only {left} of {allocation} is neither released nor spent, and this would be {asked}")]
    TooMuch {
        /// The allocation.
        allocation: AllocationId,
        /// What may be taken back.
        left: Pence,
        /// What was asked for.
        asked: Pence,
        /// The clause of the controls.
        clause: Option<String>,
    },
}

use ReduceAllocationRefused::TooMuch;

impl Act for ReduceAllocation {
    const NAME: &'static str = "money.reduce-allocation";
    const SUMMARY: &'static str = "Take back part of an allocation, by a recorded decision.";
    const AUTHORITY: Authority = Authority::FinanceOrSecretariat;
    type Refused = ReduceAllocationRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let (_, year) = looking.allocation(&self.allocation)?;
        looking.open(year)?;
        let asked = more_than_nothing(self.pence)?;
        looking.allocates(&self.decision)?;
        let sums = looking.money.sums_of_allocation(&self.allocation);
        let left = sums.allocated - sums.passed_on().max(sums.spent);
        if asked > left {
            return Err(TooMuch {
                allocation: self.allocation.clone(),
                left,
                asked,
                clause: looking.clause(),
            });
        }
        Ok(looking.lawful(Entry::AllocationReduced {
            allocation: self.allocation.clone(),
            pence: asked,
            why: Prose::from(&self.why),
            decision: self.decision.clone(),
            on: looking.today,
        })?)
    }
}

impl Refusal for ReduceAllocationRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfunded(unfunded) => unfunded.advice(),
            Self::Unallocated(unallocated) => unallocated.advice(),
            TooMuch { clause, .. } => Advice::new(
                "money/too-much-to-take-back",
                "pence",
                "Take back less; what is released is demanded back instead.",
            )
            .by(clause.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let by = |pounds| ReduceAllocation {
            allocation: id("a-revenue-2007-1"),
            pence: Pence::pounds(pounds),
            why: saying("The nurses were hired later."),
            decision: id(MONEY_DECISION),
        };
        let too_much = |left, asked| {
            Err(TooMuch {
                allocation: id("a-revenue-2007-1"),
                left: Pence::pounds(left),
                asked: Pence::pounds(asked),
                clause: Some("Controls".to_owned()),
            })
        };
        rules([
            (allocated(), by(6_000), Ok(())),
            (allocated(), by(6_001), too_much(6_000, 6_001)),
            (released(), by(5_500), Ok(())),
            (released(), by(5_501), too_much(5_500, 5_501)),
            (allocated(), by(0), Err(Unfunded::Nothing.into())),
            (
                funded(),
                by(1),
                Err(Unfunded::NoSuchAllocation(id("a-revenue-2007-1")).into()),
            ),
        ]);
    }
}
