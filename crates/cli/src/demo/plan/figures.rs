//! What came of it: figures handed in a month after each period, some late, a few never; what was said beside
//! them; what was corrected, came twice, or was judged otherwise than it comes out.

use std::collections::BTreeMap;

use jiff::{
    ToSpan,
    civil::{Date, DateTime, date},
};
use serde_json::{Value, json};

use super::{
    Plan, Said,
    agreement::{period_name, year_name},
    at_work,
    series::{DISTRICTS, Made, Mood, Row, YEARS},
};
use crate::{
    demo::{attendance::chance, story::Story},
    say::Trouble,
};

/// How long after its end the figures of a period are handed in, in days.
const AFTER: i32 = 33;
/// And those of a year, which are counted more slowly.
const AFTER_A_YEAR: i32 = 52;
/// And those that come late.
const LATE: i32 = 47;
/// How far away the first period is from the last, in months.
const MONTHS: i64 = 33;
/// Until when figures of silent indicators came.
const SILENT_FROM: Date = date(2008, 10, 1);

/// One indicator in one period.
#[derive(Debug, Clone)]
struct Cell {
    row: Row,
    period: String,
    ends: Date,
    target: i64,
    /// How many thousandths of the way from the first period to the last.
    way: i64,
}

pub(super) fn tell(plan: &Plan, story: &mut Story) -> Result<(), Trouble> {
    let mut returns: BTreeMap<(DateTime, String), Vec<Cell>> = BTreeMap::new();
    for row in &plan.indicators.rows {
        for cell in cells(row)? {
            if let Some(moment) = cell.handed_in() {
                let key = (moment, plan.lead(row).to_owned());
                returns.entry(key).or_default().push(cell);
            }
        }
    }
    for ((moment, body), cells) in returns {
        let mut acts = vec![returned(&body, &cells)];
        acts.extend(cells.iter().filter_map(|cell| cell.comment(&plan.said)));
        story.at(moment, move |writer| writer.act(Value::from(acts)));
    }
    corrected(plan, story)?;
    again(plan, story)?;
    overridden(plan, story);
    Ok(())
}

/// An indicator in each of its periods.
fn cells(row: &Row) -> Result<Vec<Cell>, Trouble> {
    let of = row.in_a_year()?;
    let months = 12 / of as i64;
    let mut cells = Vec::new();
    for (no, year) in YEARS.iter().enumerate() {
        let named = year_name(*year);
        for (nth, target) in row.targets(no)?.into_iter().enumerate() {
            let done = (no * of + nth + 1) as i64 * months;
            let begins = date(2007, 4, 1);
            cells.push(Cell {
                row: row.clone(),
                period: period_name(&named, &row.every, nth),
                ends: begins.saturating_add(done.months()).saturating_sub(1.day()),
                target,
                way: done * 1000 / MONTHS,
            });
        }
    }
    Ok(cells)
}

fn returned(body: &str, cells: &[Cell]) -> Value {
    let figures: Vec<Value> = cells.iter().flat_map(Cell::figures).collect();
    json!({ "act": "plan.return-figures", "source": format!("Return of the leads of {body}"), "figures": figures })
}

impl Cell {
    /// When it is handed in; never, where it was lost.
    fn handed_in(&self) -> Option<DateTime> {
        if self.row.mood == Mood::Silent && self.ends >= SILENT_FROM {
            return None;
        }
        let dice = chance(&[&self.row.name, &self.period, "return"]) % 100;
        let usual = match self.row.every.as_str() {
            "year" => AFTER_A_YEAR,
            "month" => 20,
            _ => AFTER,
        };
        let days = match dice {
            0..2 => return None,
            2..8 => LATE + usual / 2,
            _ => usual,
        };
        // Those who count each day are early with the last quarter.
        let early = ["Police", "Fire"]
            .iter()
            .any(|source| self.row.source.starts_with(source));
        let days = if early { days.min(14) } else { days };
        let day = self.ends.saturating_add(days.days());
        Some(at_work(day, 14, 0))
    }

    fn value(&self, area: &str, target: i64) -> i64 {
        self.row.came_to(target, self.way, area, &self.period)
    }

    /// The district's figures as they come, and the county's from them.
    fn figures(&self) -> Vec<Value> {
        let row = &self.row;
        if !row.made.by_district() {
            let units = self.value("", self.target);
            return vec![self.figure(None, json!({ "count": row.said(units) }))];
        }
        let mut figures = Vec::new();
        let (mut sum, mut out_of) = (0, 0);
        for ((area, people), part) in DISTRICTS.iter().zip(row.split(self.target)) {
            let came_to = self.value(area, part) + self.value("", part) - part;
            let (value, rate) = self.counted(came_to.max(0), *people);
            sum += value;
            out_of += rate;
            // Now and then a district is missing; the county's figure is there all the same.
            if chance(&[&row.name, &self.period, area, "missing"]) % 100 >= 2 {
                figures.push(self.figure(Some(area), self.told(value, rate)));
            }
        }
        figures.insert(0, self.figure(None, self.told(sum, out_of)));
        figures
    }

