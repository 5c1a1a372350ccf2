//! Setting a light otherwise than it comes out, where the arrangements let someone: always with the
//! reason, which is shown beside the light and the one that comes out.
//!
//! There is no light without data: where there is no figure, nothing can be set.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry, Light, Period,
    known::{Looking, Unplanned, measured_every},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    arrangements::OverrideBy,
    exceptions,
    id::{AreaId, IndicatorId, PersonId},
    prose::{Prose, Words},
};

/// Sets a light otherwise than it comes out.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OverrideLight {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The period.
    pub period: Period,
    /// The area; left out for the whole partnership.
    pub area: Option<AreaId>,
    /// The light that shows instead.
    pub light: Light,
    /// Why.
    pub why: Words,
    /// Whose judgement it is, where it is a person's.
    pub person: Option<PersonId>,
}

/// Why a light is not set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OverrideLightRefused {
    /// Something that it names is not there.
    #[error(transparent)]
    Unplanned(#[from] Unplanned),
    /// The arrangements let nobody.
    #[error("the arrangements let nobody set a light otherwise than it comes out")]
    NotAllowed(Option<String>),
    /// There is nothing to judge.
    #[error("there is no figure for {}, and no light without one", .0.said())]
    NoFigure(Period),
    /// It comes out so.
    #[error("the light is {} already", .0.word())]
    AsItIs(Light),
    /// That is said by leaving the figure out.
    #[error("a figure that was handed in cannot be set to not reported")]
    Reported,
}

use OverrideLightRefused::*;

impl Act for OverrideLight {
    const NAME: &'static str = "plan.override-light";
    const SUMMARY: &'static str = "Set a light otherwise than it comes out, with the reason.";
    const AUTHORITY: Authority = Authority::LeadWhereAllowedOrSecretariat;
    type Refused = OverrideLightRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let (indicator, says) = looking.indicator(&self.indicator)?;
        measured_every(indicator, says, self.period)?;
        looking.area(&self.area)?;
        let judge = looking.judge();
        let rule = &judge.performance.overrides;
        if rule.by == OverrideBy::Nobody {
            return Err(NotAllowed(rule.clause.clone()));
        }
        let judged = judge.at(indicator, &self.area, self.period);
        let judged = judged.filter(|judged| judged.figure.is_some());
        let judged = judged.ok_or(NoFigure(self.period))?;
        if self.light == Light::NotReported {
            return Err(Reported);
        }
        if judged.light == Some(self.light) {
            return Err(AsItIs(self.light));
        }
        let mut entries = vec![crate::Entry::Plan(Entry::LightOverridden {
            indicator: self.indicator.clone(),
            period: self.period,
            area: self.area.clone(),
            light: self.light,
            why: Prose::from(&self.why),
            person: self.person,
            on: looking.today,
        })];
        entries.extend(exceptions::raised_by(record, minute, &entries));
        Ok(entries)
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Indicator(&self.indicator))
    }

    fn indicators(&self) -> Vec<&IndicatorId> {
        vec![&self.indicator]
    }

    fn people(&self) -> Vec<PersonId> {
        self.person.into_iter().collect()
    }
}

impl Refusal for OverrideLightRefused {
    fn advice(&self) -> Advice {
        match self {
            Unplanned(unplanned) => unplanned.advice(),
            NotAllowed(clause) => Advice::new(
                "plan/override-not-allowed",
                "light",
                "Write what you think beside the figure instead.",
            )
            .by(clause.as_deref()),
            NoFigure(_) => Advice::new(
                "plan/nothing-to-judge",
                "period",
                "Hand in the figure first.",
            ),
            AsItIs(_) => Advice::new("plan/as-it-is", "light", "There is nothing to do."),
            Reported => Advice::new(
                "plan/is-reported",
                "light",
                "Choose on track, at risk or off track.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    // Requirement: PL4 at /{partnership}/indicators/{indicator}
    #[test]
    fn the_book_so_far_and_the_ruling() {
        let set = |period: &str, light| OverrideLight {
            indicator: id("flooded-homes"),
            period: period.parse().unwrap(),
            area: None,
            light,
            why: Words::new("It is the wall, not the rain.").unwrap(),
            person: None,
        };
        let strict = || {
            let text = PLAN.replace("by = \"lead\"", "by = \"nobody\"");
            measured_by(&text)
        };
        rules([
            (measured(), set("2007-08-q3", Light::AtRisk), Ok(())),
            (
                strict(),
                set("2007-08-q3", Light::AtRisk),
                Err(NotAllowed(Some("43".to_owned()))),
            ),
            (
                measured(),
                set("2007-08-q3", Light::OffTrack),
                Err(AsItIs(Light::OffTrack)),
            ),
            (
                measured(),
                set("2007-08-q3", Light::NotReported),
                Err(Reported),
            ),
            (
                measured(),
                set("2007-08-q4", Light::OnTrack),
                Err(NoFigure("2007-08-q4".parse().unwrap())),
            ),
            (
                measured(),
                OverrideLight {
                    area: Some(id("mars")),
                    ..set("2007-08-q3", Light::OnTrack)
                },
                Err(Unplanned(super::super::Unplanned::NoSuchArea(id("mars")))),
            ),
        ]);
    }
}
