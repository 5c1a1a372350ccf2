//! The law of the house: what it knows after living through acts is what it knows after reading
//! them in the book, whatever the acts were.

use std::collections::BTreeSet;

use app::Reading;
use serde_json::{Value, json};
use testkit::{holder_of, person, substitute_for};

use crate::{
    bench::{Bench, Dice, Place, ask, read, tell, told},
    story::{self, BOARD},
};

/// How many runs of acts, and how many requests in each.
const RUNS: u64 = 30;
const REQUESTS: usize = 80;

#[test]
fn living_through_acts_and_reading_them_come_to_the_same() {
    let mut kinds = BTreeSet::new();
    for run in 0..RUNS {
        let bench = Bench::new(Place::sqlite());
        let house = bench.house();
        bench.at("2007-04-18T10:30");
        tell(
            &house,
            story::under_way(&["board.chair", "board.leader", "board.health"]),
        );
        if run % 2 == 1 {
            tell(&house, story::put(BOARD, "board.leader", "board.health"));
        }
        let mut dice = Dice::new(run);
        for _ in 0..REQUESTS {
            let reading = read(&house);
            let acts = story::all((0..=dice.below(4) / 3).map(|_| any_act(&mut dice, &reading)));
            let before = reading.head;
            match ask(&house, acts) {
                Ok(done) => assert_eq!(read(&house).head.line, *done.lines.end()),
                Err(_) => assert_eq!(read(&house).head, before, "a refusal changed the book"),
            }
        }
        kinds.extend(bench.lines().iter().map(|line| {
            let entry: Value = serde_json::from_str(&line.entry).unwrap();
            entry["kind"].as_str().unwrap().to_owned()
        }));
        let replayed = bench.house();
        assert!(
            told(&replayed) == told(&house),
            "run {run}: the book says something else"
        );
        assert!(
            bench.verdict().starts_with("VALID"),
            "run {run}: {}",
            bench.verdict()
        );
    }
    // Enough of it was sensible for this to mean something.
    for kind in [
        "arrival-recorded",
        "departure-recorded",
        "apologies-recorded",
        "substitute-named",
        "motion-moved",
        "motion-seconded",
        "put-to-vote",
        "vote-cast",
        "vote-closed",
        "dissent-recorded",
        "agreed-by-consensus",
        "action-noted",
        "item-added",
        "meeting-closed",
        "minutes-drafted",
        "minutes-approved",
        "minutes-published",
        "appointment-ended",
        "redacted",
    ] {
        assert!(
            kinds.contains(kind),
            "in no run was there a line that says “{kind}”"
        );
    }
}

/// Some act at the Board's meeting, as often as not one that makes no sense now.
fn any_act(dice: &mut Dice, reading: &Reading) -> Value {
    let seats = [
        "chair",
        "leader",
        "councillor-1",
        "health",
        "voluntary",
        "ambassador",
        "observer",
    ];
    let seat = format!("board.{}", dice.one_of(&seats));
    // One that was moved, the latest as often as not, or one that was not.
    let moved: Vec<_> = reading
        .record
        .decisions
        .of_meeting(&testkit::id(BOARD))
        .collect();
    let motion = match (dice.below(5), moved.last()) {
        (0..=2, Some(motion)) => motion.id.to_string(),
        (3, Some(_)) => moved[dice.below(moved.len() as u64) as usize]
            .id
            .to_string(),
        _ => format!("{BOARD}-2"),
    };
    let item = 2 + dice.below(2);
    match dice.below(30) {
        0..=3 => story::arrive(BOARD, &seat),
        4 => story::depart(BOARD, &seat),
        5 => json!({"act": "meetings.record-apologies", "meeting": BOARD, "seat": seat}),
        6..=7 => story::open(BOARD, &seat),
        8..=9 => {
            json!({"act": "decisions.move-motion", "meeting": BOARD, "item": item, "seat": seat, "text": "That it be so."})
        }
        10..=11 => json!({"act": "decisions.second-motion", "decision": motion, "seat": seat}),
        12 => {
            json!({"act": "decisions.put-to-vote", "decision": motion, "last_resort": "They could not agree."})
        }
        13..=15 => story::vote(&motion, &seat, dice.one_of(&["for", "against", "abstain"])),
        16 | 28 => story::count(&motion),
        17 => story::dissent(&motion, &seat, "Not in my name."),
        18 => {
            json!({"act": "decisions.agree-by-consensus", "meeting": BOARD, "item": item, "text": "To thank the wardens."})
        }
        19 => story::note(BOARD, "Print the plan."),
        20 => {
            json!({"act": "structure.name-substitute", "seat": seat, "person": substitute_for(&seat), "meeting": BOARD})
        }
        21 => {
            json!({"act": "meetings.record-arrival", "meeting": BOARD, "seat": seat, "person": substitute_for(&seat)})
        }
        22..=26 => match dice.below(6) {
            0 if dice.below(3) == 0 => story::close(BOARD),
            1 => story::draft(BOARD, "It was short."),
            2 => story::all([story::approve(BOARD), story::publish(BOARD)]),
            3 => json!({"act": "structure.end-appointment", "seat": seat, "on": "2007-08-31"}),
            4 => json!({"act": "meetings.add-item", "meeting": BOARD, "item": {"title": "Otters"}}),
            _ => {
                json!({"act": "structure.appoint", "seat": "executive.manager", "person": holder_of(&seat), "from": "2007-05-01"})
            }
        },
        _ => {
            json!({"act": "book.redact", "line": 1 + dice.below(reading.record.last), "ground": "A mistake.",
            "authorised_by": [person(900), person(901)]})
        }
    }
}
