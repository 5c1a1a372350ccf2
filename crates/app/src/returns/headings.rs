//! Which column of a sheet is which, by the words above it, and where something is wrong.

use serde::Serialize;
use spreadsheets::{Cell, Row};

use crate::import::letter;

/// How far down the headings are looked for.
const DEEPEST: usize = 20;

/// Something wrong in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CellWrong {
    /// The cell as a spreadsheet names it, "F7", or its row.
    pub cell: String,
    /// What is wrong, and what to do.
    pub why: String,
}

/// A sheet does not say what its columns are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoTable {
    /// A column is not there.
    #[error("no row of this sheet has the heading {0}: leave the headings as they were, or add it")]
    Without(&'static str),
    /// Two columns have one meaning.
    #[error("columns {1} and {2} are both read as {0}: rename or delete one of them")]
    Twice(&'static str, String, String),
}

/// A column that is looked for: what it is called here, what else it may be called, and whether it must be
/// there.
pub(super) type Looked = (&'static str, &'static [&'static str], bool);

/// Where the columns of a sheet are.
#[derive(Debug)]
pub(super) struct Headings {
    at: Vec<Option<usize>>,
    /// How many rows stand above the table.
    pub(super) above: usize,
    /// The last column that has a heading.
    last: usize,
}

impl Headings {
    /// Looks for columns; they are in that one of the first rows that has most of them.
    pub(super) fn find(rows: &[Row], columns: &[Looked]) -> Result<Self, NoTable> {
        let means = |(usual, others, _): &Looked, words: &str| {
            let words = words
                .trim()
                .trim_end_matches([':', '*', '.'])
                .to_lowercase();
            words == usual.to_lowercase() || others.contains(&&*words)
        };
        let found = |row: &Row| -> usize {
            let all = row.cells.iter().filter(|cell| match cell {
                Cell::Text(words) => columns.iter().any(|column| means(column, words)),
                _ => false,
            });
            all.count()
        };
        let first = rows.iter().take(DEEPEST).enumerate();
        let best = first.rev().max_by_key(|(_, row)| found(row));
        let (nth, row) = best.ok_or(NoTable::Without(columns.first().map_or("", |it| it.0)))?;
        let mut at = Vec::new();
        for column in columns {
            let mut places = row.cells.iter().enumerate().filter(|(_, cell)| match cell {
                Cell::Text(words) => means(column, words),
                _ => false,
            });
            let place = places.next().map(|(place, _)| place);
            if let (Some(place), Some((other, _))) = (place, places.next()) {
                return Err(NoTable::Twice(column.0, letter(place), letter(other)));
            }
            if place.is_none() && column.2 {
                return Err(NoTable::Without(column.0));
            }
            at.push(place);
        }
        Ok(Self {
            at,
            above: nth + 1,
            last: row.cells.len(),
        })
    }

    /// Whether a column is there.
    pub(super) fn has(&self, column: usize) -> bool {
        self.at.get(column).copied().flatten().is_some()
    }

    /// The cell of a column, by its place in what was looked for.
    pub(super) fn cell<'a>(&self, column: usize, row: &'a Row) -> &'a Cell {
        const NOTHING: &Cell = &Cell::Empty;
        let place = self.at.get(column).copied().flatten();
        place
            .and_then(|place| row.cells.get(place))
            .unwrap_or(NOTHING)
    }

    /// What is wrong in the cell of a column.
    pub(super) fn wrong(&self, column: usize, row: &Row, why: impl Into<String>) -> CellWrong {
        let cell = match self.at.get(column).copied().flatten() {
            Some(place) => format!("{}{}", letter(place), row.number),
            None => format!("row {}", row.number),
        };
        CellWrong {
            cell,
            why: why.into(),
        }
    }

    /// Whether a row goes on beyond the last heading: a comma in an amount has cut it in two.
    pub(super) fn goes_beyond(&self, row: &Row) -> bool {
        row.cells
            .iter()
            .skip(self.last)
            .any(|cell| *cell != Cell::Empty)
    }
}

/// The words of a cell; numbers as they are written.
pub(super) fn words(cell: &Cell) -> Result<Option<String>, String> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Text(words) | Cell::Number(words) => Ok(Some(words.clone())),
        Cell::Day(day) => Ok(Some(day.to_string())),
        Cell::Faulty(why) => Err(why.clone()),
    }
}
