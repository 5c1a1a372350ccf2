//! The roll of a meeting: for each member's seat, whether its holder came, or who else, or nobody.
//!
//! It is called once, when the meeting closes, from the seats as they stood on its day. So nothing has
//! to be worked out again for the attendance of ten years. Observers and advisers are not on it: they
//! may come and need not.

use serde::Serialize;

use super::Meeting;
use crate::{
    id::{PartnerId, SeatId},
    structure::{Standing, Structure},
};

/// How a seat, or a partner, was represented at a meeting; the better first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// The holder came.
    Holder,
    /// A substitute came for the holder.
    Substitute,
    /// Nobody came, and apologies were sent.
    Apologies,
    /// Nobody came, without a word.
    Absent,
    /// Nobody held the seat.
    Vacant,
}

impl Mark {
    /// Whether someone was there.
    pub fn came(self) -> bool {
        matches!(self, Self::Holder | Self::Substitute)
    }
}

/// One seat on the roll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnRoll {
    /// The seat.
    pub seat: SeatId,
    /// The partner that it spoke for; none: nobody's.
    pub partner: Option<PartnerId>,
    /// How it was represented.
    pub mark: Mark,
    /// Whether its holder was too junior to speak for the organisation.
    pub junior: bool,
}

/// The roll of a meeting, in the order of the seats.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roll {
    /// Members' seats.
    pub seats: Vec<OnRoll>,
}

impl Roll {
    /// Calls the roll of a meeting, by the seats of its body on its day.
    pub(super) fn call(meeting: &Meeting, structure: &Structure) -> Self {
        let seats = structure.seats_on(&meeting.body, meeting.date);
        let on_roll = seats.iter().filter_map(|seat| {
            let mark = match seat.standing {
                Standing::Filled => mark_of(meeting, seat.id()),
                Standing::Vacant => Mark::Vacant,
                Standing::NotTakenUp | Standing::NotInForce => return None,
            };
            seat.chair.seat.counts().then(|| OnRoll {
                seat: seat.id().clone(),
                partner: seat.partner().cloned(),
                mark,
                junior: seat.too_junior(),
            })
        });
        Self {
            seats: on_roll.collect(),
        }
    }

    /// How a partner was represented: as by the best represented of its seats, and whether whoever came
    /// was too junior, each of them. None when it had no seat.
    pub fn of(&self, partner: &PartnerId) -> Option<(Mark, bool)> {
        let own = || {
            let seats = self.seats.iter();
            seats.filter(|seat| seat.partner.as_ref() == Some(partner))
        };
        let mark = own().map(|seat| seat.mark).min()?;
        let mut came = own().filter(|seat| seat.mark == Mark::Holder);
        let junior = mark == Mark::Holder && came.all(|seat| seat.junior);
        Some((mark, junior))
    }
}

/// How a seat that someone holds was represented.
fn mark_of(meeting: &Meeting, seat: &SeatId) -> Mark {
    let stays = || meeting.presence.iter().filter(|stay| stay.seat == *seat);
    if stays().any(|stay| !stay.substitute) {
        Mark::Holder
    } else if stays().next().is_some() {
        Mark::Substitute
    } else if meeting.apologies.contains(seat) {
        Mark::Apologies
    } else {
        Mark::Absent
    }
}
