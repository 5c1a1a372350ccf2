//! What acts about money speak of: whether it is there, is open, and is enough.

use jiff::civil::Date;

use super::{Allocation, Entry, Money, Pence, Stream, post};
use crate::{
    LineNo, Minute, Record,
    act::Advice,
    arrangements::{self, Arrangements},
    id::{AllocationId, OutcomeId, PartnerId, RuleId, StreamId},
    plan::{Every, Period},
    say_day,
};

/// Why an act cannot speak of the money that it speaks of.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfunded {
    /// Nothing is in force.
    #[error("no arrangements are in force today")]
    NoArrangements,
    /// They say nothing of money.
    #[error("the arrangements in force say nothing of money")]
    NoMoney,
    /// Nobody answers for the money.
    #[error("the arrangements name no accountable body")]
    NoAccountableBody,
    /// No such stream.
    #[error("there is no stream {0}")]
    NoSuchStream(StreamId),
    /// It stays with its partner.
    #[error("the stream {0} is aligned: its money stays with the partner and is only watched")]
    Aligned(StreamId, Option<String>),
    /// No such allocation.
    #[error("there is no allocation {0}")]
    NoSuchAllocation(AllocationId),
    /// No such partner.
    #[error("the arrangements have no partner {0}")]
    NoSuchPartner(PartnerId),
    /// No such block.
    #[error("the arrangements have no block of money {0}")]
    NoSuchBlock(RuleId),
    /// No such outcome.
    #[error("there is no outcome {0}")]
    NoSuchOutcome(OutcomeId),
    /// Not a whole year.
    #[error("{} is not a financial year", .0.said())]
    NotAYear(Period),
    /// Not a month.
    #[error("{} is not a month", .0.said())]
    NotAMonth(Period),
    /// A month of another year.
    #[error("{} is not in {}, the year of the money", .0.said(), .1)]
    OtherYear(Period, Period),
    /// The year is closed.
    #[error("the financial year {year} is closed, as line {line} says: it takes nothing more")]
    Closed {
        /// The year.
        year: Period,
        /// The line that closed it.
        line: LineNo,
        /// The clause of the controls.
        clause: Option<String>,
    },
    /// No money at all.
    #[error("£0 is no amount to record")]
    Nothing,
    /// Not yet.
    #[error("{} is still to come", say_day(*.0))]
    ToCome(Date),
    /// A day for money to come back that has passed.
    #[error("{} has passed, and nothing can come back by then", say_day(*.0))]
    DuePassed(Date),
    /// What has always to be so would not be so any more.
    #[error("then it would no longer hold that {law}")]
    Breaks {
        /// What has always to be so.
        law: &'static str,
        /// The clause of the controls.
        clause: Option<String>,
    },
}

use Unfunded::*;

impl Unfunded {
    /// What to do about it.
    pub fn advice(&self) -> Advice {
        match self {
            NoArrangements => Advice::new(
                "money/no-arrangements",
                "",
                "Adopt arrangements of the partnership first.",
            ),
            NoMoney => Advice::new(
                "money/no-money",
                "",
                "Adopt arrangements that have a part on money first.",
            ),
            NoAccountableBody => Advice::new(
                "money/no-accountable-body",
                "",
                "Adopt arrangements that name who answers for the money first.",
            ),
            NoSuchStream(_) => Advice::new(
                "money/no-such-stream",
                "stream",
                "Choose a stream that is there, or open it first.",
            ),
            Aligned(_, clause) => Advice::new(
                "money/aligned",
                "stream",
                "Choose a stream that is pooled; aligned money is told of in the partner’s return.",
            )
            .by(clause.as_deref()),
            NoSuchAllocation(_) => Advice::new(
                "money/no-such-allocation",
                "allocation",
                "Choose an allocation that was made.",
            ),
            NoSuchPartner(_) => Advice::new(
                "money/no-such-partner",
                "partner",
                "Choose an organisation or body of the arrangements in force.",
            ),
            NoSuchBlock(_) => Advice::new(
                "money/no-such-block",
                "block",
                "Choose a block of the arrangements in force.",
            ),
            NoSuchOutcome(_) => Advice::new(
                "money/no-such-outcome",
                "outcomes",
                "Choose outcomes that were set.",
            ),
            NotAYear(_) => Advice::new(
                "money/not-a-year",
                "year",
                "Write a financial year, such as 2007-08.",
            ),
            NotAMonth(_) => Advice::new(
                "money/not-a-month",
                "month",
                "Write a month of a financial year, such as 2007-08-m11.",
            ),
            OtherYear(..) => Advice::new(
                "money/other-year",
                "month",
                "Choose a month of that financial year.",
            ),
            Closed { clause, .. } => Advice::new(
                "money/closed-period",
                "",
                "Record it in a year that is open; what was wrong in a closed one is reversed or demanded back.",
            )
            .by(clause.as_deref()),
            Nothing => Advice::new("money/nothing", "pence", "Write how much it is."),
            ToCome(_) => Advice::new(
                "money/to-come",
                "on",
                "Record it once the day has come.",
            ),
            DuePassed(_) => Advice::new("money/due-passed", "due", "Choose a day to come."),
            Breaks { clause, .. } => Advice::new(
                "money/breaks-a-law",
                "",
                "Look at the balances first: something else has to be undone before this.",
            )
            .by(clause.as_deref()),
        }
    }
}

