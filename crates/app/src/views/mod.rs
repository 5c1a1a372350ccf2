//! Views: what a page shows, and the API answers, of one moment of the book.
//!
//! Plain values with names filled in, the same for HTML and JSON. They decide what is public: what
//! happened at a meeting is, once its minutes are published; structure, agendas and papers at once.

mod actions;
mod adopting;
mod afterwards;
mod agreement;
mod areas;
mod attendance;
mod attendance_findings;
mod body;
mod calling;
mod certificate;
mod chain;
mod circulation;
mod correspondence;
mod cycle;
mod decision;
pub mod delivery;
mod desk;
mod disputes;
mod exceptions;
mod explained;
mod filling;
mod finding_oneself;
mod fit;
mod forward_plan;
mod home;
mod improvement;
mod meeting;
pub mod money;
mod motion;
mod notice;
mod office;
mod over_time;
mod pack;
mod papers;
mod people;
mod period_performance;
mod period_report;
pub mod plan;
mod reasons;
mod reference;
mod register;
mod report;
mod rights;
mod roles;
mod structure;
mod table;
mod telling;
pub mod words;

pub use actions::{ActionHistory, ActionStep, ActionView, Arising, action, actions, acts_for};
pub use adopting::{AdoptingView, Counts, adopting};
pub use afterwards::{AttendanceKind, CorrectionView, InterestView, QuorumMoment};
pub use agreement::{
    AccountableView, AgreementView, AnswerView, BindsView, CompetenceView, PositionView,
    ReferralView, seat_for,
};
pub use areas::{AreaAboutView, AreaLine, AreaRef, area_about, areas};
pub use attendance::{
    AttendanceAsked, AttendanceMark, AttendanceRow, AttendanceView, AttendedView, BodyAttended,
    MeetingAttended, Period, attendance,
};
pub use attendance_findings::{AttendanceFact, AttendanceFinding, AttendanceFinds};
pub use body::{BodyView, HistoryLine, LineView, RuleView, SeatGroup, body};
pub use calling::{BodyToCall, CallingView, bodies_to_call, calling};
pub use certificate::{BallotView, CertificateView, DissentView, SeatRow, Sentence};
pub use chain::{BroughtBy, ChainStep};
pub use circulation::{
    AGENDA, CirculationView, Opened, PaperOpened, Recipient, circulation, is_sent,
};
pub(crate) use circulation::{groups, missing, recipients};
pub use correspondence::{
    CorrespondenceLine, CorrespondenceView, MayAnswer, ReplyView, correspondence, correspondences,
    may_answer, may_read_message, to_answer,
};
pub use cycle::{
    BodyInCycle, Changed, CycleView, InYear, MonthInYear, ProposedView, WhatInYear, cycle_changed,
    cycle_of, year_to_plan,
};
pub use decision::{
    DecisionLine, DecisionView, Step, all_bodies, bodies_that_met, decision, decisions,
};
pub use desk::{DeskView, Owed, PapersOpened, Pressing, Verb, Waiting, desk};
pub use disputes::{DisputeLine, DisputeStepView, DisputeView, MediationView, dispute, disputes};
pub use exceptions::{
    AboutView, ExceptionLine, ExceptionView, RemedyView, SteeredAt, StepKind, StepView,
    answers_for, exception, exception_about, exceptions, exceptions_about, remedies,
    remedies_to_do,
};
pub use explained::{ExplainedView, RulesOf, explained};
pub use filling::{
    ElectionView, Hats, HatsView, HeldLine, NominationView, OrganisationHats, ReviewDue,
    SeatPageView, hats, seat_page,
};
pub use finding_oneself::{OneselfView, find_oneself};
pub use fit::{DutyView, FitView, HeardView, WayUp};
pub use forward_plan::{ForwardPlanView, PlanLine, PlanMonth, PlanOfBody, forward_plan};
pub use home::{HomeView, PartnershipLine, directory, home};
pub use improvement::{
    ContributionView, EfficiencyReviewView, MoveView, PartnerSavings, ReviewLine, ReviewsView,
    SavingsView, StatedView, WatchLine, WatchView, efficiency_review, efficiency_reviews,
    leads_watched, may_contribute, may_state, watch_list, watched,
};
pub use meeting::{
    Attendance, Attendee, ExclusionView, ItemView, MeetingLine, MeetingView, MinutesState,
    MinutesView, QuorumView, StayView, meeting, meetings_cancelled, meetings_held,
    meetings_to_come, minutes,
};
pub use motion::{CountView, MotionView, VoteReceipt, VoterView};
pub use notice::{
    AddedView, ClashView, DeferredView, DueView, MovedView, NoticeView, PackPaper, PackPart,
    SupplementView, clashing,
};
pub use office::{NextStep, OfficeView, Unratified, office};
pub use over_time::{
    BodiesWaiting, BodyOverTime, ClosingView, ContactView, DependencyView, ExtensionView,
    FoundedView, GapView, GroupEnding, KeepingView, PartChange, TermsInForce, TermsPart,
    TermsVersionView, TermsView, asked_of, bodies_waiting, dependencies, terms,
};
pub use papers::{
    ClassView, Fetch, KeptView, PaperView, ParagraphView, PartingView, VersionView, WithheldView,
    fetch, item_title, withheld,
};
pub use people::{
    HeldSeat, OrganisationLine, OrganisationView, PersonView, has_page, organisation,
    organisations, person, seat,
};
pub use period_performance::{CourseInPeriod, IndicatorInPeriod, ThemeInPeriod, ValueInPeriod};
pub use period_report::{
    AttentionView, MeetingInPeriod, PeriodReportView, PeriodView, Pressure, ReportsOfBody,
    last_quarter, period_report, reports,
};
pub use reference::{BodyRef, PartnerRef, PersonRef, SeatView, named};
pub use register::{Found, HowMany, RegisterRow, register};
pub use report::{REPORT_PARTS, ReportPart, ReportView, report};
pub(crate) use rights::may_know;
pub use rights::may_read;
pub use roles::{RoleView, roles};
pub use structure::{AdoptionView, BodyLine, PlannedBody, StructureView, structure};
pub use table::{AtHand, CompetenceChoice, SeatAtTable, TableView, spoken_for, table, table_for};
pub use telling::{TellingOf, TellingView, ToldView, may_tell, telling};

