//! The plan of the synthetic county: sixty indicators in six districts, with figures every quarter.

use jiff::{ToSpan, civil::Date, tz::TimeZone};
use serde_json::{Value, json};

use super::{County, no_zone};
use crate::say::Trouble;

/// Districts of the county.
const DISTRICTS: usize = 6;
/// Themes of its strategy.
const THEMES: usize = 6;
/// Outcomes of its agreement.
const OUTCOMES: usize = 30;
/// Indicators, two to an outcome.
const INDICATORS: usize = 60;

/// What the arrangements say besides: areas, themes, and how performance is judged.
pub(super) fn arrangements() -> String {
    let mut text = String::from(
        "\n[[area]]\nid = \"county\"\nname = \"Sample County\"\nkind = \"county\"\n\n[performance]\namber_within = \"10%\"\n\n[performance.forecast]\nmethod = \"last-year-shape\"\n\n[performance.overrides]\nby = \"lead\"\n",
    );
    for district in 0..DISTRICTS {
        text += &format!(
            "\n[[area]]\nid = \"district-{district}\"\nname = \"Sample District {district}\"\nkind = \"district\"\nwithin = \"county\"\n"
        );
    }
    for theme in 0..THEMES {
        text += &format!(
            "\n[[theme]]\nid = \"theme-{theme}\"\nname = \"Sample Theme {theme}\"\ndelivered_by = [\"body-0\"]\n"
        );
    }
    text
}

/// The whole, and each district.
fn places() -> impl Iterator<Item = Option<String>> {
    let districts = (0..DISTRICTS).map(|district| Some(format!("district-{district}")));
    std::iter::once(None).chain(districts)
}

/// What is aimed at in a year: of the whole, the sum of its districts.
fn target(indicator: usize, year: usize, place: &Option<String>) -> usize {
    let of_district = 100 + indicator * 3 + year;
    match place {
        None => of_district * DISTRICTS,
        Some(_) => of_district,
    }
}

impl County {
    /// Makes the agreement, its outcomes, indicators and targets, for so many years.
    pub(super) fn agree(&self, years: u16) -> Result<(), Trouble> {
        let last = 2007 + i32::from(years);
        let mut acts = vec![json!({
            "act": "plan.make-agreement", "agreement": "laa", "title": "Sample agreement",
            "from": "2006-04-01", "until": format!("{last}-03-31"),
            "blocks": [{"id": "a", "name": "All themes"}],
        })];
        acts.extend((0..OUTCOMES).map(|outcome| json!({
            "act": "plan.set-outcome", "outcome": format!("outcome-{outcome}"), "agreement": "laa", "block": "a",
            "theme": format!("theme-{}", outcome % THEMES), "title": format!("Sample outcome {outcome} comes true"),
            "lead": {"body": "body-0", "partner": format!("partner-{outcome}")},
        })));
        for indicator in 0..INDICATORS {
            let id = format!("indicator-{indicator}");
            acts.push(json!({
                "act": "plan.set-indicator", "indicator": id, "outcome": format!("outcome-{}", indicator / 2),
                "title": format!("Sample indicator {indicator}"), "unit": "cases",
                "good": if indicator % 2 == 0 { "lower" } else { "higher" },
                "every": "quarter", "in_year": "sum", "districts": "sum", "source": "Sample return",
            }));
            let years = 0..=usize::from(years);
            let targets: Vec<Value> = years
                .flat_map(|year| {
                    places().map(move |place| {
                        let begins = 2006 + year;
                        json!({
                            "period": format!("{begins}-{:02}", (begins + 1) % 100), "area": place,
                            "value": target(indicator, year, &place).to_string(),
                        })
                    })
                })
                .collect();
            for part in targets.chunks(490) {
                acts.push(json!({"act": "plan.set-targets", "indicator": id, "targets": part}));
            }
        }
        self.act(Value::from(acts))
    }

    /// Hands in the figures of the quarter that ended before this first of a month.
    pub(super) fn figures(&mut self, first: Date) -> Result<(), Trouble> {
        let day = first.saturating_add(20.days()).at(9, 0, 0, 0);
        let moment = day.to_zoned(TimeZone::UTC).map_err(no_zone)?;
        self.hands.set(moment.timestamp());
        let ended = first.saturating_sub(1.month());
        let since = (ended.month() - 4).rem_euclid(12);
        let begins = i32::from(ended.year()) - i32::from(ended.month() < 4);
        let period = format!(
            "{begins}-{:02}-q{}",
            (begins + 1).rem_euclid(100),
            since / 3 + 1
        );
        let year = usize::try_from(begins - 2006).unwrap_or(0);
        let mut figures = Vec::new();
        for indicator in 0..INDICATORS {
            for place in places() {
                let share = 85 + self.dice.roll(35);
                let value = target(indicator, year, &place) * share / 400;
                figures.push(json!({
                    "indicator": format!("indicator-{indicator}"), "period": period, "area": place,
                    "figure": {"count": value.to_string()},
                }));
            }
        }
        self.act(json!({
            "act": "plan.return-figures", "source": "Sample return", "figures": figures,
        }))
    }
}
