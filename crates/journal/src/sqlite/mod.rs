//! The book in one SQLite file: the default, for one program on one machine.
//!
//! Decides how lines reach the disk and when they count as there: write-ahead log, full
//! synchronisation, one writer at a time, readers beside it. Never put the file on a
//! network share: the log needs shared memory. What to do about a full disk or a failed
//! synchronisation is in [`writer`]; opening and refusing files is in [`opening`].

mod faults;
mod opening;
mod reading;
mod writer;

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::line::{check_append, check_partnership, check_redaction};
use crate::{AppendFault, Fault, Head, Journal, Line, NewLine, Receipt, pages};
use opening::{Place, Synchronous};
use reading::Readers;
use writer::Writer;

/// Minute books in one SQLite file.
///
/// Any number of `SqliteBook`s, in one process or several on one machine, may have the
/// same file open: they take turns, and none can fork the book.
pub struct SqliteBook {
    // Readers close before the writer, so that the last to close can tidy the log away.
    readers: Readers,
    writer: Mutex<Writer>,
}

impl SqliteBook {
    /// Opens the book at `path`, or begins one if there is no file.
    ///
    /// Looks at the head of the file and at the last line of each partnership, which is
    /// enough to refuse a file that is plainly damaged; [`Journal::read`] checks every line.
    ///
    /// # Errors
    /// [`Fault::Newer`], having touched nothing, if a later program wrote the file;
    /// [`Fault::Corrupt`] if it is not a minute book or is damaged; [`Fault::Unavailable`]
    /// if it cannot be reached or the SQLite inside this program is older than 3.51.3.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Fault> {
        Self::open_place(Place::at(path.as_ref(), Synchronous::Full)?)
    }

    /// Opens the book so that a line is acknowledged before the disk has it.
    ///
    /// For one test only: the test that counts synchronisations must fail on such a book.
    ///
    /// # Errors
    /// As [`SqliteBook::open`].
    #[cfg(feature = "weakened")]
    pub fn open_with_synchronous_normal(path: impl AsRef<Path>) -> Result<Self, Fault> {
        Self::open_place(Place::at(path.as_ref(), Synchronous::Normal)?)
    }

    fn open_place(place: Place) -> Result<Self, Fault> {
        let connection = place.writer()?;
        let readers = Readers::new(place.clone());
        readers.check_last_lines()?;
        Ok(Self {
            readers,
            writer: Mutex::new(Writer::new(place, connection)),
        })
    }

    /// Copies the books as they stand into a new file, while others go on reading and writing.
    ///
    /// # Errors
    /// [`Fault::Full`] if there is no room, [`Fault::Other`] if the file is there already.
    pub fn copy_to(&self, path: &Path) -> Result<(), Fault> {
        let Some(copy) = path.to_str().filter(|_| !path.exists()) else {
            return Err(Fault::Other(format!(
                "{} is there already, or its name is no text",
                path.display()
            )));
        };
        self.writer().copy_to(copy)
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        // A panic in another thread leaves at most an open transaction, which the writer
        // rolls back before its next.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Journal for SqliteBook {
    fn partnerships(&self) -> Result<Vec<String>, Fault> {
        self.readers.with(reading::partnerships)
    }

    fn head(&self, partnership: &str) -> Result<Head, Fault> {
        self.readers
            .with(|connection| reading::head(connection, partnership))
    }

    fn read(
        &self,
        partnership: &str,
        after: u64,
        each: &mut dyn FnMut(Line) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let head = self
            .readers
            .with(|connection| reading::head_at(connection, partnership, after))?;
        let Some(head) = head else { return Ok(()) };
        let page = |after, most| {
            self.readers
                .with(|connection| reading::page(connection, partnership, after, most))
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
        self.writer().append(partnership, last, lines, receipts)
    }

    fn receipt(&self, partnership: &str, key: &str) -> Result<Option<Receipt>, Fault> {
        self.readers
            .with(|connection| reading::receipt(connection, partnership, key))
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
        self.writer().redact(partnership, last, line, redacts)
    }

    fn scrub(&self) -> Result<(), Fault> {
        self.writer().scrub()
    }

    fn is_quick(&self) -> bool {
        true
    }
}
