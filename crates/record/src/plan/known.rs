//! What acts about the plan speak of: whether it is there, and is what it has to be.

use jiff::civil::Date;

use super::{Decimal, Every, Indicator, IndicatorSays, Judge, Outcome, OutcomeSays, Period, Where};
use crate::{
    Minute, Record,
    act::Advice,
    arrangements::{AreaKind, Arrangements},
    id::{AgreementId, AreaId, BodyId, IndicatorId, OutcomeId, PartnerId, RuleId, ThemeId},
    say_day,
};

/// Why an act cannot speak of what it speaks of.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unplanned {
    /// Nothing is in force.
    #[error("no arrangements are in force today")]
    NoArrangements,
    /// No such agreement.
    #[error("there is no agreement {0}")]
    NoSuchAgreement(AgreementId),
    /// No such outcome.
    #[error("there is no outcome {0}")]
    NoSuchOutcome(OutcomeId),
    /// The outcome is pursued no longer.
    #[error("the outcome {0} has ended")]
    OutcomeEnded(OutcomeId),
    /// No such indicator.
    #[error("there is no indicator {0}")]
    NoSuchIndicator(IndicatorId),
    /// It is measured no longer.
    #[error("the indicator {} was retired on {}", .0, say_day(*.1))]
    Retired(IndicatorId, Date),
    /// No such theme.
    #[error("the arrangements have no theme {0}")]
    NoSuchTheme(ThemeId),
    /// No such approach.
    #[error("the arrangements have no approach {0}")]
    NoSuchApproach(RuleId),
    /// No such body.
    #[error("the arrangements have no body {0}")]
    NoSuchBody(BodyId),
    /// No such partner.
    #[error("the arrangements have no partner {0}")]
    NoSuchPartner(PartnerId),
    /// No such area.
    #[error("the arrangements have no area {0}")]
    NoSuchArea(AreaId),
    /// The whole partnership is told without an area.
    #[error("{0} is the whole county")]
    WholeCounty(AreaId),
    /// A period of another length than it is measured in.
    #[error("{} is measured every {}, and {} is not one", .0, .2.word(), .1)]
    OtherLength(IndicatorId, Period, Every),
    /// More decimal places than it is shown with.
    #[error("{0} has no more than {1} decimal places, and {2} has")]
    TooFine(IndicatorId, u8, Decimal),
}

use Unplanned::*;

impl Unplanned {
    /// What to do about it.
    pub fn advice(&self) -> Advice {
        match self {
            NoArrangements => Advice::new(
                "plan/no-arrangements",
                "",
                "Adopt arrangements of the partnership first.",
            ),
            NoSuchAgreement(_) => Advice::new(
                "plan/no-such-agreement",
                "agreement",
                "Choose an agreement that was made.",
            ),
            NoSuchOutcome(_) => Advice::new(
                "plan/no-such-outcome",
                "outcome",
                "Choose an outcome that was set.",
            ),
            OutcomeEnded(_) => Advice::new(
                "plan/outcome-ended",
                "outcome",
                "Set the outcome anew first, or choose another.",
            ),
            NoSuchIndicator(_) => Advice::new(
                "plan/no-such-indicator",
                "indicator",
                "Choose an indicator that was set.",
            ),
            Retired(..) => Advice::new(
                "plan/indicator-retired",
                "indicator",
                "Set the indicator anew first, or choose another.",
            ),
            NoSuchTheme(_) => Advice::new(
                "plan/no-such-theme",
                "theme",
                "Choose a theme of the arrangements in force.",
            ),
            NoSuchApproach(_) => Advice::new(
                "plan/no-such-approach",
                "approaches",
                "Choose an approach of the arrangements in force.",
            ),
            NoSuchBody(_) => Advice::new(
                "plan/no-such-body",
                "lead",
                "Choose a body of the arrangements in force.",
            ),
            NoSuchPartner(_) => Advice::new(
                "plan/no-such-partner",
                "lead",
                "Choose an organisation or body of the arrangements in force.",
            ),
            NoSuchArea(_) => Advice::new(
                "plan/no-such-area",
                "area",
                "Choose an area of the arrangements in force.",
            ),
            WholeCounty(_) => Advice::new(
                "plan/whole-county",
                "area",
                "Leave the area out: what has none is the whole county’s.",
            ),
            OtherLength(..) => Advice::new(
                "plan/other-length",
                "period",
                "Choose a period of the length in which it is measured.",
            ),
            TooFine(..) => Advice::new(
                "plan/too-many-decimals",
                "figure",
                "Round it, or set the indicator with more decimal places.",
            ),
        }
    }
}

