//! The money as the book says: the ledger, and what stands beside it.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet, Vector};
use jiff::civil::Date;

use super::{
    Account, Allocation, Assurance, Controls, Demand, DemandKind, Entry, Expected,
    FundingAgreement, Instalment, Ledger, MoneyAbout, MoneyComment, Pence, Posting, PostingNo,
    Release, Return, ReturnState, Stream, StreamSays, Sums, Transfer, YearClosing, post,
};
use crate::{
    LineNo, Minute,
    arrangements::Arrangements,
    id::{AllocationId, ExpectedId, PartnerId, ReleaseId, StreamId},
    plan::Period,
    prose::Title,
};

/// Everything about money, as the book says.
#[derive(Debug, Clone, Default)]
pub struct Money {
    pub(super) ledger: Ledger,
    pub(super) streams: OrdMap<StreamId, Arc<Stream>>,
    pub(super) allocations: OrdMap<AllocationId, Arc<Allocation>>,
    pub(super) of_stream: OrdMap<StreamId, Vector<AllocationId>>,
    pub(super) of_partner: OrdMap<PartnerId, OrdSet<AllocationId>>,
    pub(super) agreements: OrdMap<(PartnerId, Period), Vector<FundingAgreement>>,
    pub(super) instalments: Vector<Instalment>,
    pub(super) returns: OrdMap<(PartnerId, Period), Vector<Return>>,
    pub(super) assurances: OrdMap<(PartnerId, Period), Vector<Assurance>>,
    pub(super) releases: OrdMap<ReleaseId, Arc<Release>>,
    pub(super) in_order: Vector<ReleaseId>,
    pub(super) demands: Vector<Demand>,
    pub(super) closings: OrdMap<Period, YearClosing>,
    pub(super) expected: OrdMap<ExpectedId, Expected>,
    pub(super) controls: Vector<Controls>,
    pub(super) comments: OrdMap<MoneyAbout, Vector<MoneyComment>>,
    /// The line that last changed any of it.
    pub changed: LineNo,
}

/// What came and went of money and is to be kept: see [`Money::ledger`].
impl Money {
    /// The streams of arrangements are there as soon as these are adopted. One that is there already stays
    /// as it is: its award is changed by an act, with a reason.
    pub(crate) fn adopt(&mut self, line: LineNo, on: Date, arrangements: &Arrangements) {
        let Some(money) = &arrangements.money else {
            return;
        };
        let mut place = 0;
        for stream in &money.stream {
            let id = stream.id.as_stream();
            if self.streams.contains_key(&id) {
                continue;
            }
            let says = StreamSays::of_arrangements(arrangements, money, stream, on);
            let transfers = post::opened(&id, &says);
            let opened = Stream {
                id: id.clone(),
                says,
                clause: stream.clause.clone(),
                by_arrangements: true,
                changes: Vector::new(),
                line,
            };
            self.streams.insert(id, Arc::new(opened));
            self.post_all(line, &mut place, on, transfers);
            self.changed = line;
        }
    }

    /// Takes in an entry.
    pub(crate) fn apply(&mut self, line: LineNo, minute: &Minute, on: Date, entry: &Entry) {
        self.changed = line;
        let transfers = post::transfers(self, entry);
        // What is opened has to be there before money goes to it.
        self.keep(line, minute, entry);
        self.post_all(line, &mut 0, on, transfers);
    }

    pub(super) fn post_all(
        &mut self,
        line: LineNo,
        place: &mut u16,
        on: Date,
        transfers: Vec<Transfer>,
    ) {
        for transfer in transfers.into_iter().filter(|it| it.pence > Pence::ZERO) {
            let stream = self.stream_of(&transfer.from);
            let Some(stream) = stream.or_else(|| self.stream_of(&transfer.to)) else {
                continue;
            };
            let (stream, year) = (stream.id.clone(), stream.says.year);
            *place += 1;
            let no = PostingNo {
                line,
                place: *place,
            };
            if let Some(undone) = transfer.reverses {
                self.forget(undone, line);
            }
            self.ledger.post(Posting {
                no,
                from: transfer.from,
                to: transfer.to,
                pence: transfer.pence,
                stream,
                year,
                on,
                because: transfer.because,
                reverses: transfer.reverses,
                reversed_by: None,
            });
        }
    }

