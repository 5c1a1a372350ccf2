//! Quorum: whether enough of a body is in the room to do business (G07, para 24).
//!
//! A member's seat counts when its holder, or a named substitute, is in the room. Observers, people
//! in attendance and advisers never count. The caller works out who that is; it is asked again at
//! every arrival and departure, and at the moment of each decision.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    Record,
    arrangements::{QuorumBase, QuorumRule},
    id::{PartnerId, SeatId},
    meetings::{InRoom, Meeting},
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
        self.quorum_with(record, &self.room)
    }

    /// Whether enough would be, were these in the room.
    pub fn quorum_with(&self, record: &Record, room: &BTreeMap<SeatId, InRoom>) -> QuorumStanding {
        let seats = record.structure.seats_on(&self.body, self.date);
        let body = record.structure.body(&self.body, self.date);
        let rule = body.and_then(|(_, body)| body.quorum.as_ref());
        standing(rule, &member_seats(&seats), &spoken_for(&seats, room))
    }
}

/// The seats for which someone in the room still speaks. Whoever sits as the holder does so only while
/// they hold the seat: an appointment may end, and another person be appointed, in mid-meeting.
pub(crate) fn spoken_for(
    seats: &[SeatOn<'_>],
    room: &BTreeMap<SeatId, InRoom>,
) -> BTreeSet<SeatId> {
    let there = seats.iter().filter(|seat| {
        room.get(seat.id())
            .is_some_and(|there| seat.is_spoken_for_by(there.person, there.substitute))
    });
    there.map(|seat| seat.id().clone()).collect()
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

#[cfg(test)]
mod tests {
    use crate::{
        decisions::{CastVote, Unvotable, Vote},
        structure::{Appoint, EndAppointment},
        testkit::*,
    };

    #[test]
    fn whoever_no_longer_holds_the_seat_in_mid_meeting_counts_for_nothing() {
        let motion = format!("{BOARD}-2");
        let before = Book::board_under_way(&["chair", "leader", "health", "voluntary"]).put(
            BOARD,
            "board.leader",
            "board.health",
        );
        let present = |book: &Book| {
            let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
            meeting.quorum(&book.record).present
        };
        assert_eq!(present(&before), 4);
        // The trust recalls its member as of yesterday, and sends another.
        let recalled = before.after(EndAppointment::of(seat("board.health"), date("2007-04-17")));
        assert_eq!(present(&recalled), 3);
        let replaced = recalled.after(Appoint::new(
            seat("board.health"),
            person(77),
            date("2007-04-18"),
        ));
        assert_eq!(present(&replaced), 3);
        let vote = || CastVote {
            decision: id(&motion),
            seat: seat("board.health"),
            vote: Vote::For,
        };
        let gone = Err(Unvotable::NotHeld(seat("board.health")).into());
        rules([(replaced.clone(), vote(), gone)]);
        // Once the one has left and the other come, all is as before.
        let seated = replaced
            .leaves(BOARD, "board.health")
            .arrives(BOARD, "board.health");
        assert_eq!(present(&seated), 4);
        rules([(seated, vote(), Ok(()))]);
    }
}
