//! Who may be nominated for what, and what becomes of a nomination.

use crate::{
    prose::{Title, Words},
    structure::{NominateRefused::*, *},
    testkit::*,
};

pub(super) fn nominate(name: &str, number: u32) -> Nominate {
    Nominate {
        seat: seat(name),
        person: person(number),
        partner: None,
        from: date("2008-01-01"),
        until: None,
        post: None,
        mandate: Mandate::Commits,
        essential_met: vec![1, 2],
        desirable_met: Vec::new(),
        despite: None,
    }
}

fn words(text: &str) -> Option<Words> {
    Some(Words::new(text).unwrap())
}

// Requirement: ST6 at /{partnership}/structure/{body}/seats/{seat}/nominate
#[test]
fn the_book_so_far_and_the_ruling() {
    let book = Book::three_rivers;
    let voluntary = || nominate("board.voluntary", 50);
    let fails = |met: &[u16]| Nominate {
        essential_met: met.to_vec(),
        ..voluntary()
    };
    let unmet = |unmet: &[u16]| FailsEssential {
        role: "Member of the Board".to_owned(),
        unmet: unmet.to_vec(),
        of: 2,
        clause: Some("20".to_owned()),
    };
    let unknown = |list, number, of| NoSuchRequirement {
        seat: seat("board.voluntary"),
        list,
        number,
        of,
    };
    rules([
        (
            Book::new(),
            voluntary(),
            Err(AppointRefused::NoArrangements(date("2008-01-01")).into()),
        ),
        (
            book(),
            nominate("board.mayor", 50),
            Err(AppointRefused::NoSuchSeat(seat("board.mayor")).into()),
        ),
        (book(), voluntary(), Ok(())),
        // The holder may stand again, and so may someone for a seat that is held until then.
        (book(), nominate("board.voluntary", 6), Ok(())),
        (
            book(),
            Nominate {
                partner: Some(id("mars")),
                ..voluntary()
            },
            Err(AppointRefused::NoSuchPartner(id("mars")).into()),
        ),
        (
            book(),
            Nominate {
                until: Some(date("2009-06-30")),
                ..voluntary()
            },
            Err(AppointRefused::TooLong {
                months: 12,
                longest: date("2008-12-31"),
                clause: Some("5".to_owned()),
            }
            .into()),
        ),
        (
            book().after(voluntary()),
            voluntary(),
            Err(AlreadyStands {
                seat: seat("board.voluntary"),
                line: 20,
            }),
        ),
        (
            book().after(voluntary()).after(WithdrawNomination {
                seat: seat("board.voluntary"),
                person: person(50),
            }),
            voluntary(),
            Ok(()),
        ),
        (book(), fails(&[2, 1, 1]), Ok(())),
        (book(), fails(&[1]), Err(unmet(&[2]))),
        (book(), fails(&[]), Err(unmet(&[1, 2]))),
        (
            book(),
            Nominate {
                despite: words("Nobody else came forward."),
                ..fails(&[])
            },
            Ok(()),
        ),
        (
            book(),
            fails(&[1, 2, 3]),
            Err(unknown(List::Essential, 3, 2)),
        ),
        (book(), fails(&[0]), Err(unknown(List::Essential, 0, 2))),
        (
            book(),
            Nominate {
                desirable_met: vec![1],
                ..voluntary()
            },
            Ok(()),
        ),
        (
            book(),
            Nominate {
                desirable_met: vec![2],
                ..voluntary()
            },
            Err(unknown(List::Desirable, 2, 1)),
        ),
        // A seat without a role asks for nothing.
        (
            book(),
            Nominate {
                essential_met: Vec::new(),
                ..nominate("executive.manager", 50)
            },
            Ok(()),
        ),
    ]);
}

#[test]
fn nobody_is_nominated_for_a_seat_that_goes_with_a_post() {
    let text = ARRANGEMENTS.replace(
        "post = \"Leader\"",
        "post = \"Leader\"\nappointed = \"ex-officio\"",
    );
    let act = nominate("board.leader", 50);
    let refused = GoesWithAPost(seat("board.leader"), None);
    rules([(Book::adopting(&text), act, Err(refused))]);
}

