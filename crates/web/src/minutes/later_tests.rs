//! Draft minutes that go round, and minutes that are corrected.

use serde_json::json;
use testkit::BOARD;

use crate::{
    story::HELD,
    testing::{CLERK, MOOT, Moot, STRANGER},
};

const LEADER: u32 = 2;
const NEXT: &str = "board-2007-07-18";

fn at(step: &str) -> String {
    format!("/{MOOT}/meetings/{HELD}/minutes/{step}")
}

/// The Board met, and the draft of its minutes is in the book.
fn drafted() -> Moot {
    assert_eq!(BOARD, HELD);
    let moot = Moot::new();
    moot.meets();
    moot
}

/// The minutes are public, and the next meeting is under way.
fn next_meeting() -> Moot {
    let moot = drafted();
    moot.publishes(HELD);
    moot.acts(json!({"act": "meetings.call", "body": "board", "date": "2007-07-18", "starts": "10:30", "place": "Weir House", "agenda": []}));
    moot.at("2007-07-18T09:30:00Z");
    moot.acts(json!([
        {"act": "meetings.record-arrival", "meeting": NEXT, "seat": "board.chair"},
        {"act": "meetings.open", "meeting": NEXT},
    ]));
    moot
}

// Requirement: ME5 at /{partnership}/meetings/{meeting}/minutes/circulate
#[tokio::test]
async fn the_draft_goes_to_the_members_and_to_nobody_else() {
    let moot = drafted();
    let desk = format!("/{MOOT}/desk");
    let nothing = moot.get_as(LEADER, &desk).await;
    nothing.never_says(&["Draft minutes of"]);
    let page = moot.get_as(CLERK, &at("circulate")).await.sound();
    page.says(&["Circulate the draft minutes?", "on their desk"]);
    assert_eq!(moot.get_as(STRANGER, &at("circulate")).await.status, 403);
    let sent = moot
        .post_as(CLERK, &at("circulate"), &[("sure", "yes")])
        .await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    moot.get_as(CLERK, sent.location()).await.sound().says(&[
        "are circulated",
        "draft, circulated on",
        "Approve the minutes",
    ]);
    moot.get_as(LEADER, &desk)
        .await
        .sound()
        .says(&["Draft minutes of", "Read the draft"]);
    let minutes = format!("/{MOOT}/meetings/{HELD}/minutes");
    moot.get_as(LEADER, &minutes)
        .await
        .sound()
        .says(&["Draft, circulated on", "The plan was gone through."]);
    moot.get(&minutes)
        .await
        .never_says(&["The plan was gone through."]);
    let twice = moot
        .post_as(CLERK, &at("circulate"), &[("sure", "yes")])
        .await;
    assert_eq!(twice.status, 422);
    twice.sound().says(&["is circulated already"]);
}

// Requirement: ME5 at /{partnership}/meetings/{meeting}/minutes
#[tokio::test]
async fn a_correction_stands_beside_the_words_it_replaces() {
    let moot = next_meeting();
    let minutes = format!("/{MOOT}/meetings/{HELD}/minutes");
    moot.get_as(CLERK, &at("correct"))
        .await
        .sound()
        .says(&["Correct the minutes", "Which item"]);
    let page = moot.get_as(CLERK, &at("correct?item=2")).await.sound();
    page.says(&[
        "The plan was gone through.</textarea>",
        "a later meeting has to agree",
    ]);
    let form = |agreed: &'static str| {
        [
            ("item", "2"),
            ("text", "The plan was gone through twice."),
            ("why", "Once was not enough."),
            ("agreed_at", agreed),
        ]
    };
    let refused = moot.post_as(CLERK, &at("correct"), &form("")).await;
    assert_eq!(refused.status, 422);
    refused.sound().says(&[
        "a later meeting has to agree a correction",
        "href=\"#agreed_at\"",
        "Once was not enough.</textarea>",
    ]);
    let empty = moot
        .post_as(CLERK, &at("correct"), &[("item", "2"), ("text", "")])
        .await;
    empty
        .sound()
        .says(&["Write what the minutes are to say", "Say what was wrong"]);
    let sent = moot.post_as(CLERK, &at("correct"), &form(NEXT)).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    for page in [minutes.clone(), format!("/{MOOT}/meetings/{HELD}")] {
        moot.get(&page).await.sound().says(&[
            "Corrected on 18 July 2007",
            "Once was not enough.",
            "It said",
            "<del>through.</del>",
            "<ins>through twice.</ins>",
            "The plan was gone through twice.",
            NEXT,
        ]);
    }
    let json = moot.get(&format!("/api/v1{minutes}")).await.json();
    let correction = &json["agenda"][1]["corrections"][0];
    assert_eq!(correction["was"], "The plan was gone through.");
    assert_eq!(correction["text"], "The plan was gone through twice.");
    assert_eq!(moot.get_as(STRANGER, &at("correct")).await.status, 403);
    assert_eq!(moot.post(&at("correct"), &form(NEXT)).await.status, 303);
}

#[tokio::test]
async fn a_meeting_that_never_took_place_has_nothing_to_circulate_or_correct() {
    let moot = Moot::new();
    moot.calls("board");
    moot.at("2007-09-01T09:00:00Z");
    for step in ["edit", "circulate", "correct"] {
        let page = moot.get_as(CLERK, &at(step)).await.sound();
        page.says(&["has not been closed"]);
    }
    let sent = moot
        .post_as(CLERK, &at("circulate"), &[("sure", "yes")])
        .await;
    assert_eq!(sent.status, 422);
    sent.says(&["has not been closed yet"]);
}
