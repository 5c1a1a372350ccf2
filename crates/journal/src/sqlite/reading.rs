//! Reading beside the writer: a few connections that can only read.
//!
//! They see every line that is on the disk and none that is not yet, they never wait
//! for the writer, and they go on when the disk is full.

use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OptionalExtension, Row as SqlRow, params};

use super::faults::{fault, fault_at};
use super::opening::Place;
use crate::pages::{Beside, Row, assemble, check_alone};
use crate::{Fault, Hash, Head, Line, Receipt, Words};

/// How many idle connections are kept. More are opened when needed, and closed after.
const IDLE: usize = 8;

pub(super) struct Readers {
    place: Place,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub fn new(place: Place) -> Self {
        Self {
            place,
            idle: Mutex::new(Vec::new()),
        }
    }

    /// Lends a connection for as long as `query` takes.
    pub fn with<T>(&self, query: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Fault> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let lent = idle().pop();
        let connection = match lent {
            Some(connection) => connection,
            None => self.place.reader()?,
        };
        let answer = query(&connection);
        let mut idle = idle();
        if idle.len() < IDLE && connection.is_autocommit() {
            idle.push(connection);
        }
        answer
    }

    /// Refuses a book whose last lines are not what was written.
    pub fn check_last_lines(&self) -> Result<(), Fault> {
        self.with(|connection| {
            for partnership in partnerships(connection)? {
                let last = head(connection, &partnership)?.line;
                for line in page(connection, &partnership, last - 1, 1)? {
                    check_alone(&partnership, &line)?;
                }
            }
            Ok(())
        })
    }
}

pub(super) fn partnerships(connection: &Connection) -> Result<Vec<String>, Fault> {
    // One step of the index for each partnership, however many lines it has.
    let query = "WITH RECURSIVE known (name) AS (
            SELECT min(partnership) FROM lines
            UNION ALL
            SELECT (SELECT min(partnership) FROM lines WHERE partnership > name) FROM known WHERE name IS NOT NULL
        ) SELECT name FROM known WHERE name IS NOT NULL";
    let names = || -> rusqlite::Result<Vec<String>> {
        connection
            .prepare_cached(query)?
            .query_map((), |row| row.get(0))?
            .collect()
    };
    names().map_err(|error| fault(&error))
}

pub(super) fn head(connection: &Connection, partnership: &str) -> Result<Head, Fault> {
    let query =
        "SELECT number, hash FROM lines WHERE partnership = ?1 ORDER BY number DESC LIMIT 1";
    let head = || {
        let mut statement = connection.prepare_cached(query)?;
        statement.query_row([partnership], a_head).optional()
    };
    let head: rusqlite::Result<Option<Head>> = head();
    Ok(head.map_err(|error| fault(&error))?.unwrap_or(Head::EMPTY))
}

/// The head as it was at line `number`; none if the book has not come so far.
pub(super) fn head_at(
    connection: &Connection,
    partnership: &str,
    number: u64,
) -> Result<Option<Head>, Fault> {
    let Ok(signed) = i64::try_from(number) else {
        return Ok(None);
    };
    if number == 0 {
        return Ok(Some(Head::EMPTY));
    }
    let query = "SELECT number, hash FROM lines WHERE partnership = ?1 AND number = ?2";
    let head = || {
        let mut statement = connection.prepare_cached(query)?;
        statement
            .query_row(params![partnership, signed], a_head)
            .optional()
    };
    head().map_err(|error: rusqlite::Error| fault_at(number, &error))
}

/// The lines after `after`, at most a page of them.
///
/// Texts are fetched second: a line that is seen has its texts, or the redactions that
/// took them out, and the line that records a redaction comes later in the book.
pub(super) fn page(
    connection: &Connection,
    partnership: &str,
    after: u64,
    most: u32,
) -> Result<Vec<Line>, Fault> {
    let fetch = || -> rusqlite::Result<_> {
        let rows = rows(connection, partnership, after, most)?;
        let until = rows.last().map_or(after, |row| row.number);
        let beside = beside(connection, partnership, after, until)?;
        Ok((rows, beside))
    };
    let (rows, beside) = fetch().map_err(|error| fault_at(after + 1, &error))?;
    assemble(rows, beside)
}

pub(super) fn receipt(
    connection: &Connection,
    partnership: &str,
    key: &str,
) -> Result<Option<Receipt>, Fault> {
    let query = "SELECT digest, first, last FROM receipts WHERE partnership = ?1 AND key = ?2";
    let receipt = || {
        let mut statement = connection.prepare_cached(query)?;
        let a_receipt = |row: &SqlRow<'_>| {
            let digest = Hash::from_bytes(row.get(0)?);
            Ok(Receipt {
                key: key.to_owned(),
                digest,
                first: unsigned(row, 1)?,
                last: unsigned(row, 2)?,
            })
        };
        statement
            .query_row([partnership, key], a_receipt)
            .optional()
    };
    receipt().map_err(|error: rusqlite::Error| fault(&error))
}

fn rows(
    connection: &Connection,
    partnership: &str,
    after: u64,
    most: u32,
) -> rusqlite::Result<Vec<Row>> {
    let query = "SELECT number, at, \"by\", entry, previous, hash FROM lines
        WHERE partnership = ?1 AND number > ?2 ORDER BY number LIMIT ?3";
    let mut statement = connection.prepare_cached(query)?;
    let rows = statement.query_map(params![partnership, signed(after), most], |row| {
        Ok(Row {
            number: unsigned(row, 0)?,
            at: row.get(1)?,
            by: row.get(2)?,
            entry: row.get(3)?,
            previous: Hash::from_bytes(row.get(4)?),
            hash: Hash::from_bytes(row.get(5)?),
        })
    })?;
    rows.collect()
}

fn beside(
    connection: &Connection,
    partnership: &str,
    after: u64,
    until: u64,
) -> rusqlite::Result<Vec<Beside>> {
    let query = "SELECT line, ordinal, salt, text FROM words
            WHERE partnership = ?1 AND line > ?2 AND line <= ?3
        UNION ALL SELECT line, ordinal, NULL, NULL FROM redactions
            WHERE partnership = ?1 AND line > ?2 AND line <= ?3
        ORDER BY 1, 2";
    let mut statement = connection.prepare_cached(query)?;
    let words = statement.query_map(params![partnership, signed(after), signed(until)], |row| {
        let words = match (row.get(2)?, row.get(3)?) {
            (Some(salt), Some(text)) => Words::Held { salt, text },
            _ => Words::Redacted,
        };
        Ok(Beside {
            line: unsigned(row, 0)?,
            ordinal: row.get(1)?,
            words,
        })
    })?;
    words.collect()
}

fn a_head(row: &SqlRow<'_>) -> rusqlite::Result<Head> {
    Ok(Head {
        line: unsigned(row, 0)?,
        hash: Hash::from_bytes(row.get(1)?),
    })
}

/// A line number as SQLite keeps it. Numbers past its range are past any book.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unsigned(row: &SqlRow<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(column).and_then(|number| {
        u64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
    })
}
