//! Structure: which arrangements are in force, and who holds which seat, on any day.
//!
//! Every question here is asked *as at a date*: seats, holders, terms and lines in force on that
//! day. "As the book stood at a line" is another question: replay to it.

mod accept_role;
mod adopt_arrangements;
mod adopted;
mod appoint;
mod elect;
mod end_appointment;
mod filling;
mod name_substitute;
mod nominate;
mod review_membership;
mod seats;
#[cfg(test)]
mod tests;
mod withdraw_nomination;

use std::sync::Arc;

use imbl::{OrdMap, OrdSet, Vector};
use jiff::{civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

pub use accept_role::{AcceptRole, AcceptRoleRefused};
pub use adopt_arrangements::{AdoptArrangements, AdoptArrangementsRefused};
pub use adopted::ArrangementsText;
pub use appoint::{Appoint, AppointRefused};
pub use elect::{Elect, ElectRefused};
pub use end_appointment::{EndAppointment, EndAppointmentRefused};
pub use filling::{
    Acceptance, Election, Fate, Ground, Judged, Mandate, MembershipReview, Nomination, Requirement,
    ReviewOutcome, VotesFor,
};
pub use name_substitute::{NameSubstitute, NameSubstituteRefused};
pub use nominate::{List, Nominate, NominateRefused};
pub use review_membership::{ReviewMembership, ReviewMembershipRefused};
pub use seats::{Holding, SeatOn, Standing, Substitution, Who};
pub use withdraw_nomination::{WithdrawNomination, WithdrawNominationRefused};

use crate::{
    LineNo,
    act::ActKind,
    arrangements::{Arrangements, Body},
    id::{BodyId, DecisionId, MeetingId, PartnerId, PersonId, RoleId, SeatId},
    prose::{Prose, Title},
};

/// The acts of this module.
pub(crate) fn acts() -> Vec<ActKind> {
    vec![
        ActKind::of::<AdoptArrangements>(),
        ActKind::of::<Appoint>(),
        ActKind::of::<NameSubstitute>(),
        ActKind::of::<EndAppointment>(),
        ActKind::of::<Nominate>(),
        ActKind::of::<WithdrawNomination>(),
        ActKind::of::<Elect>(),
        ActKind::of::<AcceptRole>(),
        ActKind::of::<ReviewMembership>(),
    ]
}

/// Of arrangements and seats.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    /// Arrangements were adopted.
    ArrangementsAdopted {
        /// From this day on they are in force.
        from: Date,
        /// The decision that adopted them, where the book has it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decided_by: Option<DecisionId>,
        /// The whole text.
        text: ArrangementsText,
    },
    /// Someone was appointed to a seat.
    Appointed {
        /// The seat.
        seat: SeatId,
        /// Who.
        person: PersonId,
        /// The partner that they speak for, where the seat speaks for one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        partner: Option<PartnerId>,
        /// First day.
        from: Date,
        /// Last day, where the appointment has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
        /// The line of the nomination that it rests on, where it rests on one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        nomination: Option<LineNo>,
        /// The post that they hold, where it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        post: Option<Title>,
        /// Whether they may commit their organisation, where it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mandate: Option<Mandate>,
    },
    /// Someone was named as the substitute for the holder of a seat.
    SubstituteNamed {
        /// The seat.
        seat: SeatId,
        /// Who.
        person: PersonId,
        /// For this meeting only; none: standing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        meeting: Option<MeetingId>,
        /// First day.
        from: Date,
        /// Last day, where it has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
    },
    /// An appointment ended before its time.
    AppointmentEnded {
        /// The seat.
        seat: SeatId,
        /// Who held it.
        person: PersonId,
        /// Last day.
        on: Date,
        /// Why, where it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ground: Option<Ground>,
        /// What else was said of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Prose>,
    },
    /// Someone was nominated for a seat.
    Nominated {
        /// The seat.
        seat: SeatId,
        /// Who.
        person: PersonId,
        /// The partner that they would speak for, where the seat speaks for one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        partner: Option<PartnerId>,
        /// First day.
        from: Date,
        /// Last day, where one was given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
        /// The post that they hold.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        post: Option<Title>,
        /// Whether they may commit their organisation.
        mandate: Mandate,
        /// How they were held against the essential requirements of the role.
        #[serde(default, skip_serializing_if = "Judged::is_empty")]
        essential: Judged,
        /// How they were held against the desirable ones.
        #[serde(default, skip_serializing_if = "Judged::is_empty")]
        desirable: Judged,
        /// Why they are nominated although they fail an essential requirement.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        despite: Option<Prose>,
    },
    /// A nomination was withdrawn.
    NominationWithdrawn {
        /// The seat.
        seat: SeatId,
        /// Who was nominated.
        person: PersonId,
        /// When.
        on: Date,
    },
    /// Someone was elected to a seat. The appointment follows in a line of its own.
    Elected {
        /// The seat.
        seat: SeatId,
        /// Who.
        person: PersonId,
        /// When.
        on: Date,
        /// The meeting at which the election was held, where it was at one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        meeting: Option<MeetingId>,
        /// How many voted for each of those who stood, where that was recorded.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        votes: Vec<VotesFor>,
        /// Whether nobody else stood.
        unopposed: bool,
    },
    /// The holder of a seat accepted a role description.
    RoleAccepted {
        /// The seat.
        seat: SeatId,
        /// Who.
        person: PersonId,
        /// The role.
        role: RoleId,
        /// When.
        on: Date,
    },
    /// The membership of a body was reviewed.
    MembershipReviewed {
        /// The body.
        body: BodyId,
        /// When.
        on: Date,
        /// What it came to.
        outcome: ReviewOutcome,
        /// What was said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Prose>,
    },
}

