//! After a vote and between meetings: ties, ratification, correspondence, disputes.

use super::Book;

pub(super) fn goes_on(book: Book) -> Book {
    book
}
