//! Closing a financial year: what partners have and did not spend is demanded back, and nothing more is
//! allocated, returned or released of it (G07: what is not spent is returnable).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry, Money, Pence, Release, Return, Unspent,
    known::{Looking, Unfunded, a_year},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{PartnerId, ReleaseId},
    plan::Period,
};

/// Closes a financial year.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseYear {
    /// The year.
    pub year: Period,
    /// By when what was not spent has to come back.
    pub due: Date,
}

/// Why a year is not closed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CloseYearRefused {
    /// Something that it names is not there, or not open.
    #[error(transparent)]
    Unfunded(#[from] Unfunded),
    /// It goes on.
    #[error("{0} is not over yet")]
    NotOver(Period),
    /// Nothing is in it.
    #[error("there is no stream of money in {0}")]
    NoStream(Period),
    /// Something waits.
    #[error("{}", waits(.releases, .returns))]
    Waiting {
        /// Releases that are proposed.
        releases: Vec<ReleaseId>,
        /// Returns that are not judged.
        returns: Vec<(PartnerId, Period)>,
    },
}

fn waits(releases: &[ReleaseId], returns: &[(PartnerId, Period)]) -> String {
    let releases = releases.iter().map(|it| format!("{it} is not approved"));
    let returns = returns.iter();
    let returns = returns.map(|(partner, month)| {
        format!("the return of {partner} for {} is not judged", month.said())
    });
    releases.chain(returns).collect::<Vec<_>>().join("; ")
}

use CloseYearRefused::{NoStream, NotOver, Waiting};

impl Act for CloseYear {
    const NAME: &'static str = "money.close-year";
    const SUMMARY: &'static str = "Close a financial year, and demand back what was not spent.";
    const AUTHORITY: Authority = Authority::Finance;
    const FRESH: bool = true;
    type Refused = CloseYearRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let year = a_year(self.year)?;
        looking.open(year)?;
        if looking.money.streams_in(year).next().is_none() {
            return Err(NoStream(year));
        }
        if !year.ended(looking.today, looking.starts) {
            return Err(NotOver(year));
        }
        let due = looking.due(self.due)?;
        nothing_waits(&looking, year)?;
        Ok(looking.lawful(Entry::YearClosed {
            year,
            unspent: looking.money.unspent(year),
            due,
            on: looking.today,
        })?)
    }
}

fn nothing_waits(looking: &Looking<'_>, year: Period) -> Result<(), CloseYearRefused> {
    let releases = looking.money.releases_waiting(year).into_iter();
    let releases: Vec<_> = releases.map(|it| it.id.clone()).collect();
    let returns = looking.money.returns_waiting(year).into_iter();
    let returns: Vec<_> = returns
        .map(|it| (it.says.partner.clone(), it.says.month))
        .collect();
    if releases.is_empty() && returns.is_empty() {
        return Ok(());
    }
    Err(Waiting { releases, returns })
}

impl Money {
    /// The releases for a year that wait for a second person.
    pub fn releases_waiting(&self, year: Period) -> Vec<&Release> {
        let proposed = self.releases().filter(|it| it.is_proposed());
        proposed.filter(|it| it.month.year() == year).collect()
    }

    /// The returns for a year that wait to be judged. Of several for one month only the last waits.
    pub fn returns_waiting(&self, year: Period) -> Vec<&Return> {
        let waiting = self.returns().filter(|it| it.is_waiting());
        let of_year = waiting.filter(|it| it.says.month.year() == year);
        let last = of_year.filter(|it| {
            let last = self.last_return(&it.says.partner, it.says.month);
            last.is_some_and(|last| last.line == it.line)
        });
        last.collect()
    }

    /// What partners have of a year and did not spend.
    pub fn unspent(&self, year: Period) -> Vec<Unspent> {
        let all = self.allocations_in(year).map(|it| Unspent {
            allocation: it.id.clone(),
            pence: self.sums_of_allocation(&it.id).with_partner,
        });
        all.filter(|it| it.pence > Pence::ZERO).collect()
    }
}

impl Refusal for CloseYearRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfunded(unfunded) => unfunded.advice(),
            NotOver(_) => Advice::new(
                "money/year-not-over",
                "year",
                "Close it on its last day or after.",
            ),
            NoStream(_) => Advice::new("money/no-stream", "year", "Choose a year that has money."),
            Waiting { .. } => Advice::new(
                "money/waiting",
                "year",
                "Have these approved, taken back or judged first.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    // Requirement: FU8 at /api/v1/{partnership}/acts
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let over = |book: Book| book.at("2008-04-14T09:00");
        let not = |it: Unfunded| Err(it.into());
        rules([
            (over(returned(1, 400)), close_year(), Ok(())),
            (
                returned(1, 400),
                close_year(),
                Err(NotOver(period("2007-08"))),
            ),
            (
                over(proposed()),
                close_year(),
                Err(Waiting {
                    releases: vec![id("release-1")],
                    returns: vec![],
                }),
            ),
            (
                over(released()).after(make_return("health", 1, 400)),
                close_year(),
                Err(Waiting {
                    releases: vec![],
                    returns: vec![(id("health"), period("2007-08-m1"))],
                }),
            ),
            (
                year_closed(),
                close_year(),
                not(Unfunded::Closed {
                    year: period("2007-08"),
                    line: year_closed().record.last,
                    clause: Some("Controls".to_owned()),
                }),
            ),
            (
                over(returned(1, 400)),
                CloseYear {
                    year: period("1999-00"),
                    ..close_year()
                },
                Err(NoStream(period("1999-00"))),
            ),
            (
                over(returned(1, 400)),
                CloseYear {
                    due: date("2008-04-01"),
                    ..close_year()
                },
                not(Unfunded::DuePassed(date("2008-04-01"))),
            ),
        ]);
    }

    #[test]
    fn what_was_not_spent_is_demanded_back() {
        let book = year_closed();
        let money = &book.record.money;
        let sums = money.sums_of_allocation(&id("a-revenue-2007-1"));
        assert_eq!(sums.with_partner, Pence::ZERO);
        assert_eq!(sums.returnable, Pence::pounds(100));
        let demands = money.clawback(date("2008-04-15"));
        assert_eq!(demands.len(), 1);
        assert_eq!(demands[0].demand.due, date("2008-06-30"));
    }
}
