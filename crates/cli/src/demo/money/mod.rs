//! The money of three financial years; the sums are invented, but for those of 2006/07.
//!
//! What is said is in `crates/cli/demo/money`. `year` tells how a year begins and ends, `month` what comes
//! back each month; whether money is released is asked of the gate itself, so that what is missing blocks
//! it here as anywhere.

mod month;
mod year;

use jiff::civil::{Date, DateTime};
use record::{
    Record,
    id::{PersonId, SeatId},
    plan::Period,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    story::Story,
    writer::{Writer, mistake},
};
use crate::say::Trouble;

const TEXT: &str = include_str!("../../../demo/money/worcestershire.toml");
const YEARS: [&str; 3] = [
    include_str!("../../../demo/money/2007.toml"),
    include_str!("../../../demo/money/2008.toml"),
    include_str!("../../../demo/money/2009.toml"),
];
/// The finance officer of the accountable body.
const FINANCE: &str = "Derek Aldous";
/// The month in which a financial year begins.
const STARTS: u8 = 4;

/// What holds in every year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Money {
    /// Seats from which releases are approved, in turn.
    approvers: Vec<String>,
    partner: Vec<Partner>,
    #[serde(default)]
    told: Vec<Told>,
}

/// A partner that receives money.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Partner {
    id: String,
    /// The seat whose holder hands its returns in; none: the secretariat does, on behalf.
    seat: Option<String>,
    /// Who signs its returns, and their office.
    officer: (String, String),
    /// Who gives its assurance statement, in which office, and the statement.
    assurance: (String, String, String),
}

/// A financial year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    year: Period,
    /// When its streams were opened.
    opened: Date,
    /// The meeting of the Board and the item at which the money was allocated.
    decided: Vec<(String, String)>,
    /// When the accountable body agreed to these, where it is not told elsewhere.
    agreed: Option<(Date, String)>,
    /// When it was allocated.
    allocated: Date,
    stream: Vec<Stream>,
    allocation: Vec<Allocation>,
    /// Assurance statements that were not satisfactory: partner and why.
    #[serde(default)]
    doubtful: Vec<(String, String)>,
    /// When another was given that was: partner, day, and what was made of it.
    #[serde(default)]
    mended: Vec<(String, Date, String)>,
    /// Returns that were sent back: partner, which month, why, whether another came.
    #[serde(default)]
    sent_back: Vec<(String, u8, String, bool)>,
    /// Returns that did not come.
    #[serde(default)]
    missing: Vec<(String, u8)>,
    /// Instalments that were posted wrong: stream, month, pence, why they were reversed.
    #[serde(default)]
    wrong: Vec<(String, u8, i64, String)>,
    closed: Option<Closed>,
    #[serde(default)]
    told: Vec<Told>,
}

/// A stream, and in which months its instalments come; none: it is aligned.
#[derive(Debug, Clone, Deserialize)]
struct Stream {
    #[serde(default)]
    months: Vec<u8>,
    pounds: u32,
    /// What else `money.open-stream` asks for.
    #[serde(flatten)]
    asked: Map<String, Value>,
}

/// An allocation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Allocation {
    stream: String,
    partner: String,
    outcomes: Vec<String>,
    pounds: u32,
    purpose: String,
    /// Which of the year's decisions made it, from 0.
    #[serde(default)]
    decision: usize,
    /// What was done with it, in turn.
    outputs: Vec<String>,
}

/// How a year ended.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Closed {
    told: Date,
    due: Date,
    /// When partners returned what they had left, and the accountable body passed it on.
    returned: Date,
    repaid: Date,
    why: String,
}

/// An act that is told on a day.
#[derive(Debug, Clone, Deserialize)]
struct Told {
    told: Date,
    /// By whom, where not by the finance officer.
    told_by: Option<String>,
    #[serde(flatten)]
    act: Map<String, Value>,
}

/// Leaves the money with the story.
pub(super) fn tell(story: &mut Story) -> Result<(), Trouble> {
    let money: Money = toml::from_str(TEXT).map_err(|error| mistake(format!("money: {error}")))?;
    for told in &money.told {
        told.tell(story);
    }
    for text in YEARS {
        let year: Year =
            toml::from_str(text).map_err(|error| mistake(format!("money of a year: {error}")))?;
        for told in &year.told {
            told.tell(story);
        }
        year::tell(&money, &year, story);
        month::tell(&money, &year, story);
    }
    Ok(())
}

impl Told {
    fn tell(&self, story: &mut Story) {
        let told = self.clone();
        story.at(at_work(self.told, 11, 20), move |writer| {
            let by = told.told_by.as_deref().unwrap_or(FINANCE);
            writer.act_as(person(writer, by)?, Value::from(told.act))
        });
    }
}

impl Year {
    /// The month of that number.
    fn month(&self, nth: u8) -> Result<Period, Trouble> {
        let months = format!("{}-m{nth}", self.year);
        months.parse().map_err(|_| mistake(months))
    }
}

impl Money {
    fn partner(&self, id: &str) -> Result<&Partner, Trouble> {
        let found = self.partner.iter().find(|one| one.id == id);
        found.ok_or_else(|| mistake(format!("nothing is said of the money of {id}")))
    }
}

impl Partner {
    /// Who hands its returns in: the holder of its seat, or the officer of the secretariat.
    fn hands_in(&self, writer: &Writer, record: &Record, today: Date) -> Result<PersonId, Trouble> {
        let seat = self.seat.as_deref();
        match seat.map(|seat| holder(record, seat, today)).transpose()? {
            Some(Some(person)) => Ok(person),
            _ => parsed(&writer.officer()?),
        }
    }

    fn signs(&self) -> Value {
        let (name, office) = &self.officer;
        json!({ "name": name, "office": office })
    }
}

/// Who holds a seat on a day.
fn holder(record: &Record, seat: &str, today: Date) -> Result<Option<PersonId>, Trouble> {
    let seat: SeatId = seat.parse().map_err(|_| mistake(seat))?;
    let held = record.structure.holder(&seat, today);
    Ok(held.map(|held| held.person))
}

/// The number of an invented person.
fn person(writer: &Writer, name: &str) -> Result<PersonId, Trouble> {
    parsed(&writer.person(name)?)
}

fn parsed(number: &str) -> Result<PersonId, Trouble> {
    number.parse().map_err(|_| mistake(number))
}

/// Has acts recorded by the finance officer.
fn by_finance(writer: &Writer, acts: Vec<Value>) -> Result<(), Trouble> {
    writer.act_as(person(writer, FINANCE)?, Value::from(acts))
}

/// A moment of a working day.
fn at_work(day: Date, hour: i8, minute: i8) -> DateTime {
    super::plan::at_work(day, hour, minute)
}
