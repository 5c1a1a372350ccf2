//! What waits for the finance officer of the accountable body, the most urgent first.

use record::{
    money::{Allocation, Pence, Stream, decisions_to_agree},
    plan::{Every, Period},
};
use serde::Serialize;

use super::{ConditionView, Eyes, GateView, blocked, clawback};
use crate::{Reading, views::words};

/// How urgent something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FinanceUrgency {
    /// Its day has passed.
    Overdue,
    /// The finance officer can do it now.
    Now,
    /// Somebody else has to do something first.
    Others,
    /// It can be done once the rest is.
    Closing,
}

impl FinanceUrgency {
    /// The heading over what is as urgent.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Overdue => "Overdue",
            Self::Now => "Waits for you",
            Self::Others => "Waits for others",
            Self::Closing => "Year end",
        }
    }
}

/// Something that waits.
#[derive(Debug, Clone, Serialize)]
pub struct FinanceLine {
    /// What it is: `clawback`, `instalment`, `release`, `return`, `assurance`, `decision`, `year`.
    pub kind: &'static str,
    /// How urgent it is.
    pub urgency: FinanceUrgency,
    /// What there is to do, or what it is about.
    pub what: String,
    /// More about it.
    pub note: String,
    /// Where it is done, below the partnership.
    pub path: String,
    /// What is done there.
    pub verb: &'static str,
    /// What is missing, for a release that is blocked.
    pub missing: Vec<ConditionView>,
}

/// The finance officer’s desk.
#[derive(Debug, Clone, Serialize)]
pub struct FinanceDesk {
    /// What waits, the most urgent first.
    pub lines: Vec<FinanceLine>,
    /// What the accountable body holds of years that are open.
    pub held: Pence,
    /// What could be released now.
    pub ready: Pence,
    /// What is due to partners and cannot be released.
    pub blocked: Pence,
}

fn line(
    kind: &'static str,
    urgency: FinanceUrgency,
    (what, note): (String, String),
    path: String,
    verb: &'static str,
) -> FinanceLine {
    FinanceLine {
        kind,
        urgency,
        what,
        note,
        path,
        verb,
        missing: Vec::new(),
    }
}

/// What waits for the finance officer today.
pub fn finance_desk(reading: &Reading) -> FinanceDesk {
    let eyes = Eyes::of(reading);
    let years = eyes.money.years().into_iter();
    let open: Vec<Period> = years
        .filter(|year| eyes.money.closing(*year).is_none())
        .collect();
    let mut lines = overdue(reading);
    let (mut ready, mut shut) = (Pence::ZERO, Pence::ZERO);
    for year in &open {
        lines.extend(not_come(&eyes, *year));
        let blocked = blocked(reading, *year);
        shut += blocked.pence;
        ready += blocked.open.iter().map(|gate| gate.pence).sum();
        lines.extend(blocked.open.iter().map(may_go));
        lines.extend(blocked.shut.iter().map(may_not_go));
        lines.extend(second_person(&eyes, *year));
        lines.extend(to_judge(&eyes, *year));
        lines.extend(to_close(&eyes, *year));
    }
    lines.extend(to_agree(&eyes));
    lines.sort_by_key(|line| line.urgency);
    let sums = open.iter().map(|year| eyes.money.sums_of_year(*year).held);
    FinanceDesk {
        lines,
        held: sums.sum(),
        ready,
        blocked: shut,
    }
}

/// Money that should have come back.
fn overdue(reading: &Reading) -> Vec<FinanceLine> {
    let late = clawback(reading).outstanding.into_iter();
    let late = late.filter(|it| it.overdue);
    late.map(|it| {
        let from = it
            .allocation
            .map_or_else(String::new, |of| format!(" from {}", of.partner.name));
        line(
            "clawback",
            FinanceUrgency::Overdue,
            (
                format!("{} to come back{from}", it.outstanding),
                format!("{}. It was due on {}.", it.kind, words::short_day(it.due)),
            ),
            "/money/clawback".to_owned(),
            "Look at the clawback",
        )
    })
    .collect()
}

