//! Letters: what each entry gives cause to write, to whom; once, whoever writes them; as people wish.

use std::{collections::BTreeMap, sync::Barrier};

use app::House;
use office::Letter;
use serde_json::{Value, json};
use testkit::{FILLED, holder_of, person};

use crate::{
    bench::{Bench, Place, THREE_RIVERS, tell},
    story::{self, BOARD},
};

const BASE: &str = "https://moot.example.org";

/// Someone of the secretariat.
const CLERK: u32 = 900;

fn address(seat: &str) -> String {
    format!("{}@example.org", seat.replace('.', "-"))
}

/// A house where everyone who holds a seat has an address, and letters are being written.
fn writing(place: Place, begun: Value) -> (Bench, std::sync::Arc<House>) {
    let bench = Bench::new(place);
    for seat in FILLED {
        let holder = holder_of(seat).to_string();
        bench
            .office
            .change_email(&holder, Some(&address(seat)))
            .unwrap();
    }
    let clerk = person(CLERK).to_string();
    bench
        .office
        .change_email(&clerk, Some("clerk@example.org"))
        .unwrap();
    bench
        .office
        .grant_role(THREE_RIVERS, &clerk, app::Role::Secretariat, 0)
        .unwrap();
    let house = bench.house();
    tell(&house, begun);
    house.write_letters(BASE).unwrap();
    assert_eq!(all(&bench), [], "what is past makes no letters");
    (bench, house)
}

/// Every letter that waits, taken out of the outbox.
fn all(bench: &Bench) -> Vec<Letter> {
    let mut letters = Vec::new();
    while let Some(claimed) = bench
        .office
        .claim_letter("test", 4_000_000_000, 60)
        .unwrap()
    {
        bench
            .office
            .letter_sent(&claimed.letter.key, 4_000_000_000)
            .unwrap();
        letters.push(claimed.letter);
    }
    letters
}

/// The letters that acts give cause to: kind and subject, and to how many they go.
fn after(bench: &Bench, house: &House, acts: Value) -> Vec<(String, String, usize)> {
    tell(house, acts);
    house.write_letters(BASE).unwrap();
    counted(all(bench))
}

fn counted(letters: Vec<Letter>) -> Vec<(String, String, usize)> {
    let mut found: BTreeMap<(String, String), usize> = BTreeMap::new();
    for letter in letters {
        assert!(letter.plain.contains("Dear Holder of") || letter.plain.contains("Dear Person"));
        assert!(letter.html.contains("<title>") && letter.plain.contains(BASE));
        *found.entry((letter.kind, letter.subject)).or_default() += 1;
    }
    let found = found.into_iter();
    found
        .map(|((kind, subject), number)| (kind, subject, number))
        .collect()
}

fn one(kind: &str, subject: &str, number: usize) -> Vec<(String, String, usize)> {
    vec![(kind.to_owned(), subject.to_owned(), number)]
}

fn of_board() -> usize {
    FILLED
        .iter()
        .filter(|seat| seat.starts_with("board."))
        .count()
}