#[test]
fn a_refusal_counts_what_is_not_met() {
    let table = [
        (
            &[2_u16][..],
            "they do not meet 1 of the 9 essential requirements of “Member”: number 2",
        ),
        (
            &[2, 5],
            "they do not meet 2 of the 9 essential requirements of “Member”: numbers 2 and 5",
        ),
        (
            &[2, 5, 9],
            "they do not meet 3 of the 9 essential requirements of “Member”: numbers 2, 5 and 9",
        ),
    ];
    for (unmet, says) in table {
        let refused = FailsEssential {
            role: "Member".to_owned(),
            unmet: unmet.to_vec(),
            of: 9,
            clause: None,
        };
        assert_eq!(refused.to_string(), says);
    }
}

// Requirement: ST9 at /{partnership}/structure/{body}/seats/{seat}
#[test]
fn an_appointment_takes_its_post_and_mandate_from_the_nomination_it_rests_on() {
    let name = seat("board.voluntary");
    let book = Book::three_rivers()
        .after(Nominate {
            post: Some(Title::new("Deputy chair").unwrap()),
            mandate: Mandate::RefersBack,
            partner: Some(id("health")),
            ..nominate("board.voluntary", 50)
        })
        .after(nominate("board.voluntary", 51))
        .after(Appoint::new(name.clone(), person(50), date("2008-01-01")));
    let structure = &book.record.structure;
    let held = structure.holder(&name, date("2008-01-01")).unwrap();
    assert_eq!(held.post.as_ref().unwrap().as_str(), "Deputy chair");
    assert_eq!(held.mandate, Some(Mandate::RefersBack));
    assert_eq!(held.partner, Some(id("health")));
    assert_eq!(held.nomination, Some(20));
    let fates: Vec<Fate> = structure.nominations(&name).map(|one| one.fate).collect();
    assert_eq!(fates, [Fate::TakenUp(22), Fate::PassedOver(22)]);
    assert_eq!(structure.standing_for(&name).count(), 0);
}

#[test]
fn an_appointment_says_on_which_nomination_it_rests_or_is_refused() {
    let rests = |nomination| Appoint {
        nomination,
        ..Appoint::new(seat("board.voluntary"), person(50), date("2008-01-01"))
    };
    let nominated = || Book::three_rivers().after(nominate("board.voluntary", 50));
    let other = AppointRefused::NoSuchNomination {
        line: 1,
        seat: seat("board.voluntary"),
    };
    rules([
        (nominated(), rests(Some(20)), Ok(())),
        (nominated(), rests(None), Ok(())),
        (nominated(), rests(Some(1)), Err(other.clone())),
        (Book::three_rivers(), rests(Some(1)), Err(other)),
        (Book::three_rivers(), rests(None), Ok(())),
    ]);
}

#[test]
fn a_withdrawn_nomination_stands_no_more() {
    let withdraw = || WithdrawNomination {
        seat: seat("board.voluntary"),
        person: person(50),
    };
    let gone = WithdrawNominationRefused::DoesNotStand(seat("board.voluntary"));
    let nominated = || Book::three_rivers().after(nominate("board.voluntary", 50));
    rules([
        (Book::three_rivers(), withdraw(), Err(gone.clone())),
        (nominated(), withdraw(), Ok(())),
        (nominated().after(withdraw()), withdraw(), Err(gone)),
    ]);
}

// Requirement: ST17 at /{partnership}/office/{list}
#[test]
fn who_holds_a_lower_post_and_refers_back_is_too_junior() {
    let table = [
        (None, None, false),
        (Some("Leader"), Some(Mandate::RefersBack), false),
        (Some("leader"), Some(Mandate::RefersBack), false),
        (Some("Policy officer"), Some(Mandate::Commits), false),
        (Some("Policy officer"), Some(Mandate::RefersBack), true),
        (None, Some(Mandate::RefersBack), true),
    ];
    for (post, mandate, junior) in table {
        let book = Book::adopted().after(Appoint {
            post: post.map(|post| Title::new(post).unwrap()),
            mandate,
            ..Appoint::new(seat("board.leader"), person(1), date("2007-01-01"))
        });
        let on = book
            .record
            .structure
            .seat_on(&seat("board.leader"), date("2007-01-01"));
        assert_eq!(on.unwrap().too_junior(), junior, "{post:?} {mandate:?}");
    }
}
