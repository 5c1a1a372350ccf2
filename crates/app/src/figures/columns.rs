//! What the columns of a sheet of figures are, by their headings.

use std::collections::BTreeMap;

use spreadsheets::{Cell, Row};

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
         Numerator and Denominator"
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
}

/// Which column is where.
pub(super) struct Columns {
    at: BTreeMap<Column, usize>,
    /// Headings that mean nothing here.
    pub(super) unused: Vec<String>,
    /// How many rows stand above the figures.
    pub(super) above: usize,
}

impl Columns {
    /// The headings are in that one of the first rows which has most of them.
    pub(super) fn find(rows: &[Row]) -> Result<Self, NoHeadings> {
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
        let mut places = self.at.values();
        places.any(|at| !matches!(row.cells.get(*at), None | Some(Cell::Empty)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_found_whatever_stands_above_them() {
        let read = |text: &str| Columns::find(&spreadsheets::read(text.as_bytes(), 100).unwrap());
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
    fn every_usual_heading_means_its_column() {
        for (column, headings) in HEADINGS {
            assert_eq!(Column::of(column.heading()), Some(*column));
            assert_eq!(Column::of(&format!(" {}: ", headings[0])), Some(*column));
        }
    }
}
