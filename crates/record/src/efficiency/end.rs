//! Ending an efficiency review, with what came of it. Savings may still be stated as they are made.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Entry;
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::ReviewId,
    prose::{Prose, Words},
};

/// Ends an efficiency review.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndReview {
    /// The review.
    pub review: ReviewId,
    /// What came of it.
    pub words: Words,
}

/// Why a review does not end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EndReviewRefused {
    /// No such review.
    #[error("there is no efficiency review {0}")]
    NoSuchReview(ReviewId),
    /// It is over.
    #[error("{0} has ended already")]
    Ended(ReviewId),
}

impl Act for EndReview {
    const NAME: &'static str = "efficiency.end-review";
    const SUMMARY: &'static str = "End an efficiency review, with what came of it.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = EndReviewRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let review = record.efficiency.get(&self.review);
        let review = review.ok_or_else(|| EndReviewRefused::NoSuchReview(self.review.clone()))?;
        if review.ended.is_some() {
            return Err(EndReviewRefused::Ended(self.review.clone()));
        }
        Ok(vec![crate::Entry::Efficiency(Entry::ReviewEnded {
            review: self.review.clone(),
            words: Prose::from(&self.words),
            on: minute.date_in(&record.structure.zone()),
        })])
    }
}

impl Refusal for EndReviewRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::NoSuchReview(_) => Advice::new(
                "efficiency/no-such-review",
                "review",
                "Choose one from the list of efficiency reviews.",
            ),
            Self::Ended(_) => Advice::new(
                "efficiency/ended",
                "review",
                "Begin another if the services are looked at again.",
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
        let begun = || Book::three_rivers().after(begin_review());
        rules([
            (
                Book::three_rivers(),
                end_review(),
                Err(EndReviewRefused::NoSuchReview(id("review-1"))),
            ),
            (begun(), end_review(), Ok(())),
            (
                begun().after(end_review()),
                end_review(),
                Err(EndReviewRefused::Ended(id("review-1"))),
            ),
        ]);
    }
}
