//! Demanding money back: what was spent on what is not eligible, and what was not spent (G07, assurance
//! arrangements: it is returnable to the accountable body).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry, Pence,
    known::{Looking, Unfunded, more_than_nothing},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::AllocationId,
    prose::{Prose, Words},
};

/// Finds that money was spent on what is not eligible, and demands it back.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindIneligible {
    /// The allocation.
    pub allocation: AllocationId,
    /// How much of what was spent.
    pub pence: Pence,
    /// Why it is not eligible.
    pub why: Words,
    /// By when it has to come back.
    pub due: Date,
}

/// Demands money back that was not spent.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DemandUnspent {
    /// The allocation.
    pub allocation: AllocationId,
    /// How much of what the partner has.
    pub pence: Pence,
    /// Why.
    pub why: Words,
    /// By when it has to come back.
    pub due: Date,
}

/// Why money is not demanded back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DemandRefused {
    /// Something that it names is not there, or not open.
    #[error(transparent)]
    Unfunded(#[from] Unfunded),
    /// Less was spent.
    #[error("{spent} of {allocation} was spent, and this would be {asked}")]
    NotSpent {
        /// The allocation.
        allocation: AllocationId,
        /// What was spent.
        spent: Pence,
        /// What was asked for.
        asked: Pence,
    },
    /// The partner has less.
    #[error("the partner has {left} of {allocation}, and this would be {asked}")]
    NotThere {
        /// The allocation.
        allocation: AllocationId,
        /// What the partner has.
        left: Pence,
        /// What was asked for.
        asked: Pence,
    },
}

use DemandRefused::{NotSpent, NotThere};

impl Act for FindIneligible {
    const NAME: &'static str = "money.find-ineligible";
    const SUMMARY: &'static str = "Find that money was spent on what is not eligible.";
    const AUTHORITY: Authority = Authority::Finance;
    type Refused = DemandRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        looking.allocation(&self.allocation)?;
        let asked = more_than_nothing(self.pence)?;
        let due = looking.due(self.due)?;
        let spent = looking.money.sums_of_allocation(&self.allocation).spent;
        if asked > spent {
            return Err(NotSpent {
                allocation: self.allocation.clone(),
                spent,
                asked,
            });
        }
        Ok(looking.lawful(Entry::SpendingFoundIneligible {
            allocation: self.allocation.clone(),
            pence: asked,
            why: Prose::from(&self.why),
            due,
            on: looking.today,
        })?)
    }
}

impl Act for DemandUnspent {
    const NAME: &'static str = "money.demand-unspent";
    const SUMMARY: &'static str = "Demand money back that a partner did not spend.";
    const AUTHORITY: Authority = Authority::Finance;
    type Refused = DemandRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        looking.allocation(&self.allocation)?;
        let asked = more_than_nothing(self.pence)?;
        let due = looking.due(self.due)?;
        let sums = looking.money.sums_of_allocation(&self.allocation);
        let left = sums.with_partner.or_nothing();
        if asked > left {
            return Err(NotThere {
                allocation: self.allocation.clone(),
                left,
                asked,
            });
        }
        Ok(looking.lawful(Entry::UnspentDemanded {
            allocation: self.allocation.clone(),
            pence: asked,
            why: Prose::from(&self.why),
            due,
            on: looking.today,
        })?)
    }
}

impl Refusal for DemandRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfunded(unfunded) => unfunded.advice(),
            NotSpent { .. } => Advice::new(
                "money/not-spent",
                "pence",
                "Demand no more than was spent; what was not spent is demanded by itself.",
            ),
            NotThere { .. } => Advice::new(
                "money/not-there",
                "pence",
                "Demand no more than the partner has.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    // Requirement: FU8 at /api/v1/{partnership}/acts
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let not = |it: Unfunded| Err(it.into());
        // Of £500 released £400 was spent.
        let spent = || returned(1, 400);
        rules([
            (spent(), find_ineligible(400), Ok(())),
            (
                spent(),
                find_ineligible(401),
                Err(NotSpent {
                    allocation: id("a-revenue-2007-1"),
                    spent: Pence::pounds(400),
                    asked: Pence::pounds(401),
                }),
            ),
            (spent(), find_ineligible(0), not(Unfunded::Nothing)),
            (
                spent(),
                FindIneligible {
                    due: date("2007-05-01"),
                    ..find_ineligible(1)
                },
                not(Unfunded::DuePassed(date("2007-05-01"))),
            ),
            (
                funded(),
                find_ineligible(1),
                not(Unfunded::NoSuchAllocation(id("a-revenue-2007-1"))),
            ),
            // A closed year can still be audited.
            (
                year_closed(),
                FindIneligible {
                    due: date("2008-09-30"),
                    ..find_ineligible(400)
                },
                Ok(()),
            ),
        ]);
        rules([
            (spent(), demand_unspent(100), Ok(())),
            (
                spent(),
                demand_unspent(101),
                Err(NotThere {
                    allocation: id("a-revenue-2007-1"),
                    left: Pence::pounds(100),
                    asked: Pence::pounds(101),
                }),
            ),
        ]);
    }
}
