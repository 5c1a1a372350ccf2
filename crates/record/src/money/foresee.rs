//! Funding that is expected to be pooled later, the financial controls by version, and what is said of how
//! the money goes (G07: further streams are pooled in 2007/08; the controls may be amended by the
//! accountable body).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry, ExpectedSays, ExpectedState, MoneyAbout, Pence,
    known::{Looking, Unfunded, a_month_of, a_year},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Answerer, Authority, Refusal},
    id::ExpectedId,
    plan::Period,
    prose::{Prose, Title, Words},
};

/// Records funding that is expected to be pooled later, or what became known of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpectFunding {
    /// Its name, where it is in the book already; left out for one more.
    pub expected: Option<ExpectedId>,
    /// What it is called.
    pub title: Title,
    /// Whose it is: the government department or other giver.
    pub giver: Title,
    /// From which financial year.
    pub year: Period,
    /// How much in that year, where it is known.
    pub pence: Option<Pence>,
    /// How far it has come.
    pub state: ExpectedState,
    /// More about it.
    pub words: Option<Words>,
}

/// Records a new version of the financial controls.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendControls {
    /// From which day they hold.
    pub from: Date,
    /// What they say.
    pub says: Words,
}

/// Says how the money of a month goes.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommentOnMoney {
    /// The stream or allocation that it is about.
    pub about: MoneyAbout,
    /// The month.
    pub month: Period,
    /// What there is to say.
    pub words: Words,
}

/// Why what is foreseen or said is not recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ForeseeRefused {
    /// Something that it names is not there, or not open.
    #[error(transparent)]
    Unfunded(#[from] Unfunded),
    /// What it is about is not there.
    #[error(transparent)]
    About(Unfunded),
    /// The stream as which it is pooled is not there.
    #[error(transparent)]
    Pooled(Unfunded),
    /// No such funding.
    #[error("there is no expected funding {0}")]
    NoSuchFunding(ExpectedId),
    /// The stream is of another year.
    #[error("the stream is of {0}, not of {1}")]
    OtherYear(Period, Period),
    /// An earlier version holds from a later day.
    #[error("version {} of the controls holds from {}", .0, crate::say_day(*.1))]
    BeforeTheLast(u16, Date),
}

use ForeseeRefused::{About, BeforeTheLast, NoSuchFunding, OtherYear, Pooled};

impl Act for ExpectFunding {
    const NAME: &'static str = "money.expect-funding";
    const SUMMARY: &'static str = "Record funding that is expected to be pooled later.";
    const AUTHORITY: Authority = Authority::FinanceOrSecretariat;
    type Refused = ForeseeRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let year = a_year(self.year)?;
        if let ExpectedState::Pooled(stream) = &self.state {
            let of = looking.stream(stream).map_err(Pooled)?.says.year;
            if of != year {
                return Err(OtherYear(of, year));
            }
        }
        let expected = match &self.expected {
            Some(id) if looking.money.expected(id).is_none() => {
                return Err(NoSuchFunding(id.clone()));
            }
            Some(id) => id.clone(),
            None => ExpectedId::of(looking.money.all_expected().count() + 1),
        };
        let says = ExpectedSays {
            title: self.title.clone(),
            giver: self.giver.clone(),
            year,
            pence: self.pence,
            state: self.state.clone(),
            words: self.words.as_ref().map(Prose::from),
            on: looking.today,
        };
        Ok(vec![crate::Entry::Money(Entry::FundingExpected {
            expected,
            says: Box::new(says),
        })])
    }
}

impl Act for AmendControls {
    const NAME: &'static str = "money.amend-controls";
    const SUMMARY: &'static str = "Record a new version of the financial controls.";
    const AUTHORITY: Authority = Authority::Finance;
    type Refused = ForeseeRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let last = looking.money.controls().next_back();
        if let Some(last) = last.filter(|last| self.from < last.from) {
            return Err(BeforeTheLast(last.version, last.from));
        }
        let by = match &looking.rules.amended_by {
            Some(by) => by,
            None => looking.accountable_body()?,
        };
        Ok(vec![crate::Entry::Money(Entry::ControlsAmended {
            version: last.map_or(1, |last| last.version.saturating_add(1)),
            by: by.clone(),
            from: self.from,
            says: Prose::from(&self.says),
        })])
    }
}

