//! Quorum: whether enough of a body is in the room to do business (G07, para 24).
//!
//! A member's seat counts when its holder, or a named substitute, is in the room. Observers, people
//! in attendance and advisers never count. The caller works out who that is; it is asked again at
//! every arrival and departure, and at the moment of each decision.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    Record,
    arrangements::{QuorumBase, QuorumRule},
    id::{PartnerId, SeatId},
    meetings::Meeting,
    structure::{SeatOn, Standing},
};

/// A member's seat, as far as quorum is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberSeat {
    /// The seat.
    pub id: SeatId,
    /// The partner that it speaks for.
    pub partner: Option<PartnerId>,
    /// Whether someone holds it.
    pub filled: bool,
}

/// Whether enough are present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuorumStanding {
    /// How many count as present.
    pub present: u32,
    /// Of how many.
    pub of: u32,
    /// How many are needed; none: the arrangements set no quorum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed: Option<u32>,
}

impl QuorumStanding {
    /// Whether the body may decide.
    pub fn quorate(&self) -> bool {
        self.needed.is_none_or(|needed| self.present >= needed)
    }
}

/// How a body stands: `seats` are its members' seats that are in force, `in_room` the seats for which
/// someone is in the room. Never quorate with nobody present where there is a rule.
pub fn standing(
    rule: Option<&QuorumRule>,
    seats: &[MemberSeat],
    in_room: &BTreeSet<SeatId>,
) -> QuorumStanding {
    let of = rule.map_or(QuorumBase::Members, |rule| rule.of);
    let count = |counts: &dyn Fn(&MemberSeat) -> bool| match of {
        QuorumBase::Members | QuorumBase::Seats => {
            seats.iter().filter(|seat| counts(seat)).count() as u32
        }
        QuorumBase::Partners => {
            let counted = seats.iter().filter(|seat| counts(seat));
            counted
                .filter_map(|seat| seat.partner.as_ref())
                .collect::<BTreeSet<_>>()
                .len() as u32
        }
    };
    let base = count(&|seat| seat.filled || of == QuorumBase::Seats);
    let present = count(&|seat| seat.filled && in_room.contains(&seat.id));
    let needed = rule.map(|rule| rule.share.at_least_of(base).max(rule.floor).max(1));
    QuorumStanding {
        present,
        of: base,
        needed,
    }
}

impl Meeting {
    /// Whether enough are in the room now, by the arrangements in force on the day.
    pub fn quorum(&self, record: &Record) -> QuorumStanding {
        let seats = record.structure.seats_on(&self.body, self.date);
        let body = record.structure.body(&self.body, self.date);
        let rule = body.and_then(|(_, body)| body.quorum.as_ref());
        standing(rule, &member_seats(&seats), &self.seats_in_room())
    }
}

/// The members' seats of a body that are in force.
pub(crate) fn member_seats(seats: &[SeatOn<'_>]) -> Vec<MemberSeat> {
    let members = seats
        .iter()
        .filter(|seat| seat.chair.seat.counts() && seat.standing != Standing::NotInForce);
    members
        .map(|seat| MemberSeat {
            id: seat.id().clone(),
            partner: seat.partner().cloned(),
            filled: seat.holder.is_some(),
        })
        .collect()
}
