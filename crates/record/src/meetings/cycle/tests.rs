//! Proposals for a year at Three Rivers and in Worcestershire.

use super::*;
use crate::testkit::*;

fn asked(from: &str) -> CycleAsked {
    CycleAsked {
        from: date(from),
        until: year_after(date(from)),
        bodies: BTreeSet::new(),
        every: BTreeMap::new(),
        spare_august: true,
    }
}

/// A board, a management group that reports to it and a theme group that reports to that, with what is
/// said of how often each meets.
fn three_bodies(board: &str, group: &str, theme: &str) -> Book {
    let minimal = include_str!("../../../../../arrangements/minimal.toml");
    let cut = minimal.find("\n[[body]]").unwrap_or(minimal.len());
    let body = |id: &str, kind: &str, meets: &str, to: Option<&str>| {
        let line = to.map_or(String::new(), |to| {
            format!("[[body.line]]\nto = \"{to}\"\nkind = \"reports-to\"\n")
        });
        format!(
            "[[body]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"{kind}\"\n[body.meets]\n{meets}\n{line}\
             [[body.seat]]\nid = \"one\"\ntitle = \"One\"\n\n"
        )
    };
    let text = format!(
        "{}\n{}{}{}",
        &minimal[..cut],
        body("board", "board", board, None),
        body("group", "executive", group, Some("board")),
        body("theme", "theme-group", theme, Some("group")),
    );
    Book::adopting(&text)
}

/// The same person on one seat more.
fn sits(mut book: Book, seat: &str) -> Book {
    let act = serde_json::json!({"act": "structure.appoint", "seat": seat,
        "person": person(1).to_string(), "from": "2007-01-01"});
    book.acts_json(act).unwrap();
    book
}

fn days(proposed: &[Proposed], body: &str) -> Vec<String> {
    let of_body = proposed.iter().filter(|one| one.body == id(body));
    of_body.map(|one| one.date.to_string()).collect()
}

// Requirement: ME1 at /{partnership}/office/cycle
#[test]
fn each_cadence_gives_so_many_meetings_in_a_year() {
    for (every, many) in [
        ("monthly", 12),
        ("six-weekly", 9),
        ("two-monthly", 6),
        ("quarterly", 4),
        ("three-a-year", 3),
        ("six-monthly", 2),
        ("annual", 1),
        ("as-needed", 0),
    ] {
        let every = format!("every = \"{every}\"");
        let book = three_bodies(&every, "every = \"as-needed\"", "every = \"as-needed\"");
        let mut asked = asked("2007-04-01");
        asked.spare_august = false;
        let proposed = cycle(&book.record, &asked);
        assert_eq!(
            proposed.len(),
            many,
            "{every}: {:?}",
            days(&proposed, "board")
        );
        for one in proposed {
            assert!(is_working_day(one.date), "{one:?}");
            assert!(date("2007-04-01") <= one.date && one.date < date("2008-04-01"));
        }
    }
}

// Requirement: ME1 at /{partnership}/office/cycle
#[test]
fn a_new_body_meets_monthly_at_first() {
    let book = three_bodies(
        "every = \"six-weekly\"\nat_first = { every = \"monthly\", months = 6 }",
        "every = \"as-needed\"",
        "every = \"as-needed\"",
    );
    let proposed = cycle(&book.record, &asked("2007-01-01"));
    let every: Vec<Cadence> = proposed.iter().map(|one| one.every).collect();
    let monthly = every.iter().filter(|one| **one == Cadence::Monthly);
    assert_eq!(monthly.count(), 6);
    assert_eq!(every.last(), Some(&Cadence::SixWeekly));
}

