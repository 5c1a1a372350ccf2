//! Writing what stands beside the figures of a period. Written again it replaces what stood there; the
//! book keeps both.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry, Period,
    known::{Looking, Unplanned, measured_every},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::IndicatorId,
    prose::{Prose, Words},
    say_day,
};

/// Writes about an indicator in a period.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteCommentary {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The period.
    pub period: Period,
    /// What is said.
    pub words: Words,
}

/// Why nothing is written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteCommentaryRefused {
    /// Something that it names is not there.
    #[error(transparent)]
    Unplanned(#[from] Unplanned),
    /// The period has not begun.
    #[error("{} begins on {}", .0.said(), say_day(.0.first_day(*.1)))]
    NotBegun(Period, u8),
}

use WriteCommentaryRefused::*;

impl Act for WriteCommentary {
    const NAME: &'static str = "plan.write-commentary";
    const SUMMARY: &'static str =
        "Write what stands beside the figures of an indicator for a period.";
    const AUTHORITY: Authority = Authority::LeadOrSecretariat;
    type Refused = WriteCommentaryRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let (indicator, says) = looking.indicator(&self.indicator)?;
        measured_every(indicator, says, self.period)?;
        if self.period.first_day(looking.starts) > looking.today {
            return Err(NotBegun(self.period, looking.starts));
        }
        Ok(vec![crate::Entry::Plan(Entry::CommentaryWritten {
            indicator: self.indicator.clone(),
            period: self.period,
            words: Prose::from(&self.words),
            on: looking.today,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Indicator(&self.indicator))
    }

    fn indicators(&self) -> Vec<&IndicatorId> {
        vec![&self.indicator]
    }
}

impl Refusal for WriteCommentaryRefused {
    fn advice(&self) -> Advice {
        match self {
            Unplanned(unplanned) => unplanned.advice(),
            NotBegun(..) => Advice::new(
                "plan/not-begun",
                "period",
                "Choose a period that has begun.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let write = |period: &str| WriteCommentary {
            indicator: id("flooded-homes"),
            period: period.parse().unwrap(),
            words: Words::new("The new wall held.").unwrap(),
        };
        rules([
            (measured(), write("2007-08-q3"), Ok(())),
            (measured(), write("2007-08-q4"), Ok(())),
            (
                measured(),
                write("2008-09-q1"),
                Err(NotBegun("2008-09-q1".parse().unwrap(), 4)),
            ),
            (
                measured(),
                write("2007-08"),
                Err(Unplanned(super::super::Unplanned::OtherLength(
                    id("flooded-homes"),
                    "2007-08".parse().unwrap(),
                    super::super::Every::Quarter,
                ))),
            ),
        ]);
    }
}
