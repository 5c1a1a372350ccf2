//! Releases, and the gate before each: what is in hand, what is missing, and which clause asks for it.

use jiff::civil::Date;
use record::{
    LineNo,
    id::{AllocationId, ReleaseId},
    money::{Allocation, Condition, Gate, Pence, Release, ReleaseState, gate},
    plan::Period,
};
use serde::Serialize;

use super::{AllocationLine, Eyes, YearsView};
use crate::{
    Reading,
    views::{PartnerRef, PersonRef},
};

/// A condition of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConditionView {
    /// Its short name.
    pub id: &'static str,
    /// What the book says of it.
    pub facts: String,
    /// Whether it is met.
    pub met: bool,
    /// The clause that asks for it.
    pub clause: Option<String>,
}

impl From<&Condition> for ConditionView {
    fn from(condition: &Condition) -> Self {
        Self {
            id: condition.id,
            facts: condition.facts.clone(),
            met: condition.met(),
            clause: condition.clause.clone(),
        }
    }
}

/// The gate before a release.
#[derive(Debug, Clone, Serialize)]
pub struct GateView {
    /// The allocation.
    pub allocation: AllocationLine,
    /// The month.
    pub month: Period,
    /// As it is said.
    pub said: String,
    /// How much is asked about.
    pub pence: Pence,
    /// Whether all that is asked for is in hand.
    pub open: bool,
    /// Each condition.
    pub conditions: Vec<ConditionView>,
}

impl GateView {
    /// What is missing.
    pub fn missing(&self) -> Vec<&ConditionView> {
        self.conditions.iter().filter(|it| !it.met).collect()
    }

    fn of(eyes: &Eyes<'_>, allocation: &Allocation, month: Period, pence: Pence) -> Option<Self> {
        let Gate { open, conditions } = gate(
            &eyes.reading.record,
            &allocation.id,
            month,
            pence,
            eyes.today,
        )?;
        Some(Self {
            allocation: AllocationLine::of(eyes, allocation),
            month,
            said: eyes.said(month),
            pence,
            open,
            conditions: conditions.iter().map(ConditionView::from).collect(),
        })
    }
}

/// The gate before a release of an allocation for a month: of this month, and of what is due by now, when
/// neither is asked for.
pub fn gate_of(
    reading: &Reading,
    allocation: &AllocationId,
    month: Option<Period>,
    pence: Option<Pence>,
) -> Option<GateView> {
    let eyes = Eyes::of(reading);
    let allocation = eyes.money.allocation(allocation)?;
    let month = month.or_else(|| this_month(&eyes, allocation))?;
    let pence = pence.unwrap_or_else(|| due_by(&eyes, allocation, month));
    GateView::of(&eyes, allocation, month, pence)
}

/// The month of today, or the last of the allocation's year once that is over.
fn this_month(eyes: &Eyes<'_>, allocation: &Allocation) -> Option<Period> {
    let year = eyes.money.year_of(allocation)?;
    let month = eyes.month_of(eyes.today);
    let mut months = year.parts(record::plan::Every::Month);
    if year.holds(month) {
        Some(month)
    } else if month < year {
        months.next()
    } else {
        months.last()
    }
}

/// What was meant to be spent by the end of a month and is not released yet, as far as it is allocated.
fn due_by(eyes: &Eyes<'_>, allocation: &Allocation, month: Period) -> Pence {
    let sums = eyes.money.sums_of_allocation(&allocation.id);
    let months = eyes.money.months_of(allocation).into_iter();
    let planned: Pence = months
        .filter(|it| it.month <= month)
        .map(|it| it.planned)
        .sum();
    (planned - sums.passed_on())
        .or_nothing()
        .min(sums.to_release())
}

/// What is blocked of a year, and what only waits for somebody.
#[derive(Debug, Clone, Serialize)]
pub struct Blocked {
    /// The month that is judged; none: the year is not this one.
    pub month: Option<String>,
    /// Money that is due to a partner and cannot be released, with what is missing.
    pub shut: Vec<GateView>,
    /// What all of it comes to.
    pub pence: Pence,
    /// Money that is due and could be released.
    pub open: Vec<GateView>,
    /// Releases that wait for their second person.
    pub proposed: Vec<ReleaseLine>,
}

/// What is blocked of a year today.
pub fn blocked(reading: &Reading, year: Period) -> Blocked {
    let eyes = Eyes::of(reading);
    let month = eyes.month_of(eyes.today);
    let now = year.holds(month) && eyes.money.closing(year).is_none();
    let allocations = eyes.money.allocations_in(year).filter(|_| now);
    let proposed = eyes.money.releases().filter(|it| it.is_proposed());
    let waits = |allocation: &Allocation| {
        let mut all = eyes.money.releases();
        all.any(|it| it.is_proposed() && it.allocation == allocation.id)
    };
    let gates = allocations
        .filter(|it| !waits(it))
        .filter_map(|allocation| {
            let due = due_by(&eyes, allocation, month);
            (!due.is_zero()).then(|| GateView::of(&eyes, allocation, month, due))?
        });
    let (open, shut): (Vec<_>, Vec<_>) = gates.partition(|gate| gate.open);
    Blocked {
        month: now.then(|| eyes.said(month)),
        pence: shut.iter().map(|gate| gate.pence).sum(),
        shut,
        open,
        proposed: proposed
            .filter(|it| {
                eyes.money
                    .allocation(&it.allocation)
                    .and_then(|of| eyes.money.year_of(of))
                    == Some(year)
            })
            .map(|it| ReleaseLine::of(&eyes, it))
            .collect(),
    }
}

