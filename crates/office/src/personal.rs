//! What the office holds on one person, and that someone was erased.
//!
//! Every table with rows about a person is named in [`ABOUT`]; a test reads the tables as they are and
//! fails when one is missing. What the book holds is not the office's affair, nor who may ask.

use crate::desk::{Cell, Row, first, short};
use crate::{Fault, Office};

/// A table with rows about a person.
struct About {
    table: &'static str,
    what: &'static str,
    columns: &'static [&'static str],
    sql: &'static str,
}

/// Every table with rows about a person, and what of them is handed to that person: all but the marks of
/// secrets, which would tell them nothing.
const ABOUT: &[About] = &[
    About {
        table: "people",
        what: "Name and e-mail address",
        columns: &["number", "name", "e-mail address"],
        sql: "SELECT id, name, email FROM people WHERE id = ?",
    },
    About {
        table: "roles",
        what: "Roles in the office",
        columns: &["partnership", "role", "given on"],
        sql: "SELECT partnership, role, granted FROM roles WHERE person = ? ORDER BY partnership, role",
    },
    About {
        table: "links",
        what: "Links made for signing in",
        columns: &["partnership", "purpose", "good until", "used on"],
        sql: "SELECT partnership, purpose, expires, used FROM links WHERE person = ? ORDER BY expires",
    },
    About {
        table: "sessions",
        what: "Sign-ins that are open",
        columns: &["signed in on", "last seen on", "ends on", "by"],
        sql: "SELECT opened, seen, ends, means FROM sessions WHERE person = ? ORDER BY opened",
    },
    About {
        table: "tokens",
        what: "Tokens by which programs act in this name",
        columns: &["partnership", "called", "made on", "good until"],
        sql: "SELECT partnership, label, made, expires FROM tokens WHERE person = ? ORDER BY made",
    },
    About {
        table: "receipts",
        what: "Agendas and papers opened",
        columns: &["partnership", "meeting", "what", "first opened on"],
        sql: "SELECT partnership, meeting, what, noted FROM receipts WHERE person = ? ORDER BY noted, meeting, what",
    },
    About {
        table: "feeds",
        what: "Secret addresses of calendars",
        columns: &["partnership", "made on"],
        sql: "SELECT partnership, made FROM feeds WHERE person = ? ORDER BY made",
    },
    About {
        table: "outbox",
        what: "Letters",
        columns: &[
            "partnership",
            "kind",
            "about",
            "subject",
            "address",
            "posted on",
            "state",
            "words",
        ],
        sql: "SELECT partnership, kind, about, subject, address, posted, state, plain FROM outbox \
              WHERE person = ? AND kind NOT LIKE 'sign-in/%' ORDER BY posted, id",
    },
    About {
        table: "letter_wishes",
        what: "Wishes about letters",
        columns: &["partnership", "kind", "wish"],
        sql: "SELECT partnership, kind, wish FROM letter_wishes WHERE person = ? ORDER BY partnership, kind",
    },
    About {
        table: "gathered",
        what: "News that waits for the next digest",
        columns: &["partnership", "subject", "words", "noted on"],
        sql: "SELECT partnership, subject, words, noted FROM gathered WHERE person = ? ORDER BY noted, id",
    },
    About {
        table: "directory_links",
        what: "Directories of organisations used to sign in",
        columns: &["directory", "called there", "linked on"],
        sql: "SELECT issuer, subject, linked FROM directory_links WHERE person = ? ORDER BY issuer, subject",
    },
    About {
        table: "corrected",
        what: "Corrections of name and address",
        columns: &["what", "on", "by"],
        sql: "SELECT what, corrected, corrected_by FROM corrected WHERE person = ? ORDER BY corrected, what",
    },
    About {
        table: "passkeys",
        what: "Passkeys",
        columns: &["called", "added by", "added on", "last used on"],
        sql: "SELECT name, means, added, used FROM passkeys WHERE person = ? ORDER BY added, id",
    },
    About {
        table: "challenges",
        what: "What a device was asked and has not answered",
        columns: &["good until"],
        sql: "SELECT expires FROM challenges WHERE person = ? ORDER BY expires",
    },
    About {
        table: "mail_sign_ins",
        what: "Letters asked for to sign in by",
        columns: &["asked on", "good until", "used on"],
        sql: "SELECT asked, expires, used FROM mail_sign_ins WHERE person = ? ORDER BY asked",
    },
    About {
        table: "invitations",
        what: "Invitations",
        columns: &["partnership", "invited on", "good until", "accepted on"],
        sql: "SELECT partnership, invited, expires, accepted FROM invitations WHERE person = ? ORDER BY invited",
    },
    About {
        table: "kept_forms",
        what: "What was typed when a session ended",
        columns: &["page", "words", "kept on"],
        sql: "SELECT address, fields, kept FROM kept_forms WHERE person = ? ORDER BY kept",
    },
];

