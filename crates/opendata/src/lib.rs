//! The record in other people's forms, for whoever wants to work with it elsewhere.
//!
//! What may be in a copy is decided by the views of `app`, the same that decide what a page shows; here
//! it only changes its form: a relational copy in SQLite, calendars, and the register of grants.

pub mod calendar;
pub mod grants;
pub mod relational;
