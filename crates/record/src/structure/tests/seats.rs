//! Kinds of seat that are easy to miss, as the worked example has them.

use crate::{
    arrangements::{Appointed, Capacity, Unless},
    structure::{Standing, *},
    testkit::*,
};

const WORCESTERSHIRE: &str = include_str!("../../../../../arrangements/worcestershire-2007.toml");

fn on(book: &Book, name: &str, day: &str, look: impl Fn(&SeatOn<'_>) -> bool) -> bool {
    let on = book.record.structure.seat_on(&seat(name), date(day));
    look(&on.unwrap_or_else(|| panic!("no seat {name} on {day}")))
}

// Requirement: ST4, ST20 at /{partnership}/structure/{body}
#[test]
fn each_kind_of_seat_that_is_easy_to_miss_is_itself() {
    let book = Book::adopting(WORCESTERSHIRE);
    type Look = fn(&SeatOn<'_>) -> bool;
    let table: &[(&str, &str, Look)] = &[
        // Held by whoever holds the post, with someone who comes along.
        ("board.wychavon-leader", "2007-02-01", |on| {
            on.chair.seat.appointed == Appointed::ExOfficio
                && on.chair.seat.post.as_deref() == Some("Leader")
                && on.chair.seat.supported_by.as_deref()
                    == Some("Chief Executive, where appropriate")
        }),
        // Conditional: nobody need hold it.
        ("board.wychavon-lsp-chair", "2007-02-01", |on| {
            on.chair.seat.unless == Some(Unless::AlreadyAMember)
                && on.standing == Standing::NotTakenUp
                && on.chair.seat.filled_from == Some(id("wychavon-lsp"))
        }),
        // An alternative is named.
        ("board.ambassadors-2", "2007-02-01", |on| {
            on.chair.seat.or == ["Other business representatives"]
                && on.chair.title() == "Worcestershire Ambassador (2 of 2)"
        }),
        // Filled by another body's gatekeeper, or an alternative.
        ("strategy-task-group.safer-gatekeeper", "2007-02-01", |on| {
            on.chair.seat.filled_from == Some(id("safer"))
                && on.partner() == Some(&id("safer"))
                && on.chair.seat.or == ["Another suitable representative of the group"]
        }),
        // One of a pair, chosen each year by a constituency.
        ("management-group.north-districts", "2007-02-01", |on| {
            on.chair.seat.appointed == Appointed::NominatedAnnually
                && on.chair.seat.by.as_deref()
                    == Some("The district and borough councils, each year")
                && on.chair.seat.term() == Some(12)
        }),
        // Elected each year, and nobody's.
        ("management-group.chair", "2007-02-01", |on| {
            on.chair.seat.appointed == Appointed::ElectedAnnually
                && on.partner().is_none()
                && !on.chair.seat.may_vote()
        }),
        // A voice here; on the Board the same sector is represented.
        ("management-group.vcs", "2007-02-01", |on| {
            on.chair.seat.voice
        }),
        ("board.community-first", "2007-02-01", |on| {
            !on.chair.seat.voice
        }),
        // The same organisation a member here and an observer there.
        ("board.gowm", "2007-02-01", |on| {
            on.chair.seat.capacity == Capacity::Member && on.chair.seat.may_vote()
        }),
        ("management-group.gowm", "2007-02-01", |on| {
            on.chair.seat.capacity == Capacity::Observer
                && !on.chair.seat.may_vote()
                && !on.chair.seat.counts()
        }),
        // It begins later.
        ("management-group.fire", "2007-02-28", |on| {
            on.standing == Standing::NotInForce
        }),
        ("management-group.fire", "2007-03-01", |on| {
            on.standing == Standing::Vacant
        }),
    ];
    for (name, day, look) in table {
        assert!(on(&book, name, day, look), "{name} on {day}");
    }
}

// Requirement: ST20 at /{partnership}/organisations/{organisation}
/// One seat, and one vote, for two councils together.
#[test]
fn paired_councils_have_one_seat_between_them() {
    let book = Book::adopting(include_str!(
        "../../../../../arrangements/worcestershire-2010.toml"
    ));
    let adoption = book.record.structure.in_force(date("2010-10-01")).unwrap();
    let pair = id("bromsgrove-and-redditch");
    for (partner, stands) in [
        ("bromsgrove", true),
        ("redditch", true),
        ("wychavon", false),
    ] {
        let stood_for = adoption.arrangements.stands_for(&pair, &id(partner));
        assert_eq!(stood_for, stands, "{partner}");
    }
    let wrong = ARRANGEMENTS.replace(
        "name = \"Three Rivers Council\"",
        "name = \"Three Rivers Council\"\nstands_for = [\"mars\"]",
    );
    assert_eq!(ArrangementsText::read(&wrong).unwrap_err()[0].code, "E013");
}