// Requirement: ME1 at /{partnership}/office/cycle
#[test]
fn theme_groups_come_before_the_management_group_and_that_before_the_board() {
    let quarterly = "every = \"quarterly\"";
    let book = three_bodies(quarterly, quarterly, quarterly);
    let proposed = cycle(&book.record, &asked("2007-04-01"));
    for (lower, upper) in [("group", "board"), ("theme", "group")] {
        let of_lower: Vec<&Proposed> = proposed
            .iter()
            .filter(|one| one.body == id(lower))
            .collect();
        assert_eq!(of_lower.len(), 4, "{lower}");
        for one in of_lower {
            let before = one.before.as_ref().unwrap();
            assert_eq!(before.body, id(upper));
            assert!(before.in_time, "{one:?}");
            assert!(one.date <= before.papers_by && before.papers_by < before.date);
            assert!(apart_of(one.date, before.date) < 60, "{one:?}");
        }
    }
}

fn apart_of(one: Date, other: Date) -> u32 {
    slots::apart(one, other)
}

#[test]
fn a_group_that_meets_more_often_has_one_meeting_before_each_of_the_board() {
    let book = three_bodies(
        "every = \"quarterly\"",
        "every = \"monthly\"",
        "every = \"annual\"",
    );
    let proposed = cycle(&book.record, &asked("2007-04-01"));
    let before: Vec<&Proposed> = proposed
        .iter()
        .filter(|one| one.body == id("group") && one.before.is_some())
        .collect();
    assert_eq!(before.len(), 4);
    assert_eq!(days(&proposed, "group").len(), 12);
}

#[test]
fn bank_holidays_and_august_are_avoided() {
    let book = three_bodies(
        "every = \"monthly\"",
        "every = \"as-needed\"",
        "every = \"as-needed\"",
    );
    // The Board always met on Mondays, and the first Monday it would take is a bank holiday.
    let book = book.calls_on("board", "2007-02-12");
    let proposed = cycle(&book.record, &asked("2007-04-01"));
    assert!(proposed.iter().all(|one| one.date.month() != 8));
    let august = proposed.iter().flat_map(|one| &one.avoided);
    assert!(august.clone().any(|(_, why)| *why == Avoided::August));
    assert!(proposed.iter().all(|one| bank_holiday(one.date).is_none()));
    let mut whole = asked("2007-04-01");
    whole.spare_august = false;
    let summer = cycle(&book.record, &whole);
    assert!(summer.iter().any(|one| one.date.month() == 8));
}

// Requirement: ME1 at /{partnership}/office/cycle
#[test]
fn nobody_has_two_meetings_on_one_day_where_another_day_is_free() {
    let monthly = "every = \"monthly\"";
    let book = three_bodies(monthly, monthly, monthly);
    let book = sits(sits(sits(book, "board.one"), "group.one"), "theme.one");
    let proposed = cycle(&book.record, &asked("2007-04-01"));
    let all: BTreeSet<Date> = proposed.iter().map(|one| one.date).collect();
    assert_eq!(all.len(), proposed.len());
    assert!(proposed.iter().all(|one| one.clashes.is_empty()));
}

#[test]
fn what_is_called_already_is_not_proposed_again() {
    let book = three_bodies(
        "every = \"quarterly\"",
        "every = \"as-needed\"",
        "every = \"as-needed\"",
    );
    let book = book.calls_on("board", "2007-05-16");
    assert_eq!(cycle(&book.record, &asked("2007-04-01")).len(), 3);
    let book = book.cancels("board-2007-05-16");
    assert_eq!(cycle(&book.record, &asked("2007-04-01")).len(), 4);
    let mut one = asked("2007-04-01");
    one.bodies = BTreeSet::from([id("theme")]);
    assert_eq!(cycle(&book.record, &one), []);
    assert_eq!(cycle(&Record::default(), &asked("2007-04-01")), []);
}

