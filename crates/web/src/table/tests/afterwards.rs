//! After the vote: a tie leads to a further report, and what too few agreed is ratified.

use serde_json::json;

use crate::testing::{CLERK, Moot};

const BOARD: &str = "board-2007-04-18";
const MOTION: &str = "board-2007-04-18-2";
const TABLE: &str = "/three-rivers/meetings/board-2007-04-18/table";

fn under_way(moot: &Moot, meeting: &str, seats: &[&str]) {
    for seat in seats {
        moot.acts(json!({"act": "meetings.record-arrival", "meeting": meeting, "seat": format!("board.{seat}")}));
    }
    moot.acts(json!({"act": "meetings.open", "meeting": meeting}));
}

// Requirement: DE5 at /{partnership}/meetings/{meeting}/table
#[tokio::test]
async fn on_a_tie_the_chair_asks_for_a_further_report_and_the_item_comes_again() {
    let moot = Moot::new();
    moot.calls("board");
    under_way(&moot, BOARD, &["chair", "leader", "health", "voluntary"]);
    let vote = |seat: &str, vote: &str| json!({"act": "decisions.cast-vote", "decision": MOTION, "seat": seat, "vote": vote});
    moot.acts(json!([
        {"act": "decisions.move-motion", "meeting": BOARD, "item": 2, "seat": "board.leader", "text": "That the bridge is closed."},
        {"act": "decisions.second-motion", "decision": MOTION, "seat": "board.health"},
        {"act": "decisions.put-to-vote", "decision": MOTION, "last_resort": "They could not agree."},
        vote("board.leader", "for"), vote("board.health", "against"),
        {"act": "decisions.close-vote", "decision": MOTION},
    ]));
    let address = format!("{TABLE}?item=2");
    moot.get_as(CLERK, &address)
        .await
        .sound()
        .says(&["Ask for a further report"]);
    let what = format!("report[{MOTION}].what");
    let from = format!("report[{MOTION}].from");
    let typed = [
        ("do", "report"),
        ("item", "2"),
        ("decision", MOTION),
        (from.as_str(), "health"),
        (what.as_str(), "What it would cost."),
    ];
    let bad = moot.post_as(CLERK, TABLE, &typed[..4]).await;
    assert_eq!(bad.status, 422);
    bad.says(&["Say what the report is to say"]);
    let sent = moot.post_as(CLERK, TABLE, &typed).await;
    assert_eq!(sent.status, 303);
    moot.get_as(CLERK, &address)
        .await
        .sound()
        .says(&["What it would cost."])
        .never_says(&["Ask for a further report"]);
    moot.acts(json!([
        {"act": "meetings.close", "meeting": BOARD},
        {"act": "meetings.call", "body": "board", "date": "2007-07-18", "starts": "10:30", "place": "Weir House", "agenda": []},
    ]));
    moot.get_as(CLERK, "/three-rivers/meetings/board-2007-07-18")
        .await
        .says(&["Further report: Flood plan"]);
    moot.get_as(CLERK, &format!("/three-rivers/decisions/{MOTION}"))
        .await
        .sound()
        .says(&[
            "so the chair asked",
            "What it would cost.",
            "the meeting on 18 July 2007",
            "the report is not there yet",
        ]);
}

// Requirement: ME4 at /{partnership}/meetings/{meeting}/table
#[tokio::test]
async fn what_too_few_agreed_is_ratified_at_the_table() {
    for (pressed, says, waits) in [
        ("yes", "Agreed, then ratified", false),
        ("no", "Agreed, then not ratified", false),
    ] {
        let moot = Moot::new();
        moot.calls("board");
        under_way(&moot, BOARD, &["chair", "leader"]);
        moot.acts(json!([
            {"act": "decisions.agree-by-consensus", "meeting": BOARD, "item": 2, "text": "To thank the wardens."},
            {"act": "meetings.close", "meeting": BOARD},
            {"act": "meetings.call", "body": "board", "date": "2007-07-18", "starts": "10:30", "place": "Weir House", "agenda": []},
        ]));
        moot.at("2007-07-18T09:30:00Z");
        let next = "board-2007-07-18";
        under_way(&moot, next, &["chair", "leader", "health", "voluntary"]);
        let meeting = moot
            .get_as(CLERK, &format!("/api/v1/three-rivers/meetings/{next}"))
            .await
            .json();
        let items = meeting["agenda"].as_array().unwrap();
        let item = items
            .iter()
            .find(|item| item["title"].as_str().unwrap().starts_with("To ratify"))
            .unwrap()["no"]
            .to_string();
        let table = format!("/three-rivers/meetings/{next}/table");
        moot.get_as(CLERK, &format!("{table}?item={item}"))
            .await
            .sound()
            .says(&[
                "Record that it is ratified",
                "Record that it is not ratified",
            ]);
        let typed = [
            ("do", "ratify"),
            ("item", item.as_str()),
            ("decision", MOTION),
            ("agreed", pressed),
        ];
        let sent = moot.post_as(CLERK, &table, &typed).await;
        assert_eq!(sent.status, 303);
        moot.get_as(CLERK, &format!("{table}?item={item}"))
            .await
            .sound()
            .never_says(&["Record that it is ratified"]);
        moot.get_as(CLERK, &format!("/three-rivers/decisions/{MOTION}"))
            .await
            .sound()
            .says(&[says]);
        let list = moot
            .get_as(CLERK, "/three-rivers/office/ratification")
            .await;
        assert_eq!(list.text().contains("To thank the wardens."), waits);
    }
}
