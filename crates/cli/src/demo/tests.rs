//! The demonstration, made in a folder and looked at: each of its cases is what it says it is.

use std::{
    collections::BTreeSet,
    sync::{Arc, OnceLock},
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use record::{
    Record,
    decisions::{Decision, Outcome, Stage, Tally, Verdict},
    id::DecisionId,
    meetings::{Action, ActionOutcome, Meeting},
};

use super::{NOW, PARTNERSHIP};
use crate::{clock, house::Place};

/// The record of the demonstration, made once for all tests.
fn record() -> Arc<Record> {
    static RECORD: OnceLock<Arc<Record>> = OnceLock::new();
    let record = RECORD.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let place = Place {
            data: folder.path().join("demo"),
            database: None,
        };
        super::make(&place).unwrap();
        let house = place.open_with(clock::from(now())).unwrap();
        let reading = house.read(PARTNERSHIP).unwrap();
        house.close();
        reading.record
    });
    Arc::clone(record)
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
