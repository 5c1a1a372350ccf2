//! Stating a saving: what a partner expects, or what it has made up to now, in all. What it stated before
//! stays in the book, and does not count any more.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, MOST_PENCE, Saving};
use crate::{
    Minute, Record,
    act::{Act, Advice, Answerer, Authority, Refusal},
    id::{PartnerId, ReviewId},
    prose::{Prose, Words},
};

/// States what a partner expects to save, or has saved up to now.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateSaving {
    /// The review.
    pub review: ReviewId,
    /// The partner: an organisation or body.
    pub partner: PartnerId,
    /// Whether it is expected or was made.
    pub saving: Saving,
    /// How much in all, in pence.
    pub pence: u64,
    /// How it comes about, or why it changed.
    pub words: Words,
}

/// Why a saving is not stated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StateSavingRefused {
    /// No such review.
    #[error("there is no efficiency review {0}")]
    NoSuchReview(ReviewId),
    /// What is expected is settled.
    #[error("{0} has ended, and what was expected of it is settled")]
    Ended(ReviewId),
    /// The partner is not known.
    #[error("there is no organisation or body {0} in the arrangements")]
    NoSuchPartner(PartnerId),
    /// More than can be.
    #[error("{0} pence is more than a saving can be")]
    TooMuch(u64),
}

use StateSavingRefused::{Ended, NoSuchPartner, NoSuchReview, TooMuch};

impl Act for StateSaving {
    const NAME: &'static str = "efficiency.state-saving";
    const SUMMARY: &'static str =
        "State what a partner expects to save, or has saved up to now, in pence.";
    const AUTHORITY: Authority = Authority::AnswererOrSecretariat;
    type Refused = StateSavingRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = minute.date_in(&record.structure.zone());
        let review = record.efficiency.get(&self.review);
        let review = review.ok_or_else(|| NoSuchReview(self.review.clone()))?;
        // Savings go on being made after a review has ended; what was expected of it stays.
        if review.ended.is_some() && self.saving == Saving::Expected {
            return Err(Ended(self.review.clone()));
        }
        let adoption = record.structure.in_force(today);
        let known = adoption.is_some_and(|it| it.arrangements.partner(&self.partner).is_some());
        if !known && !review.partners.contains(&self.partner) {
            return Err(NoSuchPartner(self.partner.clone()));
        }
        if self.pence > MOST_PENCE {
            return Err(TooMuch(self.pence));
        }
        Ok(vec![crate::Entry::Efficiency(Entry::SavingStated {
            review: self.review.clone(),
            partner: self.partner.clone(),
            saving: self.saving,
            pence: self.pence,
            words: Prose::from(&self.words),
            on: today,
        })])
    }

    fn answerers(&self, record: &Record) -> Option<Vec<Answerer>> {
        let review = record.efficiency.get(&self.review)?;
        let mut leads = vec![Answerer::of(&review.lead, review.person)];
        // A partner speaks for its own saving once it takes part.
        if review.partners.contains(&self.partner) {
            leads.push(Answerer::of(&self.partner, None));
        }
        Some(leads)
    }
}

impl Refusal for StateSavingRefused {
    fn advice(&self) -> Advice {
        match self {
            NoSuchReview(_) => Advice::new(
                "efficiency/no-such-review",
                "review",
                "Choose one from the list of efficiency reviews.",
            ),
            Ended(_) => Advice::new(
                "efficiency/ended",
                "saving",
                "State what was made; that may still change.",
            ),
            NoSuchPartner(_) => Advice::new(
                "efficiency/no-such-partner",
                "partner",
                "Choose an organisation or body of the arrangements in force.",
            ),
            TooMuch(_) => Advice::new(
                "efficiency/too-much",
                "pence",
                "Check the number: it is in pence.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    // Requirement: PL15 at /{partnership}/reviews/{review}
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let begun = || Book::three_rivers().after(begin_review());
        let made = |pence| state_saving("council", Saving::Achieved, pence);
        let expected = |partner: &str| state_saving(partner, Saving::Expected, 1);
        let over = || begun().after(end_review());
        rules([
            (
                Book::three_rivers(),
                made(1),
                Err(NoSuchReview(id("review-1"))),
            ),
            (begun(), made(0), Ok(())),
            (begun(), made(MOST_PENCE), Ok(())),
            (begun(), made(MOST_PENCE + 1), Err(TooMuch(MOST_PENCE + 1))),
            (begun(), expected("voluntary-action"), Ok(())),
            (begun(), expected("mars"), Err(NoSuchPartner(id("mars")))),
            (over(), made(1), Ok(())),
            (over(), expected("council"), Err(Ended(id("review-1")))),
        ]);
    }
}
