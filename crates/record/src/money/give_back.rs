//! Money that comes back: from a partner to the accountable body, and from there to whoever gave it (G07,
//! assurance arrangements).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Account, Because, Entry, Money, Pence, Posting,
    known::{Looking, Unfunded, more_than_nothing},
};
use crate::{
    LineNo, Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{AllocationId, StreamId},
    prose::{Prose, Title, Words},
};

/// Records that a partner returned money that was demanded back.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordReturned {
    /// The allocation.
    pub allocation: AllocationId,
    /// How much.
    pub pence: Pence,
    /// The reference on the statement.
    pub reference: Title,
    /// On which day it came in; today when left out.
    pub on: Option<Date>,
}

/// Records that money was repaid to whoever gave it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RepayGiver {
    /// The stream.
    pub stream: StreamId,
    /// How much.
    pub pence: Pence,
    /// The reference on the statement.
    pub reference: Title,
    /// Why.
    pub why: Words,
}

/// Why money does not come back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GiveBackRefused {
    /// Something that it names is not there, or not open.
    #[error(transparent)]
    Unfunded(#[from] Unfunded),
    /// Less is demanded.
    #[error("{left} of {allocation} is to be returned, and this would be {asked}")]
    NotDemanded {
        /// The allocation.
        allocation: AllocationId,
        /// What is to be returned.
        left: Pence,
        /// What came.
        asked: Pence,
    },
    /// The reference stands for another sum.
    #[error("{reference} is {pence} already, as line {line} says")]
    OtherSum {
        /// The reference.
        reference: Title,
        /// How much it stands for.
        pence: Pence,
        /// The line of the book.
        line: LineNo,
    },
    /// Less is held.
    #[error("{held} of {stream} is held, and this would be {asked}")]
    NotHeld {
        /// The stream.
        stream: StreamId,
        /// What is held.
        held: Pence,
        /// What was to be repaid.
        asked: Pence,
        /// The clause of the controls.
        clause: Option<String>,
    },
}

use GiveBackRefused::{NotDemanded, NotHeld, OtherSum};

/// The posting that a reference stands for on an allocation, where there is one.
fn known<'r>(
    money: &'r Money,
    allocation: &AllocationId,
    reference: &Title,
) -> Option<&'r Posting> {
    let account = Account::Returnable(allocation.clone());
    let mut standing = money.postings_of(&account).filter(|it| it.stands());
    standing.find(
        |it| matches!(&it.because, Because::MoneyReturned(known) if *known == *reference.as_str()),
    )
}

impl Act for RecordReturned {
    const NAME: &'static str = "money.record-returned";
    const SUMMARY: &'static str = "Record that a partner returned money that was demanded back.";
    const AUTHORITY: Authority = Authority::Finance;
    type Refused = GiveBackRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        looking.allocation(&self.allocation)?;
        let asked = more_than_nothing(self.pence)?;
        let on = looking.done_on(self.on)?;
        if let Some(known) = known(looking.money, &self.allocation, &self.reference) {
            if known.pence == asked {
                return Ok(Vec::new());
            }
            return Err(OtherSum {
                reference: self.reference.clone(),
                pence: known.pence,
                line: known.no.line,
            });
        }
        let left = looking
            .money
            .sums_of_allocation(&self.allocation)
            .returnable;
        if asked > left {
            return Err(NotDemanded {
                allocation: self.allocation.clone(),
                left,
                asked,
            });
        }
        Ok(looking.lawful(Entry::MoneyReturned {
            allocation: self.allocation.clone(),
            pence: asked,
            reference: self.reference.clone(),
            on,
        })?)
    }
}

impl Act for RepayGiver {
    const NAME: &'static str = "money.repay-giver";
    const SUMMARY: &'static str = "Record that money was repaid to whoever gave it.";
    const AUTHORITY: Authority = Authority::Finance;
    const FRESH: bool = true;
    type Refused = GiveBackRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        looking.pooled(&self.stream)?;
        let asked = more_than_nothing(self.pence)?;
        let held = looking.money.sums_of_stream(&self.stream).held;
        if asked > held {
            return Err(NotHeld {
                stream: self.stream.clone(),
                held,
                asked,
                clause: looking.clause(),
            });
        }
        Ok(looking.lawful(Entry::RepaidToGiver {
            stream: self.stream.clone(),
            pence: asked,
            reference: self.reference.clone(),
            why: Prose::from(&self.why),
            on: looking.today,
        })?)
    }
}

impl Refusal for GiveBackRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfunded(unfunded) => unfunded.advice(),
            NotDemanded { .. } => Advice::new(
                "money/not-demanded",
                "pence",
                "Demand it back first, or record no more than is to be returned.",
            ),
            OtherSum { .. } => Advice::new(
                "money/other-sum",
                "reference",
                "Look at the statement again: reverse that posting if it is wrong.",
            ),
            NotHeld { clause, .. } => {
                Advice::new("money/not-held", "pence", "Repay no more than is held.")
                    .by(clause.as_deref())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let demanded = || returned(1, 400).after(find_ineligible(60));
        let back = || demanded().after(record_returned("BACK 1", 40));
        rules([
            (demanded(), record_returned("BACK 1", 60), Ok(())),
            (
                demanded(),
                record_returned("BACK 1", 61),
                Err(NotDemanded {
                    allocation: id("a-revenue-2007-1"),
                    left: Pence::pounds(60),
                    asked: Pence::pounds(61),
                }),
            ),
            // The same again is nothing new.
            (back(), record_returned("BACK 1", 40), Ok(())),
            (
                back(),
                record_returned("BACK 1", 10),
                Err(OtherSum {
                    reference: title("BACK 1"),
                    pence: Pence::pounds(40),
                    line: back().record.last,
                }),
            ),
            (back(), record_returned("BACK 2", 20), Ok(())),
        ]);
        rules([
            (ready(), repay_giver(1_000), Ok(())),
            (
                released(),
                repay_giver(501),
                Err(NotHeld {
                    stream: id("a-revenue-2007"),
                    held: Pence::pounds(500),
                    asked: Pence::pounds(501),
                    clause: Some("Controls".to_owned()),
                }),
            ),
        ]);
    }

    #[test]
    fn what_comes_back_settles_the_oldest_demand_first() {
        let book = returned(1, 400)
            .after(find_ineligible(60))
            .after(demand_unspent(100))
            .after(record_returned("BACK 1", 90));
        let money = &book.record.money;
        let told = |day: &str| {
            let all = money.clawback(date(day));
            let told = all.iter();
            told.map(|it| (it.demand.pence, it.returned, it.outstanding(), it.overdue))
                .collect::<Vec<_>>()
        };
        let pounds = Pence::pounds;
        assert_eq!(
            told("2007-06-30"),
            [
                (pounds(60), pounds(60), pounds(0), false),
                (pounds(100), pounds(30), pounds(70), false),
            ]
        );
        assert!(told("2007-07-01")[1].3);
        assert!(!told("2007-07-01")[0].3);
    }
}