/// What one table holds on a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldOn {
    /// What it is, to be read by them.
    pub what: &'static str,
    /// What stands in each column. A column whose name ends in "on" or "until" holds a moment, in seconds.
    pub columns: &'static [&'static str],
    /// Its rows.
    pub rows: Vec<Vec<Held>>,
}

/// What stands in one place of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// Nothing.
    Nothing,
    /// A number, or a moment in seconds.
    Number(i64),
    /// A text.
    Text(String),
}

/// That someone was erased.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Erased {
    /// The opaque id that the book uses.
    pub person: String,
    /// When.
    pub at: i64,
}

/// Words that someone asks to be taken out of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToRedact {
    /// The line.
    pub line: i64,
    /// Which of its texts, from 0.
    pub ordinal: i64,
    /// On what ground.
    pub ground: String,
    /// Who asks.
    pub asked_by: String,
    /// When.
    pub asked: i64,
}

/// The tables with rows about a person, which are written afresh when one is erased.
pub(crate) fn tables() -> Vec<&'static str> {
    ABOUT.iter().map(|about| about.table).collect()
}

impl dyn Office + '_ {
    /// Everything that the office holds on a person.
    pub fn held_on(&self, person: &str) -> Result<Vec<HeldOn>, Fault> {
        let of = |about: &About| {
            let rows = self.ask_all(about.sql, &[person.into()], |row| Ok(row.rest()))?;
            Ok(HeldOn {
                what: about.what,
                columns: about.columns,
                rows,
            })
        };
        ABOUT.iter().map(of).collect()
    }

    /// Notes that a person is erased, so that no backup brings them back. Before the erasing itself, so
    /// that what fails in between can be done again.
    pub fn note_erased(&self, erased: &Erased) -> Result<(), Fault> {
        short("person's id", &erased.person)?;
        self.run(
            "INSERT INTO erased (person, erased) VALUES (?, ?) ON CONFLICT (person) DO NOTHING",
            &[erased.person.as_str().into(), erased.at.into()],
        )?;
        Ok(())
    }

    /// Everyone who was erased, the first first.
    pub fn erased(&self) -> Result<Vec<Erased>, Fault> {
        self.ask_all(
            "SELECT person, erased FROM erased ORDER BY erased, person",
            &[],
            |row| {
                let (person, at) = (row.text()?, row.number()?);
                Ok(Erased { person, at })
            },
        )
    }

    /// Notes that a person's name or address was corrected, and by whom.
    pub fn note_corrected(
        &self,
        person: &str,
        what: &str,
        by: &str,
        now: i64,
    ) -> Result<(), Fault> {
        self.run(
            "INSERT INTO corrected (person, what, corrected, corrected_by) VALUES (?, ?, ?, ?) \
             ON CONFLICT (person, what, corrected) DO NOTHING",
            &[person.into(), what.into(), now.into(), by.into()],
        )?;
        Ok(())
    }

    /// Asks that words be taken out of the book. Asking again changes nothing.
    pub fn ask_to_redact(&self, partnership: &str, asked: &ToRedact) -> Result<(), Fault> {
        short("ground", &asked.ground)?;
        self.run(
            "INSERT INTO to_redact (partnership, line, ordinal, ground, asked_by, asked) \
             VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (partnership, line, ordinal) DO NOTHING",
            &[
                partnership.into(),
                asked.line.into(),
                asked.ordinal.into(),
                asked.ground.as_str().into(),
                asked.asked_by.as_str().into(),
                asked.asked.into(),
            ],
        )?;
        Ok(())
    }

    /// What waits for a second person's consent to be taken out, by line.
    pub fn to_redact(&self, partnership: &str) -> Result<Vec<ToRedact>, Fault> {
        self.ask_all(
            "SELECT line, ordinal, ground, asked_by, asked FROM to_redact WHERE partnership = ? \
             ORDER BY line, ordinal",
            &[partnership.into()],
            |row| {
                Ok(ToRedact {
                    line: row.number()?,
                    ordinal: row.number()?,
                    ground: row.text()?,
                    asked_by: row.text()?,
                    asked: row.number()?,
                })
            },
        )
    }

    /// What waits is done, or is not wished any more.
    pub fn drop_redaction(&self, partnership: &str, line: i64, ordinal: i64) -> Result<(), Fault> {
        self.run(
            "DELETE FROM to_redact WHERE partnership = ? AND line = ? AND ordinal = ?",
            &[partnership.into(), line.into(), ordinal.into()],
        )?;
        self.scrub(&["to_redact"])
    }

    /// Puts an office in order that was restored from a backup: nobody is signed in, no link to sign in
    /// is good, and letters that waited are not sent again unless someone asks for it.
    pub fn settle_after_restoring(&self, now: i64) -> Result<(), Fault> {
        self.write(|desk| {
            desk.run("DELETE FROM sessions", &[])?;
            desk.run("DELETE FROM links", &[])?;
            desk.run(
                "UPDATE outbox SET state = 'failed', settled = ?, holder = NULL, held_until = NULL, \
                 trouble = 'It waited when the backup was made, and may have been sent since.' \
                 WHERE state = 'waiting'",
                &[now.into()],
            )?;
            Ok(())
        })
    }

    /// Whether the office holds nobody yet.
    pub fn is_empty(&self) -> Result<bool, Fault> {
        let rows = self.ask("SELECT count(*) FROM people", &[])?;
        Ok(first(rows, Row::number)?.unwrap_or(0) == 0)
    }
}

