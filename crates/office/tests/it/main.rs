//! The contract of the office, kept by both stores, and what each store promises besides.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "these are tests, their helpers included"
)]

mod contract;
mod directories;
mod drafts;
mod file_stores;
mod files;
mod letters;
mod people;
mod postgresql;
mod sign_in;
mod sqlite;
