//! Who may come in for which seat.

use crate::{
    meetings::{RecordArrival, RecordArrivalRefused::*, Unready},
    structure::EndAppointment,
    testkit::*,
};

fn arrive(name: &str) -> RecordArrival {
    RecordArrival {
        meeting: id(BOARD),
        seat: seat(name),
        person: None,
        at: None,
    }
}

#[test]
fn the_book_so_far_and_the_ruling() {
    let called = || Book::called("board");
    let arrived = || called().arrives(BOARD, "board.leader");
    let as_person = |person, name: &str| RecordArrival {
        person: Some(person),
        ..arrive(name)
    };
    let at = |hour: &str, name: &str| RecordArrival {
        at: Some(time(hour)),
        ..arrive(name)
    };
    let left = || {
        arrived().after(crate::meetings::RecordDeparture {
            meeting: id(BOARD),
            seat: seat("board.leader"),
            at: Some(time("11:40")),
        })
    };
    let resigned = called().after(EndAppointment::of(seat("board.leader"), date("2007-04-17")));
    let leader = || seat("board.leader");
    let day = date("2007-04-18");
    rules([
        (
            Book::three_rivers(),
            arrive("board.leader"),
            Err(Unready::NoSuchMeeting(id(BOARD)).into()),
        ),
        (called(), arrive("board.leader"), Ok(())),
        (called(), arrive("board.observer"), Ok(())),
        (
            called(),
            arrive("board.mayor"),
            Err(NoSuchSeat(seat("board.mayor"))),
        ),
        (
            called(),
            arrive("executive.chief"),
            Err(NoSuchSeat(seat("executive.chief"))),
        ),
        (
            called(),
            arrive("board.rural"),
            Err(Vacant(seat("board.rural"), day)),
        ),
        (
            called(),
            arrive("board.health-later"),
            Err(Vacant(seat("board.health-later"), day)),
        ),
        (resigned, arrive("board.leader"), Err(Vacant(leader(), day))),
        (
            called(),
            as_person(holder_of("board.leader"), "board.leader"),
            Ok(()),
        ),
        (
            called(),
            as_person(holder_of("board.health"), "board.leader"),
            Err(NotTheirSeat(leader())),
        ),
        (
            called(),
            as_person(substitute_for("board.leader"), "board.leader"),
            Err(NotTheirSeat(leader())),
        ),
        // The holder comes in place of the substitute once the substitute has left.
        (
            called().sends_a_substitute(BOARD, "board.leader"),
            arrive("board.leader"),
            Err(InTheRoom(leader())),
        ),
        (
            called()
                .sends_a_substitute(BOARD, "board.leader")
                .leaves(BOARD, "board.leader"),
            arrive("board.leader"),
            Ok(()),
        ),
        (arrived(), arrive("board.leader"), Err(InTheRoom(leader()))),
        (
            left(),
            at("11:39", "board.leader"),
            Err(BeforeLeaving {
                seat: leader(),
                left: time("11:40"),
                at: time("11:39"),
            }),
        ),
        (left(), at("11:40", "board.leader"), Ok(())),
        (
            Book::board_under_way(&["chair"]).closes(BOARD),
            arrive("board.leader"),
            Err(Unready::Closed(id(BOARD)).into()),
        ),
    ]);
}

#[test]
fn one_person_speaks_for_one_seat_at_a_time() {
    let leader = holder_of("board.leader");
    let book = Book::called("board").arrives(BOARD, "board.leader").after(
        crate::structure::NameSubstitute {
            seat: seat("board.councillor-1"),
            person: leader,
            meeting: Some(id(BOARD)),
            from: None,
            until: None,
        },
    );
    let for_another = RecordArrival {
        person: Some(leader),
        ..arrive("board.councillor-1")
    };
    rules([
        (
            book.clone(),
            for_another.clone(),
            Err(Elsewhere(seat("board.leader"))),
        ),
        (book.leaves(BOARD, "board.leader"), for_another, Ok(())),
    ]);
}

/// A seat that has ended still has the holder it had; nobody comes in for it.
#[test]
fn a_seat_that_has_ended_brings_nobody_in() {
    let book = Book::adopted()
        .after(crate::structure::Appoint::new(
            seat("executive.transition"),
            person(1),
            date("2007-01-01"),
        ))
        .calls("executive");
    let act = RecordArrival {
        meeting: id(EXECUTIVE),
        ..arrive("executive.transition")
    };
    let vacant = Vacant(seat("executive.transition"), date("2007-04-18"));
    rules([(book, act, Err(vacant))]);
}