    /// What was there because of a posting is not, once that is reversed.
    fn forget(&mut self, undone: PostingNo, line: LineNo) {
        self.demands.retain(|demand| demand.posting != undone);
        let released = self.ledger.posting(undone).and_then(|posting| {
            let super::Because::Released(release) = &posting.because else {
                return None;
            };
            Some(release.clone())
        });
        if let Some(release) = released.and_then(|id| self.releases.get_mut(&id)) {
            Arc::make_mut(release).state = super::ReleaseState::Reversed { line };
        }
    }

    // --- The ledger ---

    /// The ledger: every posting and balance.
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// What stands on an account.
    pub fn balance(&self, account: &Account) -> Pence {
        self.ledger.balance(account)
    }

    /// The postings of an account, in the order of the book.
    pub fn postings_of<'a>(
        &'a self,
        account: &Account,
    ) -> impl DoubleEndedIterator<Item = &'a Posting> + use<'a> {
        self.ledger.postings_of(account)
    }

    /// The posting of that name.
    pub fn posting(&self, no: PostingNo) -> Option<&Posting> {
        self.ledger.posting(no)
    }

    /// The stream that an account belongs to.
    pub fn stream_of(&self, account: &Account) -> Option<&Stream> {
        let of_allocation = account
            .allocation()
            .and_then(|id| self.allocation(id))
            .map(|allocation| &allocation.says.stream);
        self.stream(account.stream().or(of_allocation)?)
    }

    // --- Streams and allocations ---

    /// The stream of that name.
    pub fn stream(&self, id: &StreamId) -> Option<&Stream> {
        self.streams.get(id).map(|stream| &**stream)
    }

    /// Every stream, by name.
    pub fn streams(&self) -> impl DoubleEndedIterator<Item = &Stream> {
        self.streams.values().map(|stream| &**stream)
    }

    /// The streams of a financial year.
    pub fn streams_in(&self, year: Period) -> impl Iterator<Item = &Stream> {
        self.streams()
            .filter(move |stream| stream.says.year == year)
    }

    /// The financial years that have a stream, earliest first.
    pub fn years(&self) -> Vec<Period> {
        let mut years: Vec<Period> = self.streams().map(|stream| stream.says.year).collect();
        years.sort();
        years.dedup();
        years
    }

    /// The allocation of that name.
    pub fn allocation(&self, id: &AllocationId) -> Option<&Allocation> {
        self.allocations.get(id).map(|allocation| &**allocation)
    }

    /// Every allocation, by name.
    pub fn allocations(&self) -> impl DoubleEndedIterator<Item = &Allocation> {
        self.allocations.values().map(|allocation| &**allocation)
    }

    /// The allocations of a stream, in the order in which they were made.
    pub fn allocations_of<'a>(
        &'a self,
        stream: &StreamId,
    ) -> impl Iterator<Item = &'a Allocation> + use<'a> {
        let of = self.of_stream.get(stream).into_iter().flatten();
        of.filter_map(|id| self.allocation(id))
    }

    /// The allocations to a partner, by name.
    pub fn allocations_to<'a>(
        &'a self,
        partner: &PartnerId,
    ) -> impl Iterator<Item = &'a Allocation> + use<'a> {
        let of = self.of_partner.get(partner).into_iter().flatten();
        of.filter_map(|id| self.allocation(id))
    }

    /// The allocations of a financial year, by name.
    pub fn allocations_in(&self, year: Period) -> impl Iterator<Item = &Allocation> {
        let all = self.allocations();
        all.filter(move |it| self.year_of(it) == Some(year))
    }

    /// The partners that ever had an allocation.
    pub fn partners(&self) -> impl Iterator<Item = &PartnerId> {
        self.of_partner.keys()
    }

    /// The financial year of an allocation: that of its stream.
    pub fn year_of(&self, allocation: &Allocation) -> Option<Period> {
        self.stream(&allocation.says.stream)
            .map(|stream| stream.says.year)
    }

    // --- Sums ---

    /// What a stream comes to, with all its allocations. Aligned money comes to nothing here: it is only
    /// watched.
    pub fn sums_of_stream(&self, id: &StreamId) -> Sums {
        let allocations = self.allocations_of(id);
        let allocations: Sums = allocations.map(|it| self.sums_of_allocation(&it.id)).sum();
        let (giver, held) = (Account::Giver(id.clone()), Account::Held(id.clone()));
        allocations
            + Sums {
                award: -self.balance(&Account::Award(id.clone())),
                available: self.balance(&Account::Available(id.clone())),
                received: self.ledger.went(&giver, &held),
                repaid: self.ledger.went(&held, &giver),
                held: self.balance(&held),
                ..Sums::default()
            }
    }

    /// What an allocation comes to.
    pub fn sums_of_allocation(&self, id: &AllocationId) -> Sums {
        let Some(allocation) = self.allocation(id) else {
            return Sums::default();
        };
        let held = Account::Held(allocation.says.stream.clone());
        let with_partner = Account::WithPartner(id.clone());
        let returnable = Account::Returnable(id.clone());
        Sums {
            allocated: self.balance(&Account::Allocated(id.clone())),
            released: self.ledger.went(&held, &with_partner),
            returned: self.ledger.went(&returnable, &held),
            with_partner: self.balance(&with_partner),
            spent: self.balance(&Account::Spent(id.clone())),
            returnable: self.balance(&returnable),
            ..Sums::default()
        }
    }

    // --- What stands beside the ledger ---

    /// A partner's funding agreement for a year: the last that was signed.
    pub fn agreement(&self, partner: &PartnerId, year: Period) -> Option<&FundingAgreement> {
        self.agreements.get(&(partner.clone(), year))?.last()
    }

    /// Every funding agreement, by partner and year, oldest first.
    pub fn agreements(&self) -> impl Iterator<Item = &FundingAgreement> {
        self.agreements.values().flatten()
    }

    /// Every instalment that stands, in the order of the book: one whose posting was reversed is not there.
    pub fn instalments(&self) -> impl DoubleEndedIterator<Item = &Instalment> {
        let all = self.instalments.iter();
        all.filter(|it| self.posting(it.posting()).is_some_and(Posting::stands))
    }

    /// What came in for a month of a stream.
    pub fn received_for(&self, stream: &StreamId, month: Period) -> Pence {
        let of = self.instalments();
        let of = of.filter(|it| it.stream == *stream && it.month == month);
        of.map(|it| it.pence).sum()
    }

    /// A partner's returns for a month, first to last.
    pub fn returns_for(
        &self,
        partner: &PartnerId,
        month: Period,
    ) -> impl DoubleEndedIterator<Item = &Return> {
        let key = (partner.clone(), month);
        self.returns.get(&key).into_iter().flatten()
    }

    /// Every return, by partner and month, first to last.
    pub fn returns(&self) -> impl Iterator<Item = &Return> {
        self.returns.values().flatten()
    }

    /// A partner's last return for a month.
    pub fn last_return(&self, partner: &PartnerId, month: Period) -> Option<&Return> {
        self.returns_for(partner, month).next_back()
    }

    /// One of a partner's returns for a month, by its number.
    pub fn return_version(
        &self,
        partner: &PartnerId,
        month: Period,
        version: u16,
    ) -> Option<&Return> {
        self.returns_for(partner, month)
            .find(|it| it.says.version == version)
    }

    /// The return of a partner for a month that is accepted, with the line that accepted it.
    pub fn accepted_return(&self, partner: &PartnerId, month: Period) -> Option<(&Return, LineNo)> {
        let found = self.last_return(partner, month)?;
        match found.state {
            ReturnState::Accepted { line, .. } => Some((found, line)),
            _ => None,
        }
    }

    /// The last assurance statement of a partner for a year, leaving aside those of the accountable body to
    /// the giver.
    pub fn assurance(&self, partner: &PartnerId, year: Period) -> Option<&Assurance> {
        let all = self.assurances.get(&(partner.clone(), year))?;
        all.iter().rev().find(|it| it.to.is_none())
    }

    /// Every assurance statement, by partner and year, oldest first.
    pub fn assurances(&self) -> impl DoubleEndedIterator<Item = &Assurance> {
        self.assurances.values().flatten()
    }

    /// The accountable body's statements to those who gave the money of a year.
    pub fn assurances_to_givers(&self, year: Period) -> impl Iterator<Item = &Assurance> {
        let all = self.assurances();
        all.filter(move |it| it.year == year && it.to.is_some())
    }

    /// The release of that name.
    pub fn release(&self, id: &ReleaseId) -> Option<&Release> {
        self.releases.get(id).map(|release| &**release)
    }

    /// Every release, in the order in which they were proposed.
    pub fn releases(&self) -> impl DoubleEndedIterator<Item = &Release> {
        self.in_order.iter().filter_map(|id| self.release(id))
    }

    /// Every demand that stands, in the order of the book.
    pub fn demands(&self) -> impl DoubleEndedIterator<Item = &Demand> {
        self.demands.iter()
    }

    /// That a financial year was closed, where it was.
    pub fn closing(&self, year: Period) -> Option<&YearClosing> {
        self.closings.get(&year)
    }

    /// The funding of that name that is or was expected.
    pub fn expected(&self, id: &ExpectedId) -> Option<&Expected> {
        self.expected.get(id)
    }

    /// All funding that is or was expected, by name.
    pub fn all_expected(&self) -> impl Iterator<Item = &Expected> {
        self.expected.values()
    }

    /// Every version of the financial controls, oldest first.
    pub fn controls(&self) -> impl DoubleEndedIterator<Item = &Controls> {
        self.controls.iter()
    }

    /// The version of the controls that holds on a day.
    pub fn controls_on(&self, day: Date) -> Option<&Controls> {
        self.controls().rev().find(|version| version.from <= day)
    }

    /// What was said about a stream or an allocation, oldest first.
    pub fn comments(&self, about: &MoneyAbout) -> impl DoubleEndedIterator<Item = &MoneyComment> {
        self.comments.get(about).into_iter().flatten()
    }

    /// Aligned money of a stream that partners reported as spent, by returns that are accepted: the month,
    /// the partner, and how much.
    pub fn aligned_spending(
        &self,
        stream: &StreamId,
    ) -> impl Iterator<Item = (Period, &PartnerId, Pence)> {
        let accepted = self.returns().filter(|it| it.is_accepted());
        accepted.flat_map(move |it| {
            let lines = it.says.aligned.iter();
            let lines = lines.filter(move |line| line.stream == *stream);
            lines.map(move |line| (it.says.month, &it.says.partner, line.spent))
        })
    }
}

