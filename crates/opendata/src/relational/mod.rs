//! A relational copy of the record, for people who want SQL: one file of SQLite, read-only.
//!
//! A copy as at a line of the book; nothing reads it back. What is in it is what its audience may see
//! on the pages: for the public, what happened at a meeting is there once its minutes are published.

mod house;
mod meetings;
mod money;
mod more;
mod people;
mod plan;
mod reach;
#[cfg(test)]
mod tests;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use app::{Denied, LineShown, Reading, views::Audience};
use record::{LineNo, id::PersonId};
use rusqlite::{Connection, OpenFlags, params};

use self::people::People;

/// The number by which other programs know the file as ours: "moot".
const APPLICATION: i32 = 0x6d6f_6f74;
/// The version of the tables.
const VERSION: i32 = 1;
/// How many lines of the book are asked for at a time.
const PAGE: u64 = 2_000;

/// Why no copy was made. A file half written is removed.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The file is there already, or cannot be written.
    #[error("{}: {error}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// SQLite refused.
    #[error("the copy could not be written: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The book could not be read.
    #[error("{0}")]
    Book(Denied),
    /// Something in the copy refers to something that is not.
    #[error("in the copy, {0} refers to what is not there")]
    Loose(String),
}

/// Gives the lines of the book that end with a number, so many at most, newest first.
pub type Lines<'a> = &'a dyn Fn(LineNo, u64) -> Result<Vec<LineShown>, Denied>;

/// Writes a copy to a new file, for an audience, and makes it read-only.
pub fn write(
    path: &Path,
    reading: &Reading,
    audience: Audience,
    lines: Lines<'_>,
) -> Result<(), Fault> {
    let at = |error| Fault::File {
        path: path.to_owned(),
        error,
    };
    let mut new = fs::OpenOptions::new();
    new.write(true).create_new(true);
    // What is not for everyone is for its owner only.
    #[cfg(unix)]
    if audience.inside() {
        std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    }
    new.open(path).map_err(at)?;
    let written = fill(path, reading, audience, lines);
    if written.is_err() {
        // Nobody should take half a copy for a whole one.
        let _ = fs::remove_file(path);
        return written;
    }
    let mut permissions = fs::metadata(path).map_err(at)?.permissions();
    permissions.set_readonly(true);
    fs::set_permissions(path, permissions).map_err(at)
}

fn fill(path: &Path, reading: &Reading, audience: Audience, lines: Lines<'_>) -> Result<(), Fault> {
    let mut file = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // The file is new and nobody's yet: what is lost with the power is made again.
    file.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
    file.pragma_update(None, "application_id", APPLICATION)?;
    file.pragma_update(None, "user_version", VERSION)?;
    let all = file.transaction()?;
    // Rows refer to rows that come later; everything is checked at the end.
    all.execute_batch("PRAGMA defer_foreign_keys = ON;")?;
    all.execute_batch(include_str!("tables.sql"))?;
    all.execute_batch(include_str!("more.sql"))?;
    all.execute_batch(include_str!("plan.sql"))?;
    all.execute_batch(include_str!("money.sql"))?;
    let mut copy = Copy {
        file: &all,
        reading,
        audience,
        people: People::default(),
    };
    copy.about()?;
    copy.structure()?;
    copy.over_time()?;
    copy.meetings()?;
    copy.plan()?;
    copy.money()?;
    copy.lines(lines)?;
    copy.people()?;
    all.execute_batch(include_str!("views.sql"))?;
    loose(&all)?;
    all.commit()?;
    file.execute_batch("PRAGMA optimize;")?;
    Ok(())
}

/// Refuses a copy in which something refers to nothing.
fn loose(file: &Connection) -> Result<(), Fault> {
    let mut check = file.prepare("PRAGMA foreign_key_check")?;
    let mut found = check.query([])?;
    match found.next()? {
        Some(row) => {
            let (table, to): (String, String) = (row.get(0)?, row.get(2)?);
            Err(Fault::Loose(format!("the table {table} to {to}")))
        }
        None => Ok(()),
    }
}

/// A copy being written.
struct Copy<'a> {
    file: &'a Connection,
    reading: &'a Reading,
    audience: Audience,
    people: People,
}

impl Copy<'_> {
    fn about(&self) -> Result<(), Fault> {
        let reading = self.reading;
        let adoption = reading.record.structure.in_force_or_first(reading.today());
        let name = adoption.map_or("", |adoption| &*adoption.arrangements.partnership.name);
        let made_for = if self.audience.secretariat {
            "the secretariat"
        } else {
            "the public"
        };
        self.file.execute(
            "INSERT INTO about VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                &*reading.partnership,
                name,
                number(reading.head.line),
                reading.head.hash.to_string(),
                reading.now.to_string(),
                made_for,
                reading.today().to_string(),
                env!("CARGO_PKG_VERSION"),
            ],
        )?;
        Ok(())
    }

    /// Everyone who was mentioned, by name where the audience may know it.
    fn people(&self) -> Result<(), Fault> {
        let mut insert = self.file.prepare("INSERT INTO people VALUES (?, ?)")?;
        for person in self.people.all() {
            let name = self.people.name(self.reading, self.audience, person);
            insert.execute(params![person.to_string(), name])?;
        }
        Ok(())
    }

    fn lines(&mut self, lines: Lines<'_>) -> Result<(), Fault> {
        let mut insert = self
            .file
            .prepare("INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?;
        let mut upto = self.reading.head.line;
        while upto > 0 {
            let page = lines(upto, PAGE).map_err(Fault::Book)?;
            let Some(first) = page.last().map(|line| line.number) else {
                break;
            };
            for line in page {
                let entry = line
                    .entry
                    .as_ref()
                    .and_then(|entry| serde_json::to_value(entry).ok());
                let field = |name: &str| Some(entry.as_ref()?.get(name)?.as_str()?.to_owned());
                insert.execute(params![
                    number(line.number),
                    line.at.map(|at| at.to_string()),
                    line.by.as_ref().map(ToString::to_string),
                    field("module"),
                    field("kind"),
                    entry.as_ref().map(ToString::to_string),
                    line.hash,
                    line.redacted as i64,
                ])?;
            }
            upto = first.saturating_sub(1);
        }
        Ok(())
    }
}

/// A number of the record as SQLite has it.
fn number(line: LineNo) -> i64 {
    i64::try_from(line).unwrap_or(i64::MAX)
}

/// A word of the record as it is written in arrangements and acts: "in-attendance".
fn word(value: &impl serde::Serialize) -> Option<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Some(word),
        _ => None,
    }
}

/// A person's number, mentioned in the copy.
fn mention(people: &mut People, person: PersonId) -> String {
    people.mention(person);
    person.to_string()
}