// Requirement: ME3, RE7, PU7 at /{partnership}/office/letters
#[test]
fn what_each_act_gives_cause_to_write() {
    let (bench, house) = writing(Place::sqlite(), story::called());
    let all = of_board();
    let day = "Wednesday 18 April 2007";
    let tables = |hash: char| {
        json!({"act": "meetings.add-item", "meeting": BOARD,
            "item": {"title": format!("Bridge {hash}"), "purpose": "discussion"}, "late_reason": "The flood did not wait."})
    };
    let arrives = |seat| story::arrive(BOARD, seat);
    let there = ["board.chair", "board.leader", "board.health"];
    type Letters = Vec<(String, String, usize)>;
    let table: Vec<(&str, Value, Letters)> = vec![
        (
            "2007-04-02T09:00",
            json!({"act": "meetings.issue-agenda", "meeting": BOARD}),
            one("notice", &format!("Agenda: Three Rivers Board, {day}"), all),
        ),
        (
            "2007-04-12T09:00",
            story::all([tables('a'), tables('b')]),
            one(
                "papers",
                &format!("Supplement 1: Three Rivers Board, {day}"),
                all,
            ),
        ),
        // The same supplement, later on the same day, is not told of again.
        ("2007-04-12T17:00", tables('c'), Vec::new()),
        (
            "2007-04-13T09:00",
            tables('d'),
            one(
                "papers",
                &format!("Supplement 2: Three Rivers Board, {day}"),
                all,
            ),
        ),
        (
            "2007-04-13T10:00",
            json!({"act": "meetings.move", "meeting": BOARD, "date": "2007-04-19", "starts": "14:00",
                "place": "Guildhall", "why": "The river is up."}),
            one(
                "notice",
                "Moved: Three Rivers Board, Thursday 19 April 2007",
                all,
            ),
        ),
        (
            "2007-04-19T14:00",
            there.into_iter().map(arrives).collect(),
            Vec::new(),
        ),
        (
            "2007-04-19T14:00",
            story::all([
                story::open(BOARD, "board.chair"),
                story::note(BOARD, "Print the flood plan"),
            ]),
            Vec::new(),
        ),
        // Three speak for the council, which is to do it.
        (
            "2007-04-19T16:00",
            story::close(BOARD),
            one(
                "actions",
                "An action for you: Three Rivers Board, Thursday 19 April 2007",
                3,
            ),
        ),
        (
            "2007-04-20T09:00",
            story::all([
                story::draft(BOARD, "Talked about."),
                json!({"act": "meetings.circulate-minutes", "meeting": BOARD}),
            ]),
            one(
                "minutes",
                "Draft minutes: Three Rivers Board, Thursday 19 April 2007",
                all,
            ),
        ),
        (
            "2007-04-27T09:00",
            story::all([story::approve(BOARD), story::publish(BOARD)]),
            one(
                "minutes",
                "Minutes: Three Rivers Board, Thursday 19 April 2007",
                all,
            ),
        ),
        (
            "2007-05-02T09:00",
            json!({"act": "meetings.extend-action", "action": format!("{BOARD}-a1"), "due": "2007-06-30",
                "why": "The press broke."}),
            one("actions", "Put off to 30 June 2007: an action of yours", 3),
        ),
        // Those who were at the meeting are told, and nobody else.
        (
            "2007-05-03T09:00",
            json!({"act": "meetings.close-action", "action": format!("{BOARD}-a1"), "outcome": "done"}),
            one(
                "completed",
                "Done: an action of Three Rivers Board, Thursday 19 April 2007",
                3,
            ),
        ),
        (
            "2007-05-04T09:00",
            json!({"act": "correspondence.open", "body": "board", "title": "Bridge repairs",
                "text": "That the bridge is repaired.", "why": "The flood did not wait.",
                "deadline": "2007-05-14"}),
            one("votes", "Answer by 14 May 2007: Bridge repairs", 6),
        ),
        (
            "2007-05-05T09:00",
            story::call("executive", "2007-06-20"),
            Vec::new(),
        ),
        (
            "2007-05-06T09:00",
            json!({"act": "meetings.cancel", "meeting": "executive-2007-06-20", "why": "Nothing to decide."}),
            one(
                "notice",
                "Cancelled: Three Rivers Executive, Wednesday 20 June 2007",
                FILLED
                    .iter()
                    .filter(|seat| seat.starts_with("executive."))
                    .count(),
            ),
        ),
    ];
    for (when, acts, expected) in table {
        bench.at(when);
        let told = acts.to_string();
        assert_eq!(after(&bench, &house, acts), expected, "{when}: {told}");
    }
}

