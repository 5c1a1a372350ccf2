//! Figures as pictures: the course of an indicator, handed to `drawing` as exact whole units.

use app::views::plan::{ForecastView, PeriodRow, Value};
use drawing::{LineChart, Measure, Measured, Series, line_chart};
use record::plan::Light;

/// The course of an indicator, and what is said of it.
#[derive(Debug, Clone, Copy)]
pub struct Course<'a> {
    /// The finding: "Burglary: 9.3 in quarter 3 of 2007-08, at risk".
    pub title: &'a str,
    /// What a person who cannot see it is told in a sentence or two.
    pub description: &'a str,
    /// Its unit.
    pub unit: Option<&'a str>,
    /// With how many decimal places it is shown.
    pub places: u8,
    /// Period by period.
    pub rows: &'a [PeriodRow],
    /// What its year comes to, where that lies on the scale of its periods.
    pub forecast: Option<&'a ForecastView>,
}

/// The figures of a course, list by list, as a chart takes them.
#[derive(Debug, Clone)]
pub struct Columns {
    periods: Vec<String>,
    measured: Vec<Measured>,
    target: Vec<Option<i64>>,
    tolerated: Vec<Option<(i64, i64)>>,
    forecast: Vec<Option<i64>>,
}

/// A light as it is drawn.
pub fn drawn(light: Light) -> drawing::Light {
    match light {
        Light::OnTrack => drawing::Light::OnTrack,
        Light::AtRisk => drawing::Light::AtRisk,
        Light::OffTrack => drawing::Light::OffTrack,
        Light::NotReported => drawing::Light::NotReported,
    }
}

/// A number as it is written, in units of its last place: "59.2" is 592.
pub fn units(number: &str) -> Option<i64> {
    let digits: String = number.chars().filter(|letter| *letter != '.').collect();
    digits.parse().ok()
}

/// What stands above the scale, and what stands right behind a figure.
pub fn unit(unit: Option<&str>) -> (&str, &str) {
    match unit {
        Some(unit) if unit.starts_with('%') => ("", unit),
        Some(unit) => (unit, ""),
        None => ("", ""),
    }
}

impl Columns {
    /// The columns of a course; the forecast stands at the end of its year.
    pub fn of(rows: &[PeriodRow], forecast: Option<&ForecastView>) -> Self {
        let year = forecast.filter(|it| !it.known);
        let last_of_year = year.and_then(|forecast| {
            let inside = |row: &PeriodRow| forecast.year.holds(row.period);
            rows.iter().rposition(inside)
        });
        let number = |value: &Option<Value>| value.as_ref().and_then(|it| units(&it.number));
        let foretold = rows.iter().enumerate().map(|(nth, _)| {
            let value = year.filter(|_| Some(nth) == last_of_year)?;
            units(&value.value.number)
        });
        Self {
            forecast: foretold.collect(),
            periods: rows.iter().map(|row| row.short.clone()).collect(),
            measured: rows
                .iter()
                .map(|row| Measured {
                    figure: number(&row.figure),
                    light: row.light.map(drawn),
                })
                .collect(),
            target: rows
                .iter()
                // Where good is within a range, the range is the band and there is no line.
                .map(|row| number(&row.target).filter(|_| row.upper.is_none()))
                .collect(),
            tolerated: rows
                .iter()
                .map(|row| match (&row.target, &row.upper, &row.tolerated) {
                    (Some(low), Some(high), _) => Some((units(&low.number)?, units(&high.number)?)),
                    (_, _, Some((low, high))) => Some((units(low)?, units(high)?)),
                    _ => None,
                })
                .collect(),
        }
    }

    /// As a chart takes them.
    pub fn series(&self) -> Series<'_> {
        Series {
            periods: &self.periods,
            measured: &self.measured,
            target: &self.target,
            tolerated: &self.tolerated,
            forecast: &self.forecast,
        }
    }
}

/// What the shaded band of a course is, in words.
fn band(rows: &[PeriodRow]) -> &'static str {
    let ranged = rows.iter().any(|row| row.upper.is_some());
    let mut edges = rows.iter().filter_map(|row| row.tolerated.as_ref());
    match (ranged, edges.any(|(low, high)| low != high)) {
        (true, _) => "The range that is aimed at",
        (false, true) => "Within this of the target: at risk",
        (false, false) => "",
    }
}

/// Draws a course so many pixels wide, as SVG.
pub fn course_chart(course: &Course<'_>, width: i32) -> String {
    let columns = Columns::of(course.rows, course.forecast);
    let (unit, suffix) = unit(course.unit);
    let forecast = course.forecast;
    let forecast = forecast.map_or_else(String::new, |it| format!("Forecast: {}", it.method));
    line_chart(&LineChart {
        title: course.title,
        description: course.description,
        width,
        measure: Measure {
            unit,
            suffix,
            places: course.places,
        },
        series: columns.series(),
        band_words: band(course.rows),
        forecast_words: &forecast,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_whole_units() {
        for (number, expected) in [
            ("59.2", Some(592)),
            ("0.05", Some(5)),
            ("-3", Some(-3)),
            ("", None),
            ("1,000", None),
        ] {
            assert_eq!(units(number), expected, "{number}");
        }
    }
}
