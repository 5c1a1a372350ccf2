//! The office: plain tables for everything that is not the partnership's book.
//!
//! It keeps the people (names and contact details), the roles of the office's own staff, sign-in
//! links, sessions, API tokens, minutes being drafted, files by their hash, and settings. All of
//! it may be corrected and erased, which is why none of it is in the journal.
//!
//! It deliberately does not know the journal, the record or the web, and decides nothing about
//! what a person may do: a role is a row here, and what the role allows is the application's
//! affair. It never reads a clock or rolls a die: `now` is an argument, in seconds since 1970 UTC,
//! and so is every secret, of which only the SHA-256 is kept.
//!
//! There are two stores, [`SqliteOffice`] (the default) and [`PostgresOffice`]; both are an
//! [`Office`], and the methods are on `dyn Office`, so hold an `Arc<dyn Office>`:
//!
//! ```
//! # fn main() -> Result<(), office::Fault> {
//! use std::sync::Arc;
//!
//! let office: Arc<dyn office::Office> = Arc::new(office::SqliteOffice::in_memory()?);
//! let id = "0123456789abcdef0123456789abcdef".to_owned();
//! office.add_person(&office::Person { id, name: "Ada Clerk".to_owned(), email: None })?;
//! assert_eq!(office.revision()?, 1);
//! # Ok(())
//! # }
//! ```

mod address;
mod desk;
mod directories;
mod drafts;
mod fault;
mod feeds;
mod file_store;
mod files;
mod invitations;
mod kept_forms;
mod letters;
mod links;
mod mail_sign_ins;
mod means;
mod outbox;
mod passkeys;
mod people;
mod personal;
mod postgresql;
mod receipts;
mod roles;
mod sessions;
mod settings;
mod sqlite;
mod steps;
mod tokens;

pub use address::is_address;
pub use desk::{Desk, Office, Row, Value};
pub use directories::DirectoryTurn;
pub use drafts::{DRAFT_LIMIT, Draft, DraftSaved};
pub use fault::{Cause, Fault};
pub use file_store::{FileStore, S3};
pub use files::{FILE_LIMIT, File};
pub use invitations::Invitation;
pub use kept_forms::KeptForm;
pub use letters::{Gathered, Stopper, Wish};
pub use links::{Link, LinkHolder};
pub use mail_sign_ins::{MOST_MISTYPED, MailAsked, MailHolder};
pub use means::Means;
pub use outbox::{BODY_KEPT, Claimed, LETTER_LIMIT, Letter, Posted, State};
pub use passkeys::{MOST_PASSKEYS, Passkey};
pub use people::Person;
pub use personal::{Erased, Held, HeldOn, ToRedact};
pub use postgresql::PostgresOffice;
pub use receipts::Receipt;
pub use roles::Role;
pub use sessions::{LONGEST_SESSION, REMEMBERED, SEEN_EVERY, Session};
pub use sqlite::SqliteOffice;
pub use tokens::{Token, TokenHolder};
