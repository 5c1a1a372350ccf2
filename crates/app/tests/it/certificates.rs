//! Certificates: why a decision stands, in sentences that a stranger can check.

use app::views::{self, Audience, DecisionView};
use serde_json::{Value, json};
use testkit::id;

use crate::{
    bench::{Bench, Place, read, tell},
    golden,
    story::{self, BOARD, MOTION},
};

const EXECUTIVE: &str = testkit::EXECUTIVE;
const EXECUTIVE_MOTION: &str = "executive-2007-04-18-2";

fn decision(acts: Value, decision: &str) -> DecisionView {
    let bench = Bench::new(Place::sqlite());
    let house = bench.house();
    bench.at("2007-04-18T09:00");
    tell(&house, acts);
    let view = views::decision(&read(&house), &id(decision), Audience::SECRETARIAT).unwrap();
    let certificate = view.certificate.as_ref().expect("it is decided");
    assert!(
        certificate.recomputed,
        "worked out again, it is not what the book says"
    );
    view
}

/// A motion of the Board, put with these seats in the room and voted on so.
fn voted(there: &[&str], votes: &[(&str, &str)]) -> Value {
    let cast = votes
        .iter()
        .map(|(seat, vote)| story::vote(MOTION, &format!("board.{seat}"), vote));
    let there: Vec<String> = there.iter().map(|seat| format!("board.{seat}")).collect();
    let there: Vec<&str> = there.iter().map(String::as_str).collect();
    story::all([
        story::under_way(&there),
        story::put(BOARD, "board.leader", "board.health"),
        cast.collect(),
        story::count(MOTION),
    ])
}

/// A motion of the Executive on which two vote against each other, and how the chair breaks the tie.
fn tied(casting: Option<&str>) -> Value {
    story::all([
        story::adopt(),
        story::fill(),
        story::call("executive", "2007-04-18"),
        story::arrive(EXECUTIVE, "executive.chief"),
        story::arrive(EXECUTIVE, "executive.nurse"),
        story::open(EXECUTIVE, "executive.chief"),
        story::put(EXECUTIVE, "executive.chief", "executive.nurse"),
        story::vote(EXECUTIVE_MOTION, "executive.chief", "for"),
        story::vote(EXECUTIVE_MOTION, "executive.nurse", "against"),
        json!({"act": "decisions.close-vote", "decision": EXECUTIVE_MOTION, "casting": casting}),
    ])
}

/// A motion of the learning group, where all partners are the base and nobody need second.
fn of_the_learning_group() -> Value {
    let (meeting, motion) = (testkit::LEARNING, "learning-2007-04-18-2");
    let there = ["learning.school", "learning.college", "learning.clinic"];
    story::all([
        story::adopt(),
        story::fill(),
        story::call("learning", "2007-04-18"),
        there
            .iter()
            .map(|seat| story::arrive(meeting, seat))
            .collect(),
        story::open(meeting, "learning.school"),
        json!({"act": "decisions.move-motion", "meeting": meeting, "item": 2, "seat": "learning.school",
            "text": "That school begin at nine."}),
        json!({"act": "decisions.second-motion", "decision": motion, "seat": "learning.college"}),
        json!({"act": "decisions.put-to-vote", "decision": motion}),
        story::vote(motion, "learning.college", "for"),
        story::vote(motion, "learning.clinic", "abstain"),
        story::count(motion),
    ])
}

const ALL_FOUR: &[&str] = &["chair", "leader", "health", "voluntary", "ambassador"];

