//! Seats: nominations, elections, terms and roles.

use super::Book;

pub(super) fn goes_on(book: Book) -> Book {
    book
}
