//! The index: which documents hold which words, in a file that can be thrown away.
//!
//! Plain documents go in, their names come out. It knows neither the record nor people, decides
//! nothing about who may see what, and keeps no text: only words and where they stand, enough to find
//! a document and too little to show it. Whoever asks makes each document anew from what is true now,
//! checks that it may be shown, and has [`Query::weigh`] check that the words are still in it. So an
//! index that is behind, or damaged, can miss something and can never tell something.
//!
//! The file may be deleted at any time. It is made again from the book.

mod fold;
mod mark;
mod near;
mod query;
mod store;

pub use fold::{Word, folded, words};
pub use mark::{Piece, mark, snippet};
pub use near::distance;
pub use query::{LONGEST_QUERY, MOST_WORDS, NotAQuery, Query};
pub use store::{Among, Document, Fault, Index, Key, Stamp};
