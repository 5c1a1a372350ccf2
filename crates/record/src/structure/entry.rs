//! What lines of the book say of arrangements, seats, and bodies over time.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    ArrangementsText, DependencySort, Ground, GroupOrigin, GroupSeat, GroupSort, Judged, Mandate,
    ReviewOutcome, TermsOf, VotesFor,
};
use crate::{
    LineNo,
    arrangements::ContactRole,
    id::{
        BodyId, ContactId, DecisionId, DependencyId, MeetingId, PartnerId, PersonId, RoleId, SeatId,
    },
    meetings::PaperHash,
    prose::{Prose, Title},
};

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
    /// Terms of reference were proposed.
    TermsProposed {
        /// The body.
        body: BodyId,
        /// Their number, from 1.
        version: u32,
        /// What they say.
        terms: Box<TermsOf<Prose>>,
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
            Self::AppointmentEnded { words, .. } | Self::MembershipReviewed { words, .. } => {
                words.iter_mut().collect()
            }
            Self::Nominated { despite, .. } => despite.iter_mut().collect(),
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
