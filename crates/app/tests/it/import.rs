//! Importing a spreadsheet: what the plan says of each row, and that doing it is all or nothing.

use std::time::{Duration, Instant};

use app::{
    House,
    import::{MOST_ROWS, NoHeadings, Plan, State},
};
use spreadsheets::{Row, Unreadable};

use crate::{
    bench::{Bench, OPERATOR, Place, THREE_RIVERS, enter, tell},
    story,
};

const HEADINGS: &str = "Name,E-mail,Organisation,Sector,Body,Seat,From,Until\n";

fn rows(text: &str) -> Vec<Row> {
    spreadsheets::read(format!("{HEADINGS}{text}").as_bytes(), MOST_ROWS).unwrap()
}

fn plan(house: &House, text: &str) -> Plan {
    house
        .plan_import(THREE_RIVERS, &rows(text))
        .unwrap()
        .unwrap()
}

/// What a plan says, a line to a row.
fn said(plan: &Plan) -> Vec<String> {
    let row = |row: &app::import::RowPlan| {
        let wrong = row
            .wrong
            .iter()
            .map(|wrong| format!("{}: {}", wrong.cell, wrong.why));
        let parts: Vec<String> = row
            .does
            .iter()
            .cloned()
            .chain(wrong)
            .chain(row.note.clone())
            .collect();
        format!("{} {:?}: {}", row.row, row.state, parts.join("; "))
    };
    plan.rows.iter().map(row).collect()
}

#[test]
fn a_file_is_done_whole_and_once() {
    let bench = Bench::new(Place::sqlite());
    let house = bench.house();
    tell(&house, story::adopt());
    let file = "\
        Ann Example,ann@example.org,Three Rivers Council,,Three Rivers Board,Leader of the council,1 April 2007,\n\
        Bob Sample,,health,,board,health,2007-04-01,31/3/2009\n\
        Bob Sample,,,,executive,Chief nurse,1 Apr 2007,\n\
        Cy Only,cy@example.org,,,,,,\n\
        Ann Example,,,,,board.leader,01/04/2007,\n\
        Dee One,,,,board,Councillor,1 April 2007,\n\
        Eve Two,,,,board,Councillor,1 April 2007,\n";
    let first = plan(&house, file);
    assert_eq!(
        said(&first),
        [
            "2 Does: Adds Ann Example to the people; Appoints Ann Example to Leader of the council, Three Rivers Board, from Sunday 1 April 2007 until further notice",
            "3 Does: Adds Bob Sample to the people; Appoints Bob Sample to Chief executive of the health trust, Three Rivers Board, from Sunday 1 April 2007 until Tuesday 31 March 2009",
            "4 Does: Appoints Bob Sample to Chief nurse, Three Rivers Executive, from Sunday 1 April 2007 until further notice",
            "5 Does: Adds Cy Only to the people",
            "6 Nothing: Row 2 says the same",
            "7 Does: Adds Dee One to the people; Appoints Dee One to Councillor (1 of 2), Three Rivers Board, from Sunday 1 April 2007 until further notice",
            "8 Does: Adds Eve Two to the people; Appoints Eve Two to Councillor (2 of 2), Three Rivers Board, from Sunday 1 April 2007 until further notice",
        ]
    );
    let before = house.read(THREE_RIVERS).unwrap().head.line;
    let done = house.import(THREE_RIVERS, OPERATOR, &first).unwrap();
    assert_eq!((done.people, done.appointed), (5, 5));
    assert_eq!(
        house.read(THREE_RIVERS).unwrap().head.line,
        before + 5,
        "five lines in one list"
    );
    // The same file again: everything is true already, and nothing is written.
    let again = plan(&house, file);
    assert_eq!(again.count(State::Nothing), 7, "{:#?}", said(&again));
    assert!(!again.can_be_done());
    let people = house.names().unwrap().all();
    let anns = people.iter().filter(|it| it.name == "Ann Example").count();
    assert_eq!(anns, 1);
}