impl Row {
    /// What stands in the row, from left to right.
    fn rest(&mut self) -> Vec<Held> {
        self.cells()
            .map(|cell| match cell {
                Cell::Number(number) => Held::Number(number),
                Cell::Text(text) => Held::Text(text),
                Cell::Nothing | Cell::Bytes(_) => Held::Nothing,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::steps::STEPS;

    /// Tables that hold nothing about anybody but an opaque number that stays in the book too.
    const OTHERS: [&str; 1] = ["drafts"];

    /// Every table that refers to a person, read from the tables as they are made.
    fn refer_to_people() -> BTreeSet<String> {
        let tables = rusqlite::Connection::open_in_memory().unwrap();
        for step in STEPS {
            tables.execute_batch(step).unwrap();
        }
        let mut asked = tables
            .prepare(
                "SELECT DISTINCT m.name FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f \
                 ON f.\"table\" = 'people' WHERE m.type = 'table'",
            )
            .unwrap();
        let names = asked.query_map([], |row| row.get(0)).unwrap();
        names.map(Result::unwrap).collect()
    }

    #[test]
    fn every_table_about_people_is_handed_over_and_written_afresh() {
        let known: BTreeSet<String> = super::tables().into_iter().map(str::to_owned).collect();
        for table in refer_to_people() {
            assert!(
                known.contains(&table) || OTHERS.contains(&table.as_str()),
                "{table} holds rows about people: name it in ABOUT"
            );
        }
    }
}
