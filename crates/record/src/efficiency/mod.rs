//! Efficiency reviews: partners look together at a service and what it costs (W10, 4b: Total Place), each
//! with the saving that it expects and the saving that it made, exact to the penny.
//!
//! What a partner states replaces what it stated before; nothing that was stated is lost. What is granted
//! and spent is no business of this module.

mod begin;
mod end;
mod review;
mod state_saving;

use std::sync::Arc;

use imbl::OrdMap;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use begin::{BeginReview, BeginReviewRefused, PartnerExpects};
pub use end::{EndReview, EndReviewRefused};
pub use review::{Review, ReviewEnd, Stated, Sum, over_all};
pub use state_saving::{StateSaving, StateSavingRefused};

use crate::{
    LineNo, Minute,
    act::ActKind,
    id::{BodyId, PartnerId, PersonId, ReviewId},
    prose::{Prose, Title},
};

/// The most pence that one partner may state: a thousand million pounds.
pub const MOST_PENCE: u64 = 100_000_000_000;

/// The acts of this module.
pub(crate) fn acts() -> Vec<ActKind> {
    vec![
        ActKind::of::<BeginReview>(),
        ActKind::of::<StateSaving>(),
        ActKind::of::<EndReview>(),
    ]
}

/// Whether a saving is expected or was made.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Saving {
    /// It is expected, in all.
    Expected,
    /// It was made, in all up to now.
    Achieved,
}

/// Of efficiency reviews.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    /// A review was begun.
    ReviewBegun {
        /// Its name.
        review: ReviewId,
        /// What it is called.
        title: Title,
        /// What it looks at, and what it is to bring.
        scope: Prose,
        /// The body to which it reports.
        body: BodyId,
        /// The partner that leads it.
        lead: PartnerId,
        /// The person, where one is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// By when it reports.
        due: Date,
        /// The partners that take part, each with the saving that it expects, in pence.
        partners: Vec<PartnerExpects>,
        /// On which day.
        on: Date,
    },
    /// A partner stated a saving.
    SavingStated {
        /// The review.
        review: ReviewId,
        /// The partner.
        partner: PartnerId,
        /// Whether it is expected or was made.
        saving: Saving,
        /// How much in all, in pence.
        pence: u64,
        /// How it comes about, or why it changed.
        words: Prose,
        /// On which day.
        on: Date,
    },
    /// A review ended.
    ReviewEnded {
        /// The review.
        review: ReviewId,
        /// What came of it.
        words: Prose,
        /// On which day.
        on: Date,
    },
}

impl Entry {
    /// The review that it speaks of.
    pub fn review(&self) -> &ReviewId {
        match self {
            Self::ReviewBegun { review, .. }
            | Self::SavingStated { review, .. }
            | Self::ReviewEnded { review, .. } => review,
        }
    }

    pub(crate) fn prose_mut(&mut self) -> Vec<&mut Prose> {
        match self {
            Self::ReviewBegun { scope: words, .. }
            | Self::SavingStated { words, .. }
            | Self::ReviewEnded { words, .. } => vec![words],
        }
    }
}

/// Every efficiency review, as the book says.
#[derive(Debug, Clone, Default)]
pub struct Reviews {
    reviews: OrdMap<ReviewId, Arc<Review>>,
    in_order: OrdMap<LineNo, ReviewId>,
}

impl Reviews {
    /// Takes in an entry.
    pub(crate) fn apply(&mut self, line: LineNo, minute: &Minute, entry: &Entry) {
        if let Some(review) = Review::begun(entry, line) {
            self.in_order.insert(line, review.id.clone());
            self.reviews.insert(review.id.clone(), Arc::new(review));
        } else if let Some(review) = self.reviews.get_mut(entry.review()) {
            Arc::make_mut(review).apply(line, minute, entry);
        }
    }

    /// The review of that name.
    pub fn get(&self, id: &ReviewId) -> Option<&Review> {
        self.reviews.get(id).map(|review| &**review)
    }

    /// Every review, in the order in which they were begun.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Review> {
        self.in_order.values().filter_map(|id| self.get(id))
    }

    fn next_id(&self) -> ReviewId {
        ReviewId::of(self.in_order.len() + 1)
    }
}
