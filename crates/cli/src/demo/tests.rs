//! The demonstration, made in a folder and looked at: each of its cases is what it says it is.

use std::{
    collections::BTreeSet,
    sync::{Arc, OnceLock},
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use record::{
    Record,
    correspondence::{self, Correspondence},
    decisions::{Decision, Outcome, PartnersAnswer, Stage, Tally, Verdict},
    id::DecisionId,
    meetings::{Action, ActionOutcome, Meeting},
};

use super::{NOW, PARTNERSHIP};
use crate::{clock, house::Place};

/// The record of the demonstration, made once for all tests; what went wrong is said once to each.
fn record() -> Arc<Record> {
    static RECORD: OnceLock<Result<Arc<Record>, String>> = OnceLock::new();
    let record = RECORD.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let place = Place {
            data: folder.path().join("demo"),
            database: None,
        };
        super::make(&place).map_err(|trouble| format!("{trouble:?}"))?;
        let house = place.open_with(clock::from(now())).unwrap();
        let reading = house.read(PARTNERSHIP).unwrap();
        house.close();
        Ok(reading.record)
    });
    Arc::clone(record.as_ref().unwrap())
}

fn now() -> Timestamp {
    let zone = TimeZone::get("Europe/London").unwrap();
    NOW.to_zoned(zone).unwrap().timestamp()
}

fn decision<'a>(record: &'a Record, id: &str) -> &'a Decision {
    let id: DecisionId = id.parse().unwrap();
    record.decisions.get(&id).unwrap_or_else(|| panic!("{id}"))
}

fn meeting<'a>(record: &'a Record, id: &str) -> &'a Meeting {
    record.meetings.get(&id.parse().unwrap()).unwrap()
}

fn vote(decision: &Decision) -> (&Tally, Outcome) {
    match &decision.stage {
        Stage::Decided(Verdict::Vote { tally, outcome, .. }) => (tally, *outcome),
        other => panic!("{}: {other:?}", decision.id),
    }
}

#[test]
fn every_body_of_the_partnership_met() {
    let record = record();
    let today = NOW.date();
    let bodies = &record.structure.in_force(today).unwrap().arrangements.body;
    let met: BTreeSet<_> = record
        .meetings
        .all()
        .filter(|meeting| meeting.closed.is_some())
        .map(|meeting| meeting.body.clone())
        .collect();
    let begun = |day: Option<Date>| day.is_none_or(|day| day <= today);
    for body in bodies.iter().filter(|body| begun(body.starts)) {
        assert!(met.contains(&body.id), "{} never met", body.id);
    }
    let years: BTreeSet<i16> = record.meetings.all().map(|m| m.date.year()).collect();
    assert_eq!(years, BTreeSet::from([2007, 2008, 2009, 2010]));
    assert!(record.meetings.to_come().count() >= 3);
}

#[test]
fn a_vote_was_carried_at_exactly_three_quarters() {
    let record = record();
    let (tally, outcome) = vote(decision(&record, "board-2007-04-18-3"));
    assert_eq!(outcome, Outcome::Carried);
    assert_eq!(tally.in_favour * 4, tally.base * 3, "{tally:?}");
}

#[test]
fn a_substitute_voted_and_two_leaders_dissented_by_name() {
    let record = record();
    let decision = decision(&record, "board-2007-04-18-3");
    let police = "board.police".parse().unwrap();
    assert!(decision.room[&police].substitute);
    assert!(
        decision
            .ballots
            .values()
            .any(|ballot| ballot.seat == police)
    );
    let dissenting: Vec<String> = decision
        .dissents
        .iter()
        .map(|d| d.seat.to_string())
        .collect();
    assert_eq!(
        dissenting,
        ["board.wychavon-leader", "board.malvern-hills-leader"]
    );
}

#[test]
fn a_vote_failed_with_a_majority_for_it() {
    let record = record();
    let (tally, outcome) = vote(decision(&record, "board-2008-07-16-2"));
    assert_eq!(outcome, Outcome::NotCarried);
    assert!(
        tally.in_favour * 2 > tally.base && tally.in_favour * 4 < tally.base * 3,
        "{tally:?}"
    );
}

