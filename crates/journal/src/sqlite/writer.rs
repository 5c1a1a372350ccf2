//! The one writer: a transaction for each append, and what to do when it fails.
//!
//! A full disk costs nothing but the append: the transaction is rolled back and the next
//! one tries again. A failed synchronisation is worse. The kernel may have dropped what
//! it could not write and will report success the next time, so the writer stops for
//! good and says so until the book is opened again.

use rusqlite::{
    CachedStatement, Connection, OptionalExtension, Transaction, TransactionBehavior, params,
};

use super::faults::{fault, lost_writes};
use super::opening::Place;
use super::reading::{self, signed};
use crate::{AppendFault, Fault, Head, Line, NewLine, Receipt, Words};

pub(super) struct Writer {
    place: Place,
    connection: Connection,
    /// A synchronisation failed: nothing more is written until the book is reopened.
    stopped: bool,
}

impl Writer {
    pub const fn new(place: Place, connection: Connection) -> Self {
        Self {
            place,
            connection,
            stopped: false,
        }
    }

    pub fn append(
        &mut self,
        partnership: &str,
        last: &Head,
        lines: &[NewLine],
        receipts: &[Receipt],
    ) -> Result<Head, AppendFault> {
        self.write(partnership, last, |transaction| {
            let head = insert(transaction, partnership, last, lines)?;
            let mut statement = statement(
                transaction,
                "INSERT INTO receipts VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            for receipt in receipts {
                if let Some(earlier) = reading::receipt(transaction, partnership, &receipt.key)? {
                    return Err(Failed::Fault(Fault::Repeated(earlier)));
                }
                let Receipt {
                    key,
                    digest,
                    first,
                    last,
                } = receipt;
                statement.execute(params![
                    partnership,
                    key,
                    digest.as_bytes(),
                    signed(*first),
                    signed(*last)
                ])?;
            }
            Ok(head)
        })
    }

    pub fn redact(
        &mut self,
        partnership: &str,
        last: &Head,
        line: &NewLine,
        (number, ordinal): (u64, u32),
    ) -> Result<Head, AppendFault> {
        let head = self.write(partnership, last, |transaction| {
            let held = "SELECT 1 FROM words WHERE partnership = ?1 AND line = ?2 AND ordinal = ?3";
            let which = params![partnership, signed(number), ordinal];
            if statement(transaction, held)?
                .query_row(which, |_| Ok(()))
                .optional()?
                .is_none()
            {
                let what =
                    format!("line {number} has no text {ordinal}, or it was redacted before");
                return Err(Failed::Fault(Fault::Refused(what)));
            }
            let head = insert(transaction, partnership, last, std::slice::from_ref(line))?;
            statement(
                transaction,
                "INSERT INTO redactions VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![
                partnership,
                signed(number),
                ordinal,
                signed(head.line)
            ])?;
            statement(
                transaction,
                "DELETE FROM words WHERE partnership = ?1 AND line = ?2 AND ordinal = ?3",
            )?
            .execute(which)?;
            Ok(head)
        })?;
        // The text is still in the log until this is done; `scrub` does it again.
        let _later = self.empty_log();
        Ok(head)
    }

    pub fn scrub(&mut self) -> Result<(), Fault> {
        self.ready()?;
        self.connection
            .execute_batch("VACUUM")
            .map_err(|error| fault(&error))?;
        if self.empty_log().map_err(|error| fault(&error))? {
            return Ok(());
        }
        Err(Fault::Unavailable(
            "a reader kept the log from being emptied".to_owned(),
        ))
    }

    /// Copies everything that is committed into a new file.
    pub fn copy_to(&mut self, path: &str) -> Result<(), Fault> {
        self.ready()?;
        self.connection
            .execute("VACUUM INTO ?1", [path])
            .map_err(|error| fault(&error))?;
        Ok(())
    }

    /// Moves the log into the file and empties it; false if a reader was in the way.
    fn empty_log(&self) -> rusqlite::Result<bool> {
        let busy: i64 =
            self.connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| row.get(0))?;
        Ok(busy == 0)
    }

    /// One transaction, all or none, on a book that still ends at `last`.
    fn write(
        &mut self,
        partnership: &str,
        last: &Head,
        work: impl FnOnce(&Transaction<'_>) -> Result<Head, Failed>,
    ) -> Result<Head, AppendFault> {
        self.ready()?;
        let outcome = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(Failed::from);
        let outcome = outcome.and_then(|transaction| {
            let head = reading::head(&transaction, partnership).map_err(Failed::Fault)?;
            if head != *last {
                return Err(Failed::Conflict(head));
            }
            let head = work(&transaction)?;
            transaction.commit()?;
            Ok(head)
        });
        outcome.map_err(|failed| match failed {
            Failed::Conflict(head) => AppendFault::Conflict { head },
            Failed::Fault(fault) => fault.into(),
            Failed::Sqlite(error) if lost_writes(&error) => {
                // The line is in the log, if not on the disk: a restart may yet find it.
                self.stopped = true;
                Fault::Unknown.into()
            }
            Failed::Sqlite(error) => fault(&error).into(),
        })
    }

    /// Makes sure that no earlier failure stands in the way.
    fn ready(&mut self) -> Result<(), Fault> {
        if self.stopped {
            let what = "the disk failed to keep a line, so nothing more is written until Folkmoot is restarted";
            return Err(Fault::Unavailable(what.to_owned()));
        }
        if !self.connection.is_autocommit() && self.connection.execute_batch("ROLLBACK").is_err() {
            self.connection = self.place.writer()?;
        }
        Ok(())
    }
}

enum Failed {
    Conflict(Head),
    Fault(Fault),
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Failed {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<Fault> for Failed {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

fn insert(
    transaction: &Transaction<'_>,
    partnership: &str,
    last: &Head,
    lines: &[NewLine],
) -> rusqlite::Result<Head> {
    let mut into_lines = statement(
        transaction,
        "INSERT INTO lines VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let mut into_words = statement(transaction, "INSERT INTO words VALUES (?1, ?2, ?3, ?4, ?5)")?;
    let mut head = *last;
    for line in lines {
        let Line {
            number,
            at,
            by,
            entry,
            words,
            previous,
            hash,
        } = line.after(partnership, &head);
        let (previous, hash_bytes) = (previous.as_bytes(), hash.as_bytes());
        into_lines.execute(params![
            partnership,
            signed(number),
            at,
            by,
            entry,
            previous,
            hash_bytes
        ])?;
        for (ordinal, words) in words.iter().enumerate() {
            if let Words::Held { salt, text } = words {
                into_words.execute(params![
                    partnership,
                    signed(number),
                    signed(ordinal as u64),
                    salt,
                    text
                ])?;
            }
        }
        head = Head { line: number, hash };
    }
    Ok(head)
}

fn statement<'a>(
    transaction: &'a Transaction<'_>,
    sql: &str,
) -> rusqlite::Result<CachedStatement<'a>> {
    transaction.prepare_cached(sql)
}

#[cfg(test)]
mod tests;
