//! Reading a table out of a spreadsheet: Excel (.xlsx), OpenDocument (.ods) or comma-separated (.csv).
//!
//! Gives rows of cells as a person sees them in the spreadsheet: the value of a formula, never the
//! formula; the day behind a number that is shown as one. What the columns mean is not known here.
//!
//! Files come from anywhere, so nothing is taken on trust: what an archive unpacks to, how many rows
//! and columns it claims and how long a cell is are all bounded before they are in memory.

mod archive;
mod comma;
mod day;
mod form;
mod ods;
mod write;
mod xlsx;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use self::{
    day::read_day,
    form::{Form, Heading},
    write::xlsx as write_xlsx,
};

/// The most columns that are read; those to the right of them are passed over.
pub const MOST_COLUMNS: usize = 60;

/// The longest text of a cell, in characters.
pub const LONGEST_TEXT: usize = 1_000;

/// A row that has anything in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its number, as the spreadsheet shows it: from 1.
    pub number: u32,
    /// Its cells, from the first column on. Empty ones at the end are left out.
    pub cells: Vec<Cell>,
}

/// What is in a cell.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words, without spaces around them, in one line.
    Text(String),
    /// A number, written out.
    Number(String),
    /// A day.
    Day(Date),
    /// Something that cannot be used, with what is wrong with it.
    Faulty(String),
}

/// Why a file gives no table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is none of the three kinds, or it is damaged.
    #[error("this is not a spreadsheet that can be read: save it as .xlsx, .ods or .csv")]
    NotASpreadsheet,
    /// There is nothing in it.
    #[error("there is nothing in this spreadsheet")]
    Empty,
    /// More rows than are taken at once.
    #[error("this spreadsheet has more than {0} rows, headings included: divide it into parts")]
    TooManyRows(usize),
    /// It unpacks to more than is taken.
    #[error(
        "this spreadsheet unpacks to more than {0} MB: delete the sheets and pictures that are not needed"
    )]
    TooLarge(u64),
    /// It can be opened with a password only.
    #[error("this spreadsheet is protected with a password: save it without one")]
    Protected,
    /// The old form of Excel.
    #[error("this is an old Excel file (.xls): save it as .xlsx")]
    OldExcel,
}

/// The rows of the first sheet that has any, at most `most` of them.
pub fn read(bytes: &[u8], most: usize) -> Result<Vec<Row>, Unreadable> {
    let rows = match bytes {
        [b'P', b'K', 3, 4, ..] => match archive::kind(bytes)? {
            archive::Kind::Excel => xlsx::read(bytes, most),
            archive::Kind::OpenDocument => ods::read(bytes, most),
        },
        // The container of old Excel files, and of new ones that have a password.
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(old_container(bytes)),
        _ => comma::read(bytes, most),
    }?;
    if rows.is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok(rows)
}

fn old_container(bytes: &[u8]) -> Unreadable {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    match bytes.windows(name.len()).any(|window| window == name) {
        true => Unreadable::Protected,
        false => Unreadable::OldExcel,
    }
}

/// What a cell is that another one covers.
const COVERED: &str = "it is merged with another cell, and only the first of them counts: take the cells apart and fill in each";

/// Collects rows up to a number of them.
struct Rows {
    most: usize,
    rows: Vec<Row>,
}

impl Rows {
    fn new(most: usize) -> Self {
        Self {
            most,
            rows: Vec::new(),
        }
    }

    /// Adds a cell to the last row, or begins a row. Rows and columns count from 0 and come in order.
    fn put(&mut self, row: u32, column: usize, cell: Cell) -> Result<(), Unreadable> {
        if cell == Cell::Empty || column >= MOST_COLUMNS {
            return Ok(());
        }
        let number = row.saturating_add(1);
        if self.rows.last().is_none_or(|last| last.number != number) {
            if self.rows.len() >= self.most {
                return Err(Unreadable::TooManyRows(self.most));
            }
            self.rows.push(Row {
                number,
                cells: Vec::new(),
            });
        }
        if let Some(last) = self.rows.last_mut() {
            if last.cells.len() <= column {
                last.cells.resize(column + 1, Cell::Empty);
            }
            last.cells[column] = cell;
        }
        Ok(())
    }
}

impl Rows {
    /// Says of the empty cells in a merged region, but for its first, that they are covered. Rows and
    /// columns count from 0; `work` is how many more cells may be looked at.
    fn cover(&mut self, from: (u32, u32), until: (u32, u32), work: &mut usize) {
        let first = self.rows.partition_point(|row| row.number <= from.0);
        for row in &mut self.rows[first..] {
            if row.number > until.0.saturating_add(1) {
                return;
            }
            let last = (until.1 as usize).min(MOST_COLUMNS - 1);
            for column in from.1 as usize..=last {
                let Some(left) = work.checked_sub(1) else {
                    return;
                };
                *work = left;
                if (row.number, column) == (from.0 + 1, from.1 as usize) {
                    continue;
                }
                if row.cells.len() <= column {
                    row.cells.resize(column + 1, Cell::Empty);
                }
                if row.cells[column] == Cell::Empty {
                    row.cells[column] = Cell::Faulty(COVERED.to_owned());
                }
            }
        }
    }
}

/// Words in a cell, in one line.
fn text(words: &str) -> Cell {
    let mut letters = words.chars().take(LONGEST_TEXT * 4 + 1);
    let line: String = letters
        .by_ref()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    // A space that does not break and a mark of byte order are not seen, and are no words.
    let line = line.replace(['\u{a0}', '\u{feff}', '\u{200b}'], " ");
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.chars().count() {
        0 => Cell::Empty,
        long if long > LONGEST_TEXT => {
            Cell::Faulty(format!("the text is longer than {LONGEST_TEXT} characters"))
        }
        _ => Cell::Text(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_spreadsheet_is_said_to_be_none() {
        let protected: Vec<u8> = [0xd0, 0xcf, 0x11, 0xe0]
            .into_iter()
            .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let cases: [(&[u8], Unreadable); 6] = [
            (b"", Unreadable::Empty),
            (b"\n , ,\n", Unreadable::Empty),
            (b"PK\x03\x04 and no more", Unreadable::NotASpreadsheet),
            (b"%PDF-1.7\n\x00\x01", Unreadable::NotASpreadsheet),
            (&[0xd0, 0xcf, 0x11, 0xe0, 1, 2], Unreadable::OldExcel),
            (&protected, Unreadable::Protected),
        ];
        for (bytes, expected) in cases {
            assert_eq!(read(bytes, 10), Err(expected), "{bytes:?}");
        }
    }

    #[test]
    fn words_are_in_one_line_and_not_endless() {
        let table = [
            (
                "  Ann \n Example\u{a0}",
                Cell::Text("Ann Example".to_owned()),
            ),
            ("\u{feff}", Cell::Empty),
            (" \t ", Cell::Empty),
        ];
        for (words, cell) in table {
            assert_eq!(text(words), cell);
        }
        assert!(matches!(text(&"x".repeat(1_001)), Cell::Faulty(_)));
    }
}
