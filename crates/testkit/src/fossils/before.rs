//! Before a meeting: notice, changes of day, the forward plan.

use super::Book;

pub(super) fn goes_on(book: Book) -> Book {
    book
}
