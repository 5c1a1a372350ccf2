//! Ending an outcome: it is pursued no longer, and why. Its indicators are retired first.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry,
    known::{Looking, Unplanned},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    id::{IndicatorId, OutcomeId},
    prose::{Prose, Words},
};

/// Ends an outcome.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndOutcome {
    /// The outcome.
    pub outcome: OutcomeId,
    /// Why.
    pub why: Words,
}

/// Why an outcome is not ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EndOutcomeRefused {
    /// It is not there, or has ended.
    #[error(transparent)]
    Unplanned(#[from] Unplanned),
    /// It is still measured.
    #[error("it is still measured by the indicator {0}")]
    StillMeasured(IndicatorId),
}

use EndOutcomeRefused::*;

impl Act for EndOutcome {
    const NAME: &'static str = "plan.end-outcome";
    const SUMMARY: &'static str = "End an outcome that is pursued no longer.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = EndOutcomeRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        looking.outcome(&self.outcome)?;
        let mut measured = record.plan.indicators_of(&self.outcome);
        if let Some(indicator) = measured.find(|it| it.retired.is_none()) {
            return Err(StillMeasured(indicator.id.clone()));
        }
        Ok(vec![crate::Entry::Plan(Entry::OutcomeEnded {
            outcome: self.outcome.clone(),
            why: Prose::from(&self.why),
        })])
    }

    fn subject(&self) -> Option<Subject<'_>> {
        Some(Subject::Outcome(&self.outcome))
    }
}

impl Refusal for EndOutcomeRefused {
    fn advice(&self) -> Advice {
        match self {
            Unplanned(unplanned) => unplanned.advice(),
            StillMeasured(_) => Advice::new(
                "plan/still-measured",
                "outcome",
                "Retire its indicators first.",
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
        let end = || EndOutcome {
            outcome: id("fewer-floods"),
            why: Words::new("The dam stands.").unwrap(),
        };
        let retire = |indicator: &str| RetireIndicator {
            indicator: id(indicator),
            why: Words::new("Nobody counts them.").unwrap(),
        };
        let retired = || agreed_plan().after(retire("flooded-homes"));
        rules([
            (
                planned(),
                end(),
                Err(Unplanned(super::super::Unplanned::NoSuchOutcome(id(
                    "fewer-floods",
                )))),
            ),
            (
                agreed_plan(),
                end(),
                Err(StillMeasured(id("flooded-homes"))),
            ),
            (retired(), end(), Ok(())),
            (
                retired().after(end()),
                end(),
                Err(Unplanned(super::super::Unplanned::OutcomeEnded(id(
                    "fewer-floods",
                )))),
            ),
        ]);
    }
}
