//! Expenditure against budget, outcome by outcome, beside how each outcome is doing.

use record::{
    id::OutcomeId,
    money::{Allocation, Pence, Sums},
    plan::{Every, Light, Period},
};
use serde::Serialize;

use super::{AllocationLine, Eyes, YearsView, allocation::compared};
use crate::{
    Reading,
    views::plan::{self, OutcomeRef},
};

/// An outcome with its money and its lights.
#[derive(Debug, Clone, Serialize)]
pub struct OutcomeMoney {
    /// The outcome; none: money for no outcome in particular.
    pub outcome: Option<OutcomeRef>,
    /// The theme that it belongs to, by name.
    pub theme: Option<String>,
    /// The lights of its headline indicators.
    pub lights: Vec<Light>,
    /// What its allocations come to: its budget is what is allocated.
    pub sums: Sums,
    /// What was meant to be spent by now.
    pub planned: Pence,
    /// What was spent by now, less what was found ineligible.
    pub spent: Pence,
    /// The two compared.
    pub variance: String,
    /// Its allocations.
    pub allocations: Vec<AllocationLine>,
    /// Whether some of them are for other outcomes too: they count here with all of their money.
    pub shared: bool,
}

/// Outcomes with their money.
#[derive(Debug, Clone, Serialize)]
pub struct OutcomesView {
    /// The year.
    pub years: YearsView,
    /// The last month that counts, as it is said.
    pub upto: String,
    /// Each outcome that has money, or lights and no money.
    pub outcomes: Vec<OutcomeMoney>,
    /// What all allocations of the year come to, each counted once.
    pub sums: Sums,
}

/// Outcomes with their money, of a year.
pub fn outcomes(reading: &Reading, asked: Option<Period>) -> OutcomesView {
    let eyes = Eyes::of(reading);
    let years = eyes.years(asked);
    let allocations: Vec<&Allocation> = eyes.money.allocations_in(years.shown).collect();
    let performance = plan::performance(reading, eyes.today, &plan::Asked::default());
    let upto = Period::last_ended(eyes.today, Every::Month, eyes.starts);
    let mut rows: Vec<OutcomeMoney> = Vec::new();
    let mut told: Vec<OutcomeId> = Vec::new();
    for theme in &performance.by_theme {
        for one in &theme.outcomes {
            let lights = one.indicators.iter().filter(|it| it.headline.is_none());
            let lights = lights.filter_map(|it| it.stands.light).collect();
            let of: Vec<&Allocation> = for_outcome(&allocations, &one.outcome.id);
            told.push(one.outcome.id.clone());
            let mut row = money_of(&eyes, Some(one.outcome.clone()), &of, upto);
            row.theme = Some(theme.theme.name.clone());
            row.lights = lights;
            rows.push(row);
        }
    }
    // Money for outcomes that are over, and for none in particular, is money all the same.
    let mut others: Vec<&OutcomeId> = allocations
        .iter()
        .flat_map(|it| &it.says.outcomes)
        .collect();
    others.sort();
    others.dedup();
    for id in others.into_iter().filter(|id| !told.contains(id)) {
        let of = for_outcome(&allocations, id);
        rows.push(money_of(&eyes, Some(eyes.outcome(id)), &of, upto));
    }
    let none: Vec<&Allocation> = allocations
        .iter()
        .copied()
        .filter(|it| it.says.outcomes.is_empty())
        .collect();
    if !none.is_empty() {
        rows.push(money_of(&eyes, None, &none, upto));
    }
    let sums: Sums = allocations
        .iter()
        .map(|it| eyes.money.sums_of_allocation(&it.id))
        .sum();
    OutcomesView {
        upto: eyes.said(upto),
        outcomes: rows,
        sums,
        years,
    }
}

fn for_outcome<'r>(allocations: &[&'r Allocation], id: &OutcomeId) -> Vec<&'r Allocation> {
    let all = allocations.iter().copied();
    all.filter(|it| it.says.outcomes.contains(id)).collect()
}

fn money_of(
    eyes: &Eyes<'_>,
    outcome: Option<OutcomeRef>,
    allocations: &[&Allocation],
    upto: Period,
) -> OutcomeMoney {
    let sums: Sums = allocations
        .iter()
        .map(|it| eyes.money.sums_of_allocation(&it.id))
        .sum();
    let variances: Vec<_> = allocations
        .iter()
        .map(|it| eyes.money.variance(it, upto))
        .collect();
    let planned = variances.iter().map(|it| it.planned).sum();
    let spent = sums.spent;
    OutcomeMoney {
        outcome,
        theme: None,
        lights: Vec::new(),
        sums,
        planned,
        spent,
        variance: compared(spent, planned),
        allocations: allocations
            .iter()
            .map(|it| AllocationLine::of(eyes, it))
            .collect(),
        shared: allocations.iter().any(|it| it.says.outcomes.len() > 1),
    }
}
