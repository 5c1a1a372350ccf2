//! What a meeting talks about: chosen from the body's table, with the blanks filled in.
//!
//! The tables are texts of the partnership. An item with a date comes at that meeting; one with
//! months comes when the body meets in one of them; the others come in turn. Where an item has
//! several sentences, each time it comes it has the next.

use jiff::civil::Date;
use serde::Deserialize;

use super::{attendance::chance, calendar::Cycle, partnership::Partnership, writer::mistake};
use crate::say::Trouble;

/// Something that a body talks about.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Item {
    pub(super) title: String,
    #[serde(default = "discussion")]
    pub(super) purpose: String,
    #[serde(default)]
    pub(super) presenter: Option<String>,
    #[serde(default = "half_an_hour")]
    pub(super) minutes: u16,
    /// The months in which it comes up.
    #[serde(default)]
    months: Vec<i8>,
    /// The meeting at which it comes up.
    #[serde(default)]
    date: Option<Date>,
    /// The case in `cases` that tells what came of it.
    #[serde(default)]
    pub(super) case: Option<String>,
    /// What its paper says, where it has one.
    #[serde(default)]
    pub(super) paper: Option<String>,
    /// Who holds the paper, if not the partnership's host.
    #[serde(default)]
    pub(super) by: Option<String>,
    /// Why the item comes after the agenda went out.
    #[serde(default)]
    pub(super) late: Option<String>,
    /// Why only its paper does.
    #[serde(default)]
    pub(super) late_paper: Option<String>,
    /// Whether the forward plan brings it to the agenda by itself.
    #[serde(default)]
    pub(super) brought: bool,
    /// What the minutes say.
    pub(super) said: Vec<String>,
    /// What was agreed, and its reach: under which competence, to whom it is a recommendation.
    #[serde(default)]
    pub(super) agreed: Vec<String>,
    #[serde(default)]
    pub(super) scope: Option<serde_json::Value>,
    /// A decision report under it, part by part.
    #[serde(default)]
    pub(super) report: Option<serde_json::Value>,
    /// What someone is to do, who, and in how many weeks.
    #[serde(default)]
    pub(super) action: Vec<String>,
    #[serde(default)]
    pub(super) owner: Option<String>,
    #[serde(default = "six")]
    pub(super) weeks: i32,
}

/// A meeting about whose place and attendance there is something to say.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sitting {
    date: Date,
    /// Seats that sent apologies, without the body's name. Everyone else came.
    #[serde(default)]
    pub(super) apologies: Vec<String>,
    /// Seats that were not there and sent no word.
    #[serde(default)]
    pub(super) absent: Vec<String>,
    /// Seats that came late.
    #[serde(default)]
    pub(super) late: Vec<String>,
    #[serde(default)]
    pub(super) place: Option<String>,
    /// The day to which it was moved, or that it was cancelled, and why.
    #[serde(default)]
    pub(super) moved_to: Option<Date>,
    #[serde(default)]
    pub(super) cancelled: bool,
    #[serde(default)]
    pub(super) why: Option<String>,
}

fn discussion() -> String {
    "discussion".to_owned()
}

fn half_an_hour() -> u16 {
    30
}

fn six() -> i32 {
    6
}

/// A body's table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    item: Vec<Item>,
    #[serde(default)]
    sitting: Vec<Sitting>,
}

impl Table {
    /// The table of that name.
    pub(super) fn read(of: &Partnership, name: &str) -> Result<Self, Trouble> {
        let text = of.business.iter().find(|(table, _)| *table == name);
        let (_, text) = text.ok_or_else(|| mistake(format!("there is no table {name}")))?;
        let mut table: Self =
            toml::from_str(text).map_err(|error| mistake(format!("{name}: {error}")))?;
        for item in &mut table.item {
            item.by.get_or_insert_with(|| of.host.to_owned());
            item.owner.get_or_insert_with(|| of.host.to_owned());
        }
        Ok(table)
    }

    /// What there is to say about the meeting of a day.
    pub(super) fn sitting(&self, date: Date) -> Option<&Sitting> {
        self.sitting.iter().find(|sitting| sitting.date == date)
    }

