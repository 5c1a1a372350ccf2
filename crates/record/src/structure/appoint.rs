//! Appointing the holder of a seat: a nomination, an election, or a post that carries the seat.
//!
//! Decides whether the seat is there on that day, free, and open to this person; a seat that is
//! filled annually gets a last day. An appointment rests on the nomination of that person which
//! stands, where there is one. An elected seat for which several stand is filled by election.

use jiff::{ToSpan, civil::Date};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, Mandate, Nomination, Standing, Structure};
use crate::{
    LineNo, Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    arrangements::{Appointed, Seat, Unless},
    id::{PartnerId, PersonId, SeatId},
    prose::Title,
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
    /// The line of the book with the nomination that it rests on. When left out, the nomination of
    /// this person for the seat, where one stands.
    pub nomination: Option<LineNo>,
    /// The post that they hold: “Deputy Leader”. The nomination's when left out.
    pub post: Option<Title>,
    /// Whether they may commit their organisation, or refer back to it. The nomination's when left out.
    pub mandate: Option<Mandate>,
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
    /// No nomination of that person stands in that line.
    #[error(
        "line {line} of the book is no nomination of this person for the seat {seat} that stands"
    )]
    NoSuchNomination {
        /// The line.
        line: LineNo,
        /// The seat.
        seat: SeatId,
    },
    /// Several stand for an elected seat.
    #[error("{standing} people stand for the seat {seat}, which is filled by election")]
    ToBeElected {
        /// The seat.
        seat: SeatId,
        /// How many stand.
        standing: usize,
        /// The clause that says so.
        clause: Option<String>,
    },
}

use AppointRefused::{
    AlreadyAMember, Ended, EndsBeforeItBegins, Held, NoAlternative, NoArrangements,
    NoSuchNomination, NoSuchPartner, NoSuchSeat, NotYet, ToBeElected, TooLong,
};

/// What an appointment to a seat that is open to someone comes to.
pub(super) struct Fit<'a> {
    /// The seat, as the arrangements have it.
    pub(super) seat: &'a Seat,
    /// The last day.
    pub(super) until: Option<Date>,
    /// The partner that they would speak for.
    pub(super) partner: Option<PartnerId>,
}

impl Act for Appoint {
    const NAME: &'static str = "structure.appoint";
    const SUMMARY: &'static str = "Appoint the holder of a seat from a day on.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = AppointRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let structure = &record.structure;
        let fit = self.fits(structure)?;
        let standing = structure.standing_for(&self.seat).count();
        if fit.seat.appointed == Appointed::ElectedAnnually && standing > 1 {
            return Err(ToBeElected {
                seat: self.seat.clone(),
                standing,
                clause: fit.seat.clause.clone(),
            });
        }
        Ok(vec![crate::Entry::Structure(self.entry(structure)?)])
    }

    fn seat(&self) -> Option<&SeatId> {
        Some(&self.seat)
    }

    fn people(&self) -> Vec<PersonId> {
        vec![self.person]
    }
}

impl Appoint {
    /// An appointment from a day on, and nothing else said.
    pub fn new(seat: SeatId, person: PersonId, from: Date) -> Self {
        Self {
            seat,
            person,
            from,
            until: None,
            partner: None,
            nomination: None,
            post: None,
            mandate: None,
        }
    }

    /// Whether the seat is there on that day and open to this person, free or not.
    pub(super) fn fits<'a>(&self, structure: &'a Structure) -> Result<Fit<'a>, AppointRefused> {
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
        Ok(Fit {
            seat,
            until,
            partner: self.partner.clone().or_else(|| seat.partner.clone()),
        })
    }

    /// The entry, where the seat is free and open to this person. Whether several stand for it is not
    /// asked.
    pub(super) fn entry(&self, structure: &Structure) -> Result<Entry, AppointRefused> {
        let nomination = self.rests_on(structure)?;
        let asked = Self {
            partner: self
                .partner
                .clone()
                .or_else(|| nomination.and_then(|nomination| nomination.partner.clone())),
            ..self.clone()
        };
        let fit = asked.fits(structure)?;
        if let Some(held) = structure
            .holdings(&self.seat)
            .find(|held| held.meets(self.from, fit.until))
        {
            return Err(Held {
                seat: self.seat.clone(),
                from: held.from,
            });
        }
        let post = nomination.and_then(|nomination| nomination.post.clone());
        let mandate = nomination.map(|nomination| nomination.mandate);
        Ok(Entry::Appointed {
            seat: self.seat.clone(),
            person: self.person,
            partner: fit.partner,
            from: self.from,
            until: fit.until,
            nomination: nomination.map(|nomination| nomination.line),
            post: self.post.clone().or(post),
            mandate: self.mandate.or(mandate),
        })
    }

    /// The nomination that it rests on.
    fn rests_on<'a>(
        &self,
        structure: &'a Structure,
    ) -> Result<Option<&'a Nomination>, AppointRefused> {
        let mut standing = structure.standing_for(&self.seat);
        let nomination = standing.find(|nomination| nomination.person == self.person);
        match self.nomination {
            Some(line) if nomination.is_none_or(|nomination| nomination.line != line) => {
                Err(NoSuchNomination {
                    line,
                    seat: self.seat.clone(),
                })
            }
            _ => Ok(nomination),
        }
    }

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
            NoSuchNomination { .. } => Advice::new(
                "structure/no-such-nomination",
                "nomination",
                "Leave it out: a nomination of theirs that stands is found by itself.",
            ),
            ToBeElected { clause, .. } => Advice::new(
                "structure/to-be-elected",
                "person",
                "Record the election, or withdraw the other nominations first.",
            )
            .by(clause.as_deref()),
        }
    }
}
