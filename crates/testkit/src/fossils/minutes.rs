//! In and after a meeting: interests, corrections, the action log.

use super::Book;

pub(super) fn goes_on(book: Book) -> Book {
    book
}
