//! What the columns of a sheet of figures are, by their headings.
//!
//! A sheet is long, with a figure to a row and a column that says of which period it is; or wide, with a
//! column to a period and in each row the figures of one indicator in one area, as councils keep them.
//! In a wide sheet the year may stand in the row above its quarters or months.

use std::collections::BTreeMap;

use record::plan::Every;
use spreadsheets::{Cell, MOST_COLUMNS, Row};

use super::periods::{month_of_year, period};
use crate::import::letter;

/// How far down the headings are looked for: above them may be a title and empty rows.
const DEEPEST_HEADINGS: usize = 20;

/// A column that means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The indicator: its name, its reference or its title.
    Indicator,
    /// The area; empty for the whole partnership.
    Area,
    /// The period.
    Period,
    /// The figure, where it is one number.
    Figure,
    /// How many, where it is a rate.
    Numerator,
    /// Out of how many.
    Denominator,
    /// Told per how many.
    Per,
    /// What is said beside it.
    Comment,
}

use Column::{Area, Comment, Denominator, Figure, Indicator, Numerator, Per, Period};

/// Every column with the headings that mean it, the usual one first.
const HEADINGS: &[(Column, &[&str])] = &[
    (
        Indicator,
        &[
            "indicator",
            "indicator id",
            "measure",
            "reference",
            "ref",
            "pi",
        ],
    ),
    (Area, &["area", "district", "area id", "place"]),
    (
        Period,
        &["period", "quarter", "month", "year", "financial year"],
    ),
    (
        Figure,
        &["figure", "value", "actual", "result", "measurement"],
    ),
    (Numerator, &["numerator", "number", "how many", "count"]),
    (Denominator, &["denominator", "out of", "of", "base"]),
    (Per, &["per", "rate per"]),
    (
        Comment,
        &["comment", "words", "note", "notes", "remark", "comments"],
    ),
];

/// Headings of the form that only tell those who fill it in what a row is about.
const TOLD: &[&str] = &["title", "area name", "months", "unit", "target"];

impl Column {
    /// Its usual heading.
    pub fn heading(self) -> &'static str {
        match self {
            Indicator => "Indicator",
            Area => "Area",
            Period => "Period",
            Figure => "Figure",
            Numerator => "Numerator",
            Denominator => "Denominator",
            Per => "Per",
            Comment => "Comment",
        }
    }

    fn of(heading: &str) -> Option<Self> {
        let heading = plain(heading);
        let means = |(_, headings): &&(Self, &[&str])| headings.contains(&&*heading);
        HEADINGS.iter().find(means).map(|(column, _)| *column)
    }
}

fn plain(heading: &str) -> String {
    let heading = heading.trim().trim_end_matches([':', '*', '.']);
    heading.trim().to_lowercase()
}

/// The headings are not those of a sheet of figures.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoHeadings {
    /// No row says what its columns are.
    #[error(
        "no row of this sheet has the headings: it needs the columns Indicator, Period, and Figure or \
         Numerator and Denominator; or Indicator and a column for each period, such as 2008/09 Q1"
    )]
    None,
    /// One is not there.
    #[error(
        "this sheet has no column called {0}: add it, with that word in the row of the headings"
    )]
    Without(&'static str),
    /// Two columns have one meaning.
    #[error("columns {1} and {2} are both read as {0}: rename or delete one of them")]
    Twice(&'static str, String, String),
    /// Two columns are of one period.
    #[error("columns {1} and {2} are both of {0}: rename or delete one of them")]
    PeriodTwice(String, String, String),
    /// It may go on where nothing is read.
    #[error(
        "this sheet has {MOST_COLUMNS} columns or more, and what stands to the right of them is not read: divide it into parts"
    )]
    TooWide,
    /// More figures than are taken at once.
    #[error("this sheet has more than {0} figures: divide it into parts")]
    TooMany(usize),
}