#[test]
fn a_letter_says_why_it_came_and_how_to_stop_it_where_that_may_be() {
    let (bench, house) = writing(Place::sqlite(), story::called());
    bench.at("2007-04-02T09:00");
    tell(
        &house,
        json!({"act": "meetings.issue-agenda", "meeting": BOARD}),
    );
    house.write_letters(BASE).unwrap();
    let notice = all(&bench);
    let mine = notice
        .iter()
        .find(|letter| letter.address == address("board.leader"));
    let mine = mine.unwrap();
    for words in [
        "2. Flood plan",
        "https://moot.example.org/three-rivers/meetings/board-2007-04-18",
        "You get this because of your seat on Three Rivers Board:",
        "https://moot.example.org/three-rivers/desk/letters",
    ] {
        assert!(
            mine.plain.contains(words),
            "{words} is not in\n{}",
            mine.plain
        );
    }
    assert_eq!(mine.headers, [], "notice cannot be stopped");
    bench.at("2007-04-12T09:00");
    tell(
        &house,
        json!({"act": "meetings.add-item", "meeting": BOARD,
            "item": {"title": "Bridge", "purpose": "discussion"}, "late_reason": "The flood did not wait."}),
    );
    house.write_letters(BASE).unwrap();
    let papers = all(&bench);
    let stops: Vec<&str> = papers
        .iter()
        .map(|letter| letter.headers[0].1.as_str())
        .collect();
    assert!(stops[0].starts_with("<https://moot.example.org/letters/stop/"));
    assert_ne!(stops[0], stops[1], "each has a secret of its own");
    assert_eq!(papers[0].headers[1].1, "List-Unsubscribe=One-Click");
    let secret = stops[0]
        .trim_matches(['<', '>'])
        .rsplit('/')
        .next()
        .unwrap();
    let of = house.letters_stopped_by(secret).unwrap().unwrap();
    assert_eq!(of.title, Some("Papers"));
    house.stop_letters(&of).unwrap();
    bench.at("2007-04-13T09:00");
    tell(
        &house,
        json!({"act": "meetings.add-item", "meeting": BOARD,
            "item": {"title": "Another bridge", "purpose": "discussion"}, "late_reason": "The flood did not wait."}),
    );
    house.write_letters(BASE).unwrap();
    assert_eq!(all(&bench).len(), papers.len() - 1);
    assert!(house.letters_stopped_by("another").unwrap().is_none());
}

#[test]
fn several_houses_and_a_restart_write_each_letter_once() {
    for place in Place::both() {
        let (bench, house) = writing(place, story::called());
        let others: Vec<_> = (0..3).map(|_| bench.house()).collect();
        bench.at("2007-04-02T09:00");
        tell(
            &house,
            json!({"act": "meetings.issue-agenda", "meeting": BOARD}),
        );
        let start = Barrier::new(4);
        std::thread::scope(|scope| {
            for house in others.iter().chain([&house]) {
                let start = &start;
                scope.spawn(move || {
                    start.wait();
                    house.write_letters(BASE).unwrap();
                });
            }
        });
        bench.house().write_letters(BASE).unwrap();
        assert_eq!(all(&bench).len(), of_board());
    }
}

#[test]
fn reminders_fall_on_their_days_and_once() {
    let noted = story::all([
        story::under_way(&["board.chair", "board.leader"]),
        story::note(BOARD, "Print the flood plan"),
        story::close(BOARD),
    ]);
    let (bench, house) = writing(Place::sqlite(), noted);
    let mut told = Vec::new();
    // Every day from the meeting to well after the action is due, at nine; and once more at ten.
    let days = jiff::civil::date(2007, 4, 19).series(jiff::ToSpan::day(1));
    for day in days.take(70) {
        for hour in ["06:59", "09:00", "10:00"] {
            bench.at(&format!("{day}T{hour}"));
            house.write_reminders(BASE).unwrap();
            let letters = counted(all(&bench)).into_iter();
            told.extend(letters.map(|(kind, subject, number)| {
                (
                    day.strftime("%m-%d").to_string(),
                    hour,
                    kind,
                    subject,
                    number,
                )
            }));
        }
    }
    let on = |day: &str, subject: &str| {
        let (kind, subject) = (
            "reminders".to_owned(),
            format!("Reminder: 1 action {subject}"),
        );
        (day.to_owned(), "09:00", kind, subject, 3)
    };
    assert_eq!(
        told,
        [
            on("05-24", "due soon"),
            on("05-30", "due soon"),
            on("06-01", "overdue"),
            on("06-15", "overdue"),
        ]
    );
}

