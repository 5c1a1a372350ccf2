//! The gate before a release: what has to be in hand, and what of it is missing (G07, payment model:
//! funds are passed on as they are received, subject to satisfactory budget monitoring and assurance
//! statements).
//!
//! Which papers are asked for is said by the arrangements. That the money is there, that it is allocated
//! and that the year is open is asked for in any case.

use jiff::civil::Date;

use super::{Allocation, DueState, Money, Pence, Sums};
use crate::{
    Record,
    arrangements::{self, ReleaseAsks},
    id::AllocationId,
    plan::Period,
    say_day,
};

/// Whether money may go to a partner, and why or why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// Whether all that is asked for is in hand.
    pub open: bool,
    /// Each condition, in order.
    pub conditions: Vec<Condition>,
}

impl Gate {
    /// What is missing.
    pub fn shut(&self) -> impl Iterator<Item = &Condition> {
        self.conditions.iter().filter(|it| !it.met())
    }
}

/// A condition of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Its short name, which never changes: `monthly-return`.
    pub id: &'static str,
    /// What the book says of it.
    pub facts: String,
    /// What is missing; none: it is met.
    pub missing: Option<String>,
    /// The clause that asks for it.
    pub clause: Option<String>,
}

impl Condition {
    /// Whether it is met.
    pub const fn met(&self) -> bool {
        self.missing.is_none()
    }
}

/// What the book says of a condition: that it is met and why, or what is missing.
type Found = Result<String, String>;

/// The gate before a release of so much of an allocation for a month, as the book stands on a day. None
/// when there is no such allocation.
pub fn gate(
    record: &Record,
    allocation: &AllocationId,
    month: Period,
    pence: Pence,
    today: Date,
) -> Option<Gate> {
    let money = &record.money;
    let allocation = money.allocation(allocation)?;
    let adoption = record.structure.in_force_or_first(today)?;
    let starts = adoption.arrangements.partnership.financial_year_starts;
    let rules = adoption.arrangements.money.as_ref();
    let at = At {
        money,
        allocation,
        year: money.year_of(allocation)?,
        month,
        pence,
        starts,
        sums: money.sums_of_allocation(&allocation.id),
    };
    let mut conditions: Vec<Condition> = rules
        .into_iter()
        .flat_map(|rules| &rules.release)
        .filter_map(|asked| at.asked(asked))
        .collect();
    let clause = rules.and_then(|rules| rules.clause.clone());
    let always = [
        ("held", at.held()),
        ("allocation", at.allocated()),
        ("year-open", at.year_open()),
    ];
    conditions.extend(always.map(|(id, found)| condition(id, found, clause.clone())));
    let open = conditions.iter().all(Condition::met);
    Some(Gate { open, conditions })
}

fn condition(id: &'static str, found: Found, clause: Option<String>) -> Condition {
    let (facts, missing) = match found {
        Ok(facts) => (facts, None),
        Err(missing) => (missing.clone(), Some(missing)),
    };
    Condition {
        id,
        facts,
        missing,
        clause,
    }
}

/// What a gate is asked about.
struct At<'r> {
    money: &'r Money,
    allocation: &'r Allocation,
    year: Period,
    month: Period,
    pence: Pence,
    starts: u8,
    sums: Sums,
}

impl At<'_> {
    fn asked(&self, asked: &arrangements::ReleaseCondition) -> Option<Condition> {
        let (id, found) = match asked.asks? {
            ReleaseAsks::FundingAgreement => ("funding-agreement", self.agreement()),
            ReleaseAsks::MonthlyReturn => ("monthly-return", self.monthly_return()),
            ReleaseAsks::Assurance => ("assurance", self.assurance()),
            ReleaseAsks::Instalment => ("instalment", self.instalment()),
        };
        let clause = asked.clause.clone();
        Some(condition(id, found, clause))
    }

    fn agreement(&self) -> Found {
        let partner = &self.allocation.says.partner;
        let agreement = self.money.agreement(partner, self.year);
        let missing = || format!("no funding agreement for {} is signed", self.year.slashed());
        let agreement = agreement.ok_or_else(missing)?;
        Ok(format!(
            "the funding agreement for {} was signed on {}",
            self.year.slashed(),
            say_day(agreement.on)
        ))
    }

    fn monthly_return(&self) -> Found {
        let before = self.month.previous();
        let said = before.months_said(self.starts);
        let partner = &self.allocation.says.partner;
        if !self.money.is_due(partner, before, self.starts) {
            return Ok(format!("no return was due for {said}"));
        }
        match self.money.due_state(partner, before) {
            DueState::Accepted(line) => {
                Ok(format!("the return for {said} was accepted at line {line}"))
            }
            DueState::Missing => Err(format!("the return for {said} is missing")),
            DueState::Made => Err(format!("the return for {said} is not accepted yet")),
            DueState::SentBack => Err(format!(
                "the return for {said} was sent back, and no other was accepted"
            )),
        }
    }

    fn assurance(&self) -> Found {
        let year = self.year.slashed();
        let given = self
            .money
            .assurance(&self.allocation.says.partner, self.year);
        let given = given.ok_or_else(|| format!("no assurance statement for {year} was given"))?;
        match &given.judged {
            None => Err(format!(
                "the assurance statement for {year} is not judged yet"
            )),
            Some(judged) if !judged.satisfactory => Err(format!(
                "the assurance statement for {year} is not satisfactory"
            )),
            Some(judged) => Ok(format!(
                "the assurance statement for {year} was found satisfactory on {}",
                say_day(judged.on)
            )),
        }
    }

    fn instalment(&self) -> Found {
        let said = self.month.months_said(self.starts);
        let stream = &self.allocation.says.stream;
        let received = self.money.received_for(stream, self.month);
        let title = self.stream_title();
        if received > Pence::ZERO {
            Ok(format!("{received} of {title} came in for {said}"))
        } else {
            Err(format!("no instalment of {title} for {said} came in"))
        }
    }

    fn held(&self) -> Found {
        let stream = &self.allocation.says.stream;
        let held = self.money.sums_of_stream(stream).held;
        let title = self.stream_title();
        if self.pence <= held {
            Ok(format!("{held} of {title} is held"))
        } else {
            Err(format!("only {held} of {title} is held"))
        }
    }

    fn stream_title(&self) -> &str {
        let stream = &self.allocation.says.stream;
        self.money
            .stream(stream)
            .map_or(stream.as_str(), |stream| stream.says.title.as_str())
    }

    fn allocated(&self) -> Found {
        let left = self.sums.to_release();
        let allocated = self.sums.allocated;
        if self.pence <= left {
            Ok(format!(
                "{left} of the {allocated} allocated is not released yet"
            ))
        } else {
            Err(format!(
                "only {left} of the {allocated} allocated is left to release"
            ))
        }
    }

    fn year_open(&self) -> Found {
        let year = self.year.slashed();
        if !self.year.holds(self.month) {
            return Err(format!("{} is not in {year}", self.month.said()));
        }
        match self.money.closing(self.year) {
            None => Ok(format!("{year} is open")),
            Some(closing) => Err(format!("{year} was closed on {}", say_day(closing.on))),
        }
    }
}
