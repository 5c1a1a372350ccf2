//! Letting a light show again as it comes out.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry, Period,
    known::{Looking, Unplanned},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    exceptions,
    id::{AreaId, IndicatorId},
};

/// Lets a light show again as it comes out.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LiftOverride {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The period.
    pub period: Period,
    /// The area; left out for the whole partnership.
    pub area: Option<AreaId>,
}

/// Why it does not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LiftOverrideRefused {
    /// Something that it names is not there.
    #[error(transparent)]
    Unplanned(#[from] Unplanned),
    /// It does already.
    #[error("the light of {} shows as it comes out", .0.said())]
    NotOverridden(Period),
}

use LiftOverrideRefused::*;

impl Act for LiftOverride {
    const NAME: &'static str = "plan.lift-override";
    const SUMMARY: &'static str = "Let a light show again as it comes out.";
    const AUTHORITY: Authority = Authority::LeadWhereAllowedOrSecretariat;
    type Refused = LiftOverrideRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let (indicator, _) = looking.indicator(&self.indicator)?;
        let set = indicator.overriding(&self.area, self.period, looking.today);
        if set.is_none() {
            return Err(NotOverridden(self.period));
        }
        let mut entries = vec![crate::Entry::Plan(Entry::OverrideLifted {
            indicator: self.indicator.clone(),
            period: self.period,
            area: self.area.clone(),
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
}

impl Refusal for LiftOverrideRefused {
    fn advice(&self) -> Advice {
        match self {
            Unplanned(unplanned) => unplanned.advice(),
            NotOverridden(_) => {
                Advice::new("plan/not-overridden", "period", "There is nothing to do.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        plan::{Judge, Light, OverrideLight},
        prose::Words,
        testkit::*,
    };

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let lift = || LiftOverride {
            indicator: id("flooded-homes"),
            period: "2007-08-q3".parse().unwrap(),
            area: None,
        };
        let set = || {
            measured().after(OverrideLight {
                indicator: id("flooded-homes"),
                period: "2007-08-q3".parse().unwrap(),
                area: None,
                light: Light::AtRisk,
                why: Words::new("It is the wall.").unwrap(),
                person: None,
            })
        };
        rules([
            (
                measured(),
                lift(),
                Err(NotOverridden("2007-08-q3".parse().unwrap())),
            ),
            (set(), lift(), Ok(())),
            (
                set().after(lift()),
                lift(),
                Err(NotOverridden("2007-08-q3".parse().unwrap())),
            ),
        ]);
        let shown = |book: &Book| {
            let judge = Judge::on(&book.record, date("2008-01-20"));
            let indicator = book.record.plan.indicator(&id("flooded-homes")).unwrap();
            let judged = judge.light(indicator, &None).unwrap();
            (judged.light, judged.by_rule, judged.overridden.is_some())
        };
        let off = Some(Light::OffTrack);
        assert_eq!(shown(&set()), (Some(Light::AtRisk), off, true));
        assert_eq!(shown(&set().after(lift())), (off, off, false));
    }
}
