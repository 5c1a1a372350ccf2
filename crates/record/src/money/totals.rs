//! What the streams and allocations of a financial year come to, by block, kind, partner and outcome.

use super::{Money, Sums};
use crate::{
    arrangements::StreamKind,
    id::{OutcomeId, PartnerId, RuleId},
    plan::Period,
};

impl Money {
    /// What the pooled streams of a financial year come to.
    pub fn sums_of_year(&self, year: Period) -> Sums {
        let streams = self.streams_in(year);
        streams.map(|it| self.sums_of_stream(&it.id)).sum()
    }

    /// What the streams of a block come to in a financial year.
    pub fn sums_of_block(&self, block: &RuleId, year: Period) -> Sums {
        let streams = self.streams_in(year);
        let streams = streams.filter(|it| it.says.block == *block);
        streams.map(|it| self.sums_of_stream(&it.id)).sum()
    }

    /// What the streams of a kind come to in a financial year.
    pub fn sums_of_kind(&self, kind: StreamKind, year: Period) -> Sums {
        let streams = self.streams_in(year);
        let streams = streams.filter(|it| it.says.sort == kind);
        streams.map(|it| self.sums_of_stream(&it.id)).sum()
    }

    /// What a partner’s allocations of a financial year come to.
    pub fn sums_of_partner(&self, partner: &PartnerId, year: Period) -> Sums {
        let allocations = self.allocations_to(partner);
        let allocations = allocations.filter(|it| self.year_of(it) == Some(year));
        allocations.map(|it| self.sums_of_allocation(&it.id)).sum()
    }

    /// What the allocations for an outcome come to in a financial year. One that is for several outcomes
    /// counts for each, so outcomes do not add up to the year.
    pub fn sums_of_outcome(&self, outcome: &OutcomeId, year: Period) -> Sums {
        let allocations = self.allocations_in(year);
        let allocations = allocations.filter(|it| it.says.outcomes.contains(outcome));
        allocations.map(|it| self.sums_of_allocation(&it.id)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{money::Pence, testkit::*};

    #[test]
    fn blocks_kinds_and_partners_each_add_up_to_the_year() {
        let book = year_closed();
        let (money, year) = (&book.record.money, period("2007-08"));
        let whole = money.sums_of_year(year);
        let blocks = ["a", "b"].map(|block| money.sums_of_block(&id(block), year));
        assert_eq!(blocks.into_iter().sum::<Sums>(), whole);
        let kinds = [
            StreamKind::CapitalGrant,
            StreamKind::RevenueGrant,
            StreamKind::Contribution,
            StreamKind::Aligned,
        ];
        let kinds = kinds.map(|kind| money.sums_of_kind(kind, year));
        assert_eq!(kinds.into_iter().sum::<Sums>(), whole);
        let partners = money.partners().map(|it| money.sums_of_partner(it, year));
        let partners: Sums = partners.sum();
        assert_eq!(
            (partners.allocated, partners.spent, partners.returnable),
            (whole.allocated, whole.spent, whole.returnable)
        );
        let outcome = money.sums_of_outcome(&id("fewer-floods"), year);
        assert_eq!(outcome.spent, Pence::pounds(400));
    }
}
