//! A member's vote in bad weather: the connection is lost after the form was sent, and it is sent again.

use serde_json::json;
use testkit::BOARD;

use super::{MOTION, leader, voting};
use crate::testing::{MOOT, Moot};

async fn press(moot: &Moot, vote: &str, after: &str) -> String {
    let seat = format!("/{MOOT}/meetings/{BOARD}/seat");
    let form = [
        ("decision", MOTION),
        ("seat", "board.leader"),
        ("vote", vote),
        ("after", after),
    ];
    let sent = moot.post_as(leader(), &seat, &form).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    sent.location().to_owned()
}

fn lines(moot: &Moot) -> u64 {
    moot.house.read(MOOT).unwrap().head.line
}

// Requirement: ME11 at /{partnership}/meetings/{meeting}/seat
#[tokio::test]
async fn a_vote_sent_twice_counts_once_and_the_page_says_whether_it_counted() {
    let moot = voting();
    moot.seat_of(leader()).await.says(&[
        "Not voted yet: no vote is recorded for it.",
        "name=\"after\" value=\"0\"",
    ]);
    let before = lines(&moot);
    assert!(press(&moot, "for", "0").await.ends_with("?done=voted"));
    let line = lines(&moot);
    assert_eq!(line, before + 1);
    // The answer was lost; the browser sends the same form again.
    let on = press(&moot, "for", "0").await;
    assert!(on.ends_with("?done=again"), "{on}");
    assert_eq!(lines(&moot), line);
    let said = format!("Your vote FOR was recorded at 10am, line {line} of the book.");
    let after = format!("name=\"after\" value=\"{line}\"");
    moot.get_as(leader(), &on).await.sound().says(&[
        &said,
        &after,
        "That was recorded before. It counts once.",
    ]);
    // A change of mind counts, also from the page that never heard of the first; the first, arriving
    // late once more, does not undo it.
    press(&moot, "against", "0").await;
    press(&moot, "for", "0").await;
    moot.seat_of(leader())
        .await
        .says(&["Your vote AGAINST was recorded"]);
    assert_eq!(lines(&moot), line + 1);
    // From a page that knows, it is a new wish.
    press(&moot, "for", &(line + 1).to_string()).await;
    moot.seat_of(leader())
        .await
        .says(&["Your vote FOR was recorded"]);
}

#[tokio::test]
async fn once_the_vote_is_closed_the_page_says_whether_it_came_in_time() {
    let moot = voting();
    press(&moot, "abstain", "0").await;
    let line = lines(&moot);
    moot.acts(json!({"act": "decisions.close-vote", "decision": MOTION}));
    moot.seat_of(leader()).await.says(&[&format!(
        "Your vote to ABSTAIN was recorded at 10am, line {line} of the book."
    )]);
    let late = voting();
    late.acts(json!({"act": "decisions.close-vote", "decision": MOTION}));
    let seat = format!("/{MOOT}/meetings/{BOARD}/seat");
    let form = [
        ("decision", MOTION),
        ("seat", "board.leader"),
        ("vote", "for"),
        ("after", "0"),
    ];
    let sent = late.post_as(leader(), &seat, &form).await;
    assert_eq!(sent.status, 422);
    sent.says(&[
        "Your vote was not recorded",
        "The vote of Three Rivers Council: Did not vote.",
    ]);
}

#[tokio::test]
async fn a_position_sent_twice_is_one() {
    let moot = super::under_way();
    moot.acts(json!({"act": "decisions.propose", "meeting": BOARD, "item": 2, "text": "To plant willows."}));
    let seat = format!("/{MOOT}/meetings/{BOARD}/seat");
    let page = moot.seat_of(leader()).await.says(&[
        "A proposal asks where you stand",
        "name=\"after\" value=\"0\"",
    ]);
    let asks = page.text().contains("stand[board.leader].mandate");
    let form = [
        ("do", "position"),
        ("decision", MOTION),
        ("seat", "board.leader"),
        ("position", "can-live-with"),
        ("after", "0"),
        (
            "stand[board.leader].mandate",
            if asks { "given" } else { "" },
        ),
    ];
    let sent = moot.post_as(leader(), &seat, &form).await;
    assert_eq!(
        sent.location(),
        format!("{seat}?done=stated"),
        "{}",
        sent.text()
    );
    let line = lines(&moot);
    let sent = moot.post_as(leader(), &seat, &form).await;
    assert_eq!(sent.location(), format!("{seat}?done=again"));
    assert_eq!(lines(&moot), line);
}
