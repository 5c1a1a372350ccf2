//! Meetings: held, moved, prepared, minuted, followed up.

use super::*;

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
