//! How the chair is elected among those who stand.

use super::nominate::nominate;
use crate::{
    structure::{ElectRefused::*, *},
    testkit::*,
};

fn elect(number: u32) -> Elect {
    Elect {
        seat: seat("board.chair"),
        person: person(number),
        meeting: None,
        on: None,
        from: None,
        votes: Vec::new(),
    }
}

fn votes(list: &[(u32, u32)]) -> Vec<VotesFor> {
    let votes = |(number, votes): &(u32, u32)| VotesFor {
        person: person(*number),
        votes: *votes,
    };
    list.iter().map(votes).collect()
}

/// Two stand for the chair of the next year, and the clock stands in December.
fn two_stand() -> Book {
    Book::three_rivers()
        .after(nominate("board.chair", 1))
        .after(nominate("board.chair", 50))
        .at("2007-12-12T14:00")
}

fn one_stands() -> Book {
    Book::three_rivers()
        .after(nominate("board.chair", 1))
        .at("2007-12-12T14:00")
}

// Requirement: ST6 at /{partnership}/structure/{body}/seats/{seat}/elect
#[test]
fn the_book_so_far_and_the_ruling() {
    let counted = |number, list: &[(u32, u32)]| Elect {
        votes: votes(list),
        ..elect(number)
    };
    let at = |meeting: &str| Elect {
        meeting: Some(id(meeting)),
        ..elect(1)
    };
    let on = |act: Elect, day: &str| Elect {
        on: Some(date(day)),
        ..act
    };
    let others = |given| VotesForOthers {
        seat: seat("board.chair"),
        standing: 2,
        given,
    };
    let voluntary = Elect {
        seat: seat("board.voluntary"),
        ..elect(50)
    };
    let called = || {
        Book::called("board")
            .after(nominate("board.chair", 1))
            .after(nominate("board.chair", 50))
            .at("2007-12-12T14:00")
    };
    rules([
        (
            Book::three_rivers().at("2008-01-01T09:00"),
            elect(1),
            Err(NotANominee(seat("board.chair"))),
        ),
        (one_stands(), elect(1), Ok(())),
        (one_stands(), counted(1, &[(1, 7)]), Ok(())),
        (
            one_stands(),
            elect(50),
            Err(NotANominee(seat("board.chair"))),
        ),
        (two_stand(), elect(50), Ok(())),
        (two_stand(), counted(50, &[(1, 3), (50, 4)]), Ok(())),
        (
            two_stand(),
            counted(1, &[(1, 3), (50, 4)]),
            Err(NotTheMost { votes: 3, most: 4 }),
        ),
        (
            two_stand(),
            counted(1, &[(1, 4), (50, 4)]),
            Err(NotTheMost { votes: 4, most: 4 }),
        ),
        (two_stand(), counted(1, &[(1, 4)]), Err(others(1))),
        (two_stand(), counted(1, &[(1, 4), (2, 3)]), Err(others(1))),
        (
            two_stand(),
            counted(1, &[(1, 4), (50, 3), (50, 3)]),
            Err(others(2)),
        ),
        // The present chair sits until the end of the year.
        (
            two_stand(),
            Elect {
                from: Some(date("2007-12-12")),
                ..elect(50)
            },
            Err(AppointRefused::Held {
                seat: seat("board.chair"),
                from: date("2007-01-01"),
            }
            .into()),
        ),
        (
            Book::three_rivers().after(nominate("board.voluntary", 50)),
            voluntary,
            Err(NotElected(seat("board.voluntary"), Some("5".to_owned()))),
        ),
        (two_stand(), at(BOARD), Err(NoSuchMeeting(id(BOARD)))),
        (called(), at(BOARD), Ok(())),
        (called(), on(at(BOARD), "2007-04-18"), Ok(())),
        (
            called(),
            on(at(BOARD), "2007-04-19"),
            Err(OtherDay {
                meeting: id(BOARD),
                held: date("2007-04-18"),
                on: date("2007-04-19"),
            }),
        ),
        (two_stand(), on(elect(1), "2007-12-11"), Ok(())),
        (
            two_stand(),
            on(elect(1), "2007-12-13"),
            Err(StillToCome(date("2007-12-13"))),
        ),
    ]);
}

#[test]
fn the_term_follows_from_the_seat_and_the_nominations_are_settled() {
    let book = two_stand().after(elect(50));
    let structure = &book.record.structure;
    let name = seat("board.chair");
    let held = structure.holder(&name, date("2008-01-01")).unwrap();
    assert_eq!(
        (held.person, held.from, held.until),
        (person(50), date("2008-01-01"), Some(date("2008-12-31")))
    );
    let election = structure.elections(&name).next().unwrap();
    assert!(!election.unopposed && election.on == date("2007-12-12"));
    let fates: Vec<Fate> = structure.nominations(&name).map(|one| one.fate).collect();
    let line = held.line;
    assert_eq!(fates, [Fate::PassedOver(line), Fate::TakenUp(line)]);
    assert!(
        one_stands()
            .after(elect(1))
            .record
            .structure
            .elections(&name)
            .all(|one| one.unopposed)
    );
}

#[test]
fn an_elected_seat_for_which_several_stand_is_not_simply_filled() {
    let appoint = || Appoint::new(seat("board.chair"), person(50), date("2008-01-01"));
    let refused = AppointRefused::ToBeElected {
        seat: seat("board.chair"),
        standing: 2,
        clause: Some("3".to_owned()),
    };
    rules([
        (two_stand(), appoint(), Err(refused)),
        (one_stands(), appoint(), Ok(())),
        (Book::three_rivers(), appoint(), Ok(())),
    ]);
}
