//! The page of attendance, its picture, its file and its JSON.

use serde_json::json;

use crate::{
    story::HELD,
    testing::{CLERK, MOOT, Moot},
};

const PAGE: &str = "/three-rivers/attendance";

// Requirement: ME9 at /{partnership}/attendance
#[tokio::test]
async fn it_is_public_once_the_minutes_are() {
    let moot = Moot::new();
    let file = format!("/{MOOT}/attendance.csv");
    let nothing = "No attendance is known for this time.";
    moot.get(PAGE).await.sound().says(&[nothing]);
    moot.meets();
    moot.get(PAGE).await.sound().says(&[nothing]);
    moot.get(&file).await.never_says(&["Trust"]);
    moot.get(&format!("/api/v1{PAGE}"))
        .await
        .never_says(&["Trust"]);
    moot.get_as(CLERK, PAGE)
        .await
        .sound()
        .says(&["<svg", "Three Rivers Health Trust"]);
    moot.publishes(HELD);
    moot.get(PAGE).await.sound().says(&[
        "At 1 meeting, organisations were represented 3 times of 3 (100%)",
        "Body by body",
        "Organisation by organisation",
        "Three Rivers Board",
        "<svg",
    ]);
    let page = moot.get(&format!("{PAGE}?body=board")).await.sound();
    page.says(&["Meeting by meeting", "18 April 2007", "The same in numbers"]);
    let page = moot
        .get(&format!("{PAGE}?organisation=health"))
        .await
        .sound();
    page.says(&["Three Rivers Health Trust", "Three Rivers Board"]);
    moot.get(&file).await.says(&[
        "\"Date\",\"Body\",\"Organisation\",\"Attendance\",\"Page\"",
        "\"2007-04-18\",\"Three Rivers Board\",\"Three Rivers Health Trust\",\"came\"",
    ]);
    let json = moot.get(&format!("/api/v1{PAGE}?body=board")).await.json();
    assert_eq!(json["sum"]["came"], 3);
    assert_eq!(json["rows"][0]["marks"][0]["mark"], "holder");
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let moot = Moot::new();
    for asked in [
        "body=guild",
        "organisation=guild",
        "period=1066",
        "body=%20",
        "organisation=Ä",
    ] {
        let page = moot.get(&format!("{PAGE}?{asked}")).await;
        assert_eq!(page.status, 404, "{asked}");
    }
    for asked in ["period=all", "period=year", "body=board"] {
        assert_eq!(
            moot.get(&format!("{PAGE}?{asked}")).await.status,
            200,
            "{asked}"
        );
    }
}

// Requirement: ME9 at /{partnership}/attendance
#[tokio::test]
async fn who_misses_the_last_meetings_and_who_sends_substitutes_is_said_first() {
    let moot = Moot::new();
    let substitute = testkit::substitute_for("board.health").to_string();
    moot.acts(json!({"act": "structure.name-substitute", "seat": "board.health", "person": substitute, "from": "2007-01-02"}));
    for day in ["2007-04-18", "2007-06-20", "2007-09-19"] {
        let meeting = format!("board-{day}");
        moot.acts(
            json!({"act": "meetings.call", "body": "board", "date": day, "starts": "10:30",
            "place": "Weir House", "agenda": [{"title": "Flood plan", "purpose": "discussion"}]}),
        );
        moot.at(&format!("{day}T09:00:00Z"));
        moot.acts(json!([
            {"act": "meetings.record-apologies", "meeting": meeting, "seat": "board.voluntary"},
            {"act": "meetings.record-arrival", "meeting": meeting, "seat": "board.chair"},
            {"act": "meetings.record-arrival", "meeting": meeting, "seat": "board.leader"},
            {"act": "meetings.record-arrival", "meeting": meeting, "seat": "board.health", "person": substitute},
            {"act": "meetings.open", "meeting": meeting, "chair": "board.chair"},
            {"act": "meetings.close", "meeting": meeting},
        ]));
    }
    let page = moot
        .get_as(CLERK, &format!("{PAGE}?body=board"))
        .await
        .sound();
    page.says(&[
        "One organisation never came in this time.",
        "came to none of 3 meetings",
        "One organisation is represented mostly by substitutes.",
        "a substitute came to 3 of the 3 meetings to which anyone did",
        "board-2007-09-19#there",
        "apologies",
    ]);
    moot.get(PAGE).await.never_says(&["never came"]);
}
