//! One counted vote for each partner on each motion, whatever clients do at once.
//!
//! Threads in two houses cast and change votes, repeat requests under the same key, and one of them
//! closes the vote in between. Then the lines on disk are counted again, without the record.

use std::{
    collections::BTreeMap,
    sync::{Arc, Barrier},
};

use app::{Answer, House};
use serde_json::Value;

use crate::{
    bench::{Bench, Dice, OPERATOR, Place, keyed, request, tell, told},
    story::{self, BOARD},
};

/// How many histories are lived through in each store.
const HISTORIES: u64 = 30;
/// How many clients, and how often each asks.
const CLIENTS: u64 = 6;
const ASKS: u64 = 6;

/// Seats in the room, and whose vote each casts. The chair speaks for nobody, an observer is no member.
const SEATS: &[(&str, Option<&str>)] = &[
    ("board.chair", None),
    ("board.leader", Some("council")),
    ("board.councillor-1", Some("council")),
    ("board.councillor-2", Some("council")),
    ("board.health", Some("health")),
    ("board.voluntary", Some("voluntary-action")),
    ("board.ambassador", Some("board.ambassador")),
    ("board.observer", None),
];
/// Partners and seats with a vote in the room, and how many have to be for a motion: three quarters.
const VOTERS: usize = 4;
const NEEDED: usize = 3;

#[test]
fn however_many_vote_at_once_each_partner_has_one_vote() {
    for place in Place::both() {
        let bench = Bench::new(place);
        let houses = [bench.house(), bench.house()];
        let seats: Vec<&str> = SEATS.iter().map(|(seat, _)| *seat).collect();
        tell(&houses[0], story::under_way(&seats));
        for history in 0..HISTORIES {
            let motion = match history {
                0 => format!("{BOARD}-2"),
                more => format!("{BOARD}-2-{}", more + 1),
            };
            tell(
                &houses[0],
                story::put_as(BOARD, &motion, "board.leader", "board.health"),
            );
            let acknowledged = live_through(&houses, &motion, history);
            recount(&bench, &motion, &acknowledged);
        }
        assert!(
            told(&houses[0]) == told(&houses[1]),
            "the houses do not agree"
        );
        assert!(
            told(&bench.house()) == told(&houses[0]),
            "read again, the book says something else"
        );
        assert!(
            bench.verdict().starts_with("VALID: "),
            "{}",
            bench.verdict()
        );
    }
}

/// A vote that was acknowledged: its line, and what was asked.
type Acknowledged = Vec<(u64, Value)>;

fn live_through(houses: &[Arc<House>; 2], motion: &str, history: u64) -> Acknowledged {
    let start = Barrier::new(CLIENTS as usize);
    std::thread::scope(|scope| {
        let begin = |client: u64| {
            let start = &start;
            scope.spawn(move || {
                start.wait();
                one_client(houses, motion, history, client)
            })
        };
        let clients: Vec<_> = (0..CLIENTS).map(begin).collect();
        clients
            .into_iter()
            .flat_map(|client| client.join().unwrap())
            .collect()
    })
}

/// One client asks for one thing after the other. The first closes the vote, sooner or later; of the
/// rest some answers get lost on the way, and the client asks again, here or in the other house.
fn one_client(houses: &[Arc<House>; 2], motion: &str, history: u64, client: u64) -> Acknowledged {
    let mut dice = Dice::new(history * CLIENTS + client);
    let (here, there) = (
        &houses[client as usize % 2],
        &houses[(client as usize + 1) % 2],
    );
    let mut done = Acknowledged::new();
    for ask in 0..ASKS {
        let act = if client == 0 && ask == history % ASKS {
            story::count(motion)
        } else {
            let (seat, _) = SEATS[dice.below(SEATS.len() as u64) as usize];
            story::vote(motion, seat, dice.one_of(&["for", "against", "abstain"]))
        };
        let key = format!("{motion} {client} {ask}");
        let cast = |house: &House| house.act(keyed(request(OPERATOR, act.clone()), &key, 1));
        let answer = cast(here);
        match dice.below(4) {
            0 => repeated(&answer, cast(here)),
            1 => repeated(&answer, cast(there)),
            _ => {}
        }
        match answer {
            Ok(recorded) => done.push((*recorded.lines.start(), act)),
            Err(denied) => assert!(EXPECTED.contains(&denied.code()), "{denied}"),
        }
    }
    // What a client did one after the other stands in that order.
    assert!(done.windows(2).all(|two| two[0].0 < two[1].0), "{done:?}");
    done
}

/// Why a vote may be refused: it stands so already, the vote is closed, or the seat has none.
const EXPECTED: [&str; 3] = [
    "decisions/vote-unchanged",
    "decisions/already-decided",
    "decisions/no-vote",
];

/// A request that was recorded is answered with the same lines; one that was refused may be taken now.
fn repeated(first: &Answer, again: Answer) {
    if let Ok(first) = first {
        let again = again.unwrap();
        assert!(
            again.repeated && again.lines == first.lines,
            "{first:?}, then {again:?}"
        );
    }
}

/// Counts the votes on a motion from the lines as they lie on disk.
fn recount(bench: &Bench, motion: &str, acknowledged: &Acknowledged) {
    let lines: Vec<(u64, Value)> = bench
        .lines()
        .into_iter()
        .map(|line| {
            (
                line.number,
                serde_json::from_str::<Value>(&line.entry).unwrap(),
            )
        })
        .filter(|(_, entry)| entry["decision"] == motion)
        .collect();
    // Every vote that was acknowledged is there, as it was asked.
    for (number, asked) in acknowledged {
        let (_, entry) = lines.iter().find(|(line, _)| line == number).unwrap();
        if asked["act"] == "decisions.cast-vote" {
            assert_eq!(
                (&entry["seat"], &entry["vote"]),
                (&asked["seat"], &asked["vote"])
            );
        } else {
            assert_eq!(entry["kind"], "vote-closed");
        }
    }
    let kind = |wanted: &str| {
        let of_kind = lines
            .iter()
            .filter(move |(_, entry)| entry["kind"] == *wanted);
        of_kind.collect::<Vec<_>>()
    };
    let (closed, cast) = (kind("vote-closed"), kind("vote-cast"));
    assert_eq!(closed.len(), 1, "{motion} is closed once");
    let (closed_at, closed) = &closed[0];
    let mut last = BTreeMap::new();
    for (number, entry) in cast {
        assert!(
            number < closed_at,
            "a vote was cast at line {number}, after the close at {closed_at}"
        );
        let seat = entry["seat"].as_str().unwrap();
        let (_, voter) = SEATS.iter().find(|(name, _)| *name == seat).unwrap();
        let voter = voter.unwrap_or_else(|| panic!("{seat} has no vote"));
        last.insert(voter, entry["vote"].as_str().unwrap());
    }
    let votes = |way: &str| last.values().filter(|vote| **vote == way).count();
    let (in_favour, against, abstained) = (votes("for"), votes("against"), votes("abstain"));
    let counted = serde_json::json!({
        "for": in_favour, "against": against, "abstained": abstained,
        "silent": VOTERS - last.len(), "base": VOTERS, "needed": NEEDED,
    });
    assert_eq!(closed["tally"], counted, "{motion}");
    let outcome = match (in_favour >= NEEDED, in_favour == against && in_favour > 0) {
        (true, _) => "carried",
        (false, true) => "tied",
        (false, false) => "not-carried",
    };
    assert_eq!(closed["outcome"], outcome, "{motion}");
}
