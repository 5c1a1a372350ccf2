//! Three Rivers is told right, and its fossils hold everything that can be written.

use std::collections::BTreeSet;

use record::{
    Entry, book, correspondence, decisions, delivery, disputes, efficiency, exceptions, meetings,
    money, plan, structure, watching,
};
use testkit::{ARRANGEMENTS, Book, three_rivers_fossils};

#[test]
fn its_arrangements_have_no_errors() {
    let checked = record::arrangements::check(ARRANGEMENTS);
    let errors: Vec<_> = checked
        .findings
        .iter()
        .filter(|found| found.is_error())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn a_meeting_can_be_told_from_call_to_published_minutes() {
    let meeting = testkit::BOARD;
    let book = Book::board_under_way(&["chair", "leader", "health", "voluntary"])
        .agrees(meeting, "To thank the wardens.")
        .closes(meeting)
        .drafts(meeting)
        .approves(meeting)
        .publishes(meeting);
    let meeting = book.record.meetings.get(&testkit::id(meeting)).unwrap();
    assert!(meeting.published.is_some());
}

#[test]
fn the_fossils_hold_every_kind_of_entry() {
    let mut found = BTreeSet::new();
    for fossil in three_rivers_fossils() {
        let entry = Entry::read(&fossil.entry).unwrap();
        found.insert(kind(&entry));
    }
    let missing: Vec<_> = KINDS.iter().filter(|kind| !found.contains(*kind)).collect();
    assert!(missing.is_empty(), "no line says {missing:?}");
    assert_eq!(found.len(), KINDS.len());
}

#[test]
fn the_fossils_are_the_same_each_time() {
    assert_eq!(three_rivers_fossils(), three_rivers_fossils());
}

const KINDS: &[&str] = &[
    "arrangements-adopted",
    "appointed",
    "substitute-named",
    "appointment-ended",
    "nominated",
    "nomination-withdrawn",
    "elected",
    "role-accepted",
    "membership-reviewed",
    "terms-proposed",
    "terms-approved",
    "group-founded",
    "group-extended",
    "group-closed",
    "contact-named",
    "contact-ended",
    "dependency-logged",
    "dependency-settled",
    "meeting-called",
    "item-added",
    "paper-tabled",
    "apologies-recorded",
    "arrival-recorded",
    "departure-recorded",
    "meeting-opened",
    "action-noted",
    "meeting-closed",
    "minutes-drafted",
    "minutes-approved",
    "minutes-published",
    "item-planned",
    "interest-declared",
    "withdrew",
    "returned-to-room",
    "minutes-circulated",
    "minutes-corrected",
    "action-reported",
    "action-extended",
    "action-closed",
    "telling-recorded",
    "item-taken",
    "agenda-issued",
    "meeting-moved",
    "meeting-cancelled",
    "agenda-reordered",
    "item-changed",
    "item-deferred",
    "planned-dropped",
    "paper-classified",
    "item-classified",
    "released",
    "paper-withdrawn",
    "public-excluded",
    "agreed-by-consensus",
    "motion-moved",
    "motion-seconded",
    "put-to-vote",
    "vote-cast",
    "vote-closed",
    "dissent-recorded",
    "redacted",
    "proposal-made",
    "proposal-amended",
    "position-stated",
    "item-forwarded",
    "referred-to-partners",
    "referral-answered",
    "accountable-body-answered",
    "report-tabled",
    "further-report-asked",
    "ratified",
    "correspondence-opened",
    "answer-given",
    "correspondence-closed",
    "dispute-raised",
    "mediation-recorded",
    "dispute-ended",
    "strategy-adopted",
    "agreement-made",
    "agreement-refreshed",
    "outcome-set",
    "outcome-ended",
    "indicator-set",
    "indicator-retired",
    "targets-set",
    "figures-returned",
    "figures-set-aside",
    "figure-corrected",
    "commentary-written",
    "light-overridden",
    "override-lifted",
    "plan-begun",
    "plan-part-written",
    "plan-action-set",
    "plan-action-dropped",
    "milestone-reached",
    "milestone-moved",
    "progress-reported",
    "appraised",
    "plan-circulated",
    "input-given",
    "input-answered",
    "plan-approved",
    "impact-advised",
    "compatibility-reported",
    "gate-passed",
    "priority-planned",
    "priority-closed",
    "engagement-planned",
    "engagement-reported",
    "exception-raised",
    "exception-reported",
    "support-given",
    "exception-forwarded",
    "steer-given",
    "remedy-set",
    "remedy-reported",
    "remedy-finished",
    "exception-closed",
    "review-begun",
    "saving-stated",
    "review-ended",
    "watch-listed",
    "contribution-given",
    "watch-moved",
];

/// No arm for “anything else”: a new kind of entry does not compile until it is listed here, and
/// then the test above asks for a line of it.
fn kind(entry: &Entry) -> &'static str {
    use correspondence::Entry as C;
    use decisions::Entry as D;
    use delivery::Entry as Y;
    use disputes::Entry as Q;
    use efficiency::Entry as R;
    use exceptions::Entry as E;
    use meetings::Entry as M;
    use money::Entry as F;
    use plan::Entry as P;
    use structure::Entry as S;
    use watching::Entry as W;
    match entry {
        Entry::Structure(S::ArrangementsAdopted { .. }) => "arrangements-adopted",
        Entry::Structure(S::Appointed { .. }) => "appointed",
        Entry::Structure(S::SubstituteNamed { .. }) => "substitute-named",
        Entry::Structure(S::AppointmentEnded { .. }) => "appointment-ended",
        Entry::Structure(S::Nominated { .. }) => "nominated",
        Entry::Structure(S::NominationWithdrawn { .. }) => "nomination-withdrawn",
        Entry::Structure(S::Elected { .. }) => "elected",
        Entry::Structure(S::RoleAccepted { .. }) => "role-accepted",
        Entry::Structure(S::MembershipReviewed { .. }) => "membership-reviewed",
        Entry::Structure(S::TermsProposed { .. }) => "terms-proposed",
        Entry::Structure(S::TermsApproved { .. }) => "terms-approved",
        Entry::Structure(S::GroupFounded { .. }) => "group-founded",
        Entry::Structure(S::GroupExtended { .. }) => "group-extended",
        Entry::Structure(S::GroupClosed { .. }) => "group-closed",
        Entry::Structure(S::ContactNamed { .. }) => "contact-named",
        Entry::Structure(S::ContactEnded { .. }) => "contact-ended",
        Entry::Structure(S::DependencyLogged { .. }) => "dependency-logged",
        Entry::Structure(S::DependencySettled { .. }) => "dependency-settled",
        Entry::Meetings(M::MeetingCalled { .. }) => "meeting-called",
        Entry::Meetings(M::ItemAdded { .. }) => "item-added",
        Entry::Meetings(M::PaperTabled { .. }) => "paper-tabled",
        Entry::Meetings(M::PaperClassified { .. }) => "paper-classified",
        Entry::Meetings(M::ItemClassified { .. }) => "item-classified",
        Entry::Meetings(M::Released { .. }) => "released",
        Entry::Meetings(M::PaperWithdrawn { .. }) => "paper-withdrawn",
        Entry::Meetings(M::PublicExcluded { .. }) => "public-excluded",
        Entry::Meetings(M::ApologiesRecorded { .. }) => "apologies-recorded",
        Entry::Meetings(M::ArrivalRecorded { .. }) => "arrival-recorded",
        Entry::Meetings(M::DepartureRecorded { .. }) => "departure-recorded",
        Entry::Meetings(M::MeetingOpened { .. }) => "meeting-opened",
        Entry::Meetings(M::ActionNoted { .. }) => "action-noted",
        Entry::Meetings(M::MeetingClosed { .. }) => "meeting-closed",
        Entry::Meetings(M::MinutesDrafted { .. }) => "minutes-drafted",
        Entry::Meetings(M::MinutesApproved { .. }) => "minutes-approved",
        Entry::Meetings(M::MinutesPublished { .. }) => "minutes-published",
        Entry::Meetings(M::ItemPlanned { .. }) => "item-planned",
        Entry::Meetings(M::InterestDeclared { .. }) => "interest-declared",
        Entry::Meetings(M::Withdrew { .. }) => "withdrew",
        Entry::Meetings(M::ReturnedToRoom { .. }) => "returned-to-room",
        Entry::Meetings(M::MinutesCirculated { .. }) => "minutes-circulated",
        Entry::Meetings(M::MinutesCorrected { .. }) => "minutes-corrected",
        Entry::Meetings(M::ActionReported { .. }) => "action-reported",
        Entry::Meetings(M::ActionExtended { .. }) => "action-extended",
        Entry::Meetings(M::ActionClosed { .. }) => "action-closed",
        Entry::Meetings(M::TellingRecorded { .. }) => "telling-recorded",
        Entry::Meetings(M::ItemTaken { .. }) => "item-taken",
        Entry::Meetings(M::AgendaIssued { .. }) => "agenda-issued",
        Entry::Meetings(M::MeetingMoved { .. }) => "meeting-moved",
        Entry::Meetings(M::MeetingCancelled { .. }) => "meeting-cancelled",
        Entry::Meetings(M::AgendaReordered { .. }) => "agenda-reordered",
        Entry::Meetings(M::ItemChanged { .. }) => "item-changed",
        Entry::Meetings(M::ItemDeferred { .. }) => "item-deferred",
        Entry::Meetings(M::PlannedDropped { .. }) => "planned-dropped",
        Entry::Decisions(D::AgreedByConsensus { .. }) => "agreed-by-consensus",
        Entry::Decisions(D::MotionMoved { .. }) => "motion-moved",
        Entry::Decisions(D::MotionSeconded { .. }) => "motion-seconded",
        Entry::Decisions(D::PutToVote { .. }) => "put-to-vote",
        Entry::Decisions(D::VoteCast { .. }) => "vote-cast",
        Entry::Decisions(D::VoteClosed { .. }) => "vote-closed",
        Entry::Decisions(D::DissentRecorded { .. }) => "dissent-recorded",
        Entry::Decisions(D::FurtherReportAsked { .. }) => "further-report-asked",
        Entry::Decisions(D::Ratified { .. }) => "ratified",
        Entry::Correspondence(C::CorrespondenceOpened { .. }) => "correspondence-opened",
        Entry::Correspondence(C::AnswerGiven { .. }) => "answer-given",
        Entry::Correspondence(C::CorrespondenceClosed { .. }) => "correspondence-closed",
        Entry::Disputes(Q::DisputeRaised { .. }) => "dispute-raised",
        Entry::Disputes(Q::MediationRecorded { .. }) => "mediation-recorded",
        Entry::Disputes(Q::DisputeEnded { .. }) => "dispute-ended",
        Entry::Exceptions(E::ExceptionRaised { .. }) => "exception-raised",
        Entry::Exceptions(E::ExceptionReported { .. }) => "exception-reported",
        Entry::Exceptions(E::SupportGiven { .. }) => "support-given",
        Entry::Exceptions(E::ExceptionForwarded { .. }) => "exception-forwarded",
        Entry::Exceptions(E::SteerGiven { .. }) => "steer-given",
        Entry::Exceptions(E::RemedySet { .. }) => "remedy-set",
        Entry::Exceptions(E::RemedyReported { .. }) => "remedy-reported",
        Entry::Exceptions(E::RemedyFinished { .. }) => "remedy-finished",
        Entry::Exceptions(E::ExceptionClosed { .. }) => "exception-closed",
        Entry::Efficiency(R::ReviewBegun { .. }) => "review-begun",
        Entry::Efficiency(R::SavingStated { .. }) => "saving-stated",
        Entry::Efficiency(R::ReviewEnded { .. }) => "review-ended",
        Entry::Watching(W::WatchListed { .. }) => "watch-listed",
        Entry::Watching(W::ContributionGiven { .. }) => "contribution-given",
        Entry::Watching(W::WatchMoved { .. }) => "watch-moved",
        Entry::Book(book::Entry::Redacted { .. }) => "redacted",
        Entry::Money(F::StreamOpened { .. }) => "stream-opened",
        Entry::Money(F::AwardChanged { .. }) => "award-changed",
        Entry::Money(F::Allocated { .. }) => "allocated",
        Entry::Money(F::AllocationReduced { .. }) => "allocation-reduced",
        Entry::Money(F::FundingAgreementSigned { .. }) => "funding-agreement-signed",
        Entry::Money(F::InstalmentReceived { .. }) => "instalment-received",
        Entry::Money(F::ReturnMade(_)) => "return-made",
        Entry::Money(F::ReturnAccepted { .. }) => "return-accepted",
        Entry::Money(F::ReturnSentBack { .. }) => "return-sent-back",
        Entry::Money(F::ReturnReopened { .. }) => "return-reopened",
        Entry::Money(F::AssuranceGiven { .. }) => "assurance-given",
        Entry::Money(F::AssuranceJudged { .. }) => "assurance-judged",
        Entry::Money(F::ReleaseProposed { .. }) => "release-proposed",
        Entry::Money(F::ReleaseApproved { .. }) => "release-approved",
        Entry::Money(F::ReleaseDeclined { .. }) => "release-declined",
        Entry::Money(F::SpendingFoundIneligible { .. }) => "spending-found-ineligible",
        Entry::Money(F::UnspentDemanded { .. }) => "unspent-demanded",
        Entry::Money(F::MoneyReturned { .. }) => "money-returned",
        Entry::Money(F::RepaidToGiver { .. }) => "repaid-to-giver",
        Entry::Money(F::PostingReversed { .. }) => "posting-reversed",
        Entry::Money(F::YearClosed { .. }) => "year-closed",
        Entry::Money(F::FundingExpected { .. }) => "funding-expected",
        Entry::Money(F::ControlsAmended { .. }) => "controls-amended",
        Entry::Money(F::MoneyCommented { .. }) => "money-commented",
        Entry::Delivery(Y::PlanBegun { .. }) => "plan-begun",
        Entry::Delivery(Y::PlanPartWritten { .. }) => "plan-part-written",
        Entry::Delivery(Y::PlanActionSet { .. }) => "plan-action-set",
        Entry::Delivery(Y::PlanActionDropped { .. }) => "plan-action-dropped",
        Entry::Delivery(Y::MilestoneReached { .. }) => "milestone-reached",
        Entry::Delivery(Y::MilestoneMoved { .. }) => "milestone-moved",
        Entry::Delivery(Y::ProgressReported { .. }) => "progress-reported",
        Entry::Delivery(Y::Appraised { .. }) => "appraised",
        Entry::Delivery(Y::PlanCirculated { .. }) => "plan-circulated",
        Entry::Delivery(Y::InputGiven { .. }) => "input-given",
        Entry::Delivery(Y::InputAnswered { .. }) => "input-answered",
        Entry::Delivery(Y::PlanApproved { .. }) => "plan-approved",
        Entry::Delivery(Y::ImpactAdvised { .. }) => "impact-advised",
        Entry::Delivery(Y::CompatibilityReported { .. }) => "compatibility-reported",
        Entry::Delivery(Y::GatePassed { .. }) => "gate-passed",
        Entry::Delivery(Y::PriorityPlanned { .. }) => "priority-planned",
        Entry::Delivery(Y::PriorityClosed { .. }) => "priority-closed",
        Entry::Delivery(Y::EngagementPlanned { .. }) => "engagement-planned",
        Entry::Delivery(Y::EngagementReported { .. }) => "engagement-reported",
        Entry::Decisions(D::ProposalMade { .. }) => "proposal-made",
        Entry::Decisions(D::ProposalAmended { .. }) => "proposal-amended",
        Entry::Decisions(D::PositionStated { .. }) => "position-stated",
        Entry::Decisions(D::ItemForwarded { .. }) => "item-forwarded",
        Entry::Decisions(D::ReferredToPartners { .. }) => "referred-to-partners",
        Entry::Decisions(D::ReferralAnswered { .. }) => "referral-answered",
        Entry::Decisions(D::AccountableBodyAnswered { .. }) => "accountable-body-answered",
        Entry::Meetings(M::ReportTabled { .. }) => "report-tabled",
        Entry::Plan(P::StrategyAdopted { .. }) => "strategy-adopted",
        Entry::Plan(P::AgreementMade { .. }) => "agreement-made",
        Entry::Plan(P::AgreementRefreshed { .. }) => "agreement-refreshed",
        Entry::Plan(P::OutcomeSet { .. }) => "outcome-set",
        Entry::Plan(P::OutcomeEnded { .. }) => "outcome-ended",
        Entry::Plan(P::IndicatorSet { .. }) => "indicator-set",
        Entry::Plan(P::IndicatorRetired { .. }) => "indicator-retired",
        Entry::Plan(P::TargetsSet { .. }) => "targets-set",
        Entry::Plan(P::FiguresReturned(_)) => "figures-returned",
        Entry::Plan(P::FiguresSetAside(_)) => "figures-set-aside",
        Entry::Plan(P::FigureCorrected { .. }) => "figure-corrected",
        Entry::Plan(P::CommentaryWritten { .. }) => "commentary-written",
        Entry::Plan(P::LightOverridden { .. }) => "light-overridden",
        Entry::Plan(P::OverrideLifted { .. }) => "override-lifted",
    }
}
