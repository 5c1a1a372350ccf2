//! Streams, blocks, partners and their allocations: what each comes to.

use jiff::civil::Date;
use record::{
    LineNo,
    arrangements::StreamKind,
    id::{PartnerId, RuleId, StreamId},
    money::{Allocation, MoneyAbout, Pence, Stream, Sums, funds_table},
    plan::Period,
};
use serde::Serialize;

use super::{
    AllocationRef, BlockRef, CommentView, Eyes, StreamRef, YearsView, allocation::comments,
};
use crate::{
    Reading,
    views::{PartnerRef, plan::OutcomeRef},
};

/// What is pooled in a year, as the papers have it: a row to a block.
#[derive(Debug, Clone, Serialize)]
pub struct FundsTableView {
    /// The year.
    pub years: YearsView,
    /// A row for each block.
    pub rows: Vec<TableRow>,
    /// What they come to.
    pub total: TableRow,
    /// The paragraph that says what is pooled.
    pub clause: Option<String>,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableRow {
    /// The block; none: the total.
    pub block: Option<BlockRef>,
    /// Capital grant.
    pub capital: Pence,
    /// Revenue grant.
    pub revenue: Pence,
    /// Both grants.
    pub grants: Pence,
    /// Revenue budget: what partners put in.
    pub budget: Pence,
    /// All that is pooled.
    pub pooled: Pence,
}

/// The table of a year.
pub fn table(reading: &Reading, asked: Option<Period>) -> FundsTableView {
    let eyes = Eyes::of(reading);
    let years = eyes.years(asked);
    let table = funds_table(&reading.record, years.shown);
    let row = |block: Option<BlockRef>, sums: &record::money::FundsSums| TableRow {
        block,
        capital: sums.capital,
        revenue: sums.revenue,
        grants: sums.grants(),
        budget: sums.budget,
        pooled: sums.pooled(),
    };
    let rows = table.rows.iter();
    let rows = rows.map(|it| row(Some(eyes.block(&it.block)), &it.sums));
    let mut streams = eyes.money.streams_in(years.shown);
    FundsTableView {
        rows: rows.collect(),
        total: row(None, &table.total),
        clause: streams.find_map(|stream| stream.clause.clone()),
        years,
    }
}

/// A stream in a list.
#[derive(Debug, Clone, Serialize)]
pub struct StreamLine {
    /// The stream.
    pub stream: StreamRef,
    /// Its block.
    pub block: BlockRef,
    /// Its financial year.
    pub year: Period,
    /// Grant or contribution, capital or revenue, or aligned.
    pub sort: StreamKind,
    /// The same in words.
    pub sort_said: &'static str,
    /// Who gives it.
    pub giver: String,
    /// What it comes to; for aligned money only its award, which is its amount.
    pub sums: Sums,
    /// What was reported as spent of it, where it is aligned.
    pub watched: Option<Pence>,
}

impl StreamLine {
    pub(super) fn of(eyes: &Eyes<'_>, stream: &Stream) -> Self {
        let mut sums: Sums = eyes.money.sums_of_stream(&stream.id);
        let watched = stream.is_aligned().then(|| {
            sums.award = stream.says.pence;
            eyes.money.aligned_spending(&stream.id).map(|it| it.2).sum()
        });
        Self {
            stream: StreamRef::of(stream),
            block: eyes.block(&stream.says.block),
            year: stream.says.year,
            sort: stream.says.sort,
            sort_said: stream.says.sort.word(),
            giver: stream.says.giver.to_string(),
            sums,
            watched,
        }
    }
}

/// The streams of a year: what is pooled, and what is only watched.
#[derive(Debug, Clone, Serialize)]
pub struct StreamsView {
    /// The year.
    pub years: YearsView,
    /// Pooled streams, block by block.
    pub pooled: Vec<StreamLine>,
    /// What they come to.
    pub sums: Sums,
    /// Aligned streams.
    pub aligned: Vec<StreamLine>,
    /// How grant is paid and passed on, by the arrangements, each with its clause.
    pub payment: Vec<(String, Option<String>)>,
}

/// The streams of a year.
pub fn streams(reading: &Reading, asked: Option<Period>) -> StreamsView {
    let eyes = Eyes::of(reading);
    let years = eyes.years(asked);
    let all = eyes.money.streams_in(years.shown);
    let mut lines: Vec<StreamLine> = all.map(|it| StreamLine::of(&eyes, it)).collect();
    lines.sort_by(|a, b| (&a.block, a.sort_said).cmp(&(&b.block, b.sort_said)));
    let (aligned, pooled) = lines.into_iter().partition(|it| it.watched.is_some());
    let rules = eyes.arrangements.and_then(|it| it.money.as_ref());
    let payment = rules.map_or(&[][..], |rules| &rules.payment).iter();
    StreamsView {
        sums: eyes.money.sums_of_year(years.shown),
        pooled,
        aligned,
        payment: payment
            .map(|it| (it.text.clone(), it.clause.clone()))
            .collect(),
        years,
    }
}

/// A stream with all that became of it.
#[derive(Debug, Clone, Serialize)]
pub struct StreamView {
    /// What a list shows of it.
    #[serde(flatten)]
    pub line: StreamLine,
    /// What its giver asks for it.
    pub conditions: Option<String>,
    /// The outcomes that it is for; any when empty.
    pub outcomes: Vec<OutcomeRef>,
    /// The partner that gives or keeps it.
    pub partner: Option<PartnerRef>,
    /// The clause of the arrangements that set it.
    pub clause: Option<String>,
    /// The line that opened it.
    pub opened: LineNo,
    /// Each change of its award: what it came to, why, the day and the line.
    pub changes: Vec<(Pence, String, Date, LineNo)>,
    /// Its allocations.
    pub allocations: Vec<AllocationLine>,
    /// What came in, month by month.
    pub instalments: Vec<InstalmentLine>,
    /// Aligned money that partners reported as spent: the month as it is said, the partner and how much.
    pub watched: Vec<(String, PartnerRef, Pence)>,
    /// What was said of it, the latest first.
    pub comments: Vec<CommentView>,
}

/// An instalment that came in.
#[derive(Debug, Clone, Serialize)]
pub struct InstalmentLine {
    /// The stream.
    pub stream: StreamRef,
    /// The month that it is for.
    pub month: Period,
    /// As it is said.
    pub said: String,
    /// How much.
    pub pence: Pence,
    /// The reference on the statement.
    pub reference: String,
    /// Who authorised it.
    pub authorised_by: Option<String>,
    /// On which day it came in.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// A stream.
pub fn stream(reading: &Reading, id: &StreamId) -> Option<StreamView> {
    let eyes = Eyes::of(reading);
    let stream = eyes.money.stream(id)?;
    let instalments = eyes.money.instalments().filter(|it| it.stream == *id);
    let watched = eyes.money.aligned_spending(id);
    Some(StreamView {
        line: StreamLine::of(&eyes, stream),
        conditions: stream
            .says
            .conditions
            .as_ref()
            .map(|it| it.shown().to_owned()),
        outcomes: eyes.outcomes(&stream.says.outcomes),
        partner: stream.says.partner.as_ref().map(|id| eyes.partner(id)),
        clause: stream.clause.clone(),
        opened: stream.line,
        changes: stream
            .changes
            .iter()
            .map(|it| (it.pence, it.why.shown().to_owned(), it.on, it.line))
            .collect(),
        allocations: eyes
            .money
            .allocations_of(id)
            .map(|it| AllocationLine::of(&eyes, it))
            .collect(),
        instalments: instalments
            .map(|it| InstalmentLine {
                stream: StreamRef::of(stream),
                month: it.month,
                said: eyes.said(it.month),
                pence: it.pence,
                reference: it.reference.to_string(),
                authorised_by: it.authorised_by.as_ref().map(|by| by.shown().to_owned()),
                on: it.on,
                line: it.line,
            })
            .collect(),
        watched: watched
            .map(|(month, partner, pence)| (eyes.said(month), eyes.partner(partner), pence))
            .collect(),
        comments: comments(&eyes, &MoneyAbout::Stream(id.clone())),
    })
}

/// An allocation in a list.
#[derive(Debug, Clone, Serialize)]
pub struct AllocationLine {
    /// The allocation.
    pub allocation: AllocationRef,
    /// The stream.
    pub stream: StreamRef,
    /// The block.
    pub block: Option<BlockRef>,
    /// The partner.
    pub partner: PartnerRef,
    /// Its outcomes.
    pub outcomes: Vec<OutcomeRef>,
    /// Its financial year.
    pub year: Option<Period>,
    /// What it comes to.
    pub sums: Sums,
    /// What is allocated and may still be released.
    pub to_release: Pence,
    /// On which day it was made.
    pub on: Date,
}

impl AllocationLine {
    pub(super) fn of(eyes: &Eyes<'_>, allocation: &Allocation) -> Self {
        let sums = eyes.money.sums_of_allocation(&allocation.id);
        let stream = eyes.money.stream(&allocation.says.stream);
        let none = || StreamRef {
            id: allocation.says.stream.clone(),
            title: allocation.says.stream.to_string(),
        };
        Self {
            allocation: AllocationRef::of(allocation),
            stream: stream.map_or_else(none, StreamRef::of),
            block: stream.map(|stream| eyes.block(&stream.says.block)),
            partner: eyes.partner(&allocation.says.partner),
            outcomes: eyes.outcomes(&allocation.says.outcomes),
            year: eyes.money.year_of(allocation),
            to_release: sums.to_release(),
            sums,
            on: allocation.says.on,
        }
    }
}

/// The allocations of a year, by block and partner, with what they come to.
pub fn allocations(
    reading: &Reading,
    asked: Option<Period>,
) -> (YearsView, Vec<AllocationLine>, Sums) {
    let eyes = Eyes::of(reading);
    let years = eyes.years(asked);
    let lines: Vec<&Allocation> = eyes.money.allocations_in(years.shown).collect();
    let sums: Sums = lines
        .iter()
        .map(|it| eyes.money.sums_of_allocation(&it.id))
        .sum();
    let mut lines: Vec<AllocationLine> = lines
        .into_iter()
        .map(|it| AllocationLine::of(&eyes, it))
        .collect();
    lines.sort_by(|a, b| (&a.block, &a.partner.name).cmp(&(&b.block, &b.partner.name)));
    (years, lines, sums)
}

/// A block of the agreement in a year.
#[derive(Debug, Clone, Serialize)]
pub struct BlockView {
    /// The block.
    pub block: BlockRef,
    /// The year.
    pub years: YearsView,
    /// Its streams, pooled and aligned.
    pub streams: Vec<StreamLine>,
    /// What its pooled streams come to.
    pub sums: Sums,
    /// Its allocations.
    pub allocations: Vec<AllocationLine>,
}

/// A block. None when no stream of any year is of it.
pub fn block(reading: &Reading, id: &RuleId, asked: Option<Period>) -> Option<BlockView> {
    let eyes = Eyes::of(reading);
    eyes.money.streams().find(|it| it.says.block == *id)?;
    let years = eyes.years(asked);
    let streams = eyes.money.streams_in(years.shown);
    let streams: Vec<&Stream> = streams.filter(|it| it.says.block == *id).collect();
    let sums: Sums = streams
        .iter()
        .map(|it| eyes.money.sums_of_stream(&it.id))
        .sum();
    let allocations = streams
        .iter()
        .flat_map(|it| eyes.money.allocations_of(&it.id));
    Some(BlockView {
        block: eyes.block(id),
        allocations: allocations
            .map(|it| AllocationLine::of(&eyes, it))
            .collect(),
        streams: streams.iter().map(|it| StreamLine::of(&eyes, it)).collect(),
        sums,
        years,
    })
}

/// A partner in a list.
#[derive(Debug, Clone, Serialize)]
pub struct PartnerLine {
    /// The partner.
    pub partner: PartnerRef,
    /// How many allocations of the year it has.
    pub allocations: usize,
    /// What they come to.
    pub sums: Sums,
}

/// The partners that have an allocation of a year.
pub fn partners(reading: &Reading, asked: Option<Period>) -> (YearsView, Vec<PartnerLine>) {
    let eyes = Eyes::of(reading);
    let years = eyes.years(asked);
    let lines = eyes.money.partners().filter_map(|id| {
        let of_year = eyes.money.allocations_to(id);
        let count = of_year
            .filter(|it| eyes.money.year_of(it) == Some(years.shown))
            .count();
        (count > 0).then(|| PartnerLine {
            partner: eyes.partner(id),
            allocations: count,
            sums: eyes.money.sums_of_partner(id, years.shown),
        })
    });
    let mut lines: Vec<PartnerLine> = lines.collect();
    lines.sort_by(|a, b| a.partner.name.cmp(&b.partner.name));
    (years, lines)
}

/// A partner's money of a year, and what it signed for it.
#[derive(Debug, Clone, Serialize)]
pub struct PartnerView {
    /// The partner.
    pub partner: PartnerRef,
    /// The year.
    pub years: YearsView,
    /// What its allocations come to.
    pub sums: Sums,
    /// Its allocations.
    pub allocations: Vec<AllocationLine>,
    /// Who signed its funding agreement, their office, the day and the line; none: nobody did.
    pub agreement: Option<(String, String, Date, LineNo)>,
    /// What a funding agreement undertakes, each with its clause.
    pub undertakings: Vec<(String, Option<String>)>,
    /// Its assurance statement.
    pub assurance: Option<AssuranceView>,
    /// What it has to return or returned, demand by demand.
    pub demands: Vec<super::ClawbackLine>,
    /// Streams that it gives or keeps.
    pub gives: Vec<StreamLine>,
}

/// An assurance statement.
#[derive(Debug, Clone, Serialize)]
pub struct AssuranceView {
    /// Who signed.
    pub by: String,
    /// In which office.
    pub office: &'static str,
    /// What it says.
    pub words: String,
    /// On which day.
    pub on: Date,
    /// Whether it was found satisfactory; none: it is not judged.
    pub satisfactory: Option<bool>,
    /// Why.
    pub why: Option<String>,
    /// The line of the book.
    pub line: LineNo,
}

/// A partner's money. None for a partner that never had any and gives none.
pub fn partner(reading: &Reading, id: &PartnerId, asked: Option<Period>) -> Option<PartnerView> {
    let eyes = Eyes::of(reading);
    let gives = |stream: &&Stream| stream.says.partner.as_ref() == Some(id);
    let takes_part =
        eyes.money.partners().any(|it| it == id) || eyes.money.streams().any(|it| gives(&it));
    if !takes_part {
        return None;
    }
    let years = eyes.years(asked);
    let allocations = eyes.money.allocations_to(id);
    let allocations = allocations.filter(|it| eyes.money.year_of(it) == Some(years.shown));
    let rules = eyes.arrangements.and_then(|it| it.money.as_ref());
    let undertakings = rules.map_or(&[][..], |rules| &rules.undertaking).iter();
    let agreement = eyes.money.agreement(id, years.shown);
    let assurance = eyes.money.assurance(id, years.shown);
    let streams = eyes.money.streams_in(years.shown);
    Some(PartnerView {
        partner: eyes.partner(id),
        sums: eyes.money.sums_of_partner(id, years.shown),
        allocations: allocations
            .map(|it| AllocationLine::of(&eyes, it))
            .collect(),
        agreement: agreement.map(|it| {
            (
                it.by.name.shown().to_owned(),
                it.by.office.to_string(),
                it.on,
                it.line,
            )
        }),
        undertakings: undertakings
            .map(|it| (it.text.clone(), it.clause.clone()))
            .collect(),
        assurance: assurance.map(|it| AssuranceView {
            by: it.by.shown().to_owned(),
            office: it.office.word(),
            words: it.words.shown().to_owned(),
            on: it.on,
            satisfactory: it.judged.as_ref().map(|judged| judged.satisfactory),
            why: it
                .judged
                .as_ref()
                .map(|judged| judged.why.shown().to_owned()),
            line: it.line,
        }),
        demands: super::beside::demands(&eyes, |allocation| {
            let of = eyes.money.allocation(allocation);
            of.is_some_and(|of| {
                of.says.partner == *id && eyes.money.year_of(of) == Some(years.shown)
            })
        }),
        gives: streams
            .filter(gives)
            .map(|it| StreamLine::of(&eyes, it))
            .collect(),
        years,
    })
}
