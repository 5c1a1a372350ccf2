//! Warwick 2009 and 2010 as data: the facts of the papers. What `check` says of them is in `worked_example`.

use super::*;
use crate::id::{BodyId, PartnerId};

const PRIORITIES: [&str; 4] = ["safer", "health", "housing", "economy"];
const ASSOCIATES: [&str; 3] = ["children", "learning", "culture"];

fn warwick() -> Arrangements {
    read(WARWICK).unwrap()
}

fn reviewed() -> Arrangements {
    read(WARWICK_2010).unwrap()
}

fn body(a: &Arrangements, id: &str) -> Body {
    a.body(&BodyId::new(id).unwrap()).unwrap().clone()
}

fn partners(body: &Body, counting: bool) -> Vec<&str> {
    let seats = body.seat.iter().filter(|seat| seat.counts() == counting);
    seats
        .filter_map(|seat| Some(seat.partner.as_ref()?.as_str()))
        .collect()
}

#[test]
fn bodies_are_of_the_kinds_that_the_papers_name() {
    let a = warwick();
    let kinds: Vec<(&str, BodyKind)> = a
        .body
        .iter()
        .map(|body| (body.id.as_str(), body.kind))
        .collect();
    use BodyKind::{AssociateThemeGroup, CountyBody, Executive, Forum, TaskGroup, ThemeGroup};
    let mut expected = vec![
        ("county-psb", CountyBody),
        ("wpeg", Executive),
        ("forum", Forum),
        ("tcg", TaskGroup),
    ];
    expected.extend(PRIORITIES.map(|id| (id, ThemeGroup)));
    expected.extend(ASSOCIATES.map(|id| (id, AssociateThemeGroup)));
    assert_eq!(kinds, expected);
}

#[test]
fn theme_leads_attend_the_executive_group_and_are_no_members() {
    let group = body(&warwick(), "wpeg");
    let members = [
        "district-council",
        "county-council",
        "pct",
        "police",
        "vcs",
        "lsc",
    ];
    assert_eq!(partners(&group, true), members);
    assert_eq!(partners(&group, false), PRIORITIES);
    let leads = group.seat.iter().filter(|seat| !seat.counts());
    assert!(
        leads
            .clone()
            .all(|seat| seat.capacity == Capacity::InAttendance)
    );
    assert!(
        leads
            .clone()
            .all(|seat| seat.appointed == Appointed::ExOfficio)
    );
}

#[test]
fn the_forum_has_ten_to_twelve_partners_and_all_of_the_executive_group() {
    let a = warwick();
    let forum = body(&a, "forum");
    let limits = forum.limits.as_ref().unwrap();
    assert_eq!(
        (limits.fewest_partners, limits.most_partners),
        (Some(10), Some(12))
    );
    assert_eq!(
        (limits.fewest_meetings, limits.most_meetings),
        (Some(2), Some(3))
    );
    assert_eq!(limits.includes, [BodyId::new("wpeg").unwrap()]);
    let there = partners(&forum, true);
    for member in partners(&body(&a, "wpeg"), true) {
        assert!(there.contains(&member), "{member}");
    }
    assert_eq!(there.len(), 9 + PRIORITIES.len() + ASSOCIATES.len());
}

#[test]
fn theme_partnerships_answer_to_the_executive_group_and_associates_support_them() {
    let a = warwick();
    for id in PRIORITIES {
        let lines = body(&a, id).line;
        assert_eq!(
            (lines[0].to.as_str(), lines[0].kind),
            ("wpeg", LineKind::AccountableTo),
            "{id}"
        );
        assert_eq!(lines.len(), 1, "{id}");
    }
    for id in ASSOCIATES {
        let lines = body(&a, id).line;
        assert!(lines.iter().all(|line| line.kind == LineKind::LiaisesWith));
        let to: Vec<&str> = lines.iter().map(|line| line.to.as_str()).collect();
        assert_eq!(to, PRIORITIES, "{id}");
    }
    let forum: Vec<(&str, LineKind)> = vec![("wpeg", LineKind::Advises)];
    let lines = body(&a, "forum").line;
    let lines: Vec<_> = lines
        .iter()
        .map(|line| (line.to.as_str(), line.kind))
        .collect();
    assert_eq!(lines, forum);
}

