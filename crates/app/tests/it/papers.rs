//! Who may read a paper, and know what is said under an item: every class by every kind of person, with
//! and without an interest.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use app::views::{self, Audience, may_read};
use record::id::{ItemNo, PersonId};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use testkit::{ARRANGEMENTS, holder_of, id, person, substitute_for};

use crate::{
    bench::{Bench, Place, THREE_RIVERS, enter, read, tell},
    story::{self, BOARD},
};

/// The learning group is an associate of the Board's: its members see what is for the Board's members.
/// An adviser may read all that the Board has, and an observer what everyone may.
fn arrangements() -> String {
    let associate =
        "[[body.line]]\nto = \"board\"\nkind = \"liaises-with\"\npapers = \"members\"\n";
    let learning = ARRANGEMENTS
        .find("id = \"learning\"")
        .and_then(|at| Some(at + ARRANGEMENTS[at..].find("[[body.line]]")?));
    let (before, after) = ARRANGEMENTS.split_at(learning.expect("a line of the learning group"));
    let text = format!("{before}{associate}\n{after}");
    let adviser = "id = \"adviser\"";
    assert_eq!(text.matches(adviser).count(), 1);
    text.replace(adviser, &format!("{adviser}\npapers = \"all\""))
}

const PAPERS: [&str; 5] = ["public", "members", "exempt", "confidential", "draft"];

