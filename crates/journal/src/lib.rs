//! The minute book on disk: lines that can be added and read, never changed.
//!
//! It decides what a line is made of, how each line is tied to the one before by
//! SHA-256, and when a line counts as kept: only once the disk has it. It knows
//! bytes, not rules. What an entry means, whether an act was allowed and who a
//! person is are decided elsewhere; this crate depends on no other crate of ours.
//!
//! Two stores keep the same promises and pass the same tests: [`SqliteBook`], one
//! file beside the program, and [`PostgresBook`], a database shared by many nodes.
//! [`verify()`] reads a book as a stranger would, [`Checkpoint`] is the signed last
//! line to be kept elsewhere, and [`export()`] writes a folder that can be checked
//! with Python alone.
//!
//! Prose never enters a line itself. The entry holds `{"sealed":"…"}`, a
//! [`commitment`] to a salt and a text that lie beside the line, so that the text can
//! be taken out ([`Journal::redact`]) and the chain still holds.

mod chain;
mod checkpoint;
mod export;
mod fault;
mod hash;
pub mod jsonl;
mod line;
mod pages;
mod postgres;
mod sealed;
mod sqlite;
mod store;
mod verify;

pub use checkpoint::{Checkpoint, CheckpointFault, PublicKey, Signer};
pub use export::{ExportFault, Exported, export};
pub use fault::{AppendFault, Fault};
pub use hash::{Hash, UnreadableHash};
pub use line::{
    Head, LINE_TAG, Line, MOST_BYTES, NewLine, NewWords, Receipt, WORDS_TAG, Words, commitment,
    line_hash,
};
pub use postgres::PostgresBook;
pub use sealed::commitments;
pub use sqlite::SqliteBook;
pub use store::Journal;
pub use verify::{Report, Verdict, Verifier, verify, verify_book};