impl Entry {
    /// The words of people in it, in the order in which they are written.
    pub(crate) fn prose_mut(&mut self) -> Vec<&mut Prose> {
        match self {
            Self::AppointmentEnded { words, .. } | Self::MembershipReviewed { words, .. } => {
                words.iter_mut().collect()
            }
            Self::Nominated { despite, .. } => despite.iter_mut().collect(),
            Self::ArrangementsAdopted { .. }
            | Self::Appointed { .. }
            | Self::SubstituteNamed { .. }
            | Self::NominationWithdrawn { .. }
            | Self::Elected { .. }
            | Self::RoleAccepted { .. } => Vec::new(),
        }
    }
}

/// Arrangements that were adopted, and from when they are in force.
#[derive(Debug, Clone)]
pub struct Adoption {
    /// The line of the book.
    pub line: LineNo,
    /// In force from this day on.
    pub from: Date,
    /// The decision that adopted them, where the book has it.
    pub decided_by: Option<DecisionId>,
    /// What was adopted.
    pub arrangements: Arc<Arrangements>,
    /// Its exact text.
    pub text: Arc<str>,
}

/// Arrangements and appointments, as the book says.
#[derive(Debug, Clone, Default)]
pub struct Structure {
    adoptions: Vector<Arc<Adoption>>,
    holdings: OrdMap<SeatId, Vector<Holding>>,
    substitutions: OrdMap<SeatId, Vector<Substitution>>,
    nominations: OrdMap<SeatId, Vector<Nomination>>,
    elections: OrdMap<SeatId, Vector<Election>>,
    acceptances: OrdMap<SeatId, Vector<Acceptance>>,
    reviews: OrdMap<BodyId, Vector<MembershipReview>>,
    /// The seats for which each person was ever appointed or named.
    seats_of: OrdMap<PersonId, OrdSet<SeatId>>,
}

impl Structure {
    /// Takes in an entry.
    pub(crate) fn apply(&mut self, line: LineNo, entry: &Entry) {
        match entry {
            Entry::ArrangementsAdopted {
                from,
                decided_by,
                text,
            } => {
                self.adoptions.push_back(Arc::new(Adoption {
                    line,
                    from: *from,
                    decided_by: decided_by.clone(),
                    arrangements: Arc::clone(text.arrangements()),
                    text: text.as_arc(),
                }));
            }
            Entry::Appointed {
                seat,
                person,
                partner,
                from,
                until,
                nomination,
                post,
                mandate,
            } => {
                let holding = Holding {
                    person: *person,
                    partner: partner.clone(),
                    from: *from,
                    until: *until,
                    nomination: *nomination,
                    post: post.clone(),
                    mandate: *mandate,
                    ground: None,
                    line,
                };
                self.holdings
                    .entry(seat.clone())
                    .or_default()
                    .push_back(holding);
                if let Some(nomination) = nomination {
                    self.settle(seat, *nomination, line);
                }
                self.note_seat(*person, seat);
            }
            Entry::SubstituteNamed {
                seat,
                person,
                meeting,
                from,
                until,
            } => {
                let substitution = Substitution {
                    person: *person,
                    meeting: meeting.clone(),
                    from: *from,
                    until: *until,
                    line,
                };
                self.substitutions
                    .entry(seat.clone())
                    .or_default()
                    .push_back(substitution);
                self.note_seat(*person, seat);
            }
            Entry::AppointmentEnded {
                seat,
                person,
                on,
                ground,
                ..
            } => {
                if let Some(holdings) = self.holdings.get_mut(seat) {
                    let held = holdings
                        .iter_mut()
                        .rev()
                        .find(|held| held.person == *person && held.on(*on));
                    if let Some(holding) = held {
                        holding.until = Some(*on);
                        holding.ground = *ground;
                    }
                }
            }
            Entry::Nominated { .. }
            | Entry::NominationWithdrawn { .. }
            | Entry::Elected { .. }
            | Entry::RoleAccepted { .. }
            | Entry::MembershipReviewed { .. } => self.fill(line, entry),
        }
    }

    fn note_seat(&mut self, person: PersonId, seat: &SeatId) {
        let seats = self.seats_of.entry(person).or_default();
        seats.insert(seat.clone());
    }

    /// Every adoption, oldest first.
    pub fn adoptions(&self) -> impl DoubleEndedIterator<Item = &Adoption> {
        self.adoptions.iter().map(|adoption| &**adoption)
    }

    /// The arrangements in force on a day: the last adopted that had begun by then.
    pub fn in_force(&self, date: Date) -> Option<&Adoption> {
        self.adoptions()
            .rev()
            .find(|adoption| adoption.from <= date)
    }

    /// The arrangements in force on a day, or else the first that will be.
    pub fn in_force_or_first(&self, date: Date) -> Option<&Adoption> {
        self.in_force(date).or_else(|| self.adoptions().next())
    }

    /// The partnership's time zone, UTC before any arrangements are adopted.
    pub fn zone(&self) -> TimeZone {
        let newest = self.adoptions().next_back();
        newest
            .and_then(|adoption| TimeZone::get(&adoption.arrangements.partnership.time_zone).ok())
            .unwrap_or(TimeZone::UTC)
    }

    /// A body, with the arrangements in force on a day.
    pub fn body(&self, body: &BodyId, date: Date) -> Option<(&Adoption, &Body)> {
        let adoption = self.in_force(date)?;
        Some((adoption, adoption.arrangements.body(body)?))
    }
}
