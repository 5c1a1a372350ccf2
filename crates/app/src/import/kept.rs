//! A sheet that was sent and waits for its sender to look at it: kept in the office, one to a person.
//!
//! A draft like any other: it is in no book, and goes when it is done or given up.

use office::DraftSaved;
use record::id::PersonId;
use serde::{Deserialize, Serialize};
use spreadsheets::{Row, Unreadable};

use super::{MOST_ROWS, columns::TEMPLATE};
use crate::{Denied, House};

/// What the draft is called among the drafts of its "meeting".
const ITEM: &str = "rows";

/// The longest name of a file that is kept, in characters.
const LONGEST_NAME: usize = 100;

/// A sheet that was sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sheet {
    /// The name of the file.
    pub name: String,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// Why a file is not kept.
#[derive(Debug, Clone, thiserror::Error)]
pub enum NotKept {
    /// It cannot be read.
    #[error("{0}")]
    Unreadable(#[from] Unreadable),
    /// There is too much in it.
    #[error("this spreadsheet has more text than can be kept: divide it into parts")]
    TooMuch,
}

/// The rows of a file; errors say what to do.
pub fn read(bytes: &[u8]) -> Result<Vec<Row>, Unreadable> {
    spreadsheets::read(bytes, MOST_ROWS + 1)
}

/// The form to fill in, as a spreadsheet of Excel.
pub fn template_xlsx() -> Option<Vec<u8>> {
    spreadsheets::write_xlsx(&cells()).ok()
}

/// The form to fill in, as comma-separated text. It begins with the mark by which Excel knows UTF-8.
pub fn template_csv() -> String {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",");
    let lines: Vec<String> = cells().iter().map(line).collect();
    format!("\u{feff}{}\r\n", lines.join("\r\n"))
}

fn cells() -> Vec<Vec<String>> {
    let row = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
    TEMPLATE.iter().map(row).collect()
}

fn place(person: PersonId) -> String {
    format!("import-{person}")
}

impl House {
    /// Reads a file and keeps its rows until their sender has looked at them. What they sent before
    /// is forgotten.
    pub fn keep_import(
        &self,
        partnership: &str,
        person: PersonId,
        name: &str,
        bytes: &[u8],
    ) -> Result<Result<(), NotKept>, Denied> {
        let rows = match read(bytes) {
            Ok(rows) => rows,
            Err(unreadable) => return Ok(Err(unreadable.into())),
        };
        let name = name.chars().take(LONGEST_NAME).collect();
        let text = serde_json::to_string(&Sheet { name, rows }).unwrap_or_default();
        if text.len() > office::DRAFT_LIMIT {
            return Ok(Err(NotKept::TooMuch));
        }
        let place = place(person);
        self.office().discard_drafts(partnership, &place)?;
        let by = person.to_string();
        let now = self.now().as_second();
        let saved = self
            .office()
            .save_draft(partnership, &place, ITEM, &text, 0, &by, now)?;
        match saved {
            DraftSaved::Saved { .. } => Ok(Ok(())),
            // Someone pressed twice; the other one counts.
            DraftSaved::Stale { .. } => Ok(Ok(())),
        }
    }

    /// The sheet that someone sent and has not done or given up.
    pub fn kept_import(
        &self,
        partnership: &str,
        person: PersonId,
    ) -> Result<Option<Sheet>, Denied> {
        let draft = self.office().draft(partnership, &place(person), ITEM)?;
        Ok(draft.and_then(|draft| serde_json::from_str(&draft.text).ok()))
    }

    /// Forgets it.
    pub fn forget_import(&self, partnership: &str, person: PersonId) -> Result<(), Denied> {
        Ok(self.office().discard_drafts(partnership, &place(person))?)
    }
}
