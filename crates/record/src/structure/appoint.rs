//! Appointing the holder of a seat: a nomination, an election, or a post that carries the seat.
//!
//! Decides whether the seat is there on that day, free, and open to this person; a seat that is
//! filled annually gets a last day. Who has the right to nominate is not judged here yet.

use jiff::{ToSpan, civil::Date};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Standing};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    arrangements::{Seat, Unless},
    id::{PartnerId, PersonId, SeatId},
    say_day,
};

/// Appoints the holder of a seat from a day on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Appoint {
    /// The seat.
    pub seat: SeatId,
    /// Who is to hold it.
    pub person: PersonId,
    /// First day.
    pub from: Date,
    /// Last day. An annual seat ends after its term when none is given.
    pub until: Option<Date>,
    /// The partner that they speak for, where the arrangements allow another than the seat's own.
    pub partner: Option<PartnerId>,
}

/// Why someone is not appointed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppointRefused {
    /// No arrangements are in force on that day.
    #[error("no arrangements are in force on {}", say_day(*.0))]
    NoArrangements(Date),
    /// The arrangements have no such seat.
    #[error("there is no seat {0} in the arrangements")]
    NoSuchSeat(SeatId),
    /// The seat does not exist on that day.
    #[error("the seat {seat} begins on {}", say_day(*.starts))]
    NotYet {
        /// The seat.
        seat: SeatId,
        /// The day it begins.
        starts: Date,
        /// The clause that says so.
        clause: Option<String>,
    },
    /// The seat has ended by then.
    #[error("the seat {0} has ended by then")]
    Ended(SeatId),
    /// Someone holds it on one of these days.
    #[error("the seat {seat} is held already, from {}", say_day(*.from))]
    Held {
        /// The seat.
        seat: SeatId,
        /// Since when it is held.
        from: Date,
    },
    /// A conditional seat, and the person already sits on the body.
    #[error("this seat is not taken up by someone who already sits on the body, in the seat {0}")]
    AlreadyAMember(SeatId, Option<String>),
    /// The last day is before the first.
    #[error("the last day, {}, is before the first, {}", say_day(*.until), say_day(*.from))]
    EndsBeforeItBegins {
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
    },
    /// Longer than the seat's term.
    #[error("this seat is filled for {months} months at a time, so until {} at the latest", say_day(*.longest))]
    TooLong {
        /// The term.
        months: u16,
        /// The latest last day.
        longest: Date,
        /// The clause that says so.
        clause: Option<String>,
    },
    /// No such partner.
    #[error("there is no organisation or body {0} in the arrangements")]
    NoSuchPartner(PartnerId),
    /// The seat speaks for one partner only.
    #[error("this seat speaks for {0}, and the arrangements name no alternative")]
    NoAlternative(PartnerId),
}

use AppointRefused::{
    AlreadyAMember, Ended, EndsBeforeItBegins, Held, NoAlternative, NoArrangements, NoSuchPartner,
    NoSuchSeat, NotYet, TooLong,
};