/// Where acts about the plan look things up.
pub(super) struct Looking<'r> {
    pub record: &'r Record,
    pub arrangements: &'r Arrangements,
    pub today: Date,
    pub starts: u8,
}

impl<'r> Looking<'r> {
    pub fn at(record: &'r Record, minute: &Minute) -> Result<Self, Unplanned> {
        let today = minute.date_in(&record.structure.zone());
        let adoption = record.structure.in_force(today).ok_or(NoArrangements)?;
        Ok(Self {
            record,
            arrangements: &adoption.arrangements,
            today,
            starts: adoption.arrangements.partnership.financial_year_starts,
        })
    }

    pub fn judge(&self) -> Judge<'r> {
        Judge::on(self.record, self.today)
    }

    pub fn theme(&self, id: &ThemeId) -> Result<(), Unplanned> {
        let mut themes = self.arrangements.theme.iter();
        let found = themes.any(|theme| theme.id == *id);
        found.then_some(()).ok_or_else(|| NoSuchTheme(id.clone()))
    }

    pub fn approach(&self, id: &RuleId) -> Result<(), Unplanned> {
        let mut approaches = self.arrangements.approach.iter();
        let found = approaches.any(|approach| approach.id == *id);
        found
            .then_some(())
            .ok_or_else(|| NoSuchApproach(id.clone()))
    }

    pub fn body(&self, id: &BodyId) -> Result<(), Unplanned> {
        let body = self.arrangements.body(id);
        body.map(|_| ()).ok_or_else(|| NoSuchBody(id.clone()))
    }

    pub fn partner(&self, id: &PartnerId) -> Result<(), Unplanned> {
        let partner = self.arrangements.partner(id);
        partner.map(|_| ()).ok_or_else(|| NoSuchPartner(id.clone()))
    }

    pub fn area(&self, area: &Where) -> Result<(), Unplanned> {
        let Some(id) = area else { return Ok(()) };
        let area = self.arrangements.area(id);
        match area.ok_or_else(|| NoSuchArea(id.clone()))? {
            area if area.kind == AreaKind::County && area.within.is_none() => {
                Err(WholeCounty(id.clone()))
            }
            _ => Ok(()),
        }
    }

    /// An outcome that is pursued.
    pub fn outcome(&self, id: &OutcomeId) -> Result<(&'r Outcome, &'r OutcomeSays), Unplanned> {
        let outcome = self.record.plan.outcome(id);
        let found = outcome.and_then(|outcome| Some((outcome, outcome.now()?)));
        let (outcome, says) = found.ok_or_else(|| NoSuchOutcome(id.clone()))?;
        match outcome.ended {
            Some(_) => Err(OutcomeEnded(id.clone())),
            None => Ok((outcome, says)),
        }
    }

    /// An indicator that is measured.
    pub fn indicator(
        &self,
        id: &IndicatorId,
    ) -> Result<(&'r Indicator, &'r IndicatorSays), Unplanned> {
        let indicator = self.record.plan.indicator(id);
        let found = indicator.and_then(|indicator| Some((indicator, indicator.now()?)));
        let (indicator, says) = found.ok_or_else(|| NoSuchIndicator(id.clone()))?;
        match &indicator.retired {
            Some(retired) => Err(Retired(id.clone(), retired.on)),
            None => Ok((indicator, says)),
        }
    }
}

/// That a period is of the length in which an indicator is measured.
pub(super) fn measured_every(
    indicator: &Indicator,
    says: &IndicatorSays,
    period: Period,
) -> Result<(), Unplanned> {
    if period.every() == says.every {
        Ok(())
    } else {
        Err(OtherLength(indicator.id.clone(), period, says.every))
    }
}

/// That a number has no more decimal places than an indicator.
pub(super) fn not_too_fine(
    id: &IndicatorId,
    says: &IndicatorSays,
    number: Decimal,
) -> Result<(), Unplanned> {
    if number.needs_places() <= says.places {
        Ok(())
    } else {
        Err(TooFine(id.clone(), says.places, number))
    }
}

/// What is named twice, where something is.
pub(super) fn twice<T: PartialEq>(list: &[T]) -> Option<&T> {
    list.iter()
        .enumerate()
        .find(|(nth, it)| list[..*nth].contains(it))
        .map(|(_, it)| it)
}
