//! Bodies: terms of reference, groups founded and closed.

use super::Book;

pub(super) fn goes_on(book: Book) -> Book {
    book
}
