//! Partners' monthly returns: which are in, which are missing, and what each says.

use std::collections::BTreeMap;

use jiff::civil::Date;
use record::{
    LineNo,
    id::PartnerId,
    money::{Pence, Return, ReturnState},
    plan::{Every, Period},
};
use serde::Serialize;

use super::{AllocationLine, Eyes, GateView, StreamRef, YearsView, blocked};
use crate::{
    Reading,
    views::{Audience, PartnerRef},
};

/// A month of a partner in the table of returns.
#[derive(Debug, Clone, Serialize)]
pub struct ReturnCell {
    /// The month.
    pub month: Period,
    /// How it stands: "accepted", "handed-in", "sent-back", "missing"; "not-due" before and "to-come".
    pub state: &'static str,
    /// The words for it.
    pub words: &'static str,
    /// Whether there is something to read.
    pub readable: bool,
}

/// A partner in the table of returns.
#[derive(Debug, Clone, Serialize)]
pub struct ReturnRow {
    /// The partner.
    pub partner: PartnerRef,
    /// Its months.
    pub cells: Vec<ReturnCell>,
    /// What it waits for and cannot get, with what is missing.
    pub blocked: Vec<GateView>,
}

/// The returns of a year.
#[derive(Debug, Clone, Serialize)]
pub struct ReturnsView {
    /// The year.
    pub years: YearsView,
    /// The months as they are said, briefly: "Apr 2007".
    pub months: Vec<(Period, String)>,
    /// A row for each partner with an allocation.
    pub rows: Vec<ReturnRow>,
    /// How many are missing.
    pub missing: usize,
    /// How many wait to be judged.
    pub waiting: usize,
    /// What each return confirms, with its clause.
    pub confirmations: Vec<(String, Option<String>)>,
}

/// The returns of a year, month by partner.
pub fn returns(reading: &Reading, audience: Audience, asked: Option<Period>) -> ReturnsView {
    let eyes = Eyes::of(reading);
    let years = eyes.years(asked);
    let year = years.shown;
    let shut = blocked(reading, year).shut;
    let months: Vec<Period> = year.parts(Every::Month).collect();
    let rules = eyes.arrangements.and_then(|it| it.money.as_ref());
    let confirmations = rules.map_or(&[][..], |rules| &rules.confirmation).iter();
    let rows = eyes.money.partners().filter_map(|id| {
        eyes.money.first_due(id, year, eyes.starts)?;
        let cells = months.iter().map(|month| cell(&eyes, audience, id, *month));
        let mine = shut.iter().filter(|gate| gate.allocation.partner.id == *id);
        Some(ReturnRow {
            partner: eyes.partner(id),
            cells: cells.collect(),
            blocked: mine.cloned().collect(),
        })
    });
    let mut rows: Vec<ReturnRow> = rows.collect();
    rows.sort_by(|a, b| a.partner.name.cmp(&b.partner.name));
    let count = |state: &str| {
        let cells = rows.iter().flat_map(|row| &row.cells);
        cells.filter(|cell| cell.state == state).count()
    };
    ReturnsView {
        missing: count("missing"),
        waiting: count("handed-in"),
        months: months
            .iter()
            .map(|month| {
                (
                    *month,
                    month.first_day(eyes.starts).strftime("%b").to_string(),
                )
            })
            .collect(),
        rows,
        confirmations: confirmations
            .map(|it| (it.text.clone(), it.clause.clone()))
            .collect(),
        years,
    }
}

fn cell(eyes: &Eyes<'_>, audience: Audience, partner: &PartnerId, month: Period) -> ReturnCell {
    let last = eyes.money.last_return(partner, month);
    let (state, words) = match last.map(|it| &it.state) {
        Some(ReturnState::Accepted { .. }) => ("accepted", "Accepted"),
        Some(ReturnState::Made) => ("handed-in", "Handed in"),
        Some(ReturnState::SentBack { .. }) => ("sent-back", "Sent back"),
        Some(ReturnState::Reopened { .. }) => ("sent-back", "Reopened"),
        None if !eyes.money.is_due(partner, month, eyes.starts) => ("not-due", "Not due"),
        None if !month.ended(eyes.today, eyes.starts) => ("to-come", "To come"),
        None => ("missing", "Missing"),
    };
    let mut versions = eyes.money.returns_for(partner, month);
    ReturnCell {
        month,
        state,
        words,
        readable: versions.any(|it| may_read(it, audience)),
    }
}

/// A return is public once it is accepted, and stays so when it is reopened.
fn may_read(found: &Return, audience: Audience) -> bool {
    let accepted = matches!(
        found.state,
        ReturnState::Accepted { .. } | ReturnState::Reopened { .. }
    );
    accepted || audience.inside() || audience.finance
}

/// A partner's return for a month.
#[derive(Debug, Clone, Serialize)]
pub struct ReturnView {
    /// The partner.
    pub partner: PartnerRef,
    /// The month.
    pub month: Period,
    /// As it is said.
    pub said: String,
    /// Its versions that whoever looks may read, the latest first.
    pub versions: Vec<ReturnVersion>,
    /// How it stands.
    pub cell: ReturnCell,
    /// What each return confirms, with its clause.
    pub confirmations: Vec<(String, Option<String>)>,
}

