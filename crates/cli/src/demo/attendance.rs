//! Who comes. It varies from meeting to meeting, the same way each time the demonstration is made;
//! a few partners come less and less.

use jiff::civil::{Date, date};

/// Partners that tire, with how many in a hundred meetings they miss at first and at the end.
const TIRING: &[(&str, u64, u64)] = &[
    ("chamber", 5, 45),
    ("ambassadors", 10, 55),
    ("acute-trust", 10, 50),
    ("awm", 15, 70),
    ("employment-service", 20, 60),
    ("calc", 5, 30),
    ("diocese", 15, 35),
];
/// Seats whose holders send a substitute more and more: the seat, the substitute, from when, and for how
/// many meetings in a hundred.
pub(super) const SENDING: &[(&str, &str, Date, u64)] = &[
    ("board.lsc", "Robin Peel", date(2008, 3, 3), 75),
    (
        "board.mental-health-trust",
        "Dr Anil Mehta",
        date(2007, 9, 3),
        45,
    ),
    ("management-group.lsc", "Robin Peel", date(2008, 3, 3), 70),
    (
        "management-group.pct",
        "Tessa Arkwright",
        date(2008, 9, 1),
        50,
    ),
    (
        "management-group.police",
        "Inspector Colin Bray",
        date(2009, 2, 2),
        65,
    ),
];
/// How many meetings in a hundred the others miss.
const USUAL: u64 = 9;

/// What someone did about a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Came {
    /// Came before it began.
    OnTime,
    /// Came a quarter of an hour late.
    Late,
    /// Came, and left before the end.
    LeftEarly,
    /// Sent apologies.
    Apologised,
    /// Was not there and sent no word.
    Absent,
}

/// A number that looks like chance and is always the same for the same words.
pub(super) fn chance(words: &[&str]) -> u64 {
    let mut number: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in words.join("/").bytes() {
        number = (number ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    // The last step of a well-known mixer: without it, words that are alike give numbers alike.
    number ^= number >> 33;
    number = number.wrapping_mul(0xff51_afd7_ed55_8ccd);
    number ^ (number >> 33)
}

/// What the holder of a seat did about a meeting.
pub(super) fn came(seat: &str, partner: &str, meeting: &str, date: Date) -> Came {
    if seat.ends_with(".chair") {
        return Came::OnTime;
    }
    let years = u64::from((date.year() - 2007).clamp(0, 2).unsigned_abs());
    let missed = TIRING
        .iter()
        .find(|(tiring, ..)| *tiring == partner)
        .map_or(USUAL, |(_, first, last)| first + (last - first) * years / 2);
    let dice = chance(&[seat, meeting]);
    let sending = SENDING
        .iter()
        .find(|(sending, _, from, _)| *sending == seat && *from <= date);
    if sending.is_some_and(|(.., sent)| dice / 10_000 % 100 < *sent) {
        return Came::Apologised;
    }
    match (dice % 100 < missed, dice / 100 % 100) {
        (true, more) if more < 75 => Came::Apologised,
        (true, _) => Came::Absent,
        (false, more) if more < 5 => Came::Late,
        (false, more) if more < 9 => Came::LeftEarly,
        (false, _) => Came::OnTime,
    }
}
