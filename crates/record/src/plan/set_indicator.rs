//! Setting an indicator of an outcome: what is measured, in which unit, which way is good, how often,
//! and how districts and periods make the whole.
//!
//! A proxy stands for a headline that comes too seldom; a feeder leads towards one (G07, theme groups).
//! Set anew under its name it may change, but for how often it is measured once there are figures.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Baseline, Districts, Entry, Every, Good, InYear, IndicatorSays, MOST_PLACES, Standing,
    known::{Looking, Unplanned},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{IndicatorId, OutcomeId, RuleId},
    prose::{Prose, Title, Words},
};

/// Sets an indicator, or sets it anew.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetIndicator {
    /// Its name, such as `ni-15`.
    pub indicator: IndicatorId,
    /// The outcome that it measures.
    pub outcome: OutcomeId,
    /// What it is called.
    pub title: Title,
    /// How it is measured.
    pub definition: Option<Words>,
    /// Its number in a list of others, such as "NI 15".
    pub reference: Option<Title>,
    /// Its unit: "%", "£", "days". Without one it can have no target.
    pub unit: Option<Title>,
    /// Which way is good.
    pub good: Good,
    /// With how many decimal places it is shown, at most 6.
    #[serde(default)]
    pub places: u8,
    /// Whether it stands for the outcome itself or for another indicator.
    #[serde(default = "headline")]
    pub standing: Standing,
    /// How often it is measured.
    pub every: Every,
    /// How the figures of a year make the year's.
    #[serde(default)]
    pub in_year: InYear,
    /// How the districts make the county.
    #[serde(default)]
    pub districts: Districts,
    /// A tolerance of the arrangements, where it is not the usual one.
    pub tolerance: Option<RuleId>,
    /// Where the figures come from.
    pub source: Title,
    /// Where it began.
    pub baseline: Option<Baseline>,
}

fn headline() -> Standing {
    Standing::Headline
}

/// Why an indicator is not set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetIndicatorRefused {
    /// Something that it names is not there.
    #[error(transparent)]
    Unplanned(#[from] Unplanned),
    /// No such tolerance.
    #[error("the arrangements have no tolerance {0}")]
    NoSuchTolerance(RuleId, Option<String>),
    /// What it belongs to is no headline.
    #[error("{0} is no headline indicator that it could belong to")]
    NoHeadline(IndicatorId),
    /// Others belong to it.
    #[error("the indicator {0} belongs to it as its headline")]
    IsHeadline(IndicatorId),
    /// More places than are kept.
    #[error("a number is kept with at most {MOST_PLACES} decimal places, not {0}")]
    TooManyPlaces(u8),
    /// The baseline has more places than it is shown with.
    #[error("its baseline has more than {0} decimal places")]
    BaselineTooFine(u8),
    /// There are figures of another length.
    #[error("it has figures or targets for each {} already", .0.word())]
    MeasuredOtherwise(Every),
}

use SetIndicatorRefused::*;

impl SetIndicator {
    fn belongs(&self, record: &Record) -> Result<(), SetIndicatorRefused> {
        let Some(of) = self.standing.headline() else {
            return Ok(());
        };
        let living = record.plan.indicator(of);
        let says = living
            .filter(|it| it.retired.is_none())
            .and_then(|it| it.now());
        let is_headline = says.is_some_and(|says| says.standing == Standing::Headline);
        if *of == self.indicator || !is_headline {
            return Err(NoHeadline(of.clone()));
        }
        let mut all = record.plan.indicators();
        let theirs = all.find(|it| {
            let headline = it.now().and_then(|says| says.standing.headline());
            it.retired.is_none() && headline == Some(&self.indicator)
        });
        match theirs {
            Some(other) => Err(IsHeadline(other.id.clone())),
            None => Ok(()),
        }
    }
}

