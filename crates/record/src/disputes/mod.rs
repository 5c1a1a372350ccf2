//! Disputes between partners: raised, mediated step by step, ended (G07, para 26-28).
//!
//! The steps are those of the arrangements: the chair first, then someone from an independent outside
//! body. They are taken in order. While a dispute goes on only members and the secretariat see it
//! (docs/decisions/0018); how it ended is public. What is decided in consequence is in `decisions`.

mod dispute;
mod raise;
mod record_mediation;
mod settle;

use std::sync::Arc;

use imbl::OrdMap;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use dispute::{Dispute, End, Ends, Mediation};
pub use raise::{RaiseDispute, RaiseDisputeRefused};
pub use record_mediation::{RecordMediation, RecordMediationRefused};
pub use settle::{SettleDispute, SettleDisputeRefused};

use crate::{
    LineNo,
    act::{ActKind, Advice, Refusal},
    id::{BodyId, DisputeId, PartnerId, SeatId},
    prose::{Prose, Title},
    say_day,
};

/// The acts of this module.
pub(crate) fn acts() -> Vec<ActKind> {
    vec![
        ActKind::of::<RaiseDispute>(),
        ActKind::of::<RecordMediation>(),
        ActKind::of::<SettleDispute>(),
    ]
}

/// Of disputes between partners.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    /// A dispute was raised.
    DisputeRaised {
        /// Its name.
        dispute: DisputeId,
        /// The body at which it is to be resolved.
        body: BodyId,
        /// The partners between whom it is.
        between: Vec<PartnerId>,
        /// What it is called.
        title: Title,
        /// What it is about.
        about: Prose,
        /// The seat that raised it, where one did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seat: Option<SeatId>,
        /// On which day.
        on: Date,
    },
    /// Someone mediated.
    MediationRecorded {
        /// The dispute.
        dispute: DisputeId,
        /// The step of the arrangements, from 1.
        step: u16,
        /// Who mediated, and of which body, where it was said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mediator: Option<Title>,
        /// Whether it settled the dispute.
        settled: bool,
        /// What came of it.
        words: Prose,
        /// On which day.
        on: Date,
    },
    /// A dispute ended otherwise than by a mediation.
    DisputeEnded {
        /// The dispute.
        dispute: DisputeId,
        /// How.
        ends: Ends,
        /// What came of it.
        words: Prose,
        /// On which day.
        on: Date,
    },
}

impl Entry {
    /// The dispute that it speaks of.
    pub fn dispute(&self) -> &DisputeId {
        match self {
            Self::DisputeRaised { dispute, .. }
            | Self::MediationRecorded { dispute, .. }
            | Self::DisputeEnded { dispute, .. } => dispute,
        }
    }

    pub(crate) fn prose_mut(&mut self) -> Vec<&mut Prose> {
        match self {
            Self::DisputeRaised { about: words, .. }
            | Self::MediationRecorded { words, .. }
            | Self::DisputeEnded { words, .. } => vec![words],
        }
    }
}

/// Every dispute, as the book says.
#[derive(Debug, Clone, Default)]
pub struct Disputes {
    disputes: OrdMap<LineNo, Arc<Dispute>>,
    lines: OrdMap<DisputeId, LineNo>,
}

impl Disputes {
    /// Takes in an entry.
    pub(crate) fn apply(&mut self, line: LineNo, entry: &Entry) {
        if let Some(dispute) = Dispute::raised(entry, line) {
            self.lines.insert(dispute.id.clone(), line);
            self.disputes.insert(line, Arc::new(dispute));
        }
        let raised = self.lines.get(entry.dispute()).copied();
        if let Some(dispute) = raised.and_then(|raised| self.disputes.get_mut(&raised)) {
            Arc::make_mut(dispute).apply(line, entry);
        }
    }

    /// The dispute of that name.
    pub fn get(&self, id: &DisputeId) -> Option<&Dispute> {
        let line = self.lines.get(id)?;
        self.disputes.get(line).map(|dispute| &**dispute)
    }

    /// Every dispute, in the order in which they were raised.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Dispute> {
        self.disputes.values().map(|dispute| &**dispute)
    }

    fn next_id(&self) -> DisputeId {
        DisputeId::of(self.lines.len() + 1)
    }

    /// A dispute that has not ended, about which something happened on a day.
    fn find_open(&self, id: &DisputeId, on: Date, today: Date) -> Result<&Dispute, Unresolvable> {
        let dispute = self.get(id);
        let dispute = dispute.ok_or_else(|| Unresolvable::NoSuchDispute(id.clone()))?;
        if let Some(end) = &dispute.end {
            return Err(Unresolvable::Ended(id.clone(), end.on));
        }
        let since = dispute.last_day();
        if on < since {
            return Err(Unresolvable::BeforeTheLast(on, since));
        }
        if on > today {
            return Err(Unresolvable::ToCome(on, today));
        }
        Ok(dispute)
    }
}

/// Refusals that both acts on a dispute share.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unresolvable {
    /// No such dispute.
    #[error("there is no dispute {0}")]
    NoSuchDispute(DisputeId),
    /// It is over.
    #[error("{} ended on {}", .0, say_day(*.1))]
    Ended(DisputeId, Date),
    /// Out of order.
    #[error("{} is before the last that happened, on {}", say_day(*.0), say_day(*.1))]
    BeforeTheLast(Date, Date),
    /// It has not happened.
    #[error("{} is to come: today is {}", say_day(*.0), say_day(*.1))]
    ToCome(Date, Date),
}

impl Refusal for Unresolvable {
    fn advice(&self) -> Advice {
        match self {
            Self::NoSuchDispute(_) => Advice::new(
                "disputes/no-such-dispute",
                "dispute",
                "Choose one from the list of disputes.",
            ),
            Self::Ended(..) => Advice::new(
                "disputes/ended",
                "dispute",
                "Raise it anew if it came up again.",
            ),
            Self::BeforeTheLast(..) => {
                Advice::new("disputes/before-the-last", "on", "Choose a later day.")
            }
            Self::ToCome(..) => Advice::new(
                "disputes/to-come",
                "on",
                "Record it on the day, or choose an earlier one.",
            ),
        }
    }
}
