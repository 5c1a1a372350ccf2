//! Correcting a figure, with the reason. What it was is kept, and pages of an earlier day show it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry, Figure, Period,
    known::{Looking, Unplanned, not_too_fine},
};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal, Subject},
    exceptions,
    id::{AreaId, IndicatorId},
    prose::{Prose, Words},
};

/// Corrects a figure.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectFigure {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The period.
    pub period: Period,
    /// The area; left out for the whole partnership.
    pub area: Option<AreaId>,
    /// What it is.
    pub figure: Figure,
    /// Why.
    pub why: Words,
}

/// Why a figure is not corrected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorrectFigureRefused {
    /// Something that it names is not there.
    #[error(transparent)]
    Unplanned(#[from] Unplanned),
    /// There is none.
    #[error("there is no figure for {} to correct", .0.said())]
    NoFigure(Period),
    /// It says the same.
    #[error("the figure is {0} already")]
    SameFigure(Figure),
}

use CorrectFigureRefused::*;

impl Act for CorrectFigure {
    const NAME: &'static str = "plan.correct-figure";
    const SUMMARY: &'static str = "Correct a figure that was handed in; what it was is kept.";
    const AUTHORITY: Authority = Authority::LeadOrSecretariat;
    type Refused = CorrectFigureRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let (indicator, says) = looking.indicator(&self.indicator)?;
        if let Figure::Count(number) = self.figure {
            not_too_fine(&self.indicator, says, number)?;
        }
        let of_area = indicator.figures.get(&self.area);
        let cell = of_area.and_then(|it| it.get(&self.period));
        let now = cell.and_then(|it| it.now());
        let now = now.ok_or(NoFigure(self.period))?;
        if now.figure == self.figure {
            return Err(SameFigure(self.figure));
        }
        let mut entries = vec![crate::Entry::Plan(Entry::FigureCorrected {
            indicator: self.indicator.clone(),
            period: self.period,
            area: self.area.clone(),
            figure: self.figure,
            on: looking.today,
            why: Prose::from(&self.why),
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

impl Refusal for CorrectFigureRefused {
    fn advice(&self) -> Advice {
        match self {
            Unplanned(unplanned) => unplanned.advice(),
            NoFigure(_) => Advice::new(
                "plan/no-figure",
                "period",
                "Hand the figure in, or choose a period that has one.",
            ),
            SameFigure(_) => Advice::new("plan/same-figure", "figure", "There is nothing to do."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let correct = |period: &str, number: &str| CorrectFigure {
            indicator: id("flooded-homes"),
            period: period.parse().unwrap(),
            area: None,
            figure: count(number),
            why: Words::new("Two were sheds.").unwrap(),
        };
        rules([
            (measured(), correct("2007-08-q1", "7"), Ok(())),
            (
                measured(),
                correct("2007-08-q1", "9"),
                Err(SameFigure(count("9"))),
            ),
            (
                measured(),
                correct("2007-08-q4", "7"),
                Err(NoFigure("2007-08-q4".parse().unwrap())),
            ),
            (
                measured(),
                correct("2007-08-q1", "7.5"),
                Err(Unplanned(super::super::Unplanned::TooFine(
                    id("flooded-homes"),
                    0,
                    "7.5".parse().unwrap(),
                ))),
            ),
            (
                planned(),
                correct("2007-08-q1", "7"),
                Err(Unplanned(super::super::Unplanned::NoSuchIndicator(id(
                    "flooded-homes",
                )))),
            ),
        ]);
        let book = measured()
            .at("2008-02-01T10:00")
            .after(correct("2007-08-q1", "7"));
        let indicator = book.record.plan.indicator(&id("flooded-homes")).unwrap();
        let on = |day| {
            let period = "2007-08-q1".parse().unwrap();
            let figure = indicator.figure(&None, period, date(day));
            figure.map(|it| it.figure.to_string())
        };
        assert_eq!(on("2008-01-31").as_deref(), Some("9"));
        assert_eq!(on("2008-02-01").as_deref(), Some("7"));
        assert_eq!(on("2008-01-09"), None);
    }
}
