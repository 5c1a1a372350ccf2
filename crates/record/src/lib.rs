//! The rules of a partnership, pure: no input or output, no clock, no chance, no waiting.
//!
//! An [`act`] is what someone asks for; its `decide` looks things up in the [`Record`] and gives
//! entries, or refuses; `apply` adds an [`Entry`] to the record and cannot fail. The record holds
//! nothing that the entries do not say. Who may ask is decided in `app`, before `decide`.
//!
//! Within this crate a module may read another's public view; only its own `apply` changes its state.

pub mod act;
pub mod arrangements;
pub mod book;
pub mod calendar;
pub mod correspondence;
pub mod decisions;
pub mod delivery;
pub mod disputes;
pub mod efficiency;
pub mod exceptions;
pub mod id;
pub mod meetings;
pub mod money;
pub mod plan;
pub mod prose;
pub mod share;
pub mod structure;
pub mod watching;

mod catalogue;
mod entry;
mod malformed;
mod minute;

// Tests beside the acts use the same builders as every other crate: the very files of `testkit`, which
// name this crate `record`. As a dependency they would speak of another copy of these types.
#[cfg(test)]
extern crate self as record;
#[cfg(test)]
#[allow(dead_code, unused_imports)]
#[path = "../../testkit/src/lib.rs"]
mod testkit;
#[cfg(test)]
mod tests;

pub use catalogue::catalogue;
pub use entry::{Entry, NotUnderstood};
pub use minute::{Author, Minute, NotAnAuthor, say_day};

/// The number of a line in the book, from 1; 0 is before the first.
pub type LineNo = u64;

/// All that the book says, as it stood at its last line.
///
/// Cheap to clone: the modules keep their state in persistent maps, so a clone shares everything
/// with its original until one of the two changes. That is how acts are tried and thrown away.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// The last line read.
    pub last: LineNo,
    /// Arrangements in force, and who holds which seat.
    pub structure: structure::Structure,
    /// Meetings, attendance, minutes, actions.
    pub meetings: meetings::Meetings,
    /// Motions, votes, decisions.
    pub decisions: decisions::Decisions,
    /// Everything decided, by what it is found by.
    pub register: decisions::Register,
    /// What is decided by correspondence.
    pub correspondence: correspondence::Correspondences,
    /// Disputes between partners.
    pub disputes: disputes::Disputes,
    /// The plan: strategy, agreement, targets and figures.
    pub plan: plan::Plan,
    /// Delivery plans, their actions, the gate, priorities to come and engagement.
    pub delivery: delivery::Delivery,
    /// Exceptions and log jams.
    pub exceptions: exceptions::Exceptions,
    /// Efficiency reviews.
    pub efficiency: efficiency::Reviews,
    /// The watch list.
    pub watching: watching::WatchList,
    /// The money: streams, allocations, releases, and the ledger.
    pub money: money::Money,
    /// What the book says of itself.
    pub book: book::Book,
}

impl Record {
    /// Takes in line `number` of the book. Cannot fail: an entry was decided before it was written.
    pub fn apply(&mut self, number: LineNo, minute: &Minute, entry: &Entry) {
        match entry {
            Entry::Structure(entry) => {
                self.structure.apply(number, entry);
                if let structure::Entry::ArrangementsAdopted { text, .. } = entry {
                    let on = minute.date_in(&self.structure.zone());
                    self.money.adopt(number, on, text.arrangements());
                }
            }
            Entry::Meetings(entry) => {
                self.meetings.apply(number, minute, &self.structure, entry);
                if let meetings::Entry::Withdrew {
                    meeting,
                    seat,
                    item,
                    ..
                } = entry
                {
                    self.decisions.withdraw(meeting, *item, seat);
                }
            }
            Entry::Decisions(entry) => {
                self.decisions
                    .apply(number, minute.at, &self.meetings, &self.structure, entry);
                self.meetings.touch(number, &entry.meeting(&self.decisions));
            }
            Entry::Correspondence(entry) => {
                self.correspondence.apply(number, &self.structure, entry);
            }
            Entry::Disputes(entry) => self.disputes.apply(number, entry),
            Entry::Book(entry) => self.book.apply(entry),
            Entry::Plan(entry) => {
                let on = minute.date_in(&self.structure.zone());
                self.plan.apply(number, on, entry);
            }
            Entry::Delivery(entry) => {
                self.delivery.apply(number, minute, entry);
                if let delivery::Entry::GatePassed { gate, on, .. } = entry {
                    self.structure.pass(gate, *on);
                }
            }
            Entry::Exceptions(entry) => self.exceptions.apply(number, minute, entry),
            Entry::Efficiency(entry) => self.efficiency.apply(number, minute, entry),
            Entry::Watching(entry) => self.watching.apply(number, minute, entry),
            Entry::Money(entry) => {
                let on = minute.date_in(&self.structure.zone());
                self.money.apply(number, minute, on, entry);
            }
        }
        decisions::Register::note(self, entry);
        self.last = number;
    }
}
