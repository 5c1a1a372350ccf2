//! The house as its hosts know it: acts go in as JSON, pages come out, on both stores.
//!
//! PostgreSQL is asked too: give a database that may be written to in the environment variable
//! `FOLKMOOT_TEST_POSTGRES`, say `postgres://postgres@localhost/postgres`.

#![allow(clippy::print_stdout, clippy::print_stderr)] // Tests say what they did.

#[cfg(test)]
mod asked_of_money;
#[cfg(test)]
mod asked_of_plans;
#[cfg(test)]
mod bench;
#[cfg(test)]
mod certificates;
#[cfg(test)]
mod clerk;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod full_disk;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod import;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod letters;
#[cfg(test)]
mod opening;
mod papers;
#[cfg(test)]
mod people;
#[cfg(test)]
mod permissions;
#[cfg(test)]
mod published;
#[cfg(test)]
mod redaction;
#[cfg(test)]
mod replay;
#[cfg(test)]
mod story;
#[cfg(test)]
mod two_houses;
#[cfg(test)]
mod votes;
