//! Who is in the room, and opening the meeting.

use serde_json::json;
use testkit::{BOARD, holder_of, person, substitute_for};

use super::{called, under_way};
use crate::testing::{MOOT, STRANGER};

#[tokio::test]
async fn arrivals_departures_and_apologies_are_one_press_each() {
    let moot = called(&[]);
    let page = moot.table().await.says(&[
        "Not quorate",
        "0 present, 4 needed: para 10",
        "Record arrival",
        "Apologies",
        "Record the arrival of a member first",
    ]);
    assert_eq!(page.status, 200);
    let pressed = format!("board.leader {}", holder_of("board.leader"));
    let sent = moot
        .send_table(&[
            ("do", "room"),
            ("room.at", "10.25am"),
            ("arrival", &pressed),
        ])
        .await;
    assert_eq!(
        sent.location(),
        format!("/{MOOT}/meetings/{BOARD}/table?done=arrived&seat=board.leader#seat-board-leader")
    );
    moot.follow(sent).await.says(&[
        "Holder of board.leader is in the room.",
        "1 present, 4 needed",
        "since 10.25am",
        "Record departure",
        "id=\"seat-board-leader\"",
    ]);
    let sent = moot
        .send_table(&[
            ("do", "room"),
            ("room.at", ""),
            ("apologies", "board.voluntary"),
        ])
        .await;
    moot.follow(sent)
        .await
        .says(&["Apologies are recorded for Holder of board.voluntary"]);
    let sent = moot
        .send_table(&[("do", "room"), ("departure", "board.leader")])
        .await;
    moot.follow(sent)
        .await
        .says(&["Holder of board.leader has left the room.", "0 present"]);
}

#[tokio::test]
async fn a_named_substitute_has_a_button_of_their_own() {
    let moot = called(&[]);
    let stand_in = substitute_for("board.health").to_string();
    moot.acts(json!({"act": "structure.name-substitute", "seat": "board.health", "person": stand_in, "meeting": BOARD}));
    moot.table()
        .await
        .says(&["Substitute for board.health arrives instead"]);
    let pressed = format!("board.health {stand_in}");
    let sent = moot
        .send_table(&[("do", "room"), ("arrival", &pressed)])
        .await;
    moot.follow(sent).await.says(&[
        "Substitute for board.health is in the room",
        "for Holder of board.health",
    ]);
}

#[tokio::test]
async fn what_cannot_be_recorded_in_the_room_says_why_and_keeps_what_was_typed() {
    let moot = under_way();
    let twice = format!("board.leader {}", holder_of("board.leader"));
    let stranger = format!("board.ambassador {}", person(STRANGER));
    for (button, pressed, at, said) in [
        (
            "arrival",
            twice.as_str(),
            "",
            "Someone is in the room for the seat board.leader already",
        ),
        ("arrival", stranger.as_str(), "", "neither the holder"),
        ("arrival", "board.nowhere", "", "no seat board.nowhere"),
        ("arrival", "not a seat", "", "not-a-seat"),
        (
            "departure",
            "board.leader",
            "9am",
            "at 10:30, which is after 09:00",
        ),
        ("departure", "board.ambassador", "", "Nobody is in the room"),
        (
            "departure",
            "board.leader",
            "half past",
            "Write the time as",
        ),
        ("apologies", "board.leader", "", "Someone is in the room"),
    ] {
        let page = moot
            .send_table(&[("do", "room"), ("room.at", at), (button, pressed)])
            .await;
        assert_eq!(page.status, 422, "{button} {pressed}");
        if said != "not-a-seat" {
            page.says(&[said, "govuk-error-summary", &format!("value=\"{at}\"")]);
        }
    }
    assert_eq!(moot.send_table(&[("do", "nonsense")]).await.status, 400);
    assert_eq!(moot.send_table(&[("do", "room")]).await.status, 400);
}

#[tokio::test]
async fn a_meeting_is_opened_by_whoever_takes_the_chair() {
    let moot = called(&["leader", "health", "observer"]);
    moot.table()
        .await
        .says(&["Who takes the chair", "Open the meeting"]);
    let nobody = moot.send_table(&[("do", "open"), ("open.chair", "")]).await;
    assert_eq!(nobody.status, 422);
    nobody.says(&["Choose who takes the chair", "href=\"#open-chair\""]);
    let observer = moot
        .send_table(&[("do", "open"), ("open.chair", "board.observer")])
        .await;
    assert_eq!(observer.status, 422);
    observer.says(&["is not a member’s, so it cannot take the chair"
        .replace('’', "&#39;")
        .as_str()]);
    let sent = moot
        .send_table(&[("do", "open"), ("open.chair", "board.leader")])
        .await;
    moot.follow(sent).await.says(&[
        "The meeting is open.",
        "in the chair",
        "Agree by consensus",
        "Close the meeting",
    ]);
}

#[tokio::test]
async fn an_inquorate_meeting_says_that_what_it_agrees_waits() {
    let moot = called(&["chair", "leader"]);
    moot.acts(json!([
        {"act": "meetings.open", "meeting": BOARD},
        {"act": "decisions.agree-by-consensus", "meeting": BOARD, "item": 2, "text": "That we wait."},
    ]));
    moot.table()
        .await
        .says(&["Not quorate", "2 present, 4 needed", "For ratification"]);
}