impl StreamSays {
    /// What arrangements say of a stream of theirs.
    fn of_arrangements(
        arrangements: &Arrangements,
        money: &crate::arrangements::Money,
        stream: &crate::arrangements::Stream,
        on: Date,
    ) -> Self {
        let year = Period::year_of(stream.year);
        let block = money.block.iter().find(|block| block.id == stream.block);
        let block_name = block.map_or(stream.block.as_str(), |block| block.name.as_str());
        let named = stream.name.clone();
        let title =
            named.unwrap_or_else(|| format!("{block_name}: {}, {year}", stream.kind.word()));
        let giver = stream
            .from
            .clone()
            .or_else(|| {
                let partner = arrangements.partner(stream.partner.as_ref()?)?;
                Some(partner.name().to_owned())
            })
            .unwrap_or_else(|| stream.kind.giver().to_owned());
        Self {
            title: Title::made(&title),
            block: stream.block.clone(),
            year,
            sort: stream.kind,
            giver: Title::made(&giver),
            partner: stream.partner.clone(),
            pence: Pence::of(stream.pence).unwrap_or_default(),
            conditions: None,
            outcomes: Vec::new(),
            on,
        }
    }
}

impl Demand {
    pub(super) fn of(entry: &Entry, line: LineNo) -> Vec<Self> {
        let one = |allocation: &AllocationId, kind, pence, why, due, on, place| Self {
            allocation: allocation.clone(),
            kind,
            pence,
            why,
            due,
            on,
            posting: PostingNo { line, place },
        };
        match entry {
            Entry::SpendingFoundIneligible {
                allocation,
                pence,
                why,
                due,
                on,
            } => {
                let why = Some(why.clone());
                vec![one(
                    allocation,
                    DemandKind::Ineligible,
                    *pence,
                    why,
                    *due,
                    *on,
                    1,
                )]
            }
            Entry::UnspentDemanded {
                allocation,
                pence,
                why,
                due,
                on,
            } => {
                let why = Some(why.clone());
                vec![one(
                    allocation,
                    DemandKind::Unspent,
                    *pence,
                    why,
                    *due,
                    *on,
                    1,
                )]
            }
            Entry::YearClosed {
                unspent, due, on, ..
            } => (1..)
                .zip(unspent)
                .map(|(place, it)| {
                    one(
                        &it.allocation,
                        DemandKind::Unspent,
                        it.pence,
                        None,
                        *due,
                        *on,
                        place,
                    )
                })
                .collect(),
            _ => Vec::new(),
        }
    }
}