/// Where acts about money look things up.
pub(super) struct Looking<'r> {
    pub record: &'r Record,
    pub money: &'r Money,
    pub arrangements: &'r Arrangements,
    pub rules: &'r arrangements::Money,
    pub today: Date,
    pub starts: u8,
}

impl<'r> Looking<'r> {
    pub fn at(record: &'r Record, minute: &Minute) -> Result<Self, Unfunded> {
        Self::on(record, minute.date_in(&record.structure.zone()))
    }

    pub fn on(record: &'r Record, today: Date) -> Result<Self, Unfunded> {
        let adoption = record.structure.in_force(today).ok_or(NoArrangements)?;
        let arrangements = &*adoption.arrangements;
        Ok(Self {
            record,
            money: &record.money,
            arrangements,
            rules: arrangements.money.as_ref().ok_or(NoMoney)?,
            today,
            starts: arrangements.partnership.financial_year_starts,
        })
    }

    /// The clause of the financial controls.
    pub fn clause(&self) -> Option<String> {
        self.rules.clause.clone()
    }

    pub fn accountable_body(&self) -> Result<&'r PartnerId, Unfunded> {
        let body = self.arrangements.partnership.accountable_body.as_ref();
        body.ok_or(NoAccountableBody)
    }

    pub fn partner(&self, id: &PartnerId) -> Result<(), Unfunded> {
        let partner = self.arrangements.partner(id);
        partner.map(|_| ()).ok_or_else(|| NoSuchPartner(id.clone()))
    }

    pub fn outcomes(&self, ids: &[OutcomeId]) -> Result<(), Unfunded> {
        let missing = ids.iter().find(|id| self.record.plan.outcome(id).is_none());
        missing.map_or(Ok(()), |id| Err(NoSuchOutcome(id.clone())))
    }

    pub fn stream(&self, id: &StreamId) -> Result<&'r Stream, Unfunded> {
        self.money
            .stream(id)
            .ok_or_else(|| NoSuchStream(id.clone()))
    }

    /// A stream whose money is pooled.
    pub fn pooled(&self, id: &StreamId) -> Result<&'r Stream, Unfunded> {
        let stream = self.stream(id)?;
        if stream.is_aligned() {
            let clause = self.rules.aligned.iter().find_map(|it| it.clause.clone());
            return Err(Aligned(id.clone(), clause));
        }
        Ok(stream)
    }

    pub fn allocation(&self, id: &AllocationId) -> Result<(&'r Allocation, Period), Unfunded> {
        let allocation = self.money.allocation(id);
        let found = allocation.and_then(|it| Some((it, self.money.year_of(it)?)));
        found.ok_or_else(|| NoSuchAllocation(id.clone()))
    }

    /// That a financial year takes more.
    pub fn open(&self, year: Period) -> Result<(), Unfunded> {
        match self.money.closing(year) {
            None => Ok(()),
            Some(closing) => Err(Closed {
                year,
                line: closing.line,
                clause: self.clause(),
            }),
        }
    }

    /// The day on which something was done: today, or an earlier one.
    pub fn done_on(&self, on: Option<Date>) -> Result<Date, Unfunded> {
        let on = on.unwrap_or(self.today);
        if on > self.today {
            return Err(ToCome(on));
        }
        Ok(on)
    }

    /// A day by which money can come back.
    pub fn due(&self, due: Date) -> Result<Date, Unfunded> {
        if due < self.today {
            return Err(DuePassed(due));
        }
        Ok(due)
    }

    /// The entry by itself, once every law holds with it too.
    pub fn lawful(&self, entry: Entry) -> Result<Vec<crate::Entry>, Unfunded> {
        if let Some(law) = broken_by(self.money, self.today, &entry) {
            let clause = self.clause();
            return Err(Breaks { law, clause });
        }
        Ok(vec![crate::Entry::Money(entry)])
    }
}

/// The law that would not hold with an entry, of the streams and allocations that it touches.
fn broken_by(money: &Money, on: Date, entry: &Entry) -> Option<&'static str> {
    let transfers = post::transfers(money, entry);
    let mut then = money.clone();
    then.post_all(LineNo::MAX, &mut 0, on, transfers.clone());
    let accounts = transfers.iter().flat_map(|it| [&it.from, &it.to]);
    let mut broken = accounts.filter_map(|account| {
        let stream = then.stream_of(account)?;
        let of_stream = then.sums_of_stream(&stream.id).broken();
        let of_allocation = account.allocation();
        let of_allocation = of_allocation.and_then(|id| then.sums_of_allocation(id).overdrawn());
        of_stream.or(of_allocation)
    });
    broken.next()
}

/// That a period is a financial year.
pub(super) fn a_year(period: Period) -> Result<Period, Unfunded> {
    match period.every() {
        Every::Year => Ok(period),
        _ => Err(NotAYear(period)),
    }
}

/// That a period is a month.
pub(super) fn a_month(period: Period) -> Result<Period, Unfunded> {
    match period.every() {
        Every::Month => Ok(period),
        _ => Err(NotAMonth(period)),
    }
}

/// That a period is a month of a financial year.
pub(super) fn a_month_of(period: Period, year: Period) -> Result<Period, Unfunded> {
    let month = a_month(period)?;
    if year.holds(month) {
        Ok(month)
    } else {
        Err(OtherYear(month, year))
    }
}

/// That an amount is more than nothing.
pub(super) fn more_than_nothing(pence: Pence) -> Result<Pence, Unfunded> {
    if pence > Pence::ZERO {
        Ok(pence)
    } else {
        Err(Nothing)
    }
}
