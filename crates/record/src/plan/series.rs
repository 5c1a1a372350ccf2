//! An indicator, with all that was ever aimed at, measured and said of it.

use imbl::{OrdMap, Vector};
use jiff::civil::Date;

use super::{
    Aim, Baseline, Decimal, Figure, Fraction, IndicatorSays, Light, Period, Return, Returned,
    Target,
};
use crate::{
    LineNo,
    id::{AreaId, IndicatorId, PartnerId, PersonId},
    prose::{Prose, Title},
};

/// An area, or none for the whole partnership.
pub type Where = Option<AreaId>;

/// What was said of something, and when.
#[derive(Debug, Clone)]
pub struct Said<T> {
    /// What.
    pub what: T,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

/// What was said last by a day.
pub fn by_day<T: Clone>(said: &Vector<Said<T>>, day: Date) -> Option<&Said<T>> {
    said.iter().rev().find(|it| it.on <= day)
}

/// What was said last up to a line.
pub fn by_line<T: Clone>(said: &Vector<Said<T>>, line: LineNo) -> Option<&Said<T>> {
    said.iter().rev().find(|it| it.line <= line)
}

/// A figure, with where it comes from.
#[derive(Debug, Clone)]
pub struct Measured {
    /// What was measured.
    pub figure: Figure,
    /// Where it comes from.
    pub source: Title,
    /// Who handed it in.
    pub from: Option<PartnerId>,
    /// What is said beside it.
    pub words: Option<Prose>,
    /// Why it was corrected, where it was.
    pub why: Option<Prose>,
    /// The day it was handed in or corrected.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

impl Measured {
    /// What it comes to.
    pub fn value(&self) -> Fraction {
        self.figure.value()
    }
}

/// What there is for a period: the figure with its corrections, and others that came too late.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// The figure as it was first, and each correction after it.
    pub versions: Vector<Measured>,
    /// Figures that came when there was another already.
    pub aside: Vector<Measured>,
}

impl Cell {
    /// The figure as it was known on a day.
    pub fn on(&self, day: Date) -> Option<&Measured> {
        self.versions.iter().rev().find(|it| it.on <= day)
    }

    /// The figure as it stands.
    pub fn now(&self) -> Option<&Measured> {
        self.versions.last()
    }
}

/// A target as it was set.
#[derive(Debug, Clone)]
pub struct Aimed {
    /// What is aimed at.
    pub value: Decimal,
    /// The upper end of the range, where good is within one.
    pub upper: Option<Decimal>,
    /// What it will be out of.
    pub weight: Option<Decimal>,
    /// Why it is what it is.
    pub why: Option<Prose>,
}

impl Aimed {
    /// For the rules.
    pub fn aim(&self) -> Aim {
        Aim {
            value: self.value.exactly(),
            upper: self.upper.unwrap_or(self.value).exactly(),
        }
    }
}

/// A light that was set otherwise than it comes out.
#[derive(Debug, Clone)]
pub struct Overriding {
    /// The light that shows instead.
    pub light: Light,
    /// Why.
    pub why: Prose,
    /// Whose judgement it is.
    pub person: Option<PersonId>,
}

/// An indicator, with its targets, figures and what was said.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// Its name.
    pub id: IndicatorId,
    /// What it is, each time it was set.
    pub set: Vector<Said<IndicatorSays>>,
    /// Why it is measured no longer, where it is not.
    pub retired: Option<Said<Prose>>,
    /// Targets by area and period, each with what it was before.
    pub targets: OrdMap<Where, OrdMap<Period, Vector<Said<Aimed>>>>,
    /// Figures by area and period.
    pub figures: OrdMap<Where, OrdMap<Period, Cell>>,
    /// What was said of each period; the last holds.
    pub commentary: OrdMap<Period, Vector<Said<Prose>>>,
    /// Lights set otherwise; none: lifted again.
    pub overrides: OrdMap<(Period, Where), Vector<Said<Option<Overriding>>>>,
    /// The line that last changed it.
    pub changed: LineNo,
}

