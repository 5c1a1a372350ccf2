//! What a store of the book promises, whichever database is underneath.

use std::ops::ControlFlow;

use crate::{AppendFault, Fault, Head, Line, NewLine, Receipt};

/// A store of minute books, one book to a partnership.
///
/// Every method blocks. Call them from a plain thread; only [`Journal::head`] may be
/// called from an async handler, and only if [`Journal::is_quick`].
pub trait Journal: Send + Sync {
    /// The partnerships that have at least one line, in alphabetical order.
    ///
    /// # Errors
    /// Any [`Fault`] of reading.
    fn partnerships(&self) -> Result<Vec<String>, Fault>;

    /// Where the book of the partnership ends; [`Head::EMPTY`] if it has no line.
    /// One indexed query: cheap enough to ask before every answer.
    ///
    /// # Errors
    /// Any [`Fault`] of reading.
    fn head(&self, partnership: &str) -> Result<Head, Fault>;

    /// Hands over every line numbered above `after`, in order, until `each` breaks off.
    ///
    /// Each line's number, previous hash, own hash and held texts are checked before it
    /// is handed over. `each` may call the journal again.
    ///
    /// # Errors
    /// [`Fault::Corrupt`] at the first line that does not hold; no line after it is
    /// handed over. Otherwise any fault of reading.
    fn read(
        &self,
        partnership: &str,
        after: u64,
        each: &mut dyn FnMut(Line) -> ControlFlow<()>,
    ) -> Result<(), Fault>;

    /// Adds all of the lines and receipts, or none, if the book still ends at `last`.
    /// Returns the new head only once the disk has them.
    ///
    /// # Errors
    /// [`AppendFault::Conflict`] if the book ends elsewhere; [`AppendFault::Full`];
    /// [`Fault::Refused`] if a line is not proper; [`Fault::Repeated`] if a receipt's key
    /// was used before; [`Fault::Unknown`] if only reading on can tell whether they were kept.
    fn append(
        &self,
        partnership: &str,
        last: &Head,
        lines: &[NewLine],
        receipts: &[Receipt],
    ) -> Result<Head, AppendFault>;

    /// The receipt written under this key, if any.
    ///
    /// # Errors
    /// Any [`Fault`] of reading.
    fn receipt(&self, partnership: &str, key: &str) -> Result<Option<Receipt>, Fault>;

    /// Adds a line that records a redaction and, in the same transaction, takes out the
    /// text and salt it names: `redacts` is a line number and the ordinal of the text in
    /// it, from 0. The entry must be `{"module":"book","kind":"redacted","line":…,"ordinal":…,…}`
    /// with the same two numbers.
    ///
    /// Who may redact, and on what ground, is decided elsewhere. Traces in freed pages
    /// are cleared by [`Journal::scrub`].
    ///
    /// # Errors
    /// As [`Journal::append`]; [`Fault::Refused`] too if there is no such text or it was
    /// redacted before.
    fn redact(
        &self,
        partnership: &str,
        last: &Head,
        line: &NewLine,
        redacts: (u64, u32),
    ) -> Result<Head, AppendFault>;

    /// Rewrites the store so that no freed page, log or dead row holds a redacted text.
    /// Slow, and needs as much free disk as the book takes: for the night.
    ///
    /// # Errors
    /// [`Fault::Full`] if there is no room for it, otherwise any fault of writing.
    fn scrub(&self) -> Result<(), Fault>;

    /// Whether [`Journal::head`] is a look-up inside this process, so quick that an async
    /// handler may wait for it.
    fn is_quick(&self) -> bool;
}
