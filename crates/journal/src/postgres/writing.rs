//! Writing: one transaction for each append, and turns between nodes.

use postgres::types::ToSql;
use postgres::{Row, Statement, Transaction};

use super::faults::{fault, fault_of_commit, is_passing, is_taken};
use super::opening::Link;
use super::reading::{self, HEAD, RECEIPT, a_head, a_receipt, signed};
use crate::{AppendFault, Fault, Head, Line, NewLine, Receipt, Words};

const TAKE_TURN: &str = "SELECT 1 FROM turns WHERE partnership = $1 FOR UPDATE";
const FIRST_TURN: &str = "INSERT INTO turns VALUES ($1) ON CONFLICT DO NOTHING";
const LINES: &str = "INSERT INTO lines SELECT $1, * FROM unnest(
    $2::bigint[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::bytea[])";
const WORDS: &str = "INSERT INTO words SELECT $1, * FROM unnest($2::bigint[], $3::bigint[], $4::bytea[], $5::text[])";
const RECEIPTS: &str = "INSERT INTO receipts VALUES ($1, $2, $3, $4, $5)";
const HELD: &str = "SELECT 1 FROM words WHERE partnership = $1 AND line = $2 AND ordinal = $3";
const REDACT: &str = "INSERT INTO redactions VALUES ($1, $2, $3, $4)";
const TAKE_OUT: &str = "DELETE FROM words WHERE partnership = $1 AND line = $2 AND ordinal = $3";

/// How often a transaction is tried that the database asked to try again.
const TRIES: u32 = 5;

pub(super) fn append(
    link: &mut Link,
    partnership: &str,
    last: &Head,
    lines: &[NewLine],
    receipts: &[Receipt],
) -> Result<Head, AppendFault> {
    write(link, partnership, last, &mut |turn| {
        let head = turn.insert(last, lines)?;
        for receipt in receipts {
            let Receipt {
                key,
                digest,
                first,
                last,
            } = receipt;
            if let Some(row) = turn.query(RECEIPT, &[&partnership, key])?.first() {
                return Err(Failed::Fault(Fault::Repeated(a_receipt(row, key)?)));
            }
            let digest: &[u8] = digest.as_bytes();
            turn.query(
                RECEIPTS,
                &[&partnership, key, &digest, &signed(*first), &signed(*last)],
            )?;
        }
        Ok(head)
    })
}

pub(super) fn redact(
    link: &mut Link,
    partnership: &str,
    last: &Head,
    line: &NewLine,
    (number, ordinal): (u64, u32),
) -> Result<Head, AppendFault> {
    write(link, partnership, last, &mut |turn| {
        let (signed_number, signed_ordinal) = (signed(number), i64::from(ordinal));
        let which: [&(dyn ToSql + Sync); 3] = [&partnership, &signed_number, &signed_ordinal];
        if turn.query(HELD, &which)?.is_empty() {
            let what = format!("line {number} has no text {ordinal}, or it was redacted before");
            return Err(Failed::Fault(Fault::Refused(what)));
        }
        let head = turn.insert(last, std::slice::from_ref(line))?;
        turn.query(
            REDACT,
            &[
                &partnership,
                &signed_number,
                &signed_ordinal,
                &signed(head.line),
            ],
        )?;
        turn.query(TAKE_OUT, &which)?;
        Ok(head)
    })
}

enum Failed {
    Conflict(Head),
    Fault(Fault),
    Postgres(postgres::Error),
}

impl From<postgres::Error> for Failed {
    fn from(error: postgres::Error) -> Self {
        Self::Postgres(error)
    }
}

impl From<Fault> for Failed {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// A transaction that holds the turn of one partnership.
struct Turn<'a, 'b> {
    partnership: &'a str,
    transaction: Transaction<'a>,
    statements: &'b [(&'static str, Statement)],
}

/// One transaction, all or none, on a book that still ends at `last`.
fn write(
    link: &mut Link,
    partnership: &str,
    last: &Head,
    work: &mut dyn FnMut(&mut Turn<'_, '_>) -> Result<Head, Failed>,
) -> Result<Head, AppendFault> {
    for attempt in 1.. {
        let error = match attempt_once(link, partnership, last, work) {
            Ok(head) => return Ok(head),
            Err(Failed::Conflict(head)) => return Err(AppendFault::Conflict { head }),
            Err(Failed::Fault(fault)) => return Err(fault.into()),
            Err(Failed::Postgres(error)) => error,
        };
        if is_taken(&error) {
            return Err(AppendFault::Conflict {
                head: reading::head(link, partnership)?,
            });
        }
        if !is_passing(&error) || attempt == TRIES {
            return Err(fault(&error).into());
        }
    }
    Err(Fault::Unavailable("the database asked to try again too often".to_owned()).into())
}