fn hash(nth: usize) -> String {
    let digest = Sha256::digest(format!("Paper {nth}"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn keep(bench: &Bench, nth: usize) {
    let content = format!("Paper {nth}");
    let kept = bench
        .office
        .keep_file(&hash(nth), "text/plain", "a.txt", content.as_bytes(), 0);
    kept.unwrap();
}

fn class(is: &str) -> Value {
    match is {
        "exempt" => {
            json!({"is": is, "paragraphs": ["3"], "reason": "Bids.", "officer": person(900), "review": "2008-01-01"})
        }
        "confidential" => json!({"is": is, "reason": "A department gave it."}),
        _ => json!({"is": is}),
    }
}

/// A meeting of the Board to come, with a paper of each class under item 2; item 3 is exempt, and has a
/// paper that would be everyone's.
fn laid() -> Bench {
    let bench = Bench::new(Place::sqlite());
    enter(
        &*bench.office,
        person(802),
        "Substitute for another meeting",
    );
    let secretary = person(809);
    enter(&*bench.office, secretary, "Secretary");
    let office = &bench.office;
    let granted = office.grant_role(
        THREE_RIVERS,
        &secretary.to_string(),
        app::Role::Secretariat,
        0,
    );
    granted.unwrap();
    let house = bench.house();
    let adopt = json!({"act": "structure.adopt-arrangements", "text": arrangements(), "from": "2007-01-01"});
    let substitute = |person: PersonId, meeting: &str| json!({"act": "structure.name-substitute", "seat": "board.leader", "person": person, "meeting": meeting});
    tell(
        &house,
        story::all([
            adopt,
            story::fill(),
            story::call("board", "2007-04-18"),
            story::call("board", "2007-06-20"),
            substitute(substitute_for("board.leader"), BOARD),
            substitute(person(802), "board-2007-06-20"),
        ]),
    );
    let table = |item: u16, nth: usize, is: &str| {
        keep(&bench, nth);
        json!({"act": "meetings.table-paper", "meeting": BOARD, "item": item,
            "paper": {"title": is, "hash": hash(nth)}, "class": class(is)})
    };
    for (nth, is) in PAPERS.iter().enumerate() {
        tell(&house, table(2, nth, is));
    }
    tell(&house, table(3, 9, "public"));
    tell(
        &house,
        json!({"act": "meetings.classify-item", "meeting": BOARD, "item": 3, "class": class("exempt")}),
    );
    bench
}

/// Which of these someone may read: p, m, e, c, d as the papers; P a paper under a private item; I what
/// is said under it.
fn reads(bench: &Bench, who: Option<PersonId>) -> String {
    let reading = read(&bench.house());
    let audience = Audience::of(&reading, who);
    let meeting = id(BOARD);
    let paper = |item: u16, nth: usize| {
        let hash = hash(nth).parse().unwrap();
        may_read(&reading, audience, &meeting, ItemNo(item), Some(&hash))
    };
    let mut told: String = PAPERS
        .iter()
        .enumerate()
        .filter(|(nth, _)| paper(2, *nth))
        .map(|(_, is)| &is[..1])
        .collect();
    told.push_str(if paper(3, 9) { "P" } else { "" });
    let matter = may_read(&reading, audience, &meeting, ItemNo(3), None);
    told.push_str(if matter { "I" } else { "" });
    told
}

fn kinds() -> Vec<(&'static str, Option<PersonId>)> {
    let holder = |seat: &str| Some(holder_of(seat));
    vec![
        ("the public", None),
        ("somebody unknown", Some(person(999))),
        ("a member", holder("board.leader")),
        (
            "another of the member's organisation",
            holder("board.councillor-1"),
        ),
        ("a member of another organisation", holder("board.health")),
        (
            "the substitute for this meeting",
            Some(substitute_for("board.leader")),
        ),
        ("a substitute for another meeting", Some(person(802))),
        ("an observer", holder("board.observer")),
        ("an adviser who is entitled", holder("board.adviser")),
        ("a member of an associate group", holder("learning.tutor")),
        ("a member of another body", holder("forum.citizen-1")),
        ("the secretariat", Some(person(809))),
    ]
}

#[track_caller]
fn expect(bench: &Bench, table: &[&str]) {
    let kinds = kinds();
    assert_eq!(kinds.len(), table.len());
    for ((kind, who), expected) in kinds.into_iter().zip(table) {
        assert_eq!(reads(bench, who), *expected, "{kind}");
    }
}

// Requirement: PU2, PU3 at /{partnership}/papers/{hash}
#[test]
fn each_class_is_read_by_those_who_are_entitled_and_nobody_else() {
    let bench = laid();
    let all = "pmecPI";
    expect(
        &bench,
        &[
            "p", "p", all, all, all, all, "p", "p", all, "pm", "p", "pmecdPI",
        ],
    );
}

// Requirement: PU2 at /{partnership}/meetings/{meeting}/seat
#[test]
fn a_declared_interest_removes_what_is_withheld_at_once() {
    let bench = laid();
    let declare = |item: u16, whole: bool| {
        json!({"act": "meetings.declare-interest", "meeting": BOARD, "seat": "board.leader", "item": item,
            "nature": "The council bids.", "for_organisation": whole})
    };
    let all = "pmecPI";
    let secretariat = "pmecdPI";
    tell(&bench.house(), declare(2, false));
    expect(
        &bench,
        &[
            "p",
            "p",
            "pPI",
            all,
            all,
            all,
            "p",
            "p",
            all,
            "pm",
            "p",
            secretariat,
        ],
    );
    tell(&bench.house(), declare(3, true));
    // The leader's council has a councillor on the Board, and the leader's substitute speaks for it, too.
    expect(
        &bench,
        &[
            "p",
            "p",
            "p",
            "pmec",
            all,
            "pmec",
            "p",
            "p",
            all,
            "pm",
            "p",
            secretariat,
        ],
    );
}

#[test]
fn whoever_leaves_the_body_reads_no_more() {
    let bench = laid();
    let leave =
        json!({"act": "structure.end-appointment", "seat": "board.leader", "on": "2007-04-17"});
    tell(&bench.house(), leave);
    assert_eq!(reads(&bench, Some(holder_of("board.leader"))), "p");
    // What they read before the meeting, a new member reads after it.
    bench.at("2007-05-02T09:00");
    let appoint = json!({"act": "structure.appoint", "seat": "board.leader", "person": person(802), "from": "2007-05-01"});
    tell(&bench.house(), appoint);
    assert_eq!(reads(&bench, Some(person(802))), "pmecPI");
    assert_eq!(reads(&bench, Some(substitute_for("board.leader"))), "p");
}

#[test]
fn what_was_withdrawn_only_the_secretariat_reads_and_what_was_released_everyone() {
    let bench = laid();
    let of = |act: &str, nth: usize| json!({"act": act, "meeting": BOARD, "item": 2, "paper": hash(nth), "why": "So."});
    tell(&bench.house(), of("meetings.withdraw-paper", 0));
    tell(&bench.house(), of("meetings.release", 2));
    assert_eq!(reads(&bench, None), "e");
    assert_eq!(reads(&bench, Some(holder_of("board.leader"))), "mecPI");
    assert_eq!(reads(&bench, Some(person(809))), "pmecdPI");
    let reading = read(&bench.house());
    let fetch = |audience| views::fetch(&reading, audience, &hash(0).parse().unwrap()).is_some();
    assert!(!fetch(Audience::PUBLIC) && fetch(Audience::SECRETARIAT));
}

#[test]
fn the_agenda_says_what_is_withheld_and_why_and_nothing_else() {
    let bench = laid();
    let reading = read(&bench.house());
    let shown = |audience| {
        let meeting = views::meeting(&reading, &id(BOARD), audience).unwrap();
        let papers = meeting.agenda[1].papers.iter();
        let papers: Vec<_> = papers
            .map(|it| (it.class.is.word(), it.hash.is_some()))
            .collect();
        let item = &meeting.agenda[2];
        (papers, item.withheld, item.class.reason.clone())
    };
    let (papers, withheld, reason) = shown(Audience::PUBLIC);
    assert_eq!(
        papers,
        [
            ("public", true),
            ("members", false),
            ("exempt", false),
            ("confidential", false)
        ]
    );
    assert!(withheld);
    assert_eq!(reason.as_deref(), Some("Bids."));
    let (papers, withheld, _) = shown(Audience::SECRETARIAT);
    assert_eq!(papers.len(), 5);
    assert!(papers.iter().all(|(_, reads)| *reads) && !withheld);
}

// Requirement: ME14 at /{partnership}/meetings/{meeting}
#[test]
fn pages_of_the_pack_stay_as_they_were_given() {
    let bench = Bench::new(Place::sqlite());
    let house = bench.house();
    tell(&house, story::called());
    let table = |item: u16, nth: usize, pages: u16, replaces: Option<usize>| {
        keep(&bench, nth);
        json!({"act": "meetings.table-paper", "meeting": BOARD, "item": item,
            "paper": {"title": format!("Paper {nth}"), "hash": hash(nth), "pages": pages},
            "replaces": replaces.map(hash), "late_reason": "The miller was ill."})
    };
    let pages = || {
        let reading = read(&house);
        let meeting = views::meeting(&reading, &id(BOARD), Audience::PUBLIC).unwrap();
        let parts = meeting.notice.pack.iter();
        let papers = parts.flat_map(|part| {
            let papers = part.papers.iter();
            papers.map(|it| {
                let (first, last) = it.pages.clone().unwrap_or_default();
                format!("{} {} {first}-{last}", it.no, it.title)
            })
        });
        papers.collect::<Vec<_>>()
    };
    tell(&house, table(2, 1, 4, None));
    tell(&house, table(3, 2, 8, None));
    assert_eq!(pages(), ["1 Paper 1 1-4", "2 Paper 2 5-12"]);
    // Before the agenda is issued a version has pages of its own.
    tell(&house, table(2, 3, 6, Some(1)));
    assert_eq!(pages(), ["1 Paper 3 1-6", "2 Paper 2 7-14"]);
    tell(
        &house,
        json!({"act": "meetings.issue-agenda", "meeting": BOARD}),
    );
    tell(&house, table(3, 4, 10, Some(2)));
    tell(&house, table(2, 5, 3, None));
    let issued = ["1 Paper 3 1-6", "2 Paper 4 7-14b", "3 Paper 5 15-17"];
    assert_eq!(pages(), issued);
    tell(&house, table(2, 6, 2, Some(3)));
    assert_eq!(
        pages(),
        ["1 Paper 6 1-2", "2 Paper 4 7-14b", "3 Paper 5 15-17"]
    );
    // A version that is withdrawn gives its place back to the one before it.
    let gone = json!({"act": "meetings.withdraw-paper", "meeting": BOARD, "item": 2, "paper": hash(6), "why": "So."});
    tell(&house, gone);
    assert_eq!(pages(), issued);
}
