//! The clerk: what is right is on disk before it is answered, what is refused leaves no trace.

use app::{Caller, Denied, Kind, read_acts, views};
use record::meetings::Stage;
use serde_json::{Value, json};
use testkit::{holder_of, id, person};

use crate::{
    bench::{Bench, OPERATOR, Place, THREE_RIVERS, ask, read, request, tell, told},
    story::{self, BOARD, MOTION},
};

#[test]
fn one_meeting_from_call_to_published_minutes() {
    for place in Place::both() {
        let bench = Bench::new(place);
        let house = bench.house();
        let paper = b"The flood plan, in full.";
        let hash = sha256(paper);
        tell(&house, story::called());
        bench
            .office
            .keep_file(&hash, "text/plain", "plan.txt", paper, 0)
            .unwrap();
        tell(
            &house,
            json!({"act": "meetings.table-paper", "meeting": BOARD, "item": 2,
                "paper": {"title": "Flood plan", "hash": hash, "held_by": "council"}}),
        );
        bench.at("2007-04-18T10:25");
        for seat in [
            "board.chair",
            "board.leader",
            "board.voluntary",
            "board.ambassador",
        ] {
            tell(&house, story::arrive(BOARD, seat));
        }
        tell(&house, story::substitute(BOARD, "board.health"));
        bench.at("2007-04-18T10:31");
        tell(&house, story::open(BOARD, "board.chair"));
        tell(&house, story::agree(BOARD, "To thank the wardens."));
        for act in story::put(BOARD, "board.leader", "board.health")
            .as_array()
            .unwrap()
        {
            tell(&house, act.clone());
        }
        let votes = [
            ("leader", "for"),
            ("health", "for"),
            ("voluntary", "against"),
            ("ambassador", "for"),
        ];
        for (seat, vote) in votes {
            tell(&house, story::vote(MOTION, &format!("board.{seat}"), vote));
        }
        tell(&house, story::count(MOTION));
        tell(
            &house,
            story::dissent(MOTION, "board.voluntary", "The villages were not asked."),
        );
        tell(&house, story::note(BOARD, "Print the flood plan."));
        bench.at("2007-04-18T12:10");
        tell(&house, story::close(BOARD));
        tell(&house, story::draft(BOARD, "The chair welcomed everyone."));
        tell(&house, story::approve(BOARD));
        tell(&house, story::publish(BOARD));

        let reading = read(&house);
        let meeting = views::meeting(&reading, &id(BOARD), views::Audience::PUBLIC).unwrap();
        assert_eq!(meeting.opened.unwrap().to_string(), "10:31:00");
        assert_eq!(meeting.closed.unwrap().to_string(), "12:10:00");
        assert_eq!(
            meeting.agenda[0].said.as_deref(),
            Some("The chair welcomed everyone.")
        );
        assert_eq!(meeting.agenda[1].papers[0].hash.as_deref(), Some(&*hash));
        assert_eq!(meeting.agenda[1].actions[0].what, "Print the flood plan.");
        assert_eq!(meeting.agenda[1].decisions[0].standing, "Carried");
        assert_eq!(
            meeting.agenda[2].decisions[0].standing,
            "Agreed by consensus"
        );
        let present = meeting.attendance.unwrap().present;
        assert_eq!(present.len(), 5);
        let health = present
            .iter()
            .find(|there| there.seat.as_str() == "board.health")
            .unwrap();
        assert_eq!(
            health.person.as_ref().unwrap().name,
            "Substitute for board.health"
        );
        assert!(health.substitute);
        assert!(
            bench.verdict().starts_with("VALID: "),
            "{}",
            bench.verdict()
        );
        // The same is there after a restart.
        assert_eq!(told(&bench.house()), told(&house));
    }
}

#[test]
fn an_act_is_there_for_readers_once_it_is_acknowledged() {
    for place in Place::both() {
        let bench = Bench::new(place);
        let (house, other) = (bench.house(), bench.house());
        tell(
            &house,
            story::under_way(&["board.chair", "board.leader", "board.health"]),
        );
        for round in 0..10 {
            let lines = tell(&house, story::note(BOARD, &format!("Task {round}")));
            for reader in [&house, &other] {
                let reading = read(reader);
                assert_eq!(reading.head.line, *lines.end());
                assert_eq!(reading.record.last, *lines.end());
                let actions = views::actions(&reading, views::Audience::SECRETARIAT, |_| true)
                    .collect::<Vec<_>>();
                assert!(
                    actions
                        .iter()
                        .any(|action| action.what == format!("Task {round}"))
                );
            }
            assert_eq!(bench.lines().len() as u64, *lines.end());
        }
    }
}

