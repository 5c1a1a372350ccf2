//! Keeping the table with the keyboard: the quick line, turning to items, and where one lands.

use serde_json::json;
use testkit::{BOARD, substitute_for};

use super::{MOTION, called, leader, under_way, voting};
use crate::testing::{CLERK, MOOT};

#[tokio::test]
async fn a_few_letters_say_what_happens() {
    let moot = called(&["chair", "health"]);
    let stand_in = substitute_for("board.voluntary").to_string();
    moot.acts(json!({"act": "structure.name-substitute", "seat": "board.voluntary", "person": stand_in, "meeting": BOARD}));
    for (line, said) in [
        ("in leader", "Holder of board.leader is in the room."),
        (
            "In  Substitute",
            "Substitute for board.voluntary is in the room.",
        ),
        (
            "sorry ambassador",
            "Apologies are recorded for Holder of board.ambassador",
        ),
        ("open", "The meeting is open."),
        ("next", "The meeting is at item 1."),
        ("next", "The meeting is at item 2."),
        ("item 3", "The meeting is at item 3."),
        ("out leader", "Holder of board.leader has left the room."),
    ] {
        let sent = moot
            .send_table(&[("do", "command"), ("command.line", line)])
            .await;
        assert!(
            sent.location().ends_with("#command-line"),
            "{line}: {}",
            sent.text()
        );
        moot.follow(sent).await.says(&[said, "id=\"command-line\""]);
    }
    moot.acts(json!([
        {"act": "meetings.declare-interest", "meeting": BOARD, "seat": "board.health", "item": 3, "nature": "My weir.", "withdraws": true},
        {"act": "meetings.withdraw", "meeting": BOARD, "seat": "board.health", "item": 3},
    ]));
    let sent = moot
        .send_table(&[("do", "command"), ("command.line", "back health")])
        .await;
    moot.follow(sent)
        .await
        .says(&["Holder of board.health is back in the room."]);
}

#[tokio::test]
async fn a_line_that_fits_nobody_or_several_comes_back_with_what_to_do() {
    let moot = called(&["leader"]);
    for (line, said) in [
        ("", "Write what happens"),
        ("dance", "is none of the words"),
        ("in", "Write a few letters"),
        ("in nobody", "fits nobody"),
        ("in leader", "fits nobody"),
        ("in holder", "Write more of the name"),
        ("out health", "fits nobody"),
        ("item three", "Write the number of an item"),
        ("item 3", "has not been opened"),
        ("item 99", "has not been opened"),
        ("open", "is not in the room"),
    ] {
        let page = moot
            .send_table(&[("do", "command"), ("command.line", line)])
            .await;
        assert_eq!(page.status, 422, "{line}");
        page.sound().says(&[
            said,
            "href=\"#command-line\"",
            "That was not recorded",
            &format!("value=\"{line}\""),
        ]);
    }
}

// Requirement: ME11 at /{partnership}/meetings/{meeting}/table
#[tokio::test]
async fn the_meeting_turns_to_an_item_and_every_screen_says_so() {
    let moot = under_way();
    moot.at("2007-04-18T09:30:00Z");
    let sent = moot.send_table(&[("do", "take-item"), ("item", "2")]).await;
    assert_eq!(
        sent.location(),
        format!("/{MOOT}/meetings/{BOARD}/table?item=2&done=taken#item-2")
    );
    moot.follow(sent).await.says(&[
        "The meeting is at item 2.",
        "id=\"item-2\" tabindex=\"-1\"",
        "20 minutes left",
        "until 10.50am",
    ]);
    let room = format!("/{MOOT}/meetings/{BOARD}/room");
    moot.get_as(CLERK, &room)
        .await
        .sound()
        .says(&["2. Flood plan", "20 minutes left"]);
    moot.seat_of(leader())
        .await
        .says(&["Item 2:", "20 minutes left"]);
    moot.at("2007-04-18T09:49:30Z");
    moot.get_as(CLERK, &room).await.says(&["1 minute left"]);
    moot.at("2007-04-18T09:50:00Z");
    moot.get_as(CLERK, &room).await.says(&["Time is up"]);
    moot.at("2007-04-18T09:53:10Z");
    moot.get_as(CLERK, &room).await.says(&["3 minutes over"]);
    let again = moot.send_table(&[("do", "take-item"), ("item", "2")]).await;
    assert_eq!(again.status, 422);
    again.says(&["is at item 2 already"]);
    // What is begun at another item shows as well that the meeting turned to it.
    moot.acts(json!({"act": "decisions.agree-by-consensus", "meeting": BOARD, "item": 3, "text": "To mend the bridge."}));
    moot.get_as(CLERK, &room)
        .await
        .says(&["3. Bridge repairs", "To mend the bridge."])
        .never_says(&["over"]);
}

#[tokio::test]
async fn no_other_item_is_taken_while_a_vote_is_open() {
    let moot = voting();
    moot.table()
        .await
        .says(&["Take this item<span class=\"govuk-visually-hidden\">: 2."])
        .never_says(&["Take this item<span class=\"govuk-visually-hidden\">: 3."]);
    let sent = moot.send_table(&[("do", "take-item"), ("item", "3")]).await;
    assert_eq!(sent.status, 422);
    sent.says(&["is open", "Close the vote first."]);
    moot.acts(json!({"act": "decisions.close-vote", "decision": MOTION}));
    moot.table()
        .await
        .says(&["Take this item<span class=\"govuk-visually-hidden\">: 3."]);
}

#[tokio::test]
async fn a_show_of_hands_leaves_alone_what_a_member_changed_meanwhile() {
    let moot = voting();
    let vote = |seat: &str, vote: &str| json!({"act": "decisions.cast-vote", "decision": MOTION, "seat": seat, "vote": vote});
    moot.acts(vote("board.leader", "for"));
    // The page shows the leader for; from their seat they change it; then the form is sent.
    moot.acts(vote("board.leader", "against"));
    let form = [
        ("do", "votes"),
        ("item", "2"),
        ("decision", MOTION),
        ("stood[board.leader]", "for"),
        ("hands[board.leader]", "for"),
        ("stood[board.health]", ""),
        ("hands[board.health]", "abstain"),
    ];
    let sent = moot.send_table(&form).await;
    moot.follow(sent)
        .await
        .says(&["0 for, 1 against, 1 abstained"]);
}
