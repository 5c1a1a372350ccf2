//! Quorum: a table, laws, and a second count, chair by chair, that has to agree.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::cases;
use crate::{
    arrangements::{QuorumBase, QuorumRule},
    id::SeatId,
    meetings::{MemberSeat, QuorumStanding, standing},
    share::Share,
    testkit::*,
};

fn rule(share: &str, of: QuorumBase, floor: u32) -> QuorumRule {
    QuorumRule {
        share: share.parse().unwrap(),
        of,
        floor,
        clause: None,
    }
}

/// `c.C` is a seat of partner c with someone present, another that is filled and absent, and a
/// vacant one: lower case is filled, upper case present, a dot vacant, and `-` a filled seat and `+`
/// a present one that speak for nobody.
fn chairs(drawn: &str) -> (Vec<MemberSeat>, BTreeSet<SeatId>) {
    let mut seats = Vec::new();
    let mut room = BTreeSet::new();
    for (number, letter) in drawn.chars().enumerate() {
        let name = seat(&format!("board.s-{number}"));
        if letter.is_ascii_uppercase() || letter == '+' {
            room.insert(name.clone());
        }
        seats.push(MemberSeat {
            id: name,
            partner: letter
                .is_alphabetic()
                .then(|| id(&letter.to_lowercase().to_string())),
            filled: letter != '.',
        });
    }
    (seats, room)
}

#[test]
fn who_counts_of_how_many_and_how_many_are_needed() {
    use QuorumBase::{Members, Partners, Seats};
    let table = [
        // the rule                      the chairs    present, of, needed
        (rule("1/2", Members, 0), "AAbb", (2, 4, 2)),
        (rule("1/2", Members, 0), "AAbbc", (2, 5, 3)),
        // A vacancy is nobody: of the members it does not count, of the seats it does.
        (rule("1/2", Members, 0), "AAbb....", (2, 4, 2)),
        (rule("1/2", Seats, 0), "AAbb....", (2, 8, 4)),
        // A partner counts once, however many come for it; nobody's seat is no partner.
        (rule("1/2", Partners, 0), "AAabc", (1, 3, 2)),
        (rule("1/2", Partners, 0), "AB.c++", (2, 3, 2)),
        (rule("1/2", Members, 0), "+-", (1, 2, 1)),
        // The floor, however small the body becomes; and never quorate with nobody there.
        (rule("1/4", Members, 3), "AAbb", (2, 4, 3)),
        (rule("1/4", Members, 0), "", (0, 0, 1)),
        (rule("0/1", Members, 0), "aa", (0, 2, 1)),
        (rule("1/1", Members, 0), "AB", (2, 2, 2)),
        (rule("33%", Members, 0), "Aabbccddee", (1, 10, 4)),
    ];
    for (rule, drawn, (present, of, needed)) in table {
        let (seats, room) = chairs(drawn);
        let expected = QuorumStanding {
            present,
            of,
            needed: Some(needed),
        };
        assert_eq!(
            standing(Some(&rule), &seats, &room),
            expected,
            "{rule:?} {drawn}"
        );
        assert_eq!(expected.quorate(), present >= needed);
    }
}

/// Someone whose appointment turned out to have ended is still in the room, and counts no more.
#[test]
fn a_vacant_seat_counts_for_nobody_in_the_room() {
    let (seats, _) = chairs("A..");
    let room = seats.iter().map(|seat| seat.id.clone()).collect();
    for of in [QuorumBase::Members, QuorumBase::Seats, QuorumBase::Partners] {
        let stands = standing(Some(&rule("1/2", of, 0)), &seats, &room);
        assert_eq!(stands.present, 1, "{of:?}");
    }
}

#[test]
fn without_a_rule_a_body_is_always_quorate() {
    let (seats, room) = chairs("aab.");
    let stands = standing(None, &seats, &room);
    assert_eq!((stands.present, stands.of, stands.needed), (0, 3, None));
    assert!(stands.quorate());
}

#[test]
fn observers_and_advisers_never_count_and_substitutes_do() {
    let quorum = |book: &Book| {
        book.record
            .meetings
            .get(&id(BOARD))
            .unwrap()
            .quorum(&book.record)
    };
    let book = Book::board_under_way(&["chair", "leader", "health"]);
    let before = quorum(&book);
    assert_eq!((before.present, before.of, before.needed), (3, 7, Some(4)));
    let book = book
        .arrives(BOARD, "board.observer")
        .arrives(BOARD, "board.adviser");
    assert_eq!(quorum(&book), before);
    let book = book.sends_a_substitute(BOARD, "board.voluntary");
    assert!(quorum(&book).quorate());
    assert!(!quorum(&book.leaves(BOARD, "board.voluntary")).quorate());
}

