//! Names of things: what may be one, and that each is read back as it was made.

use crate::id::*;

#[test]
fn a_name_is_a_short_plain_word() {
    let long = "x".repeat(121);
    let table = [
        ("board", true),
        ("board.leader-2", true),
        ("2007", true),
        ("", false),
        ("-board", false),
        (".board", false),
        ("Board", false),
        ("the board", false),
        ("böard", false),
        ("board/../../etc", false),
        (&long, false),
        (&long[1..], true),
    ];
    for (text, fits) in table {
        assert_eq!(BodyId::new(text).is_ok(), fits, "{text}");
        let json = serde_json::Value::from(text);
        assert_eq!(
            serde_json::from_value::<BodyId>(json).is_ok(),
            fits,
            "{text}"
        );
    }
}

#[test]
fn a_name_is_read_back_as_it_was_made() {
    let body = BodyId::new(&"b".repeat(50)).unwrap();
    let seat = SeatId::on(&body, &"s".repeat(50), Some(99));
    assert_eq!(seat.body(), body);
    let date = jiff::civil::date(2007, 4, 18);
    let meeting = MeetingId::of(&body, date, 12);
    let decision = DecisionId::of(&meeting, ItemNo(99), 999);
    let action = ActionId::of(&meeting, 999);
    assert_eq!(seat.as_str().parse(), Ok(seat));
    assert_eq!(meeting.as_str().parse(), Ok(meeting));
    assert_eq!(decision.as_str().parse(), Ok(decision));
    assert_eq!(action.as_str().parse(), Ok(action));
}

#[test]
fn a_person_is_a_number_of_32_digits() {
    let person = PersonId([0xa5; 16]);
    assert_eq!(person.to_string().parse(), Ok(person));
    for text in [
        "",
        "a5",
        &"A5".repeat(16),
        &"+5".repeat(16),
        &"é".repeat(16),
    ] {
        assert!(text.parse::<PersonId>().is_err(), "{text}");
    }
}
