//! How a row and a figure are said: by the names that people know.

use record::{
    Record,
    id::AreaId,
    plan::{Decimal, Figure, FigureAsked, IndicatorSays, Period, Where, in_unit},
    prose::Title,
};
use spreadsheets::{Cell, Row};

use super::{columns::Column, periods::period, plan::Planner};

impl Planner<'_> {
    /// What the row is about: by the names that people know, where they are found, and else in its own words.
    pub(super) fn about(&self, row: &Row) -> String {
        let known = |column| match self.columns.cell(column, row) {
            Cell::Text(words) => Some(words.as_str()),
            _ => None,
        };
        let record: &Record = &self.reading.record;
        let says = self.names.as_ref().zip(known(Column::Indicator));
        let says = says.and_then(|(names, words)| {
            let id = names.indicator(record, words).ok()?;
            record.plan.indicator(&id)?.now()
        });
        if let Some(says) = says {
            let area = self.names.as_ref().zip(known(Column::Area));
            let area = area.map(|(names, words)| match names.area(words) {
                Ok(Some(id)) => self.named(&id),
                Ok(None) => String::new(),
                Err(_) => words.to_owned(),
            });
            let cell = self.columns.cell(Column::Period, row);
            let of = period(cell, says.every, self.starts).map(Period::said);
            let of = of.ok().or_else(|| known(Column::Period).map(str::to_owned));
            let parts = [Some(says.title.to_string()), area, of];
            let said: Vec<String> = parts.into_iter().flatten().collect();
            return said
                .into_iter()
                .filter(|it| !it.is_empty())
                .collect::<Vec<_>>()
                .join(", ");
        }
        let parts = [Column::Indicator, Column::Area, Column::Period];
        let words = parts.map(|column| match self.columns.cell(column, row) {
            Cell::Text(words) | Cell::Number(words) => words.chars().take(80).collect(),
            Cell::Day(day) => day.strftime("%-d %B %Y").to_string(),
            Cell::Empty | Cell::Faulty(_) => String::new(),
        });
        let said: Vec<String> = words.into_iter().filter(|it| !it.is_empty()).collect();
        said.join(", ")
    }

    pub(super) fn in_area(&self, area: &Where) -> String {
        let Some(area) = area else {
            return String::new();
        };
        format!(" in {}", self.named(area))
    }

    /// An area by its name.
    fn named(&self, area: &AreaId) -> String {
        let structure = &self.reading.record.structure;
        let adoption = structure.in_force_or_first(self.reading.today());
        let known = adoption.and_then(|it| it.arrangements.area(area));
        known.map_or(area.as_str(), |it| &*it.name).to_owned()
    }
}

/// A figure as people say it, with its unit.
pub(super) fn said(figure: Figure, says: Option<&IndicatorSays>) -> String {
    let unit = says.and_then(|it| it.unit.as_ref()).map(Title::as_str);
    let places = says.map_or(0, |it| it.places);
    let value = in_unit(figure.value(), places, unit);
    match figure {
        Figure::Count(_) => value,
        Figure::Rate(rate) => {
            let (numerator, denominator) = (rate.numerator(), rate.denominator());
            format!(
                "{value} ({} out of {})",
                numerator.grouped(),
                denominator.grouped()
            )
        }
    }
}

/// A cell that shows 12.5% holds 0.125: that may be what was meant, and may not.
pub(super) fn perhaps_a_share(asked: &FigureAsked, says: Option<&IndicatorSays>) -> Option<String> {
    let unit = says?.unit.as_ref()?.as_str();
    let Figure::Count(number) = asked.figure else {
        return None;
    };
    let one = Decimal::whole(1);
    let share = unit.starts_with('%') && !number.is_zero() && !number.is_negative() && number < one;
    share.then(|| {
        format!("Is it really less than one per cent? A cell that shows per cent holds 0.125 for 12.5%; {number} is taken as it is")
    })
}
