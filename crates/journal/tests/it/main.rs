//! What the journal promises, asked of it from outside.
//!
//! PostgreSQL is asked too: give a database that may be written to in the environment
//! variable `FOLKMOOT_TEST_POSTGRES`, say `postgres://postgres@localhost/postgres`.

#![allow(clippy::print_stdout, clippy::print_stderr)] // Tests say what they did.

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod book;
#[cfg(test)]
mod checkpoint;
#[cfg(test)]
mod conformance;
#[cfg(test)]
mod export;
#[cfg(test)]
mod fossils;
#[cfg(test)]
mod postgres;
#[cfg(test)]
mod sqlite;
#[cfg(test)]
mod verify;