/// Which column is where.
pub(super) struct Columns {
    at: BTreeMap<Column, usize>,
    /// Headings that mean nothing here.
    pub(super) unused: Vec<String>,
    /// How many rows stand above the figures.
    pub(super) above: usize,
    /// In a wide sheet, where the columns of periods are, each with its heading.
    pub(super) periods: Vec<(usize, Cell)>,
}

impl Columns {
    /// The headings are in that one of the first rows which has most of them. `starts` is the first month
    /// of the financial year.
    pub(super) fn find(rows: &[Row], starts: u8) -> Result<Self, NoHeadings> {
        if let Some(wide) = Self::wide(rows, starts) {
            return wide;
        }
        let headings = |row: &Row| -> Vec<(Column, usize)> {
            let cells = row.cells.iter().enumerate();
            cells
                .filter_map(|(nth, cell)| match cell {
                    Cell::Text(heading) => Some((Column::of(heading)?, nth)),
                    _ => None,
                })
                .collect()
        };
        let mut best: (usize, Vec<(Column, usize)>) = (0, Vec::new());
        for (nth, row) in rows.iter().take(DEEPEST_HEADINGS).enumerate() {
            let found = headings(row);
            if found.len() > best.1.len() {
                best = (nth, found);
            }
        }
        let (nth, found) = best;
        if found.len() < 2 {
            return Err(NoHeadings::None);
        }
        let mut at = BTreeMap::new();
        for (column, place) in found {
            if let Some(before) = at.insert(column, place) {
                let (before, place) = (letter(before), letter(place));
                return Err(NoHeadings::Twice(column.heading(), before, place));
            }
        }
        let lacks = |column: &Column| !at.contains_key(column);
        let needed: &[Column] = match at.contains_key(&Numerator) {
            true => &[Indicator, Period, Denominator],
            false => &[Indicator, Period, Figure],
        };
        if let Some(lacking) = needed.iter().copied().find(lacks) {
            return Err(NoHeadings::Without(lacking.heading()));
        }
        let unused = rows[nth].cells.iter().filter_map(|cell| match cell {
            Cell::Text(heading) if Column::of(heading).is_none() => Some(heading.clone()),
            _ => None,
        });
        Ok(Self {
            unused: unused
                .filter(|heading| !TOLD.contains(&&*plain(heading)))
                .collect(),
            at,
            above: nth + 1,
            periods: Vec::new(),
        })
    }

    /// The columns of a wide sheet: one that names indicators, none for the period, and one or more whose
    /// headings are periods.
    fn wide(rows: &[Row], starts: u8) -> Option<Result<Self, NoHeadings>> {
        let mut best: Option<(usize, Vec<(usize, Cell)>)> = None;
        for (nth, row) in rows.iter().take(DEEPEST_HEADINGS).enumerate() {
            let means = |column| {
                let mut cells = row.cells.iter();
                cells.any(
                    |cell| matches!(cell, Cell::Text(words) if Column::of(words) == Some(column)),
                )
            };
            if !means(Indicator) || means(Period) {
                continue;
            }
            let above = nth.checked_sub(1).and_then(|nth| rows.get(nth));
            let above = above.filter(|above| above.number + 1 == row.number);
            let periods = period_headings(row, above, starts);
            if periods.len() > best.as_ref().map_or(0, |(_, best)| best.len()) {
                best = Some((nth, periods));
            }
        }
        let (nth, periods) = best?;
        Some(Self::of_wide(&rows[nth], nth + 1, periods, starts))
    }

    fn of_wide(
        row: &Row,
        above: usize,
        periods: Vec<(usize, Cell)>,
        starts: u8,
    ) -> Result<Self, NoHeadings> {
        if row.cells.len() >= MOST_COLUMNS {
            return Err(NoHeadings::TooWide);
        }
        let mut of: BTreeMap<String, usize> = BTreeMap::new();
        for (place, heading) in &periods {
            let Some(said) = said(heading, starts) else {
                continue;
            };
            if let Some(before) = of.insert(said.clone(), *place) {
                return Err(NoHeadings::PeriodTwice(
                    said,
                    letter(before),
                    letter(*place),
                ));
            }
        }
        let (mut at, mut unused) = (BTreeMap::new(), Vec::new());
        for (place, cell) in row.cells.iter().enumerate() {
            let Cell::Text(heading) = cell else { continue };
            if periods.iter().any(|(known, _)| *known == place) {
                continue;
            }
            match Column::of(heading) {
                Some(column @ (Indicator | Area)) => {
                    if let Some(before) = at.insert(column, place) {
                        let (before, place) = (letter(before), letter(place));
                        return Err(NoHeadings::Twice(column.heading(), before, place));
                    }
                }
                _ if TOLD.contains(&&*plain(heading)) => {}
                _ => unused.push(heading.clone()),
            }
        }
        Ok(Self {
            at,
            unused,
            above,
            periods,
        })
    }