prop_compose! {
    fn any_rule()(
        denominator in 1_u32..12, part in 0_u32..12, floor in 0_u32..5,
        of in prop_oneof![Just(QuorumBase::Members), Just(QuorumBase::Seats), Just(QuorumBase::Partners)],
    ) -> QuorumRule {
        let share = Share::new(part.min(denominator), denominator).unwrap();
        QuorumRule { share, of, floor, clause: None }
    }
}

fn any_chairs() -> impl Strategy<Value = String> {
    "[A-Ea-e.+-]{0,24}"
}

/// The same question, asked of each chair in turn, with a list instead of sets and a search instead
/// of a division.
fn by_hand(rule: &QuorumRule, share: (u32, u32), drawn: &str) -> (u32, u32, u32) {
    let (mut base, mut present) = (0, 0);
    let (mut counted, mut came) = (Vec::new(), Vec::new());
    for chair in drawn.chars() {
        let there = matches!(chair, 'A'..='E' | '+');
        match rule.of {
            QuorumBase::Members if chair == '.' => {}
            QuorumBase::Members | QuorumBase::Seats => {
                base += 1;
                present += u32::from(there);
            }
            QuorumBase::Partners if chair.is_ascii_alphabetic() => {
                let partner = chair.to_ascii_lowercase();
                if !counted.contains(&partner) {
                    counted.push(partner);
                    base += 1;
                }
                if there && !came.contains(&partner) {
                    came.push(partner);
                    present += 1;
                }
            }
            QuorumBase::Partners => {}
        }
    }
    let (part, per) = share;
    let enough = |number: u32| number >= 1 && number >= rule.floor && number * per >= base * part;
    (present, base, (0..).find(|number| enough(*number)).unwrap())
}

proptest! {
    #![proptest_config(cases(4_000))]

    #[test]
    fn a_second_count_agrees(
        part in 0_u32..12, per in 1_u32..12, rule in any_rule(), drawn in any_chairs(),
    ) {
        let part = part.min(per);
        let rule = QuorumRule { share: Share::new(part, per).unwrap(), ..rule };
        let (seats, room) = chairs(&drawn);
        let stands = standing(Some(&rule), &seats, &room);
        let (present, base, needed) = by_hand(&rule, (part, per), &drawn);
        prop_assert_eq!((stands.present, stands.of, stands.needed), (present, base, Some(needed)));
    }
}

proptest! {
    #[test]
    fn arrivals_never_cost_the_quorum_and_departures_never_make_it(
        rule in any_rule(), drawn in any_chairs(), who in 0_usize..24,
    ) {
        let (seats, room) = chairs(&drawn);
        let Some(one) = seats.get(who) else { return Ok(()) };
        let (mut with, mut without) = (room.clone(), room);
        with.insert(one.id.clone());
        without.remove(&one.id);
        let (with, without) = (standing(Some(&rule), &seats, &with), standing(Some(&rule), &seats, &without));
        prop_assert!(with.quorate() || !without.quorate());
        prop_assert!(with.present >= without.present && with.present <= without.present + 1);
        prop_assert_eq!((with.of, with.needed), (without.of, without.needed));
    }

    #[test]
    fn someone_in_the_room_for_no_members_seat_changes_nothing(rule in any_rule(), drawn in any_chairs()) {
        let (seats, room) = chairs(&drawn);
        let mut with_observer = room.clone();
        with_observer.insert(seat("board.observer"));
        prop_assert_eq!(standing(Some(&rule), &seats, &room), standing(Some(&rule), &seats, &with_observer));
    }

    #[test]
    fn filling_a_vacancy_with_someone_present_never_costs_the_quorum_of_seats(
        rule in any_rule(), drawn in any_chairs(),
    ) {
        let rule = QuorumRule { of: QuorumBase::Seats, ..rule };
        let stands = |drawn: &str| { let (seats, room) = chairs(drawn); standing(Some(&rule), &seats, &room) };
        let (before, after) = (stands(&drawn), stands(&drawn.replacen('.', "A", 1)));
        prop_assert_eq!(before.of, after.of);
        prop_assert!(after.quorate() || !before.quorate());
    }

    /// Rounded up, and no further: one fewer would be less than the share.
    #[test]
    fn a_share_is_rounded_up(part in 0_u32..50, per in 1_u32..50, whole in 0_u32..2_000) {
        let part = part.min(per);
        let needed = Share::new(part, per).unwrap().at_least_of(whole);
        prop_assert!(needed * per >= whole * part);
        prop_assert!(needed == 0 || (needed - 1) * per < whole * part);
        let more = Share::new(part, per).unwrap().more_than_of(whole);
        prop_assert!(more * per > whole * part && (more - 1) * per <= whole * part);
    }
}
