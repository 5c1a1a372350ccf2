//! Districts and county: which areas are held against the whole, and whether they make it.

use super::{AddsUp, Decimal, Indicator, Judge, Measured, Part, Period, Where, adds_up};
use crate::{
    arrangements::{Area, AreaKind, Arrangements},
    id::AreaId,
};

impl Arrangements {
    /// The districts that make the whole: districts that lie within another area, or all of them where
    /// the file does not say what they lie in and there are several.
    pub fn districts(&self) -> impl Iterator<Item = &Area> {
        let all = || {
            self.area
                .iter()
                .filter(|area| area.kind == AreaKind::District)
        };
        let several = all().count() > 1;
        all().filter(move |area| several || area.within.is_some())
    }

    /// The area of that name.
    pub fn area(&self, id: &AreaId) -> Option<&Area> {
        self.area.iter().find(|area| area.id == *id)
    }
}

impl<'r> Judge<'r> {
    /// Whether the districts' targets for a period make the county's.
    pub fn targets_add_up(&self, indicator: &Indicator, period: Period) -> AddsUp {
        self.hold(indicator, |area| {
            let target = indicator.target(area, period, self.on).map(|it| &it.what);
            let weight = target.and_then(|it| it.weight);
            let known = || self.last_denominator(indicator, area);
            let weight = weight.or_else(known).map(Decimal::exactly);
            (target.map(|it| it.value.exactly()), weight)
        })
    }

    /// Whether the districts' figures for a period make the county's.
    pub fn figures_add_up(&self, indicator: &Indicator, period: Period) -> AddsUp {
        self.hold(indicator, |area| {
            let figure = indicator.figure(area, period, self.on);
            let rate = figure.and_then(|it| it.figure.rate());
            (
                figure.map(Measured::value),
                rate.map(|rate| rate.denominator().exactly()),
            )
        })
    }

    fn hold(
        &self,
        indicator: &Indicator,
        of: impl Fn(&Where) -> (Option<super::Fraction>, Option<super::Fraction>),
    ) -> AddsUp {
        let Some((says, arrangements)) = indicator.on(self.on).zip(self.arrangements) else {
            return AddsUp::NotAsked;
        };
        let parts: Vec<Part> = arrangements
            .districts()
            .map(|area| {
                let (value, weight) = of(&Some(area.id.clone()));
                Part {
                    area: area.id.clone(),
                    value,
                    weight,
                }
            })
            .collect();
        let (county, _) = of(&None);
        adds_up(county, &parts, says.districts, says.places)
    }

    /// What the last rate of an area was out of.
    fn last_denominator(&self, indicator: &Indicator, area: &Where) -> Option<Decimal> {
        let mut known = indicator.known(area, self.on).rev();
        known.find_map(|(_, it)| it.figure.rate().map(super::Rate::denominator))
    }
}
