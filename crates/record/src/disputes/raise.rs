//! Raising a dispute: between which partners, and what about (G07, para 26).
//!
//! Any member may raise one from their seat, and the secretariat for whoever asks. Who is right is
//! nobody's business here.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::Entry;
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{BodyId, PartnerId, SeatId},
    prose::{Prose, Title, Words},
};

/// The most partners between whom one dispute is.
const MOST: usize = 40;

/// Raises a dispute between partners.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RaiseDispute {
    /// The body at which it is to be resolved.
    pub body: BodyId,
    /// The partners between whom it is: two or more.
    pub between: Vec<PartnerId>,
    /// What it is called, in a few words.
    pub title: Title,
    /// What it is about.
    pub about: Words,
    /// The seat that raises it; left out when the secretariat raises it for someone else.
    pub seat: Option<SeatId>,
}

/// Why a dispute is not raised.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RaiseDisputeRefused {
    /// No such body.
    #[error("the arrangements have no body {0}")]
    NoSuchBody(BodyId),
    /// It takes two.
    #[error("a dispute is between two partners or more, and at most {MOST}")]
    TooFew,
    /// Nobody of that name.
    #[error("the arrangements name no partner {0}")]
    NoSuchPartner(PartnerId),
    /// Nobody speaks for the seat.
    #[error("nobody holds the seat {0}")]
    NotHeld(SeatId),
}

use RaiseDisputeRefused::*;

impl Act for RaiseDispute {
    const NAME: &'static str = "disputes.raise";
    const SUMMARY: &'static str = "Raise a dispute between partners, for the chair to mediate.";
    const AUTHORITY: Authority = Authority::SeatOrSecretariat;
    type Refused = RaiseDisputeRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let today = minute.date_in(&record.structure.zone());
        let body = record.structure.body(&self.body, today);
        let (adoption, _) = body.ok_or_else(|| NoSuchBody(self.body.clone()))?;
        let once: BTreeSet<_> = self.between.iter().collect();
        if once.len() != self.between.len() || !(2..=MOST).contains(&once.len()) {
            return Err(TooFew);
        }
        let known = |partner: &&PartnerId| adoption.arrangements.partner(partner).is_some();
        if let Some(stranger) = self.between.iter().find(|partner| !known(partner)) {
            return Err(NoSuchPartner(stranger.clone()));
        }
        let held = |seat: &&SeatId| record.structure.holder(seat, today).is_some();
        if let Some(empty) = self.seat.as_ref().filter(|seat| !held(seat)) {
            return Err(NotHeld(empty.clone()));
        }
        Ok(vec![crate::Entry::Disputes(Entry::DisputeRaised {
            dispute: record.disputes.next_id(),
            body: self.body.clone(),
            between: self.between.clone(),
            title: self.title.clone(),
            about: Prose::from(&self.about),
            seat: self.seat.clone(),
            on: today,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        self.seat.as_ref()
    }
}

impl Refusal for RaiseDisputeRefused {
    fn advice(&self) -> Advice {
        match self {
            NoSuchBody(_) => Advice::new(
                "disputes/no-such-body",
                "body",
                "Choose a body of the arrangements in force.",
            ),
            TooFew => Advice::new(
                "disputes/too-few",
                "between",
                "Name each partner once, and at least two.",
            ),
            NoSuchPartner(_) => Advice::new(
                "disputes/no-such-partner",
                "between",
                "Choose partners of the arrangements in force.",
            ),
            NotHeld(_) => Advice::new(
                "disputes/seat-not-held",
                "seat",
                "Choose a seat that someone holds, or leave it out.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    // Requirement: DE12 at /{partnership}/disputes/raise
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let raise = |body: &str, between: &[&str], name: Option<&str>| RaiseDispute {
            body: id(body),
            between: between.iter().map(|partner| id(partner)).collect(),
            title: Title::new("Who pays for the bridge").unwrap(),
            about: Words::new("Each says that the other pays.").unwrap(),
            seat: name.map(seat),
        };
        let there = Book::three_rivers;
        let two = ["council", "health"];
        rules([
            (
                Book::new(),
                raise("board", &two, None),
                Err(NoSuchBody(id("board"))),
            ),
            (there(), raise("board", &two, None), Ok(())),
            (there(), raise("board", &two, Some("board.health")), Ok(())),
            // A body can be a partner elsewhere, and three can fall out.
            (
                there(),
                raise("board", &["council", "health", "executive"], None),
                Ok(()),
            ),
            (
                there(),
                raise("mars", &two, None),
                Err(NoSuchBody(id("mars"))),
            ),
            (there(), raise("board", &["council"], None), Err(TooFew)),
            (there(), raise("board", &[], None), Err(TooFew)),
            (
                there(),
                raise("board", &["council", "council"], None),
                Err(TooFew),
            ),
            (
                there(),
                raise("board", &["council", "mars"], None),
                Err(NoSuchPartner(id("mars"))),
            ),
            (
                there(),
                raise("board", &two, Some("board.rural")),
                Err(NotHeld(seat("board.rural"))),
            ),
        ]);
    }
}