#[test]
fn a_partner_with_three_members_in_the_room_had_one_vote() {
    let record = record();
    let decision = decision(&record, "board-2008-07-16-2");
    let chamber = "chamber".parse().unwrap();
    let seats = record.structure.seats_on(
        &"board".parse().unwrap(),
        meeting(&record, "board-2008-07-16").date,
    );
    let theirs: Vec<_> = seats
        .iter()
        .filter(|seat| seat.partner() == Some(&chamber) && decision.room.contains_key(seat.id()))
        .map(|seat| seat.id().clone())
        .collect();
    assert_eq!(theirs.len(), 3, "{theirs:?}");
    let votes = decision
        .ballots
        .values()
        .filter(|ballot| theirs.contains(&ballot.seat));
    assert_eq!(votes.count(), 1);
}

#[test]
fn a_vote_was_tied() {
    let record = record();
    let (tally, _) = vote(decision(&record, "board-2008-10-15-4"));
    assert_eq!(tally.in_favour, tally.against, "{tally:?}");
}

#[test]
fn a_meeting_had_too_few_to_decide() {
    let record = record();
    let held = meeting(&record, "management-group-2007-06-13");
    assert!(held.closed.is_some());
    let quorum = decision(&record, "management-group-2007-06-13-3")
        .quorum
        .unwrap();
    assert!(!quorum.quorate(), "{quorum:?}");
}

#[test]
fn someone_withdrew_for_a_declared_interest() {
    let record = record();
    let decision = decision(&record, "board-2009-04-15-2");
    assert!(
        !decision
            .room
            .contains_key(&"board.diocese".parse().unwrap())
    );
    let held = meeting(&record, "board-2009-04-15");
    assert!(
        held.room.contains_key(&"board.diocese".parse().unwrap()),
        "came back"
    );
}

#[test]
fn minutes_were_corrected_before_and_after_their_approval() {
    let record = record();
    for id in ["board-2008-04-16", "board-2009-07-15"] {
        assert!(meeting(&record, id).corrections().count() > 0, "{id}");
    }
}

#[test]
fn actions_were_done_put_off_passed_on_and_are_overdue() {
    let record = record();
    let today = NOW.date();
    let rules = record.action_rules(today);
    let some = |is: &dyn Fn(&Action) -> bool| {
        record
            .meetings
            .actions()
            .filter(|action| is(action))
            .count()
    };
    let outcome = |one: ActionOutcome| {
        some(&|action| {
            action
                .closed
                .as_ref()
                .is_some_and(|closed| closed.outcome == one)
        })
    };
    assert!(outcome(ActionOutcome::Done) > 300);
    assert!(outcome(ActionOutcome::PassedOn) > 0);
    assert!(outcome(ActionOutcome::NoLongerNeeded) > 0);
    assert!(some(&|action| !action.extensions.is_empty()) > 0);
    assert!(some(&|action| action.overdue(today)) > 5);
    assert!(some(&|action| action.escalated(&rules, today)) > 0);
    assert!(some(&|action| action.is_open() && !action.overdue(today)) > 5);
}

#[test]
fn a_group_was_founded_extended_and_closed_with_its_report() {
    let record = record();
    let run = record
        .structure
        .run(&"flood-review".parse().unwrap())
        .unwrap();
    assert!(!run.extensions.is_empty());
    let closing = run.closing.as_ref().unwrap();
    assert!(closing.paper.is_some() && closing.report.is_some());
}

#[test]
fn a_group_is_still_to_begin() {
    let record = record();
    let (id, today) = ("older-people".parse().unwrap(), NOW.date());
    let group = record.structure.group(&id).unwrap();
    assert!(group.starts > today && record.structure.body(&id, group.starts).is_some());
}

#[test]
fn terms_of_reference_have_an_approved_second_version() {
    let record = record();
    let safer = "safer".parse().unwrap();
    let versions: Vec<_> = record.structure.terms_versions(&safer).collect();
    assert_eq!(versions.len(), 2);
    assert!(versions.iter().all(|version| version.approval.is_some()));
    let children = "children".parse().unwrap();
    let waiting = record.structure.terms_versions(&children).last().unwrap();
    assert!(waiting.approval.is_none());
}