#[test]
fn a_list_is_done_whole_or_not_at_all() {
    for place in Place::both() {
        let bench = Bench::new(place);
        let house = bench.house();
        tell(&house, story::called());
        let (before, last) = (told(&house), read(&house).record.last);
        let (chair, leader) = (
            story::arrive(BOARD, "board.chair"),
            story::arrive(BOARD, "board.leader"),
        );
        let denied = ask(
            &house,
            story::all([chair.clone(), leader.clone(), chair.clone()]),
        )
        .unwrap_err();
        assert!(
            matches!(&denied, Denied::Refused { act: 2, .. }),
            "{denied:?}"
        );
        assert_eq!(
            (denied.code(), denied.kind()),
            ("meetings/in-the-room", Kind::Refused)
        );
        assert_eq!(told(&house), before);
        assert_eq!(bench.lines().len() as u64, last);
        assert_eq!(
            tell(&house, story::all([chair, leader])),
            last + 1..=last + 2
        );
    }
}

/// An act that is denied, and how.
struct Case(&'static str, Caller, Value, Kind, &'static str);

#[test]
fn what_is_denied_changes_nothing() {
    let member = Caller::Person(holder_of("board.leader"));
    let unknown = person(12_345);
    let paper = "c".repeat(64);
    let cases = [
        Case(
            "a member does the secretariat's work",
            member,
            story::open(BOARD, "board.chair"),
            Kind::Forbidden,
            "not-permitted",
        ),
        Case(
            "a member speaks for another",
            member,
            story::vote(MOTION, "board.health", "for"),
            Kind::Forbidden,
            "not-permitted",
        ),
        Case(
            "the rules refuse it",
            OPERATOR,
            story::close(BOARD),
            Kind::Refused,
            "meetings/not-opened",
        ),
        Case(
            "nobody has that number",
            OPERATOR,
            json!({"act": "structure.appoint", "seat": "executive.manager", "person": unknown, "from": "2007-01-01"}),
            Kind::Refused,
            "nobody-known",
        ),
        Case(
            "nobody uploaded that paper",
            OPERATOR,
            json!({"act": "meetings.table-paper", "meeting": BOARD, "item": 2, "paper": {"title": "Plan", "hash": paper}}),
            Kind::Refused,
            "no-such-paper",
        ),
        Case(
            "there is no such line",
            OPERATOR,
            story::redact(1_000_000, 0),
            Kind::Refused,
            "book/no-such-line",
        ),
        Case(
            "the line has no such text",
            OPERATOR,
            story::redact(1, 0),
            Kind::Refused,
            "book/no-such-text",
        ),
        Case(
            "words are taken out among other acts",
            OPERATOR,
            story::all([story::arrive(BOARD, "board.chair"), story::redact(1, 0)]),
            Kind::Malformed,
            "malformed",
        ),
    ];
    for place in Place::both() {
        let bench = Bench::new(place);
        let house = bench.house();
        tell(&house, story::called());
        let (before, lines) = (told(&house), bench.lines());
        for Case(why, caller, acts, kind, code) in &cases {
            let denied = house.act(request(*caller, acts.clone())).expect_err(why);
            assert_eq!(
                (denied.kind(), denied.code()),
                (*kind, *code),
                "{why}: {denied}"
            );
            assert!(
                !denied.to_string().is_empty() && !denied.help().is_empty(),
                "{why}"
            );
            assert_eq!(told(&house), before, "{why}");
            assert_eq!(bench.lines(), lines, "{why}");
        }
    }
}