#[test]
fn each_row_says_what_is_wrong_with_which_cell() {
    let bench = Bench::new(Place::sqlite());
    let house = bench.house();
    tell(&house, story::called());
    enter(&*bench.office, testkit::person(960), "Sam Twice");
    enter(&*bench.office, testkit::person(961), "Sam Twice");
    for (row, expected) in [
        (",ann@example.org,,,,,,", "A2: say who it is"),
        (",,,,board,leader,,", "A2: say who it is"),
        ("Ann,not an address,,,,,,", "B2: write one e-mail address"),
        ("ann@example.org,,,,,,,", "A2: this is an e-mail address"),
        (
            "Ann,,Unheard Of,,,,,",
            "C2: this organisation is not in the arrangements",
        ),
        (
            "Ann,,Unheard Of,space,,,,",
            "D2: there is no such sector; there are: Public bodies",
        ),
        (
            "Ann,,,,council of elders,chair,,",
            "E2: there is no body called that",
        ),
        ("Ann,,,,board,throne,,", "F2: there is no seat called that"),
        ("Ann,,,,board,,,", "F2: say which seat"),
        ("Ann,,council,,board,,,", "F2: several seats fit"),
        ("Ann,,,,board,health,2007-02-30,", "G2: this is not a day"),
        (
            "Ann,,,,board,health,1 March 2007,last week",
            "H2: this is not a day",
        ),
        (
            "Ann,,,,board,health,1 March 2007,",
            "the seat board.health is held already, from 1 January 2007",
        ),
        ("Ann,,,,board,health-later,1 March 2007,", "begins on"),
        (
            "Ann,,voluntary-action,,board,health-later,1 October 2007,",
            "speaks for health",
        ),
        (
            "Ann,,,,board,health-later,1 October 2007,1 March 2007",
            "H2: the last day",
        ),
        ("Sam Twice,,,,,,,", "A2: 2 people are called that"),
        ("=HYPERLINK(1),,,,,,,", "A2: this looks like a formula"),
    ] {
        let plan = plan(&house, row);
        assert!(!plan.can_be_done(), "{row}");
        let said = said(&plan).join("\n");
        assert!(said.contains(expected), "{row}\n{said}");
        assert!(plan.rows[0].does.is_empty(), "{row}");
    }
    let shared = plan(&house, "Ann,a@b.org,,,,,,\nBob,A@B.org,,,,,,");
    assert!(said(&shared)[1].contains("B3: this is the address of Ann"));
}

#[test]
fn when_it_is_refused_after_all_nobody_is_left_behind() {
    let bench = Bench::new(Place::sqlite());
    let house = bench.house();
    tell(&house, story::adopt());
    let made = plan(&house, "Ann Example,,,,board,leader,1 April 2007,");
    // Someone else fills the seat meanwhile.
    let other = plan(&house, "Bob Sample,,,,board,leader,1 April 2007,");
    house.import(THREE_RIVERS, OPERATOR, &other).unwrap();
    assert_ne!(
        made.digest(),
        plan(&house, "Ann Example,,,,board,leader,1 April 2007,").digest()
    );
    let head = house.read(THREE_RIVERS).unwrap().head.line;
    let refused = house.import(THREE_RIVERS, OPERATOR, &made).unwrap_err();
    assert_eq!(refused.code(), "structure/seat-held");
    assert_eq!(house.read(THREE_RIVERS).unwrap().head.line, head);
    assert!(
        house
            .names()
            .unwrap()
            .all()
            .iter()
            .all(|it| it.name != "Ann Example")
    );
}

#[test]
fn an_address_is_kept_for_someone_known_by_name() {
    let bench = Bench::new(Place::sqlite());
    let house = bench.house();
    tell(&house, story::adopt());
    let made = plan(&house, "Person 900,nine@example.org,,,,,,");
    assert_eq!(
        said(&made),
        ["2 Does: Keeps the e-mail address of Person 900"]
    );
    house.import(THREE_RIVERS, OPERATOR, &made).unwrap();
    assert_eq!(
        house.email_of(testkit::person(900)).unwrap().as_deref(),
        Some("nine@example.org")
    );
    let other = plan(&house, "Person 900,other@example.org,,,,,,");
    assert_eq!(said(&other), ["2 Does: Adds Person 900 to the people"]);
}

