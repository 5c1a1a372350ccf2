//! Receipts: that someone opened an agenda or a paper, and when first.
//!
//! For the secretariat only, and gone with the person. What an agenda or a paper is, the application
//! knows; here it is a word.

use crate::desk::short;
use crate::{Fault, Office};

/// That someone opened something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Who: a person's id.
    pub person: String,
    /// What they opened.
    pub what: String,
    /// When, the first time.
    pub at: i64,
}

impl dyn Office + '_ {
    /// Notes that a person opened something of a meeting. The first time is kept.
    pub fn note_receipt(
        &self,
        partnership: &str,
        meeting: &str,
        what: &str,
        person: &str,
        now: i64,
    ) -> Result<(), Fault> {
        short("partnership", partnership)?;
        short("meeting", meeting)?;
        short("what was opened", what)?;
        let known = self.ask_one(
            "SELECT noted FROM receipts \
             WHERE partnership = ? AND meeting = ? AND what = ? AND person = ?",
            &[
                partnership.into(),
                meeting.into(),
                what.into(),
                person.into(),
            ],
            |row| row.number(),
        )?;
        // Asked first, because most openings are not the first and need no writing.
        if known.is_none() {
            self.run(
                "INSERT INTO receipts (partnership, meeting, what, person, noted) \
                 VALUES (?, ?, ?, ?, ?) \
                 ON CONFLICT (partnership, meeting, what, person) DO NOTHING",
                &[
                    partnership.into(),
                    meeting.into(),
                    what.into(),
                    person.into(),
                    now.into(),
                ],
            )?;
        }
        Ok(())
    }

    /// What was opened of a meeting, in the order in which it was.
    pub fn receipts(&self, partnership: &str, meeting: &str) -> Result<Vec<Receipt>, Fault> {
        self.ask_all(
            "SELECT person, what, noted FROM receipts \
             WHERE partnership = ? AND meeting = ? ORDER BY noted, person, what",
            &[partnership.into(), meeting.into()],
            |row| {
                let (person, what, at) = (row.text()?, row.text()?, row.number()?);
                Ok(Receipt { person, what, at })
            },
        )
    }
}
