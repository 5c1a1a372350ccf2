//! Worcestershire 2010 as data: the facts of the consultation paper. What `check` says of it is in
//! `worked_example`.

use super::*;
use crate::id::BodyId;

fn proposed() -> Arrangements {
    read(WORCESTERSHIRE_2010).unwrap()
}

fn body(a: &Arrangements, id: &str) -> Body {
    a.body(&BodyId::new(id).unwrap()).unwrap().clone()
}

fn lines_of(a: &Arrangements, id: &str) -> Vec<(String, LineKind)> {
    let lines = body(a, id).line.into_iter();
    lines.map(|line| (line.to.to_string(), line.kind)).collect()
}

fn seat(a: &Arrangements, of: &str, id: &str) -> Seat {
    let found = body(a, of)
        .seat
        .into_iter()
        .find(|seat| seat.id.as_str() == id);
    found.unwrap()
}

#[test]
fn the_board_is_small_and_has_two_chairs_in_attendance() {
    let a = proposed();
    let board = body(&a, "board");
    let members = board.seat.iter().filter(|seat| seat.counts());
    assert_eq!(members.clone().count(), 7 + 3 + 2);
    assert_eq!(
        members
            .clone()
            .filter(|seat| seat.post.as_deref() == Some("Leader"))
            .count(),
        7
    );
    let non_executive: Vec<&str> = members
        .filter(|seat| seat.post.as_deref() == Some("Chair or Vice-Chair"))
        .map(|seat| seat.id.as_str())
        .collect();
    assert_eq!(non_executive, ["nhs", "police-authority", "fire-authority"]);
    let attending: Vec<&str> = board
        .seat
        .iter()
        .filter(|seat| seat.capacity == Capacity::InAttendance)
        .map(|seat| seat.id.as_str())
        .collect();
    assert_eq!(attending, ["peg-chair", "performance-group-chair"]);
    assert_eq!(board.meets.unwrap().every, Cadence::Quarterly);
    assert!(board.quorum.is_none() && board.vote.is_none());
    assert_eq!(board.limits.unwrap().partners.len(), 3);
}

#[test]
fn leaders_come_with_their_chief_executives() {
    let board = body(&proposed(), "leaders-board");
    assert_eq!(board.kind, BodyKind::External);
    assert_eq!(board.seat.len(), 7);
    assert!(
        board
            .seat
            .iter()
            .all(|seat| seat.supported_by.as_deref() == Some("Chief Executive"))
    );
}

#[test]
fn two_councils_have_one_seat_together() {
    let a = proposed();
    let group = body(&a, "peg");
    assert_eq!(
        (group.kind, group.seat.len()),
        (BodyKind::PublicServicesExecutive, 6)
    );
    let pair = seat(&a, "peg", "district-bromsgrove-and-redditch");
    assert_eq!(pair.count, 1);
    assert_eq!(pair.partner.unwrap().as_str(), "bromsgrove-and-redditch");
    assert_eq!(pair.or, ["Another district council"]);
}

#[test]
fn lines_are_of_the_kinds_that_the_paper_draws() {
    use LineKind::{AccountableTo, Advises, PartOf, ReportsTo, SupportedByChairsOf};
    let a = proposed();
    let line = |to: &str, kind| (to.to_owned(), kind);
    for (of, lines) in [
        (
            "board",
            vec![
                line("peg", SupportedByChairsOf),
                line("performance-group", SupportedByChairsOf),
            ],
        ),
        ("peg", vec![line("board", PartOf)]),
        (
            "performance-group",
            vec![line("board", AccountableTo), line("peg", ReportsTo)],
        ),
        ("forum", vec![line("board", Advises)]),
        ("shenstone", vec![line("board", AccountableTo)]),
        ("safer", vec![line("performance-group", ReportsTo)]),
        ("wychavon-lsp", vec![line("performance-group", ReportsTo)]),
    ] {
        assert_eq!(lines_of(&a, of), lines, "{of}");
    }
}

#[test]
fn the_performance_group_has_the_chairs_of_the_theme_groups() {
    let a = proposed();
    let chairs: Vec<String> = body(&a, "performance-group")
        .seat
        .iter()
        .filter_map(|seat| Some(seat.filled_from.as_ref()?.to_string()))
        .collect();
    assert_eq!(chairs, ["safer", "economy", "health", "wpeg", "children"]);
}

#[test]
fn the_think_tank_runs_for_one_more_year_without_executive_authority() {
    let group = body(&proposed(), "shenstone");
    assert_eq!(group.kind, BodyKind::ThinkTank);
    assert_eq!(group.ends, Some(jiff::civil::date(2011, 10, 5)));
    assert!(
        group
            .terms
            .unwrap()
            .role
            .unwrap()
            .contains("no executive authority")
    );
    assert!(group.vote.is_none());
}

#[test]
fn the_forum_meets_twice_a_year_and_who_chairs_it_is_open() {
    let a = proposed();
    let forum = body(&a, "forum");
    assert_eq!(forum.meets.unwrap().every, Cadence::SixMonthly);
    assert!(forum.seat.is_empty(), "open to all");
    assert_eq!(a.question.len(), 7);
    assert!(a.question.iter().all(|question| question.answer.is_none()));
    assert_eq!(a.principle.len(), 6);
}

// Requirement: ST1 at folkmoot check
#[test]
fn the_worked_examples_have_bodies_of_every_kind() {
    let files = [WORCESTERSHIRE, WORCESTERSHIRE_2010, WARWICK, MINIMAL];
    let mut kinds: Vec<String> = files
        .iter()
        .flat_map(|file| read(file).unwrap().body)
        .map(|body| serde_json::to_string(&body.kind).unwrap())
        .collect();
    kinds.sort();
    kinds.dedup();
    insta::assert_snapshot!(kinds.join("\n"));
}