// Requirement: ME10 at /{partnership}/meetings/call
#[test]
fn people_with_two_meetings_at_once_are_found() {
    let monthly = "every = \"monthly\"\nusual_minutes = 90";
    let book = three_bodies(monthly, monthly, monthly);
    let book = sits(sits(book, "board.one"), "group.one").calls_on("board", "2007-05-16");
    let at = |body: &str, starts: &str| {
        clashes(
            &book.record,
            &id(body),
            date("2007-05-16"),
            time(starts),
            None,
        )
    };
    fn time(text: &str) -> Time {
        text.parse().unwrap()
    }
    assert_eq!(at("group", "11:30").len(), 1);
    assert_eq!(at("group", "11:30")[0].people, BTreeSet::from([person(1)]));
    assert_eq!(at("group", "12:00").len(), 0);
    assert_eq!(at("group", "09:00").len(), 0);
    assert_eq!(at("group", "09:30").len(), 1);
    assert_eq!(at("theme", "10:30").len(), 0);
    assert_eq!(at("board", "10:30").len(), 0);
}

#[test]
fn a_financial_year_begins_where_the_arrangements_say() {
    let minimal = include_str!("../../../../../arrangements/minimal.toml");
    let mut arrangements = crate::arrangements::read(minimal).unwrap();
    for (month, day, first) in [
        (4, "2007-03-31", "2006-04-01"),
        (4, "2007-04-01", "2007-04-01"),
        (1, "2007-03-31", "2007-01-01"),
        (0, "2007-03-31", "2007-01-01"),
        (200, "2007-03-31", "2006-04-01"),
    ] {
        arrangements.partnership.financial_year_starts = month;
        assert_eq!(financial_year(&arrangements, date(day)), date(first));
    }
}

#[test]
fn a_whole_county_is_planned_without_two_meetings_of_a_body_on_one_day() {
    let text = include_str!("../../../../../arrangements/worcestershire-2007.toml");
    let book = Book::adopting(text);
    let mut asked = asked("2007-04-01");
    for (body, every) in [
        ("board", Cadence::Quarterly),
        ("management-group", Cadence::SixWeekly),
        ("safer", Cadence::Quarterly),
        ("wpeg", Cadence::TwoMonthly),
    ] {
        asked.every.insert(id(body), every);
    }
    let proposed = cycle(&book.record, &asked);
    assert_eq!(days(&proposed, "board").len(), 4);
    assert_eq!(days(&proposed, "wpeg").len(), 6);
    let mut seen = BTreeSet::new();
    for one in &proposed {
        assert!(seen.insert((one.body.clone(), one.date)), "{one:?}");
    }
    assert!(!proposed.is_empty());
}

// Requirement: ME1 at /{partnership}/office/cycle
#[test]
fn a_day_that_someone_chose_is_held_against_the_year() {
    let book = sits(
        sits(
            three_bodies(
                "every = \"quarterly\"",
                "every = \"quarterly\"",
                "every = \"quarterly\"",
            ),
            "board.one",
        ),
        "theme.one",
    );
    let asked = asked("2007-04-01");
    let mut chosen = cycle(&book.record, &asked);
    assert_eq!(
        hold_against(&book.record, &asked, &chosen).len(),
        chosen.len()
    );
    let place = |chosen: &[Proposed], body: &str| {
        let place = chosen.iter().position(|one| one.body == id(body));
        place.unwrap()
    };
    let (board, theme) = (place(&chosen, "board"), place(&chosen, "theme"));
    let day = chosen[board].date;
    // The same person sits on both, so the same day is a clash.
    chosen[theme].date = day;
    let held = hold_against(&book.record, &asked, &chosen);
    let moved = held
        .iter()
        .find(|one| one.body == id("theme") && one.date == day)
        .unwrap();
    assert_eq!(moved.clashes.len(), 1);
    assert_eq!(moved.clashes[0].body, id("board"));
    // A holiday stands in the way, and is said and not corrected.
    chosen[theme].date = date("2007-12-25");
    let held = hold_against(&book.record, &asked, &chosen);
    let moved = held.iter().find(|one| one.date == date("2007-12-25"));
    assert!(matches!(
        moved.unwrap().avoided[..],
        [(_, Avoided::BankHoliday(_))]
    ));
}