    /// What is counted for a value, and out of how many.
    fn counted(&self, value: i64, people: i64) -> (i64, i64) {
        match self.row.made {
            Made::Rate | Made::Survey => {
                let out_of = self.row.out_of(people);
                let one = 100 * 10_i64.pow(self.row.places);
                ((out_of * value + one / 2) / one, out_of)
            }
            _ => (value, 0),
        }
    }

    fn told(&self, value: i64, out_of: i64) -> Value {
        match out_of {
            0 => json!({ "count": self.row.said(value) }),
            _ => {
                json!({ "rate": { "numerator": value.to_string(), "denominator": out_of.to_string(), "per": 100 } })
            }
        }
    }

    fn figure(&self, area: Option<&str>, figure: Value) -> Value {
        let mut all =
            json!({ "indicator": self.row.name, "period": self.period, "figure": figure });
        if let Some(area) = area {
            all["area"] = json!(area);
        }
        all
    }

    /// Whether the county is behind what it aimed at.
    fn behind(&self) -> bool {
        let came_to = self.value("", self.target);
        match self.row.good.as_str() {
            "lower" => came_to > self.target,
            _ => came_to < self.target,
        }
    }

    /// What was said beside it, if anything was.
    fn comment(&self, said: &Said) -> Option<Value> {
        let own = said
            .rows
            .iter()
            .find(|(name, period, _)| *name == self.row.name && *period == self.period);
        let dice = chance(&[&self.row.name, &self.period, "said"]);
        let (often, sentences) = match self.behind() {
            true => (30, &said.worse),
            false => (9, &said.better),
        };
        let words = match own {
            Some((.., words)) => words.clone(),
            None if dice % 100 < often => sentences
                .get((dice / 100) as usize % sentences.len().max(1))?
                .clone(),
            None => return None,
        };
        Some(json!({
            "act": "plan.write-commentary", "indicator": self.row.name, "period": self.period, "words": words,
        }))
    }

    /// The county's figure, or a district's, by so many thousandths other than it came.
    fn otherwise(&self, area: &str, thousandths: i64) -> Value {
        let name = |figure: &Value| figure["area"].as_str().unwrap_or_default().to_owned();
        let figures = self.figures();
        let found = figures.into_iter().find(|figure| name(figure) == area);
        let mut figure = found.unwrap_or_default()["figure"].clone();
        let other = |text: &Value| {
            let units = text.as_str().unwrap_or_default().replace('.', "");
            let units: i64 = units.parse().unwrap_or_default();
            units * (1000 + thousandths) / 1000
        };
        match figure.get("count") {
            Some(count) => figure["count"] = json!(self.row.said(other(count))),
            None => {
                let numerator = other(&figure["rate"]["numerator"]);
                figure["rate"]["numerator"] = json!(numerator.to_string());
            }
        }
        figure
    }
}

impl Plan {
    fn cell(&self, name: &str, period: &str) -> Result<Cell, Trouble> {
        let mut all = cells(self.row(name)?)?.into_iter();
        let found = all.find(|cell| cell.period == period);
        found.ok_or_else(|| super::mistake(format!("{name} has no period {period}")))
    }
}

fn corrected(plan: &Plan, story: &mut Story) -> Result<(), Trouble> {
    for (name, period, area, thousandths, day, why) in &plan.corrections.rows {
        let figure = plan.cell(name, period)?.otherwise(area, *thousandths);
        let mut act = json!({
            "act": "plan.correct-figure", "indicator": name, "period": period, "figure": figure, "why": why,
        });
        if !area.is_empty() {
            act["area"] = json!(area);
        }
        story.at(at_work(*day, 15, 0), move |writer| writer.act(act));
    }
    Ok(())
}

/// The same figure comes again from someone else, with another value: the first stands.
fn again(plan: &Plan, story: &mut Story) -> Result<(), Trouble> {
    for (name, period, thousandths, day, from) in &plan.again.rows {
        let cell = plan.cell(name, period)?;
        let figure = cell.figure(None, cell.otherwise("", *thousandths));
        let act = json!({ "act": "plan.return-figures", "source": from, "figures": [figure] });
        story.at(at_work(*day, 15, 30), move |writer| writer.act(act));
    }
    Ok(())
}

fn overridden(plan: &Plan, story: &mut Story) {
    for (name, period, area, light, person, why) in plan.overrides.rows.clone() {
        story.at(date(2009, 11, 6).at(11, 0, 0, 0), move |writer| {
            let mut act = json!({
                "act": "plan.override-light", "indicator": name, "period": period, "light": light, "why": why,
                "person": writer.person(&person)?,
            });
            if !area.is_empty() {
                act["area"] = json!(area);
            }
            writer.act(act)
        });
    }
}