impl Act for Appoint {
    const NAME: &'static str = "structure.appoint";
    const SUMMARY: &'static str = "Appoint the holder of a seat from a day on.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = AppointRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let structure = &record.structure;
        let adoption = structure
            .in_force(self.from)
            .ok_or(NoArrangements(self.from))?;
        let seat_on = structure
            .seat_on(&self.seat, self.from)
            .ok_or_else(|| NoSuchSeat(self.seat.clone()))?;
        let seat = seat_on.chair.seat;
        let clause = || seat.clause.clone();
        if seat_on.standing == Standing::NotInForce {
            let body = structure.body(&self.seat.body(), self.from);
            let begins = seat.starts.max(body.and_then(|(_, body)| body.starts));
            return Err(match begins.filter(|starts| self.from < *starts) {
                Some(starts) => NotYet {
                    seat: self.seat.clone(),
                    starts,
                    clause: clause(),
                },
                None => Ended(self.seat.clone()),
            });
        }
        let until = self.last_day(seat)?;
        if let Some(held) = structure
            .holdings(&self.seat)
            .find(|held| held.meets(self.from, until))
        {
            return Err(Held {
                seat: self.seat.clone(),
                from: held.from,
            });
        }
        if seat.unless == Some(Unless::AlreadyAMember)
            && let Some(other) = structure
                .seats_on(&self.seat.body(), self.from)
                .into_iter()
                .find(|other| {
                    other
                        .holder
                        .is_some_and(|holder| holder.person == self.person)
                })
        {
            return Err(AlreadyAMember(other.chair.id, clause()));
        }
        if let Some(partner) = &self.partner {
            adoption
                .arrangements
                .partner(partner)
                .ok_or_else(|| NoSuchPartner(partner.clone()))?;
            if let Some(own) = &seat.partner
                && own != partner
                && seat.or.is_empty()
            {
                return Err(NoAlternative(own.clone()));
            }
        }
        let partner = self.partner.clone().or_else(|| seat.partner.clone());
        Ok(vec![crate::Entry::Structure(Entry::Appointed {
            seat: self.seat.clone(),
            person: self.person,
            partner,
            from: self.from,
            until,
        })])
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }

    fn people(&self) -> Vec<PersonId> {
        vec![self.person]
    }
}

impl Appoint {
    /// The last day: as asked, within the seat's term; a term's end when nothing was asked.
    fn last_day(&self, seat: &Seat) -> Result<Option<Date>, AppointRefused> {
        if let Some(until) = self.until
            && until < self.from
        {
            return Err(EndsBeforeItBegins {
                from: self.from,
                until,
            });
        }
        let Some(months) = seat.term() else {
            return Ok(self.until);
        };
        let longest = self
            .from
            .saturating_add(i32::from(months).months())
            .saturating_sub(1.day());
        match self.until {
            Some(until) if until > longest => Err(TooLong {
                months,
                longest,
                clause: seat.clause.clone(),
            }),
            until => Ok(until.or(Some(longest))),
        }
    }
}

impl Refusal for AppointRefused {
    fn advice(&self) -> Advice {
        match self {
            NoArrangements(_) => Advice::new(
                "structure/no-arrangements",
                "from",
                "Adopt arrangements first, or choose a later day.",
            ),
            NoSuchSeat(_) => Advice::new(
                "structure/no-such-seat",
                "seat",
                "Choose a seat from the body's page, under “Who sits here”.",
            ),
            NotYet { clause, .. } => Advice::new(
                "structure/seat-not-yet",
                "from",
                "Choose that day or a later one.",
            )
            .by(clause.as_deref()),
            Ended(_) => Advice::new(
                "structure/seat-ended",
                "seat",
                "Choose a seat that is still there.",
            ),
            Held { .. } => Advice::new(
                "structure/seat-held",
                "from",
                "End the present appointment first, or choose days after it.",
            ),
            AlreadyAMember(_, clause) => Advice::new(
                "structure/already-a-member",
                "person",
                "Leave the seat empty, or appoint someone else.",
            )
            .by(clause.as_deref()),
            EndsBeforeItBegins { .. } => Advice::new(
                "structure/ends-before-it-begins",
                "until",
                "Choose a last day on or after the first.",
            ),
            TooLong { clause, .. } => Advice::new(
                "structure/longer-than-the-term",
                "until",
                "Choose that day or an earlier one, and appoint again when the term ends.",
            )
            .by(clause.as_deref()),
            NoSuchPartner(_) => Advice::new(
                "structure/no-such-partner",
                "partner",
                "Name an organisation or body of the arrangements.",
            ),
            NoAlternative(_) => Advice::new(
                "structure/no-alternative",
                "partner",
                "Leave the partner out: the seat says whom it speaks for.",
            ),
        }
    }
}
