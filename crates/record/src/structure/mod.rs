//! Structure: which arrangements are in force, and who holds which seat, on any day.
//!
//! Every question here is asked *as at a date*: seats, holders, terms and lines in force on that
//! day. "As the book stood at a line" is another question: replay to it.

mod accept_role;
mod adopt_arrangements;
mod adopted;
mod appoint;
mod approve_terms;
mod close_group;
mod contacts;
mod decided;
mod dependencies;
mod elect;
mod end_appointment;
mod end_contact;
mod entry;
mod extend_group;
mod filling;
mod found_group;
mod gates;
mod groups;
mod keeps;
mod log_dependency;
mod name_contact;
mod name_substitute;
mod nominate;
mod over_time;
mod propose_terms;
mod review_membership;
mod seats;
mod settle_dependency;
mod terms;
#[cfg(test)]
mod tests;
mod withdraw_nomination;

use std::sync::Arc;

use imbl::{OrdMap, OrdSet, Vector};
use jiff::{civil::Date, tz::TimeZone};

pub use accept_role::{AcceptRole, AcceptRoleRefused};
pub use adopt_arrangements::{AdoptArrangements, AdoptArrangementsRefused};
pub use adopted::ArrangementsText;
pub use appoint::{Appoint, AppointRefused};
pub use approve_terms::{ApproveTerms, ApproveTermsRefused};
pub use close_group::{CloseGroup, CloseGroupRefused};
pub use contacts::{Contact, ContactGap};
pub use decided::Undecided;
pub(crate) use decided::decided_on;
pub use dependencies::{Dependency, DependencySort, Settled};
pub use elect::{Elect, ElectRefused};
pub use end_appointment::{EndAppointment, EndAppointmentRefused};
pub use end_contact::{EndContact, EndContactRefused};
pub use entry::Entry;
pub use extend_group::{ExtendGroup, ExtendGroupRefused};
pub use filling::{
    Acceptance, Election, Fate, Ground, Judged, Mandate, MembershipReview, Nomination, Requirement,
    ReviewOutcome, VotesFor,
};
pub use found_group::{FoundGroup, FoundGroupRefused, Place};
pub use groups::{Closing, Extension, Group, GroupOrigin, GroupSeat, GroupSort, Run};
pub use keeps::{Constraint, Facts, Keeping, Kept, keeps, meetings_needed};
pub use log_dependency::{LogDependency, LogDependencyRefused};
pub use name_contact::{NameContact, NameContactRefused};
pub use name_substitute::{NameSubstitute, NameSubstituteRefused};
pub use nominate::{List, Nominate, NominateRefused};
pub use propose_terms::{ProposeTerms, ProposeTermsRefused};
pub use review_membership::{ReviewMembership, ReviewMembershipRefused};
pub use seats::{Holding, SeatOn, Standing, Substitution, Who};
pub use settle_dependency::{SettleDependency, SettleDependencyRefused};
pub use terms::{TermsApproval, TermsOf, TermsOn, TermsPart, TermsVersion};
pub use withdraw_nomination::{WithdrawNomination, WithdrawNominationRefused};

use crate::{
    LineNo,
    act::ActKind,
    arrangements::{Arrangements, Body},
    id::{BodyId, ContactId, DecisionId, PersonId, RuleId, SeatId},
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
    nominations: OrdMap<SeatId, Vector<Nomination>>,
    elections: OrdMap<SeatId, Vector<Election>>,
    acceptances: OrdMap<SeatId, Vector<Acceptance>>,
    reviews: OrdMap<BodyId, Vector<MembershipReview>>,
    /// The seats for which each person was ever appointed or named.
    seats_of: OrdMap<PersonId, OrdSet<SeatId>>,
    groups: OrdMap<BodyId, Group>,
    runs: OrdMap<BodyId, Run>,
    terms: OrdMap<BodyId, Vector<TermsVersion>>,
    contacts: OrdMap<ContactId, Contact>,
    dependencies: Vector<Dependency>,
    /// When each gate was passed.
    gates: OrdMap<RuleId, Date>,
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
