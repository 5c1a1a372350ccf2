//! Reading: the same questions as in SQLite, over a connection.

use postgres::Row as SqlRow;
use postgres::types::{FromSql, ToSql};

use super::faults::fault_at;
use super::opening::Link;
use crate::pages::{Beside, Row, assemble};
use crate::{Fault, Hash, Head, Line, Receipt, Words};

pub(super) const HEAD: &str =
    "SELECT number, hash FROM lines WHERE partnership = $1 ORDER BY number DESC LIMIT 1";
pub(super) const RECEIPT: &str =
    "SELECT digest, first, last FROM receipts WHERE partnership = $1 AND key = $2";

pub(super) fn partnerships(link: &mut Link) -> Result<Vec<String>, Fault> {
    // One step of the index for each partnership, however many lines it has.
    let query = "WITH RECURSIVE known (name) AS (
            (SELECT partnership FROM lines ORDER BY partnership LIMIT 1)
            UNION ALL
            SELECT (SELECT partnership FROM lines WHERE partnership > name ORDER BY partnership LIMIT 1)
            FROM known WHERE name IS NOT NULL
        ) SELECT name FROM known WHERE name IS NOT NULL";
    query_at(link, 0, query, &[])?
        .iter()
        .map(|row| value(row, 0, 0))
        .collect()
}

pub(super) fn head(link: &mut Link, partnership: &str) -> Result<Head, Fault> {
    let rows = query_at(link, 0, HEAD, &[&partnership])?;
    rows.first().map_or(Ok(Head::EMPTY), a_head)
}

/// The head as it was at line `number`; none if the book has not come so far.
pub(super) fn head_at(
    link: &mut Link,
    partnership: &str,
    number: u64,
) -> Result<Option<Head>, Fault> {
    if number == 0 {
        return Ok(Some(Head::EMPTY));
    }
    let query = "SELECT number, hash FROM lines WHERE partnership = $1 AND number = $2";
    let rows = query_at(link, number, query, &[&partnership, &signed(number)])?;
    rows.first().map(a_head).transpose()
}

/// The lines after `after`, at most a page of them.
///
/// Texts are fetched second: a line that is seen has its texts, or the redactions that
/// took them out, and the line that records a redaction comes later in the book.
pub(super) fn page(
    link: &mut Link,
    partnership: &str,
    after: u64,
    most: u32,
) -> Result<Vec<Line>, Fault> {
    let query = "SELECT number, at, by, entry, previous, hash FROM lines
        WHERE partnership = $1 AND number > $2 ORDER BY number LIMIT $3";
    let limits: [&(dyn ToSql + Sync); 3] = [&partnership, &signed(after), &i64::from(most)];
    let rows = query_at(link, after + 1, query, &limits)?;
    let rows: Vec<Row> = rows
        .iter()
        .map(|row| a_row(row, after + 1))
        .collect::<Result<_, _>>()?;
    let Some(last) = rows.last() else {
        return Ok(Vec::new());
    };
    let query = "SELECT line, ordinal, salt, text FROM words
            WHERE partnership = $1 AND line > $2 AND line <= $3
        UNION ALL SELECT line, ordinal, NULL, NULL FROM redactions
            WHERE partnership = $1 AND line > $2 AND line <= $3
        ORDER BY 1, 2";
    let limits: [&(dyn ToSql + Sync); 3] = [&partnership, &signed(after), &signed(last.number)];
    let beside = query_at(link, after + 1, query, &limits)?;
    let beside = beside
        .iter()
        .map(|row| a_text(row, after + 1))
        .collect::<Result<_, _>>()?;
    assemble(rows, beside)
}

pub(super) fn receipt(
    link: &mut Link,
    partnership: &str,
    key: &str,
) -> Result<Option<Receipt>, Fault> {
    let rows = query_at(link, 0, RECEIPT, &[&partnership, &key])?;
    rows.first().map(|row| a_receipt(row, key)).transpose()
}

pub(super) fn a_receipt(row: &SqlRow, key: &str) -> Result<Receipt, Fault> {
    Ok(Receipt {
        key: key.to_owned(),
        digest: hash(row, 0, 0)?,
        first: unsigned(row, 1, 0)?,
        last: unsigned(row, 2, 0)?,
    })
}

pub(super) fn a_head(row: &SqlRow) -> Result<Head, Fault> {
    let line = unsigned(row, 0, 0)?;
    Ok(Head {
        line,
        hash: hash(row, 1, line)?,
    })
}

/// A line number as PostgreSQL keeps it. Numbers past its range are past any book.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn query_at(
    link: &mut Link,
    line: u64,
    sql: &'static str,
    values: &[&(dyn ToSql + Sync)],
) -> Result<Vec<SqlRow>, Fault> {
    let mut rows = || {
        let statement = link.prepared(sql)?;
        link.client.query(&statement, values)
    };
    rows().map_err(|error| fault_at(line, &error))
}

fn a_row(row: &SqlRow, line: u64) -> Result<Row, Fault> {
    Ok(Row {
        number: unsigned(row, 0, line)?,
        at: value(row, 1, line)?,
        by: value(row, 2, line)?,
        entry: value(row, 3, line)?,
        previous: hash(row, 4, line)?,
        hash: hash(row, 5, line)?,
    })
}

fn a_text(row: &SqlRow, line: u64) -> Result<Beside, Fault> {
    let ordinal = u32::try_from(unsigned(row, 1, line)?)
        .map_err(|_| Fault::corrupt(line, "a text has an impossible ordinal"))?;
    let salt: Option<Vec<u8>> = value(row, 2, line)?;
    let text = value(row, 3, line)?;
    let line = unsigned(row, 0, line)?;
    let words = match (salt, text) {
        (Some(salt), Some(text)) => {
            let salt = salt
                .try_into()
                .map_err(|_| Fault::corrupt(line, "a salt is not 32 bytes"))?;
            Words::Held { salt, text }
        }
        _ => Words::Redacted,
    };
    Ok(Beside {
        line,
        ordinal,
        words,
    })
}

fn value<'a, T: FromSql<'a>>(row: &'a SqlRow, column: usize, line: u64) -> Result<T, Fault> {
    row.try_get(column)
        .map_err(|error| Fault::corrupt(line, error.to_string()))
}

fn unsigned(row: &SqlRow, column: usize, line: u64) -> Result<u64, Fault> {
    u64::try_from(value::<i64>(row, column, line)?)
        .map_err(|_| Fault::corrupt(line, "a number is below zero"))
}

fn hash(row: &SqlRow, column: usize, line: u64) -> Result<Hash, Fault> {
    let bytes: &[u8] = value(row, column, line)?;
    let bytes = bytes
        .try_into()
        .map_err(|_| Fault::corrupt(line, "a hash is not 32 bytes"))?;
    Ok(Hash::from_bytes(bytes))
}
