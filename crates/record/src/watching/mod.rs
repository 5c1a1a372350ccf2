//! The watch list: policies to be answered and money to be bid for, where several partners have to act
//! together (W10, 4c). Each has a last day, a lead, and what the partners give for the answer.
//!
//! What the partners give is public once the answer has gone out, so that a bid is not read by others
//! before it is made. Whether a bid is won, others say; here it is kept.

mod contribute;
mod list;
mod move_on;
mod watched;

use std::sync::Arc;

use imbl::OrdMap;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use contribute::{Contribute, ContributeRefused};
pub use list::{ListWatched, ListWatchedRefused};
pub use move_on::{MoveWatched, MoveWatchedRefused};
pub use watched::{Contribution, Moved, Watched};

use crate::{
    LineNo, Minute,
    act::ActKind,
    id::{BodyId, PartnerId, PersonId, WatchId},
    prose::{Prose, Title},
};

/// The acts of this module.
pub(crate) fn acts() -> Vec<ActKind> {
    vec![
        ActKind::of::<ListWatched>(),
        ActKind::of::<Contribute>(),
        ActKind::of::<MoveWatched>(),
    ]
}

/// What is watched.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum WatchSort {
    /// A policy or consultation that asks for an answer.
    Policy,
    /// Money that can be bid for.
    Bid,
}

/// How far it has come.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum WatchState {
    /// It is watched.
    Watching,
    /// The answer or bid is being written.
    Preparing,
    /// It went out.
    Sent,
    /// The bid was won, or the policy follows the answer.
    Won,
    /// The bid was lost, or the policy does not follow the answer.
    Lost,
    /// It was let pass.
    LetPass,
}

impl WatchState {
    /// Whether the answer is still to go out.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Watching | Self::Preparing)
    }

    /// Whether something may come of it yet.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Won | Self::Lost | Self::LetPass)
    }
}

/// Of the watch list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    /// Something was put on the watch list.
    WatchListed {
        /// Its name.
        watch: WatchId,
        /// What it is.
        sort: WatchSort,
        /// What it is called.
        title: Title,
        /// What it asks or offers, and why it matters here.
        about: Prose,
        /// Who asks or offers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Title>,
        /// The last day for an answer.
        deadline: Date,
        /// The body that sees to it.
        body: BodyId,
        /// The partner that leads.
        lead: PartnerId,
        /// The person, where one is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// The partners that answer together.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        together: Vec<PartnerId>,
        /// On which day.
        on: Date,
    },
    /// A partner gave its part of the answer.
    ContributionGiven {
        /// What is watched.
        watch: WatchId,
        /// The partner.
        partner: PartnerId,
        /// Its part.
        words: Prose,
        /// On which day.
        on: Date,
    },
    /// It came further.
    WatchMoved {
        /// What is watched.
        watch: WatchId,
        /// How far it has come.
        state: WatchState,
        /// What was done, or came of it.
        words: Prose,
        /// The last day, where it is another now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deadline: Option<Date>,
        /// On which day.
        on: Date,
    },
}

impl Entry {
    /// What it speaks of.
    pub fn watch(&self) -> &WatchId {
        match self {
            Self::WatchListed { watch, .. }
            | Self::ContributionGiven { watch, .. }
            | Self::WatchMoved { watch, .. } => watch,
        }
    }

    pub(crate) fn prose_mut(&mut self) -> Vec<&mut Prose> {
        match self {
            Self::WatchListed { about: words, .. }
            | Self::ContributionGiven { words, .. }
            | Self::WatchMoved { words, .. } => vec![words],
        }
    }
}

/// The watch list, as the book says.
#[derive(Debug, Clone, Default)]
pub struct WatchList {
    watched: OrdMap<WatchId, Arc<Watched>>,
    in_order: OrdMap<LineNo, WatchId>,
}

impl WatchList {
    /// Takes in an entry.
    pub(crate) fn apply(&mut self, line: LineNo, minute: &Minute, entry: &Entry) {
        if let Some(watched) = Watched::listed(entry, line) {
            self.in_order.insert(line, watched.id.clone());
            self.watched.insert(watched.id.clone(), Arc::new(watched));
        } else if let Some(watched) = self.watched.get_mut(entry.watch()) {
            Arc::make_mut(watched).apply(line, minute, entry);
        }
    }

    /// The entry of that name.
    pub fn get(&self, id: &WatchId) -> Option<&Watched> {
        self.watched.get(id).map(|watched| &**watched)
    }

    /// Everything that was ever listed, in order.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Watched> {
        self.in_order.values().filter_map(|id| self.get(id))
    }

    fn next_id(&self) -> WatchId {
        WatchId::of(self.in_order.len() + 1)
    }
}
