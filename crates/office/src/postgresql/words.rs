//! The office's statements, values and rows, put into PostgreSQL's words and back.

use postgres::Statement;
use postgres::types::{ToSql, Type};

use crate::desk::Cell;
use crate::{Row, Value};

/// A step in PostgreSQL's words. The steps are written in SQLite's, with its types in capitals.
pub(super) fn in_postgres_words(step: &str) -> String {
    step.replace("INTEGER", "BIGINT")
        .replace("BLOB", "BYTEA")
        .replace(") STRICT", ")")
}

/// A statement with `$1`, `$2`, … for each `?`. No statement of the office quotes a `?`.
pub(super) fn numbered(sql: &str) -> String {
    let mut parts = sql.split('?');
    let first = parts.next().unwrap_or_default().to_owned();
    parts
        .enumerate()
        .fold(first, |sql, (at, part)| format!("{sql}${}{part}", at + 1))
}

/// The values as the driver takes them; "nothing" takes the kind that its place in the statement
/// asks for.
pub(super) fn parameters<'a>(
    statement: &Statement,
    values: &'a [Value<'a>],
) -> Vec<&'a (dyn ToSql + Sync)> {
    let wanted = |at| statement.params().get(at);
    values
        .iter()
        .enumerate()
        .map(|(at, value)| -> &(dyn ToSql + Sync) {
            match value {
                Value::Number(number) => number,
                Value::Text(text) => text,
                Value::Bytes(bytes) => bytes,
                Value::Nothing if wanted(at) == Some(&Type::TEXT) => &None::<&str>,
                Value::Nothing if wanted(at) == Some(&Type::BYTEA) => &None::<&[u8]>,
                Value::Nothing => &None::<i64>,
            }
        })
        .collect()
}

pub(super) fn row(row: &postgres::Row) -> Result<Row, postgres::Error> {
    let cells = row.columns().iter().enumerate().map(|(at, column)| {
        Ok(match *column.type_() {
            Type::INT8 => row
                .try_get::<_, Option<i64>>(at)?
                .map_or(Cell::Nothing, Cell::Number),
            Type::BYTEA => row
                .try_get::<_, Option<Vec<u8>>>(at)?
                .map_or(Cell::Nothing, Cell::Bytes),
            _ => row
                .try_get::<_, Option<String>>(at)?
                .map_or(Cell::Nothing, Cell::Text),
        })
    });
    cells.collect::<Result<_, _>>().map(Row::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_numbered_in_order() {
        for (written, sent) in [
            ("SELECT 1", "SELECT 1"),
            (
                "SELECT a FROM b WHERE c = ?",
                "SELECT a FROM b WHERE c = $1",
            ),
            ("VALUES (?, ?, ?)", "VALUES ($1, $2, $3)"),
        ] {
            assert_eq!(numbered(written), sent);
        }
    }

    #[test]
    fn a_step_is_read_in_postgresql_s_types() {
        let step = "CREATE TABLE a (b INTEGER NOT NULL, c BLOB) STRICT;";
        let read = "CREATE TABLE a (b BIGINT NOT NULL, c BYTEA);";
        assert_eq!(in_postgres_words(step), read);
    }
}