fn stories() -> Vec<(&'static str, Value, &'static str)> {
    let three_to_one = [
        ("leader", "for"),
        ("health", "for"),
        ("voluntary", "for"),
        ("ambassador", "against"),
    ];
    let with_councillors = [
        "chair",
        "leader",
        "councillor-1",
        "councillor-2",
        "health",
        "voluntary",
        "ambassador",
    ];
    let several = [
        ("leader", "against"),
        ("councillor-1", "for"),
        ("health", "for"),
        ("voluntary", "for"),
    ];
    let by_substitute = story::all([
        story::under_way(&["board.chair", "board.leader", "board.voluntary"]),
        story::substitute(BOARD, "board.health"),
        story::put(BOARD, "board.health", "board.leader"),
        story::vote(MOTION, "board.health", "for"),
        story::vote(MOTION, "board.leader", "for"),
        story::vote(MOTION, "board.voluntary", "for"),
        story::count(MOTION),
    ]);
    let substitute_left = story::all([
        story::under_way(&["board.chair", "board.leader", "board.voluntary"]),
        story::substitute(BOARD, "board.health"),
        story::put(BOARD, "board.health", "board.leader"),
        story::vote(MOTION, "board.health", "for"),
        story::depart(BOARD, "board.health"),
        story::vote(MOTION, "board.leader", "for"),
        story::vote(MOTION, "board.voluntary", "for"),
        story::count(MOTION),
    ]);
    let dissents = story::all([
        voted(ALL_FOUR, &three_to_one),
        story::dissent(MOTION, "board.ambassador", "The villages were not asked."),
        json!({"act": "decisions.record-dissent", "decision": MOTION, "seat": "board.chair"}),
    ]);
    vec![
        (
            "agreed by consensus",
            story::all([
                story::under_way(&[
                    "board.chair",
                    "board.leader",
                    "board.health",
                    "board.voluntary",
                ]),
                story::agree(BOARD, "To thank the wardens."),
            ]),
            "board-2007-04-18-3",
        ),
        (
            "agreed without a quorum, so for ratification",
            story::all([
                story::under_way(&["board.chair", "board.leader"]),
                story::agree(BOARD, "To thank the wardens."),
            ]),
            "board-2007-04-18-3",
        ),
        (
            "carried with exactly three quarters",
            voted(ALL_FOUR, &three_to_one),
            MOTION,
        ),
        (
            "a simple majority is not enough",
            voted(
                ALL_FOUR,
                &[
                    ("leader", "for"),
                    ("health", "for"),
                    ("voluntary", "against"),
                ],
            ),
            MOTION,
        ),
        (
            "a tie, and a further report",
            voted(
                ALL_FOUR,
                &[
                    ("leader", "for"),
                    ("health", "for"),
                    ("voluntary", "against"),
                    ("ambassador", "against"),
                ],
            ),
            MOTION,
        ),
        (
            "carried without a quorum, so for ratification",
            voted(
                &["chair", "leader", "health"],
                &[("leader", "for"), ("health", "for")],
            ),
            MOTION,
        ),
        (
            "three members of one partner, one vote",
            voted(&with_councillors, &several),
            MOTION,
        ),
        (
            "a substitute moves, counts and votes",
            by_substitute,
            MOTION,
        ),
        (
            "a substitute moves and votes, and leaves before the count",
            substitute_left,
            MOTION,
        ),
        ("dissents by name", dissents, MOTION),
        (
            "a seconder of the mover's own partner, where none is asked for",
            of_the_learning_group(),
            "learning-2007-04-18-2",
        ),
        ("a tie that the chair leaves", tied(None), EXECUTIVE_MOTION),
        (
            "a tie that the chair breaks for the motion",
            tied(Some("for")),
            EXECUTIVE_MOTION,
        ),
        (
            "a tie that the chair breaks against it",
            tied(Some("against")),
            EXECUTIVE_MOTION,
        ),
    ]
}

#[test]
fn every_certificate_says_why_it_stands() {
    let mut text = String::from("What certificates say. Written by the test of certificates.\n");
    for (story, acts, id) in stories() {
        let view = decision(acts, id);
        let certificate = view.certificate.unwrap();
        text.push_str(&format!("\n# {story}: {}\n", view.line.standing));
        for sentence in &certificate.sentences {
            let clause = sentence
                .clause
                .as_ref()
                .map_or(String::new(), |clause| format!(" [{clause}]"));
            text.push_str(&format!("{}: {}{clause}\n", sentence.about, sentence.text));
            // The list of all holders is the same everywhere.
            if sentence.about != "Seats" {
                for fact in &sentence.facts {
                    text.push_str(&format!("    {fact}\n"));
                }
            }
        }
        for ballot in &certificate.ballots {
            let by = ballot.by.as_ref().map_or("nobody", |person| &person.name);
            text.push_str(&format!(
                "    {}, cast by {by}, changed {} times\n",
                ballot.voter, ballot.changes
            ));
        }
    }
    golden::same_as("certificates.txt", &text);
}

#[test]
fn the_decision_as_the_api_gives_it() {
    let acts = story::all([
        voted(
            ALL_FOUR,
            &[
                ("leader", "for"),
                ("health", "for"),
                ("voluntary", "for"),
                ("ambassador", "against"),
            ],
        ),
        story::dissent(MOTION, "board.ambassador", "The villages were not asked."),
        story::note(BOARD, "Print the flood plan."),
        story::close(BOARD),
        story::draft(BOARD, "The chair welcomed everyone."),
        story::approve(BOARD),
        story::publish(BOARD),
    ]);
    let json = serde_json::to_string_pretty(&decision(acts, MOTION)).unwrap();
    golden::same_as("decision.json", &(json + "\n"));
}