#[test]
fn there_are_gatekeepers_champions_dependencies_and_partners_to_be_won() {
    let record = record();
    let named: BTreeSet<_> = record
        .structure
        .contacts_on(NOW.date())
        .iter()
        .map(|contact| contact.role)
        .collect();
    assert_eq!(named.len(), 3, "{named:?}");
    let sorts: BTreeSet<_> = record
        .structure
        .dependencies()
        .map(|one| format!("{:?}", one.sort))
        .collect();
    assert_eq!(sorts.len(), 2);
    assert!(
        record
            .structure
            .dependencies()
            .any(|one| one.settled.is_some())
    );
}

#[test]
fn the_chair_was_elected_against_someone_and_unopposed() {
    let record = record();
    let chair = "management-group.chair".parse().unwrap();
    let elections: Vec<_> = record.structure.elections(&chair).collect();
    assert_eq!(elections.len(), 3);
    assert!(elections.iter().any(|election| election.unopposed));
    assert!(elections.iter().any(|election| election.votes.len() == 2));
}

#[test]
fn a_nominee_failed_an_essential_requirement_and_the_reason_is_recorded() {
    let record = record();
    let seat = "board.employment-service".parse().unwrap();
    let nomination = record.structure.nominations(&seat).next().unwrap();
    assert!(nomination.essential.iter().any(|one| !one.met));
    assert!(nomination.despite.is_some());
}

#[test]
fn roles_are_accepted_and_memberships_reviewed_each_year() {
    let record = record();
    let board = "board".parse().unwrap();
    let seats = record.structure.seats_on(&board, NOW.date());
    let accepted = seats.iter().filter(|seat| {
        let role = record.structure.role_of(seat.id(), NOW.date()).unwrap();
        seat.holder.is_some_and(|holder| {
            record
                .structure
                .accepted(seat.id(), holder, &role.id)
                .is_some()
        })
    });
    let accepted = accepted.count();
    assert!(accepted > 15 && accepted < seats.len(), "{accepted}");
    assert_eq!(record.structure.reviews(&board).count(), 2);
    let forgotten = "learning".parse().unwrap();
    assert!(record.structure.review_due(&forgotten, NOW.date()).unwrap() < NOW.date());
}

#[test]
fn a_meeting_was_moved_and_one_cancelled() {
    let record = record();
    assert_eq!(meeting(&record, "health-2009-11-17").moves.len(), 1);
    let cancelled = meeting(&record, "economy-2009-02-05");
    assert!(cancelled.cancelled.is_some() && cancelled.opened.is_none());
}

#[test]
fn late_items_and_papers_have_their_reason_and_go_into_a_supplement() {
    let record = record();
    for id in ["board-2007-07-18", "board-2009-04-15"] {
        let meeting = meeting(&record, id);
        assert!(meeting.issued.is_some(), "{id}");
        let added: Vec<_> = meeting
            .supplements
            .iter()
            .flat_map(|one| &one.added)
            .collect();
        assert!(
            !added.is_empty() && added.iter().all(|one| one.why.is_some()),
            "{id}: {added:?}"
        );
    }
}

#[test]
fn items_wait_on_forward_plans() {
    let record = record();
    for body in ["board", "management-group", "safer"] {
        let body = body.parse().unwrap();
        assert!(
            record.meetings.planned_for(&body).next().is_some(),
            "{body}"
        );
    }
}

#[test]
fn the_tied_vote_came_back_with_its_further_report() {
    let record = record();
    let tied = decision(&record, "board-2008-10-15-4");
    assert!(tied.further_report.is_some());
    let back = record
        .meetings
        .bringing_back(&tied.id)
        .map(|(meeting, item)| (meeting.id.to_string(), item));
    let back: Vec<_> = back.collect();
    assert_eq!(back.len(), 1, "{back:?}");
    assert_eq!(back[0].0, "board-2009-01-21");
    let settled = record
        .decisions
        .of_meeting(&back[0].0.parse().unwrap())
        .find(|one| one.item == back[0].1);
    assert!(settled.unwrap().verdict().unwrap().agreed());
}

