//! What the forms of the money offer to choose from.

use record::{
    arrangements::Arrangements,
    money::Allocation,
    plan::{Every, Period},
};

use crate::{forms::Choice, visit::Visit};

/// The arrangements in force today.
pub(super) fn arrangements(visit: &Visit) -> Option<&Arrangements> {
    let structure = &visit.reading.record.structure;
    let adoption = structure.in_force_or_first(visit.reading.today());
    adoption.map(|adoption| &*adoption.arrangements)
}

/// Every organisation, by name.
pub(super) fn partners(visit: &Visit) -> Vec<Choice> {
    let organisations = arrangements(visit)
        .into_iter()
        .flat_map(|it| &it.organisation);
    organisations
        .map(|it| Choice::new(it.id.to_string(), it.name.clone()))
        .collect()
}

/// Every pooled stream, the last year first.
pub(super) fn streams(visit: &Visit) -> Vec<Choice> {
    let streams = visit.reading.record.money.streams();
    let mut pooled: Vec<_> = streams.filter(|stream| !stream.is_aligned()).collect();
    pooled.sort_by_key(|stream| std::cmp::Reverse(stream.says.year));
    let words = |year, title| format!("{title}, {}", super::slashed(year));
    pooled
        .into_iter()
        .map(|it| Choice::new(it.id.to_string(), words(it.says.year, &it.says.title)))
        .collect()
}

/// Every allocation, the last first: to whom, of what, in which year.
pub(super) fn allocations(visit: &Visit) -> Vec<Choice> {
    let money = &visit.reading.record.money;
    let choice = |allocation: &Allocation| {
        let stream = money.stream(&allocation.says.stream)?;
        let arrangements = arrangements(visit)?;
        let partner = arrangements.partner(&allocation.says.partner)?;
        let words = format!(
            "{}: {}, {}",
            partner.name(),
            stream.says.title,
            super::slashed(stream.says.year)
        );
        Some(Choice::new(allocation.id.to_string(), words))
    };
    money.allocations().rev().filter_map(choice).collect()
}

/// The months of a year, as choices.
pub(super) fn months(visit: &Visit, year: Period) -> Vec<Choice> {
    let starts = arrangements(visit).map_or(4, |it| it.partnership.financial_year_starts);
    let choice = |month: Period| Choice::new(month.to_string(), month.months_said(starts));
    year.parts(Every::Month).map(choice).collect()
}
