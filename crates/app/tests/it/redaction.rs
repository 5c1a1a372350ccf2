//! Taking words out of the book: they are gone from every page and from memory, and the chain holds.

use app::{Caller, Kind, views};
use testkit::holder_of;

use crate::{
    bench::{Bench, Place, ask, read, request, tell, told},
    published,
    story::{self, BOARD, MOTION},
};

/// A name that should not have been written down.
const NAME: &str = "Ann Smith of 3 Mill Lane";

#[test]
fn words_that_were_taken_out_are_gone_and_the_book_still_holds() {
    for place in Place::both() {
        let bench = Bench::new(place);
        let (house, other) = (bench.house(), bench.house());
        bench.at("2007-04-18T10:00");
        tell(
            &house,
            story::under_way(&["board.chair", "board.leader", "board.health"]),
        );
        tell(&house, story::agree(BOARD, "To thank the wardens."));
        tell(&house, story::note(BOARD, &format!("Write to {NAME}.")));
        let noted = read(&house).record.last;
        tell(&house, story::close(BOARD));
        let minutes = serde_json::json!({"act": "meetings.draft-minutes", "meeting": BOARD, "items": [
            {"item": 1, "text": "The chair welcomed everyone."},
            {"item": 2, "text": format!("{NAME} complained.")},
        ]});
        let drafted = *tell(&house, minutes).start();
        for act in [story::approve(BOARD), story::publish(BOARD)] {
            tell(&house, act);
        }
        // Both houses have read the words, and show them to everyone.
        for house in [&house, &other] {
            assert_eq!(published::everything(house).matches(NAME).count(), 11);
        }
        // Only two people, and only the secretariat, take words out.
        let member = Caller::Person(holder_of("board.leader"));
        let denied = house
            .act(request(member, story::redact(noted, 0)))
            .unwrap_err();
        assert_eq!(denied.kind(), Kind::Forbidden);
        assert_eq!(
            ask(&house, story::redact(noted, 1)).unwrap_err().code(),
            "book/no-such-text"
        );

        tell(&house, story::redact(noted, 0));
        assert!(
            bench.verdict().starts_with("VALID WITH 1 REDACTION:"),
            "{}",
            bench.verdict()
        );
        tell(&other, story::redact(drafted, 1));
        assert!(
            bench.verdict().starts_with("VALID WITH 2 REDACTIONS:"),
            "{}",
            bench.verdict()
        );
        assert_eq!(
            ask(&house, story::redact(noted, 0)).unwrap_err().code(),
            "book/already-gone"
        );

        let reopened = bench.house();
        for house in [&house, &other, &reopened] {
            let reading = read(house);
            let meeting =
                views::meeting(&reading, &testkit::id(BOARD), views::Audience::PUBLIC).unwrap();
            assert_eq!(
                meeting.agenda[0].said.as_deref(),
                Some("The chair welcomed everyone.")
            );
            assert_eq!(meeting.agenda[1].said.as_deref(), Some("[redacted]"));
            assert_eq!(meeting.agenda[1].actions[0].what, "[redacted]");
            assert!(!published::everything(house).contains(NAME));
            assert!(!told(house).contains(NAME), "still in memory");
            let book = house.book(&reading, reading.head.line, 100, false).unwrap();
            let redacted = book.lines.iter().filter(|line| line.redacted == 1);
            assert_eq!(
                redacted.map(|line| line.number).collect::<Vec<_>>(),
                [drafted, noted]
            );
        }
        assert_eq!(told(&house), told(&reopened));
        // The book goes on.
        tell(&house, story::call("forum", "2007-04-18"));
    }
}

#[test]
fn a_vote_is_no_word_and_cannot_be_taken_out() {
    let bench = Bench::new(Place::sqlite());
    let house = bench.house();
    tell(
        &house,
        story::under_way(&["board.chair", "board.leader", "board.health"]),
    );
    tell(&house, story::put(BOARD, "board.leader", "board.health"));
    let cast = *tell(&house, story::vote(MOTION, "board.leader", "for")).start();
    let before = told(&house);
    let denied = ask(&house, story::redact(cast, 0)).unwrap_err();
    assert_eq!(
        (denied.kind(), denied.code()),
        (Kind::Refused, "book/no-such-text")
    );
    assert_eq!(told(&house), before);
}
