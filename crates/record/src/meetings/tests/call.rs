//! What may be called, when, and what stands on the agenda.

use crate::{
    arrangements::Purpose,
    meetings::{Call, CallRefused::*, ItemCalled},
    prose::Title,
    testkit::*,
};

fn call(body: &str, day: &str, items: usize) -> Call {
    let item = ItemCalled {
        title: Title::new("Flood plan").unwrap(),
        purpose: Purpose::Decision,
        presenter: None,
        minutes: None,
    };
    Call {
        body: id(body),
        date: date(day),
        starts: time("10:30"),
        place: Title::new("Weir House").unwrap(),
        agenda: vec![item; items],
    }
}

#[test]
fn the_book_so_far_and_the_ruling() {
    let (early, day) = (date("2006-12-31"), date("2007-04-18"));
    let later = Call {
        starts: time("14:00"),
        ..call("board", "2007-04-18", 1)
    };
    let unknown = NoSuchBody(id("guild"), day);
    rules([
        (
            Book::new(),
            call("board", "2007-04-18", 1),
            Err(NoArrangements(day)),
        ),
        (
            Book::adopted(),
            call("board", "2006-12-31", 1),
            Err(NoArrangements(early)),
        ),
        (
            Book::adopted(),
            call("guild", "2007-04-18", 1),
            Err(unknown),
        ),
        (Book::adopted(), call("board", "2007-04-18", 1), Ok(())),
        (Book::adopted(), call("board", "2007-01-02", 1), Ok(())),
        (
            Book::adopted(),
            call("board", "2007-01-01", 1),
            Err(Past(date("2007-01-01"))),
        ),
        (
            Book::adopted(),
            call("flood", "2007-01-31", 1),
            Err(NotThen(id("flood"), date("2007-01-31"))),
        ),
        (Book::adopted(), call("flood", "2007-02-01", 1), Ok(())),
        (Book::adopted(), call("flood", "2007-06-30", 1), Ok(())),
        (
            Book::adopted(),
            call("flood", "2007-07-01", 1),
            Err(NotThen(id("flood"), date("2007-07-01"))),
        ),
        // A year's meetings are called before there is business for them.
        (Book::adopted(), call("board", "2007-04-18", 0), Ok(())),
        (Book::adopted(), call("forum", "2007-04-18", 0), Ok(())),
        (Book::adopted(), call("forum", "2007-04-18", 99), Ok(())),
        (
            Book::adopted(),
            call("forum", "2007-04-18", 100),
            Err(TooManyItems(100)),
        ),
        (
            Book::called("board"),
            call("board", "2007-04-18", 1),
            Err(AlreadyCalled(id(BOARD))),
        ),
        (Book::called("board"), later, Ok(())),
    ]);
}

#[test]
fn a_late_evening_in_summer_is_still_the_same_day() {
    let book = Book::adopted().at("2007-07-18T23:30");
    rules([
        (book.clone(), call("board", "2007-07-18", 1), Ok(())),
        (
            book.at("2007-07-19T00:30"),
            call("board", "2007-07-18", 1),
            Err(Past(date("2007-07-18"))),
        ),
    ]);
}

#[test]
fn what_waits_for_ratification_is_added_to_the_next_meeting_that_is_called_already() {
    let book = Book::board_under_way(&["chair"])
        .calls_on("board", "2007-10-17")
        .calls_on("board", "2007-07-18")
        .agrees(BOARD, "To meet by the weir.");
    let last = |meeting: &str| {
        let meeting = book.record.meetings.get(&id(meeting)).unwrap();
        meeting.items.last().unwrap().title.to_string()
    };
    assert_eq!(
        last("board-2007-07-18"),
        "To ratify: decision board-2007-04-18-2"
    );
    assert_eq!(last("board-2007-10-17"), "Date of the next meeting");
}

#[test]
fn what_waits_for_ratification_is_put_on_once_between_the_standing_items() {
    let book = Book::board_under_way(&["chair"])
        .agrees(BOARD, "To meet by the weir.")
        .closes(BOARD)
        .calls_on("board", "2007-07-18")
        .calls_on("board", "2007-10-17");
    let titles = |meeting: &str| -> Vec<String> {
        let meeting = book.record.meetings.get(&id(meeting)).unwrap();
        meeting
            .items
            .iter()
            .map(|item| item.title.to_string())
            .collect()
    };
    assert_eq!(
        titles("board-2007-07-18"),
        [
            "Apologies and interests",
            "To ratify: decision board-2007-04-18-2",
            "Flood plan",
            "Bridge repairs",
            "Date of the next meeting"
        ]
    );
    assert_eq!(titles("board-2007-10-17").len(), 4);
}

// Requirement: ME2 at /{partnership}/meetings/call
#[test]
fn the_partnerships_own_items_come_first_and_last_of_all_on_the_agendas_of_their_kinds() {
    let shared = "\n[[standing_item]]\ntitle = \"Welcome\"\nplace = \"first\"\nminutes = 5\n\
                  presenter = \"The chair\"\nclause = \"3\"\n\
                  [[standing_item]]\ntitle = \"Reports of link people\"\nplace = \"first\"\n\
                  presenter = \"The link people\"\nkinds = [\"theme-group\"]\n\
                  [[standing_item]]\ntitle = \"Any other business\"\nplace = \"last\"\n";
    let book = Book::adopting(&format!("{ARRANGEMENTS}{shared}")).calls("board");
    let meeting = book.record.meetings.get(&id(BOARD)).unwrap();
    let told: Vec<String> = meeting
        .items
        .iter()
        .map(|item| format!("{}. {}", item.no, item.title))
        .collect();
    assert_eq!(
        told,
        [
            "1. Welcome",
            "2. Apologies and interests",
            "3. Flood plan",
            "4. Bridge repairs",
            "5. Date of the next meeting",
            "6. Any other business",
        ]
    );
    let welcome = &meeting.items[0];
    assert_eq!(welcome.minutes, Some(5));
    assert_eq!(welcome.presenter.as_ref().unwrap().as_str(), "The chair");
}

// Requirement: ME2 at /{partnership}/meetings/{meeting}
#[test]
fn link_people_report_on_every_agenda_of_theme_groups_and_district_partnerships() {
    let text = include_str!("../../../../../arrangements/worcestershire-2007.toml");
    for (body, item) in [
        ("wpeg", "Updates from districts"),
        ("wychavon-lsp", "Updates from theme champions"),
    ] {
        let book = Book::adopting(text).calls(body);
        let meeting = format!("{body}-2007-04-18");
        let meeting = book.record.meetings.get(&id(&meeting)).unwrap();
        assert_eq!(meeting.items[0].title.as_str(), item, "{body}");
        assert!(meeting.items[0].presenter.is_some(), "{body}");
    }
}
