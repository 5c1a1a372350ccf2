//! What a client sent, in its order, and what it was told.

use super::scene;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// The client's own partner votes.
    Vote(&'static str),
    /// An action, in words of its own.
    Note(String),
}

impl Said {
    /// As it is sent.
    pub fn json(&self, client: usize) -> String {
        match self {
            Self::Vote(vote) => scene::vote(scene::VOTERS[client], vote),
            Self::Note(words) => scene::note(words),
        }
    }
}

/// What the client was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is on this line.
    Line(u64),
    /// Nothing: the connection broke. It may have been recorded or not.
    Nothing,
}

/// One sending.
#[derive(Clone, Debug)]
pub struct Sent {
    /// What was asked for.
    pub said: Said,
    /// The Idempotency-Key, if it had one.
    pub key: Option<String>,
    /// What came back.
    pub told: Told,
}

/// All that one client sent.
pub type Log = Vec<Sent>;
