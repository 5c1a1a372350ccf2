//! Letters: how an e-mail is written as MIME, and handed to a server or laid in a folder.
//!
//! It takes plain values and decides nothing about who is written to, or why, or when it is tried
//! again. It reads no clock: the day of a letter is an argument, and the marks between its parts and its
//! Message-ID are made of its key, so that the same letter is the same bytes each time.

mod letter;
mod mailbox;
mod sheet;
mod transport;

pub use letter::{Letter, Sender, Unfit, message_id};
pub use mailbox::{Whose, forget};
pub use sheet::{Part, Sheet};
pub use transport::{Server, Tls, Transport, Trouble};
