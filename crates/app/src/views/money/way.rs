//! Where the money of a year is: from whoever gave it over its block and partner to its outcome, each
//! pound with how far it has got.
//!
//! What the accountable body holds, awaits or repaid is of a whole stream. To be shown on its way it is
//! counted to the stream's allocations in the order in which they were made, held money first, and what
//! is left to what is not allocated yet. That is a way of showing it, not a claim.

use std::collections::BTreeMap;

use record::{
    id::{OutcomeId, PartnerId},
    money::{Allocation, Pence, Stream, Sums},
    plan::Period,
};
use serde::Serialize;

use super::{BlockRef, Eyes, YearsView};
use crate::{
    Reading,
    views::{PartnerRef, plan::OutcomeRef},
};

/// How far money has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WayTone {
    /// A partner spent it.
    Spent,
    /// A partner has it.
    WithPartner,
    /// The accountable body holds it.
    Held,
    /// It has not come in.
    Awaited,
    /// A partner has to return it.
    ToReturn,
    /// It was repaid to whoever gave it.
    Repaid,
}

impl WayTone {
    /// All of them, in order.
    pub const ALL: [Self; 6] = [
        Self::Spent,
        Self::WithPartner,
        Self::Held,
        Self::Awaited,
        Self::ToReturn,
        Self::Repaid,
    ];

    /// The words for it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Spent => "Spent",
            Self::WithPartner => "With partners",
            Self::Held => "Held by the accountable body",
            Self::Awaited => "Not yet received",
            Self::ToReturn => "To be returned",
            Self::Repaid => "Repaid to the giver",
        }
    }
}

/// Money that goes the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WayRow {
    /// Who gives it.
    pub giver: String,
    /// The block.
    pub block: BlockRef,
    /// The partner; none: it is not allocated yet.
    pub partner: Option<PartnerRef>,
    /// The outcomes; none: it is not allocated yet, or for none in particular.
    pub outcomes: Vec<OutcomeRef>,
    /// How much of it has got how far.
    pub parts: BTreeMap<WayTone, Pence>,
    /// All of it.
    pub total: Pence,
}

impl WayRow {
    /// How much has got so far.
    pub fn part(&self, tone: &WayTone) -> Pence {
        self.parts.get(tone).copied().unwrap_or_default()
    }

    /// Its outcomes in words, where it has any.
    pub fn outcomes_said(&self) -> Option<String> {
        let titles: Vec<&str> = self.outcomes.iter().map(|it| &*it.title).collect();
        match &*titles {
            [] => None,
            titles => Some(titles.join("; ")),
        }
    }
}

/// Where the money of a year is.
#[derive(Debug, Clone, Serialize)]
pub struct WayView {
    /// The year.
    pub years: YearsView,
    /// What it all comes to.
    pub sums: Sums,
    /// What it comes to, by how far it has got.
    pub parts: BTreeMap<WayTone, Pence>,
    /// The ways that money goes.
    pub rows: Vec<WayRow>,
    /// The organisation that answers for it.
    pub accountable_body: Option<PartnerRef>,
    /// Money that stays with partners and is only watched.
    pub aligned: Pence,
}

impl WayView {
    /// How much has got so far.
    pub fn part(&self, tone: &WayTone) -> Pence {
        self.parts.get(tone).copied().unwrap_or_default()
    }

    /// The tones that some money has.
    pub fn tones(&self) -> Vec<WayTone> {
        let all = WayTone::ALL.into_iter();
        all.filter(|tone| !self.part(tone).is_zero()).collect()
    }
}

/// What tells one way from another: block, giver, partner, outcomes. Blocks come in the order of the table.
type Key = (
    usize,
    BlockRef,
    String,
    bool,
    Option<PartnerId>,
    Vec<OutcomeId>,
);

/// Where the money of a year is; of this year, or the last that has any, when none is asked for.
pub fn way(reading: &Reading, asked: Option<Period>) -> WayView {
    let eyes = Eyes::of(reading);
    let years = eyes.years(asked);
    let mut ways: BTreeMap<Key, BTreeMap<WayTone, Pence>> = BTreeMap::new();
    let mut aligned = Pence::ZERO;
    let table = record::money::funds_table(&reading.record, years.shown);
    for stream in eyes.money.streams_in(years.shown) {
        if stream.is_aligned() {
            aligned += stream.says.pence;
            continue;
        }
        let giver = stream.says.giver.to_string();
        let mut blocks = table.rows.iter();
        let place = blocks.position(|row| row.block == stream.says.block);
        let block = eyes.block(&stream.says.block);
        for (allocation, parts) in parts_of(&eyes, stream) {
            let (partner, outcomes) = match allocation {
                Some(it) => (Some(it.says.partner.clone()), it.says.outcomes.clone()),
                None => (None, Vec::new()),
            };
            let place = place.unwrap_or(usize::MAX);
            // What is not allocated comes last.
            let left = partner.is_none();
            let key = (place, block.clone(), giver.clone(), left, partner, outcomes);
            let way = ways.entry(key).or_default();
            for (tone, pence) in parts {
                *way.entry(tone).or_default() += pence;
            }
        }
    }
    let rows: Vec<WayRow> = ways
        .into_iter()
        .filter_map(|((_, block, giver, _, partner, outcomes), parts)| {
            let total: Pence = parts.values().copied().sum();
            (!total.is_zero()).then(|| WayRow {
                giver,
                block,
                partner: partner.map(|id| eyes.partner(&id)),
                outcomes: eyes.outcomes(&outcomes),
                parts,
                total,
            })
        })
        .collect();
    let mut parts: BTreeMap<WayTone, Pence> = BTreeMap::new();
    for (tone, pence) in rows.iter().flat_map(|row| &row.parts) {
        *parts.entry(*tone).or_default() += *pence;
    }
    WayView {
        sums: eyes.money.sums_of_year(years.shown),
        parts,
        rows,
        accountable_body: eyes.accountable_body(),
        aligned,
        years,
    }
}

/// A sum in parts, by how far each has got.
pub(super) type Shares = Vec<(WayTone, Pence)>;

/// A stream's award in parts: each of its allocations, and what is not allocated, by how far it has got.
/// Together they come to the award.
pub(super) fn parts_of<'r>(
    eyes: &Eyes<'r>,
    stream: &Stream,
) -> Vec<(Option<&'r Allocation>, Shares)> {
    let sums = eyes.money.sums_of_stream(&stream.id);
    // What has not gone on to a partner: held first, then awaited, then repaid.
    let mut pots = [
        (WayTone::Held, sums.held),
        (WayTone::Awaited, sums.award - sums.received),
        (WayTone::Repaid, sums.repaid),
    ];
    let mut pour = |mut room: Pence| -> Shares {
        let mut poured = Vec::new();
        for (tone, left) in &mut pots {
            let taken = room.min(*left).or_nothing();
            *left -= taken;
            room -= taken;
            if !taken.is_zero() {
                poured.push((*tone, taken));
            }
        }
        poured
    };
    let mut all = Vec::new();
    for allocation in eyes.money.allocations_of(&stream.id) {
        let of = eyes.money.sums_of_allocation(&allocation.id);
        let mut parts = vec![
            // What was spent ahead of a release is not this money yet.
            (WayTone::Spent, of.spent + of.with_partner.min(Pence::ZERO)),
            (WayTone::WithPartner, of.with_partner.or_nothing()),
            (WayTone::ToReturn, of.returnable),
        ];
        parts.retain(|(_, pence)| !pence.is_zero());
        parts.extend(pour(of.to_release()));
        all.push((Some(allocation), parts));
    }
    all.push((None, pour(sums.available)));
    all
}
