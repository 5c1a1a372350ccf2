//! What was agreed: the strategy, the agreement with its outcomes and indicators, and their targets year by
//! year and quarter by quarter, for the county and for each district.

use jiff::civil::date;
use serde_json::{Value, json};

use super::{
    Plan, at_work,
    series::{DISTRICTS, Row, YEARS},
};
use crate::{demo::story::Story, say::Trouble};

/// The year from which on targets follow when the agreement runs longer.
const LONGER: usize = 3;

pub(super) fn tell(plan: &Plan, story: &mut Story) -> Result<(), Trouble> {
    let (mut strategy, mut agreement) = (plan.strategy.clone(), plan.agreement.clone());
    strategy["act"] = json!("plan.adopt-strategy");
    agreement["act"] = json!("plan.make-agreement");
    let name = agreement["agreement"].clone();
    let mut acts = vec![strategy, agreement];
    for (outcome, block, theme, body, partner, title) in &plan.outcomes.rows {
        acts.push(json!({
            "act": "plan.set-outcome", "outcome": outcome, "agreement": name, "block": block, "theme": theme,
            "title": title, "lead": { "body": body, "partner": partner },
        }));
    }
    for row in &plan.indicators.rows {
        acts.push(row.set());
        acts.push(row.set_targets(0..LONGER)?);
    }
    story.at(date(2007, 3, 27).at(10, 0, 0, 0), move |writer| {
        writer.act(Value::from(acts))
    });
    for refresh in &plan.refresh {
        let mut act = json!({
            "act": "plan.refresh-agreement", "agreement": name, "from": refresh.from, "why": refresh.why,
        });
        if let Some(until) = refresh.until {
            act["until"] = json!(until);
        }
        let mut acts = vec![act];
        // The National Indicators have their numbers from the refresh of 2008 on.
        if refresh.until.is_some() {
            for row in &plan.indicators.rows {
                if row.number().is_some() {
                    acts.push(row.numbered());
                }
                acts.push(row.set_targets(LONGER..YEARS.len())?);
            }
        }
        story.at(at_work(refresh.told, 11, 0), move |writer| {
            writer.act(Value::from(acts))
        });
    }
    Ok(())
}

impl Row {
    /// Its number in the list of National Indicators: "NI 15".
    fn number(&self) -> Option<String> {
        let number = self.name.strip_prefix("ni-")?;
        Some(format!("NI {number}"))
    }

    fn set(&self) -> Value {
        use super::series::Made::{Plain, Rate, Stock, Sum, Survey, Total};
        let districts = match self.made {
            Sum | Stock => "sum",
            Rate | Survey => "weighted-mean",
            Plain | Total => "none",
        };
        let mut act = json!({
            "act": "plan.set-indicator", "indicator": self.name, "outcome": self.outcome, "title": self.title,
            "unit": self.unit, "good": self.good, "places": self.places, "every": self.every,
            "in_year": if self.made.added() { "sum" } else { "last" }, "districts": districts,
            "source": self.source, "baseline": { "period": "2006-07", "value": self.said(self.base) },
            "definition": "Illustrative: the figures are invented.",
        });
        if let Some((how, to)) = &self.belongs {
            act["standing"] = json!({ how: to });
        }
        if self.name == "ni-151" {
            act["tolerance"] = json!("two-points");
        }
        act
    }

    fn numbered(&self) -> Value {
        let mut act = self.set();
        act["reference"] = json!(self.number());
        act
    }

    /// Targets for years, each with its periods, of the county and of each district.
    fn set_targets(&self, years: std::ops::Range<usize>) -> Result<Value, Trouble> {
        let mut targets = Vec::new();
        for year in years {
            let named = year_name(YEARS.get(year).copied().unwrap_or_default());
            let periods = self.targets(year)?;
            let split: Vec<Vec<i64>> = periods.iter().map(|aim| self.split(*aim)).collect();
            let whole = |all: &mut dyn Iterator<Item = i64>| match self.made.added() {
                true => all.sum(),
                false => all.last().unwrap_or_default(),
            };
            let mut add = |period: &str, area: Option<(&str, i64)>, aim: i64| {
                let mut target = json!({ "period": period, "value": self.said(aim) });
                if let Some((area, people)) = area {
                    target["area"] = json!(area);
                    if matches!(
                        self.made,
                        super::series::Made::Rate | super::series::Made::Survey
                    ) {
                        target["weight"] = json!(self.out_of(people).to_string());
                    }
                }
                targets.push(target);
            };
            add(&named, None, whole(&mut periods.iter().copied()));
            if self.made.by_district() {
                for (nth, (area, people)) in DISTRICTS.iter().enumerate() {
                    let mut of_district = split.iter().filter_map(|parts| parts.get(nth).copied());
                    add(&named, Some((area, *people)), whole(&mut of_district));
                }
            }
            if periods.len() == 1 {
                continue;
            }
            for (nth, (aim, parts)) in periods.iter().zip(&split).enumerate() {
                let period = period_name(&named, &self.every, nth);
                add(&period, None, *aim);
                if self.made.by_district() {
                    for ((area, people), part) in DISTRICTS.iter().zip(parts) {
                        add(&period, Some((area, *people)), *part);
                    }
                }
            }
        }
        Ok(json!({ "act": "plan.set-targets", "indicator": self.name, "targets": targets }))
    }
}

/// A financial year by the year in which it begins: `2007-08`.
pub(super) fn year_name(year: i16) -> String {
    format!("{year}-{:02}", (year + 1) % 100)
}

/// The period of that number in a year, from 0.
pub(super) fn period_name(year: &str, every: &str, nth: usize) -> String {
    match every {
        "month" => format!("{year}-m{}", nth + 1),
        "quarter" => format!("{year}-q{}", nth + 1),
        "half" => format!("{year}-h{}", nth + 1),
        _ => year.to_owned(),
    }
}
