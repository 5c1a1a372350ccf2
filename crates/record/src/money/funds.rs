//! Streams and allocations, as the book says.

use imbl::Vector;
use jiff::civil::Date;

use super::{AllocationSays, Pence, StreamSays, Sums};
use crate::{
    LineNo,
    arrangements::StreamKind,
    id::{AllocationId, DecisionId, StreamId},
    prose::Prose,
};

/// A stream of money in one financial year.
#[derive(Debug, Clone)]
pub struct Stream {
    /// Its name.
    pub id: StreamId,
    /// What it says. Its award may have changed since: see [`Money::sums_of_stream`](super::Money).
    pub says: StreamSays,
    /// The clause of the arrangements, where they set it.
    pub clause: Option<String>,
    /// Whether it came with arrangements, and not by an act.
    pub by_arrangements: bool,
    /// Each change of its award, oldest first.
    pub changes: Vector<AwardChange>,
    /// The line that opened it.
    pub line: LineNo,
}

impl Stream {
    /// Whether it is only watched: money that stays with its partner.
    pub fn is_aligned(&self) -> bool {
        self.says.sort == StreamKind::Aligned
    }
}

/// A change of a stream's award.
#[derive(Debug, Clone)]
pub struct AwardChange {
    /// What it came to.
    pub pence: Pence,
    /// Why.
    pub why: Prose,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// An allocation to a partner.
#[derive(Debug, Clone)]
pub struct Allocation {
    /// Its name.
    pub id: AllocationId,
    /// What it says. It may have been reduced since: see [`Money::sums_of_allocation`](super::Money).
    pub says: AllocationSays,
    /// Each time it was reduced, oldest first.
    pub reductions: Vector<Reduction>,
    /// The line that made it.
    pub line: LineNo,
}

impl Allocation {
    /// What is meant to be spent in each month of the year, first to last, of what is allocated now. A
    /// reduction is taken off the last months first.
    pub fn profile(&self, sums: &Sums) -> Vec<Pence> {
        let mut months = match self.says.profile.as_slice() {
            [] => return sums.allocated.shared(12),
            profile => profile.to_vec(),
        };
        let mut over = months.iter().copied().sum::<Pence>() - sums.allocated;
        for month in months.iter_mut().rev() {
            let off = over.min(*month).or_nothing();
            *month -= off;
            over -= off;
        }
        months
    }
}

/// That an allocation was reduced.
#[derive(Debug, Clone)]
pub struct Reduction {
    /// By how much.
    pub pence: Pence,
    /// Why.
    pub why: Prose,
    /// The decision.
    pub decision: DecisionId,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}
