//! Letters: how an e-mail is written as MIME, and handed to a server or laid in a folder.
//!
//! It takes plain values and decides nothing about who is written to, or why.
