//! Changing what is awarded for a stream: the old award is reversed and the new one posted, with the reason.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry, Pence,
    known::{Looking, Unfunded},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::StreamId,
    prose::{Prose, Words},
};

/// Changes what is awarded for a stream.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeAward {
    /// The stream.
    pub stream: StreamId,
    /// What is awarded from now on, for the whole year.
    pub pence: Pence,
    /// Why.
    pub why: Words,
}

/// Why an award is not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeAwardRefused {
    /// Something that it names is not there, or not open.
    #[error(transparent)]
    Unfunded(#[from] Unfunded),
    /// It is the same.
    #[error("the award is {0} already")]
    Unchanged(Pence),
    /// More is allocated.
    #[error("{0} is allocated already, more than would be awarded")]
    MoreAllocated(Pence, Option<String>),
    /// More came in.
    #[error("{0} came in already, more than would be awarded")]
    MoreReceived(Pence, Option<String>),
}

use ChangeAwardRefused::{MoreAllocated, MoreReceived, Unchanged};

impl Act for ChangeAward {
    const NAME: &'static str = "money.change-award";
    const SUMMARY: &'static str = "Change what is awarded for a stream of money.";
    const AUTHORITY: Authority = Authority::Finance;
    const FRESH: bool = true;
    type Refused = ChangeAwardRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let stream = looking.pooled(&self.stream)?;
        looking.open(stream.says.year)?;
        let sums = looking.money.sums_of_stream(&self.stream);
        if self.pence == sums.award {
            return Err(Unchanged(self.pence));
        }
        if self.pence < sums.allocated {
            return Err(MoreAllocated(sums.allocated, looking.clause()));
        }
        if self.pence < sums.kept() {
            return Err(MoreReceived(sums.kept(), looking.clause()));
        }
        Ok(looking.lawful(Entry::AwardChanged {
            stream: self.stream.clone(),
            pence: self.pence,
            why: Prose::from(&self.why),
            on: looking.today,
        })?)
    }
}

impl Refusal for ChangeAwardRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfunded(unfunded) => unfunded.advice(),
            Unchanged(_) => Advice::new(
                "money/award-unchanged",
                "pence",
                "Write what it comes to from now on, not by how much it changes.",
            ),
            MoreAllocated(_, clause) => Advice::new(
                "money/more-allocated",
                "pence",
                "Reduce allocations of the stream first.",
            )
            .by(clause.as_deref()),
            MoreReceived(_, clause) => {
                Advice::new("money/more-received", "pence", "Repay the giver first.")
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
        let to = |pounds| ChangeAward {
            stream: id("a-revenue-2007"),
            pence: Pence::pounds(pounds),
            why: saying("The department gave more."),
        };
        let clause = || Some("Controls".to_owned());
        rules([
            (funded(), to(13_000), Ok(())),
            (funded(), to(0), Ok(())),
            (funded(), to(12_000), Err(Unchanged(Pence::pounds(12_000)))),
            (
                allocated(),
                to(5_999),
                Err(MoreAllocated(Pence::pounds(6_000), clause())),
            ),
            (allocated(), to(6_000), Ok(())),
            (
                funded().after(instalment(1, 1_000)),
                to(999),
                Err(MoreReceived(Pence::pounds(1_000), clause())),
            ),
            (
                funded(),
                ChangeAward {
                    stream: id("mars"),
                    ..to(1)
                },
                Err(Unfunded::NoSuchStream(id("mars")).into()),
            ),
            (
                funded(),
                ChangeAward {
                    stream: id("a-aligned-2007"),
                    ..to(1)
                },
                Err(Unfunded::Aligned(id("a-aligned-2007"), Some("Aligned".to_owned())).into()),
            ),
        ]);
    }

    #[test]
    fn the_old_award_is_reversed_and_the_new_one_stands() {
        let book = funded().after(ChangeAward {
            stream: id("a-revenue-2007"),
            pence: Pence::pounds(13_000),
            why: saying("The department gave more."),
        });
        let money = &book.record.money;
        let account = "award/a-revenue-2007".parse().unwrap();
        let standing: Vec<_> = money
            .postings_of(&account)
            .filter(|it| it.stands())
            .collect();
        assert_eq!(standing.len(), 1);
        assert_eq!(standing[0].pence, Pence::pounds(13_000));
        assert_eq!(money.postings_of(&account).count(), 3);
        assert_eq!(money.balance(&account), -Pence::pounds(13_000));
    }
}
