//! What was demanded back, and what came back of it (G07: money that is not spent on what is eligible is
//! returnable).

use imbl::OrdMap;
use jiff::civil::Date;

use super::{Account, Clawback, Demand, Money, Pence};
use crate::id::AllocationId;

impl Money {
    /// Every demand with what came back of it by now. Money that a partner returns settles the demand on
    /// that allocation first that was due first.
    pub fn clawback(&self, today: Date) -> Vec<Clawback<'_>> {
        let mut left: OrdMap<&AllocationId, Pence> = OrdMap::new();
        let mut demands: Vec<&Demand> = self.demands().collect();
        demands.sort_by_key(|demand| (demand.due, demand.posting));
        let mut settled: Vec<Clawback<'_>> = demands
            .into_iter()
            .map(|demand| {
                let left = left
                    .entry(&demand.allocation)
                    .or_insert_with(|| self.came_back(&demand.allocation));
                let returned = demand.pence.min(*left);
                *left -= returned;
                Clawback {
                    demand,
                    returned,
                    overdue: returned < demand.pence && demand.due < today,
                }
            })
            .collect();
        settled.sort_by_key(|it| it.demand.posting);
        settled
    }

    fn came_back(&self, allocation: &AllocationId) -> Pence {
        let Some(made) = self.allocation(allocation) else {
            return Pence::ZERO;
        };
        let held = Account::Held(made.says.stream.clone());
        self.ledger
            .went(&Account::Returnable(allocation.clone()), &held)
    }
}
