//! Recording an instalment that came in (G07, payment model: the grant is paid in monthly instalments,
//! authorised by the Government Office).
//!
//! The reference on the statement tells instalments of a stream apart: the same one again is written only
//! once.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry, Pence,
    known::{Looking, Unfunded, a_month_of, more_than_nothing},
};
use crate::{
    LineNo, Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    arrangements::StreamKind,
    id::StreamId,
    plan::Period,
    prose::{Prose, Title, Words},
};

/// Records an instalment that came in.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordInstalment {
    /// The stream.
    pub stream: StreamId,
    /// The month that it is for.
    pub month: Period,
    /// How much.
    pub pence: Pence,
    /// The reference on the statement.
    pub reference: Title,
    /// Who authorised it; a grant needs somebody who did.
    pub authorised_by: Option<Words>,
    /// On which day it came in; today when left out.
    pub on: Option<Date>,
}

/// Why an instalment is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordInstalmentRefused {
    /// Something that it names is not there, or not open.
    #[error(transparent)]
    Unfunded(#[from] Unfunded),
    /// Nobody authorised it.
    #[error("an instalment of a grant has to be authorised, and it is not said by whom")]
    NotAuthorised(Option<String>),
    /// The reference stands for another instalment.
    #[error("{reference} is {pence} for {} already, as line {line} says", .month.said())]
    OtherInstalment {
        /// The reference.
        reference: Title,
        /// How much it stands for.
        pence: Pence,
        /// The month.
        month: Period,
        /// The line of the book.
        line: LineNo,
    },
    /// More than was awarded.
    #[error("{award} is awarded and {received} came in so far: {asked} more would be too much")]
    BeyondAward {
        /// What is awarded.
        award: Pence,
        /// What came in.
        received: Pence,
        /// What was to be recorded.
        asked: Pence,
        /// The clause of the controls.
        clause: Option<String>,
    },
}

use RecordInstalmentRefused::{BeyondAward, NotAuthorised, OtherInstalment};

impl Act for RecordInstalment {
    const NAME: &'static str = "money.record-instalment";
    const SUMMARY: &'static str = "Record an instalment of a stream that came in.";
    const AUTHORITY: Authority = Authority::Finance;
    type Refused = RecordInstalmentRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let stream = looking.pooled(&self.stream)?;
        let month = a_month_of(self.month, stream.says.year)?;
        let asked = more_than_nothing(self.pence)?;
        let on = looking.done_on(self.on)?;
        let mut before = looking.money.instalments();
        let same = before.find(|it| it.stream == self.stream && it.reference == self.reference);
        if let Some(same) = same {
            if same.month == month && same.pence == asked {
                return Ok(Vec::new());
            }
            return Err(OtherInstalment {
                reference: same.reference.clone(),
                pence: same.pence,
                month: same.month,
                line: same.line,
            });
        }
        let grant = matches!(
            stream.says.sort,
            StreamKind::CapitalGrant | StreamKind::RevenueGrant
        );
        if grant && self.authorised_by.is_none() {
            let clause = looking
                .rules
                .payment
                .iter()
                .find_map(|it| it.clause.clone());
            return Err(NotAuthorised(clause));
        }
        let sums = looking.money.sums_of_stream(&self.stream);
        if sums.kept() + asked > sums.award {
            return Err(BeyondAward {
                award: sums.award,
                received: sums.kept(),
                asked,
                clause: looking.clause(),
            });
        }
        Ok(looking.lawful(Entry::InstalmentReceived {
            stream: self.stream.clone(),
            month,
            pence: asked,
            reference: self.reference.clone(),
            authorised_by: self.authorised_by.as_ref().map(Prose::from),
            on,
        })?)
    }
}

impl Refusal for RecordInstalmentRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfunded(unfunded) => unfunded.advice(),
            NotAuthorised(clause) => Advice::new(
                "money/not-authorised",
                "authorised_by",
                "Write who authorised it, such as the Government Office.",
            )
            .by(clause.as_deref()),
            OtherInstalment { .. } => Advice::new(
                "money/other-instalment",
                "reference",
                "Look at the statement again: reverse that posting if it is wrong.",
            ),
            BeyondAward { clause, .. } => Advice::new(
                "money/beyond-award",
                "pence",
                "Change the award of the stream first, if more was awarded.",
            )
            .by(clause.as_deref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{money::ReversePosting, testkit::*};

    // Requirement: FU3 at /api/v1/{partnership}/acts
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let with = |change: fn(&mut RecordInstalment)| {
            let mut asked = instalment(1, 1_000);
            change(&mut asked);
            asked
        };
        let not = |it: Unfunded| Err(it.into());
        let received = || funded().after(instalment(1, 1_000));
        rules([
            (funded(), with(|_| ()), Ok(())),
            (funded(), instalment(1, 12_000), Ok(())),
            (
                funded(),
                instalment(1, 12_001),
                Err(BeyondAward {
                    award: Pence::pounds(12_000),
                    received: Pence::ZERO,
                    asked: Pence::pounds(12_001),
                    clause: Some("Controls".to_owned()),
                }),
            ),
            // The same again is nothing new.
            (received(), with(|_| ()), Ok(())),
            (
                received(),
                with(|it| it.pence = Pence::pounds(999)),
                Err(OtherInstalment {
                    reference: title("BACS 1"),
                    pence: Pence::pounds(1_000),
                    month: period("2007-08-m1"),
                    line: received().record.last,
                }),
            ),
            (
                funded(),
                with(|it| it.authorised_by = None),
                Err(NotAuthorised(Some("Payment".to_owned()))),
            ),
            (
                funded(),
                with(|it| it.pence = Pence::ZERO),
                not(Unfunded::Nothing),
            ),
            (
                funded(),
                with(|it| it.month = period("2008-09-m1")),
                not(Unfunded::OtherYear(period("2008-09-m1"), period("2007-08"))),
            ),
            (
                funded(),
                with(|it| it.month = period("2007-08")),
                not(Unfunded::NotAMonth(period("2007-08"))),
            ),
            (
                funded(),
                with(|it| it.stream = id("a-aligned-2007")),
                not(Unfunded::Aligned(
                    id("a-aligned-2007"),
                    Some("Aligned".to_owned()),
                )),
            ),
        ]);
    }

    #[test]
    fn the_same_reference_is_written_once_and_again_after_a_reversal() {
        let mut book = funded().after(instalment(1, 1_000));
        let posting = book.record.money.instalments().next().unwrap().posting();
        assert!(book.act(instalment(1, 1_000)).unwrap().is_empty());
        let mut book = book.after(ReversePosting {
            posting,
            why: saying("It was for another account."),
        });
        assert_eq!(book.act(instalment(1, 1_000)).unwrap().len(), 1);
    }
}