    /// The cell of a column in a row.
    pub(super) fn cell<'a>(&self, column: Column, row: &'a Row) -> &'a Cell {
        const NOTHING: &Cell = &Cell::Empty;
        let at = self.at.get(&column);
        at.and_then(|at| row.cells.get(*at)).unwrap_or(NOTHING)
    }

    /// The cell as a spreadsheet names it: "C7".
    pub(super) fn place(&self, column: Column, row: &Row) -> String {
        match self.at.get(&column) {
            Some(at) => format!("{}{}", letter(*at), row.number),
            None => format!("row {}", row.number),
        }
    }

    /// Whether a row has anything in a column that means something.
    pub(super) fn says_anything(&self, row: &Row) -> bool {
        let mut places = self
            .at
            .values()
            .chain(self.periods.iter().map(|(at, _)| at));
        places.any(|at| !matches!(row.cells.get(*at), None | Some(Cell::Empty)))
    }
}

/// The headings of a row that are periods: by themselves, or with the year in the row above.
fn period_headings(row: &Row, above: Option<&Row>, starts: u8) -> Vec<(usize, Cell)> {
    let mut year: Option<&str> = None;
    let mut found = Vec::new();
    for (place, cell) in row.cells.iter().enumerate() {
        match above.and_then(|above| above.cells.get(place)) {
            Some(Cell::Text(words)) => year = Some(words),
            // What another cell covers belongs to that one.
            Some(Cell::Faulty(_) | Cell::Empty) | None => {}
            Some(Cell::Number(_) | Cell::Day(_)) => year = None,
        }
        let heading = match cell {
            Cell::Text(words) => Cell::Text(without_measured(words)),
            other => other.clone(),
        };
        let heading = match (&heading, year) {
            (_, _) if said(&heading, starts).is_some() => Some(heading),
            (Cell::Text(words), Some(year)) => {
                let month = month_of_year(words, year, starts);
                let both = month.unwrap_or_else(|| format!("{words} {year}"));
                Some(Cell::Text(both)).filter(|both| said(both, starts).is_some())
            }
            _ => None,
        };
        found.extend(heading.map(|heading| (place, heading)));
    }
    found
}

/// The heading of a column of measurements without the word that says so: "2008/09 Q1 actual".
fn without_measured(words: &str) -> String {
    let last = words.rsplit_once(' ');
    let measured = last.filter(|(_, last)| {
        let last = plain(last);
        Column::of(&last) == Some(Figure) || last == "outturn"
    });
    measured.map_or(words, |(rest, _)| rest).to_owned()
}