#[test]
fn bodies_meet_as_often_as_the_paper_says_and_vote_by_no_rule() {
    let a = warwick();
    let cadence = |id: &str| body(&a, id).meets.map(|meets| meets.every);
    assert_eq!(cadence("wpeg"), Some(Cadence::SixWeekly));
    assert_eq!(cadence("forum"), Some(Cadence::ThreeAYear));
    for id in PRIORITIES {
        assert_eq!(cadence(id), Some(Cadence::Monthly), "{id}");
    }
    assert_eq!(cadence("tcg"), None, "the papers do not say");
    assert!(
        a.body
            .iter()
            .all(|body| body.vote.is_none() && body.quorum.is_none())
    );
}

#[test]
fn the_county_sees_warwick_through_one_seat_of_its_board() {
    let a = warwick();
    let psb = body(&a, "county-psb");
    assert_eq!(partners(&psb, true), ["wpeg"]);
    let wpeg = a.partner(&PartnerId::new("wpeg").unwrap()).unwrap();
    assert_eq!(wpeg.short_name(), "WPEG");
    let report = a
        .duty
        .iter()
        .find(|duty| duty.id.as_str() == "report-from-county")
        .unwrap();
    assert_eq!(report.every, Some(Cadence::AfterEachMeeting));
}

#[test]
fn themes_approaches_and_target_areas_are_complete() {
    let a = warwick();
    assert_eq!((a.theme.len(), a.approach.len()), (4, 4));
    assert!(a.theme.iter().all(|theme| theme.delivered_by.len() == 1));
    let targets = a
        .area
        .iter()
        .filter(|area| area.kind == AreaKind::TargetArea);
    assert_eq!(targets.count(), 9);
    assert!(
        a.competence
            .iter()
            .any(|it| it.id.as_str() == "task-and-finish" && it.bodies[0].as_str() == "wpeg")
    );
}

// Requirement: ST22 at folkmoot check
#[test]
fn the_same_letters_mean_another_body_in_another_partnership() {
    let county = read(WORCESTERSHIRE).unwrap();
    let here = body(&warwick(), "wpeg");
    let there = body(&county, "wpeg");
    assert_eq!(
        (here.short_name.as_deref(), here.kind),
        (Some("WPEG"), BodyKind::Executive)
    );
    assert_eq!(
        (there.short_name.as_deref(), there.kind),
        (Some("WPEG"), BodyKind::ThemeGroup)
    );
}

#[test]
fn the_paper_of_2010_keeps_the_bodies_and_who_is_on_the_executive_group() {
    let (before, after) = (warwick(), reviewed());
    let ids = |a: &Arrangements| -> Vec<String> {
        a.body.iter().map(|body| body.id.to_string()).collect()
    };
    assert_eq!(ids(&before), ids(&after));
    assert_eq!(body(&before, "wpeg").seat, body(&after, "wpeg").seat);
    for kept in ["forum", "safer", "health", "housing", "economy", "children"] {
        assert_eq!(body(&before, kept), body(&after, kept), "{kept}");
    }
    assert_eq!((before.theme, before.area), (after.theme, after.area));
    assert_eq!(before.approach, after.approach);
}

#[test]
fn from_2010_the_executive_group_plans_what_comes_next() {
    let group = body(&reviewed(), "wpeg");
    let terms = group.terms.unwrap();
    for paragraph in ["W10 3", "W10 4a", "W10 4b", "W10 4c"] {
        let said = terms.tasks.iter().any(|task| task.contains(paragraph));
        assert!(said, "{paragraph}");
    }
    let may: Vec<String> = reviewed()
        .competence
        .iter()
        .filter(|one| {
            one.clause
                .as_deref()
                .is_some_and(|it| it.starts_with("W10"))
        })
        .map(|one| format!("{} {}", one.id, one.bodies[0]))
        .collect();
    assert_eq!(
        may,
        [
            "gate wpeg",
            "performance-framework wpeg",
            "next-priorities wpeg"
        ]
    );
}

#[test]
fn the_executive_group_monitors_in_detail_and_is_reported_to_past_the_gate() {
    let a = reviewed();
    let duty = |id: &str| a.duty.iter().find(|duty| duty.id.as_str() == id).unwrap();
    assert_eq!(duty("detailed-monitoring").bodies[0].as_str(), "wpeg");
    let report = duty("progress-report");
    assert_eq!(report.bodies[0].as_str(), "tcg");
    assert_eq!(report.to[0].as_str(), "wpeg");
    assert!(report.only_if.is_some());
}
