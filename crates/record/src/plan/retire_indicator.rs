//! Retiring an indicator: it is measured no longer, and why. Its figures stay.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry,
    known::{Looking, Unplanned},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::IndicatorId,
    prose::{Prose, Words},
};

/// Retires an indicator.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RetireIndicator {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Why.
    pub why: Words,
}

/// Why an indicator is not retired.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RetireIndicatorRefused {
    /// It is not there, or is retired.
    #[error(transparent)]
    Unplanned(#[from] Unplanned),
    /// Others stand for it.
    #[error("the indicator {0} belongs to it")]
    HasOthers(IndicatorId),
}

use RetireIndicatorRefused::*;

impl Act for RetireIndicator {
    const NAME: &'static str = "plan.retire-indicator";
    const SUMMARY: &'static str = "Retire an indicator that is measured no longer.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = RetireIndicatorRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        looking.indicator(&self.indicator)?;
        let mut all = record.plan.indicators();
        let other = all.find(|it| {
            let headline = it.now().and_then(|says| says.standing.headline());
            it.retired.is_none() && headline == Some(&self.indicator)
        });
        if let Some(other) = other {
            return Err(HasOthers(other.id.clone()));
        }
        Ok(vec![crate::Entry::Plan(Entry::IndicatorRetired {
            indicator: self.indicator.clone(),
            why: Prose::from(&self.why),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Indicator(&self.indicator))
    }
}

impl Refusal for RetireIndicatorRefused {
    fn advice(&self) -> Advice {
        match self {
            Unplanned(unplanned) => unplanned.advice(),
            HasOthers(_) => Advice::new(
                "plan/has-others",
                "indicator",
                "Retire its proxies and feeders first, or set them to another headline.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        plan::{SetIndicator, Standing},
        testkit::*,
    };

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let retire = |indicator: &str| RetireIndicator {
            indicator: id(indicator),
            why: Words::new("Nobody counts them.").unwrap(),
        };
        let feeder = SetIndicator {
            indicator: id("gauges"),
            standing: Standing::Feeder(id("flooded-homes")),
            ..set_indicator()
        };
        rules([
            (
                planned(),
                retire("flooded-homes"),
                Err(Unplanned(super::super::Unplanned::NoSuchIndicator(id(
                    "flooded-homes",
                )))),
            ),
            (agreed_plan(), retire("flooded-homes"), Ok(())),
            (
                agreed_plan().after(retire("flooded-homes")),
                retire("flooded-homes"),
                Err(Unplanned(super::super::Unplanned::Retired(
                    id("flooded-homes"),
                    date("2007-04-02"),
                ))),
            ),
            (
                agreed_plan().after(feeder.clone()),
                retire("flooded-homes"),
                Err(HasOthers(id("gauges"))),
            ),
            (agreed_plan().after(feeder), retire("gauges"), Ok(())),
        ]);
    }
}
