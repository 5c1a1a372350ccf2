//! Setting targets of an indicator: for periods of the agreement, for the whole and for its areas.
//!
//! Whether the districts' make the county's is not a condition: it is worked out and shown beside them
//! (R10, para 6: local targets derive from countywide ones).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Decimal, Entry, Good, Indicator, IndicatorSays, Period, Target,
    known::{Looking, Unplanned, not_too_fine, twice},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::IndicatorId,
    prose::{Prose, Words},
    say_day,
};

/// The most targets in one act.
const MOST: usize = 500;

/// Sets targets of an indicator, or sets them anew.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetTargets {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Why they are what they are. Needed where one is changed.
    pub why: Option<Words>,
    /// The targets.
    pub targets: Vec<Target>,
}

/// Why targets are not set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetTargetsRefused {
    /// Something that it names is not there.
    #[error(transparent)]
    Unplanned(#[from] Unplanned),
    /// None, or too many.
    #[error("there have to be 1 to {MOST} targets, not {0}")]
    HowMany(usize),
    /// A number without a unit means nothing.
    #[error("the indicator {0} has no unit, so a number says nothing")]
    NoUnit(IndicatorId),
    /// Outside the agreement.
    #[error("{} is outside the agreement, which runs from {} to {}", .0.said(), say_day(*.1), say_day(*.2))]
    OutsideAgreement(Period, Date, Date),
    /// A shorter period than it is measured in.
    #[error("{} is shorter than a {}, and the indicator is not measured in it", .0.said(), .1.word())]
    TooShort(Period, super::Every),
    /// A range where good is not within one.
    #[error("a target up to {0} is a range, and good is not within a range here")]
    NoRange(Decimal),
    /// A range that ends before it begins.
    #[error("the range ends at {0}, before it begins at {1}")]
    EmptyRange(Decimal, Decimal),
    /// Out of nothing.
    #[error("a target is out of more than nothing, not out of {0}")]
    NoWeight(Decimal),
    /// Two for one.
    #[error("two targets are for {}{}", .0.said(), in_area(.1.as_ref()))]
    Twice(Period, Option<crate::id::AreaId>),
    /// One is changed, and nobody says why.
    #[error("the target for {}{} would change", .0.said(), in_area(.1.as_ref()))]
    NoReason(Period, Option<crate::id::AreaId>),
}

use SetTargetsRefused::*;

fn in_area(area: Option<&crate::id::AreaId>) -> String {
    area.map(|area| format!(" in {area}")).unwrap_or_default()
}

/// Whether a target can be set, whatever others there are.
fn sound(
    looking: &Looking<'_>,
    (indicator, says): (&Indicator, &IndicatorSays),
    target: &Target,
) -> Result<(), SetTargetsRefused> {
    looking.area(&target.area)?;
    for number in [Some(target.value), target.upper].into_iter().flatten() {
        not_too_fine(&indicator.id, says, number)?;
    }
    if target.period.every() < says.every {
        return Err(TooShort(target.period, says.every));
    }
    let plan = &looking.record.plan;
    let outcome = plan.outcome(&says.outcome).and_then(|it| it.now());
    let agreement = outcome.and_then(|it| plan.agreement(&it.agreement));
    if let Some(agreement) = agreement {
        let (from, until) = (agreement.from, agreement.until());
        let last = target.period.last_day(looking.starts);
        if last < from || last > until {
            return Err(OutsideAgreement(target.period, from, until));
        }
    }
    if let Some(upper) = target.upper {
        if says.good != Good::Within {
            return Err(NoRange(upper));
        }
        if upper < target.value {
            return Err(EmptyRange(upper, target.value));
        }
    }
    match target.weight.filter(|weight| *weight <= Decimal::ZERO) {
        Some(weight) => Err(NoWeight(weight)),
        None => Ok(()),
    }
}