impl Act for SetIndicator {
    const NAME: &'static str = "plan.set-indicator";
    const SUMMARY: &'static str = "Set an indicator of an outcome: what is measured and how.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = SetIndicatorRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        looking.outcome(&self.outcome)?;
        if self.places > MOST_PLACES {
            return Err(TooManyPlaces(self.places));
        }
        let fine = self.baseline.map(|it| it.value.needs_places());
        if fine.is_some_and(|places| places > self.places) {
            return Err(BaselineTooFine(self.places));
        }
        if let Some(tolerance) = &self.tolerance {
            let rules = looking.arrangements.performance.as_ref();
            let mut named = rules.iter().flat_map(|it| &it.tolerance);
            if !named.any(|it| it.id == *tolerance) {
                let clause = rules.and_then(|it| it.clause.clone());
                return Err(NoSuchTolerance(tolerance.clone(), clause));
            }
        }
        self.belongs(record)?;
        if let Some(there) = record.plan.indicator(&self.indicator) {
            let every = there.now().map(|says| says.every);
            let measured = !there.figures.is_empty() || !there.targets.is_empty();
            if let Some(every) = every.filter(|every| measured && *every != self.every) {
                return Err(MeasuredOtherwise(every));
            }
        }
        Ok(vec![crate::Entry::Plan(Entry::IndicatorSet {
            indicator: self.indicator.clone(),
            says: Box::new(IndicatorSays {
                outcome: self.outcome.clone(),
                title: self.title.clone(),
                definition: self.definition.as_ref().map(Prose::from),
                reference: self.reference.clone(),
                unit: self.unit.clone(),
                good: self.good,
                places: self.places,
                standing: self.standing.clone(),
                every: self.every,
                in_year: self.in_year,
                districts: self.districts,
                tolerance: self.tolerance.clone(),
                source: self.source.clone(),
                baseline: self.baseline,
            }),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Indicator(&self.indicator))
    }
}

impl Refusal for SetIndicatorRefused {
    fn advice(&self) -> Advice {
        match self {
            Unplanned(unplanned) => unplanned.advice(),
            NoSuchTolerance(_, clause) => Advice::new(
                "plan/no-such-tolerance",
                "tolerance",
                "Choose a tolerance of the arrangements, or leave it out for the usual one.",
            )
            .by(clause.as_deref()),
            NoHeadline(_) => Advice::new(
                "plan/no-headline",
                "standing",
                "Choose a headline indicator that is measured.",
            ),
            IsHeadline(_) => Advice::new(
                "plan/is-headline",
                "standing",
                "Leave it a headline, or set the others to another one first.",
            ),
            TooManyPlaces(_) => Advice::new(
                "plan/too-many-places",
                "places",
                "Choose fewer decimal places.",
            ),
            BaselineTooFine(_) => Advice::new(
                "plan/too-many-decimals",
                "baseline",
                "Round it, or show the indicator with more decimal places.",
            ),
            MeasuredOtherwise(_) => Advice::new(
                "plan/measured-otherwise",
                "every",
                "Leave it as often as it is, or retire it and set another.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{plan::RetireIndicator, testkit::*};

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let with = |change: fn(&mut SetIndicator)| {
            let mut asked = set_indicator();
            change(&mut asked);
            asked
        };
        let retired = || {
            agreed_plan().after(RetireIndicator {
                indicator: id("flooded-homes"),
                why: Words::new("Enough.").unwrap(),
            })
        };
        let feeder = |of: &str| SetIndicator {
            indicator: id("gauges"),
            standing: Standing::Feeder(id(of)),
            ..set_indicator()
        };
        rules([
            (agreed_plan(), set_indicator(), Ok(())),
            (retired(), set_indicator(), Ok(())),
            (
                planned(),
                set_indicator(),
                Err(Unplanned(super::super::Unplanned::NoSuchOutcome(id(
                    "fewer-floods",
                )))),
            ),
            (
                agreed_plan(),
                with(|it| it.tolerance = Some(id("tight"))),
                Ok(()),
            ),
            (
                agreed_plan(),
                with(|it| it.tolerance = Some(id("mars"))),
                Err(NoSuchTolerance(id("mars"), Some("40".to_owned()))),
            ),
            (
                agreed_plan(),
                with(|it| it.places = 7),
                Err(TooManyPlaces(7)),
            ),
            (
                agreed_plan(),
                with(|it| {
                    it.baseline = Some(Baseline {
                        period: "2006-07".parse().unwrap(),
                        value: "10.5".parse().unwrap(),
                    });
                }),
                Err(BaselineTooFine(0)),
            ),
            (agreed_plan(), feeder("flooded-homes"), Ok(())),
            (agreed_plan(), feeder("mars"), Err(NoHeadline(id("mars")))),
            (
                agreed_plan(),
                feeder("gauges"),
                Err(NoHeadline(id("gauges"))),
            ),
            (
                agreed_plan().after(feeder("flooded-homes")),
                with(|it| it.standing = Standing::Proxy(id("gauges"))),
                Err(NoHeadline(id("gauges"))),
            ),
            (
                agreed_plan()
                    .after(feeder("flooded-homes"))
                    .after(SetIndicator {
                        indicator: id("other"),
                        ..set_indicator()
                    }),
                with(|it| it.standing = Standing::Proxy(id("other"))),
                Err(IsHeadline(id("gauges"))),
            ),
            (
                retired(),
                feeder("flooded-homes"),
                Err(NoHeadline(id("flooded-homes"))),
            ),
            (
                targeted(),
                with(|it| it.every = Every::Year),
                Err(MeasuredOtherwise(Every::Quarter)),
            ),
            (targeted(), set_indicator(), Ok(())),
        ]);
    }
}
