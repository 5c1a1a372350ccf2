//! What the pages of the money show: where every pound is, what blocks a release, and what each account
//! opens to, with names filled in.
//!
//! Every figure is read off the ledger of `record::money`; nothing is added up here that is not added up
//! there or a sum of such figures. All of it is public, but for a partner's return: that is public once it
//! is accepted.

mod accounts;
mod allocation;
mod beside;
mod blocked;
mod desk;
mod funds;
mod outcomes;
mod returns;
mod way;

use jiff::civil::Date;
use record::{
    arrangements::Arrangements,
    id::{AllocationId, DecisionId, OutcomeId, PartnerId, RuleId, StreamId},
    money::{Allocation, Stream},
    plan::Period,
};
use serde::Serialize;

pub use self::{
    accounts::{
        AccountLine, AccountRef, AccountsView, LedgerView, PostingView, accounts, ledger_of,
        postings_of_year,
    },
    allocation::{AllocationView, CommentView, MonthLine, allocation},
    beside::{
        ClawbackLine, ClawbackView, ControlsView, ExpectedLine, ExpectedView, clawback, controls,
        expected,
    },
    blocked::{
        Blocked, ConditionView, GateView, ReleaseLine, ReleaseView, ReleasesView, blocked, gate_of,
        release, releases,
    },
    desk::{FinanceDesk, FinanceLine, FinanceUrgency, finance_desk},
    funds::{
        AllocationLine, AssuranceView, BlockView, FundsTableView, InstalmentLine, PartnerLine,
        PartnerView, StreamLine, StreamView, StreamsView, TableRow, allocations, block, partner,
        partners, stream, streams, table,
    },
    outcomes::{OutcomeMoney, OutcomesView, outcomes},
    returns::{
        ReturnCell, ReturnLineView, ReturnRow, ReturnVersion, ReturnView, ReturnsView, one_return,
        returns,
    },
    way::{WayRow, WayTone, WayView, way},
};
use super::{PartnerRef, plan::OutcomeRef};
use crate::Reading;

/// A block of the agreement, by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct BlockRef {
    /// Its short name.
    pub id: RuleId,
    /// Its name.
    pub name: String,
}

/// A stream, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StreamRef {
    /// Its name in addresses.
    pub id: StreamId,
    /// What it is called.
    pub title: String,
}

/// An allocation, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AllocationRef {
    /// Its name in addresses.
    pub id: AllocationId,
    /// What it is for.
    pub purpose: String,
}

/// Years of money, and which of them is shown.
#[derive(Debug, Clone, Serialize)]
pub struct YearsView {
    /// The year that is shown.
    pub shown: Period,
    /// As it is said: "2006-07".
    pub said: String,
    /// All that have money, earliest first.
    pub all: Vec<Period>,
    /// On which day it was closed, where it was.
    pub closed: Option<Date>,
}

/// What every view of money looks things up in.
pub(super) struct Eyes<'r> {
    pub(super) reading: &'r Reading,
    pub(super) money: &'r record::money::Money,
    pub(super) arrangements: Option<&'r Arrangements>,
    pub(super) starts: u8,
    pub(super) today: Date,
}

impl<'r> Eyes<'r> {
    pub(super) fn of(reading: &'r Reading) -> Self {
        let today = reading.today();
        let adoption = reading.record.structure.in_force_or_first(today);
        let arrangements = adoption.map(|adoption| &*adoption.arrangements);
        Self {
            reading,
            money: &reading.record.money,
            starts: arrangements.map_or(4, |it| it.partnership.financial_year_starts),
            arrangements,
            today,
        }
    }

    /// The year that was asked for, or this one where it has money, or the last that has.
    pub(super) fn years(&self, asked: Option<Period>) -> YearsView {
        let all = self.money.years();
        let present = Period::around(self.today, record::plan::Every::Year, self.starts);
        let known = |year: &Period| all.contains(year);
        let shown = asked
            .map(Period::year)
            .filter(known)
            .or_else(|| Some(present).filter(known))
            .or_else(|| all.iter().copied().rfind(|year| *year < present))
            .or_else(|| all.last().copied())
            .unwrap_or(present);
        YearsView {
            shown,
            said: shown.said(),
            closed: self.money.closing(shown).map(|closing| closing.on),
            all,
        }
    }

    pub(super) fn partner(&self, id: &PartnerId) -> PartnerRef {
        match self.arrangements {
            Some(arrangements) => PartnerRef::of(arrangements, id),
            None => PartnerRef {
                id: id.clone(),
                name: id.to_string(),
                short_name: id.to_string(),
                is_body: false,
                sector: None,
            },
        }
    }

    /// The organisation that answers for the money.
    pub(super) fn accountable_body(&self) -> Option<PartnerRef> {
        let id = self.arrangements?.partnership.accountable_body.as_ref()?;
        Some(self.partner(id))
    }

    /// A block by the newest arrangements that name it.
    pub(super) fn block(&self, id: &RuleId) -> BlockRef {
        let adoptions = self.reading.record.structure.adoptions().rev();
        let blocks = adoptions.filter_map(|adoption| adoption.arrangements.money.as_ref());
        let name = blocks
            .flat_map(|money| &money.block)
            .find(|block| block.id == *id)
            .map_or_else(|| id.to_string(), |block| block.name.clone());
        BlockRef {
            id: id.clone(),
            name,
        }
    }

    pub(super) fn outcome(&self, id: &OutcomeId) -> OutcomeRef {
        let outcome = self.reading.record.plan.outcome(id);
        let says = outcome.and_then(|outcome| outcome.now());
        OutcomeRef {
            id: id.clone(),
            title: says.map_or_else(|| id.to_string(), |says| says.title.to_string()),
        }
    }

    pub(super) fn outcomes(&self, ids: &[OutcomeId]) -> Vec<OutcomeRef> {
        ids.iter().map(|id| self.outcome(id)).collect()
    }

    /// A decision that the public may read of.
    pub(super) fn decision(&self, id: &DecisionId) -> Option<DecisionId> {
        let public = super::Audience::default();
        super::decision(self.reading, id, public).map(|_| id.clone())
    }

    /// The month that a day falls in.
    pub(super) fn month_of(&self, day: Date) -> Period {
        Period::around(day, record::plan::Every::Month, self.starts)
    }

    pub(super) fn said(&self, month: Period) -> String {
        month.months_said(self.starts)
    }
}

impl StreamRef {
    pub(super) fn of(stream: &Stream) -> Self {
        Self {
            id: stream.id.clone(),
            title: stream.says.title.to_string(),
        }
    }
}

impl AllocationRef {
    pub(super) fn of(allocation: &Allocation) -> Self {
        Self {
            id: allocation.id.clone(),
            purpose: allocation.says.purpose.shown().to_owned(),
        }
    }
}