#[test]
fn what_is_not_an_act_is_said_to_be_malformed() {
    let too_many: Value = (0..1_001).map(|_| story::close(BOARD)).collect();
    let table = [
        (json!([]), "acts"),
        (too_many, "acts"),
        (json!("meetings.open"), "act"),
        (json!({"meeting": BOARD}), "act"),
        (json!({"act": 7}), "act"),
        (json!({"act": "meetings.abolish"}), "act"),
        (json!({"act": "meetings.close"}), "meeting"),
        (
            json!({"act": "meetings.close", "meeting": "Board!"}),
            "meeting",
        ),
        (
            json!({"act": "meetings.close", "meeting": BOARD, "at": "25:00"}),
            "at",
        ),
        (
            json!([story::close(BOARD), {"act": "meetings.close", "meeting": BOARD, "mood": 1}]),
            "mood",
        ),
    ];
    for (json, field) in table {
        let shown: String = json.to_string().chars().take(90).collect();
        let denied = read_acts(json)
            .err()
            .unwrap_or_else(|| panic!("{shown} was read"));
        assert_eq!(denied.field(), Some(field), "{shown}: {denied}");
        assert_eq!(denied.kind(), Kind::Malformed);
    }
}

#[test]
fn a_form_filled_in_while_someone_else_changed_the_meeting_is_stale() {
    for place in Place::both() {
        let bench = Bench::new(place);
        let (house, other) = (bench.house(), bench.house());
        tell(&house, story::called());
        let seen = read(&house).record.last;
        tell(&other, story::arrive(BOARD, "board.chair"));
        let before = told(&house);
        let form = |seen| app::ActRequest {
            seen: Some(seen),
            ..request(OPERATOR, story::arrive(BOARD, "board.leader"))
        };
        match house.act(form(seen)) {
            Err(denied @ Denied::Stale { seen: had, changed }) => {
                assert_eq!((had, changed), (seen, seen + 1));
                assert_eq!((denied.kind(), denied.code()), (Kind::Conflict, "stale"));
            }
            answer => panic!("{answer:?}"),
        }
        assert_eq!(told(&house), before);
        // Another meeting's business makes no form stale, and one sent again after a look is taken.
        tell(&house, story::call("forum", "2007-04-18"));
        assert!(house.act(form(seen + 1)).is_ok());
    }
}

#[test]
fn a_partnership_that_nobody_began_is_not_there_and_stays_away() {
    for place in Place::both() {
        let bench = Bench::new(place);
        let house = bench.house();
        let member = Caller::Person(person(900));
        let denied = house.act(request(member, story::adopt())).unwrap_err();
        assert_eq!(
            (denied.kind(), denied.code()),
            (Kind::Unknown, "no-such-partnership")
        );
        // Even its first act may be refused; then too nothing was begun.
        assert_eq!(
            ask(&house, story::fill()).unwrap_err().kind(),
            Kind::Refused
        );
        for house in [&house, &bench.house()] {
            let denied = house.read(THREE_RIVERS).err().expect("nothing to read");
            assert_eq!(denied.code(), "no-such-partnership");
            assert!(house.partnerships().unwrap().is_empty());
            assert!(views::directory(house).unwrap().is_empty());
        }
        tell(&house, story::adopt());
        assert_eq!(house.partnerships().unwrap(), [THREE_RIVERS]);
        assert_eq!(
            views::directory(&house).unwrap()[0].name,
            "Three Rivers Partnership"
        );
    }
}

#[test]
fn a_closed_house_takes_no_more_acts_and_goes_on_reading() {
    let bench = Bench::new(Place::sqlite());
    let house = bench.house();
    tell(&house, story::called());
    let before = told(&house);
    house.close();
    let denied = ask(&house, story::arrive(BOARD, "board.chair")).unwrap_err();
    assert!(matches!(denied, Denied::Closing), "{denied:?}");
    assert_eq!(
        (denied.kind(), denied.code()),
        (Kind::Unavailable, "closing")
    );
    assert_eq!(told(&house), before);
}

#[test]
fn the_book_keeps_the_clocks_microseconds() {
    let bench = Bench::new(Place::sqlite());
    let house = bench.house();
    tell(&house, story::under_way(&["board.chair"]));
    assert_eq!(
        read(&house).record.meetings.get(&id(BOARD)).unwrap().stage,
        Stage::Open
    );
    assert!(
        bench
            .lines()
            .iter()
            .all(|line| line.at == "2007-01-02T09:00:00.000000Z")
    );
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