use record::id::PersonId;

pub(crate) use reference::is_public;

use crate::{Caller, Reading, Role};

/// Who looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Audience {
    /// The person signed in; none: the public.
    pub person: Option<PersonId>,
    /// Whether they are of the secretariat.
    pub secretariat: bool,
    /// Whether they are finance officer of the accountable body: they see decisions on which it is asked.
    pub finance: bool,
}

impl Audience {
    /// Everyone.
    pub const PUBLIC: Self = Self {
        person: None,
        secretariat: false,
        finance: false,
    };
    /// The secretariat, whoever it is.
    pub const SECRETARIAT: Self = Self {
        person: None,
        secretariat: true,
        finance: false,
    };

    /// What someone is to a partnership: of its secretariat; someone who holds a seat or may stand in
    /// for one, today or later; or else the public, signed in or not.
    pub fn of(reading: &Reading, person: Option<PersonId>) -> Self {
        Self::by(reading, person.map(Caller::Person))
    }

    /// The same, of somebody as they signed in: office roles do not count with one factor.
    pub fn by(reading: &Reading, caller: Option<Caller>) -> Self {
        let Some((caller, person)) = caller.and_then(|caller| Some((caller, caller.person()?)))
        else {
            return Self::PUBLIC;
        };
        let (names, partnership) = (&reading.names, &reading.partnership);
        let secretariat = caller.has_role(names, partnership, Role::Secretariat);
        let today = reading.today();
        let mut last_days = reading.record.structure.last_days(person);
        let sits = last_days.any(|until| until.is_none_or(|until| today <= until));
        Self {
            person: (secretariat || sits).then_some(person),
            secretariat,
            finance: caller.has_role(names, partnership, Role::Finance),
        }
    }

    /// Whether they see what is not published yet.
    pub fn inside(self) -> bool {
        self.secretariat || self.person.is_some()
    }
}
