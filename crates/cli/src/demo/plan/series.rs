//! Invented series: what an indicator aims at in each period, and what it came to. Whole numbers
//! throughout, and the same each time, so that each run makes the same book.

use serde::Deserialize;

use crate::{
    demo::{attendance::chance, writer::mistake},
    say::Trouble,
};

/// Districts, with their people in thousands.
pub(super) const DISTRICTS: [(&str, i64); 6] = [
    ("bromsgrove", 93),
    ("malvern-hills", 75),
    ("redditch", 79),
    ("worcester", 94),
    ("wychavon", 117),
    ("wyre-forest", 98),
];
/// The financial years of the agreement, by the year in which each begins.
pub(super) const YEARS: [i16; 4] = [2007, 2008, 2009, 2010];
/// How much of a year falls into each quarter, in hundredths.
const SEASONS: [i64; 4] = [26, 25, 23, 26];
/// Whom a survey asks in each district.
const ASKED: i64 = 1100;
/// From this percentage on a figure moves less.
const HIGH: i64 = 40;

/// A row of the table of indicators.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "Cells")]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) outcome: String,
    pub(super) title: String,
    pub(super) unit: String,
    pub(super) good: String,
    pub(super) made: Made,
    pub(super) every: String,
    /// Where it began, in units of its last decimal place.
    pub(super) base: i64,
    pub(super) places: u32,
    change: i64,
    pub(super) mood: Mood,
    pub(super) source: String,
    /// What it stands for or leads to.
    pub(super) belongs: Option<(String, String)>,
}

/// How an indicator is made of districts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    Sum,
    Stock,
    Rate,
    Survey,
    Plain,
    Total,
}

/// How it has gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    Good,
    Steady,
    Slipping,
    Poor,
    Recovering,
    /// As if steady, and after a while nobody hands anything in.
    Silent,
}

#[derive(Deserialize)]
struct Cells(
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    i64,
    String,
    String,
    #[serde(default)] Option<String>,
);

impl From<Cells> for Row {
    fn from(cells: Cells) -> Self {
        let (made, every) = cells.5.split_once(' ').unwrap_or((&cells.5, "quarter"));
        let places = cells.6.split_once('.').map_or(0, |(_, after)| after.len());
        let belongs = cells.10.as_deref().and_then(|it| it.split_once(' '));
        Self {
            made: match made {
                "sum" => Made::Sum,
                "stock" => Made::Stock,
                "rate" => Made::Rate,
                "survey" => Made::Survey,
                "total" => Made::Total,
                _ => Made::Plain,
            },
            every: every.to_owned(),
            base: cells.6.replace('.', "").parse().unwrap_or_default(),
            places: places as u32,
            mood: match cells.8.as_str() {
                "good" => Mood::Good,
                "slipping" => Mood::Slipping,
                "poor" => Mood::Poor,
                "recovering" => Mood::Recovering,
                "silent" => Mood::Silent,
                _ => Mood::Steady,
            },
            belongs: belongs.map(|(how, to)| (how.to_owned(), to.to_owned())),
            name: cells.0,
            outcome: cells.1,
            title: cells.2,
            unit: cells.3,
            good: cells.4,
            change: cells.7,
            source: cells.9,
        }
    }
}

impl Made {
    /// Whether the districts have figures of their own.
    pub(super) fn by_district(self) -> bool {
        !matches!(self, Self::Plain | Self::Total)
    }

    /// Whether the figures of a year are added.
    pub(super) fn added(self) -> bool {
        matches!(self, Self::Sum | Self::Total)
    }

    fn is_rate(self) -> bool {
        matches!(self, Self::Rate | Self::Survey)
    }
}

impl Row {
    /// How many periods there are in a year.
    pub(super) fn in_a_year(&self) -> Result<usize, Trouble> {
        match self.every.as_str() {
            "month" => Ok(12),
            "quarter" => Ok(4),
            "half" => Ok(2),
            "year" => Ok(1),
            other => Err(mistake(format!("{}: every {other}?", self.name))),
        }
    }

    /// What the county aims at in the year of that number, from 0; before it, where it began.
    fn year_target(&self, year: i64) -> i64 {
        self.base * (1000 + self.change * (year + 1)) / 1000
    }

    /// What the county aims at in each period of a year.
    pub(super) fn targets(&self, year: usize) -> Result<Vec<i64>, Trouble> {
        let (of, year) = (self.in_a_year()?, year as i64);
        let (before, aim) = (self.year_target(year - 1), self.year_target(year));
        if !self.made.added() {
            let step = |nth: i64| before + (aim - before) * nth / of as i64;
            return Ok((1..=of as i64).map(step).collect());
        }
        let season = |nth: usize| SEASONS.get(nth).map_or(0, |part| aim * part / 100);
        let mut parts: Vec<i64> = (0..of).map(season).collect();
        let rest = aim - parts.iter().sum::<i64>();
        if let Some(last) = parts.last_mut() {
            *last += rest;
        }
        Ok(parts)
    }

    /// The part of each district in what the county aims at, or the same for all where it is a rate.
    pub(super) fn split(&self, target: i64) -> Vec<i64> {
        if self.made.is_rate() {
            return vec![target; DISTRICTS.len()];
        }
        let weight = |(district, people): &(&str, i64)| {
            people * (80 + (chance(&[&self.name, district]) % 41) as i64)
        };
        let weights: Vec<i64> = DISTRICTS.iter().map(weight).collect();
        let all: i64 = weights.iter().sum::<i64>().max(1);
        let mut parts: Vec<i64> = weights.iter().map(|one| target * one / all).collect();
        // What is left over goes round, one each: less than there are districts.
        let rest = target - parts.iter().sum::<i64>();
        for part in parts.iter_mut().take(rest.max(0) as usize) {
            *part += 1;
        }
        parts
    }

    /// Out of how many a district's rate is.
    pub(super) fn out_of(&self, people: i64) -> i64 {
        match self.made {
            Made::Survey => ASKED,
            _ => people * (9 + (chance(&[&self.name, "out of"]) % 5) as i64) * 10,
        }
    }

    /// By how many thousandths a figure is better than its target, in the period that many thousandths
    /// of the way from the first to the last.
    fn better(&self, way: i64, area: &str, period: &str) -> i64 {
        let drift = match self.mood {
            Mood::Good => 20 + 30 * way / 1000,
            Mood::Steady | Mood::Silent => 12,
            Mood::Slipping => 35 - 150 * way / 1000,
            Mood::Poor => -75 - 90 * way / 1000,
            Mood::Recovering => -135 + 175 * way / 1000,
        };
        let wobble = if area.is_empty() { 31 } else { 101 };
        let dice = (chance(&[&self.name, area, period]) % wobble) as i64 - wobble as i64 / 2;
        // What is a large share already can change by little only.
        let high = self.unit == "%" && self.base >= HIGH * 10_i64.pow(self.places);
        (drift + dice) / if high { 3 } else { 1 }
    }

    /// What an area came to, where it aimed at that.
    pub(super) fn came_to(&self, target: i64, way: i64, area: &str, period: &str) -> i64 {
        let better = self.better(way, area, period);
        let thousandths = match self.good.as_str() {
            "lower" => 1000 - better,
            _ => 1000 + better,
        };
        ((target * thousandths + 500) / 1000).max(0)
    }

    /// A number of its last decimal place, as it is written.
    pub(super) fn said(&self, units: i64) -> String {
        let one = 10_i64.pow(self.places);
        match self.places {
            0 => units.to_string(),
            places => format!(
                "{}.{:0width$}",
                units / one,
                units % one,
                width = places as usize
            ),
        }
    }
}
