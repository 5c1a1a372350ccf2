//! How seats were filled and bodies changed.

use super::*;

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
