//! Accepting a role description: the holder of a seat says yes to its duties, tasks and rights.
//!
//! Each appointment is accepted anew. A substitute accepts nothing in the holder's place.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::Entry;
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::{RoleId, SeatId},
    say_day,
};

/// Accepts the role description of a seat, by its holder.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptRole {
    /// The seat.
    pub seat: SeatId,
    /// The role; the seat's own when left out.
    pub role: Option<RoleId>,
    /// When it was accepted; today when left out.
    pub on: Option<Date>,
}

/// Why a role is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AcceptRoleRefused {
    /// The day is still to come.
    #[error("{} is still to come", say_day(*.0))]
    StillToCome(Date),
    /// Nobody holds the seat on that day.
    #[error("nobody holds the seat {0} on {day}", day = say_day(*.1))]
    NotHeld(SeatId, Date),
    /// The seat has no role description.
    #[error("the arrangements describe no role for the seat {0}")]
    NoRole(SeatId),
    /// There is no such role.
    #[error("there is no role {0} in the arrangements")]
    NoSuchRole(RoleId),
    /// It is accepted already.
    #[error("the role {0} was accepted on {day}", day = say_day(*.1))]
    Already(RoleId, Date),
}

use AcceptRoleRefused::{Already, NoRole, NoSuchRole, NotHeld, StillToCome};

impl Act for AcceptRole {
    const NAME: &'static str = "structure.accept-role";
    const SUMMARY: &'static str = "Accept the role description of a seat, by its holder.";
    const AUTHORITY: Authority = Authority::HolderOrSecretariat;
    type Refused = AcceptRoleRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let structure = &record.structure;
        let today = minute.date_in(&structure.zone());
        let on = self.on.unwrap_or(today);
        if on > today {
            return Err(StillToCome(on));
        }
        let held = structure
            .holder(&self.seat, on)
            .ok_or_else(|| NotHeld(self.seat.clone(), on))?;
        let role = match &self.role {
            Some(role) => {
                let adoption = structure.in_force(on);
                adoption
                    .and_then(|adoption| adoption.arrangements.role(role))
                    .ok_or_else(|| NoSuchRole(role.clone()))?
            }
            None => structure
                .role_of(&self.seat, on)
                .ok_or_else(|| NoRole(self.seat.clone()))?,
        };
        if let Some(accepted) = structure.accepted(&self.seat, held, &role.id) {
            return Err(Already(role.id.clone(), accepted.on));
        }
        Ok(vec![crate::Entry::Structure(Entry::RoleAccepted {
            seat: self.seat.clone(),
            person: held.person,
            role: role.id.clone(),
            on,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }
}

impl Refusal for AcceptRoleRefused {
    fn advice(&self) -> Advice {
        match self {
            StillToCome(_) => Advice::new(
                "structure/still-to-come",
                "on",
                "Record it when it has happened.",
            ),
            NotHeld(..) => Advice::new(
                "structure/seat-not-held",
                "seat",
                "Look at the body's page: who sits there that day?",
            ),
            NoRole(_) => Advice::new(
                "structure/no-role",
                "seat",
                "There is nothing to accept, unless the arrangements gain a role for this seat.",
            ),
            NoSuchRole(_) => Advice::new(
                "structure/no-such-role",
                "role",
                "Leave it out: the seat says which role goes with it.",
            ),
            Already(..) => Advice::new(
                "structure/already-accepted",
                "seat",
                "There is nothing to do.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{structure::EndAppointment, testkit::*};

    fn accept(name: &str) -> AcceptRole {
        AcceptRole {
            seat: seat(name),
            role: None,
            on: None,
        }
    }

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let on = |day: &str| AcceptRole {
            on: Some(date(day)),
            ..accept("board.leader")
        };
        let of_a = |role: &str| AcceptRole {
            role: Some(id(role)),
            ..accept("board.leader")
        };
        let (leader, today) = (seat("board.leader"), date("2007-01-02"));
        let accepted = || Book::three_rivers().after(accept("board.leader"));
        let ended = Book::three_rivers().after(EndAppointment::of(leader.clone(), today));
        rules([
            (
                Book::adopted(),
                accept("board.leader"),
                Err(NotHeld(leader.clone(), today)),
            ),
            (Book::three_rivers(), accept("board.leader"), Ok(())),
            (Book::three_rivers(), on("2007-01-01"), Ok(())),
            (
                Book::three_rivers(),
                on("2007-01-03"),
                Err(StillToCome(date("2007-01-03"))),
            ),
            (
                Book::three_rivers(),
                accept("forum.citizen-1"),
                Err(NoRole(seat("forum.citizen-1"))),
            ),
            (
                Book::three_rivers(),
                of_a("wizard"),
                Err(NoSuchRole(id("wizard"))),
            ),
            (Book::three_rivers(), of_a("observer"), Ok(())),
            (
                accepted(),
                accept("board.leader"),
                Err(Already(id("member"), today)),
            ),
            (accepted(), of_a("observer"), Ok(())),
            (
                ended.at("2007-01-03T09:00"),
                accept("board.leader"),
                Err(NotHeld(leader, date("2007-01-03"))),
            ),
        ]);
    }

    // Requirement: ST10 at /{partnership}/structure/{body}/seats/{seat}/accept
    #[test]
    fn each_appointment_is_accepted_anew() {
        let name = seat("board.voluntary");
        let book = Book::three_rivers()
            .after(accept("board.voluntary"))
            .at("2008-01-02T09:00")
            .after(crate::structure::Appoint::new(
                name.clone(),
                holder_of("board.voluntary"),
                date("2008-01-01"),
            ));
        let accepted = |day: &str| {
            let structure = &book.record.structure;
            let held = structure.holder(&name, date(day)).unwrap();
            structure.accepted(&name, held, &id("member")).is_some()
        };
        assert!(accepted("2007-12-31"));
        assert!(!accepted("2008-01-01"));
        assert_eq!(book.ruling(&accept("board.voluntary")), Ok(()));
    }
}
