//! What a year will come to, by a stated method, from the figures that there are. Exact; never a guess
//! beyond its method.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Fraction;
use crate::arrangements::ForecastMethod;

/// How the figures of a year's periods make the year's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InYear {
    /// The last period's figure is the year's: a score, a rate at a time.
    #[default]
    Last,
    /// They are added: burglaries, homes built.
    Sum,
    /// Their mean is the year's.
    Mean,
}

impl InYear {
    /// As people say it.
    pub const fn said(self) -> &'static str {
        match self {
            Self::Last => "the last figure of the year is the year’s",
            Self::Sum => "the figures of the year are added",
            Self::Mean => "the mean of the figures is the year’s",
        }
    }
}

/// The figures that a forecast is made from.
#[derive(Debug, Clone, Default)]
pub struct Course {
    /// This year's, in order, from the first period, with none left out.
    pub so_far: Vec<Fraction>,
    /// How many periods the year has.
    pub periods: usize,
    /// The last figure of the year before.
    pub year_before_end: Option<Fraction>,
    /// All the figures of the year before, where none is missing.
    pub year_before: Vec<Fraction>,
}

/// What a year comes to when all its figures are there.
pub fn whole_year(figures: &[Fraction], in_year: InYear) -> Option<Fraction> {
    let count = i64::try_from(figures.len())
        .ok()
        .filter(|&count| count > 0)?;
    match in_year {
        InYear::Last => figures.last().copied(),
        InYear::Sum => sum(figures),
        InYear::Mean => sum(figures)?.over(Fraction::whole(count)),
    }
}

fn sum(figures: &[Fraction]) -> Option<Fraction> {
    figures
        .iter()
        .try_fold(Fraction::ZERO, |sum, figure| sum.plus(*figure))
}

/// What the year will come to. None: the method needs figures that are not there, or forbids it.
pub fn forecast(course: &Course, in_year: InYear, method: ForecastMethod) -> Option<Fraction> {
    let done = course.so_far.len();
    if done == 0 || done > course.periods {
        return None;
    }
    if done == course.periods {
        return whole_year(&course.so_far, in_year);
    }
    let number = |count: usize| i64::try_from(count).ok().map(Fraction::whole);
    let left = number(course.periods - done)?;
    let last = *course.so_far.last()?;
    match (method, in_year) {
        (ForecastMethod::None, _) => None,
        (ForecastMethod::AsLast, InYear::Last) => Some(last),
        (ForecastMethod::AsLast, InYear::Sum) => sum(&course.so_far)?.plus(last.times(left)?),
        (ForecastMethod::AsLast, InYear::Mean) => sum(&course.so_far)?
            .plus(last.times(left)?)?
            .over(number(course.periods)?),
        (ForecastMethod::StraightLine, InYear::Sum) => sum(&course.so_far)?
            .times(number(course.periods)?)?
            .over(number(done)?),
        (ForecastMethod::StraightLine, InYear::Mean) => sum(&course.so_far)?.over(number(done)?),
        (ForecastMethod::StraightLine, InYear::Last) => {
            // From the end of the year before, or else from the first figure of this one.
            let (from, steps) = match course.year_before_end {
                Some(end) => (end, done),
                None => (*course.so_far.first()?, done - 1),
            };
            let step = last.minus(from)?.over(number(steps)?)?;
            last.plus(step.times(left)?)
        }
        (ForecastMethod::LastYearShape, _) => {
            if course.year_before.len() != course.periods {
                return None;
            }
            let whole = whole_year(&course.year_before, in_year)?;
            let part = whole_year(&course.year_before[..done], in_year)?;
            let now = whole_year(&course.so_far, in_year)?;
            now.times(whole)?.over(part)
        }
    }
}

/// The method in words.
pub const fn said(method: ForecastMethod) -> &'static str {
    match method {
        ForecastMethod::None => "The end of the year is not foretold.",
        ForecastMethod::StraightLine => "It goes on as it has gone since the year began.",
        ForecastMethod::AsLast => "It stays as it was last.",
        ForecastMethod::LastYearShape => "The rest of the year goes as it went the year before.",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wholes(numbers: &[i64]) -> Vec<Fraction> {
        numbers.iter().copied().map(Fraction::whole).collect()
    }

    fn course(so_far: &[i64], year_before: &[i64]) -> Course {
        Course {
            so_far: wholes(so_far),
            periods: 4,
            year_before_end: year_before.last().copied().map(Fraction::whole),
            year_before: wholes(year_before),
        }
    }

    #[test]
    fn figures_method_and_what_the_year_comes_to() {
        use ForecastMethod::{AsLast, LastYearShape, None as Never, StraightLine};
        use InYear::{Last, Mean, Sum};
        for (so_far, before, in_year, method, comes_to) in [
            (&[10, 14][..], &[][..], Sum, StraightLine, Some("48")),
            (&[10, 14], &[], Sum, AsLast, Some("52")),
            (&[10, 14], &[20, 20, 30, 30], Sum, LastYearShape, Some("60")),
            (&[10, 14], &[], Mean, StraightLine, Some("12")),
            (&[10, 14], &[], Mean, AsLast, Some("13")),
            (&[10, 14], &[], Last, AsLast, Some("14")),
            (&[10, 14], &[], Last, StraightLine, Some("22")),
            (&[10, 14], &[1, 1, 1, 6], Last, StraightLine, Some("22")),
            (
                &[10, 14],
                &[10, 14, 16, 21],
                Last,
                LastYearShape,
                Some("21"),
            ),
            // One figure and nothing before it is no line.
            (&[10], &[], Last, StraightLine, None),
            (&[10], &[], Sum, StraightLine, Some("40")),
            (&[10, 14], &[20, 20], Sum, LastYearShape, None),
            (&[10, 14], &[0, 0, 30, 30], Sum, LastYearShape, None),
            (&[10, 14], &[], Sum, Never, None),
            (&[], &[1, 2, 3, 4], Sum, StraightLine, None),
            // What is over is not foretold but known.
            (&[1, 2, 3, 4], &[], Sum, Never, Some("10")),
            (&[1, 2, 3, 4], &[], Last, StraightLine, Some("4")),
            (&[1, 2, 3, 4], &[], Mean, AsLast, Some("2.5")),
            (&[1, 2, 3, 4, 5], &[], Mean, AsLast, None),
        ] {
            let came = forecast(&course(so_far, before), in_year, method);
            let came = came.map(|value| value.rounded(1));
            let comes_to = comes_to.map(|value: &str| match value.split_once('.') {
                Some(_) => value.to_owned(),
                None => format!("{value}.0"),
            });
            assert_eq!(came, comes_to, "{so_far:?} after {before:?}, {method:?}");
        }
    }

    proptest! {
        #[test]
        fn figures_that_never_change_are_foretold_as_they_are(value in 1_i64..999, done in 1_usize..=4) {
            let so_far = vec![value; done];
            let course = course(&so_far, &[value; 4]);
            for method in [ForecastMethod::AsLast, ForecastMethod::StraightLine, ForecastMethod::LastYearShape] {
                prop_assert_eq!(forecast(&course, InYear::Last, method), Some(Fraction::whole(value)));
                prop_assert_eq!(forecast(&course, InYear::Mean, method), Some(Fraction::whole(value)));
                prop_assert_eq!(forecast(&course, InYear::Sum, method), Some(Fraction::whole(4 * value)));
            }
        }
    }
}