/// A release in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ReleaseLine {
    /// Its name.
    pub id: ReleaseId,
    /// The allocation.
    pub allocation: Option<AllocationLine>,
    /// The month that it is for.
    pub month: Period,
    /// As it is said.
    pub said: String,
    /// How much.
    pub pence: Pence,
    /// How far it has come: "Proposed", "Released", "Declined", "Reversed".
    pub state: &'static str,
    /// On which day it was proposed.
    pub on: Date,
    /// On which day it came to an end.
    pub ended: Option<Date>,
}

impl ReleaseLine {
    pub(super) fn of(eyes: &Eyes<'_>, release: &Release) -> Self {
        let allocation = eyes.money.allocation(&release.allocation);
        let (state, ended) = match &release.state {
            ReleaseState::Proposed => ("Proposed", None),
            ReleaseState::Approved { on, .. } => ("Released", Some(*on)),
            ReleaseState::Declined { on, .. } => ("Declined", Some(*on)),
            ReleaseState::Reversed { .. } => ("Reversed", None),
        };
        Self {
            id: release.id.clone(),
            allocation: allocation.map(|it| AllocationLine::of(eyes, it)),
            month: release.month,
            said: eyes.said(release.month),
            pence: release.pence,
            state,
            on: release.on,
            ended,
        }
    }
}

/// A release with both of its people, and its gate while it waits.
#[derive(Debug, Clone, Serialize)]
pub struct ReleaseView {
    /// What a list shows of it.
    #[serde(flatten)]
    pub line: ReleaseLine,
    /// Who proposed it, and for which organisation.
    pub proposed_by: (PersonRef, PartnerRef),
    /// Who approved it, for which organisation, and the line.
    pub approved_by: Option<(PersonRef, PartnerRef, LineNo)>,
    /// Why it was declined or taken back, and the line.
    pub declined: Option<(String, LineNo)>,
    /// The line that reversed it.
    pub reversed: Option<LineNo>,
    /// The gate as it stands today, while it waits.
    pub gate: Option<GateView>,
    /// The line that proposed it.
    pub proposed_at: LineNo,
}

/// A release.
pub fn release(reading: &Reading, id: &ReleaseId) -> Option<ReleaseView> {
    let eyes = Eyes::of(reading);
    let release = eyes.money.release(id)?;
    let waiting = eyes
        .money
        .allocation(&release.allocation)
        .filter(|_| release.is_proposed());
    let person = |id| PersonRef::of(reading, id);
    Some(ReleaseView {
        line: ReleaseLine::of(&eyes, release),
        proposed_by: (person(release.person), eyes.partner(&release.organisation)),
        approved_by: match &release.state {
            ReleaseState::Approved {
                person: by,
                organisation,
                line,
                ..
            } => Some((person(*by), eyes.partner(organisation), *line)),
            _ => None,
        },
        declined: match &release.state {
            ReleaseState::Declined { why, line, .. } => Some((why.shown().to_owned(), *line)),
            _ => None,
        },
        reversed: match &release.state {
            ReleaseState::Reversed { line } => Some(*line),
            _ => None,
        },
        gate: waiting.and_then(|it| GateView::of(&eyes, it, release.month, release.pence)),
        proposed_at: release.line,
    })
}

/// The releases of a year.
#[derive(Debug, Clone, Serialize)]
pub struct ReleasesView {
    /// The year.
    pub years: YearsView,
    /// All of them, the latest first.
    pub releases: Vec<ReleaseLine>,
    /// What was released and stands.
    pub released: Pence,
    /// What has to be in hand before a release, by the arrangements, each with its clause.
    pub conditions: Vec<(String, Option<String>)>,
}

/// The releases of a year.
pub fn releases(reading: &Reading, asked: Option<Period>) -> ReleasesView {
    let eyes = Eyes::of(reading);
    let years = eyes.years(asked);
    let of_year = eyes.money.releases().rev().filter(|it| {
        let allocation = eyes.money.allocation(&it.allocation);
        allocation.and_then(|it| eyes.money.year_of(it)) == Some(years.shown)
    });
    let rules = eyes.arrangements.and_then(|it| it.money.as_ref());
    let conditions = rules.map_or(&[][..], |rules| &rules.release).iter();
    ReleasesView {
        releases: of_year.map(|it| ReleaseLine::of(&eyes, it)).collect(),
        released: eyes.money.sums_of_year(years.shown).released,
        conditions: conditions
            .map(|it| (it.what.clone(), it.clause.clone()))
            .collect(),
        years,
    }
}