#[test]
fn what_too_few_agreed_was_ratified() {
    let record = record();
    let waited = decision(&record, "management-group-2007-06-13-3");
    let ruling = waited.ratification.as_ref().unwrap();
    assert_eq!(ruling.meeting.as_str(), "management-group-2007-07-04");
}

#[test]
fn a_partner_declined_what_was_referred_to_it() {
    let record = record();
    let referred = decision(&record, "board-2009-04-15-2")
        .referral
        .as_ref()
        .unwrap();
    let declined = referred.partners.iter().filter(|(_, answered)| {
        answered
            .as_ref()
            .is_some_and(|it| it.answer == PartnersAnswer::Declines)
    });
    let declined: Vec<_> = declined.map(|(partner, _)| partner.as_str()).collect();
    assert_eq!(declined, ["acute-trust"]);
    assert!(
        referred.partners.values().any(Option::is_none),
        "one has not answered"
    );
    assert!(
        referred
            .partners
            .values()
            .flatten()
            .any(|it| it.conditions.is_some())
    );
}

#[test]
fn the_accountable_body_agreed_and_is_asked_again() {
    let record = record();
    for (id, answered) in [
        ("board-2007-04-18-3", true),
        ("board-2008-10-15-3", true),
        ("management-group-2009-11-18-2", false),
    ] {
        let asked = decision(&record, id)
            .accountable
            .as_ref()
            .unwrap_or_else(|| panic!("{id}"));
        assert_eq!(asked.consent.is_some(), answered, "{id}");
    }
}

#[test]
fn a_recommendation_went_from_its_group_to_the_management_group_and_the_board() {
    let record = record();
    let chain = [
        ("health-2008-11-18", "management-group-2008-12-17"),
        ("management-group-2008-12-17", "board-2009-01-21"),
    ];
    for (from, to) in chain {
        let meeting = from.parse().unwrap();
        let mut brought = record
            .decisions
            .of_meeting(&meeting)
            .flat_map(|one| record.meetings.bringing_back(&one.id));
        assert!(
            brought.any(|(meeting, _)| meeting.id.as_str() == to),
            "{from} to {to}"
        );
    }
}

#[test]
fn an_objection_was_met_by_amending_the_proposal() {
    let record = record();
    let meeting = "board-2009-10-21".parse().unwrap();
    let mut agreed = record
        .decisions
        .of_meeting(&meeting)
        .filter(|one| !one.positions.is_empty());
    let agreed = agreed.next().unwrap();
    assert!(agreed.verdict().unwrap().agreed() && agreed.positions.len() >= 3);
}

#[test]
fn a_dispute_went_to_the_mediator_from_outside_and_one_is_open() {
    let record = record();
    let disputes: Vec<_> = record.disputes.all().collect();
    assert!(
        disputes
            .iter()
            .any(|one| one.mediations.len() == 3 && one.end.is_some())
    );
    assert!(disputes.iter().any(|one| one.end.is_none()));
}

#[test]
fn a_question_was_decided_by_correspondence_and_one_is_open() {
    let record = record();
    let all: Vec<_> = record.correspondence.all().collect();
    let outcome = |one: &Correspondence| one.closed.as_ref().map(|closed| closed.outcome);
    assert!(
        all.iter()
            .any(|one| outcome(one) == Some(correspondence::Outcome::Agreed))
    );
    assert!(all.iter().any(|one| one.closed.is_none()));
}

#[test]
fn an_observer_was_in_the_room_and_has_no_vote_in_the_book() {
    let record = record();
    let meeting = "management-group-2009-06-10".parse().unwrap();
    let voted = record
        .decisions
        .of_meeting(&meeting)
        .find(|one| !one.ballots.is_empty())
        .unwrap();
    let observer = "management-group.gowm".parse().unwrap();
    assert!(voted.room.contains_key(&observer));
    assert!(voted.ballots.values().all(|ballot| ballot.seat != observer));
}
