use serde_json::json;
use testkit::holder_of;

use crate::testing::{CLERK, Moot, STRANGER};

const REVIEWS: &str = "/three-rivers/reviews";
const REVIEW: &str = "/three-rivers/reviews/review-1";
const LIST: &str = "/three-rivers/watch-list";
const WATCH: &str = "/three-rivers/watch-list/watch-1";

/// The number of whoever holds a seat.
fn holder(seat: &str) -> u32 {
    let [.., a, b, c, d] = holder_of(seat).0;
    u32::from_be_bytes([a, b, c, d])
}

// Requirement: PL15 at /{partnership}/reviews/{review}
#[tokio::test]
async fn partners_say_what_they_expect_to_save_and_what_they_saved() {
    let moot = Moot::new();
    moot.get(REVIEWS)
        .await
        .sound()
        .says(&["No efficiency review has been begun."]);
    let begin = format!("{REVIEWS}/begin");
    moot.get_as(CLERK, &begin).await.sound();
    let typed = [
        ("title", "Vans and drivers"),
        ("scope", "All vans of the partners."),
        ("body", "executive"),
        ("lead", "council"),
        ("due-day", "31"),
        ("due-month", "12"),
        ("due-year", "2007"),
        ("partners[0].partner", "council"),
        ("partners[0].pounds", "£1,200.50"),
        ("partners[1].partner", "health"),
        ("partners[1].pounds", "800.25"),
    ];
    let mut bad = typed;
    bad[10].1 = "1.200,50";
    let refused = moot.post_as(CLERK, &begin, &bad).await;
    assert_eq!(refused.status, 422);
    refused
        .sound()
        .says(&["Write an amount in pounds", "1.200,50"]);
    let sent = moot.post_as(CLERK, &begin, &typed).await;
    assert_eq!(sent.location(), format!("{REVIEW}?done=begun"));
    moot.get(REVIEW)
        .await
        .sound()
        .says(&[
            "£0 saved of £2,000.75 expected (0%)",
            "£1,200.50",
            "£800.25",
        ])
        .never_says(&["State a saving"]);
    // A partner states its own, the lead everyone's, and nobody else anything.
    let nurse = holder("executive.nurse");
    let saving = format!("{REVIEW}/saving");
    let own = [
        ("partner", "health"),
        ("saving", "achieved"),
        ("pounds", "400.13"),
        ("words", "Two vans were sold."),
    ];
    moot.get_as(nurse, REVIEW)
        .await
        .sound()
        .says(&["State a saving"]);
    let sent = moot.post_as(nurse, &saving, &own).await;
    assert_eq!(sent.location(), format!("{REVIEW}?done=stated"));
    let mut others = own;
    others[0].1 = "council";
    assert_eq!(moot.post_as(nurse, &saving, &others).await.status, 403);
    assert_eq!(moot.post_as(STRANGER, &saving, &own).await.status, 403);
    moot.get(REVIEW).await.sound().says(&[
        "£400.13 saved of £2,000.75 expected (19%)",
        "Two vans were sold.",
    ]);
    let sent = moot
        .post_as(
            CLERK,
            &format!("{REVIEW}/end"),
            &[("end.words", "They are shared.")],
        )
        .await;
    assert_eq!(sent.location(), format!("{REVIEW}?done=ended"));
    moot.get(REVIEW).await.sound().says(&["They are shared."]);
    let twice = moot
        .post_as(CLERK, &format!("{REVIEW}/end"), &[("end.words", "Again.")])
        .await;
    assert_eq!(twice.status, 422);
    twice.sound().says(&["has ended already"]);
    moot.get(REVIEWS)
        .await
        .sound()
        .says(&["£400.13 saved of £2,000.75 expected", "£1,600.62"]);
    moot.get(&format!("/api/v1{REVIEW}"))
        .await
        .says(&["\"achieved_pence\":40013"]);
}

// Requirement: PL16 at /{partnership}/watch-list/{watch}
#[tokio::test]
async fn a_bid_is_watched_answered_together_and_won() {
    let moot = Moot::new();
    moot.get(LIST)
        .await
        .sound()
        .says(&["Nothing is on the watch list."]);
    let add = format!("{LIST}/add");
    moot.get_as(CLERK, &add).await.sound();
    let typed = [
        ("sort", "bid"),
        ("title", "Fund for river paths"),
        ("from", "The Ministry of Paths"),
        ("about", "Money for paths along rivers."),
        ("deadline-day", "31"),
        ("deadline-month", "1"),
        ("deadline-year", "2007"),
        ("body", "executive"),
        ("lead", "council"),
        ("together", "health"),
        ("together", "voluntary-action"),
    ];
    let bad = moot.post_as(CLERK, &add, &typed[1..]).await;
    assert_eq!(bad.status, 422);
    bad.sound().says(&["Say what it is"]);
    let sent = moot.post_as(CLERK, &add, &typed).await;
    assert_eq!(sent.location(), format!("{WATCH}?done=listed"));
    moot.get(LIST).await.sound().says(&[
        "Fund for river paths",
        "Waits for Three Rivers Health Trust and Voluntary Action Three Rivers",
    ]);
    moot.at("2007-01-25T09:00:00Z");
    let nurse = holder("executive.nurse");
    moot.get_as(nurse, "/three-rivers/desk")
        .await
        .says(&["Fund for river paths", "your part of the answer"]);
    let part = [
        ("partner", "health"),
        ("words", "Paths are good for hearts."),
    ];
    let sent = moot.post_as(nurse, &format!("{WATCH}/part"), &part).await;
    assert_eq!(sent.location(), format!("{WATCH}?done=given"));
    moot.get_as(nurse, WATCH)
        .await
        .sound()
        .says(&["Paths are good for hearts."]);
    moot.get(WATCH)
        .await
        .sound()
        .never_says(&["Paths are good for hearts."]);
    moot.get("/three-rivers/record")
        .await
        .never_says(&["Paths are good for hearts."]);
    moot.at("2007-02-02T09:00:00Z");
    moot.get_as(CLERK, "/three-rivers/office/unanswered")
        .await
        .says(&["Fund for river paths", "Overdue"]);
    let on = |state: &'static str| [("move.state", state), ("move.words", "The partners met.")];
    let path = format!("{WATCH}/move");
    let early = moot.post_as(CLERK, &path, &on("won")).await;
    assert_eq!(early.status, 422);
    early.sound().says(&["answer to watch-1 went out"]);
    assert_eq!(moot.post_as(nurse, &path, &on("sent")).await.status, 403);
    let sent = moot
        .post_as(holder("board.leader"), &path, &on("sent"))
        .await;
    assert_eq!(sent.location(), format!("{WATCH}?done=moved"));
    moot.get(WATCH)
        .await
        .sound()
        .says(&["Paths are good for hearts.", "Sent"]);
    moot.post_as(CLERK, &path, &on("won")).await;
    moot.get(LIST).await.sound().says(&["Won", "Over"]);
    moot.get(&format!("/api/v1{WATCH}"))
        .await
        .says(&["\"state\":\"won\""]);
    moot.acts(json!({"act": "watching.list", "sort": "policy", "title": "Otters", "about": "What of otters?",
        "deadline": "2007-05-01", "body": "board", "lead": "council"}));
    moot.get(LIST)
        .await
        .sound()
        .says(&["Policy to be answered"]);
}
