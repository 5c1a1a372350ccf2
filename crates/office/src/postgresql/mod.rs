//! The office in a schema of a PostgreSQL database: the store for a host with several nodes.
//!
//! It is called from plain threads; a call from inside an async runtime must be moved to a
//! blocking thread first. Work that the database asks to have done again, or that met a lost
//! connection before it was committed, is begun again from the start. A commit whose answer is
//! lost is never repeated: that would be guessing. The connection is not encrypted: reach the
//! database over a local socket, or through a tunnel.

mod pool;
mod trouble;
mod words;

use postgres::{Config, Statement, Transaction};

use crate::steps::{known, remaining};
use crate::{Desk, Fault, FileStore, Office, Row, Value};
use pool::{Line, Pool, Prepared, Sound};
use trouble::{Trouble, fault};
use words::{in_postgres_words, numbered, parameters, row};

/// How often a piece of work is begun before giving up.
const TURNS: usize = 4;

/// The office in a schema of a PostgreSQL database.
pub struct PostgresOffice {
    pool: Pool,
    file_store: Option<FileStore>,
}

impl PostgresOffice {
    /// Opens the office in `schema` of the database at `url` (`postgres://…` or `host=… user=…`),
    /// making it if there is none, and takes the steps its tables have not taken. Nodes that open
    /// it at the same time take turns. Tables that a newer Folkmoot has opened are refused and
    /// left as they were.
    ///
    /// `schema` is small letters, digits and `_`, beginning with a letter, at most 63 long.
    pub fn open(url: &str, schema: &str) -> Result<Self, Fault> {
        let well_formed = schema.starts_with(|first: char| first.is_ascii_lowercase())
            && schema
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            && schema.len() <= 63;
        if !well_formed {
            return Err(Fault::Unfit {
                what: "name of the schema",
            });
        }
        // The parser's complaint may quote the address, and the address may hold a password.
        let config: Config = url.parse().map_err(|_| {
            Fault::other(
                "read the database's address",
                "expected postgres://user@host/database",
            )
        })?;
        let pool = Pool::new(config, schema);
        pool.lend(|line| (prepare(line, schema), Sound(true)))??;
        Ok(Self {
            pool,
            file_store: None,
        })
    }

    /// The same office, with the bytes of files in a store of their own.
    pub fn with_files_in(self, store: FileStore) -> Self {
        Self {
            file_store: Some(store),
            ..self
        }
    }

    /// Does `work` on a connection, again from the start while its trouble says it may be.
    fn in_turns<T>(
        &self,
        mut work: impl FnMut(&mut Line) -> Result<T, Trouble>,
    ) -> Result<T, Fault> {
        let mut turn = 1;
        loop {
            let outcome = self.pool.lend(|line| {
                let outcome = work(line);
                let sound = Sound(!matches!(outcome, Err(Trouble { lost: true, .. })));
                (outcome, sound)
            })?;
            let trouble = match outcome {
                Ok(done) => return Ok(done),
                Err(trouble) => trouble,
            };
            if trouble.lost {
                // The others were most likely lost with it.
                self.pool.forget_idle();
            }
            if !trouble.again || turn == TURNS {
                return Err(trouble.fault);
            }
            turn += 1;
        }
    }
}

impl Office for PostgresOffice {
    fn file_store(&self) -> Option<&FileStore> {
        self.file_store.as_ref()
    }

    fn ask(&self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<Row>, Fault> {
        self.in_turns(|line| {
            let statement = match line.prepared.get(sql) {
                Some(statement) => statement,
                None => {
                    let statement = line
                        .client
                        .prepare(&numbered(sql))
                        .map_err(Trouble::before_commit)?;
                    line.prepared.keep(sql, statement)
                }
            };
            let rows = line
                .client
                .query(&statement, &parameters(&statement, values))
                .map_err(Trouble::before_commit)?;
            rows.iter()
                .map(row)
                .collect::<Result<_, _>>()
                .map_err(Trouble::before_commit)
        })
    }

    fn together(
        &self,
        work: &mut dyn FnMut(&mut dyn Desk) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.in_turns(|line| {
            let Line { client, prepared } = line;
            let transaction = client.transaction().map_err(Trouble::before_commit)?;
            let mut desk = PostgresDesk {
                transaction,
                prepared,
                again: false,
                lost: false,
            };
            if let Err(fault) = work(&mut desk) {
                return Err(Trouble {
                    fault,
                    again: desk.again,
                    lost: desk.lost,
                });
            }
            desk.transaction.commit().map_err(Trouble::at_commit)
        })
    }

    fn scrub(&self, tables: &[&'static str]) -> Result<(), Fault> {
        self.in_turns(|line| {
            // Rewriting a table of files may take longer than a page is let wait.
            let mut run = |sql: &str| {
                line.client
                    .batch_execute(sql)
                    .map_err(Trouble::before_commit)
            };
            run("SET statement_timeout = 0")?;
            let cleared = run(UNTIL_NOBODY_READS_IT).and_then(|()| {
                tables
                    .iter()
                    .try_for_each(|table| run(&format!("VACUUM FULL {table}")))
            });
            run(pool::STATEMENT_TIMEOUT)?;
            cleared
        })
    }
}

struct PostgresDesk<'a> {
    transaction: Transaction<'a>,
    prepared: &'a mut Prepared,
    /// As in [`Trouble`], which the work itself cannot tell of.
    again: bool,
    lost: bool,
}

impl PostgresDesk<'_> {
    fn statement(&mut self, sql: &'static str) -> Result<Statement, Fault> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement);
        }
        let statement = self
            .transaction
            .prepare(&numbered(sql))
            .map_err(|e| self.trouble(e))?;
        Ok(self.prepared.keep(sql, statement))
    }

    fn trouble(&mut self, error: postgres::Error) -> Fault {
        let Trouble { fault, again, lost } = Trouble::before_commit(error);
        self.again |= again;
        self.lost |= lost;
        fault
    }
}