/// The period of a heading, of whatever length.
fn said(heading: &Cell, starts: u8) -> Option<String> {
    if !matches!(heading, Cell::Text(_) | Cell::Day(_)) {
        return None;
    }
    let lengths = [Every::Quarter, Every::Month, Every::Half, Every::Year];
    let mut read = lengths
        .into_iter()
        .map(|every| period(heading, every, starts));
    read.find_map(Result::ok).map(|period| period.said())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_found_whatever_stands_above_them() {
        let read =
            |text: &str| Columns::find(&spreadsheets::read(text.as_bytes(), 100).unwrap(), 4);
        let found = read("Our figures\n\nPI:,Quarter,Actual,Colour\nx,y,1,red\n").unwrap();
        assert_eq!(
            (found.above, &*found.unused),
            (2, &["Colour".to_owned()][..])
        );
        for (text, why) in [
            ("a,b\n1,2\n", NoHeadings::None),
            ("Indicator\nx\n", NoHeadings::None),
            ("Indicator,Figure\nx,1\n", NoHeadings::Without("Period")),
            ("Period,Figure\nx,1\n", NoHeadings::Without("Indicator")),
            ("Indicator,Period\nx,1\n", NoHeadings::Without("Figure")),
            (
                "Indicator,Period,Numerator\nx,1\n",
                NoHeadings::Without("Denominator"),
            ),
            (
                "Indicator,Period,Figure,Value\nx,1\n",
                NoHeadings::Twice("Figure", "C".to_owned(), "D".to_owned()),
            ),
        ] {
            assert_eq!(read(text).err(), Some(why), "{text}");
        }
        assert!(read("Indicator,Period,Numerator,Denominator\nx,1\n").is_ok());
    }

    #[test]
    fn a_column_to_a_period_is_known_by_its_heading() {
        let read = |text: &str| {
            let found = Columns::find(&spreadsheets::read(text.as_bytes(), 100).unwrap(), 4);
            found.map(|found| {
                let said = found
                    .periods
                    .iter()
                    .map(|(at, heading)| format!("{} {}", letter(*at), said(heading, 4).unwrap()));
                (said.collect::<Vec<_>>().join(", "), found.unused.join(", "))
            })
        };
        let ok = |periods: &str, unused: &str| Ok((periods.to_owned(), unused.to_owned()));
        for (text, expected) in [
            (
                "Indicator,Area,2007-08-q1,Q2 2007/08,Colour\nx,,1,2,red\n",
                ok("C quarter 1 of 2007-08, D quarter 2 of 2007-08", "Colour"),
            ),
            (
                "Our figures\nRef,Title,Target,Apr-Jun 2007,2007/08 Q2 actual,2007/08 Q2 target\nx,y,1,2,3,4\n",
                ok(
                    "D quarter 1 of 2007-08, E quarter 2 of 2007-08",
                    "2007/08 Q2 target",
                ),
            ),
            (
                "PI,2006/07,2007/08\nx,1,2\n",
                ok("B 2006-07, C 2007-08", ""),
            ),
            (
                ",,2007/08,,,,2008/09\nIndicator,District,Q1,Q2,Q3,Q4,Q1\nx,,1,2,3,4,5\n",
                ok(
                    "C quarter 1 of 2007-08, D quarter 2 of 2007-08, E quarter 3 of 2007-08, F quarter 4 of 2007-08, G quarter 1 of 2008-09",
                    "",
                ),
            ),
            (
                ",2007/08,,\nIndicator,Apr,Jan,Colour\nx,1,2,3\n",
                ok("B month 1 of 2007-08, C month 10 of 2007-08", "Colour"),
            ),
            (
                "Indicator,2007/08 Q1,Q1 2007-08\nx,1,2\n",
                Err(NoHeadings::PeriodTwice(
                    "quarter 1 of 2007-08".to_owned(),
                    "B".to_owned(),
                    "C".to_owned(),
                )),
            ),
            (
                "Indicator,PI,2007/08 Q1\nx,y,1\n",
                Err(NoHeadings::Twice(
                    "Indicator",
                    "A".to_owned(),
                    "B".to_owned(),
                )),
            ),
            ("Indicator,Q1,Q2\nx,1,2\n", Err(NoHeadings::None)),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        let many: Vec<String> = (0..MOST_COLUMNS)
            .map(|nth| format!("{}/{:02}", 2000 + nth, (nth + 1) % 100))
            .collect();
        let many = format!("Indicator,{}\nx,1\n", many.join(","));
        assert_eq!(read(&many), Err(NoHeadings::TooWide));
    }

    #[test]
    fn every_usual_heading_means_its_column() {
        for (column, headings) in HEADINGS {
            assert_eq!(Column::of(column.heading()), Some(*column));
            assert_eq!(Column::of(&format!(" {}: ", headings[0])), Some(*column));
        }
    }
}