impl Act for SetTargets {
    const NAME: &'static str = "plan.set-targets";
    const SUMMARY: &'static str = "Set targets of an indicator, for periods and areas.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = SetTargetsRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let (indicator, says) = looking.indicator(&self.indicator)?;
        if self.targets.is_empty() || self.targets.len() > MOST {
            return Err(HowMany(self.targets.len()));
        }
        if says.unit.is_none() {
            return Err(NoUnit(self.indicator.clone()));
        }
        let mut targets = self.targets.iter();
        targets.try_for_each(|target| sound(&looking, (indicator, says), target))?;
        let places: Vec<_> = self
            .targets
            .iter()
            .map(|it| (it.period, &it.area))
            .collect();
        if let Some((period, area)) = twice(&places) {
            return Err(Twice(*period, (*area).clone()));
        }
        let now = |target: &Target| {
            let of_area = indicator.targets.get(&target.area)?;
            of_area.get(&target.period)?.last().map(|said| &said.what)
        };
        let same = |target: &Target| {
            now(target).is_some_and(|it| {
                (it.value, it.upper, it.weight) == (target.value, target.upper, target.weight)
            })
        };
        let fresh: Vec<Target> = self
            .targets
            .iter()
            .filter(|target| !same(target))
            .cloned()
            .collect();
        let changed = fresh.iter().find(|target| now(target).is_some());
        if let Some(target) = changed.filter(|_| self.why.is_none()) {
            return Err(NoReason(target.period, target.area.clone()));
        }
        if fresh.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![crate::Entry::Plan(Entry::TargetsSet {
            indicator: self.indicator.clone(),
            why: self.why.as_ref().map(Prose::from),
            targets: fresh,
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Indicator(&self.indicator))
    }
}

impl Refusal for SetTargetsRefused {
    fn advice(&self) -> Advice {
        match self {
            Unplanned(
                unplanned @ (super::Unplanned::NoSuchIndicator(_) | super::Unplanned::Retired(..)),
            ) => unplanned.advice(),
            Unplanned(unplanned) => unplanned.advice().about("targets"),
            HowMany(_) => Advice::new(
                "plan/how-many-targets",
                "targets",
                "Write at least one; send more than that in several steps.",
            ),
            NoUnit(_) => Advice::new(
                "plan/no-unit",
                "indicator",
                "Set the indicator with its unit first, such as % or days.",
            ),
            OutsideAgreement(..) => Advice::new(
                "plan/outside-agreement",
                "targets",
                "Choose a period of the agreement, or refresh the agreement with a later last day.",
            ),
            TooShort(..) => Advice::new(
                "plan/target-too-short",
                "targets",
                "Choose a period in which it is measured, or a longer one.",
            ),
            NoRange(_) => Advice::new("plan/no-range", "targets", "Leave the upper end out."),
            EmptyRange(..) => Advice::new(
                "plan/empty-range",
                "targets",
                "Exchange or correct the two numbers.",
            ),
            NoWeight(_) => Advice::new(
                "plan/no-weight",
                "targets",
                "Write what it will be out of, or leave it out.",
            ),
            Twice(..) => Advice::new("plan/target-twice", "targets", "Leave one of the two out."),
            NoReason(..) => Advice::new(
                "plan/no-reason",
                "why",
                "Say why it changes; the target before is kept.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{plan::SetIndicator, testkit::*};

    fn set(targets: &[(&str, &str, &str)]) -> SetTargets {
        SetTargets {
            indicator: id("flooded-homes"),
            why: None,
            targets: targets.iter().map(|it| target(it.0, it.1, it.2)).collect(),
        }
    }

    // Requirement: PL3 at /{partnership}/indicators/{indicator}
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let period = |text: &str| text.parse::<Period>().unwrap();
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        let one = |change: fn(&mut Target)| {
            let mut asked = set(&[("2007-08", "", "40")]);
            change(&mut asked.targets[0]);
            asked
        };
        let no_unit = agreed_plan().after(SetIndicator {
            unit: None,
            ..set_indicator()
        });
        let within = || {
            agreed_plan().after(SetIndicator {
                good: Good::Within,
                ..set_indicator()
            })
        };
        let why = SetTargets {
            why: Some(Words::new("It rained.").unwrap()),
            ..set(&[("2007-08", "", "41")])
        };
        let gone = |it| Err(Unplanned(it));
        rules([
            (
                agreed_plan(),
                set(&[("2007-08", "", "40"), ("2007-08-q1", "upper", "5")]),
                Ok(()),
            ),
            (
                planned(),
                set(&[("2007-08", "", "40")]),
                gone(super::super::Unplanned::NoSuchIndicator(id(
                    "flooded-homes",
                ))),
            ),
            (agreed_plan(), set(&[]), Err(HowMany(0))),
            (
                no_unit,
                set(&[("2007-08", "", "40")]),
                Err(NoUnit(id("flooded-homes"))),
            ),
            (
                agreed_plan(),
                set(&[("2010-11", "", "40")]),
                Err(OutsideAgreement(
                    period("2010-11"),
                    date("2007-04-01"),
                    date("2010-03-31"),
                )),
            ),
            (
                agreed_plan(),
                set(&[("2007-08-m1", "", "40")]),
                Err(TooShort(period("2007-08-m1"), super::super::Every::Quarter)),
            ),
            (
                agreed_plan(),
                set(&[("2007-08", "mars", "40")]),
                gone(super::super::Unplanned::NoSuchArea(id("mars"))),
            ),
            (
                agreed_plan(),
                set(&[("2007-08", "", "40.5")]),
                gone(super::super::Unplanned::TooFine(
                    id("flooded-homes"),
                    0,
                    number("40.5"),
                )),
            ),
            (
                agreed_plan(),
                one(|it| it.upper = Some(Decimal::whole(50))),
                Err(NoRange(number("50"))),
            ),
            (
                within(),
                one(|it| it.upper = Some(Decimal::whole(50))),
                Ok(()),
            ),
            (
                within(),
                one(|it| it.upper = Some(Decimal::whole(30))),
                Err(EmptyRange(number("30"), number("40"))),
            ),
            (
                agreed_plan(),
                one(|it| it.weight = Some(Decimal::ZERO)),
                Err(NoWeight(number("0"))),
            ),
            (
                agreed_plan(),
                set(&[("2007-08", "", "40"), ("2007-08", "", "41")]),
                Err(Twice(period("2007-08"), None)),
            ),
            (
                targeted(),
                set(&[("2007-08", "", "41")]),
                Err(NoReason(period("2007-08"), None)),
            ),
            (targeted(), why, Ok(())),
        ]);
    }

    #[test]
    fn a_target_that_is_there_already_is_not_written_again() {
        let mut book = targeted();
        let written = book.act(set(&[("2007-08", "", "40")])).unwrap();
        assert!(written.is_empty());
    }
}
