//! Interests declared at a meeting, and who stays out of the room because of one.
//!
//! What a person declares is kept with their seat and the item. Withdrawing takes the seat out of the
//! room, so that quorum, votes and consensus are worked out without it by the very rules that hold for
//! everyone else.

use jiff::{Timestamp, civil::Time};

use crate::{
    LineNo,
    id::{ItemNo, PersonId, SeatId},
    prose::Prose,
};

/// An interest that someone declared in an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Interest {
    /// The seat for which they take part.
    pub seat: SeatId,
    /// Whose interest it is.
    pub person: PersonId,
    /// In which item.
    pub item: ItemNo,
    /// What it is.
    pub nature: Prose,
    /// Whether they said that they would withdraw for the item.
    pub withdraws: bool,
    /// Whether it is the interest of the organisation for which the seat speaks.
    pub for_organisation: bool,
    /// When it was declared.
    pub at: Timestamp,
    /// The line of the book.
    pub line: LineNo,
}

/// Someone who is out of the room for an item in which they declared an interest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// Who.
    pub person: PersonId,
    /// Whether they sit as the holder's substitute.
    pub substitute: bool,
    /// For which item.
    pub item: ItemNo,
    /// Since when.
    pub since: Time,
}

/// One time that someone was out of the room for an interest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// The seat.
    pub seat: SeatId,
    /// Who.
    pub person: PersonId,
    /// For which item.
    pub item: ItemNo,
    /// From when.
    pub from: Time,
    /// Until they came back or left altogether; none: to the end of the meeting.
    pub until: Option<Time>,
    /// The line of the book.
    pub line: LineNo,
}
