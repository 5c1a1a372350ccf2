//! One efficiency review, with what each partner stated, and the sums.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Entry, Saving};
use crate::{
    Author, LineNo, Minute,
    id::{BodyId, PartnerId, PersonId, ReviewId},
    prose::{Prose, Title},
};

/// What a partner stated of a saving.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated {
    /// The partner.
    pub partner: PartnerId,
    /// Whether it is expected or was made.
    pub saving: Saving,
    /// How much in all, in pence.
    pub pence: u64,
    /// How it comes about; none: it was expected when the review began.
    pub words: Option<Prose>,
    /// Who wrote it, where it was not with the beginning.
    pub by: Option<Author>,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// The end of a review.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewEnd {
    /// What came of it.
    pub words: Prose,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// What is expected and what was made, in pence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    /// Expected in all.
    pub expected: u64,
    /// Made up to now.
    pub achieved: u64,
}

impl Sum {
    /// Both together with another.
    pub fn plus(self, other: Self) -> Self {
        Self {
            expected: self.expected.saturating_add(other.expected),
            achieved: self.achieved.saturating_add(other.achieved),
        }
    }

    /// What is still to be made of what is expected.
    pub fn to_come(self) -> u64 {
        self.expected.saturating_sub(self.achieved)
    }

    /// What was made beyond what is expected.
    pub fn beyond(self) -> u64 {
        self.achieved.saturating_sub(self.expected)
    }
}

/// An efficiency review, as the book says.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// Its name.
    pub id: ReviewId,
    /// What it is called.
    pub title: Title,
    /// What it looks at.
    pub scope: Prose,
    /// The body to which it reports.
    pub body: BodyId,
    /// The partner that leads it.
    pub lead: PartnerId,
    /// The person, where one is named.
    pub person: Option<PersonId>,
    /// By when it reports.
    pub due: Date,
    /// On which day it was begun.
    pub on: Date,
    /// Everything that was stated, in order.
    pub stated: Vec<Stated>,
    /// The partners that take part, in the order in which they came in.
    pub partners: Vec<PartnerId>,
    /// How it ended.
    pub ended: Option<ReviewEnd>,
    /// The line of the book.
    pub line: LineNo,
}

impl Review {
    /// As it was begun; none when the entry begins none.
    pub(super) fn begun(entry: &Entry, line: LineNo) -> Option<Self> {
        let Entry::ReviewBegun {
            review,
            title,
            scope,
            body,
            lead,
            person,
            due,
            partners,
            on,
        } = entry
        else {
            return None;
        };
        let stated = partners.iter().filter_map(|one| {
            Some(Stated {
                partner: one.partner.clone(),
                saving: Saving::Expected,
                pence: one.pence?,
                words: None,
                by: None,
                on: *on,
                line,
            })
        });
        Some(Self {
            id: review.clone(),
            title: title.clone(),
            scope: scope.clone(),
            body: body.clone(),
            lead: lead.clone(),
            person: *person,
            due: *due,
            on: *on,
            stated: stated.collect(),
            partners: partners.iter().map(|one| one.partner.clone()).collect(),
            ended: None,
            line,
        })
    }

    /// Takes in what became of it.
    pub(super) fn apply(&mut self, line: LineNo, minute: &Minute, entry: &Entry) {
        match entry {
            Entry::ReviewBegun { .. } => {}
            Entry::SavingStated {
                partner,
                saving,
                pence,
                words,
                on,
                ..
            } => {
                if !self.partners.contains(partner) {
                    self.partners.push(partner.clone());
                }
                self.stated.push(Stated {
                    partner: partner.clone(),
                    saving: *saving,
                    pence: *pence,
                    words: Some(words.clone()),
                    by: Some(minute.by.clone()),
                    on: *on,
                    line,
                });
            }
            Entry::ReviewEnded { words, on, .. } => {
                self.ended = Some(ReviewEnd {
                    words: words.clone(),
                    on: *on,
                    line,
                });
            }
        }
    }

    /// What a partner last stated.
    pub fn last(&self, partner: &PartnerId, saving: Saving) -> Option<&Stated> {
        let stated = self.stated.iter().rev();
        let mut own = stated.filter(|one| one.saving == saving && one.partner == *partner);
        own.next()
    }

    /// What each partner expects and made, in the order in which they came in.
    pub fn by_partner(&self) -> impl Iterator<Item = (&PartnerId, Sum)> {
        let pence = |partner, saving| self.last(partner, saving).map_or(0, |stated| stated.pence);
        self.partners.iter().map(move |partner| {
            let sum = Sum {
                expected: pence(partner, Saving::Expected),
                achieved: pence(partner, Saving::Achieved),
            };
            (partner, sum)
        })
    }

    /// What all of them expect and made.
    pub fn sum(&self) -> Sum {
        let each = self.by_partner();
        each.fold(Sum::default(), |sum, (_, own)| sum.plus(own))
    }

    /// Whether its day has passed and it has not ended.
    pub fn overdue(&self, today: Date) -> bool {
        self.ended.is_none() && self.due < today
    }
}

/// What each partner expects and made over many reviews.
pub fn over_all<'a>(reviews: impl Iterator<Item = &'a Review>) -> BTreeMap<&'a PartnerId, Sum> {
    let mut sums: BTreeMap<&PartnerId, Sum> = BTreeMap::new();
    for (partner, sum) in reviews.flat_map(Review::by_partner) {
        let own = sums.entry(partner).or_default();
        *own = own.plus(sum);
    }
    sums
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testkit::*;

    fn review(stated: &[(bool, bool, u64)]) -> Review {
        let mut book = Book::three_rivers().after(begin_review());
        for (council, made, pence) in stated {
            let partner = if *council { "council" } else { "health" };
            let saving = if *made {
                Saving::Achieved
            } else {
                Saving::Expected
            };
            book = book.after(state_saving(partner, saving, *pence));
        }
        book.record.efficiency.get(&id("review-1")).unwrap().clone()
    }

    proptest! {
        /// The last that a partner stated stands, the sums are exact, and all that was stated is kept.
        #[test]
        fn the_last_stated_stands_and_adds_up(
            stated in proptest::collection::vec((any::<bool>(), any::<bool>(), 0..=super::super::MOST_PENCE), 0..12)
        ) {
            let review = review(&stated);
            let last = |council: bool, made: bool, first: u64| {
                let own = stated.iter().rev().find(|one| (one.0, one.1) == (council, made));
                own.map_or(first, |one| one.2)
            };
            let expected = last(true, false, 120_050) + last(false, false, 80_025);
            let achieved = last(true, true, 0) + last(false, true, 0);
            prop_assert_eq!(review.sum(), Sum { expected, achieved });
            prop_assert_eq!(review.stated.len(), 2 + stated.len());
            let each = review.by_partner().fold(Sum::default(), |sum, (_, own)| sum.plus(own));
            prop_assert_eq!(each, review.sum());
        }
    }
}