impl Act for CommentOnMoney {
    const NAME: &'static str = "money.comment";
    const SUMMARY: &'static str = "Say how the money of a stream or an allocation goes in a month.";
    const AUTHORITY: Authority = Authority::AnswererFinanceOrSecretariat;
    type Refused = ForeseeRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let year = match &self.about {
            MoneyAbout::Stream(id) => looking.stream(id).map_err(About)?.says.year,
            MoneyAbout::Allocation(id) => looking.allocation(id).map_err(About)?.1,
        };
        Ok(vec![crate::Entry::Money(Entry::MoneyCommented {
            about: self.about.clone(),
            month: a_month_of(self.month, year)?,
            words: Prose::from(&self.words),
            on: looking.today,
        })])
    }

    fn answerers(&self, record: &Record) -> Option<Vec<Answerer>> {
        match &self.about {
            MoneyAbout::Stream(_) => Some(Vec::new()),
            MoneyAbout::Allocation(id) => {
                let allocation = record.money.allocation(id)?;
                Some(vec![Answerer::of(&allocation.says.partner, None)])
            }
        }
    }
}

impl Refusal for ForeseeRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfunded(unfunded) => unfunded.advice(),
            About(unfunded) => unfunded.advice().about("about"),
            Pooled(unfunded) => unfunded.advice().about("state"),
            NoSuchFunding(_) => Advice::new(
                "money/no-such-funding",
                "expected",
                "Choose funding that is in the book, or leave the name out for one more.",
            ),
            OtherYear(..) => Advice::new(
                "money/pooled-in-another-year",
                "state",
                "Choose a stream of that year.",
            ),
            BeforeTheLast(..) => Advice::new(
                "money/before-the-last",
                "from",
                "A new version holds from the same day or a later one.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    // Requirement: FU12 at /api/v1/{partnership}/acts
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let expects = |state, known: Option<&str>| ExpectFunding {
            state,
            expected: known.map(id),
            ..expect_funding()
        };
        let told = || funded().after(expect_funding());
        let pooled = |name: &str| ExpectedState::Pooled(id(name));
        rules([
            (funded(), expect_funding(), Ok(())),
            (
                told(),
                expects(ExpectedState::Confirmed, Some("expected-1")),
                Ok(()),
            ),
            (
                told(),
                expects(ExpectedState::Dropped, Some("expected-1")),
                Ok(()),
            ),
            (
                funded(),
                expects(ExpectedState::Confirmed, Some("expected-1")),
                Err(NoSuchFunding(id("expected-1"))),
            ),
            (
                told(),
                expects(pooled("mars"), Some("expected-1")),
                Err(Pooled(Unfunded::NoSuchStream(id("mars")))),
            ),
            (
                told(),
                expects(pooled("a-revenue-2007"), Some("expected-1")),
                Err(OtherYear(period("2007-08"), period("2008-09"))),
            ),
        ]);
        let amend = |from: &str| AmendControls {
            from: date(from),
            says: saying("Two people approve each release."),
        };
        let amended = || funded().after(amend("2007-05-01"));
        rules([
            (funded(), amend("2007-05-01"), Ok(())),
            (amended(), amend("2007-06-01"), Ok(())),
            (
                amended(),
                amend("2007-04-30"),
                Err(BeforeTheLast(1, date("2007-05-01"))),
            ),
        ]);
        let comment = |about, month: &str| CommentOnMoney {
            about,
            month: period(month),
            words: saying("The nurses start in June."),
        };
        let allocation = || MoneyAbout::Allocation(id("a-revenue-2007-1"));
        rules([
            (allocated(), comment(allocation(), "2007-08-m1"), Ok(())),
            (
                funded(),
                comment(allocation(), "2007-08-m1"),
                Err(About(Unfunded::NoSuchAllocation(id("a-revenue-2007-1")))),
            ),
            (
                allocated(),
                comment(allocation(), "2008-09-m1"),
                Err(Unfunded::OtherYear(period("2008-09-m1"), period("2007-08")).into()),
            ),
        ]);
    }
}
