//! A sheet of figures that was sent and waits for its sender to look at it: a draft of the office, in
//! several parts because it may be long.

use office::DraftSaved;
use record::{id::PersonId, prose::Title};
use serde::{Deserialize, Serialize};
use spreadsheets::Row;

use super::{MOST_ROWS, Unreadable};
use crate::{Denied, House, import::NotKept};

/// The longest name of a file that is kept, in characters.
const LONGEST_NAME: usize = 100;
/// How many rows are in a part: a thousand long rows are not too much for a draft.
const ROWS_IN_A_PART: usize = 1_000;
/// The most that all parts may have, in bytes.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// A sheet of figures that was sent.
#[derive(Debug, Clone)]
pub struct FiguresSheet {
    /// What it is called: the name of the file.
    pub name: String,
    /// Where its figures come from, as they will say.
    pub source: Title,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// The first part: what it is, and how many parts follow.
#[derive(Serialize, Deserialize)]
struct Head {
    name: String,
    source: Title,
    parts: usize,
}

/// The rows of a file of figures; errors say what to do.
pub fn read(bytes: &[u8]) -> Result<Vec<Row>, Unreadable> {
    spreadsheets::read(bytes, MOST_ROWS + 1)
}

/// Where figures come from when nobody says: the name of the file without its ending.
pub fn source_of(name: &str) -> Option<Title> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let letters = stem.chars().filter(|letter| !letter.is_control());
    Title::new(&letters.take(LONGEST_NAME).collect::<String>()).ok()
}

fn place(person: PersonId) -> String {
    format!("figures-{person}")
}

fn part(nth: usize) -> String {
    format!("rows-{nth:03}")
}

impl House {
    /// Reads a file of figures and keeps its rows until their sender has looked at them. What they sent
    /// before is forgotten.
    pub fn keep_figures(
        &self,
        partnership: &str,
        person: PersonId,
        (name, source): (&str, Title),
        bytes: &[u8],
    ) -> Result<Result<(), NotKept>, Denied> {
        let rows = match read(bytes) {
            Ok(rows) => rows,
            Err(unreadable) => return Ok(Err(unreadable.into())),
        };
        let parts: Vec<String> = rows
            .chunks(ROWS_IN_A_PART)
            .map(|rows| serde_json::to_string(rows).unwrap_or_default())
            .collect();
        let all: usize = parts.iter().map(String::len).sum();
        if all > MOST_BYTES || parts.iter().any(|part| part.len() > office::DRAFT_LIMIT) {
            return Ok(Err(NotKept::TooMuch));
        }
        let head = Head {
            name: name.chars().take(LONGEST_NAME).collect(),
            source,
            parts: parts.len(),
        };
        let head = serde_json::to_string(&head).unwrap_or_default();
        let place = place(person);
        self.office().discard_drafts(partnership, &place)?;
        let (by, now) = (person.to_string(), self.now().as_second());
        let named = parts.into_iter().enumerate();
        let named = named.map(|(nth, text)| (part(nth), text));
        for (item, text) in named.chain([("head".to_owned(), head)]) {
            match self
                .office()
                .save_draft(partnership, &place, &item, &text, 0, &by, now)?
            {
                DraftSaved::Saved { .. } => {}
                // Someone pressed twice; the other one counts.
                DraftSaved::Stale { .. } => return Ok(Ok(())),
            }
        }
        Ok(Ok(()))
    }

    /// The sheet of figures that someone sent and has not done or given up.
    pub fn kept_figures(
        &self,
        partnership: &str,
        person: PersonId,
    ) -> Result<Option<FiguresSheet>, Denied> {
        let place = place(person);
        let Some(head) = self.office().draft(partnership, &place, "head")? else {
            return Ok(None);
        };
        let Ok(head) = serde_json::from_str::<Head>(&head.text) else {
            return Ok(None);
        };
        let mut rows = Vec::new();
        for nth in 0..head.parts {
            let kept = self.office().draft(partnership, &place, &part(nth))?;
            match kept.and_then(|kept| serde_json::from_str::<Vec<Row>>(&kept.text).ok()) {
                Some(part) => rows.extend(part),
                None => return Ok(None),
            }
        }
        Ok(Some(FiguresSheet {
            name: head.name,
            source: head.source,
            rows,
        }))
    }

    /// What someone sent and has not done or given up is called.
    pub fn kept_figures_name(
        &self,
        partnership: &str,
        person: PersonId,
    ) -> Result<Option<String>, Denied> {
        let head = self.office().draft(partnership, &place(person), "head")?;
        let head = head.and_then(|head| serde_json::from_str::<Head>(&head.text).ok());
        Ok(head.map(|head| head.name))
    }

    /// Forgets it.
    pub fn forget_figures(&self, partnership: &str, person: PersonId) -> Result<(), Denied> {
        Ok(self.office().discard_drafts(partnership, &place(person))?)
    }
}