    /// What a body talks about at each of its meetings.
    pub(super) fn agendas(&self, cycle: &Cycle, days: &[Date]) -> Vec<Vec<Item>> {
        let in_turn: Vec<usize> = (0..self.item.len())
            .filter(|no| self.item.get(*no).is_some_and(Item::comes_in_turn))
            .collect();
        let mut next = chance(&[&cycle.body]) as usize;
        let mut come = vec![0; self.item.len()];
        let mut agendas = Vec::new();
        for day in days {
            let mut chosen: Vec<usize> = (0..self.item.len())
                .filter(|no| self.item.get(*no).is_some_and(|item| item.comes_on(*day)))
                .collect();
            while chosen.len() < cycle.items && !in_turn.is_empty() {
                let no = in_turn.get(next % in_turn.len()).copied();
                next += 1;
                match no {
                    Some(no) if !chosen.contains(&no) => chosen.push(no),
                    _ => break,
                }
            }
            let mut agenda = Vec::new();
            for no in chosen {
                if let (Some(item), Some(times)) = (self.item.get(no), come.get_mut(no)) {
                    agenda.push(item.filled(cycle, *day, *times));
                    *times += 1;
                }
            }
            agendas.push(agenda);
        }
        agendas
    }
}

impl Item {
    /// Who is to do what it asks.
    pub(super) fn owner(&self) -> &str {
        self.owner.as_deref().unwrap_or_default()
    }

    fn comes_in_turn(&self) -> bool {
        self.months.is_empty() && self.date.is_none()
    }

    fn comes_on(&self, day: Date) -> bool {
        self.date
            .map_or(self.months.contains(&day.month()), |date| date == day)
    }

    /// The item with its blanks filled in, for the time that it comes.
    fn filled(&self, cycle: &Cycle, day: Date, times: usize) -> Self {
        let blanks = blanks(self, cycle, day, times);
        let fill = |text: &str| {
            let mut text = text.to_owned();
            for (blank, word) in &blanks {
                text = text.replace(blank, word);
            }
            text
        };
        let nth = |texts: &[String]| -> Vec<String> {
            let text = texts.get(times % texts.len().max(1));
            text.map(|text| fill(text)).into_iter().collect()
        };
        Self {
            title: fill(&self.title),
            paper: self.paper.as_deref().map(fill),
            said: nth(&self.said),
            agreed: nth(&self.agreed),
            action: nth(&self.action),
            ..self.clone()
        }
    }
}

const DISTRICTS: [&str; 6] = [
    "Redditch",
    "Wyre Forest",
    "Malvern Hills",
    "Bromsgrove",
    "Wychavon",
    "Worcester",
];

/// What stands for each blank.
fn blanks(item: &Item, cycle: &Cycle, day: Date, times: usize) -> Vec<(&'static str, String)> {
    let dice = chance(&[&cycle.body, &item.title, &day.to_string()]);
    let district = cycle.district.clone().unwrap_or_else(|| {
        let start = chance(&[&item.title]) as usize;
        DISTRICTS[(start + times) % DISTRICTS.len()].to_owned()
    });
    let first = day.year() - i16::from(day.month() < 4);
    let year = |first: i16| format!("{first}/{:02}", (first + 1) % 100);
    let quarter = match day.month() {
        1..=3 => format!("the third quarter of {}", year(first)),
        4..=6 => format!("the last quarter of {}", year(first - 1)),
        7..=9 => format!("the first quarter of {}", year(first)),
        _ => format!("the second quarter of {}", year(first)),
    };
    vec![
        ("{district}", district),
        ("{theme}", cycle.theme.clone().unwrap_or_default()),
        ("{year}", year(first)),
        ("{last-year}", year(first - 1)),
        ("{next-year}", year(first + 1)),
        ("{calendar-year}", day.year().to_string()),
        ("{quarter}", quarter),
        ("{n}", (3 + dice % 9).to_string()),
        ("{m}", (14 + dice / 9 % 70).to_string()),
        (
            "{hundreds}",
            ((2 + dice / 700 % 8) * 100 + dice % 97).to_string(),
        ),
        (
            "{pounds}",
            format!("£{},{}00", 4 + dice / 5_000 % 60, dice % 9 + 1),
        ),
    ]
}