#[test]
fn organisations_that_are_missing_come_as_a_draft_of_the_arrangements() {
    let bench = Bench::new(Place::sqlite());
    let house = bench.house();
    tell(&house, story::adopt());
    let made = plan(
        &house,
        ",,Rivers Trust,Voluntary and community sector,,,,\n,,\"The \"\"Old\"\" Mill\",,,,,\n,,Three Rivers Council,,,,,\n,,rivers trust,,,,,",
    );
    assert_eq!(made.count(State::Wrong), 3);
    assert_eq!(made.count(State::Nothing), 1);
    let missing = made.missing.clone().unwrap();
    assert!(
        missing.contains("id = \"rivers-trust\"\nname = \"Rivers Trust\"\nsector = \"voluntary\"")
    );
    assert!(missing.contains(
        "id = \"the-old-mill\"\nname = \"The \\\"Old\\\" Mill\"\nsector = \"not-yet-known\""
    ));
    assert_eq!(missing.matches("[[organisation]]").count(), 2);
    let draft = made.draft.unwrap();
    let checked = record::arrangements::check(&draft);
    assert!(!checked.has_errors(), "{:#?}", checked.findings);
    tell(
        &house,
        serde_json::json!({"act": "structure.adopt-arrangements", "text": draft, "from": "2007-01-02"}),
    );
    assert_eq!(plan(&house, ",,Rivers Trust,,,,,").count(State::Nothing), 1);
}

#[test]
fn headings_may_stand_below_a_title_and_in_any_order() {
    let bench = Bench::new(Place::sqlite());
    let house = bench.house();
    tell(&house, story::adopt());
    let sheet = "Members of the Board,,,\n,,,\n,Appointment,,\nStart date,Position,Full name,Telephone\n1 April 2007,board.leader,Ann Example,01905\n";
    let rows = spreadsheets::read(sheet.as_bytes(), MOST_ROWS).unwrap();
    let made = house.plan_import(THREE_RIVERS, &rows).unwrap().unwrap();
    assert_eq!(made.unused, ["Telephone"]);
    assert_eq!(made.appointments(), 1, "{:#?}", said(&made));
    for (sheet, expected) in [
        ("one,two\nthree,four\n", NoHeadings::None),
        (
            "Name,Member\nAnn,Bob\n",
            NoHeadings::Twice("Name", "A".to_owned(), "B".to_owned()),
        ),
    ] {
        let rows = spreadsheets::read(sheet.as_bytes(), MOST_ROWS).unwrap();
        let answer = house.plan_import(THREE_RIVERS, &rows).unwrap();
        assert_eq!(answer.unwrap_err(), expected);
    }
}

#[test]
fn fifty_thousand_rows_are_answered_at_once_and_a_thousand_are_planned() {
    let begun = Instant::now();
    let many = format!("{HEADINGS}{}", "Ann,,,,board,leader,,\n".repeat(50_000));
    assert_eq!(
        spreadsheets::read(many.as_bytes(), MOST_ROWS).unwrap_err(),
        Unreadable::TooManyRows(MOST_ROWS)
    );
    let bench = Bench::new(Place::sqlite());
    let house = bench.house();
    tell(&house, story::adopt());
    let people: String = (1..MOST_ROWS)
        .map(|nth| format!("Person Number{nth},p{nth}@example.org,,,forum,citizen,,\n"))
        .collect();
    let made = plan(&house, &people);
    assert_eq!(made.rows.len(), MOST_ROWS - 1);
    assert_eq!(made.appointments(), 3, "the forum has three such seats");
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(20), "{took:?}");
}
