//! How spending goes against what was meant: month by month, to date, and by the end of the year.

use super::{Allocation, Money, Pence};
use crate::plan::{Every, Period};

/// What was meant to be spent in a month, and what was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthSpend {
    /// The month.
    pub month: Period,
    /// What was meant to be spent.
    pub planned: Pence,
    /// What was spent, by an accepted return; none: there is none.
    pub spent: Option<Pence>,
    /// What the accepted return forecasts for the end of the year.
    pub forecast: Option<Pence>,
}

/// How the spending of an allocation goes, up to a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variance {
    /// The last month that counts.
    pub upto: Period,
    /// What was meant to be spent by then.
    pub planned: Pence,
    /// What was spent by then, by accepted returns.
    pub spent: Pence,
    /// What is allocated for the year.
    pub allocated: Pence,
    /// What the last accepted return forecasts for the end of the year.
    pub forecast: Option<Pence>,
}

impl Variance {
    /// How much more was spent than was meant; less than nothing: less was.
    pub fn to_date(&self) -> Pence {
        self.spent - self.planned
    }

    /// How much more will have been spent by the end of the year than is allocated; less than nothing: less
    /// will have been.
    pub fn at_year_end(&self) -> Option<Pence> {
        self.forecast.map(|forecast| forecast - self.allocated)
    }
}

impl Money {
    /// What was meant to be spent of an allocation in each month of its year, and what was.
    pub fn months_of(&self, allocation: &Allocation) -> Vec<MonthSpend> {
        let Some(year) = self.year_of(allocation) else {
            return Vec::new();
        };
        let planned = allocation.profile(&self.sums_of_allocation(&allocation.id));
        let months = year.parts(Every::Month).zip(planned);
        months
            .map(|(month, planned)| {
                let accepted = self.accepted_return(&allocation.says.partner, month);
                let mut lines = accepted.iter().flat_map(|(found, _)| &found.says.lines);
                let line = lines.find(|line| line.allocation == allocation.id);
                MonthSpend {
                    month,
                    planned,
                    spent: line.map(|line| line.spent),
                    forecast: line.map(|line| line.forecast),
                }
            })
            .collect()
    }

    /// How the spending of an allocation goes, up to a month of its year.
    pub fn variance(&self, allocation: &Allocation, upto: Period) -> Variance {
        let months = self.months_of(allocation);
        let by_then = months.iter().filter(|it| it.month <= upto);
        Variance {
            upto,
            planned: by_then.clone().map(|it| it.planned).sum(),
            spent: by_then.clone().filter_map(|it| it.spent).sum(),
            allocated: self.sums_of_allocation(&allocation.id).allocated,
            forecast: by_then.filter_map(|it| it.forecast).next_back(),
        }
    }
}
