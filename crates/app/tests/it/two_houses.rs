//! Two processes on one database: they take turns, and neither forks, loses or doubles anything.

use std::{collections::BTreeMap, sync::Barrier};

use app::Recorded;
use record::Entry;

use crate::{
    bench::{Bench, Place, THREE_RIVERS, ask, read, tell, told},
    story::{self, BOARD},
};

/// How many threads write in each house, and how often.
const HANDS: usize = 3;
const ACTS: usize = 25;

#[test]
fn two_houses_that_contend_keep_one_book() {
    for place in Place::both() {
        let bench = Bench::new(place);
        let houses = [bench.house(), bench.house()];
        tell(
            &houses[0],
            story::under_way(&["board.chair", "board.leader"]),
        );
        let before = read(&houses[0]).record.last;
        let start = Barrier::new(houses.len() * HANDS);
        let acknowledged: BTreeMap<String, Recorded> = std::thread::scope(|scope| {
            let mut hands = Vec::new();
            for (nth, house) in houses.iter().enumerate() {
                for hand in 0..HANDS {
                    let start = &start;
                    hands.push(scope.spawn(move || {
                        start.wait();
                        let act = |act: usize| {
                            let what = format!("house {nth}, hand {hand}, act {act}");
                            let done = ask(house, story::note(BOARD, &what)).unwrap();
                            // What was acknowledged is read at once, wherever it was written.
                            assert!(read(house).record.last >= *done.lines.end());
                            (what, done)
                        };
                        (0..ACTS).map(act).collect::<Vec<_>>()
                    }));
                }
            }
            hands
                .into_iter()
                .flat_map(|hand| hand.join().unwrap())
                .collect()
        });
        let all = houses.len() * HANDS * ACTS;
        assert_eq!(acknowledged.len(), all);
        let lines = bench.lines();
        assert_eq!(lines.len() as u64, before + all as u64);
        for (what, done) in &acknowledged {
            let line = &lines[*done.lines.start() as usize - 1];
            let texts: Vec<_> = line.words.iter().collect();
            assert!(
                matches!(&texts[..], [journal::Words::Held { text, .. }] if text == what),
                "line {} is not “{what}”",
                line.number
            );
        }
        assert!(
            bench.verdict().starts_with("VALID: "),
            "{}",
            bench.verdict()
        );
        let digests = [&houses[0], &houses[1], &bench.house()].map(|house| told(house));
        assert!(digests[0] == digests[1] && digests[1] == digests[2]);
    }
}

#[test]
fn a_house_reads_what_another_process_wrote_before_it_answers() {
    for place in Place::both() {
        let bench = Bench::new(place);
        // This one was open before the book was begun.
        let (late, house) = (bench.house(), bench.house());
        assert!(late.read(THREE_RIVERS).is_err());
        tell(&house, story::called());
        assert_eq!(told(&late), told(&house));
        // What it decides, it decides on what was written elsewhere.
        tell(&house, story::arrive(BOARD, "board.chair"));
        let denied = ask(&late, story::arrive(BOARD, "board.chair")).unwrap_err();
        assert_eq!(denied.code(), "meetings/in-the-room");
        tell(&late, story::open(BOARD, "board.chair"));
        assert_eq!(
            ask(&house, story::open(BOARD, "board.chair"))
                .unwrap_err()
                .code(),
            "meetings/already-open"
        );
        assert_eq!(told(&late), told(&house));
    }
}

#[test]
fn the_numbers_of_lines_and_actions_have_no_gap_and_no_double() {
    for place in Place::both() {
        let bench = Bench::new(place);
        let houses = [bench.house(), bench.house()];
        tell(
            &houses[0],
            story::under_way(&["board.chair", "board.leader"]),
        );
        std::thread::scope(|scope| {
            for house in &houses {
                scope.spawn(move || {
                    for nth in 0..20 {
                        tell(
                            house,
                            story::all([
                                story::note(BOARD, &format!("First of pair {nth}")),
                                story::note(BOARD, &format!("Second of pair {nth}")),
                            ]),
                        );
                    }
                });
            }
        });
        let mut actions = Vec::new();
        for line in bench.lines() {
            if let Entry::Meetings(record::meetings::Entry::ActionNoted { action, .. }) =
                Entry::read(&line.entry).unwrap()
            {
                actions.push(action.to_string());
            }
        }
        let expected: Vec<_> = (1..=80).map(|nth| format!("{BOARD}-a{nth}")).collect();
        assert_eq!(actions, expected);
    }
}