impl Desk for PostgresDesk<'_> {
    fn run(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, Fault> {
        let statement = self.statement(sql)?;
        let parameters = parameters(&statement, values);
        self.transaction
            .execute(&statement, &parameters)
            .map_err(|e| self.trouble(e))
    }

    fn ask(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<Row>, Fault> {
        let statement = self.statement(sql)?;
        let parameters = parameters(&statement, values);
        let rows = self
            .transaction
            .query(&statement, &parameters)
            .map_err(|e| self.trouble(e))?;
        rows.iter()
            .map(row)
            .collect::<Result<_, _>>()
            .map_err(fault)
    }
}

/// Waits until nobody in this database still reads what stood there before: until then a table that is
/// written afresh keeps, for them, the rows that were taken out.
const UNTIL_NOBODY_READS_IT: &str = "
DO $$
DECLARE
  mine xid8 := pg_current_xact_id();
  patience timestamptz := clock_timestamp() + interval '20 seconds';
BEGIN
  LOOP
    PERFORM pg_stat_clear_snapshot();
    EXIT WHEN NOT EXISTS (
      SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND age(backend_xmin) > age(mine::xid)
    );
    IF clock_timestamp() > patience THEN
      RAISE EXCEPTION 'another connection still reads what was taken out';
    END IF;
    PERFORM pg_sleep(0.02);
  END LOOP;
END $$";

/// Has no words gathered in the database's statistics, which quote the commonest: an erased person would be left
/// in them, out of reach of whoever may not clear the catalogue.
const NO_STATISTICS: &str = "
DO $$
DECLARE one record;
BEGIN
  FOR one IN
    SELECT attrelid::regclass AS kept_in, attname FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
      AND atttypid IN ('text'::regtype, 'bytea'::regtype) AND coalesce(attstattarget, -1) <> 0
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS 0', one.kept_in, one.attname);
  END LOOP;
END $$";

/// Makes the schema if need be and takes the remaining steps, all or none, one node at a time.
fn prepare(line: &mut Line, schema: &str) -> Result<(), Fault> {
    let mut transaction = line.client.transaction().map_err(fault)?;
    transaction
        .execute(
            "SELECT pg_advisory_xact_lock(hashtext('folkmoot office'), hashtext($1))",
            &[&schema],
        )
        .map_err(fault)?;
    // Asked first, because an account may be given a schema without leave to make one.
    let found = transaction
        .query_one(
            "SELECT count(*) FROM pg_namespace WHERE nspname = $1",
            &[&schema],
        )
        .and_then(|row| row.try_get::<_, i64>(0))
        .map_err(fault)?;
    if found == 0 {
        transaction
            .batch_execute(&format!("CREATE SCHEMA \"{schema}\""))
            .map_err(fault)?;
    }
    let begun = transaction
        .query_one(
            "SELECT count(*) FROM pg_tables WHERE schemaname = $1 AND tablename = 'version'",
            &[&schema],
        )
        .and_then(|row| row.try_get::<_, i64>(0))
        .map_err(fault)?;
    let taken = if begun == 0 {
        transaction
            .batch_execute(
                "CREATE TABLE version (step BIGINT NOT NULL); INSERT INTO version VALUES (0)",
            )
            .map_err(fault)?;
        0
    } else {
        transaction
            .query_one("SELECT max(step) FROM version", &[])
            .and_then(|row| row.try_get(0))
            .map_err(fault)?
    };
    for step in remaining(taken)? {
        transaction
            .batch_execute(&in_postgres_words(step))
            .map_err(fault)?;
    }
    transaction
        .execute("UPDATE version SET step = $1", &[&known()])
        .map_err(fault)?;
    transaction.batch_execute(NO_STATISTICS).map_err(fault)?;
    transaction.commit().map_err(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_cannot_be_read_is_not_repeated() {
        for url in [
            "postgres://clerk:hunter2@db:notaport/x",
            "host=db password=hunter2 sslmode=odd",
        ] {
            let Err(fault) = PostgresOffice::open(url, "office") else {
                panic!("opened {url}")
            };
            assert!(!format!("{fault} {fault:?} {}", fault.help()).contains("hunter2"));
        }
    }

    #[test]
    fn a_schema_is_named_in_small_letters() {
        for name in [
            "",
            "Office",
            "of fice",
            "1st",
            "a\"; DROP SCHEMA public",
            "é",
        ] {
            let refused = PostgresOffice::open("postgres://nobody@localhost/x", name);
            assert!(matches!(refused, Err(Fault::Unfit { .. })), "{name}");
        }
    }
}
