//! The working of a light, of where it is going and of what the year will come to, in plain words.

use super::{
    By, Foretold, Good, Indicator, Judge, Judged, Light, Tolerance, Travelled, Unlit, Working,
    edges, forecast_said, in_unit,
};
use crate::say_day;

impl Judge<'_> {
    /// How a light came about.
    pub fn working(&self, indicator: &Indicator, judged: &Judged<'_>) -> Working {
        let mut working = Working {
            clause: judged.clause.map(str::to_owned),
            ..Working::default()
        };
        let Some(says) = indicator.on(self.on) else {
            return working;
        };
        let unit = says.unit.as_ref().map(|unit| unit.as_str());
        let say = |value| in_unit(value, says.places, unit);
        working.fact("Period", self.period_said(judged.period));
        match judged.figure {
            Some(figure) => {
                let parts = figure
                    .figure
                    .rate()
                    .map(|_| format!(" ({})", figure.figure));
                working.fact(
                    "Figure",
                    format!(
                        "{}{}, handed in on {}",
                        say(figure.value()),
                        parts.unwrap_or_default(),
                        say_day(figure.on)
                    ),
                );
            }
            None => working.fact(
                "Figure",
                format!(
                    "none; the figure for {} has to be there by now",
                    judged.due.said()
                ),
            ),
        }
        if let Some(compared) = &judged.compared {
            let aim = match says.good {
                Good::Within => {
                    format!("{} to {}", say(compared.aim.value), say(compared.aim.upper))
                }
                _ => say(compared.aim.value),
            };
            let by = match compared.by {
                By::Period => format!("{aim}, set for this period"),
                By::Around(whole) => format!("{aim}, set for {}", whole.said()),
                By::PartOf(whole, nth) => format!(
                    "{aim}: {nth} of {} parts of the target for {}; the figures since it began come to {}",
                    whole.every().months() / judged.period.every().months(),
                    whole.said(),
                    say(compared.value)
                ),
            };
            working.fact("Target", by);
            working.fact("Direction", says.good.said());
            let (below, above) = edges(&compared.aim, judged.tolerance);
            let reach = match says.good {
                Good::Higher => format!("down to {}", say(below)),
                Good::Lower => format!("up to {}", say(above)),
                Good::Within => format!("from {} to {}", say(below), say(above)),
            };
            let tolerance = match judged.tolerance {
                Tolerance::None => "none: what misses its target is off track".to_owned(),
                Tolerance::Share(share) => format!("{share} of the target: {reach} is at risk"),
                Tolerance::Points(points) => format!("{points} points: {reach} is at risk"),
            };
            working.fact("Tolerance", tolerance);
        }
        working.sum = sum(self, judged, &say);
        if let Some((overriding, said)) = judged.overridden {
            working.fact(
                "Set otherwise",
                format!(
                    "{} since {}: {}",
                    overriding.light.word(),
                    say_day(said.on),
                    overriding.why.shown()
                ),
            );
        }
        working
    }

    /// How it came about where it is going.
    pub fn travel_working(&self, indicator: &Indicator, travelled: &Travelled<'_>) -> Working {
        let mut working = Working {
            clause: travelled.clause.map(str::to_owned),
            ..Working::default()
        };
        let Some(says) = indicator.on(self.on) else {
            return working;
        };
        let unit = says.unit.as_ref().map(|unit| unit.as_str());
        match travelled.before {
            Some((period, figure)) => {
                let before = in_unit(figure.value(), says.places, unit);
                working.fact("Before", format!("{before}, {}", period.said()));
                working.sum = format!("{}, since {}", travelled.travel.word(), says.good.said());
            }
            None => "There is no earlier figure to compare it with".clone_into(&mut working.sum),
        }
        if let Some(steady) = self.performance.travel.steady_within {
            working.fact("Steady", format!("a change of up to {steady}"));
        }
        working
    }

    /// How a forecast came about.
    pub fn forecast_working(&self, indicator: &Indicator, foretold: &Foretold<'_>) -> Working {
        let mut working = Working {
            clause: foretold.clause.map(str::to_owned),
            ..Working::default()
        };
        let Some(says) = indicator.on(self.on) else {
            return working;
        };
        let unit = says.unit.as_ref().map(|unit| unit.as_str());
        working.fact("The year", says.in_year.said());
        if foretold.known {
            working.fact("Figures", "all figures of the year are there");
        } else {
            working.fact("Method", forecast_said(foretold.method));
        }
        let value = in_unit(foretold.value, says.places, unit);
        let year = foretold.year.year_name();
        working.sum = match (foretold.aim, foretold.light) {
            (Some(aim), Some(light)) => format!(
                "{year} comes to {value} for a target of {}: {}",
                in_unit(aim.value, says.places, unit),
                light.word().to_lowercase()
            ),
            _ => format!("{year} comes to {value}; no target was set for it"),
        };
        working
    }

    fn period_said(&self, period: super::Period) -> String {
        let months = period.months_said(self.starts);
        format!("{} ({months})", period.said())
    }
}

fn sum(judge: &Judge<'_>, judged: &Judged<'_>, say: &impl Fn(super::Fraction) -> String) -> String {
    match (judged.by_rule, judged.unlit) {
        (Some(Light::NotReported), _) if judged.figure.is_some() => {
            "A figure since the year began is not there, so they cannot be added".to_owned()
        }
        (Some(Light::NotReported), _) => format!(
            "No figure has come for {}, {} days after it ended",
            judged.period.said(),
            judge.performance.stale.after_days
        ),
        (Some(light), _) => {
            let value = judged.compared.as_ref().map(|it| say(it.value));
            let verdict = match light {
                Light::OnTrack => "meets the target",
                Light::AtRisk => "misses the target, within the tolerance",
                _ => "misses the target by more than the tolerance",
            };
            format!(
                "{} {verdict}: {}",
                value.unwrap_or_default(),
                light.word().to_lowercase()
            )
        }
        (None, Some(Unlit::NotDue)) => "No figure has to be there yet".to_owned(),
        (None, Some(Unlit::NotHere)) => "It is not measured in this area".to_owned(),
        (None, Some(Unlit::Retired)) => "It is measured no longer".to_owned(),
        (None, _) => {
            "No target was set for this period, so there is nothing to hold the figure against"
                .to_owned()
        }
    }
}
