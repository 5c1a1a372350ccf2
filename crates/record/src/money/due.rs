//! Which returns are due, and how each stands.
//!
//! A partner owes a return for each month of a financial year, from the month in which its first allocation
//! of that year was recorded: from the first month where that was before the year, from the last where it
//! was after it (G07: monitoring reports are submitted monthly).

use jiff::civil::Date;

use super::{Money, Return, ReturnState};
use crate::{
    LineNo,
    id::PartnerId,
    plan::{Every, Period},
};

/// A return that is due.
#[derive(Debug, Clone)]
pub struct Due<'r> {
    /// The partner.
    pub partner: &'r PartnerId,
    /// The month.
    pub month: Period,
    /// How it stands.
    pub state: DueState,
    /// The last return that was handed in, where one was.
    pub last: Option<&'r Return>,
}

/// How a return that is due stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueState {
    /// Nothing was handed in.
    Missing,
    /// It waits to be judged.
    Made,
    /// It was accepted, at this line.
    Accepted(LineNo),
    /// It was sent back or reopened, and another is due.
    SentBack,
}

impl DueState {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Missing => "Missing",
            Self::Made => "Handed in",
            Self::Accepted(_) => "Accepted",
            Self::SentBack => "Sent back",
        }
    }
}

impl Money {
    /// The first month for which a partner owes a return in a financial year. None when nothing is allocated
    /// to it there.
    pub fn first_due(&self, partner: &PartnerId, year: Period, starts: u8) -> Option<Period> {
        let allocations = self.allocations_to(partner);
        let of_year = allocations.filter(|it| self.year_of(it) == Some(year));
        let first = of_year.map(|it| it.says.on).min()?;
        let month = Period::around(first, Every::Month, starts);
        let mut months = year.parts(Every::Month);
        if month.begins_in() > year.begins_in() {
            return months.last();
        }
        months.find(|it| *it >= month)
    }

    /// Whether a partner owes a return for a month.
    pub fn is_due(&self, partner: &PartnerId, month: Period, starts: u8) -> bool {
        let first = self.first_due(partner, month.year(), starts);
        first.is_some_and(|first| first <= month)
    }

    /// How a partner's return for a month stands.
    pub fn due_state(&self, partner: &PartnerId, month: Period) -> DueState {
        match self.last_return(partner, month).map(|it| &it.state) {
            None => DueState::Missing,
            Some(ReturnState::Made) => DueState::Made,
            Some(ReturnState::Accepted { line, .. }) => DueState::Accepted(*line),
            Some(ReturnState::SentBack { .. } | ReturnState::Reopened { .. }) => DueState::SentBack,
        }
    }

    /// Every return of a financial year that is due by a day, by partner and month.
    pub fn returns_due(&self, year: Period, today: Date, starts: u8) -> Vec<Due<'_>> {
        let mut due = Vec::new();
        for partner in self.partners() {
            let Some(first) = self.first_due(partner, year, starts) else {
                continue;
            };
            let months = year.parts(Every::Month);
            let ended = months.filter(|it| *it >= first && it.ended(today, starts));
            due.extend(ended.map(|month| Due {
                partner,
                month,
                state: self.due_state(partner, month),
                last: self.last_return(partner, month),
            }));
        }
        due
    }
}