#[test]
fn who_has_not_answered_is_reminded_and_who_owes_papers() {
    let (bench, house) = writing(Place::sqlite(), story::called());
    bench.at("2007-04-02T09:00");
    let asked = json!({"act": "correspondence.open", "body": "board", "title": "Bridge repairs",
        "text": "That the bridge is repaired.", "why": "The flood did not wait.", "deadline": "2007-04-14"});
    assert_eq!(after(&bench, &house, asked).len(), 1);
    let answered = json!({"act": "correspondence.answer", "correspondence": "board-by-correspondence-1",
        "seat": "board.leader", "answer": "agree"});
    assert_eq!(after(&bench, &house, answered), []);
    let mut told = Vec::new();
    let days = jiff::civil::date(2007, 4, 3).series(jiff::ToSpan::day(1));
    for day in days.take(14) {
        bench.at(&format!("{day}T09:00"));
        house.write_reminders(BASE).unwrap();
        let letters = counted(all(&bench)).into_iter();
        told.extend(letters.map(|(kind, subject, number)| {
            (day.strftime("%m-%d").to_string(), kind, subject, number)
        }));
    }
    let closing = "Still to be answered by 14 April 2007: Bridge repairs";
    let papers = "Papers are due by 10 April 2007: Three Rivers Board, 18 April 2007";
    let expect = |day: &str, kind: &str, subject: &str, number| {
        (day.to_owned(), kind.to_owned(), subject.to_owned(), number)
    };
    assert_eq!(
        told,
        [
            expect("04-07", "papers", papers, of_board() + 1),
            // The council has answered, by one of its three.
            expect("04-12", "reminders", closing, 3),
            expect("04-14", "reminders", closing, 3),
        ]
    );
}

#[test]
fn what_somebody_wishes_to_have_together_comes_together() {
    let (bench, house) = writing(Place::sqlite(), story::called());
    let leader = holder_of("board.leader");
    for (kind, wish, noted) in [
        ("papers", "daily", true),
        ("minutes", "weekly", true),
        ("completed", "never", true),
        ("notice", "never", false),
        ("papers", "hourly", false),
        ("gossip", "daily", false),
    ] {
        let done = house
            .wish_letters(THREE_RIVERS, leader, kind, wish)
            .unwrap();
        assert_eq!(done, noted, "{kind} {wish}");
    }
    bench.at("2007-04-02T09:00");
    let issued = json!({"act": "meetings.issue-agenda", "meeting": BOARD});
    assert_eq!(
        after(&bench, &house, issued)[0].2,
        of_board(),
        "notice comes to all"
    );
    for (when, title) in [
        ("2007-04-12T09:00", "Bridge"),
        ("2007-04-12T23:00", "Ferry"),
    ] {
        bench.at(when);
        let added = json!({"act": "meetings.add-item", "meeting": BOARD,
            "item": {"title": title, "purpose": "discussion"}, "late_reason": "The flood did not wait."});
        tell(&house, added);
    }
    house.write_letters(BASE).unwrap();
    assert!(
        all(&bench)
            .iter()
            .all(|letter| letter.address != address("board.leader"))
    );
    for (when, number) in [
        ("2007-04-13T06:59", 0),
        ("2007-04-13T07:00", 1),
        ("2007-04-13T08:00", 0),
    ] {
        bench.at(when);
        house.write_digests(BASE).unwrap();
        let letters = all(&bench);
        assert_eq!(letters.len(), number, "{when}");
        for letter in letters {
            assert_eq!(
                letter.subject,
                "1 piece of news since the last letter, to 13 April 2007"
            );
            assert!(
                letter.plain.contains("Supplement 1: Three Rivers Board"),
                "{}",
                letter.plain
            );
            assert_eq!(letter.headers.len(), 2);
        }
    }
}

#[test]
fn a_partnership_that_has_none_written_is_silent_and_stays_so_about_that_time() {
    let (bench, house) = writing(Place::sqlite(), story::called());
    bench.at("2007-04-02T09:00");
    house.have_letters_written(THREE_RIVERS, false).unwrap();
    let issued = json!({"act": "meetings.issue-agenda", "meeting": BOARD});
    assert_eq!(after(&bench, &house, issued), []);
    house.have_letters_written(THREE_RIVERS, true).unwrap();
    house.write_letters(BASE).unwrap();
    assert_eq!(all(&bench), []);
    let cancelled = json!({"act": "meetings.cancel", "meeting": BOARD, "why": "The river is up."});
    assert_eq!(after(&bench, &house, cancelled).len(), 1);
}
