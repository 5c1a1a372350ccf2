//! What the columns of a sheet are, by their headings.

use std::collections::BTreeMap;

use spreadsheets::{Cell, Row};

/// How far down the headings are looked for: above them may be a title and empty rows.
const DEEPEST_HEADINGS: usize = 20;

/// A column that means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The person.
    Name,
    /// Their e-mail address.
    Email,
    /// The organisation.
    Organisation,
    /// Its sector, for one that is not in the arrangements yet.
    Sector,
    /// The body that the seat is on.
    Body,
    /// The seat.
    Seat,
    /// First day.
    From,
    /// Last day.
    Until,
}

use Column::{Body, Email, From, Name, Organisation, Seat, Sector, Until};

/// Every column with the headings that mean it, the usual one first.
const HEADINGS: &[(Column, &[&str])] = &[
    (
        Name,
        &["name", "full name", "person", "member", "representative"],
    ),
    (
        Email,
        &["e-mail", "email", "email address", "e-mail address"],
    ),
    (
        Organisation,
        &["organisation", "organization", "partner", "employer"],
    ),
    (Sector, &["sector"]),
    (Body, &["body", "group", "board", "committee"]),
    (Seat, &["seat", "position", "role", "seat or position"]),
    (
        From,
        &["from", "start", "start date", "appointed", "first day"],
    ),
    (
        Until,
        &["until", "to", "end", "end date", "ends", "last day"],
    ),
];

/// The form to fill in: its headings.
pub(super) const TEMPLATE: &[&[&str]] = &[&[
    "Name",
    "E-mail",
    "Organisation",
    "Sector",
    "Body",
    "Seat",
    "From",
    "Until",
]];

impl Column {
    /// Its usual heading.
    pub fn heading(self) -> &'static str {
        match self {
            Name => "Name",
            Email => "E-mail",
            Organisation => "Organisation",
            Sector => "Sector",
            Body => "Body",
            Seat => "Seat",
            From => "From",
            Until => "Until",
        }
    }

    fn of(heading: &str) -> Option<Self> {
        let heading = heading
            .trim()
            .trim_end_matches([':', '*', '.'])
            .to_lowercase();
        let means = |(_, headings): &&(Self, &[&str])| headings.contains(&heading.trim());
        HEADINGS.iter().find(means).map(|(column, _)| *column)
    }
}

/// There is no row of headings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoHeadings {
    /// No row says what its columns are.
    #[error(
        "no row of this sheet has the headings: one column must be called Name or Organisation"
    )]
    None,
    /// Two columns have one meaning.
    #[error("columns {1} and {2} are both read as {0}: rename or delete one of them")]
    Twice(&'static str, String, String),
}

/// Which column is where.
pub(super) struct Columns {
    at: BTreeMap<Column, usize>,
    /// Headings that mean nothing here.
    pub(super) unused: Vec<String>,
    /// How many rows stand above the people.
    pub(super) above: usize,
}

impl Columns {
    /// The headings are in that one of the first rows which has most of them. A cell that was merged
    /// over several columns has its words in the first.
    pub(super) fn find(rows: &[Row]) -> Result<Self, NoHeadings> {
        let meant = |row: &Row| -> Vec<(Column, usize)> {
            let cells = row.cells.iter().enumerate();
            cells
                .filter_map(|(nth, cell)| match cell {
                    Cell::Text(heading) => Some((Column::of(heading)?, nth)),
                    _ => None,
                })
                .collect()
        };
        let mut best: Option<(usize, Vec<(Column, usize)>)> = None;
        for (nth, row) in rows.iter().take(DEEPEST_HEADINGS).enumerate() {
            let found = meant(row);
            let key = found
                .iter()
                .any(|(column, _)| matches!(column, Name | Organisation));
            if key && best.as_ref().is_none_or(|(_, had)| had.len() < found.len()) {
                best = Some((nth, found));
            }
        }
        let (nth, found) = best.ok_or(NoHeadings::None)?;
        let mut at = BTreeMap::new();
        for (column, place) in found {
            if let Some(before) = at.insert(column, place) {
                return Err(NoHeadings::Twice(
                    column.heading(),
                    letter(before),
                    letter(place),
                ));
            }
        }
        let unused = rows[nth].cells.iter().filter_map(|cell| match cell {
            Cell::Text(heading) if Column::of(heading).is_none() => Some(heading.clone()),
            _ => None,
        });
        Ok(Self {
            unused: unused.collect(),
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
}

/// A column's letters: A to Z, then AA.
pub(crate) fn letter(nth: usize) -> String {
    let mut nth = nth;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + (nth % 26) as u8));
        if nth < 26 {
            break;
        }
        nth = nth / 26 - 1;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        let named = [0, 25, 26, 51, 52, 701, 702].map(letter);
        assert_eq!(named, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn every_usual_heading_means_its_column_and_is_in_the_form() {
        for (column, headings) in HEADINGS {
            assert_eq!(Column::of(column.heading()), Some(*column));
            assert_eq!(Column::of(&format!(" {}: ", headings[0])), Some(*column));
            assert!(TEMPLATE[0].contains(&column.heading()));
        }
    }
}