/// Streams of which a month’s instalment did not come in.
fn not_come(eyes: &Eyes<'_>, year: Period) -> Vec<FinanceLine> {
    let missing = |stream: &Stream| {
        let sums = eyes.money.sums_of_stream(&stream.id);
        if stream.is_aligned() || sums.kept() >= sums.award {
            return None;
        }
        let months = year.parts(Every::Month);
        let begun = months.filter(|month| month.first_day(eyes.starts) <= eyes.today);
        let none = begun.filter(|month| eyes.money.received_for(&stream.id, *month).is_zero());
        let none: Vec<Period> = none.collect();
        let first = none.first()?;
        let late = first.ended(eyes.today, eyes.starts);
        let urgency = match late {
            true => FinanceUrgency::Overdue,
            false => FinanceUrgency::Others,
        };
        let more = match none.len() {
            1 => String::new(),
            more => format!(" and {} more", more - 1),
        };
        Some(line(
            "instalment",
            urgency,
            (
                format!(
                    "No instalment of {} for {}{more}",
                    stream.says.title,
                    eyes.said(*first)
                ),
                format!("{} of {} came in so far.", sums.kept(), sums.award),
            ),
            format!("/money/streams/{}/instalment?month={first}", stream.id),
            "Record it",
        ))
    };
    eyes.money.streams_in(year).filter_map(missing).collect()
}

fn may_go(gate: &GateView) -> FinanceLine {
    let of = &gate.allocation;
    line(
        "release",
        FinanceUrgency::Now,
        (
            format!("{} can be released to {}", gate.pence, of.partner.name),
            format!("{}: all that is asked for is in hand.", gate.said),
        ),
        format!("/money/allocations/{}/release", of.allocation.id),
        "Propose the release",
    )
}

fn may_not_go(gate: &GateView) -> FinanceLine {
    let of = &gate.allocation;
    FinanceLine {
        missing: gate.missing().into_iter().cloned().collect(),
        ..line(
            "release",
            FinanceUrgency::Others,
            (
                format!("{} for {} is blocked", gate.pence, of.partner.name),
                of.allocation.purpose.clone(),
            ),
            format!("/money/allocations/{}/gate", of.allocation.id),
            "See what is missing",
        )
    }
}

fn second_person(eyes: &Eyes<'_>, year: Period) -> Vec<FinanceLine> {
    let waiting = eyes.money.releases_waiting(year).into_iter();
    let name = |allocation: Option<&Allocation>| {
        allocation.map_or_else(String::new, |it| eyes.partner(&it.says.partner).name)
    };
    waiting
        .map(|it| {
            let to = name(eyes.money.allocation(&it.allocation));
            line(
                "release",
                FinanceUrgency::Others,
                (
                    format!("{} to {to} waits for a second person", it.pence),
                    format!("Proposed on {}.", words::short_day(it.on)),
                ),
                format!("/money/releases/{}", it.id),
                "Look at the release",
            )
        })
        .collect()
}

/// Returns and assurance statements that wait to be judged.
fn to_judge(eyes: &Eyes<'_>, year: Period) -> Vec<FinanceLine> {
    let returns = eyes.money.returns_waiting(year).into_iter();
    let returns = returns.map(|it| {
        let (partner, month) = (&it.says.partner, it.says.month);
        line(
            "return",
            FinanceUrgency::Now,
            (
                format!(
                    "The return of {} for {}",
                    eyes.partner(partner).name,
                    eyes.said(month)
                ),
                "It was handed in and waits to be judged.".to_owned(),
            ),
            format!("/money/returns/{partner}/{month}"),
            "Judge it",
        )
    });
    let given = eyes.money.partners().filter_map(|partner| {
        let given = eyes.money.assurance(partner, year)?;
        given.judged.is_none().then_some(given)
    });
    let given = given.map(|it| {
        line(
            "assurance",
            FinanceUrgency::Now,
            (
                format!(
                    "The assurance statement of {} for {year}",
                    eyes.partner(&it.partner).name
                ),
                format!(
                    "It was given on {} and waits to be judged.",
                    words::short_day(it.on)
                ),
            ),
            format!("/money/partners/{}?period={year}#signed", it.partner),
            "Read it",
        )
    });
    returns.chain(given).collect()
}

/// Decisions to allocate money to which the accountable body has not answered.
fn to_agree(eyes: &Eyes<'_>) -> Vec<FinanceLine> {
    let waiting = decisions_to_agree(&eyes.reading.record, eyes.today).into_iter();
    waiting
        .map(|it| {
            line(
                "decision",
                FinanceUrgency::Now,
                (
                    format!("Whether the accountable body agrees to {}", it.id),
                    it.text.shown().to_owned(),
                ),
                format!("/decisions/{}/agreement", it.id),
                "Record its answer",
            )
        })
        .collect()
}

/// A year that is over.
fn to_close(eyes: &Eyes<'_>, year: Period) -> Option<FinanceLine> {
    year.ended(eyes.today, eyes.starts).then(|| {
        let unspent: Pence = eyes.money.unspent(year).iter().map(|it| it.pence).sum();
        line(
            "year",
            FinanceUrgency::Closing,
            (
                format!("{year} is over and not closed"),
                format!("{unspent} that partners have and did not spend would be demanded back."),
            ),
            format!("/money/accounts/{year}/close"),
            "Close it",
        )
    })
}