impl Indicator {
    pub(super) fn new(id: IndicatorId) -> Self {
        Self {
            id,
            set: Vector::new(),
            retired: None,
            targets: OrdMap::new(),
            figures: OrdMap::new(),
            commentary: OrdMap::new(),
            overrides: OrdMap::new(),
            changed: 0,
        }
    }

    /// What it is now.
    pub fn now(&self) -> Option<&IndicatorSays> {
        self.set.last().map(|said| &said.what)
    }

    /// What it was on a day; what it was first, on a day before.
    pub fn on(&self, day: Date) -> Option<&IndicatorSays> {
        by_day(&self.set, day)
            .or_else(|| self.set.front())
            .map(|said| &said.what)
    }

    /// Whether it was set by a day and not yet retired.
    pub fn lives_on(&self, day: Date) -> bool {
        by_day(&self.set, day).is_some() && self.retired.as_ref().is_none_or(|it| it.on > day)
    }

    /// The figure of a period, as it was known on a day.
    pub fn figure(&self, area: &Where, period: Period, day: Date) -> Option<&Measured> {
        self.figures.get(area)?.get(&period)?.on(day)
    }

    /// Figures of an area in order of their periods, as they were known on a day.
    pub fn known<'a>(
        &'a self,
        area: &Where,
        day: Date,
    ) -> impl DoubleEndedIterator<Item = (Period, &'a Measured)> {
        let cells = self.figures.get(area).into_iter().flatten();
        cells.filter_map(move |(period, cell)| Some((*period, cell.on(day)?)))
    }

    /// The target for exactly a period, as it was set by a day.
    pub fn target(&self, area: &Where, period: Period, day: Date) -> Option<&Said<Aimed>> {
        by_day(self.targets.get(area)?.get(&period)?, day)
    }

    /// What was said of a period, as of a day.
    pub fn said(&self, period: Period, day: Date) -> Option<&Said<Prose>> {
        by_day(self.commentary.get(&period)?, day)
    }

    /// What the light of a period was set to, as of a day.
    pub fn overriding(
        &self,
        area: &Where,
        period: Period,
        day: Date,
    ) -> Option<(&Overriding, &Said<Option<Overriding>>)> {
        let said = by_day(self.overrides.get(&(period, area.clone()))?, day)?;
        said.what.as_ref().map(|overriding| (overriding, said))
    }

    /// Where it began, where that is known.
    pub fn baseline(&self) -> Option<&Baseline> {
        self.now()?.baseline.as_ref()
    }

    pub(super) fn set_targets(
        &mut self,
        line: LineNo,
        on: Date,
        why: Option<&Prose>,
        target: &Target,
    ) {
        let aimed = Aimed {
            value: target.value,
            upper: target.upper,
            weight: target.weight,
            why: why.cloned(),
        };
        let of_area = self.targets.entry(target.area.clone()).or_default();
        let of_period = of_area.entry(target.period).or_default();
        of_period.push_back(Said {
            what: aimed,
            on,
            line,
        });
    }

    pub(super) fn take_in(
        &mut self,
        line: LineNo,
        given: &Return,
        returned: &Returned,
        aside: bool,
    ) {
        let measured = Measured {
            figure: returned.figure,
            source: given.source.clone(),
            from: given.from.clone(),
            words: returned.words.clone(),
            why: None,
            on: given.on,
            line,
        };
        let cell = self.cell(&returned.area, returned.period);
        if aside {
            cell.aside.push_back(measured);
        } else {
            cell.versions.push_back(measured);
        }
    }

    pub(super) fn correct(
        &mut self,
        line: LineNo,
        (area, period): (&Where, Period),
        figure: Figure,
        on: Date,
        why: &Prose,
    ) {
        let cell = self.cell(area, period);
        if let Some(last) = cell.versions.last().cloned() {
            cell.versions.push_back(Measured {
                figure,
                on,
                line,
                why: Some(why.clone()),
                ..last
            });
        }
    }

    fn cell(&mut self, area: &Where, period: Period) -> &mut Cell {
        let of_area = self.figures.entry(area.clone()).or_default();
        of_area.entry(period).or_default()
    }
}