fn attempt_once(
    link: &mut Link,
    partnership: &str,
    last: &Head,
    work: &mut dyn FnMut(&mut Turn<'_, '_>) -> Result<Head, Failed>,
) -> Result<Head, Failed> {
    let mut statements = Vec::new();
    for sql in [
        TAKE_TURN, FIRST_TURN, HEAD, LINES, WORDS, RECEIPT, RECEIPTS, HELD, REDACT, TAKE_OUT,
    ] {
        statements.push((sql, link.prepared(sql)?));
    }
    let transaction = link.client.transaction()?;
    let mut turn = Turn {
        partnership,
        transaction,
        statements: &statements,
    };
    turn.take()?;
    // Under `read committed` this sees every line committed before the turn was ours.
    let head = match turn.query(HEAD, &[&partnership])?.first() {
        Some(row) => a_head(row)?,
        None => Head::EMPTY,
    };
    if head != *last {
        return Err(Failed::Conflict(head));
    }
    let head = work(&mut turn)?;
    match turn.transaction.commit() {
        Ok(()) => Ok(head),
        Err(error) if is_passing(&error) => Err(Failed::Postgres(error)),
        Err(error) => Err(Failed::Fault(fault_of_commit(&error))),
    }
}

impl Turn<'_, '_> {
    /// Waits until no other node is writing in this book.
    fn take(&mut self) -> Result<(), postgres::Error> {
        let partnership = self.partnership;
        if self.query(TAKE_TURN, &[&partnership])?.is_empty() {
            self.query(FIRST_TURN, &[&partnership])?;
            self.query(TAKE_TURN, &[&partnership])?;
        }
        Ok(())
    }

    fn query(
        &mut self,
        sql: &'static str,
        values: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<Row>, postgres::Error> {
        match self.statements.iter().find(|(known, _)| *known == sql) {
            Some((_, statement)) => self.transaction.query(statement, values),
            None => self.transaction.query(sql, values),
        }
    }

    fn insert(&mut self, last: &Head, lines: &[NewLine]) -> Result<Head, postgres::Error> {
        let partnership = self.partnership;
        let mut head = *last;
        let mut written = Vec::with_capacity(lines.len());
        for line in lines {
            let line = line.after(partnership, &head);
            head = Head {
                line: line.number,
                hash: line.hash,
            };
            written.push(line);
        }
        if written.is_empty() {
            return Ok(head);
        }
        let column = |of: fn(&Line) -> &str| written.iter().map(of).collect::<Vec<_>>();
        let numbers: Vec<i64> = written.iter().map(|line| signed(line.number)).collect();
        let previous: Vec<&[u8]> = written
            .iter()
            .map(|line| line.previous.as_bytes().as_slice())
            .collect();
        let hashes: Vec<&[u8]> = written
            .iter()
            .map(|line| line.hash.as_bytes().as_slice())
            .collect();
        let (at, by, entry) = (
            column(|line| &line.at),
            column(|line| &line.by),
            column(|line| &line.entry),
        );
        self.query(
            LINES,
            &[&partnership, &numbers, &at, &by, &entry, &previous, &hashes],
        )?;
        self.insert_words(&written)?;
        Ok(head)
    }

    fn insert_words(&mut self, written: &[Line]) -> Result<(), postgres::Error> {
        let partnership = self.partnership;
        let (mut numbers, mut ordinals) = (Vec::new(), Vec::new());
        let (mut salts, mut texts) = (Vec::new(), Vec::new());
        for line in written {
            for (ordinal, words) in (0_i64..).zip(&line.words) {
                if let Words::Held { salt, text } = words {
                    numbers.push(signed(line.number));
                    ordinals.push(ordinal);
                    salts.push(salt.as_slice());
                    texts.push(text.as_str());
                }
            }
        }
        if !numbers.is_empty() {
            self.query(WORDS, &[&partnership, &numbers, &ordinals, &salts, &texts])?;
        }
        Ok(())
    }
}
