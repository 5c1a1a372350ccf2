//! Structure: which arrangements are in force, and who holds which seat, on any day.
//!
//! Every question here is asked *as at a date*: seats, holders, terms and lines in force on that
//! day. "As the book stood at a line" is another question: replay to it.

mod adopt_arrangements;
mod adopted;
mod appoint;
mod end_appointment;
mod name_substitute;
mod seats;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use imbl::{OrdMap, OrdSet, Vector};
use jiff::{civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

pub use adopt_arrangements::{AdoptArrangements, AdoptArrangementsRefused};
pub use adopted::ArrangementsText;
pub use appoint::{Appoint, AppointRefused};
pub use end_appointment::{EndAppointment, EndAppointmentRefused};
pub use name_substitute::{NameSubstitute, NameSubstituteRefused};
pub use seats::{Holding, SeatOn, Standing, Substitution, Who};

use crate::{
    LineNo,
    act::ActKind,
    arrangements::{Arrangements, Body},
    id::{BodyId, DecisionId, MeetingId, PartnerId, PersonId, SeatId},
};

/// The acts of this module.
pub(crate) fn acts() -> Vec<ActKind> {
    vec![
        ActKind::of::<AdoptArrangements>(),
        ActKind::of::<Appoint>(),
        ActKind::of::<NameSubstitute>(),
        ActKind::of::<EndAppointment>(),
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
    },
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
            } => {
                let holding = Holding {
                    person: *person,
                    partner: partner.clone(),
                    from: *from,
                    until: *until,
                    line,
                };
                self.holdings
                    .entry(seat.clone())
                    .or_default()
                    .push_back(holding);
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
            Entry::AppointmentEnded { seat, person, on } => {
                if let Some(holdings) = self.holdings.get_mut(seat) {
                    let held = holdings
                        .iter_mut()
                        .rev()
                        .find(|held| held.person == *person && held.on(*on));
                    if let Some(holding) = held {
                        holding.until = Some(*on);
                    }
                }
            }
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
