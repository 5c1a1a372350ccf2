//! Warwick's year.

use super::*;

fn warwick() -> Arc<Record> {
    Arc::clone(&made().warwick)
}

#[test]
fn every_body_of_warwick_met_but_the_county_board_which_keeps_its_own_book() {
    let record = warwick();
    let bodies = &record
        .structure
        .in_force(NOW.date())
        .unwrap()
        .arrangements
        .body;
    let met: BTreeSet<_> = record
        .meetings
        .all()
        .filter(|meeting| meeting.closed.is_some())
        .map(|meeting| meeting.body.to_string())
        .collect();
    let never: Vec<_> = bodies
        .iter()
        .map(|body| body.id.to_string())
        .filter(|id| !met.contains(id))
        .collect();
    assert_eq!(never, ["county-psb"]);
    assert!(record.meetings.to_come().count() >= 3);
}

#[test]
fn the_executive_group_restructured_the_partnership_and_reviewed_two_roles() {
    let record = warwick();
    let agreed: Vec<String> = ["wpeg-2009-03-05-4", "wpeg-2010-01-14-3"]
        .iter()
        .map(|id| decision(&record, id).id.to_string())
        .collect();
    let adopted: Vec<_> = record
        .structure
        .adoptions()
        .filter_map(|adoption| Some(adoption.decided_by.as_ref()?.to_string()))
        .collect();
    assert_eq!(adopted, agreed);
}

#[test]
fn its_target_areas_are_the_nine_that_the_paper_names() {
    let record = warwick();
    let arrangements = &record.structure.in_force(NOW.date()).unwrap().arrangements;
    let areas: Vec<&str> = arrangements
        .area
        .iter()
        .filter(|area| area.within.is_some())
        .map(|area| area.name.as_str())
        .collect();
    assert_eq!(
        areas,
        [
            "Brunswick",
            "Crown",
            "West Warwick",
            "Kenilworth town centre",
            "Warwick town centre",
            "Leamington town centre",
            "Lapworth",
            "Cubbington",
            "Bishops Tachbrook",
        ]
    );
}
