//! Towards agreement: positions, recommendations, referrals.

use super::Book;

pub(super) fn goes_on(book: Book) -> Book {
    book
}
