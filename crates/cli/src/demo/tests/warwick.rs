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
fn its_strategy_has_the_four_priorities_and_the_approaches_of_the_paper() {
    let record = warwick();
    let (_, strategy) = record.plan.strategy_on(NOW.date()).unwrap();
    let themes = strategy.what.priorities.iter();
    let themes: Vec<String> = themes.map(|one| one.theme.to_string()).collect();
    assert_eq!(themes, ["safer", "health", "housing", "economy"]);
    assert_eq!(strategy.what.approaches.len(), 4);
    assert_eq!(strategy.what.target_areas.len(), 9);
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

#[test]
fn the_gate_is_not_passed_since_two_priority_actions_do_not_move() {
    let record = warwick();
    let rules = &record.structure.in_force(NOW.date()).unwrap().arrangements;
    let gate = &rules.gate[0];
    assert!(record.delivery.passed(&gate.id).is_none());
    let stands = record::delivery::standing(&record, gate, NOW.date());
    assert_eq!((stands.actions.len(), stands.plans.len()), (10, 4));
    let blocking: Vec<&str> = stands
        .actions
        .iter()
        .filter(|one| one.blocks.is_some())
        .map(|one| one.action.asked.title.as_str())
        .collect();
    assert_eq!(
        blocking,
        [
            "Twelve affordable homes near Lapworth",
            "A worker for alcohol in the town centres",
        ]
    );
    assert!(!stands.holds());
    // Whoever tries all the same is told what is missing, and detailed monitoring stays where it is.
    let officers = "tcg.housing-officer".parse().unwrap();
    assert!(record.structure.holder(&officers, NOW.date()).is_none());
}

#[test]
fn each_of_the_four_priorities_has_a_plan_that_the_executive_group_approved() {
    let record = warwick();
    let approved = record
        .delivery
        .plans()
        .filter(|plan| plan.approval.is_some());
    let bodies: Vec<String> = approved.map(|plan| plan.body.to_string()).collect();
    assert_eq!(bodies, ["economy", "health", "housing", "safer"]);
    let rules = &record.structure.in_force(NOW.date()).unwrap().arrangements;
    let actions: Vec<_> = record
        .delivery
        .plans()
        .flat_map(|plan| record.delivery.actions_of(&plan.id))
        .collect();
    assert_eq!(actions.len(), 16);
    for approach in &rules.approach {
        let serves = actions
            .iter()
            .filter(|action| action.asked.approaches.contains(&approach.id));
        assert!(serves.count() > 0, "{}", approach.id);
    }
    let targets = rules.area.iter().filter(|area| area.within.is_some());
    for area in targets {
        let serves = actions
            .iter()
            .filter(|action| action.asked.areas.contains(&area.id));
        assert!(serves.count() > 0, "{}", area.id);
    }
}
