//! Idempotency keys: the same request sent again is answered again, and done once.

use std::sync::mpsc;

use app::{ActRequest, Answer, Denied, House, Kind};

use crate::{
    bench::{Bench, OPERATOR, Place, keyed, read, request, tell, told},
    story::{self, BOARD},
};

fn noting(what: &str, key: &str, body: u8) -> ActRequest {
    keyed(request(OPERATOR, story::note(BOARD, what)), key, body)
}

fn under_way(place: Place) -> Bench {
    let bench = Bench::new(place);
    tell(
        &bench.house(),
        story::under_way(&["board.chair", "board.leader"]),
    );
    bench
}

#[test]
fn the_same_key_is_answered_with_the_same_lines() {
    for place in Place::both() {
        let bench = under_way(place);
        let (house, other) = (bench.house(), bench.house());
        let first = house.act(noting("Print the plan.", "k1", 1)).unwrap();
        assert!(!first.repeated);
        let before = told(&house);
        // Again, in the same house, in another, and after a restart.
        for house in [&house, &other, &bench.house()] {
            let again = house.act(noting("Print the plan.", "k1", 1)).unwrap();
            assert_eq!((again.lines, again.repeated), (first.lines.clone(), true));
            let denied = house
                .act(noting("Print another plan.", "k1", 2))
                .unwrap_err();
            assert!(matches!(denied, Denied::KeyUsed), "{denied:?}");
            assert_eq!((denied.kind(), denied.code()), (Kind::Conflict, "key-used"));
            assert_eq!(told(house), before);
        }
    }
}

#[test]
fn a_key_is_not_used_up_by_a_request_that_was_denied() {
    let bench = under_way(Place::sqlite());
    let house = bench.house();
    let closed = keyed(request(OPERATOR, story::close("board-2008-01-01")), "k1", 1);
    assert!(house.act(closed).is_err());
    assert!(house.act(noting("Print the plan.", "k1", 2)).is_ok());
}

#[test]
fn a_key_that_cannot_be_kept_is_malformed_and_costs_nobody_else() {
    for place in Place::both() {
        let bench = under_way(place);
        let house = bench.house();
        let bad = ["", "nul\0", &"k".repeat(256)].map(|key| noting("Bad.", key, 1));
        let requests = bad
            .into_iter()
            .chain([noting("Good.", &"k".repeat(255), 1)])
            .collect();
        let answers = in_one_batch(&house, requests);
        for answer in &answers[..3] {
            let denied = answer.as_ref().unwrap_err();
            assert_eq!(
                (denied.kind(), denied.field()),
                (Kind::Malformed, Some("Idempotency-Key"))
            );
        }
        assert!(answers[3].is_ok(), "{:?}", answers[3]);
    }
}

#[test]
fn a_line_that_cannot_be_kept_costs_nobody_else() {
    for place in Place::both() {
        let bench = under_way(place);
        let house = bench.house();
        // As JSON in a line it is longer than a line may be, though the text by itself is not.
        let text = format!(
            "{}\n# {}",
            testkit::ARRANGEMENTS,
            "\\".repeat(4 * 1024 * 1024 - 10_000)
        );
        let adopt = serde_json::json!({"act": "structure.adopt-arrangements", "text": text, "from": "2008-01-01"});
        let requests = vec![
            noting("One.", "k1", 1),
            request(OPERATOR, adopt),
            noting("Two.", "k2", 1),
        ];
        let answers = in_one_batch(&house, requests);
        assert!(answers[0].is_ok() && answers[2].is_ok(), "{answers:?}");
        assert!(answers[1].is_err());
    }
}

#[test]
fn the_same_key_twice_in_one_batch_is_done_once() {
    for place in Place::both() {
        let bench = under_way(place);
        let house = bench.house();
        let last = read(&house).record.last;
        let answers = in_one_batch(
            &house,
            vec![
                noting("Print the plan.", "k1", 1),
                noting("Print the plan.", "k1", 1),
                noting("Print another plan.", "k1", 2),
                noting("Paint the bridge.", "k2", 1),
            ],
        );
        let lines = |nth: usize| {
            answers[nth]
                .as_ref()
                .map(|done| (*done.lines.start(), done.repeated))
                .ok()
        };
        // One line went first to hold the clerk up.
        assert_eq!(lines(0), Some((last + 2, false)));
        assert_eq!(lines(1), Some((last + 2, true)));
        assert!(
            matches!(answers[2], Err(Denied::KeyUsed)),
            "{:?}",
            answers[2]
        );
        assert_eq!(lines(3), Some((last + 3, false)));
        assert_eq!(read(&house).record.last, last + 3);
    }
}

#[test]
fn the_same_key_handed_to_two_houses_at_once_is_done_once() {
    for place in Place::both() {
        let bench = under_way(place);
        let houses = [bench.house(), bench.house()];
        for round in 0..20 {
            let last = read(&houses[0]).record.last;
            let key = format!("k{round}");
            let answers: Vec<Answer> = std::thread::scope(|scope| {
                let hands = [0, 1, 0, 1].map(|nth: usize| {
                    let (house, request) = (&houses[nth], noting("Print the plan.", &key, 1));
                    scope.spawn(move || house.act(request))
                });
                hands.into_iter().map(|hand| hand.join().unwrap()).collect()
            });
            let done: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
            assert!(
                done.iter().all(|done| done.lines == (last + 1..=last + 1)),
                "{done:?}"
            );
            assert_eq!(
                done.iter().filter(|done| !done.repeated).count(),
                1,
                "{done:?}"
            );
            assert_eq!(read(&houses[0]).record.last, last + 1);
        }
    }
}

/// Has the clerk take up several requests together: they are handed in while the answer to an
/// earlier one is being given.
pub fn in_one_batch(house: &House, requests: Vec<ActRequest>) -> Vec<Answer> {
    in_one_batch_after(house, requests, || ())
}

/// The same, after something has happened meanwhile.
pub fn in_one_batch_after(
    house: &House,
    requests: Vec<ActRequest>,
    meanwhile: impl FnOnce(),
) -> Vec<Answer> {
    let (begun, is_begun) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel();
    house.submit(
        request(OPERATOR, story::note(BOARD, "Hold the clerk up.")),
        move |answer| {
            answer.unwrap();
            begun.send(()).unwrap();
            may_go_on.recv().unwrap();
        },
    );
    is_begun.recv().unwrap();
    let hand_in = |request| {
        let (reply, answer) = mpsc::channel();
        house.submit(request, move |given| reply.send(given).unwrap());
        answer
    };
    let waiting: Vec<_> = requests.into_iter().map(hand_in).collect();
    meanwhile();
    go_on.send(()).unwrap();
    waiting
        .into_iter()
        .map(|answer| answer.recv().unwrap())
        .collect()
}
