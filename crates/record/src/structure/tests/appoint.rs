//! Who may be appointed to what, from when and for how long.

use crate::{structure::AppointRefused::*, structure::*, testkit::*};

fn appoint(name: &str, number: u32, from: &str) -> Appoint {
    Appoint::new(seat(name), person(number), date(from))
}

fn until(day: &str, act: Appoint) -> Appoint {
    Appoint {
        until: Some(date(day)),
        ..act
    }
}

fn speaking_for(partner: &str, act: Appoint) -> Appoint {
    Appoint {
        partner: Some(id(partner)),
        ..act
    }
}

#[test]
fn the_book_so_far_and_the_ruling() {
    let held = || Book::adopted().after(appoint("board.leader", 1, "2007-03-01"));
    let clause = |number: &str| Some(number.to_owned());
    rules([
        (
            Book::new(),
            appoint("board.leader", 1, "2007-03-01"),
            Err(NoArrangements(date("2007-03-01"))),
        ),
        (
            Book::adopted(),
            appoint("board.leader", 1, "2006-12-31"),
            Err(NoArrangements(date("2006-12-31"))),
        ),
        (
            Book::adopted(),
            appoint("board.leader", 1, "2007-01-01"),
            Ok(()),
        ),
        (
            Book::adopted(),
            appoint("board.mayor", 1, "2007-03-01"),
            Err(NoSuchSeat(seat("board.mayor"))),
        ),
        (
            Book::adopted(),
            appoint("nowhere", 1, "2007-03-01"),
            Err(NoSuchSeat(seat("nowhere"))),
        ),
        // Two seats alike are told apart by their numbers.
        (
            Book::adopted(),
            appoint("board.councillor", 1, "2007-03-01"),
            Err(NoSuchSeat(seat("board.councillor"))),
        ),
        (
            Book::adopted(),
            appoint("board.councillor-2", 1, "2007-03-01"),
            Ok(()),
        ),
        (
            Book::adopted(),
            appoint("board.councillor-3", 1, "2007-03-01"),
            Err(NoSuchSeat(seat("board.councillor-3"))),
        ),
        (
            Book::adopted(),
            appoint("board.health-later", 1, "2007-08-31"),
            Err(NotYet {
                seat: seat("board.health-later"),
                starts: date("2007-09-01"),
                clause: clause("4"),
            }),
        ),
        (
            Book::adopted(),
            appoint("board.health-later", 1, "2007-09-01"),
            Ok(()),
        ),
        (
            Book::adopted(),
            appoint("executive.transition", 1, "2007-03-31"),
            Ok(()),
        ),
        (
            Book::adopted(),
            appoint("executive.transition", 1, "2007-04-01"),
            Err(Ended(seat("executive.transition"))),
        ),
        // A seat has one holder on each day.
        (
            held(),
            appoint("board.leader", 2, "2007-06-01"),
            Err(Held {
                seat: seat("board.leader"),
                from: date("2007-03-01"),
            }),
        ),
        (
            held(),
            until("2007-02-28", appoint("board.leader", 2, "2007-02-01")),
            Ok(()),
        ),
        (
            held(),
            until("2007-03-01", appoint("board.leader", 2, "2007-02-01")),
            Err(Held {
                seat: seat("board.leader"),
                from: date("2007-03-01"),
            }),
        ),
        // The conditional seat is for someone who does not sit there already.
        (
            held(),
            appoint("board.rural", 1, "2007-03-01"),
            Err(AlreadyAMember(seat("board.leader"), clause("6"))),
        ),
        (held(), appoint("board.rural", 2, "2007-03-01"), Ok(())),
        (
            Book::adopted(),
            until("2007-02-28", appoint("board.leader", 1, "2007-03-01")),
            Err(EndsBeforeItBegins {
                from: date("2007-03-01"),
                until: date("2007-02-28"),
            }),
        ),
        // The annual seat: twelve months, and not a day more.
        (
            Book::adopted(),
            until("2008-02-29", appoint("board.voluntary", 1, "2007-03-01")),
            Ok(()),
        ),
        (
            Book::adopted(),
            until("2008-03-01", appoint("board.voluntary", 1, "2007-03-01")),
            Err(TooLong {
                months: 12,
                longest: date("2008-02-29"),
                clause: clause("5"),
            }),
        ),
        (
            Book::adopted(),
            speaking_for("guild", appoint("board.leader", 1, "2007-03-01")),
            Err(NoSuchPartner(id("guild"))),
        ),
        (
            Book::adopted(),
            speaking_for("health", appoint("board.leader", 1, "2007-03-01")),
            Err(NoAlternative(id("council"))),
        ),
        (
            Book::adopted(),
            speaking_for("council", appoint("board.leader", 1, "2007-03-01")),
            Ok(()),
        ),
        (
            Book::adopted(),
            speaking_for("health", appoint("board.voluntary", 1, "2007-03-01")),
            Ok(()),
        ),
    ]);
}

#[test]
fn an_annual_seat_ends_after_its_term_when_no_day_is_given() {
    let book = Book::adopted().after(appoint("board.voluntary", 1, "2007-03-01"));
    let holder = |day| {
        book.record
            .structure
            .holder(&seat("board.voluntary"), date(day))
    };
    assert!(holder("2008-02-29").is_some());
    assert!(holder("2008-03-01").is_none());
}

#[test]
fn ending_an_earlier_appointment_leaves_the_later_one_of_the_same_person_alone() {
    let name = seat("board.voluntary");
    let book = Book::adopted()
        .after(appoint("board.voluntary", 1, "2007-01-01"))
        .after(appoint("board.voluntary", 1, "2008-01-01"))
        .after(EndAppointment::of(name.clone(), date("2007-06-30")));
    let held = |day| book.record.structure.holder(&name, date(day)).is_some();
    assert!(held("2007-06-30"));
    assert!(!held("2007-07-01"));
    assert!(held("2008-01-01"));
    assert!(held("2008-12-31"));
}