/// One version of a return.
#[derive(Debug, Clone, Serialize)]
pub struct ReturnVersion {
    /// Its number.
    pub version: u16,
    /// How it stands: "Accepted on 5 June 2007".
    pub state: String,
    /// Why it was sent back or reopened.
    pub why: Option<String>,
    /// Its lines.
    pub lines: Vec<ReturnLineView>,
    /// What was spent in the month.
    pub spent: Pence,
    /// Aligned money: the stream, and what was spent.
    pub aligned: Vec<(StreamRef, Pence)>,
    /// The numbers of what was confirmed.
    pub confirmed: Vec<u16>,
    /// Who confirmed it, and their office.
    pub by: (String, String),
    /// Whether the secretariat handed it in for the partner.
    pub on_behalf: bool,
    /// On which day it was handed in.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// A line of a return.
#[derive(Debug, Clone, Serialize)]
pub struct ReturnLineView {
    /// The allocation.
    pub allocation: Option<AllocationLine>,
    /// What was spent in the month.
    pub spent: Pence,
    /// What was meant to be.
    pub planned: Option<Pence>,
    /// The two compared.
    pub variance: Option<String>,
    /// What will have been spent by the end of the year.
    pub forecast: Pence,
    /// What was done with it.
    pub outputs: Option<String>,
}

/// A partner's return for a month. None when none is due or handed in, and for whoever may read none of
/// them that is not theirs to know.
pub fn one_return(
    reading: &Reading,
    audience: Audience,
    partner: &PartnerId,
    month: Period,
) -> Option<ReturnView> {
    let eyes = Eyes::of(reading);
    if month.every() != Every::Month {
        return None;
    }
    let due = eyes.money.is_due(partner, month, eyes.starts);
    let all = eyes.money.returns_for(partner, month).rev();
    let readable = all.filter(|it| may_read(it, audience));
    let versions: Vec<ReturnVersion> = readable.map(|it| version(&eyes, it)).collect();
    if versions.is_empty() && !due {
        return None;
    }
    let rules = eyes.arrangements.and_then(|it| it.money.as_ref());
    let confirmations = rules.map_or(&[][..], |rules| &rules.confirmation).iter();
    Some(ReturnView {
        partner: eyes.partner(partner),
        month,
        said: eyes.said(month),
        versions,
        cell: cell(&eyes, audience, partner, month),
        confirmations: confirmations
            .map(|it| (it.text.clone(), it.clause.clone()))
            .collect(),
    })
}

fn version(eyes: &Eyes<'_>, found: &Return) -> ReturnVersion {
    let day = |on: &Date| on.strftime("%-d %B %Y").to_string();
    let (state, why) = match &found.state {
        ReturnState::Made => ("Waits to be judged".to_owned(), None),
        ReturnState::Accepted { on, .. } => (format!("Accepted on {}", day(on)), None),
        ReturnState::SentBack { why, on, .. } => (format!("Sent back on {}", day(on)), Some(why)),
        ReturnState::Reopened { why, on, .. } => {
            (format!("Accepted, and reopened on {}", day(on)), Some(why))
        }
    };
    let mut planned = BTreeMap::new();
    for line in &found.says.lines {
        let allocation = eyes.money.allocation(&line.allocation);
        let months = allocation
            .map(|it| eyes.money.months_of(it))
            .unwrap_or_default();
        let month = months.into_iter().find(|it| it.month == found.says.month);
        if let Some(month) = month {
            planned.insert(&line.allocation, month.planned);
        }
    }
    let lines = found.says.lines.iter().map(|line| {
        let allocation = eyes.money.allocation(&line.allocation);
        let planned = planned.get(&line.allocation).copied();
        ReturnLineView {
            allocation: allocation.map(|it| AllocationLine::of(eyes, it)),
            spent: line.spent,
            planned,
            variance: planned.map(|planned| super::allocation::compared(line.spent, planned)),
            forecast: line.forecast,
            outputs: line.outputs.as_ref().map(|it| it.shown().to_owned()),
        }
    });
    ReturnVersion {
        version: found.says.version,
        state,
        why: why.map(|why| why.shown().to_owned()),
        lines: lines.collect(),
        spent: found.says.lines.iter().map(|line| line.spent).sum(),
        aligned: found
            .says
            .aligned
            .iter()
            .map(|line| {
                let stream = eyes.money.stream(&line.stream);
                let none = || StreamRef {
                    id: line.stream.clone(),
                    title: line.stream.to_string(),
                };
                (stream.map_or_else(none, StreamRef::of), line.spent)
            })
            .collect(),
        confirmed: found.says.confirmations.clone(),
        by: (
            found.says.by.name.shown().to_owned(),
            found.says.by.office.to_string(),
        ),
        on_behalf: found.says.on_behalf,
        on: found.says.on,
        line: found.line,
    }
}
