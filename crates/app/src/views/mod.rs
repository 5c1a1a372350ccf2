//! Views: what a page shows, and the API answers, of one moment of the book.
//!
//! Plain values with names filled in, the same for HTML and JSON. They decide what is public: what
//! happened at a meeting is, once its minutes are published; structure, agendas and papers at once.

mod adopting;
mod body;
mod calling;
mod certificate;
mod decision;
mod desk;
mod home;
mod meeting;
mod office;
mod people;
mod reference;
mod structure;
mod table;
pub mod words;

pub use adopting::{AdoptingView, Counts, adopting};
pub use body::{BodyView, LineView, RuleView, SeatGroup, TermsPart, body};
pub use calling::{BodyToCall, CallingView, bodies_to_call, calling};
pub use certificate::{BallotView, CertificateView, DissentView, SeatRow, Sentence};
pub use decision::{DecisionLine, DecisionView, decision, decisions};
pub use desk::{DeskView, Waiting, desk};
pub use home::{HomeView, PartnershipLine, directory, home};
pub use meeting::{
    ActionView, Attendance, Attendee, ItemView, MeetingLine, MeetingView, MinutesState, PaperView,
    QuorumView, StayView, action_list, meeting, meetings,
};
pub use office::{NextStep, OfficeView, Unratified, office};
pub use people::{HeldSeat, OrganisationView, PersonView, organisation, organisations, person, seat};
pub use reference::{BodyRef, PartnerRef, PersonRef, SeatView};
pub use structure::{AdoptionView, BodyLine, StructureView, structure};
pub use table::{MotionView, SeatAtTable, TableView, VoterView, table};

use record::id::PersonId;

/// Who looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Audience {
    /// The person signed in; none: the public.
    pub person: Option<PersonId>,
    /// Whether they are of the secretariat.
    pub secretariat: bool,
}

impl Audience {
    /// Everyone.
    pub const PUBLIC: Self = Self {
        person: None,
        secretariat: false,
    };
    /// The secretariat, whoever it is.
    pub const SECRETARIAT: Self = Self {
        person: None,
        secretariat: true,
    };

    /// Whether they see what is not published yet.
    pub fn inside(self) -> bool {
        self.secretariat || self.person.is_some()
    }
}
