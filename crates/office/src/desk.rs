//! The desk: how one set of statements runs in two databases.
//!
//! Statements are written once, with `?` for each value, in words both databases understand. A
//! store only opens, asks, runs and keeps a transaction; what the statements mean is decided in
//! the other modules. Whole numbers are 64-bit, and text never holds a zero byte, because
//! PostgreSQL keeps none.

use crate::{Fault, FileStore};

/// The office, in either store. The methods people use are on `dyn Office`; those declared here
/// are for the stores.
pub trait Office: Send + Sync {
    /// Answers one question from what is committed, without changing anything.
    fn ask(&self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<Row>, Fault>;

    /// Does `work` in one transaction: all of it, or none. `work` may be begun again from the
    /// start if the database asks for that, so it must not keep anything from an earlier turn.
    fn together(
        &self,
        work: &mut dyn FnMut(&mut dyn Desk) -> Result<(), Fault>,
    ) -> Result<(), Fault>;

    /// Clears what rows deleted from these tables left in the database's own files. Backups, and
    /// a server's archived logs, are not reached.
    fn scrub(&self, tables: &[&'static str]) -> Result<(), Fault>;

    /// Where the bytes of files are kept; none: in the table, beside their names.
    fn file_store(&self) -> Option<&FileStore>;
}

/// A transaction under way.
pub trait Desk {
    /// Runs a statement and counts the rows it touched.
    fn run(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, Fault>;

    /// Runs a statement that answers with rows.
    fn ask(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<Row>, Fault>;
}

/// A value given to a statement.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    /// Nothing (NULL).
    Nothing,
    /// A whole number.
    Number(i64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a, V: Into<Value<'a>>> From<Option<V>> for Value<'a> {
    fn from(perhaps: Option<V>) -> Self {
        perhaps.map_or(Self::Nothing, Into::into)
    }
}

/// A row the database answered with, read from left to right.
#[derive(Debug)]
pub struct Row(std::vec::IntoIter<Cell>);

/// One cell of a row.
#[derive(Debug)]
pub(crate) enum Cell {
    Nothing,
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl Row {
    pub(crate) fn new(cells: Vec<Cell>) -> Self {
        Self(cells.into_iter())
    }

    pub(crate) fn cells(&mut self) -> impl Iterator<Item = Cell> + '_ {
        self.0.by_ref()
    }

    pub(crate) fn number(&mut self) -> Result<i64, Fault> {
        self.perhaps_number()?.ok_or_else(misread)
    }

    pub(crate) fn perhaps_number(&mut self) -> Result<Option<i64>, Fault> {
        match self.0.next() {
            Some(Cell::Number(number)) => Ok(Some(number)),
            Some(Cell::Nothing) => Ok(None),
            _ => Err(misread()),
        }
    }

    pub(crate) fn text(&mut self) -> Result<String, Fault> {
        self.perhaps_text()?.ok_or_else(misread)
    }

    pub(crate) fn perhaps_text(&mut self) -> Result<Option<String>, Fault> {
        match self.0.next() {
            Some(Cell::Text(text)) => Ok(Some(text)),
            Some(Cell::Nothing) => Ok(None),
            _ => Err(misread()),
        }
    }

    pub(crate) fn perhaps_bytes(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        match self.0.next() {
            Some(Cell::Bytes(bytes)) => Ok(Some(bytes)),
            Some(Cell::Nothing) => Ok(None),
            _ => Err(misread()),
        }
    }
}

impl dyn Office + '_ {
    /// Does `work` in one transaction and hands back what it made.
    pub(crate) fn write<T>(
        &self,
        mut work: impl FnMut(&mut dyn Desk) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let mut made = None;
        self.together(&mut |desk| {
            made = Some(work(desk)?);
            Ok(())
        })?;
        made.ok_or_else(|| Fault::other("finish a transaction", "the work was not begun"))
    }

    /// Runs one statement in a transaction of its own and counts the rows it touched.
    pub(crate) fn run(&self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, Fault> {
        self.write(|desk| desk.run(sql, values))
    }

    /// Asks for at most one row and reads it.
    pub(crate) fn ask_one<T>(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        read: impl FnOnce(&mut Row) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        first(self.ask(sql, values)?, read)
    }

    /// Asks for rows and reads each.
    pub(crate) fn ask_all<T>(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        read: impl Fn(&mut Row) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        self.ask(sql, values)?.iter_mut().map(read).collect()
    }
}

/// Reads the first row, if there is one.
pub(crate) fn first<T>(
    mut rows: Vec<Row>,
    read: impl FnOnce(&mut Row) -> Result<T, Fault>,
) -> Result<Option<T>, Fault> {
    rows.first_mut().map(read).transpose()
}

/// Most bytes in a name, a label, a reference or a setting.
const SHORT: usize = 2_000;

/// Checks a short text: not blank, not endless, no zero byte.
pub(crate) fn short(what: &'static str, text: &str) -> Result<(), Fault> {
    if text.trim().is_empty() {
        return Err(Fault::Unfit { what });
    }
    within(what, text, SHORT)
}

/// Checks that a text, which may be blank, is within `limit` bytes and has no zero byte.
pub(crate) fn within(what: &'static str, text: &str, limit: usize) -> Result<(), Fault> {
    if text.len() > limit {
        return Err(Fault::TooLarge {
            what,
            size: text.len(),
            limit,
        });
    }
    if text.contains('\0') {
        return Err(Fault::Unfit { what });
    }
    Ok(())
}

/// The SHA-256 of a secret, in hexadecimal: all the office keeps of it. Not salted, because the
/// secrets are random and at least 128 bits long; a password must never come this way.
pub(crate) fn fingerprint(secret: &str) -> String {
    sha256(secret.as_bytes())
}

/// SHA-256 in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    use std::fmt::Write;
    sha2::Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

fn misread() -> Fault {
    Fault::other(
        "read a row",
        "a cell is missing or of another kind than its table promises",
    )
}
