//! The book in a PostgreSQL database, for a host with many partnerships and several nodes.
//!
//! Decides how nodes take turns: each append locks its partnership's one row in `turns`,
//! looks where the book ends, and writes. The unique keys stand behind that, so that even a
//! node that skipped the lock could not fork the book. No sequences, no notifications and no
//! hints are relied on, so other databases that speak the protocol should do. Entries are
//! kept as `text`: `jsonb` would write them anew and break every hash.
//!
//! Connections are made without TLS: use a Unix socket, the same machine, or a tunnel.
//! A pooler between must keep to one session for one connection.

mod faults;
mod opening;
mod pool;
mod reading;
mod writing;

use std::ops::ControlFlow;

use crate::line::{check_append, check_partnership, check_redaction};
use crate::{AppendFault, Fault, Head, Journal, Line, NewLine, Receipt, pages};
use opening::Place;
use pool::Pool;

/// Minute books in one schema of a PostgreSQL database.
///
/// Its methods wait on the network: call them from plain threads, never from inside an
/// async runtime, where they panic.
pub struct PostgresBook {
    pool: Pool,
}

impl PostgresBook {
    /// Opens the books in `schema` of the database at `url`, making schema and tables if they
    /// are missing. The schema's name is 1 to 48 lower-case letters, digits and underscores.
    ///
    /// # Errors
    /// [`Fault::Newer`], having touched nothing, if a later program wrote the schema;
    /// [`Fault::Corrupt`] if the last line of a book is not what was written;
    /// [`Fault::Unavailable`] if the database does not answer, is a standby, or is set up
    /// so that an acknowledged line could be lost.
    pub fn open(url: &str, schema: &str) -> Result<Self, Fault> {
        let place = Place::new(url, schema)?;
        place.prepare()?;
        let book = Self {
            pool: Pool::new(place),
        };
        book.check_last_lines()?;
        Ok(book)
    }

    fn check_last_lines(&self) -> Result<(), Fault> {
        for partnership in self.partnerships()? {
            let last = self.head(&partnership)?.line;
            let lines = self
                .pool
                .with(|link| reading::page(link, &partnership, last - 1, 1))?;
            for line in lines {
                pages::check_alone(&partnership, &line)?;
            }
        }
        Ok(())
    }
}

impl Journal for PostgresBook {
    fn partnerships(&self) -> Result<Vec<String>, Fault> {
        self.pool.with(reading::partnerships)
    }

    fn head(&self, partnership: &str) -> Result<Head, Fault> {
        self.pool.with(|link| reading::head(link, partnership))
    }

    fn read(
        &self,
        partnership: &str,
        after: u64,
        each: &mut dyn FnMut(Line) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let head = self
            .pool
            .with(|link| reading::head_at(link, partnership, after))?;
        let Some(head) = head else { return Ok(()) };
        let page = |after, most| {
            self.pool
                .with(|link| reading::page(link, partnership, after, most))
        };
        pages::read(partnership, head, page, each)
    }

    fn append(
        &self,
        partnership: &str,
        last: &Head,
        lines: &[NewLine],
        receipts: &[Receipt],
    ) -> Result<Head, AppendFault> {
        check_partnership(partnership)?;
        check_append(last, lines, receipts)?;
        self.pool
            .with(|link| writing::append(link, partnership, last, lines, receipts))
    }

    fn receipt(&self, partnership: &str, key: &str) -> Result<Option<Receipt>, Fault> {
        self.pool
            .with(|link| reading::receipt(link, partnership, key))
    }

    fn redact(
        &self,
        partnership: &str,
        last: &Head,
        line: &NewLine,
        redacts: (u64, u32),
    ) -> Result<Head, AppendFault> {
        check_partnership(partnership)?;
        check_redaction(last, line, redacts)?;
        self.pool
            .with(|link| writing::redact(link, partnership, last, line, redacts))
    }

    fn scrub(&self) -> Result<(), Fault> {
        self.pool.with(|link| {
            [UNTIL_NOBODY_READS_IT, "VACUUM (FULL) words"]
                .iter()
                .try_for_each(|sql| link.client.batch_execute(sql))
                .map_err(|error| faults::fault(&error))
        })
    }

    fn is_quick(&self) -> bool {
        false
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
