//! The catalogue of acts, and what is said of a text that is no act.

use std::collections::BTreeSet;

use serde_json::json;

use crate::{act::Malformed, catalogue, testkit::*};

#[test]
fn every_act_has_its_own_name() {
    let kebab = |word: &str| {
        !word.is_empty()
            && word
                .split('-')
                .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase()))
    };
    let mut names = BTreeSet::new();
    for kind in catalogue() {
        let (module, verb) = kind.name.split_once('.').unwrap();
        assert!(kebab(module) && kebab(verb), "{}", kind.name);
        assert!(names.insert(kind.name), "{} is there twice", kind.name);
        assert!(
            kind.summary.ends_with('.'),
            "{}: {}",
            kind.name,
            kind.summary
        );
    }
    assert!(names.len() >= 23);
}

#[test]
fn every_act_has_a_schema_that_describes_its_fields() {
    for kind in catalogue() {
        let schema = serde_json::to_value((kind.schema)()).unwrap();
        assert_eq!(schema["type"], "object", "{}", kind.name);
        assert_eq!(schema["additionalProperties"], false, "{}", kind.name);
        for (field, of) in schema["properties"].as_object().unwrap() {
            assert!(of.get("description").is_some(), "{}: {field}", kind.name);
        }
    }
}

#[test]
fn a_text_that_is_no_act_is_told_where_and_why() {
    let call = |field: &str, value: serde_json::Value| {
        let mut call = json!({
            "act": "meetings.call", "body": "board", "date": "2007-04-18", "starts": "10:30",
            "place": "Weir House", "agenda": [{"title": "Flood plan"}, {"title": "Bridges"}],
        });
        call[field] = value;
        call
    };
    let cast = |vote: &str| json!({"act": "decisions.cast-vote", "decision": "m-2", "seat": "board.leader", "vote": vote});
    let arrive = |at: &str| json!({"act": "meetings.record-arrival", "meeting": BOARD, "seat": "board.leader", "at": at});
    let appoint = |person: &str| json!({"act": "structure.appoint", "seat": "board.leader", "person": person, "from": "2007-01-01"});
    let long = "x".repeat(201);
    let table = [
        json!("nonsense"),
        json!({"act": "meetings.postpone"}),
        json!({"body": "board"}),
        json!({"act": "meetings.close"}),
        json!({"act": "meetings.close", "meeting": 5}),
        json!({"act": "meetings.close", "meeting": null}),
        json!({"act": "meetings.close", "meeting": BOARD, "Meeting": BOARD}),
        json!({"act": "meetings.close", "meeting": "The Board!"}),
        call("body", json!("")),
        call("date", json!("18/04/2007")),
        call("date", json!("2007-02-30")),
        call("date", json!(20070418)),
        call("starts", json!("half past ten")),
        call("starts", json!("25:00")),
        call("place", json!("")),
        call("place", json!(long)),
        call("place", json!("two\nlines")),
        call("agenda", json!("Flood plan")),
        call("agenda", json!([{"title": "Flood plan"}, {"title": "  "}])),
        call(
            "agenda",
            json!([{"title": "Flood plan"}, {"purpose": "decision"}]),
        ),
        call(
            "agenda",
            json!([{"title": "Flood plan", "purpose": "lunch"}]),
        ),
        call("agenda", json!([{"title": "Flood plan", "minutes": -5}])),
        call("agenda", json!([{"title": "Flood plan", "colour": "red"}])),
        arrive("10.30"),
        appoint("Ann"),
        cast("yes"),
        json!({"act": "decisions.agree-by-consensus", "meeting": BOARD, "item": 70000, "text": "x"}),
        json!({"act": "decisions.agree-by-consensus", "meeting": BOARD, "item": "two", "text": "x"}),
        json!({"act": "decisions.agree-by-consensus", "meeting": BOARD, "item": 2, "text": " "}),
        json!({"act": "decisions.agree-by-consensus", "meeting": BOARD, "item": 2, "text": "bell\u{7}"}),
        json!({"act": "meetings.table-paper", "meeting": BOARD, "item": 2, "paper": {"title": "Plan", "hash": "abc"}}),
    ];
    let told: Vec<String> = table
        .into_iter()
        .map(|act| match Book::new().acts_json(act.clone()) {
            Err(Unaccepted::Malformed(Malformed { field, problem })) => {
                format!("{field}: {problem}")
            }
            other => panic!("{act}: {other:?}"),
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    act: there is no act of that name: null
    act: there is no act of that name: "meetings.postpone"
    act: there is no act of that name: null
    meeting: it is missing
    meeting: this is the number 5, and it has to be text
    meeting: this is nothing, and it has to be text
    Meeting: there is no such field here: the fields are meeting and at
    meeting: “The Board!” is not the name of a meeting: use lower-case letters, digits, hyphens and dots, at most 120, beginning with a letter or digit
    body: “” is not the name of a body: use lower-case letters, digits, hyphens and dots, at most 120, beginning with a letter or digit
    date: “18/04/2007” is not a day of the calendar: write year, month and day, such as 2007-04-18
    date: “2007-02-30” is not a day of the calendar: write year, month and day, such as 2007-04-18
    date: this is the number 20070418, and it has to be a day, such as "2007-04-18"
    starts: “half past ten” is not a time of day: write hours and minutes, such as 10:30
    starts: “25:00” is not a time of day: write hours and minutes, such as 10:30
    place: it is empty: write something
    place: it has 201 characters: at most 200 are kept, shorten it
    place: it has more than one line: write it on one
    agenda: this is text, and it has to be a list
    agenda[1].title: it is empty: write something
    agenda[1].title: it is missing
    agenda[0].purpose: “lunch” is no word for this: write decision, discussion or information
    agenda[0].minutes: this is the number -5, and it has to be a whole number from 0 to 65535
    agenda[0].colour: there is no such field here: the fields are title, purpose, presenter and minutes
    at: “10.30” is not a time of day: write hours and minutes, such as 10:30
    person: “Ann” is not the number of a person: it has 32 digits from 0-9 and a-f
    vote: “yes” is no word for this: write for, against or abstain
    item: this is the number 70000, and it has to be a whole number from 0 to 65535
    item: this is text, and it has to be a whole number from 0 to 65535
    text: it is empty: write something
    text: it holds a control character that cannot be shown: type it again without
    paper.hash: a paper's hash has 64 digits from 0-9 and a-f; upload the paper first and use the hash you are given
    "#);
}
