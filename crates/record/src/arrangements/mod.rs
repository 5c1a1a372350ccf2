//! Governance arrangements: the text file that says how a partnership works.
//!
//! `model` is its form, `read` turns text into it, `check` judges it, `look_up` finds things in it.
//! What follows from the rules on a given day is decided by `structure`, `meetings` and `decisions`.

mod check;
mod finding;
mod look_up;
mod model;
mod place;
mod read;
mod schema;
mod shape;
pub mod start;
#[cfg(test)]
mod tests;
mod words;

pub use check::{CATALOGUE, Check};
pub use finding::{Finding, Level};
pub use look_up::{ExpandedSeat, Partner};
pub use model::*;
pub use read::{Checked, LONGEST, check, read};
pub use schema::schema;
