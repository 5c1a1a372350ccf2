//! Who is in the room of a meeting: comings and goings, one stay after another.
//!
//! Whether someone may come in was decided before.

use jiff::civil::Time;

use super::{InRoom, Meeting, Presence, Withdrawal, Withdrawn};
use crate::{
    LineNo,
    id::{ItemNo, PersonId, SeatId},
};

/// A coming or going, in the order of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomChange {
    /// The seat.
    pub seat: SeatId,
    /// Who.
    pub person: PersonId,
    /// Which way.
    pub way: Way,
    /// When.
    pub at: Time,
}

/// Which way someone went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// They came in.
    Came,
    /// They left.
    Left,
    /// They withdrew for an item.
    Withdrew,
    /// They came back after withdrawing.
    Returned,
}

impl Way {
    /// Whether they are in the room after it.
    pub fn inwards(self) -> bool {
        matches!(self, Self::Came | Self::Returned)
    }
}

impl Meeting {
    pub(super) fn arrive(&mut self, seat: &SeatId, person: PersonId, substitute: bool, at: Time) {
        self.enter(seat, person, substitute, at);
        self.note(seat, person, Way::Came, at);
    }

    pub(super) fn depart(&mut self, seat: &SeatId, at: Time) {
        let sitter = self.sitter(seat);
        self.room.remove(seat);
        self.withdrawn.remove(seat);
        self.end_stay(seat, at);
        self.end_withdrawal(seat, at);
        if let Some(person) = sitter {
            self.note(seat, person, Way::Left, at);
        }
    }

    pub(super) fn withdraw(&mut self, line: LineNo, seat: &SeatId, item: ItemNo, at: Time) {
        let Some(there) = self.room.remove(seat) else {
            return;
        };
        self.end_stay(seat, at);
        self.withdrawals.push(Withdrawal {
            seat: seat.clone(),
            person: there.person,
            item,
            from: at,
            until: None,
            line,
        });
        self.note(seat, there.person, Way::Withdrew, at);
        let out = Withdrawn {
            person: there.person,
            substitute: there.substitute,
            item,
            since: at,
        };
        self.withdrawn.insert(seat.clone(), out);
    }

    pub(super) fn come_back(&mut self, seat: &SeatId, at: Time) {
        if let Some(out) = self.withdrawn.remove(seat) {
            self.end_withdrawal(seat, at);
            self.enter(seat, out.person, out.substitute, at);
            self.note(seat, out.person, Way::Returned, at);
        }
    }

    fn enter(&mut self, seat: &SeatId, person: PersonId, substitute: bool, at: Time) {
        let there = InRoom {
            person,
            substitute,
            since: at,
        };
        self.room.insert(seat.clone(), there);
        self.presence.push(Presence {
            seat: seat.clone(),
            person,
            substitute,
            from: at,
            until: None,
        });
    }

    fn end_stay(&mut self, seat: &SeatId, at: Time) {
        let mut stays = self.presence.iter_mut().rev();
        if let Some(stay) = stays.find(|stay| stay.seat == *seat && stay.until.is_none()) {
            stay.until = Some(at);
        }
    }

    fn end_withdrawal(&mut self, seat: &SeatId, at: Time) {
        let mut out = self.withdrawals.iter_mut().rev();
        if let Some(out) = out.find(|out| out.seat == *seat && out.until.is_none()) {
            out.until = Some(at);
        }
    }

    fn note(&mut self, seat: &SeatId, person: PersonId, way: Way, at: Time) {
        self.changes.push(RoomChange {
            seat: seat.clone(),
            person,
            way,
            at,
        });
    }
}
