//! Warwick 2009 as data: the facts of the paper. What `check` says of it is in `worked_example`.

use super::*;
use crate::id::{BodyId, PartnerId};

const PRIORITIES: [&str; 4] = ["safer", "health", "housing", "economy"];
const ASSOCIATES: [&str; 3] = ["children", "learning", "culture"];

fn warwick() -> Arrangements {
    read(WARWICK).unwrap()
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
