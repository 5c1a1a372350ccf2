//! Structure: which arrangements are in force, and who holds which seat, on any day.
//!
//! Every question here is asked *as at a date*: seats, holders, terms and lines in force on that
//! day. "As the book stood at a line" is another question: replay to it.

mod adopt_arrangements;
mod adopted;
mod appoint;
mod approve_terms;
mod close_group;
mod contacts;
mod decided;
mod dependencies;
mod end_appointment;
mod end_contact;
mod extend_group;
mod found_group;
mod groups;
mod keeps;
mod log_dependency;
mod name_contact;
mod name_substitute;
mod over_time;
mod propose_terms;
mod seats;
mod settle_dependency;
mod terms;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use imbl::{OrdMap, OrdSet, Vector};
use jiff::{civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

pub use adopt_arrangements::{AdoptArrangements, AdoptArrangementsRefused};
pub use adopted::ArrangementsText;
pub use appoint::{Appoint, AppointRefused};
pub use approve_terms::{ApproveTerms, ApproveTermsRefused};
pub use close_group::{CloseGroup, CloseGroupRefused};
pub use contacts::{Contact, ContactGap};
pub use decided::Undecided;
pub use dependencies::{Dependency, DependencySort, Settled};
pub use end_appointment::{EndAppointment, EndAppointmentRefused};
pub use end_contact::{EndContact, EndContactRefused};
pub use extend_group::{ExtendGroup, ExtendGroupRefused};
pub use found_group::{FoundGroup, FoundGroupRefused, Place};
pub use groups::{Closing, Extension, Group, GroupOrigin, GroupSeat, GroupSort, Run};
pub use keeps::{Constraint, Facts, Keeping, Kept, keeps, meetings_needed};
pub use log_dependency::{LogDependency, LogDependencyRefused};
pub use name_contact::{NameContact, NameContactRefused};
pub use name_substitute::{NameSubstitute, NameSubstituteRefused};
pub use propose_terms::{ProposeTerms, ProposeTermsRefused};
pub use seats::{Holding, SeatOn, Standing, Substitution, Who};
pub use settle_dependency::{SettleDependency, SettleDependencyRefused};
pub use terms::{TermsApproval, TermsOf, TermsOn, TermsPart, TermsVersion};

use crate::{
    LineNo,
    act::ActKind,
    arrangements::{Arrangements, Body, ContactRole},
    id::{BodyId, ContactId, DecisionId, DependencyId, MeetingId, PartnerId, PersonId, SeatId},
    meetings::PaperHash,
    prose::{Prose, Title},
};

/// The acts of this module.
pub(crate) fn acts() -> Vec<ActKind> {
    vec![
        ActKind::of::<AdoptArrangements>(),
        ActKind::of::<Appoint>(),
        ActKind::of::<NameSubstitute>(),
        ActKind::of::<EndAppointment>(),
        ActKind::of::<ProposeTerms>(),
        ActKind::of::<ApproveTerms>(),
        ActKind::of::<FoundGroup>(),
        ActKind::of::<ExtendGroup>(),
        ActKind::of::<CloseGroup>(),
        ActKind::of::<NameContact>(),
        ActKind::of::<EndContact>(),
        ActKind::of::<LogDependency>(),
        ActKind::of::<SettleDependency>(),
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
    /// Terms of reference were proposed.
    TermsProposed {
        /// The body.
        body: BodyId,
        /// Their number, from 1.
        version: u32,
        /// What they say.
        terms: TermsOf<Prose>,
        /// From which day they are meant to be in force.
        from: Date,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<Prose>,
    },
    /// Terms of reference were approved.
    TermsApproved {
        /// The body.
        body: BodyId,
        /// Their number.
        version: u32,
        /// The body that approved them.
        by: BodyId,
        /// On which day.
        on: Date,
        /// Its decision, where the book has it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decided_by: Option<DecisionId>,
        /// Its meeting, where the book has it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<MeetingId>,
    },
    /// A group for a time was founded.
    GroupFounded {
        /// Its name in addresses.
        group: BodyId,
        /// Its full name.
        name: Title,
        /// What sort of group it is.
        sort: GroupSort,
        /// What it is to do, and what not.
        scope: Prose,
        /// What it has to do it with.
        resources: Prose,
        /// The partners that lead it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        led_by: Vec<PartnerId>,
        /// Directed, or granted on application.
        origin: GroupOrigin,
        /// The body that directed or granted it.
        by: BodyId,
        /// Its decision, where the book has it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decided_by: Option<DecisionId>,
        /// The body to which it reports.
        reports_to: BodyId,
        /// First day.
        starts: Date,
        /// Last day.
        ends: Date,
        /// Its seats.
        seats: Vec<GroupSeat>,
    },
    /// A group that runs for a time was given a longer run.
    GroupExtended {
        /// The group.
        group: BodyId,
        /// Its new last day.
        until: Date,
        /// Its last day before.
        instead_of: Date,
        /// The decision, where the book has it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decided_by: Option<DecisionId>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<Prose>,
    },
    /// A group that ran for a time was closed.
    GroupClosed {
        /// The group.
        group: BodyId,
        /// Last day.
        on: Date,
        /// What it reported.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        report: Option<Prose>,
        /// Its report as a paper.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paper: Option<PaperHash>,
    },
    /// A body named a single point of contact.
    ContactNamed {
        /// The naming.
        contact: ContactId,
        /// The body.
        body: BodyId,
        /// Gatekeeper, champion or link.
        role: ContactRole,
        /// Towards which body.
        towards: BodyId,
        /// Who.
        person: PersonId,
        /// First day.
        from: Date,
        /// Last day, where it has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
    },
    /// A naming of a point of contact ended.
    ContactEnded {
        /// The naming.
        contact: ContactId,
        /// Last day.
        on: Date,
    },
    /// Something that the structure rests on, or a partner to be won, was logged.
    DependencyLogged {
        /// Its name.
        dependency: DependencyId,
        /// What it is.
        what: Prose,
        /// Which of the two it is.
        sort: DependencySort,
        /// The organisation or body that it concerns.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<PartnerId>,
        /// The partner that looks after it.
        owner: PartnerId,
        /// The person, where one was named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// By when someone looks at it again.
        review: Date,
    },
    /// A dependency was settled.
    DependencySettled {
        /// Its name.
        dependency: DependencyId,
        /// On which day.
        on: Date,
        /// What came of it.
        outcome: Prose,
    },
}

impl Entry {
    /// The words of people in it, in the order in which they are written.
    pub(crate) fn prose_mut(&mut self) -> Vec<&mut Prose> {
        match self {
            Self::TermsProposed { terms, why, .. } => terms.texts_mut().chain(why).collect(),
            Self::GroupFounded {
                scope, resources, ..
            } => vec![scope, resources],
            Self::GroupExtended { why, .. } => why.iter_mut().collect(),
            Self::GroupClosed { report, .. } => report.iter_mut().collect(),
            Self::DependencyLogged { what, .. } => vec![what],
            Self::DependencySettled { outcome, .. } => vec![outcome],
            _ => Vec::new(),
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
    /// What is in force: what was adopted, with the groups that the book founded beside it and the
    /// runs that it changed since.
    pub arrangements: Arc<Arrangements>,
    /// What was adopted, and nothing else.
    pub as_adopted: Arc<Arrangements>,
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
    groups: OrdMap<BodyId, Group>,
    runs: OrdMap<BodyId, Run>,
    terms: OrdMap<BodyId, Vector<TermsVersion>>,
    contacts: OrdMap<ContactId, Contact>,
    dependencies: Vector<Dependency>,
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
                    arrangements: self.with_groups(line, text.arrangements()),
                    as_adopted: Arc::clone(text.arrangements()),
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
            Entry::TermsProposed { .. }
            | Entry::TermsApproved { .. }
            | Entry::GroupFounded { .. }
            | Entry::GroupExtended { .. }
            | Entry::GroupClosed { .. }
            | Entry::ContactNamed { .. }
            | Entry::ContactEnded { .. }
            | Entry::DependencyLogged { .. }
            | Entry::DependencySettled { .. } => self.apply_over_time(line, entry),
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

    /// The arrangements in force on a day and those before them, newest first.
    pub(crate) fn in_force_before(&self, date: Date) -> impl Iterator<Item = &Adoption> {
        self.adoptions()
            .rev()
            .filter(move |adoption| adoption.from <= date)
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

    /// The first and last day of a body, where it has them: as the newest arrangements that have it
    /// say. None when none do.
    pub fn span(&self, body: &BodyId) -> Option<(Option<Date>, Option<Date>)> {
        let mut newest = self.adoptions().rev();
        let body = newest.find_map(|adoption| adoption.arrangements.body(body))?;
        Some((body.starts, body.ends))
    }
}
